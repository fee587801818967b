//! The table of address forms, after the addressing systems of the Universal Postal Union and the posts themselves.

use unicode_normalization::UnicodeNormalization as _;

use super::AddressField::{self, City, Line1, Line2, PostalCode, Region};
use super::{AddressForm, AddressLabel as L, AddressRegion, Part, regions};
use crate::kernel::language::Language;
use crate::kernel::problem::Problem;

/// The postal codes of a country: shapes in which `9` is a digit, `A` a letter, `*` either, and everything else stands for itself. A code is
/// read without regard to case, blanks and hyphens, and written as the shape has it.
#[derive(Debug)]
pub(super) struct Postal {
    shapes: &'static [&'static str],
    example: &'static str,
}

impl Postal {
    /// Reads a code as typed, also in full width.
    pub(super) fn read(&self, typed: &str) -> Result<String, Problem> {
        let dashes = |c: char| {
            c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '〒')
        };
        let signs: Vec<char> = typed
            .nfkc()
            .filter(|c| !dashes(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        self.shapes
            .iter()
            .find_map(|shape| fit(shape, &signs))
            .ok_or(Problem::NotAPostalCode {
                example: self.example,
            })
    }
}

fn fit(shape: &str, signs: &[char]) -> Option<String> {
    let (mut code, mut signs) = (String::new(), signs.iter());
    for slot in shape.chars() {
        if matches!(slot, ' ' | '-') {
            code.push(slot);
            continue;
        }
        let sign = *signs.next()?;
        let fits = match slot {
            '9' => sign.is_ascii_digit(),
            'A' => sign.is_ascii_uppercase(),
            '*' => sign.is_ascii_digit() || sign.is_ascii_uppercase(),
            other => sign == other,
        };
        if !fits {
            return None;
        }
        code.push(sign);
    }
    signs.next().is_none().then_some(code)
}

/// In which order an address is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Lines, then "City, REGION code" (United States, Canada, Australia).
    CityRegionCode,
    /// Lines, then "code City", then the region (most of Europe).
    CodeCity,
    /// Lines, then "code City (REGION)" (Italy, Spain).
    CodeCityRegion,
    /// Lines, city, region, code, each on its own line (Britain, Ireland).
    Stacked,
    /// Lines, then "City code" (New Zealand).
    CityCode,
    /// Lines, then "City - REGION", then the code (Brazil).
    Brazil,
    /// Largest first in East Asian writing, smallest first in Latin: Japan, Korea, China.
    EastAsia,
}

impl Layout {
    /// Whether a chosen region is written out: where the post has abbreviations, envelopes bear those.
    pub(super) fn names_region(self, language: Language) -> bool {
        match self {
            Self::CityRegionCode | Self::Brazil => language == Language::Ja,
            _ => true,
        }
    }

    /// The lines; empty ones are left out by who asks.
    pub(super) fn lines<'a>(self, language: Language, of: impl Fn(AddressField) -> &'a str) -> Vec<String> {
        let line = |field| of(field).to_owned();
        let joined = |parts: &[&str], between: &str| {
            let full: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
            full.join(between)
        };
        let (city, region, code) = (of(City), of(Region), of(PostalCode));
        let mut lines = vec![line(Line1), line(Line2)];
        match self {
            Self::CityRegionCode => lines.push(joined(&[&joined(&[city, region], ", "), code], " ")),
            Self::CodeCity => lines.extend([joined(&[code, city], " "), region.to_owned()]),
            Self::CodeCityRegion => {
                let bracketed = if region.is_empty() {
                    String::new()
                } else {
                    format!("({region})")
                };
                lines.push(joined(&[code, city, &bracketed], " "));
            }
            Self::Stacked => lines.extend([line(City), line(Region), line(PostalCode)]),
            Self::CityCode => lines.push(joined(&[city, code], " ")),
            Self::Brazil => lines.extend([joined(&[city, region], " - "), line(PostalCode)]),
            Self::EastAsia if language == Language::Ja => {
                let code = if code.is_empty() {
                    String::new()
                } else {
                    format!("〒{code}")
                };
                lines = vec![code, format!("{region}{city}{}", of(Line1)), line(Line2)];
            }
            Self::EastAsia => lines.push(joined(&[&joined(&[city, region], ", "), code], " ")),
        }
        lines
    }
}

const fn part(field: AddressField, required: bool, label: L) -> Part {
    Part {
        field,
        required,
        label,
        options: &[],
    }
}

const fn choice(required: bool, label: L, options: &'static [AddressRegion]) -> Part {
    Part {
        field: Region,
        required,
        label,
        options,
    }
}

const LINE1: Part = part(Line1, true, L::Line1);
const LINE2: Part = part(Line2, false, L::Line2);
const STREET: Part = part(Line1, true, L::Street);
const CITY: Part = part(City, true, L::City);

