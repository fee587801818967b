//! Words: the texts of `locales/`, typed at compile time, and what depends on the reader's language.

pub mod dates;
mod fields;
mod problems;
mod roles;

use std::sync::LazyLock;

use crate::kernel::language::Language;

pub use dates::When;
pub use fields::{field, membership_column};
pub use problems::{address_label, place, problem, reason};
pub use roles::{joined_roles, name_words, programme_words, role_words};

/// What fluent-typed makes of `locales/`.
#[allow(clippy::all, clippy::unwrap_used, clippy::pedantic, missing_docs)]
pub mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

/// The texts of one language, one method each.
pub type Words = l10n::L10nLanguage;

static ALL: LazyLock<[Words; 2]> = LazyLock::new(|| [l10n::L10n::En.load(), l10n::L10n::Ja.load()]);

/// The texts of a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &ALL[0],
        Language::Ja => &ALL[1],
    }
}

/// The language of these words.
#[must_use]
pub fn language_of(t: &Words) -> Language {
    if std::ptr::eq(t, &ALL[1]) {
        Language::Ja
    } else {
        Language::En
    }
}

/// The language that a browser prefers by its `Accept-Language` (RFC 9110, 12.5.4); English where it wants none of ours.
#[must_use]
pub fn negotiate(header: &str) -> Language {
    let mut best = (0_u16, Language::default());
    // Browsers send a handful; whoever sends thousands isn't read to the end.
    for wanted in header.split(',').take(32) {
        let mut parts = wanted.split(';');
        let range = parts.next().unwrap_or_default().trim();
        let quality = parts
            .find_map(|p| p.trim().strip_prefix("q="))
            .map_or(1000, quality);
        let primary = range.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let language = match primary.as_str() {
            "*" => Some(Language::default()),
            code => Language::parse(code),
        };
        if let Some(language) = language
            && quality > best.0
        {
            best = (quality, language);
        }
    }
    best.1
}

/// A quality in thousandths; what isn't one counts as zero.
fn quality(text: &str) -> u16 {
    match text.trim().parse::<f32>() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1000"
        )]
        Ok(q) if (0.0..=1.0).contains(&q) => (q * 1000.0) as u16,
        _ => 0,
    }
}

/// A number with its digits in groups of three, as both languages write it.
#[must_use]
pub fn number(_: Language, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    if n < 0 {
        grouped.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_language_that_is_wanted_most_is_taken() {
        for (header, language) in [
            ("", Language::En),
            ("ja", Language::Ja),
            ("ja-JP,ja;q=0.9,en;q=0.8", Language::Ja),
            ("en-US,en;q=0.9,ja;q=0.8", Language::En),
            ("en;q=0.5, ja;q=0.7", Language::Ja),
            ("de, ja;q=0.1", Language::Ja),
            ("de", Language::En),
            ("ja;q=0", Language::En),
            ("*, ja;q=0.5", Language::En),
            ("JA-jp", Language::Ja),
            ("jam", Language::En),
            ("ja;q=x", Language::En),
            ("ja;q=NaN, en;q=0.1", Language::En),
        ] {
            assert_eq!(negotiate(header), language, "{header}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        for (n, text) in [
            (0, "0"),
            (999, "999"),
            (1_234, "1,234"),
            (-50_000, "−50,000"),
            (1_000_000, "1,000,000"),
            (i64::MIN, "−9,223,372,036,854,775,808"),
        ] {
            assert_eq!(number(Language::En, n), text);
            assert_eq!(number(Language::Ja, n), text);
        }
    }

    proptest! {
        #[test]
        fn any_header_gives_a_language(header in "[\\s\\S]{0,60}|[a-z*;=,.0-9-]{0,60}") {
            let _ = negotiate(&header);
        }
    }
}
