//! What a new password must be (A.3, after NIST SP 800-63B-4): long enough, and not one that a guesser tries first. No rules of composition.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use zxcvbn::Score;
use zxcvbn::feedback::Warning as W;

use super::problem::{Guess, Problem};

/// The fewest characters where the password is the only factor.
pub const MIN: usize = 15;
/// The most characters, and the most bytes.
pub const MAX: usize = 256;
const MAX_BYTES: usize = 1024;

/// So many characters are looked at for patterns: the time grows faster than the length, to a second for a hundred signs that stand for letters.
const LOOKED_AT: usize = 48;

/// Frequent passwords and famous phrases, by their letters and digits.
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let passwords = include_str!("password/common.txt").lines();
    let phrases = include_str!("password/phrases.txt").lines();
    let lines = passwords.chain(phrases).filter(|line| !line.starts_with('#'));
    lines.map(bare).filter(|line| !line.is_empty()).collect()
});

/// The form in which passwords are hashed and compared: NFKC, so that keyboards that compose letters differently make the same one. Nothing
/// is trimmed.
#[must_use]
pub fn normalized(typed: &str) -> String {
    typed.nfkc().collect()
}

/// Checks a new password and gives it in its normal form. `known` is what a guesser knows of its owner: names, organization, domain, product.
pub fn check(typed: &str, known: &[&str]) -> Result<String, Problem> {
    // NFKC makes one sign into eighteen at most: what is far too long is refused before it is worked on.
    if typed.len() > 4 * MAX_BYTES {
        return Err(Problem::TooLong { max: MAX });
    }
    let password = normalized(typed);
    let length = password.chars().count();
    if length == 0 {
        return Err(Problem::Required);
    }
    if length < MIN {
        return Err(Problem::TooShort { min: MIN });
    }
    if length > MAX || password.len() > MAX_BYTES {
        return Err(Problem::TooLong { max: MAX });
    }
    let folded = folded(&password);
    if COMMON.contains(&bare(&folded)) {
        return Err(Problem::PasswordCommon);
    }
    if let Some(guess) = guessable(&password, &folded, known) {
        return Err(Problem::PasswordGuessable(guess));
    }
    Ok(password)
}

fn folded(password: &str) -> String {
    password.to_lowercase()
}

/// Letters and digits only: blanks and signs between the words of a famous phrase don't make it less famous.
fn bare(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The pattern by which it is guessed, if zxcvbn gives it less than 3 of 4.
fn guessable(password: &str, folded: &str, known: &[&str]) -> Option<Guess> {
    let words = known_words(known);
    if rest_without(folded, &words) {
        return Some(Guess::Known);
    }
    let looked_at: String = password.chars().take(LOOKED_AT).collect();
    let inputs: Vec<&str> = words.iter().map(String::as_str).collect();
    let entropy = zxcvbn::zxcvbn(&looked_at, &inputs);
    if entropy.score() >= Score::Three {
        return None;
    }
    Some(
        match entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning) {
            Some(W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess) => {
                Guess::Keyboard
            }
            Some(W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
                Guess::Repeat
            }
            Some(W::SequencesLikeAbcAreEasyToGuess) => Guess::Sequence,
            Some(W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess) => Guess::Date,
            _ if words.iter().any(|word| folded.contains(word.as_str())) => Guess::Known,
            _ => Guess::Words,
        },
    )
}

/// What is known, whole and word by word, folded; words of one or two letters say nothing, unless a script needs no more.
fn known_words(known: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for text in known {
        let text = folded(&normalized(text));
        let parts = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        words.extend(parts.filter(|p| p.len() >= 3));
        words.push(text);
    }
    words.retain(|w| !w.is_empty());
    // Longest first, so that what is left of a password is as little as can be.
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

/// Whether nearly nothing is left of a password once the known words are taken out: fewer than eight letters and digits.
fn rest_without(folded: &str, words: &[String]) -> bool {
    let mut rest = folded.to_owned();
    for word in words {
        rest = rest.replace(word.as_str(), "");
    }
    rest.len() < folded.len() && rest.chars().filter(|c| c.is_alphanumeric()).count() < 8
}

#[cfg(test)]
mod tests;
