//! Mails about domains: to whom one may belong, and to whom it belonged (decision 2).

use askama::Template;

use super::language_of;
use crate::features::users::store::User;
use crate::i18n::{Words, dates, words};
use crate::kernel::clock::Timestamp;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::notice::{Notice, notice};
use crate::mail::{Frame, Letter};

notice!(
    /// To an address in a domain that somebody says is their own: leads to the page on which it becomes theirs.
    DomainClaim,
    "users/domain_claim"
);

impl DomainClaim {
    /// For what was typed, with the link's token.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, organization: &str, domain: &str, token: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.organizations_mail_claim_subject(&frame.product),
            heading: t.organizations_mail_claim_heading(),
            hello: String::new(),
            body: t.organizations_mail_claim_body(organization, domain),
            facts: Vec::new(),
            next: t.organizations_mail_claim_next(),
            button: t.organizations_mail_claim_button(),
            link: cx.site.link(&format!("/claim/{token}")),
            unexpected: t.organizations_mail_claim_unexpected(),
            frame,
        })
    }
}

/// To everybody whose sign-in name changed because the domain was released.
pub struct DomainReleased {
    frame: Frame,
    t: &'static Words,
    organization: String,
    from: String,
    user_name: String,
    former: String,
    until: String,
    /// The domain is used by somebody else already: the old name no longer signs in.
    again: bool,
    link: String,
}

#[derive(Template)]
#[template(path = "users/mail/domain_released.html")]
struct ReleasedHtml<'a> {
    frame: &'a Frame,
    t: &'static Words,
    organization: &'a str,
    from: &'a str,
    user_name: &'a str,
    former: &'a str,
    until: &'a str,
    again: bool,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "users/mail/domain_released.txt")]
struct ReleasedText<'a> {
    frame: &'a Frame,
    t: &'static Words,
    organization: &'a str,
    from: &'a str,
    user_name: &'a str,
    former: &'a str,
    until: &'a str,
    again: bool,
    link: &'a str,
}

impl DomainReleased {
    /// To this person, who still has the old name in the row, with the new one. `organization` is its legal name and time zone.
    #[must_use]
    pub fn new(
        cx: &Cx,
        user: &User,
        organization: (&str, &str),
        from: &str,
        name: &str,
        until: Timestamp,
        again: bool,
    ) -> Self {
        let language = language_of(user);
        let zone = user.time_zone.as_deref().unwrap_or(organization.1);
        Self {
            frame: Frame::new(&cx.site, language),
            t: words(language),
            organization: organization.0.to_owned(),
            from: from.to_owned(),
            user_name: name.to_owned(),
            former: user.user_name.clone(),
            until: dates::when(language, zone, until).text,
            again,
            link: cx.site.link("/signin"),
        }
    }
}

impl Letter for DomainReleased {
    const TEMPLATE: &'static str = "users/domain_released";

    fn language(&self) -> Language {
        self.frame.language
    }

    fn subject(&self) -> String {
        self.t.organizations_mail_released_subject(&self.frame.product)
    }

    fn html(&self) -> askama::Result<String> {
        ReleasedHtml {
            frame: &self.frame,
            t: self.t,
            organization: &self.organization,
            from: &self.from,
            user_name: &self.user_name,
            former: &self.former,
            until: &self.until,
            again: self.again,
            link: &self.link,
        }
        .render()
    }

    fn text(&self) -> askama::Result<String> {
        ReleasedText {
            frame: &self.frame,
            t: self.t,
            organization: &self.organization,
            from: &self.from,
            user_name: &self.user_name,
            former: &self.former,
            until: &self.until,
            again: self.again,
            link: &self.link,
        }
        .render()
    }
}
