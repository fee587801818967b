//! The outbox: one row for each mail. Its body is sealed, since it carries links; it is emptied when the mail has left (A.13).
//!
//! A mail is `queued`, then `sent` or `dead`. Who wants to send it takes a *lease* by one conditional update, the same on both
//! engines and safe with many nodes; a lease that isn't given back lapses, and somebody else sends the mail with the same Message-ID.

mod desk;
mod person;
mod sending;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::schema::outbox;
use crate::db::{DbConn, DbError, DbResult, dialect};
use crate::kernel::clock::{SignedDuration, Timestamp};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{MailId, OrganizationId};
use crate::kernel::keys::{KeyRing, Purpose};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::kernel::stored::text_enum;

pub use desk::{NotAgain, Overdue, Place, again, count, list, overdue};
pub use person::{forget_person, to_person};
pub use sending::{claim, due, failed, sent, tidy};

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
    /// No mail server is set: it can be read in the portal, and went to nobody.
    Kept,
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
            Self::Kept => "kept",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
        }
    }
}

impl Mail {
    /// A mail that was never queued.
    pub(super) fn passing(
        cx: &Cx,
        template: &'static str,
        language: Language,
        to: &EmailAddress,
        subject: &str,
    ) -> Self {
        Self {
            id: MailId::new(),
            organization_id: None,
            recipient: to.as_str().to_owned(),
            template: template.to_owned(),
            language,
            subject: subject.to_owned(),
            state: MailState::Queued,
            attempts: 1,
            queued_at: cx.now,
            next_at: cx.now,
            lease_until: None,
            sent_at: None,
            failure: None,
            created_at: cx.now,
        }
    }

    /// What became of it; `delivered` says whether mails leave the house at all.
    #[must_use]
    pub fn delivery(&self, delivered: bool) -> Delivery {
        match self.state {
            MailState::Queued => Delivery::Queued,
            MailState::Sent if delivered => Delivery::HandedOver,
            MailState::Sent => Delivery::Kept,
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

/// The mail that was queued under this dedupe key.
pub fn by_key(conn: &mut DbConn, key: &str) -> DbResult<Option<Mail>> {
    Ok(outbox::table
        .filter(outbox::dedupe_key.eq(key))
        .select(Mail::as_select())
        .first(conn)
        .optional()?)
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
