//! The link of a forgotten password: what is known of its owner, why it is dead, and the new password (A.3, A.6).

use super::{Credentials, set_password};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::organizations;
use crate::features::users::domain::{Command, Refused};
use crate::features::users::store;
use crate::kernel::ids::UserId;
use crate::kernel::site::Cx;
use crate::mail::link;
use crate::policy::{Permit, TenantScope, Who, actions};

/// What a guesser knows of the person whose password this link sets, as long as it works; the link isn't used up.
pub fn reset_known(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Vec<String>> {
    let link = link::find(conn, link::LinkKind::PasswordReset, token)?;
    let Some(user) = link
        .filter(|link| link.usable(cx.now).is_ok())
        .and_then(|l| l.user)
    else {
        return Ok(Vec::new());
    };
    let scope = TenantScope::System;
    let Some(user) = store::by_id(conn, &scope, user)? else {
        return Ok(Vec::new());
    };
    let organization = organizations::by_id(conn, &scope, user.organization_id)?;
    let mut known = vec![user.full_name, user.user_name, user.email];
    known.extend(organization.map(|o| o.legal_name));
    Ok(known)
}

/// Why the link to a new password does nothing any more, if it doesn't. Changes nothing.
pub fn reset_dead(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Option<link::Dead>> {
    let link = link::find(conn, link::LinkKind::PasswordReset, token)?;
    Ok(link.map_or(Some(link::Dead::Unknown), |link| link.usable(cx.now).err()))
}

/// Sets a new password by a mailed link; the link is used up by it, and every session of the account ends (the caller sees to it).
pub fn reset_password(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
    new: &Credentials,
) -> Result<UserId, Fault<Refused>> {
    let taken = link::take(conn, cx, link::LinkKind::PasswordReset, token)?;
    let link = taken.map_err(|_| Fault::Refused(Refused::LinkDead))?;
    let user = link.user.ok_or(Fault::Refused(Refused::LinkDead))?;
    let user = store::by_id(conn, &TenantScope::System, user)?.ok_or(Fault::Refused(Refused::LinkDead))?;
    let to = user
        .state
        .apply(Command::ChangePassword)
        .map_err(Fault::Refused)?;
    let who = Who {
        user: Some(user.id),
        organization: Some(user.organization_id),
    };
    set_password(conn, cx, who, &user, to, new, "user.password_reset")?;
    Ok(user.id)
}
