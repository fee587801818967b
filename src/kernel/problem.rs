//! What can be wrong with one typed value. Codes only: the words are in the locales, so that both languages say the same.

/// Why a typed value was refused. `i18n::problem` gives the sentence shown at the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was typed.
    Required,
    /// Longer than `max` characters.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// Shorter than `min` characters.
    TooShort {
        /// The fewest characters allowed.
        min: usize,
    },
    /// A control character (line break, NUL …) where a single line is wanted.
    ControlCharacter,
    /// A character that reorders text for the eye (U+202E and its kin).
    BidiCharacter,
    NotAnEmail,
    NotADomain,
    DomainReserved,
    DomainNotRegistrable,
    DomainWebmail,
    DomainTaken,
    PasswordSame,
    UserNameTaken,
    EmailTaken,
}
