//! Suspending and closing an organization, and the way back (decision 7).

use serde_json::json;

use super::{event, names};
use crate::audit;
use crate::db::{DbConn, DbResult, Fault};
use crate::features::events;
use crate::features::organizations::domain::{ClosedBy, Command, Next, StandingRefused};
use crate::features::organizations::store::{self, Organization};
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::policy::{Permit, Programme, System, TenantScope, Who, actions};

/// What has just happened to an organization; what `events::standing_changed` passes on.
#[derive(Clone, Debug)]
pub struct Moved {
    /// As it is now.
    pub organization: Organization,
    /// What was done.
    pub command: Command,
    /// Why, in the words of who did it; may be empty.
    pub reason: String,
}

/// The operator suspends, reactivates, closes or reopens. `version` is that of the page.
pub fn change_standing(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::SuspendOrganizations>,
    id: OrganizationId,
    version: i32,
    command: Command,
    reason: &str,
) -> Result<(), Fault<StandingRefused>> {
    if matches!(command, Command::Close(ClosedBy::Organization) | Command::Undo) {
        return Err(Fault::Refused(StandingRefused::NotNow));
    }
    let found = store::by_id(conn, permit.scope(), id)?.ok_or(Fault::Refused(StandingRefused::NotFound))?;
    advance(conn, cx, permit.who(), &found, Some(version), command, reason)
}

/// **Close account** by a Global admin. `version` is that of the page.
pub fn close_account(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::CloseOrganization>,
    version: i32,
    reason: &str,
) -> Result<(), Fault<StandingRefused>> {
    let found = own(conn, permit.scope())?;
    let command = Command::Close(ClosedBy::Organization);
    advance(conn, cx, permit.who(), &found, Some(version), command, reason)
}

/// A Global admin takes **Close account** back.
pub fn undo_closing(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::UndoClosing>,
    version: i32,
) -> Result<(), Fault<StandingRefused>> {
    let found = own(conn, permit.scope())?;
    advance(conn, cx, permit.who(), &found, Some(version), Command::Undo, "")
}

/// The days after a closing are over. Which organizations those are is for the sweeper to say.
pub fn end_closed(
    conn: &mut DbConn,
    cx: &Cx,
    _: &System,
    id: OrganizationId,
) -> Result<(), Fault<StandingRefused>> {
    let found =
        store::by_id(conn, &TenantScope::System, id)?.ok_or(Fault::Refused(StandingRefused::NotFound))?;
    advance(conn, cx, Who::default(), &found, None, Command::End, "")
}

fn own(conn: &mut DbConn, scope: &TenantScope) -> Result<Organization, Fault<StandingRefused>> {
    let missing = Fault::Refused(StandingRefused::NotFound);
    let Some(id) = scope.own() else {
        return Err(missing);
    };
    store::by_id(conn, scope, id)?.ok_or(missing)
}

fn advance(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    found: &Organization,
    version: Option<i32>,
    command: Command,
    reason: &str,
) -> Result<(), Fault<StandingRefused>> {
    let operators = store::programmes(conn, found.id)?.contains(&Programme::Operator);
    let to = found
        .standing(operators)
        .apply(command, cx.now)
        .map_err(Fault::Refused)?;
    let changed = version.is_some_and(|version| version != found.version);
    if changed || !store::move_on(conn, found, to, reason, cx.now)? {
        return Err(Fault::Refused(StandingRefused::Changed));
    }
    if to == Next::Ended {
        store::end_programmes(conn, found.id, cx.now)?;
    }
    audit::append(
        conn,
        cx,
        who,
        event(found.id, action_of(command), json!({ "reason": reason })),
    )?;
    if matches!(command, Command::Close(_)) {
        names::end_open_request(conn, cx, who, found.id)?;
    }
    Ok(tell(conn, cx, who, found.id, command, reason)?)
}

fn tell(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    id: OrganizationId,
    command: Command,
    reason: &str,
) -> DbResult<()> {
    let Some(organization) = store::by_id(conn, &TenantScope::Own(id), id)? else {
        return Ok(());
    };
    let moved = Moved {
        organization,
        command,
        reason: reason.to_owned(),
    };
    events::standing_changed(conn, cx, who, &moved)
}

const fn action_of(command: Command) -> &'static str {
    match command {
        Command::Suspend => "organization.suspend",
        Command::Reactivate => "organization.reactivate",
        Command::Close(_) => "organization.close",
        Command::Undo => "organization.close_undo",
        Command::Reopen => "organization.reopen",
        Command::End => "organization.end",
    }
}
