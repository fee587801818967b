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

/// Whether mail programs make a link of something in a person's name: it stands in mails to people who never heard of its owner.
fn links_of_person(text: &str) -> bool {
    let numbers = |word: &str| word.contains('/') && word.contains(|c: char| c.is_ascii_digit());
    text.contains(['@', '\\'])
        || text.contains("//")
        || text.contains("www.")
        || text.split_whitespace().any(numbers)
        || text.split(between_words).any(is_site)
}

/// The same of a company's name. Many are called like their site, so a bare domain is let through: only what leads to a page is refused.
fn links_of_company(text: &str) -> bool {
    let leads_on = |word: &str| {
        let host = |part: Option<&str>| part.is_some_and(|part| part.split(between_words).any(is_site));
        host(word.split_once('/').map(|(before, _)| before))
            || host(word.split_once('@').map(|(_, after)| after))
    };
    text.contains("://") || text.contains("www.") || text.split_whitespace().any(leads_on)
}

/// Letters of any script, dots and hyphens make the names of hosts; what else people write between words ends them.
fn between_words(c: char) -> bool {
    c.is_whitespace()
        || (c.is_ascii_punctuation() && !matches!(c, '.' | '-'))
        || matches!(
            c,
            '、' | '，' | '・' | '：' | '；' | '「'..='】' | '“' | '”' | '‘' | '’' | '«' | '»' | '–' | '—'
        )
}

/// Whether a word is a domain of the world's, or four numbers of an address. One letter and a dot are an abbreviation: B.Sc.
fn is_site(word: &str) -> bool {
    let word = word.trim_matches(['.', '-']);
    let Some((before, last)) = word.rsplit_once('.') else {
        return false;
    };
    if word.split('.').count() == 4 && word.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return true;
    }
    let spelt_out = before.split('.').any(|label| label.chars().count() > 1);
    let known = |name: &str| {
        idna::domain_to_ascii(name)
            .ok()
            .and_then(|name| psl::suffix(name.as_bytes()).map(|suffix| suffix.is_known()))
            .unwrap_or(false)
    };
    spelt_out && (known(last) || known(word))
}

/// Declares a name of one line with its longest length, and how a link in it is known.
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
                if $links(&text.nfkc().collect::<String>().to_lowercase()) {
                    return Err(Problem::HoldsLink);
                }
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
    links_of_company
);
line!(
    /// A person's full name, in one field and any order.
    PersonName,
    100,
    links_of_person
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
mod tests;
