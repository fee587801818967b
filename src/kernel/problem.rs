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
    /// A character that reorders text for the eye (U+202E and its kin) or isn't seen at all (U+200B and its kin).
    BidiCharacter,
    /// A web or e-mail address where a name is wanted.
    HoldsLink,
    /// Not an e-mail address of the form `name@domain`.
    NotAnEmail,
    /// Not a domain name.
    NotADomain,
    /// Below the installation's own domain, where only Tandem gives out names (decision 2).
    DomainReserved,
    /// A public suffix, as `co.jp`, below which everybody registers names.
    DomainNotRegistrable,
    /// The domain of a web-mail service (S23).
    DomainWebmail,
    /// Another organization signs in with it.
    DomainTaken,
    /// The new password is the old one.
    PasswordSame,
    /// The password stands on lists that guessers try first.
    PasswordCommon,
    /// The password follows a pattern that guessers know.
    PasswordGuessable(Guess),
    /// Another account has the user name.
    UserNameTaken,
    /// Another account of the organization has the contact address.
    EmailTaken,
    /// Something other than small letters, digits, dot, hyphen and underscore.
    NotAUserName,
    /// Not a telephone number of the country, and none with a country code either.
    NotAPhone,
    /// Not the address of a web site.
    NotAWebSite,
    /// Not a postal code as the country has them.
    NotAPostalCode {
        /// One that is.
        example: &'static str,
    },
    /// Not one of the country's states, provinces or prefectures.
    NotARegion,
    /// Not a country's code.
    NotACountry,
    /// Not one of the choices offered.
    NotOneOf,
}

/// By which pattern a password is guessed, as far as it can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// It is made of the person's, organization's or product's own words.
    Known,
    /// A repeated piece, as `abcabcabcabcabc`.
    Repeat,
    /// A row of letters or digits, as `abcdefghijklmno`.
    Sequence,
    /// A row of keys, as `qwertyuiopasdfg`.
    Keyboard,
    /// A date or year.
    Date,
    /// Words or names that are among the most frequent.
    Words,
}
