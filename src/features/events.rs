//! What one feature sets off in later ones: a list of functions for each event, called in the transaction of the change. An earlier
//! feature calls the event and knows nothing of who listens; nothing is looked up at run time.

use super::{customers, enrollments, organizations, sessions};
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::site::Cx;
use crate::policy::{TenantScope, Who};

/// What happens when a sign-in domain becomes verified: in whose name, of which organization, which domain.
type DomainVerified = fn(&mut DbConn, &Cx, Who, OrganizationId, &str) -> DbResult<()>;

/// Who listens, in this order.
const DOMAIN_VERIFIED: &[DomainVerified] = &[
    // What an import knew by that domain moves to its owner (decision 15).
    |conn, cx, who, organization, domain| {
        customers::on_domain_verified(conn, cx, who, organization, domain).map(|_| ())
    },
    // The shortcut counts for a verified domain only (decision 11).
    enrollments::on_domain_verified,
];

/// A sign-in domain became verified (decision 2).
pub fn domain_verified(conn: &mut DbConn, cx: &Cx, who: Who, organization: OrganizationId) -> DbResult<()> {
    let scope = TenantScope::Own(organization);
    let owner = organizations::by_id(conn, &scope, organization)?;
    let Some(domain) = owner.and_then(|owner| owner.sign_in_domain) else {
        return Ok(());
    };
    for listener in DOMAIN_VERIFIED {
        listener(conn, cx, who, organization, &domain)?;
    }
    Ok(())
}

/// Somebody may not go on as they were signed in: every session of theirs ends. Answers how many.
pub fn signed_out(conn: &mut DbConn, cx: &Cx, user: UserId) -> DbResult<usize> {
    sessions::revoke_all(conn, user, cx.now)
}
