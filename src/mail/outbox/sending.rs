//! What the worker does with the outbox: what is due, the lease of a mail, what became of an attempt, and tidying up.

use diesel::prelude::*;

use super::{KEEP_BODIES, LEASE, Mail, MailState, find, one_line};
use crate::db::schema::outbox;
use crate::db::{BATCH, DbConn, DbResult};
use crate::kernel::clock::{Timestamp, days};
use crate::kernel::ids::MailId;

/// Ids of mails that are due and that nobody is at, the longest waiting first.
pub fn due(conn: &mut DbConn, now: Timestamp, limit: i64) -> DbResult<Vec<MailId>> {
    Ok(outbox::table
        .filter(outbox::state.eq(MailState::Queued))
        .filter(outbox::next_at.le(now))
        .filter(outbox::lease_until.is_null().or(outbox::lease_until.lt(now)))
        .order(outbox::next_at.asc())
        .limit(limit)
        .select(outbox::id)
        .load(conn)?)
}

/// Takes the lease of a mail, if it is still due and free; of two at once one gets it.
pub fn claim(conn: &mut DbConn, id: MailId, now: Timestamp) -> DbResult<Option<Mail>> {
    let taken = diesel::update(
        outbox::table
            .filter(outbox::id.eq(id))
            .filter(outbox::state.eq(MailState::Queued))
            .filter(outbox::next_at.le(now))
            .filter(outbox::lease_until.is_null().or(outbox::lease_until.lt(now))),
    )
    .set((
        outbox::lease_until.eq(Some(now + LEASE)),
        outbox::attempts.eq(outbox::attempts + 1),
    ))
    .execute(conn)?;
    if taken == 0 { Ok(None) } else { find(conn, id) }
}

/// The mail has left. Counts even when the lease has lapsed in between: better than to send it twice. `keep_body` while nothing
/// leaves the house, so that the operator can read it.
pub fn sent(conn: &mut DbConn, id: MailId, now: Timestamp, keep_body: bool) -> DbResult<()> {
    let row = outbox::table
        .filter(outbox::id.eq(id))
        .filter(outbox::state.ne(MailState::Sent));
    let lease: Option<Timestamp> = None;
    let failure: Option<String> = None;
    diesel::update(row)
        .set((
            outbox::state.eq(MailState::Sent),
            outbox::sent_at.eq(Some(now)),
            outbox::lease_until.eq(lease),
            outbox::failure.eq(failure),
        ))
        .execute(conn)?;
    if !keep_body {
        let nothing: Option<Vec<u8>> = None;
        diesel::update(outbox::table.find(id))
            .set(outbox::sealed.eq(nothing))
            .execute(conn)?;
    }
    Ok(())
}

/// The attempt failed: the mail is due again at `next`, or dead without one. Only for who still has the lease; `false` otherwise.
pub fn failed(
    conn: &mut DbConn,
    mail: &Mail,
    next: Option<Timestamp>,
    now: Timestamp,
    words: &str,
) -> DbResult<bool> {
    let state = if next.is_some() {
        MailState::Queued
    } else {
        MailState::Dead
    };
    let words: String = one_line(words).chars().take(500).collect();
    let lease: Option<Timestamp> = None;
    let changed = diesel::update(
        outbox::table
            .filter(outbox::id.eq(mail.id))
            .filter(outbox::state.eq(MailState::Queued))
            .filter(outbox::lease_until.eq(mail.lease_until)),
    )
    .set((
        outbox::state.eq(state),
        outbox::next_at.eq(next.unwrap_or(now)),
        outbox::lease_until.eq(lease),
        outbox::failure.eq(Some(words)),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}

/// Empties bodies that were kept long enough, and those that were kept only because nothing was `delivered`; removes mails whose
/// time is over (decision 9). A batch of each at a time; answers how many rows changed, so that one calls it until nothing is left.
pub fn tidy(conn: &mut DbConn, now: Timestamp, delivered: bool, keep_days: i64) -> DbResult<usize> {
    let limit = if delivered { now } else { now - KEEP_BODIES };
    let held = outbox::table
        .filter(outbox::sealed.is_not_null())
        .select(outbox::id);
    let sent: Vec<MailId> = held
        .filter(outbox::state.eq(MailState::Sent))
        .filter(outbox::sent_at.le(limit))
        .limit(BATCH)
        .load(conn)?;
    let dead: Vec<MailId> = held
        .filter(outbox::state.eq(MailState::Dead))
        .filter(outbox::next_at.lt(now - KEEP_BODIES))
        .limit(BATCH)
        .load(conn)?;
    let nothing: Option<Vec<u8>> = None;
    let emptied = diesel::update(outbox::table.filter(outbox::id.eq_any([sent, dead].concat())))
        .set(outbox::sealed.eq(nothing))
        .execute(conn)?;
    let old: Vec<MailId> = outbox::table
        .filter(outbox::created_at.lt(now - days(keep_days)))
        .filter(outbox::state.ne(MailState::Queued))
        .order(outbox::created_at.asc())
        .limit(BATCH)
        .select(outbox::id)
        .load(conn)?;
    Ok(emptied + diesel::delete(outbox::table.filter(outbox::id.eq_any(old))).execute(conn)?)
}
