//! What one feature sets off in later ones: a list of functions for each event, called in the transaction of the change. An earlier
//! feature calls the event and knows nothing of who listens; nothing is looked up at run time.

use super::{customers, enrollments, memberships, organizations, sessions, users};
use crate::db::{DbConn, DbResult};
use crate::features::organizations::domain::{Command, NameState};
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

/// What happens when an organization is suspended or closed, and on the way back: in whose name, and what was done to which.
type StandingChanged = fn(&mut DbConn, &Cx, Who, &organizations::Moved) -> DbResult<()>;

/// Who listens, in this order.
const STANDING_CHANGED: &[StandingChanged] = &[
    // The number a closed organization was enrolled with is free again (decision 7).
    |conn, cx, who, moved| match moved.command {
        Command::End => memberships::unbind(conn, cx, &TenantScope::System, who, moved.organization.id),
        _ => Ok(()),
    },
    customers::on_standing_changed,
    enrollments::on_standing_changed,
    // Tells people last, when all of it has happened.
    users::on_standing_changed,
];

/// An organization was suspended, reactivated, closed or reopened, or its days are over (decision 7).
pub fn standing_changed(conn: &mut DbConn, cx: &Cx, who: Who, moved: &organizations::Moved) -> DbResult<()> {
    for listener in STANDING_CHANGED {
        listener(conn, cx, who, moved)?;
    }
    Ok(())
}

/// What happens when a request for another legal name is decided: in whose name, and which.
type NameDecided = fn(&mut DbConn, &Cx, Who, &organizations::NameDecided) -> DbResult<()>;

/// Who listens, in this order.
const NAME_DECIDED: &[NameDecided] = &[
    // Searches find a customer under its new name.
    |conn, _, _, decided| match decided.change.state {
        NameState::Approved => customers::on_renamed(conn, decided.organization.id),
        NameState::Open | NameState::Declined | NameState::Withdrawn | NameState::Ended => Ok(()),
    },
    |conn, cx, who, decided| match decided.change.state {
        // They are told of the closing, which says so.
        NameState::Ended => Ok(()),
        _ => users::on_name_decided(conn, cx, who, decided),
    },
];

/// A request for another legal name was approved, declined, withdrawn or ended by a closing (decision 8).
pub fn name_decided(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    decided: &organizations::NameDecided,
) -> DbResult<()> {
    for listener in NAME_DECIDED {
        listener(conn, cx, who, decided)?;
    }
    Ok(())
}

/// Somebody may not go on as they were signed in: every session of theirs ends. Answers how many.
pub fn signed_out(conn: &mut DbConn, cx: &Cx, user: UserId) -> DbResult<usize> {
    sessions::revoke_all(conn, user, cx.now)
}

/// Somebody whose data are erased: the account, and every address it is known to have had.
#[derive(Clone, Debug)]
pub struct Erased {
    /// Of which organization.
    pub organization: OrganizationId,
    /// The account, whose id stays.
    pub user: UserId,
    /// Contact addresses, as typed.
    pub addresses: Vec<String>,
}

/// Who keeps something of a person.
const PERSON_ERASED: &[fn(&mut DbConn, &Erased) -> DbResult<()>] = &[
    |conn, erased| sessions::forget_person(conn, &TenantScope::Own(erased.organization), erased.user),
    enrollments::forget_person,
];

/// A person's data are erased (decision 9): whoever keeps some forgets them.
pub fn person_erased(conn: &mut DbConn, erased: &Erased) -> DbResult<()> {
    for listener in PERSON_ERASED {
        listener(conn, erased)?;
    }
    Ok(())
}

/// The same, but for the session of this binding, from which it was done.
pub fn signed_out_elsewhere(conn: &mut DbConn, cx: &Cx, user: UserId, binding: &str) -> DbResult<usize> {
    sessions::end_others(conn, cx, user, binding)
}
