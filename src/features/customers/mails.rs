//! Mails about relationships with customers.

use askama::Template;

use crate::i18n::{Words, words};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::{Frame, Letter};

/// To a partner's Global admins: a customer is closed for good, and the relationship has ended (decision 7).
pub struct CustomerEnded {
    frame: Frame,
    t: &'static Words,
    full_name: String,
    customer: String,
    link: String,
}

#[derive(Template)]
#[template(path = "customers/mail/ended.html")]
struct Html<'a> {
    frame: &'a Frame,
    t: &'static Words,
    full_name: &'a str,
    customer: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "customers/mail/ended.txt")]
struct Text<'a> {
    frame: &'a Frame,
    t: &'static Words,
    full_name: &'a str,
    customer: &'a str,
    link: &'a str,
}

impl CustomerEnded {
    /// To this person, about this customer.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, full_name: &str, customer: &str) -> Self {
        Self {
            frame: Frame::new(&cx.site, language),
            t: words(language),
            full_name: full_name.to_owned(),
            customer: customer.to_owned(),
            link: cx.site.link("/customers"),
        }
    }
}

impl Letter for CustomerEnded {
    const TEMPLATE: &'static str = "customers/ended";

    fn language(&self) -> Language {
        self.frame.language
    }

    fn subject(&self) -> String {
        self.t.standing_mail_customer_subject(&self.frame.product)
    }

    fn html(&self) -> askama::Result<String> {
        Html {
            frame: &self.frame,
            t: self.t,
            full_name: &self.full_name,
            customer: &self.customer,
            link: &self.link,
        }
        .render()
    }

    fn text(&self) -> askama::Result<String> {
        Text {
            frame: &self.frame,
            t: self.t,
            full_name: &self.full_name,
            customer: &self.customer,
            link: &self.link,
        }
        .render()
    }
}
