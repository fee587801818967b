//! Mails about the standing of an organization (decision 7): E7 suspended, E8 active again, closed, closed for good, opened again; and
//! about its legal name (decision 8).

use askama::Template;

use crate::features::organizations::domain::{ClosedBy, Command, NameState};
use crate::features::organizations::store::{NameChange, Organization};
use crate::i18n::{Words, dates, words};
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::{Frame, Letter};

/// What such a mail says.
struct Notice {
    frame: Frame,
    t: &'static Words,
    subject: String,
    heading: String,
    hello: String,
    body: String,
    facts: Vec<(String, String)>,
    next: String,
    button: String,
    link: String,
    unexpected: String,
}

#[derive(Template)]
#[template(path = "users/mail/notice.html")]
struct Html<'a> {
    frame: &'a Frame,
    t: &'static Words,
    notice: &'a Notice,
}

#[derive(Template)]
#[template(path = "users/mail/notice.txt")]
struct Text<'a> {
    frame: &'a Frame,
    t: &'static Words,
    notice: &'a Notice,
}

/// Declares a letter that is such a notice.
macro_rules! letter {
    ($(#[$doc:meta])* $name:ident, $template:literal) => {
        $(#[$doc])*
        pub struct $name(Notice);

        impl Letter for $name {
            const TEMPLATE: &'static str = $template;

            fn language(&self) -> Language {
                self.0.frame.language
            }

            fn subject(&self) -> String {
                self.0.subject.clone()
            }

            fn html(&self) -> askama::Result<String> {
                let (frame, t) = (&self.0.frame, self.0.t);
                Html { frame, t, notice: &self.0 }.render()
            }

            fn text(&self) -> askama::Result<String> {
                let (frame, t) = (&self.0.frame, self.0.t);
                Text { frame, t, notice: &self.0 }.render()
            }
        }
    };
}

letter!(
    /// To the Global admins, the primary contact, and the operator where the organization did it itself.
    StandingChanged,
    "organizations/standing_changed"
);
letter!(
    /// To the Global admins: what became of the request for another legal name.
    NameChanged,
    "organizations/name_changed"
);

letter!(
    /// To the old primary contact: it has been replaced, or its entries changed.
    ContactReplaced,
    "organizations/contact_replaced"
);

/// Who reads it.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Their full name.
    pub name: &'a str,
    /// Their language.
    pub language: Language,
    /// The page that their button opens.
    pub path: &'a str,
}

impl StandingChanged {
    /// What happened to the organization.
    #[must_use]
    pub fn new(cx: &Cx, of: &Organization, command: Command, reason: &str, reader: Reader<'_>) -> Self {
        let (t, frame) = (words(reader.language), Frame::new(&cx.site, reader.language));
        let organization = of.legal_name.as_str();
        let zone = Country::parse(&of.country).map_or("UTC", |c| c.time_zone());
        let until = of
            .closed_until()
            .map(|at| dates::when(reader.language, zone, at).text)
            .unwrap_or_default();
        let product = &frame.product;
        let (subject, heading, body, next) = match command {
            Command::Suspend => (
                t.standing_mail_suspended_subject(product),
                t.standing_mail_suspended_heading(),
                t.standing_mail_suspended_body(organization),
                t.standing_mail_suspended_next(),
            ),
            Command::Reactivate => (
                t.standing_mail_active_subject(product),
                t.standing_mail_active_heading(),
                t.standing_mail_active_body(organization),
                t.standing_mail_active_next(),
            ),
            Command::Close(ClosedBy::Operator) => (
                t.standing_mail_closed_subject(product),
                t.standing_mail_closed_heading(),
                t.standing_mail_closed_body(organization),
                t.standing_mail_closed_next(&until),
            ),
            Command::Close(ClosedBy::Organization) => (
                t.standing_mail_closed_subject(product),
                t.standing_mail_closed_heading(),
                t.standing_mail_closed_self_body(organization),
                t.standing_mail_closed_self_next(&until),
            ),
            Command::Undo | Command::Reopen => (
                t.standing_mail_open_subject(product),
                t.standing_mail_open_heading(),
                t.standing_mail_open_body(organization),
                t.standing_mail_open_next(),
            ),
            Command::End => (
                t.standing_mail_ended_subject(product),
                t.standing_mail_ended_heading(),
                t.standing_mail_ended_body(organization),
                t.standing_mail_ended_next(),
            ),
        };
        let mut facts = Vec::new();
        if !reason.is_empty() {
            facts.push((t.standing_mail_reason(), reason.to_owned()));
        }
        facts.push((t.standing_mail_contact(), cx.site.contact()));
        Self(Notice {
            subject,
            heading,
            hello: t.users_mail_hello(reader.name),
            body,
            facts,
            next,
            button: t.standing_mail_button(),
            link: cx.site.link(reader.path),
            unexpected: t.standing_mail_unexpected(),
            frame,
            t,
        })
    }
}

impl NameChanged {
    /// What became of it.
    #[must_use]
    pub fn new(cx: &Cx, of: &Organization, change: &NameChange, reader: Reader<'_>) -> Self {
        let (t, frame) = (words(reader.language), Frame::new(&cx.site, reader.language));
        let product = &frame.product;
        let (subject, heading, next) = match change.state {
            NameState::Approved => (
                t.names_mail_approved_subject(product),
                t.names_mail_approved_heading(),
                t.names_mail_approved_next(),
            ),
            NameState::Declined => (
                t.names_mail_declined_subject(product),
                t.names_mail_declined_heading(),
                t.names_mail_declined_next(),
            ),
            NameState::Open | NameState::Withdrawn => (
                t.names_mail_withdrawn_subject(product),
                t.names_mail_withdrawn_heading(),
                t.names_mail_withdrawn_next(),
            ),
        };
        let mut facts = vec![
            (t.names_old(), change.old_name.clone()),
            (t.names_new(), change.new_name.clone()),
        ];
        if let Some(reason) = &change.reason {
            facts.push((t.standing_mail_reason(), reason.clone()));
        }
        Self(Notice {
            subject,
            heading,
            hello: t.users_mail_hello(reader.name),
            body: t.names_mail_body(&of.legal_name),
            facts,
            next,
            button: t.standing_mail_button(),
            link: cx.site.link(reader.path),
            unexpected: t.standing_mail_unexpected(),
            frame,
            t,
        })
    }
}

impl ContactReplaced {
    /// By this Global admin; `now` is who the primary contact is from now on.
    #[must_use]
    pub fn new(cx: &Cx, organization: &str, by: &str, now: &str, reader: Reader<'_>) -> Self {
        let (t, frame) = (words(reader.language), Frame::new(&cx.site, reader.language));
        Self(Notice {
            subject: t.contacts_mail_subject(&frame.product),
            heading: t.contacts_mail_heading(),
            hello: t.users_mail_hello(reader.name),
            body: t.contacts_mail_body(by, organization),
            facts: vec![(t.contacts_mail_now(), now.to_owned())],
            next: t.contacts_mail_next(),
            button: t.standing_mail_button(),
            link: cx.site.link(reader.path),
            unexpected: t.contacts_mail_unexpected(),
            frame,
            t,
        })
    }
}
