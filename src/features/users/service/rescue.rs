//! What the command line does for somebody who can't sign in.

use serde_json::json;

use super::append;
use crate::db::{DbConn, Fault};
use crate::features::users::domain::{Failures, Refused, TEMPORARY_DAYS};
use crate::features::users::store::{self, User};
use crate::kernel::clock::days;
use crate::kernel::ids::UserId;
use crate::kernel::site::Cx;
use crate::mail::link::{self, LinkKind, NewLink};
use crate::policy::Permit;
use crate::policy::actions::ManageUsers;

fn find(conn: &mut DbConn, permit: &Permit<ManageUsers>, id: UserId) -> Result<User, Fault<Refused>> {
    let user = store::by_id(conn, permit.scope(), id)?.ok_or(Fault::Refused(Refused::NotFound))?;
    if user.state.signs_in() {
        Ok(user)
    } else {
        Err(Fault::Refused(Refused::NotNow))
    }
}

/// A link by which somebody who lost access sets a new password, once and within seven days; its token, which is nowhere kept.
pub fn give_link(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<String, Fault<Refused>> {
    let user = find(conn, permit, id)?;
    let new = NewLink {
        kind: LinkKind::PasswordReset,
        organization: user.organization_id,
        user: Some(user.id),
        email: None,
        details: json!({}),
        expires_at: cx.now + days(TEMPORARY_DAYS),
    };
    let token = link::create(conn, cx, &new)?;
    let (who, organization) = (permit.who(), user.organization_id);
    append(
        conn,
        cx,
        who,
        organization,
        user.id,
        "user.link_give",
        json!({}),
        None,
    )?;
    Ok(token)
}

/// Forgets the wrong passwords that were counted, so that the next one is looked at.
pub fn unlock(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<(), Fault<Refused>> {
    let user = find(conn, permit, id)?;
    store::set_failures(conn, user.id, Failures::default())?;
    store::forgive_devices(conn, user.id)?;
    let (who, organization) = (permit.who(), user.organization_id);
    append(
        conn,
        cx,
        who,
        organization,
        user.id,
        "user.unlock",
        json!({}),
        None,
    )?;
    Ok(())
}
