//! Postal addresses: the form each country has for them, and an address that fits it (decision 38).

mod forms;
mod regions;

use super::country::Country;
use super::language::Language;
use super::problem::Problem;
use super::text;

/// A part of an address, in the order in which they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressField {
    /// Street and number, or whatever stands for them.
    Line1,
    /// Building, floor, department.
    Line2,
    /// City, town or municipality.
    City,
    /// Prefecture, state, province or county.
    Region,
    /// Postal code.
    PostalCode,
}

impl AddressField {
    /// Every part, in the order of storage.
    pub const ALL: [Self; 5] = [
        Self::Line1,
        Self::Line2,
        Self::City,
        Self::Region,
        Self::PostalCode,
    ];

    const fn max(self) -> usize {
        match self {
            Self::Line1 | Self::Line2 => 200,
            Self::City | Self::Region => 100,
            Self::PostalCode => 20,
        }
    }
}

/// What a part is called; the words are in the locales (`i18n::address_label`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressLabel {
    /// Address line 1.
    Line1,
    /// Address line 2.
    Line2,
    /// Street and house number.
    Street,
    /// Japan: town, block and number.
    Block,
    /// Japan: building and room.
    Building,
    /// City.
    City,
    /// Japan: city, ward or town.
    Municipality,
    /// Town, as the British post calls it.
    Town,
    /// City or suburb.
    Suburb,
    /// Region.
    Region,
    /// State.
    State,
    /// Province.
    Province,
    /// Province or territory.
    ProvinceOrTerritory,
    /// Prefecture.
    Prefecture,
    /// County.
    County,
    /// Postal code.
    PostalCode,
    /// ZIP Code.
    Zip,
    /// Postcode.
    Postcode,
    /// Eircode.
    Eircode,
    /// CEP.
    Cep,
}

/// A state, province or prefecture that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressRegion {
    /// What is stored, and sent by forms: the post's abbreviation where it has one, else the name in Latin letters.
    pub value: &'static str,
    /// The name in English.
    pub en: &'static str,
    /// The name in Japanese.
    pub ja: &'static str,
}

impl AddressRegion {
    /// The name in a language.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ja => self.ja,
        }
    }
}

/// A part of a country's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which one.
    pub field: AddressField,
    /// Whether it must be filled in.
    pub required: bool,
    /// What it is called there.
    pub label: AddressLabel,
    /// What can be chosen; empty where the part is typed.
    pub options: &'static [AddressRegion],
}

/// The form in which a country writes addresses.
#[derive(Clone, Copy, Debug)]
pub struct AddressForm {
    parts: &'static [Part],
    postal: Option<&'static forms::Postal>,
    layout: forms::Layout,
}

impl AddressForm {
    /// The form of a country.
    #[must_use]
    pub fn of(country: Country) -> Self {
        forms::of(country.code())
    }

    /// Its parts, in the order in which they are asked for.
    #[must_use]
    pub const fn parts(&self) -> &'static [Part] {
        self.parts
    }

    /// A part, if the country's addresses have it.
    #[must_use]
    pub fn part(&self, field: AddressField) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.field == field)
    }
}

/// An address that fits the form of its country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalAddress {
    country: Country,
    /// In the order of [`AddressField::ALL`]; empty where there is nothing.
    values: [String; 5],
}

impl PostalAddress {
    /// Reads the parts as typed, in the order of [`AddressField::ALL`]; all problems at once. What the country's addresses don't have is left out.
    pub fn parse(country: Country, typed: &[&str; 5]) -> Result<Self, Vec<(AddressField, Problem)>> {
        let form = AddressForm::of(country);
        let (mut values, mut problems) = (<[String; 5]>::default(), Vec::new());
        for part in form.parts {
            let at = part.field as usize;
            match read(&form, part, typed[at]) {
                Ok(value) => values[at] = value,
                Err(problem) => problems.push((part.field, problem)),
            }
        }
        if problems.is_empty() {
            Ok(Self { country, values })
        } else {
            Err(problems)
        }
    }

    /// An address as stored, in the order of [`AddressField::ALL`]. It was read when it was stored and isn't judged again: forms change.
    #[must_use]
    pub const fn stored(country: Country, values: [String; 5]) -> Self {
        Self { country, values }
    }

    /// The country.
    #[must_use]
    pub const fn country(&self) -> Country {
        self.country
    }

    /// A part; empty where there is none.
    #[must_use]
    pub fn get(&self, field: AddressField) -> &str {
        &self.values[field as usize]
    }

    /// All parts, in the order of [`AddressField::ALL`].
    #[must_use]
    pub const fn values(&self) -> &[String; 5] {
        &self.values
    }

    /// The address line by line in the country's own order, without the country. Prefectures and the like are named in the language of the reader.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        let form = AddressForm::of(self.country);
        let stored = self.get(AddressField::Region);
        let region = match form
            .part(AddressField::Region)
            .and_then(|p| chosen(p.options, stored))
        {
            Some(chosen) if form.layout.names_region(language) => chosen.name(language),
            _ => stored,
        };
        let of = |field| {
            if field == AddressField::Region {
                region
            } else {
                self.get(field)
            }
        };
        let lines = form.layout.lines(language, of);
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

fn read(form: &AddressForm, part: &Part, typed: &str) -> Result<String, Problem> {
    let value = match text::line(typed, part.field.max()) {
        Err(Problem::Required) if !part.required => return Ok(String::new()),
        read => read?,
    };
    match (part.field, form.postal) {
        (AddressField::PostalCode, Some(postal)) => postal.read(&value),
        (AddressField::Region, _) if !part.options.is_empty() => chosen(part.options, &value)
            .map(|region| region.value.to_owned())
            .ok_or(Problem::NotARegion),
        _ => Ok(value),
    }
}

/// The state, province or prefecture that a value or a name in either language stands for; none where the country's are typed freely.
#[must_use]
pub fn region(country: Country, value: &str) -> Option<&'static AddressRegion> {
    let part = AddressForm::of(country).part(AddressField::Region)?;
    chosen(part.options, value.trim())
}

/// The region that a value or a name in either language stands for.
fn chosen(options: &'static [AddressRegion], value: &str) -> Option<&'static AddressRegion> {
    let same = |text: &str| text.eq_ignore_ascii_case(value);
    options.iter().find(|o| same(o.value) || same(o.en) || same(o.ja))
}

#[cfg(test)]
mod tests;
