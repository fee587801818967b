//! Mail. A letter is put into the outbox in the transaction of the change it tells of, and nothing else can send: no request ever
//! waits for a mail server, and no change is told of that didn't happen (A.14). The [`worker`] takes it from there.

mod compose;
pub mod link;
pub mod notice;
pub mod outbox;
pub mod transport;
pub mod worker;

use crate::db::{DbConn, DbError, DbResult};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{MailId, OrganizationId};
use crate::kernel::language::Language;
use crate::kernel::site::{Cx, Site};

use transport::Transport;

pub use compose::Composed;
pub use outbox::NewMail;

/// What stands around the words of every letter: the installation's name and whom to ask.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the letter.
    pub language: Language,
    /// The product's name, as the subject and the footer say it.
    pub product: String,
    /// The address of the portal's start page.
    pub site_link: String,
    /// The operator's support address; empty when none is set.
    pub support_email: String,
    /// Who runs the installation, once they have said so.
    pub operator: Option<String>,
}

impl Frame {
    /// Of this installation, in this language.
    #[must_use]
    pub fn new(site: &Site, language: Language) -> Self {
        Self {
            language,
            product: site.brand(language).product.clone(),
            site_link: site.link("/"),
            support_email: site.support.email.clone().unwrap_or_default(),
            operator: site.operator_name(),
        }
    }

    /// A sentence that says to write to the operator; nothing where the footer has no address to write to.
    #[must_use]
    pub fn asking(&self, sentence: String) -> String {
        if self.support_email.is_empty() {
            String::new()
        } else {
            sentence
        }
    }
}

/// A letter: a struct in a feature's `mails.rs` with a text and an HTML template of the same content.
pub trait Letter {
    /// Its name on the operator's *Mail* page, `enrollments/verify`.
    const TEMPLATE: &'static str;

    /// The recipient's language.
    fn language(&self) -> Language;

    /// The subject, which holds no free text of a user (A.11).
    fn subject(&self) -> String;

    /// The HTML part.
    fn html(&self) -> askama::Result<String>;

    /// The text part, with the link in full.
    fn text(&self) -> askama::Result<String>;

    /// Where an answer should go: the support address of the organization that caused it, if any.
    fn reply_to(&self) -> Option<EmailAddress> {
        None
    }

    /// Two letters with the same key are one: the second isn't queued.
    fn dedupe_key(&self) -> Option<String> {
        None
    }
}

/// Puts a letter into the outbox, in the caller's transaction. `organization` is whom it concerns. Answers the mail's id; with a
/// [`Letter::dedupe_key`] that was used before, the id of the earlier one.
pub fn send<L: Letter>(
    conn: &mut DbConn,
    cx: &Cx,
    organization: Option<OrganizationId>,
    to: &EmailAddress,
    letter: &L,
) -> DbResult<MailId> {
    let failed = |e: askama::Error| DbError::Query(format!("the mail {} can't be written: {e}", L::TEMPLATE));
    let mail = NewMail {
        organization,
        to: to.clone(),
        language: letter.language(),
        template: L::TEMPLATE,
        subject: letter.subject(),
        text: spaced(&letter.text().map_err(failed)?),
        html: letter.html().map_err(failed)?,
        reply_to: letter.reply_to(),
        dedupe_key: letter.dedupe_key(),
    };
    outbox::enqueue(conn, cx, &mail)
}

/// Sends a letter at once, past the outbox, and leaves no trace: only to try whether mails leave at all.
pub async fn try_now<L: Letter>(
    cx: &Cx,
    transport: &Transport,
    to: &EmailAddress,
    letter: &L,
) -> Result<(), String> {
    let (html, text) = (letter.html(), letter.text());
    let body = outbox::Body {
        text: spaced(&text.map_err(|e| e.to_string())?),
        html: html.map_err(|e| e.to_string())?,
        headers: Vec::new(),
    };
    let mail = outbox::Mail::passing(cx, L::TEMPLATE, letter.language(), to, &letter.subject());
    let composed = compose::compose(&cx.site, &mail, body).map_err(|e| e.to_string())?;
    transport.send(&composed).await.map_err(|failure| failure.words)
}

/// A text part with one empty line where the template left several.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut empty = 1;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            spaced.push_str(line);
            spaced.push('\n');
        }
    }
    spaced.truncate(spaced.trim_end().len());
    spaced.push('\n');
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_part_has_no_runs_of_empty_lines() {
        assert_eq!(spaced("\n\na \n\n \n\nb\nc\n\n"), "a\n\nb\nc\n");
    }
}
