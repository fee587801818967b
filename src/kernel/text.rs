//! Text that people type: names and free text. Trimmed, in NFC, without control characters and without signs that deceive the eye.

use unicode_normalization::UnicodeNormalization as _;

use super::problem::Problem;

/// A single line of 1 to `max` characters.
pub fn line(typed: &str, max: usize) -> Result<String, Problem> {
    clean(typed, max, false)
}

/// Text of 1 to `max` characters that may have several lines.
pub fn paragraph(typed: &str, max: usize) -> Result<String, Problem> {
    clean(&typed.replace("\r\n", "\n").replace('\r', "\n"), max, true)
}

fn clean(typed: &str, max: usize, lines: bool) -> Result<String, Problem> {
    let text: String = typed.trim().nfc().collect();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if lines {
        refuse_hidden(&text.replace(['\n', '\t'], " "))?;
    } else {
        refuse_hidden(&text)?;
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    Ok(text)
}

/// Refuses control characters, and signs that reorder a text or stand in it unseen. The joiner and the selectors that emoji are put together
/// with are let through where they follow something they can act on.
pub(crate) fn refuse_hidden(text: &str) -> Result<(), Problem> {
    let mut before = None;
    for c in text.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            return Err(Problem::ControlCharacter);
        }
        if is_hidden(c)
            || (is_joining(c)
                && before.is_none_or(|b: char| b.is_ascii() && !is_keycap(b) || b.is_whitespace()))
        {
            return Err(Problem::BidiCharacter);
        }
        before = Some(c);
    }
    Ok(())
}

/// A digit, `#` or `*`, which a selector makes a keycap.
const fn is_keycap(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

/// The zero-width joiner and the variation selectors.
const fn is_joining(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Marks, overrides and isolates of the bidirectional algorithm; blanks without width; fillers that look like nothing; private and
/// unassigned signs that no font shows.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{00ad}' | '\u{034f}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e001f}'
    )
}

/// Refuses what mail programs make a link of: a name stands in mails to people who never heard of its owner.
fn refuse_links(text: &str, marks: &[&str]) -> Result<(), Problem> {
    let text = text.nfkc().collect::<String>().to_lowercase();
    if marks.iter().any(|mark| text.contains(mark)) {
        return Err(Problem::HoldsLink);
    }
    Ok(())
}

