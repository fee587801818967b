//! Telephone numbers: typed as people write them at home or for abroad, kept as E.164 (decision 38).

use unicode_normalization::UnicodeNormalization as _;

use super::country::Country;
use super::problem::Problem;
use super::text;

/// A number that can be dialled from anywhere: `+81312345678`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber(String);

/// The most characters that are read; E.164 itself has 15 digits.
const MAX: usize = 40;

impl PhoneNumber {
    /// Reads a number: with a country code, or without as it is dialled in `country`. Full-width digits are ordinary ones.
    pub fn parse(typed: &str, country: Country) -> Result<Self, Problem> {
        let plain: String = typed
            .trim()
            .nfkc()
            .map(|c| if is_dash(c) { '-' } else { c })
            .collect();
        if plain.is_empty() {
            return Err(Problem::Required);
        }
        text::refuse_hidden(&plain)?;
        if plain.chars().count() > MAX {
            return Err(Problem::TooLong { max: MAX });
        }
        let written = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '/');
        if !plain.chars().all(written) {
            return Err(Problem::NotAPhone);
        }
        // Only a handful of countries are unknown to the library; there the country code has to be typed.
        let number =
            phonenumber::parse(country.code().parse().ok(), &plain).map_err(|_| Problem::NotAPhone)?;
        if !phonenumber::is_valid(&number) || number.extension().is_some() {
            return Err(Problem::NotAPhone);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    /// The number as E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The dashes and prolonged sound marks that are typed between digits.
const fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}')
}

/// A stored number as it is written for abroad: `+81 3-1234-5678`.
#[must_use]
pub fn shown(e164: &str) -> String {
    phonenumber::parse(None, e164).map_or_else(
        |_| e164.to_owned(),
        |number| number.format().mode(phonenumber::Mode::International).to_string(),
    )
}

/// How a number of this country is written, for hints: as at home where that is a known sight, else with the country code.
#[must_use]
pub fn example(country: Country) -> String {
    match country.code() {
        "JP" => "03-1234-5678".to_owned(),
        "US" | "CA" => "(425) 555-0100".to_owned(),
        "GB" => "020 7946 0018".to_owned(),
        code => phonenumber::metadata::DATABASE
            .by_id(code)
            .and_then(|metadata| metadata.descriptors().fixed_line())
            .and_then(|line| line.example())
            .and_then(|national| phonenumber::parse(code.parse().ok(), national).ok())
            .map(|number| number.format().mode(phonenumber::Mode::International).to_string())
            // The library's own examples aren't valid everywhere.
            .filter(|example| PhoneNumber::parse(example, country).is_ok())
            .unwrap_or_else(|| "+44 20 7946 0018".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(typed: &str, country: &str) -> Result<String, Problem> {
        PhoneNumber::parse(typed, Country::parse(country).expect("a country")).map(|n| n.0)
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, country, e164) in [
            ("03-1234-5678", "JP", "+81312345678"),
            ("０３－１２３４－５６７８", "JP", "+81312345678"),
            ("０３ー１２３４ー５６７８", "JP", "+81312345678"),
            ("090 1234 5678", "JP", "+819012345678"),
            ("0120-444-444", "JP", "+81120444444"),
            ("(425) 882-8080", "US", "+14258828080"),
            ("+1 425 882 8080", "JP", "+14258828080"),
            ("089 3176-0", "DE", "+498931760"),
            ("+49 (0)89 31760", "JP", "+498931760"),
            ("020 7946 0018", "GB", "+442079460018"),
            ("01 23 45 67 89", "FR", "+33123456789"),
            ("06 1234 5678", "IT", "+390612345678"),
        ] {
            assert_eq!(read(typed, country).as_deref(), Ok(e164), "{typed}");
        }
    }

    #[test]
    fn what_nobody_can_dial_is_refused() {
        assert_eq!(read("", "JP"), Err(Problem::Required));
        for typed in [
            "12",
            "abc",
            "0-800-FLOWERS",
            "+999 1234567",
            "03-1234-56789012345",
            "03-1234-5678 内線 12",
            "03-1234-5678;ext=1",
            "+",
        ] {
            assert_eq!(read(typed, "JP"), Err(Problem::NotAPhone), "{typed}");
        }
        assert_eq!(read(&"1".repeat(41), "JP"), Err(Problem::TooLong { max: 40 }));
    }

    #[test]
    fn a_stored_number_is_shown_with_its_country_code() {
        assert_eq!(shown("+81312345678"), "+81 3-1234-5678");
        assert_eq!(shown("+14258828080"), "+1 425-882-8080");
        assert_eq!(shown("not a number"), "not a number");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,45}|[0-9+() -]{0,45}", at in 0usize..200) {
            let country = Country::all(crate::kernel::language::Language::En)[at];
            if let Ok(read) = PhoneNumber::parse(&typed, country) {
                prop_assert_eq!(PhoneNumber::parse(read.as_str(), country), Ok(read));
            }
            let _ = shown(&typed);
        }
    }

    #[test]
    fn every_countrys_example_can_be_typed_there() {
        for country in Country::all(crate::kernel::language::Language::En) {
            let example = example(*country);
            assert!(
                PhoneNumber::parse(&example, *country).is_ok(),
                "{}: {example}",
                country.code()
            );
        }
        let of = |code: &str| example(Country::parse(code).unwrap());
        assert!(
            of("DE").starts_with("+49 ") && of("KR").starts_with("+82 "),
            "{}",
            of("DE")
        );
        assert_eq!(of("JP"), "03-1234-5678");
    }
}
