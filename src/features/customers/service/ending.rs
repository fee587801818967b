//! What is left of an organization's relationships once it is closed for good (decision 7).

use serde_json::json;

use super::event;
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::features::customers::mails::CustomerEnded;
use crate::features::customers::store;
use crate::features::organizations::Moved;
use crate::features::organizations::domain::Command;
use crate::features::users;
use crate::kernel::email::EmailAddress;
use crate::kernel::site::Cx;
use crate::mail;
use crate::policy::{TenantScope, Who};

/// Why relationships ended, as the rows say.
const CLOSED: &str = "organization closed";

/// The days after a closing are over: every relationship ends, and the partners of a customer are told.
pub fn on_standing_changed(conn: &mut DbConn, cx: &Cx, who: Who, moved: &Moved) -> DbResult<()> {
    if moved.command != Command::End {
        return Ok(());
    }
    let id = moved.organization.id;
    for relationship in store::active_of_customer(conn, id)? {
        if !store::end(conn, &relationship, Some(id), CLOSED, cx.now)? {
            continue;
        }
        let partner = relationship.partner_organization_id;
        let details = json!({ "reason": CLOSED });
        let number = relationship.id.to_string();
        audit::append(
            conn,
            cx,
            who,
            event(id, "customer.end", number, Some(partner), details),
        )?;
        for admin in users::global_admins(conn, &TenantScope::Own(partner), partner)? {
            if let Ok(to) = EmailAddress::parse(&admin.email) {
                let language = admin.language.unwrap_or_default();
                let letter =
                    CustomerEnded::new(cx, language, &admin.full_name, &moved.organization.legal_name);
                mail::send(conn, cx, Some(partner), &to, &letter)?;
            }
        }
    }
    let ended = store::end_all_of_partner(conn, id, CLOSED, cx.now)?;
    if ended > 0 {
        let details = json!({ "reason": CLOSED, "count": ended });
        audit::append(
            conn,
            cx,
            who,
            event(id, "customer.end", id.to_string(), None, details),
        )?;
    }
    Ok(())
}
