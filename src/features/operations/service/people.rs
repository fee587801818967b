//! What the operator does about people of other organizations: ending their sessions, and nothing else.

use serde_json::json;

use crate::audit::{self, Event};
use crate::db::{DbConn, Fault};
use crate::features::operations::mails::SessionsEnded;
use crate::features::users::domain::State;
use crate::features::{events, users};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::UserId;
use crate::kernel::site::Cx;
use crate::mail;
use crate::policy::Permit;
use crate::policy::actions::EndSessions;

/// There is nobody with this id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NobodyThere;

/// **End all sessions**, with a reason: it stands in the chain of the person's organization, and the person is told.
pub fn end_sessions(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<EndSessions>,
    id: UserId,
    reason: &str,
) -> Result<usize, Fault<NobodyThere>> {
    let user = users::by_id(conn, permit.scope(), id)?
        .filter(|user| user.state != State::Purged)
        .ok_or(Fault::Refused(NobodyThere))?;
    let ended = events::signed_out(conn, cx, id)?;
    let event = Event {
        organization: user.organization_id,
        action: "user.sessions_end",
        object_kind: "user",
        object_id: id.to_string(),
        target: None,
        details: json!({ "ended": ended, "reason": reason }),
        personal: None,
    };
    audit::append(conn, cx, permit.who(), event)?;
    if let Ok(to) = EmailAddress::parse(&user.email) {
        let letter = SessionsEnded::new(cx, user.language.unwrap_or_default(), &user.full_name, reason);
        mail::send(conn, cx, Some(user.organization_id), &to, &letter)?;
    }
    Ok(ended)
}
