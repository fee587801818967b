//! Domain names: one spelling each (lower case, ASCII as in DNS), and what the Public Suffix List says of them.

use std::fmt;

use super::problem::Problem;
use super::text;

/// A domain name as DNS has it: `contoso.example`, `xn--wgv71a119e.jp`. Never an IP address, never a single label.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DomainName(String);

/// The longest name in DNS, written with dots.
const MAX: usize = 253;

impl DomainName {
    /// Reads a name as people type it: in any case, in any script (UTS 46), with or without the dot of the root.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        text::refuse_hidden(typed)?;
        if typed.chars().count() > MAX {
            return Err(Problem::TooLong { max: MAX });
        }
        let rootless = typed.strip_suffix(['.', '。', '．']).unwrap_or(typed);
        let name = idna::domain_to_ascii_strict(rootless).map_err(|_| Problem::NotADomain)?;
        if name.len() > MAX {
            return Err(Problem::TooLong { max: MAX });
        }
        let labels = || name.split('.');
        let fine = labels().count() >= 2
            && labels().all(is_label)
            // A name whose last label is a number is read as an IP address.
            && labels().next_back().is_some_and(|tld| !tld.starts_with(|c: char| c.is_ascii_digit()));
        if fine {
            Ok(Self(name))
        } else {
            Err(Problem::NotADomain)
        }
    }

    /// The name in lower-case ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as its owner writes it: `例え.jp` for `xn--r8jz45g.jp`.
    #[must_use]
    pub fn shown(&self) -> String {
        let (shown, checked) = idna::domain_to_unicode(&self.0);
        if checked.is_ok() { shown } else { self.0.clone() }
    }

    /// Whether everybody can register names below it (`co.jp`, `github.io`). Of names that the list doesn't know (`.example`, `.internal`
    /// and other reserved ones), the last label is taken for it.
    #[must_use]
    pub fn is_public_suffix(&self) -> bool {
        psl::suffix_str(&self.0) == Some(self.as_str())
    }

    /// The registrable name that it is or is below of: `contoso.co.jp` of `mail.contoso.co.jp`; none for a public suffix.
    #[must_use]
    pub fn registrable(&self) -> Option<&str> {
        psl::domain_str(&self.0)
    }

    /// Whether it is `other` or below it.
    #[must_use]
    pub fn is_within(&self, other: &str) -> bool {
        self.0
            .strip_suffix(other)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }

    /// The name and all those above it, longest first, down to two labels.
    pub fn with_parents(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.as_str()), |name| {
            name.split_once('.')
                .map(|(_, above)| above)
                .filter(|above| above.contains('.'))
        })
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    (1..=63).contains(&bytes.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && bytes
            .iter()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).expect("a domain name")
    }

    #[test]
    fn a_name_has_one_spelling() {
        for text in [
            "contoso.example",
            "Contoso.EXAMPLE",
            " contoso.example. ",
            "ｃｏｎｔｏｓｏ．example",
            "contoso。example",
        ] {
            assert_eq!(name(text).as_str(), "contoso.example", "{text}");
        }
        assert_eq!(name("例え.jp").as_str(), "xn--r8jz45g.jp");
        assert_eq!(name("xn--r8jz45g.jp").shown(), "例え.jp");
        assert_eq!(name("MÜNCHEN.example").as_str(), "xn--mnchen-3ya.example");
    }

    #[test]
    fn what_is_no_domain_name_is_refused() {
        assert_eq!(DomainName::parse(" "), Err(Problem::Required));
        for text in [
            "localhost",
            "192.168.1.1",
            "[::1]",
            "::1",
            "0x7f.1",
            "contoso..example",
            ".contoso.example",
            "-contoso.example",
            "contoso-.example",
            "con toso.example",
            "contoso_.example",
            "https://contoso.example",
            "contoso.example/x",
            "kim@contoso.example",
            "contoso.example:80",
            "xn--a.example",
        ] {
            assert_eq!(DomainName::parse(text), Err(Problem::NotADomain), "{text}");
        }
        assert_eq!(
            DomainName::parse("contoso\u{202e}.example"),
            Err(Problem::BidiCharacter)
        );
        assert_eq!(
            DomainName::parse("con\u{200b}toso.example"),
            Err(Problem::BidiCharacter)
        );
        assert_eq!(
            DomainName::parse("contoso\u{0}.example"),
            Err(Problem::ControlCharacter)
        );
    }

    #[test]
    fn labels_have_63_signs_at_most_and_names_253() {
        assert!(DomainName::parse(&format!("{}.example", "a".repeat(63))).is_ok());
        assert_eq!(
            DomainName::parse(&format!("{}.example", "a".repeat(64))),
            Err(Problem::NotADomain)
        );
        let long = format!("{}example", format!("{}.", "a".repeat(60)).repeat(4));
        assert_eq!(long.len(), 251);
        assert!(DomainName::parse(&format!("aa{long}")).is_ok());
        assert!(matches!(
            DomainName::parse(&format!("aaa{long}")),
            Err(Problem::TooLong { max: 253 })
        ));
    }

    #[test]
    fn the_public_suffix_list_says_where_names_are_registered() {
        for (text, registrable) in [
            ("mail.contoso.co.jp", Some("contoso.co.jp")),
            ("contoso.com", Some("contoso.com")),
            ("co.jp", None),
            ("contoso.github.io", Some("contoso.github.io")),
            ("fabrikam.example", Some("fabrikam.example")),
            ("a.fabrikam.internal", Some("fabrikam.internal")),
            ("a.b.fabrikam.test", Some("fabrikam.test")),
        ] {
            assert_eq!(name(text).registrable(), registrable, "{text}");
            assert_eq!(name(text).is_public_suffix(), registrable.is_none(), "{text}");
        }
    }

    #[test]
    fn within_means_the_name_itself_or_below_it() {
        assert!(
            name("a.contoso.example").is_within("contoso.example")
                && name("contoso.example").is_within("contoso.example")
        );
        assert!(!name("mycontoso.example").is_within("contoso.example"));
        assert_eq!(
            name("a.b.contoso.example").with_parents().collect::<Vec<_>>(),
            ["a.b.contoso.example", "b.contoso.example", "contoso.example"]
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,40}|[a-z.\u{200b}\u{202e}-]{0,300}") {
            if let Ok(read) = DomainName::parse(&text) {
                prop_assert_eq!(DomainName::parse(read.as_str()), Ok(read.clone()));
                prop_assert_eq!(DomainName::parse(&read.shown()), Ok(read));
            }
        }
    }
}
