//! What people see of the outbox: the operator's *Mail* page and the command line.

use diesel::prelude::*;

use super::{Mail, MailState, find};
use crate::db::schema::outbox;
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::{Timestamp, minutes};
use crate::kernel::ids::MailId;

/// From where a page of the list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The newest.
    First,
    /// Older than this one.
    After(MailId),
    /// Newer than this one.
    Before(MailId),
}

/// Mails from the newest, of one state or all; at most `limit`.
pub fn list(conn: &mut DbConn, state: Option<MailState>, place: Place, limit: i64) -> DbResult<Vec<Mail>> {
    let mut query = outbox::table.select(Mail::as_select()).into_boxed();
    if let Some(state) = state {
        query = query.filter(outbox::state.eq(state));
    }
    let query = match place {
        Place::First => query.order(outbox::id.desc()),
        Place::After(id) => query.filter(outbox::id.lt(id)).order(outbox::id.desc()),
        Place::Before(id) => query.filter(outbox::id.gt(id)).order(outbox::id.asc()),
    };
    let mut mails: Vec<Mail> = query.limit(limit).load(conn)?;
    if matches!(place, Place::Before(_)) {
        mails.reverse();
    }
    Ok(mails)
}

/// How many mails are in a state, counted up to `most`.
pub fn count(conn: &mut DbConn, state: Option<MailState>, most: i64) -> DbResult<usize> {
    let mut query = outbox::table.select(outbox::id).into_boxed();
    if let Some(state) = state {
        query = query.filter(outbox::state.eq(state));
    }
    // In the order of the list, so that the list's index answers and nothing is read beyond `most`.
    let ids: Vec<MailId> = query.order(outbox::id.desc()).limit(most).load(conn)?;
    Ok(ids.len())
}

/// Why a mail can't be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAgain {
    /// There is no such mail.
    Unknown,
    /// It isn't dead.
    NotDead,
    /// Its body was emptied: whoever caused it must cause it anew.
    BodyGone,
}

/// Queues a dead mail again, with 72 new hours.
pub fn again(conn: &mut DbConn, id: MailId, now: Timestamp) -> DbResult<Result<(), NotAgain>> {
    let failure: Option<String> = None;
    let changed = diesel::update(
        outbox::table
            .filter(outbox::id.eq(id))
            .filter(outbox::state.eq(MailState::Dead))
            .filter(outbox::sealed.is_not_null()),
    )
    .set((
        outbox::state.eq(MailState::Queued),
        outbox::attempts.eq(0),
        outbox::queued_at.eq(now),
        outbox::next_at.eq(now),
        outbox::failure.eq(failure),
    ))
    .execute(conn)?;
    if changed == 1 {
        return Ok(Ok(()));
    }
    Ok(Err(match find(conn, id)? {
        None => NotAgain::Unknown,
        Some(mail) if mail.state == MailState::Dead => NotAgain::BodyGone,
        Some(_) => NotAgain::NotDead,
    }))
}

/// Mails that should have left long ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// How many, counted up to 1,001.
    pub count: usize,
    /// Since when the oldest waits.
    pub since: Timestamp,
}

/// Mails that have waited for more than 15 minutes, whether nobody tries or nobody takes them; `None` when all is well. Asked by
/// `doctor`, the operator's banner and the body of `/health/ready`.
pub fn overdue(conn: &mut DbConn, now: Timestamp) -> DbResult<Option<Overdue>> {
    let waiting: Vec<Timestamp> = outbox::table
        .filter(outbox::state.eq(MailState::Queued))
        .filter(outbox::queued_at.lt(now - minutes(15)))
        .order(outbox::queued_at.asc())
        .limit(1_001)
        .select(outbox::queued_at)
        .load(conn)?;
    Ok(waiting.first().map(|since| Overdue {
        count: waiting.len(),
        since: *since,
    }))
}
