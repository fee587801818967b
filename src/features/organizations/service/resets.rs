//! How people get in again who have forgotten their password.

use serde_json::json;

use super::store;
use crate::audit::{self, Event};
use crate::db::{DbConn, DbResult};
use crate::kernel::site::Cx;
use crate::policy::Permit;
use crate::policy::actions::ManageOrganization;

/// Says whether the people of the organization may reset a forgotten password by mail.
pub fn allow_resets(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageOrganization>,
    allow: bool,
) -> DbResult<()> {
    let Some(actor) = permit.actor() else {
        return Ok(());
    };
    let organization = actor.organization;
    if !store::set_resets_by_mail(conn, organization, allow)? {
        return Ok(());
    }
    let event = Event {
        organization,
        action: "organization.reset_policy_set",
        object_kind: "organization",
        object_id: organization.to_string(),
        target: None,
        details: json!({ "by_mail": allow }),
        personal: None,
    };
    audit::append(conn, cx, permit.who(), event)
}
