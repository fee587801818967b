//! What a page of the form had before its eyes when it was opened, so that nobody overwrites what they never saw (A.14).

use std::fmt;

use super::FormData;
use crate::kernel::keys::{base64url, random, sha256};

/// A print of the stored form, and the page's own name. The page that saved last may save again whatever it remembers: its saving
/// by itself, **Back** and a second **Continue** are no change by somebody else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    print: String,
    page: String,
}

/// Bytes of a print, and of a page's name.
const BYTES: usize = 12;

fn print(stored: &FormData) -> String {
    base64url(&sha256(stored.to_text().as_bytes())[..BYTES])
}

impl Seen {
    /// Of a page that is opened on this form.
    #[must_use]
    pub fn opened(stored: &FormData) -> Self {
        Self {
            print: print(stored),
            page: base64url(&random::<BYTES>()),
        }
    }

    /// The same page, shown again on what is stored now.
    #[must_use]
    pub fn again(&self, stored: &FormData) -> Self {
        Self {
            print: print(stored),
            page: self.page.clone(),
        }
    }

    /// Reads it from the form. What nobody here wrote fits nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let known = |part: &&str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_graphic());
        match text.split_once('.') {
            Some((print, page)) if known(&print) && known(&page) => Self {
                print: print.to_owned(),
                page: page.to_owned(),
            },
            _ => Self::default(),
        }
    }

    /// The page's own name; none if it has none.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        Some(self.page.as_str()).filter(|page| !page.is_empty())
    }

    /// Whether it may write over what is stored, which the page `last` saved.
    #[must_use]
    pub fn fits(&self, stored: &FormData, last: Option<&str>) -> bool {
        self.print == print(stored) || (last.is_some() && self.page() == last)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.print, self.page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(name: &str) -> FormData {
        FormData {
            city: name.to_owned(),
            ..FormData::default()
        }
    }

    #[test]
    fn a_page_writes_over_what_it_saw_and_over_its_own() {
        let (mine, other) = (Seen::opened(&city("Oslo")), Seen::opened(&city("Oslo")));
        assert!(mine.fits(&city("Oslo"), None));
        assert!(!mine.fits(&city("Bergen"), None));
        assert!(mine.fits(&city("Bergen"), mine.page()));
        assert!(!mine.fits(&city("Bergen"), other.page()));
        assert!(mine.again(&city("Bergen")).fits(&city("Bergen"), other.page()));
    }

    #[test]
    fn it_survives_the_form_and_nothing_else_does() {
        let seen = Seen::opened(&city("Oslo"));
        assert_eq!(Seen::parse(&seen.to_string()), seen);
        for text in ["", ".", "a.b", "0123456789abcdef.", &"x".repeat(400)] {
            assert_eq!(Seen::parse(text), Seen::default(), "{text}");
            assert!(!Seen::parse(text).fits(&city("Oslo"), None), "{text}");
        }
    }
}
