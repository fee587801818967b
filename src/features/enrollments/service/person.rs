//! What applications keep of a person: told to who asks, and forgotten when a person's data are erased (decision 9).

use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::{FormData, State};
use crate::features::enrollments::store::{self, Enrollment};
use crate::features::events::Erased;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::TenantScope;

fn norm(address: &str) -> Option<String> {
    EmailAddress::parse(address).ok().map(|email| email.norm())
}

/// Takes the person out of the drafts and ended applications of their organization. One that is open or led to a partner is the
/// organization's own record: its contact stays until the organization names another.
pub fn forget_person(conn: &mut DbConn, erased: &Erased) -> DbResult<()> {
    let scope = TenantScope::Own(erased.organization);
    let addresses: Vec<String> = erased.addresses.iter().filter_map(|a| norm(a)).collect();
    let theirs = |typed: &str| norm(typed).is_some_and(|email| addresses.contains(&email));
    for row in store::of_organization(conn, &scope, erased.organization)? {
        let own = matches!(
            row.state,
            State::Draft | State::Rejected | State::Disowned | State::Withdrawn | State::Abandoned
        );
        let form = row.data();
        let (contact, support) = (theirs(&form.contact_email), theirs(&form.support_email));
        if !own || !(contact || support) {
            continue;
        }
        let form = without(form, contact, support);
        store::forget_contact(conn, &scope, &row, &form)?;
    }
    Ok(())
}

fn without(form: FormData, contact: bool, support: bool) -> FormData {
    let form = if contact {
        FormData {
            contact_first_name: String::new(),
            contact_last_name: String::new(),
            contact_email: String::new(),
            contact_phone: String::new(),
            ..form
        }
    } else {
        form
    };
    if support {
        FormData {
            support_email: String::new(),
            support_phone: String::new(),
            ..form
        }
    } else {
        form
    }
}

/// Applications that somebody sent, or is the contact of by an address that they confirmed; newest first.
pub fn of_person(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    user: UserId,
    confirmed: Option<&str>,
) -> DbResult<Vec<Enrollment>> {
    let confirmed = confirmed.and_then(norm);
    store::of_person(conn, scope, (organization, user), confirmed.as_deref())
}
