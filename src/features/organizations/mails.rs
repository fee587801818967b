//! Mails about an organization: its domain, its standing, its name.

mod notices;

use askama::Template;

use crate::i18n::{Words, words};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::{Frame, Letter};

pub(super) use notices::ContactReplaced;
pub use notices::{NameChanged, Reader, StandingChanged};

/// Leads to the page on which a domain is verified (decision 2).
pub struct DomainProof {
    frame: Frame,
    t: &'static Words,
    organization: String,
    domain: String,
    link: String,
}

#[derive(Template)]
#[template(path = "organizations/mail/domain_proof.html")]
struct Html<'a> {
    frame: &'a Frame,
    t: &'static Words,
    organization: &'a str,
    domain: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "organizations/mail/domain_proof.txt")]
struct Text<'a> {
    frame: &'a Frame,
    t: &'static Words,
    organization: &'a str,
    domain: &'a str,
    link: &'a str,
}

impl DomainProof {
    /// For this organization and domain, with the link's token.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, organization: &str, domain: &str, token: &str) -> Self {
        Self {
            frame: Frame::new(&cx.site, language),
            t: words(language),
            organization: organization.to_owned(),
            domain: domain.to_owned(),
            link: cx.site.link(&format!("/verify/domain/{token}")),
        }
    }
}

impl Letter for DomainProof {
    const TEMPLATE: &'static str = "organizations/domain_proof";

    fn language(&self) -> Language {
        self.frame.language
    }

    fn subject(&self) -> String {
        self.t.organizations_mail_proof_subject(&self.frame.product)
    }

    fn html(&self) -> askama::Result<String> {
        Html {
            frame: &self.frame,
            t: self.t,
            organization: &self.organization,
            domain: &self.domain,
            link: &self.link,
        }
        .render()
    }

    fn text(&self) -> askama::Result<String> {
        Text {
            frame: &self.frame,
            t: self.t,
            organization: &self.organization,
            domain: &self.domain,
            link: &self.link,
        }
        .render()
    }
}
