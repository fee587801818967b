//! Mails about the standing of an organization (decision 7): E7 suspended, E8 active again, closed, closed for good, opened again; and
//! about its legal name (decision 8).

use crate::features::organizations::domain::{ClosedBy, Command, NameState};
use crate::features::organizations::store::{NameChange, Organization};
use crate::i18n::{dates, words};
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::Frame;
use crate::mail::notice::{Notice, notice};

notice!(
    /// To the Global admins, the primary contact, and the operator where the organization did it itself.
    StandingChanged,
    "organizations/standing_changed"
);
notice!(
    /// Leads to the page on which a domain is verified (decision 2).
    DomainProof,
    "organizations/domain_proof"
);
notice!(
    /// To the Global admins: what became of the request for another legal name.
    NameChanged,
    "organizations/name_changed"
);

notice!(
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

impl DomainProof {
    /// For this organization and domain, with the link's token.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, organization: &str, domain: &str, token: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.organizations_mail_proof_subject(&frame.product),
            heading: t.organizations_mail_proof_heading(),
            hello: String::new(),
            body: t.organizations_mail_proof_body(organization, domain),
            facts: Vec::new(),
            next: t.organizations_mail_proof_next(),
            button: t.organizations_mail_proof_button(),
            link: cx.site.link(&format!("/verify/domain/{token}")),
            unexpected: t.organizations_mail_proof_unexpected(),
            frame,
        })
    }
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
        if let Some(contact) = cx.site.contact() {
            facts.push((t.standing_mail_contact(), contact));
        }
        Self(Notice {
            subject,
            heading,
            hello: t.users_mail_hello(reader.name),
            body,
            facts,
            next,
            button: t.standing_mail_button(),
            link: cx.site.link(reader.path),
            unexpected: frame.asking(t.standing_mail_unexpected()),
            frame,
        })
    }
}

impl StandingChanged {
    /// The same to the operator's people, who are told of what the organization did itself.
    #[must_use]
    pub fn for_operator(
        cx: &Cx,
        of: &Organization,
        command: Command,
        reason: &str,
        reader: Reader<'_>,
    ) -> Self {
        let Self(mut notice) = Self::new(cx, of, command, reason, reader);
        let t = words(reader.language);
        let product = &notice.frame.product;
        notice.subject = match command {
            Command::Undo => t.standing_mail_operator_undone_subject(product),
            _ => t.standing_mail_operator_closed_subject(product),
        };
        // Nobody is asked to write to themselves.
        notice
            .facts
            .retain(|(label, _)| *label != t.standing_mail_contact());
        notice.button = t.standing_mail_operator_button();
        notice.unexpected = t.standing_mail_operator_why();
        Self(notice)
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
            NameState::Open | NameState::Withdrawn | NameState::Ended => (
                t.names_mail_withdrawn_subject(product),
                t.names_mail_withdrawn_heading(),
                t.names_mail_withdrawn_next(),
            ),
        };
        let old = match change.state {
            NameState::Approved => t.names_old_name(),
            _ => t.names_old(),
        };
        let mut facts = vec![
            (old, change.old_name.clone()),
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
            unexpected: frame.asking(t.standing_mail_unexpected()),
            frame,
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
        })
    }
}
