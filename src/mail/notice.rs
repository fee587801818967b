//! Letters that are a notice: who reads it is greeted, told in a sentence or two what happened, with facts, and led to a page.

use askama::Template;

use super::Frame;
use crate::i18n::{Words, words};

/// What such a letter says.
pub struct Notice {
    /// What stands around it.
    pub frame: Frame,
    /// The subject.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// The greeting; empty where nobody is known by name.
    pub hello: String,
    /// What happened.
    pub body: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What the reader may do; empty where it is nothing.
    pub next: String,
    /// The word on the button; empty where there is no page to open.
    pub button: String,
    /// Where the button leads.
    pub link: String,
    /// What to do if it is unexpected.
    pub unexpected: String,
}

#[derive(Template)]
#[template(path = "layout/notice.html")]
struct Html<'a> {
    frame: &'a Frame,
    t: &'static Words,
    notice: &'a Notice,
}

#[derive(Template)]
#[template(path = "layout/notice.txt")]
struct Text<'a> {
    frame: &'a Frame,
    t: &'static Words,
    notice: &'a Notice,
}

impl Notice {
    /// The HTML part.
    pub fn html(&self) -> askama::Result<String> {
        let (frame, t) = (&self.frame, words(self.frame.language));
        let notice = self;
        Html { frame, t, notice }.render()
    }

    /// The text part.
    pub fn text(&self) -> askama::Result<String> {
        let (frame, t) = (&self.frame, words(self.frame.language));
        let notice = self;
        Text { frame, t, notice }.render()
    }
}

/// Declares a letter that is a notice, with its name on the operator's *Mail* page.
macro_rules! notice {
    ($(#[$doc:meta])* $name:ident, $template:literal) => {
        $(#[$doc])*
        pub struct $name($crate::mail::notice::Notice);

        impl $crate::mail::Letter for $name {
            const TEMPLATE: &'static str = $template;

            fn language(&self) -> $crate::kernel::language::Language {
                self.0.frame.language
            }

            fn subject(&self) -> String {
                self.0.subject.clone()
            }

            fn html(&self) -> askama::Result<String> {
                self.0.html()
            }

            fn text(&self) -> askama::Result<String> {
                self.0.text()
            }
        }
    };
}

pub(crate) use notice;
