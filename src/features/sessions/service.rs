//! Ending sessions: one's own, and those of people whom one manages (A.1 7.4.5, 7.5.2).

use serde_json::json;

use super::store::{self, Listed};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::users::domain::Refused;
use crate::features::users::{self, User, people};
use crate::kernel::ids::UserId;
use crate::kernel::site::Cx;
use crate::policy::actions::{ManageOwnProfile, ManageUsers};
use crate::policy::{Permit, Who};

/// One's own sessions that still work.
pub fn own(conn: &mut DbConn, cx: &Cx, permit: &Permit<ManageOwnProfile>) -> DbResult<Vec<Listed>> {
    match permit.actor() {
        Some(actor) => store::alive(conn, actor.user, cx.now, &cx.site.sessions),
        None => Ok(Vec::new()),
    }
}

/// Ends those of one's own sessions that `ends` says; answers how many.
pub fn end_own(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageOwnProfile>,
    ends: impl Fn(&Listed) -> bool,
) -> DbResult<usize> {
    let Some(actor) = permit.actor() else {
        return Ok(0);
    };
    let ended = end(conn, cx, actor.user, ends)?;
    if ended > 0 {
        let user = users::by_id(conn, permit.scope(), actor.user)?;
        note(conn, cx, permit.who(), user.as_ref(), ended)?;
    }
    Ok(ended)
}

/// Ends every session of a person but that of this binding, where there is one.
pub fn end_others(conn: &mut DbConn, cx: &Cx, user: UserId, binding: &str) -> DbResult<usize> {
    end(conn, cx, user, |session| session.binding() != binding)
}

/// The person and their sessions that still work, for who may end them (A16).
pub fn of_person(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<(User, Vec<Listed>), Fault<Refused>> {
    let user = reach(conn, cx, permit, id)?;
    let sessions = store::alive(conn, id, cx.now, &cx.site.sessions)?;
    Ok((user, sessions))
}

/// Ends one session of a person.
pub fn end_one(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
    name: &str,
) -> Result<(), Fault<Refused>> {
    let user = reach(conn, cx, permit, id)?;
    let ended = end(conn, cx, id, |session| session.name() == name)?;
    if ended > 0 {
        note(conn, cx, permit.who(), Some(&user), ended)?;
    }
    Ok(())
}

fn reach(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<User, Fault<Refused>> {
    let user = users::by_id(conn, permit.scope(), id)?.ok_or(Fault::Refused(Refused::NotFound))?;
    people::standing(conn, cx, permit, &user)?
        .may_end_sessions()
        .map_err(Fault::Refused)?;
    Ok(user)
}

fn end(conn: &mut DbConn, cx: &Cx, user: UserId, ends: impl Fn(&Listed) -> bool) -> DbResult<usize> {
    let mut ended = 0;
    // Never more than `sessions.per_person`.
    for session in store::alive(conn, user, cx.now, &cx.site.sessions)? {
        if ends(&session) {
            store::revoke(conn, &session.key_hash, cx.now)?;
            ended += 1;
        }
    }
    Ok(ended)
}

fn note(conn: &mut DbConn, cx: &Cx, who: Who, user: Option<&User>, ended: usize) -> DbResult<()> {
    let Some(user) = user else { return Ok(()) };
    let event = Event {
        organization: user.organization_id,
        action: "user.sessions_end",
        object_kind: "user",
        object_id: user.id.to_string(),
        target: None,
        details: json!({ "ended": ended }),
        personal: None,
    };
    audit::append(conn, cx, who, event)
}
