//! Mails about what the operator did.

use askama::Template;

use crate::i18n::{Words, words};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::{Frame, Letter};

/// To every Global admin: the operator has given somebody a link to become Global admin too (decision 3).
pub struct AdminLink {
    frame: Frame,
    t: &'static Words,
    full_name: String,
    organization: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "operations/mail/admin_link.html")]
struct Html<'a> {
    frame: &'a Frame,
    t: &'static Words,
    full_name: &'a str,
    organization: &'a str,
    reason: &'a str,
}

#[derive(Template)]
#[template(path = "operations/mail/admin_link.txt")]
struct Text<'a> {
    frame: &'a Frame,
    t: &'static Words,
    full_name: &'a str,
    organization: &'a str,
    reason: &'a str,
}

impl AdminLink {
    /// To this person, about this organization.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, full_name: &str, organization: &str, reason: &str) -> Self {
        Self {
            frame: Frame::new(&cx.site, language),
            t: words(language),
            full_name: full_name.to_owned(),
            organization: organization.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

impl Letter for AdminLink {
    const TEMPLATE: &'static str = "operations/admin_link";

    fn language(&self) -> Language {
        self.frame.language
    }

    fn subject(&self) -> String {
        self.t.operations_mail_admin_subject(&self.frame.product)
    }

    fn html(&self) -> askama::Result<String> {
        Html {
            frame: &self.frame,
            t: self.t,
            full_name: &self.full_name,
            organization: &self.organization,
            reason: &self.reason,
        }
        .render()
    }

    fn text(&self) -> askama::Result<String> {
        Text {
            frame: &self.frame,
            t: self.t,
            full_name: &self.full_name,
            organization: &self.organization,
            reason: &self.reason,
        }
        .render()
    }
}

/// `tandem mail test`: shows that mails leave.
pub struct Test {
    frame: Frame,
    t: &'static Words,
}

#[derive(Template)]
#[template(path = "operations/mail/test.html")]
struct TestHtml<'a> {
    frame: &'a Frame,
    t: &'static Words,
}

#[derive(Template)]
#[template(path = "operations/mail/test.txt")]
struct TestText<'a> {
    frame: &'a Frame,
    t: &'static Words,
}

impl Test {
    /// Of this installation.
    #[must_use]
    pub fn new(cx: &Cx, language: Language) -> Self {
        Self {
            frame: Frame::new(&cx.site, language),
            t: words(language),
        }
    }
}

impl Letter for Test {
    const TEMPLATE: &'static str = "operations/test";

    fn language(&self) -> Language {
        self.frame.language
    }

    fn subject(&self) -> String {
        self.t.operations_mail_test_subject(&self.frame.product)
    }

    fn html(&self) -> askama::Result<String> {
        let (frame, t) = (&self.frame, self.t);
        TestHtml { frame, t }.render()
    }

    fn text(&self) -> askama::Result<String> {
        let (frame, t) = (&self.frame, self.t);
        TestText { frame, t }.render()
    }
}

/// To whose sessions the operator has ended.
pub struct SessionsEnded {
    frame: Frame,
    t: &'static Words,
    full_name: String,
    reason: String,
    link: String,
}

#[derive(Template)]
#[template(path = "operations/mail/sessions_ended.html")]
struct SessionsHtml<'a> {
    frame: &'a Frame,
    t: &'static Words,
    full_name: &'a str,
    reason: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "operations/mail/sessions_ended.txt")]
struct SessionsText<'a> {
    frame: &'a Frame,
    t: &'static Words,
    full_name: &'a str,
    reason: &'a str,
    link: &'a str,
}

impl SessionsEnded {
    /// To this person, with the operator's reason.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, full_name: &str, reason: &str) -> Self {
        Self {
            frame: Frame::new(&cx.site, language),
            t: words(language),
            full_name: full_name.to_owned(),
            reason: reason.to_owned(),
            link: cx.site.link("/signin"),
        }
    }
}

impl Letter for SessionsEnded {
    const TEMPLATE: &'static str = "operations/sessions_ended";

    fn language(&self) -> Language {
        self.frame.language
    }

    fn subject(&self) -> String {
        self.t.found_mail_subject(&self.frame.product)
    }

    fn html(&self) -> askama::Result<String> {
        SessionsHtml {
            frame: &self.frame,
            t: self.t,
            full_name: &self.full_name,
            reason: &self.reason,
            link: &self.link,
        }
        .render()
    }

    fn text(&self) -> askama::Result<String> {
        SessionsText {
            frame: &self.frame,
            t: self.t,
            full_name: &self.full_name,
            reason: &self.reason,
            link: &self.link,
        }
        .render()
    }
}
