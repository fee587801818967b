//! The outbox: one row for each mail. Its body is sealed, since it carries links; it is emptied when the mail has left (A.13).
//!
//! A mail is `queued`, then `sent` or `dead`. Who wants to send it takes a *lease* by one conditional update, the same on both
//! engines and safe with many nodes; a lease that isn't given back lapses, and somebody else sends the mail with the same Message-ID.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::schema::outbox;
use crate::db::{DbConn, DbError, DbResult, dialect};
use crate::kernel::clock::{SignedDuration, Timestamp, days, minutes};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{MailId, OrganizationId};
use crate::kernel::keys::{KeyRing, Purpose};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::kernel::stored::text_enum;

text_enum! {
    /// Where a mail is.
    pub enum MailState {
        /// Waits to be sent, for the first time or again.
        Queued = "queued",
        /// The mail server has taken it.
        Sent = "sent",
        /// It will not be tried again by itself.
        Dead = "dead",
    }
}

/// How long a mail is tried before it is given up (decision 24).
pub const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// How long bodies are kept that haven't left the house: of dead mails, and of all mails while there is no mail server.
pub const KEEP_BODIES: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A lease is longer than any attempt lasts.
pub const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// A mail to be queued.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// Whom it concerns.
    pub organization: Option<OrganizationId>,
    /// To whom.
    pub to: EmailAddress,
    /// In which language.
    pub language: Language,
    /// The letter's name.
    pub template: &'static str,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Where an answer goes.
    pub reply_to: Option<EmailAddress>,
    /// Two mails with one key are one.
    pub dedupe_key: Option<String>,
}

/// What is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Headers beside those every mail has, `Reply-To` only so far.
    pub headers: Vec<(String, String)>,
}

impl Body {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }
}

/// A mail's row, without its body.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct Mail {
    /// Its id, also the left part of its Message-ID.
    pub id: MailId,
    /// Whom it concerns.
    pub organization_id: Option<OrganizationId>,
    /// To whom, as typed.
    pub recipient: String,
    /// The letter's name.
    pub template: String,
    /// Its language.
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Where it is.
    pub state: MailState,
    /// How often it was tried since it was queued.
    pub attempts: i32,
    /// Since when it waits: when it was made, or sent again by hand.
    pub queued_at: Timestamp,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// Until when somebody is at it.
    pub lease_until: Option<Timestamp>,
    /// When it was handed over.
    pub sent_at: Option<Timestamp>,
    /// What the last attempt met, in the server's words.
    pub failure: Option<String>,
    /// When it was made; its `Date`.
    pub created_at: Timestamp,
}

/// What a sender is told (decision 24).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not handed over yet.
    Queued,
    /// The mail server has it.
    HandedOver,
    /// The mail server refuses it, in words.
    Refused,
    /// Nobody took it within 72 hours.
    GivenUp,
}

impl Delivery {
    /// The word of `data-state`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::HandedOver => "handed_over",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
        }
    }
}

impl Mail {
    /// What became of it.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        match self.state {
            MailState::Queued => Delivery::Queued,
            MailState::Sent => Delivery::HandedOver,
            // A dead mail isn't due again: `next_at` stays when its last attempt was.
            MailState::Dead if self.next_at >= self.queued_at + GIVE_UP_AFTER => Delivery::GivenUp,
            MailState::Dead => Delivery::Refused,
        }
    }
}

fn place(id: MailId) -> Vec<u8> {
    format!("outbox|{id}").into_bytes()
}

