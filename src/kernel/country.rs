//! Countries: ISO 3166-1 alpha-2 codes, with CLDR's names in both languages (decision 38), and regions (decision 30).

mod table;

use std::fmt;

use super::language::Language;
use super::problem::Problem;

/// A country or territory that can be chosen. Which ones there are, and what they are called, is CLDR's business, not Tandem's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(u8);

/// The European Union, EFTA and the United Kingdom, among which partnerships reach (decision 30).
const EUROPEAN_REGION: &[&str] = &[
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Within which companies can work together (decision 30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// The European Union, EFTA and the United Kingdom.
    Europe,
    /// Any other country, by itself.
    Own(Country),
}

impl Country {
    /// The country of a code, in either case.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let code = text.trim().to_ascii_uppercase();
        if code.is_empty() {
            return Err(Problem::Required);
        }
        table::ROWS
            .binary_search_by(|row| row.code.cmp(code.as_str()))
            .ok()
            .and_then(|at| u8::try_from(at).ok())
            .map(Self)
            .ok_or(Problem::NotACountry)
    }

    fn row(self) -> &'static table::Row {
        &table::ROWS[usize::from(self.0)]
    }

    /// The ISO 3166-1 alpha-2 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The name in a language.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match language {
            Language::En => self.row().en,
            Language::Ja => self.row().ja,
        }
    }

    /// The IANA time zone in which most of its people live.
    #[must_use]
    pub fn time_zone(self) -> &'static str {
        self.row().zone
    }

    /// The region it belongs to (decision 30).
    #[must_use]
    pub fn region(self) -> Region {
        if EUROPEAN_REGION.contains(&self.code()) {
            Region::Europe
        } else {
            Region::Own(self)
        }
    }

    /// Every country, in the order in which readers of the language look for it.
    #[must_use]
    pub fn all(language: Language) -> &'static [Self] {
        match language {
            Language::En => &table::BY_ENGLISH,
            Language::Ja => &table::BY_JAPANESE,
        }
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Country {
        Country::parse(code).expect("a country")
    }

    #[test]
    fn a_code_is_read_in_either_case_and_nothing_else_is_a_country() {
        assert_eq!(country("jp").code(), "JP");
        assert_eq!(Country::parse(""), Err(Problem::Required));
        for text in ["EU", "ZZ", "JPN", "Japan", "J", "日本", "UN", "ＪＰ"] {
            assert_eq!(Country::parse(text), Err(Problem::NotACountry), "{text}");
        }
    }

    #[test]
    fn names_are_those_of_cldr_in_both_languages() {
        for (code, en, ja) in [
            ("JP", "Japan", "日本"),
            ("TW", "Taiwan", "台湾"),
            ("XK", "Kosovo", "コソボ"),
            ("GB", "United Kingdom", "イギリス"),
            ("CI", "Côte d’Ivoire", "コートジボワール"),
        ] {
            assert_eq!(
                (country(code).name(Language::En), country(code).name(Language::Ja)),
                (en, ja)
            );
        }
    }

    #[test]
    fn both_lists_hold_every_country_once_and_are_collated() {
        for language in Language::ALL {
            let mut codes: Vec<_> = Country::all(language).iter().map(|c| c.code()).collect();
            codes.sort_unstable();
            assert_eq!(codes, table::ROWS.iter().map(|r| r.code).collect::<Vec<_>>());
        }
        let at = |language, code| Country::all(language).iter().position(|c| c.code() == code);
        assert!(
            at(Language::En, "AX") < at(Language::En, "AL"),
            "Åland Islands stands at A"
        );
        assert!(
            at(Language::Ja, "IS") < at(Language::Ja, "US"),
            "アイスランド before アメリカ合衆国"
        );
    }

    #[test]
    fn every_main_time_zone_is_known() {
        for country in Country::all(Language::En) {
            assert!(
                jiff::tz::TimeZone::get(country.time_zone()).is_ok(),
                "{country:?}"
            );
        }
        assert_eq!(country("US").time_zone(), "America/New_York");
        assert_eq!(country("RU").time_zone(), "Europe/Moscow");
    }

    #[test]
    fn europe_is_one_region_and_every_other_country_its_own() {
        for code in EUROPEAN_REGION {
            assert_eq!(country(code).region(), Region::Europe);
        }
        assert_eq!(EUROPEAN_REGION.len(), 27 + 4 + 1);
        assert_eq!(country("JP").region(), Region::Own(country("JP")));
        assert_ne!(country("RS").region(), country("DE").region());
    }
}
