//! Asking for another legal name, and deciding about it (decision 8). Until it is approved the old name stands everywhere.

use serde_json::json;

use super::event;
use crate::audit;
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::events;
use crate::features::organizations::domain::{NameCommand, NameRefused, NameState};
use crate::features::organizations::store::{self, NameChange, Organization};
use crate::kernel::ids::{NameChangeId, OrganizationId};
use crate::kernel::similar;
use crate::kernel::site::Cx;
use crate::kernel::text::LegalName;
use crate::policy::{OrganizationState, Permit, TenantScope, Who, actions};

type Ask = Permit<actions::RenameOrganization>;
type Decide = Permit<actions::DecideNames>;

/// A request that was just decided; what `events::name_decided` passes on.
#[derive(Clone, Debug)]
pub struct NameDecided {
    /// The organization as it is now.
    pub organization: Organization,
    /// The request as it is now.
    pub change: NameChange,
}

/// A Global admin asks for another legal name.
pub fn ask_for_name(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Ask,
    name: &LegalName,
    grounds: &str,
) -> Result<(), Fault<NameRefused>> {
    let missing = || Fault::Refused(NameRefused::NotFound);
    let actor = permit.actor().ok_or_else(missing)?;
    let own = store::by_id(conn, permit.scope(), actor.organization)?.ok_or_else(missing)?;
    if own.legal_name == name.as_str() {
        return Err(Fault::Refused(NameRefused::Same));
    }
    let open = store::newest_name_change(conn, permit.scope(), own.id)?;
    if open.is_some_and(|change| change.state == NameState::Open) {
        return Err(Fault::Refused(NameRefused::AlreadyOpen));
    }
    let change = NameChange {
        id: NameChangeId::new(),
        organization_id: own.id,
        old_name: own.legal_name.clone(),
        new_name: name.as_str().to_owned(),
        grounds: grounds.to_owned(),
        state: NameState::Open,
        requested_by: actor.user,
        requested_at: cx.now,
        decided_by: None,
        decided_at: None,
        reason: None,
    };
    match store::insert_name_change(conn, &change) {
        Ok(()) => {}
        // Two at once: the index is the last guard.
        Err(DbError::Duplicate(_)) => return Err(Fault::Refused(NameRefused::AlreadyOpen)),
        Err(error) => return Err(error.into()),
    }
    let details = json!({ "from": change.old_name, "to": change.new_name });
    audit::append(
        conn,
        cx,
        permit.who(),
        event(own.id, "organization.name_ask", details),
    )?;
    // The entry waits for a closing that is under way, which has looked for open requests already.
    let now = store::by_id(conn, permit.scope(), own.id)?;
    if now.is_none_or(|own| own.state == OrganizationState::Closed) {
        return Err(missing());
    }
    Ok(())
}

/// The organization takes its request back; any Global admin may, since who asked may have left.
pub fn withdraw_name(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Ask,
    id: NameChangeId,
) -> Result<(), Fault<NameRefused>> {
    let found = store::name_change(conn, permit.scope(), id)?.ok_or(Fault::Refused(NameRefused::NotFound))?;
    decide(conn, cx, permit.who(), &found, NameCommand::Withdraw, None)
}

/// The operator approves: the new name stands everywhere at once.
pub fn approve_name(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Decide,
    id: NameChangeId,
) -> Result<(), Fault<NameRefused>> {
    let found = store::name_change(conn, permit.scope(), id)?.ok_or(Fault::Refused(NameRefused::NotFound))?;
    decide(conn, cx, permit.who(), &found, NameCommand::Approve, None)
}

/// The operator declines, and says why.
pub fn decline_name(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Decide,
    id: NameChangeId,
    reason: &str,
) -> Result<(), Fault<NameRefused>> {
    let found = store::name_change(conn, permit.scope(), id)?.ok_or(Fault::Refused(NameRefused::NotFound))?;
    decide(conn, cx, permit.who(), &found, NameCommand::Decline, Some(reason))
}

/// The organization is being closed: what it asked for is asked for no more. Its people read of it where they read of the closing.
pub(super) fn end_open_request(conn: &mut DbConn, cx: &Cx, who: Who, id: OrganizationId) -> DbResult<()> {
    let newest = store::newest_name_change(conn, &TenantScope::Own(id), id)?;
    let Some(open) = newest.filter(|change| change.state == NameState::Open) else {
        return Ok(());
    };
    match decide(conn, cx, who, &open, NameCommand::End, None) {
        // Decided in the same moment.
        Ok(()) | Err(Fault::Refused(_)) => Ok(()),
        Err(Fault::Db(error)) => Err(error),
    }
}

/// Other organizations whose name is alike (decision 14). Warns and never blocks.
pub fn alike_names(conn: &mut DbConn, _: &Decide, change: &NameChange) -> DbResult<Vec<Organization>> {
    store::by_legal_name_key(
        conn,
        &similar::legal_name_key(&change.new_name),
        change.organization_id,
    )
}

fn decide(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    found: &NameChange,
    command: NameCommand,
    reason: Option<&str>,
) -> Result<(), Fault<NameRefused>> {
    let to = found.state.apply(command).map_err(Fault::Refused)?;
    if !store::decide_name_change(conn, found.id, to, who.user, reason, cx.now)? {
        return Err(Fault::Refused(NameRefused::NotNow));
    }
    let id = found.organization_id;
    let action = match command {
        NameCommand::Approve => {
            let key = similar::legal_name_key(&found.new_name);
            store::update_legal_name(conn, id, &found.new_name, &key)?;
            "organization.name_approve"
        }
        NameCommand::Decline => "organization.name_decline",
        NameCommand::Withdraw => "organization.name_withdraw",
        NameCommand::End => "organization.name_end",
    };
    let details = match reason {
        Some(reason) => json!({ "reason": reason }),
        None => json!({ "from": found.old_name, "to": found.new_name }),
    };
    audit::append(conn, cx, who, event(id, action, details))?;
    Ok(tell(conn, cx, who, found.id, id)?)
}

fn tell(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    change: NameChangeId,
    organization: OrganizationId,
) -> DbResult<()> {
    let scope = TenantScope::Own(organization);
    let found = (
        store::by_id(conn, &scope, organization)?,
        store::name_change(conn, &scope, change)?,
    );
    if let (Some(organization), Some(change)) = found {
        events::name_decided(conn, cx, who, &NameDecided { organization, change })?;
    }
    Ok(())
}