const GENERIC: &[Part] = &[
    LINE1,
    LINE2,
    CITY,
    part(Region, false, L::Region),
    part(PostalCode, false, L::PostalCode),
];
const CODE_FIRST: &[Part] = &[STREET, LINE2, part(PostalCode, true, L::PostalCode), CITY];
const JAPAN: &[Part] = &[
    part(PostalCode, true, L::PostalCode),
    choice(true, L::Prefecture, regions::JAPAN),
    part(City, true, L::Municipality),
    part(Line1, true, L::Block),
    part(Line2, false, L::Building),
];
const UNITED_STATES: &[Part] = &[
    STREET,
    LINE2,
    CITY,
    choice(true, L::State, regions::UNITED_STATES),
    part(PostalCode, true, L::Zip),
];
const CANADA: &[Part] = &[
    STREET,
    LINE2,
    CITY,
    choice(true, L::ProvinceOrTerritory, regions::CANADA),
    part(PostalCode, true, L::PostalCode),
];
const BRITAIN: &[Part] = &[
    LINE1,
    LINE2,
    part(City, true, L::Town),
    part(Region, false, L::County),
    part(PostalCode, true, L::Postcode),
];
const IRELAND: &[Part] = &[
    LINE1,
    LINE2,
    CITY,
    part(Region, false, L::County),
    part(PostalCode, false, L::Eircode),
];
const PROVINCES: &[Part] = &[
    STREET,
    LINE2,
    part(PostalCode, true, L::PostalCode),
    CITY,
    part(Region, true, L::Province),
];
const AUSTRALIA: &[Part] = &[
    STREET,
    LINE2,
    part(City, true, L::Suburb),
    choice(true, L::State, regions::AUSTRALIA),
    part(PostalCode, true, L::Postcode),
];
const NEW_ZEALAND: &[Part] = &[STREET, LINE2, CITY, part(PostalCode, true, L::Postcode)];
const KOREA: &[Part] = &[
    part(PostalCode, true, L::PostalCode),
    choice(true, L::Province, regions::KOREA),
    CITY,
    STREET,
    LINE2,
];
const CHINA: &[Part] = &[
    choice(true, L::Province, regions::CHINA),
    CITY,
    STREET,
    LINE2,
    part(PostalCode, true, L::PostalCode),
];
const BRAZIL: &[Part] = &[
    STREET,
    LINE2,
    part(PostalCode, true, L::Cep),
    CITY,
    choice(true, L::State, regions::BRAZIL),
];

/// Declares the postal codes of a country.
macro_rules! postal {
    ($example:literal: $($shape:literal)|+) => {{
        static POSTAL: Postal = Postal { shapes: &[$($shape),+], example: $example };
        Some(&POSTAL)
    }};
}

/// The form of a country, by its code.
pub(super) fn of(code: &str) -> AddressForm {
    let (parts, layout, postal): (_, _, Option<&'static Postal>) = match code {
        "JP" => (JAPAN, Layout::EastAsia, postal!("100-0001": "999-9999")),
        "KR" => (KOREA, Layout::EastAsia, postal!("04524": "99999")),
        "CN" => (CHINA, Layout::EastAsia, postal!("100000": "999999")),
        "US" => (
            UNITED_STATES,
            Layout::CityRegionCode,
            postal!("98052": "99999" | "99999-9999"),
        ),
        "CA" => (CANADA, Layout::CityRegionCode, postal!("K1A 0B1": "A9A 9A9")),
        "AU" => (AUSTRALIA, Layout::CityRegionCode, postal!("2000": "9999")),
        "NZ" => (NEW_ZEALAND, Layout::CityCode, postal!("6011": "9999")),
        "GB" => (
            BRITAIN,
            Layout::Stacked,
            postal!("SW1A 1AA": "A9 9AA" | "A99 9AA" | "AA9 9AA" | "AA99 9AA" | "A9A 9AA" | "AA9A 9AA"),
        ),
        "IE" => (
            IRELAND,
            Layout::Stacked,
            postal!("D02 AF30": "A99 ****" | "D6W ****"),
        ),
        "IT" => (PROVINCES, Layout::CodeCityRegion, postal!("00185": "99999")),
        "ES" => (PROVINCES, Layout::CodeCityRegion, postal!("28013": "99999")),
        "DE" => (CODE_FIRST, Layout::CodeCity, postal!("10117": "99999")),
        "FR" => (CODE_FIRST, Layout::CodeCity, postal!("75001": "99999")),
        "NL" => (CODE_FIRST, Layout::CodeCity, postal!("1012 AB": "9999 AA")),
        "BR" => (BRAZIL, Layout::Brazil, postal!("01310-100": "99999-999")),
        other => (GENERIC, Layout::CodeCity, generic_postal(other)),
    };
    AddressForm {
        parts,
        postal,
        layout,
    }
}

/// Postal codes of countries without a form of their own, where they are well known. Optional there, but if given, right.
fn generic_postal(code: &str) -> Option<&'static Postal> {
    match code {
        "AT" | "BE" | "BG" | "CH" | "CY" | "DK" | "HU" | "LI" | "LU" | "NO" | "SI" | "ZA" | "PH" => {
            postal!("1010": "9999")
        }
        "EE" | "FI" | "HR" | "MY" | "MX" | "TH" | "TR" | "UA" | "ID" => postal!("10110": "99999"),
        "SE" | "CZ" | "SK" | "GR" => postal!("110 00": "999 99"),
        "PL" => postal!("00-001": "99-999"),
        "PT" => postal!("1000-001": "9999-999"),
        "SG" | "IN" | "VN" | "RO" => postal!("110001": "999999"),
        "TW" => postal!("100": "999" | "99999" | "999999"),
        _ => None,
    }
}
