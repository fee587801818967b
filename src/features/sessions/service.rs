//! Ending sessions: one's own, and those of people whom one manages (A.1 7.4.5, 7.5.2).

use serde_json::json;

use super::domain::Sent;
use super::store::{self, Listed, Unsent};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::users::domain::Refused;
use crate::features::users::{self, User, people};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{UnsentFormId, UserId};
use crate::kernel::keys::Purpose;
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

/// Keeps what somebody sent after their session had ended, if they can sign in. The seal is bound to the row and to them.
pub fn keep_unsent(conn: &mut DbConn, cx: &Cx, user: UserId, sent: &Sent) -> DbResult<bool> {
    if users::actor(conn, user, cx.now)?.is_none() {
        return Ok(false);
    }
    let id = UnsentFormId::new();
    let plain = serde_json::to_vec(sent).map_err(|e| DbError::Query(e.to_string()))?;
    let form = Unsent {
        id,
        sealed: cx.site.keys.seal(Purpose::UnsentForm, &place(user, id), &plain),
        created_at: cx.now,
    };
    store::keep_unsent(conn, user, &form)?;
    Ok(true)
}

fn place(user: UserId, id: UnsentFormId) -> Vec<u8> {
    format!("unsent_forms|{user}|{id}").into_bytes()
}

/// What the person sent without effect in the last day, newest first. What a retired key sealed is lost.
pub fn unsent(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageOwnProfile>,
) -> DbResult<Vec<(UnsentFormId, Timestamp, Sent)>> {
    let Some(actor) = permit.actor() else {
        return Ok(Vec::new());
    };
    let opened = |form: &Unsent| {
        let keys = &cx.site.keys;
        let plain = keys.open(Purpose::UnsentForm, &place(actor.user, form.id), &form.sealed);
        serde_json::from_slice(&plain.ok()?).ok()
    };
    let found = store::unsent_of(conn, actor.user, cx.now - store::UNSENT_FOR)?;
    Ok(found
        .iter()
        .filter_map(|form| Some((form.id, form.created_at, opened(form)?)))
        .collect())
}

/// Takes one of them out.
pub fn take_unsent(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageOwnProfile>,
    id: UnsentFormId,
) -> DbResult<Sent> {
    let actor = permit.actor().ok_or(DbError::NotFound)?;
    let found = unsent(conn, cx, permit)?;
    let (_, _, sent) = found
        .into_iter()
        .find(|(form, ..)| *form == id)
        .ok_or(DbError::NotFound)?;
    store::drop_unsent(conn, actor.user, id)?;
    Ok(sent)
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