/// Puts a mail into the outbox, in the caller's transaction. With a dedupe key that is taken, the id of the mail that has it.
pub fn enqueue(conn: &mut DbConn, cx: &Cx, mail: &NewMail) -> DbResult<MailId> {
    if let Some(key) = &mail.dedupe_key
        && let Some(id) = by_dedupe_key(conn, key)?
    {
        return Ok(id);
    }
    let id = MailId::new();
    let body = Body {
        text: mail.text.clone(),
        html: mail.html.clone(),
        headers: mail
            .reply_to
            .iter()
            .map(|a| ("Reply-To".to_owned(), a.as_str().to_owned()))
            .collect(),
    };
    let plain = serde_json::to_vec(&body).map_err(|e| DbError::Query(e.to_string()))?;
    let sealed = cx.site.keys.seal(Purpose::Mail, &place(id), &plain);
    let insert = |conn: &mut DbConn| -> DbResult<()> {
        diesel::insert_into(outbox::table)
            .values((
                outbox::id.eq(id),
                outbox::organization_id.eq(mail.organization),
                outbox::recipient.eq(mail.to.as_str()),
                outbox::template.eq(mail.template),
                outbox::language.eq(mail.language),
                outbox::subject.eq(one_line(&mail.subject)),
                outbox::sealed.eq(Some(sealed)),
                outbox::state.eq(MailState::Queued),
                outbox::queued_at.eq(cx.now),
                outbox::next_at.eq(cx.now),
                outbox::dedupe_key.eq(mail.dedupe_key.as_deref()),
                outbox::created_at.eq(cx.now),
            ))
            .execute(conn)?;
        Ok(())
    };
    let Some(key) = &mail.dedupe_key else {
        insert(conn)?;
        return Ok(id);
    };
    // Another node may queue the same mail at this moment: the unique index decides.
    match dialect::savepoint(conn, insert) {
        Ok(()) => Ok(id),
        Err(DbError::Duplicate(_)) => by_dedupe_key(conn, key)?.ok_or(DbError::NotFound),
        Err(error) => Err(error),
    }
}

fn by_dedupe_key(conn: &mut DbConn, key: &str) -> DbResult<Option<MailId>> {
    Ok(outbox::table
        .filter(outbox::dedupe_key.eq(key))
        .select(outbox::id)
        .first(conn)
        .optional()?)
}

/// The text in one line: a line break in a header would begin another header (A.11).
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// One mail, whole row.
pub fn find(conn: &mut DbConn, id: MailId) -> DbResult<Option<Mail>> {
    Ok(outbox::table
        .find(id)
        .select(Mail::as_select())
        .first(conn)
        .optional()?)
}

/// The body of a mail, unless it was emptied.
pub fn body(conn: &mut DbConn, keys: &KeyRing, id: MailId) -> DbResult<Option<Body>> {
    let sealed: Option<Option<Vec<u8>>> = outbox::table
        .find(id)
        .select(outbox::sealed)
        .first(conn)
        .optional()?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let unreadable = || DbError::Query("a mail's body can't be opened with the present keys".to_owned());
    let plain = keys
        .open(Purpose::Mail, &place(id), &sealed)
        .map_err(|_| unreadable())?;
    serde_json::from_slice(&plain).map(Some).map_err(|_| unreadable())
}

/// Mails from the newest, of one state or all, beginning after `after`.
pub fn list(
    conn: &mut DbConn,
    state: Option<MailState>,
    after: Option<MailId>,
    limit: i64,
) -> DbResult<Vec<Mail>> {
    let mut query = outbox::table.select(Mail::as_select()).into_boxed();
    if let Some(state) = state {
        query = query.filter(outbox::state.eq(state));
    }
    if let Some(after) = after {
        query = query.filter(outbox::id.lt(after));
    }
    Ok(query.order(outbox::id.desc()).limit(limit).load(conn)?)
}

/// How many mails are in a state, counted up to `most`.
pub fn count(conn: &mut DbConn, state: Option<MailState>, most: i64) -> DbResult<usize> {
    let mut query = outbox::table.select(outbox::id).into_boxed();
    if let Some(state) = state {
        query = query.filter(outbox::state.eq(state));
    }
    let ids: Vec<MailId> = query.limit(most).load(conn)?;
    Ok(ids.len())
}

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

/// Empties bodies that were kept long enough, and those that were kept only because nothing was `delivered`; removes mails whose
/// time is over (decision 9). Answers how many rows changed.
pub fn tidy(conn: &mut DbConn, now: Timestamp, delivered: bool, keep_days: i64) -> DbResult<usize> {
    let nothing: Option<Vec<u8>> = None;
    let held = outbox::table.filter(outbox::sealed.is_not_null());
    let limit = if delivered { now } else { now - KEEP_BODIES };
    let sent = diesel::update(
        held.filter(outbox::state.eq(MailState::Sent))
            .filter(outbox::sent_at.le(limit)),
    )
    .set(outbox::sealed.eq(&nothing))
    .execute(conn)?;
    let dead = diesel::update(
        held.filter(outbox::state.eq(MailState::Dead))
            .filter(outbox::next_at.lt(now - KEEP_BODIES)),
    )
    .set(outbox::sealed.eq(&nothing))
    .execute(conn)?;
    let old = diesel::delete(
        outbox::table
            .filter(outbox::state.ne(MailState::Queued))
            .filter(outbox::created_at.lt(now - days(keep_days))),
    )
    .execute(conn)?;
    Ok(sent + dead + old)
}
