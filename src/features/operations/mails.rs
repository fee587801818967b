//! Mails about what the operator did.

use askama::Template;

use crate::i18n::{Words, words};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::notice::{Notice, notice};
use crate::mail::{Frame, Letter};

notice!(
    /// To every Global admin: the operator has given somebody a link to become Global admin too (decision 3).
    AdminLink,
    "operations/admin_link"
);
notice!(
    /// To whose sessions the operator has ended.
    SessionsEnded,
    "operations/sessions_ended"
);

impl AdminLink {
    /// To this person, about this organization.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, full_name: &str, organization: &str, reason: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.operations_mail_admin_subject(&frame.product),
            heading: t.operations_mail_admin_heading(),
            hello: t.users_mail_hello(full_name),
            body: t.operations_mail_admin_body(organization),
            facts: vec![(t.standing_mail_reason(), reason.to_owned())],
            next: String::new(),
            button: String::new(),
            link: String::new(),
            unexpected: t.operations_mail_admin_unexpected(),
            frame,
        })
    }
}

impl SessionsEnded {
    /// To this person, with the operator's reason.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, full_name: &str, reason: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.found_mail_subject(&frame.product),
            heading: t.found_mail_heading(),
            hello: t.users_mail_hello(full_name),
            body: t.found_mail_body(),
            facts: vec![(t.standing_mail_reason(), reason.to_owned())],
            next: t.found_mail_next(),
            button: t.layout_sign_in(),
            link: cx.site.link("/signin"),
            unexpected: t.found_mail_unexpected(),
            frame,
        })
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