/// Declares a name of one line with its longest length, and by which marks a link in it is known.
macro_rules! line {
    ($(#[$doc:meta])* $name:ident, $max:literal, $links:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The most characters.
            pub const MAX: usize = $max;

            /// Reads what was typed.
            pub fn parse(typed: &str) -> Result<Self, Problem> {
                let text = line(typed, Self::MAX)?;
                refuse_links(&text, $links)?;
                Ok(Self(text))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

line!(
    /// The registered name of a company, in any script.
    LegalName,
    200,
    &["://"]
);
line!(
    /// A person's full name, in one field and any order.
    PersonName,
    100,
    &["://", "www.", "@"]
);

/// The part of a sign-in name before the `@`: small letters, digits, dot, hyphen, underscore, so that it can be read out over the telephone
/// and typed on any keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserName(String);

impl UserName {
    /// The most characters.
    pub const MAX: usize = 64;

    /// Reads what was typed; capitals are taken for small letters, full-width letters for ordinary ones.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let name = line(&typed.nfkc().collect::<String>(), Self::MAX)?.to_lowercase();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        let edges = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if name.chars().all(plain)
            && edges(name.chars().next())
            && edges(name.chars().next_back())
            && !name.contains("..")
        {
            Ok(Self(name))
        } else {
            Err(Problem::NotAUserName)
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_trimmed_composed_and_kept_in_any_script() {
        for (typed, kept) in [
            (" Contoso Ltd ", "Contoso Ltd"),
            ("　株式会社コントソ　", "株式会社コントソ"),
            ("Mu\u{308}ller", "Müller"),
            ("か\u{3099}く", "がく"),
            ("葛\u{e0100}飾区", "葛\u{e0100}飾区"),
            ("👩\u{200d}💻 & Söhne", "👩\u{200d}💻 & Söhne"),
            ("❤\u{fe0f}1\u{fe0f}\u{20e3}", "❤\u{fe0f}1\u{fe0f}\u{20e3}"),
            ("شركة كونتوسو", "شركة كونتوسو"),
            (
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            ),
        ] {
            assert_eq!(LegalName::parse(typed).map(|n| n.0).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn signs_that_deceive_the_eye_are_refused() {
        for typed in [
            "a\u{202e}b",
            "a\u{2066}b",
            "a\u{200b}b",
            "a\u{200d}b",
            "a\u{feff}b",
            "\u{200d}",
            "\u{3164}",
            "a\u{ad}b",
            "a \u{fe0f}b",
        ] {
            assert_eq!(
                PersonName::parse(typed).map(|n| n.0),
                Err(Problem::BidiCharacter),
                "{}",
                typed.escape_unicode()
            );
        }
        for typed in ["a\nb", "a\u{0}b", "a\tb", "a\u{85}b", "a\u{2028}b"] {
            assert_eq!(
                line(typed, 10),
                Err(Problem::ControlCharacter),
                "{}",
                typed.escape_unicode()
            );
        }
    }

    #[test]
    fn a_name_holds_no_link_but_a_company_may_be_called_like_its_site() {
        for typed in [
            "You won, see https://evil.example",
            "Ｈttps：／／evil.example",
            "www.evil.example",
            "kim@evil.example",
        ] {
            assert_eq!(PersonName::parse(typed), Err(Problem::HoldsLink), "{typed}");
        }
        assert_eq!(
            LegalName::parse("See http://evil.example"),
            Err(Problem::HoldsLink)
        );
        for typed in ["www.shop.example GmbH", "Booking.com B.V.", "Yahoo! Inc."] {
            assert!(LegalName::parse(typed).is_ok(), "{typed}");
        }
        assert!(PersonName::parse("Dr. J.-P. O’Neil, Jr.").is_ok());
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(PersonName::parse(&"名".repeat(100)).is_ok());
        assert_eq!(
            PersonName::parse(&"名".repeat(101)),
            Err(Problem::TooLong { max: 100 })
        );
        assert_eq!(PersonName::parse(" \u{3000} "), Err(Problem::Required));
    }

    #[test]
    fn a_paragraph_keeps_its_lines() {
        assert_eq!(paragraph(" a\r\nb\rc\td ", 10).as_deref(), Ok("a\nb\nc\td"));
        assert_eq!(paragraph("a\u{0}", 10), Err(Problem::ControlCharacter));
        assert_eq!(paragraph("a\n\u{202e}b", 10), Err(Problem::BidiCharacter));
        assert_eq!(paragraph("abc", 2), Err(Problem::TooLong { max: 2 }));
    }

    #[test]
    fn a_user_name_has_letters_that_every_keyboard_has() {
        assert_eq!(
            UserName::parse(" Kim.Abe ").map(|n| n.0).as_deref(),
            Ok("kim.abe")
        );
        assert_eq!(UserName::parse("ｋｉｍ").map(|n| n.0).as_deref(), Ok("kim"));
        for typed in [
            "阿部",
            "kim abe",
            "kim@contoso.example",
            "müller",
            ".kim",
            "kim.",
            "k..m",
            "кim",
            "-",
            "kim+x",
        ] {
            assert_eq!(UserName::parse(typed), Err(Problem::NotAUserName), "{typed}");
        }
        assert_eq!(
            UserName::parse(&"a".repeat(65)),
            Err(Problem::TooLong { max: 64 })
        );
        assert!(UserName::parse(&"a".repeat(64)).is_ok());
    }

    proptest! {
        #[test]
        fn what_was_read_reads_the_same_again(typed in "\\PC{0,60}|[\\s\\S]{0,20}") {
            if let Ok(read) = line(&typed, 50) {
                prop_assert_eq!(line(&read, 50), Ok(read));
            }
            if let Ok(read) = paragraph(&typed, 50) {
                prop_assert_eq!(paragraph(&read, 50), Ok(read));
            }
            if let Ok(read) = UserName::parse(&typed) {
                prop_assert_eq!(UserName::parse(read.as_str()), Ok(read));
            }
        }
    }
}
