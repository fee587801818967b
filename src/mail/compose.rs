//! Makes a message of a row of the outbox. The same row gives the same bytes at every attempt: `Date`, `Message-ID` and boundary
//! come from the row, so that a mail sent twice after a crash is known as one.

use std::time::{Duration, SystemTime};

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, MultiPartKind, SinglePart};
use lettre::{Address, address::AddressError};

use super::outbox::{Body, Mail, one_line};
use crate::kernel::ids::MailId;
use crate::kernel::site::Site;

/// A mail, ready to be handed to a transport.
#[derive(Clone, Debug)]
pub struct Composed {
    /// The row's id.
    pub id: MailId,
    /// To whom, as typed.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
    /// Its `Message-ID`, with the angle brackets.
    pub message_id: String,
    /// The message as it goes over the wire.
    pub message: Message,
}

/// Why a row doesn't make a message: trying again would not help.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Uncomposable(String);

/// RFC 3834: an answering machine must not answer.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The recipient's language, so that programs for reading aloud choose the voice.
#[derive(Clone)]
struct ContentLanguage(&'static str);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("never read".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.to_owned())
    }
}

/// The host of an address like `https://portal.example:8443`.
pub(super) fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    match rest.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(v6),
        None => rest.split(':').next().unwrap_or(rest),
    }
}

/// The right part of Message-IDs: the sender's domain, or the portal's host while the sender is a placeholder.
fn message_domain(site: &Site, from: &Mailbox) -> String {
    let domain = from.email.domain();
    let domain = if domain == "localhost" {
        host_of(&site.public_url)
    } else {
        domain
    };
    idna::domain_to_ascii(domain).unwrap_or_else(|_| "localhost".to_owned())
}

/// An address that any server understands: the domain in ASCII.
fn address(text: &str) -> Result<Address, AddressError> {
    let (local, domain) = text.rsplit_once('@').ok_or(AddressError::MissingParts)?;
    let domain = idna::domain_to_ascii(domain).map_err(|_| AddressError::InvalidDomain)?;
    Address::new(local, domain)
}

/// Makes the message of a row and its opened body.
pub fn compose(site: &Site, mail: &Mail, body: Body) -> Result<Composed, Uncomposable> {
    let from: Mailbox = site
        .mail_from
        .parse()
        .map_err(|e| Uncomposable(format!("TANDEM_MAIL_FROM isn't an address: {e}")))?;
    let message_id = format!("<{}@{}>", mail.id, message_domain(site, &from));
    let to = address(&mail.recipient)
        .map_err(|e| Uncomposable(format!("the recipient's address can't be used: {e}")))?;
    let created = u64::try_from(mail.created_at.millis()).unwrap_or(0);
    let mut builder = Message::builder()
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(created))
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(one_line(&mail.subject))
        .message_id(Some(message_id.clone()))
        .header(AutoSubmitted)
        .header(ContentLanguage(mail.language.code()));
    if let Some(reply_to) = body.header("Reply-To").and_then(|a| address(a).ok()) {
        builder = builder.reply_to(Mailbox::new(None, reply_to));
    }
    let parts = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("=_{}", mail.id.uuid().simple()))
        .singlepart(SinglePart::plain(body.text.clone()))
        .singlepart(SinglePart::html(body.html.clone()));
    let message = builder
        .multipart(parts)
        .map_err(|e| Uncomposable(format!("the mail can't be composed: {e}")))?;
    Ok(Composed {
        id: mail.id,
        to: mail.recipient.clone(),
        subject: mail.subject.clone(),
        text: body.text,
        html: body.html,
        message_id,
        message,
    })
}

#[cfg(test)]
mod tests;
