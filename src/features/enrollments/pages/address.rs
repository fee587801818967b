//! The parts of an address as a form asks for them, in the order and with the names of the country (decision 38).

use crate::features::enrollments::domain::{Field, FormData};
use crate::i18n::{self, Words};
use crate::kernel::address::{AddressField, AddressForm, Part, PostalAddress};
use crate::kernel::country::Country;
use crate::kernel::language::Language;

/// One part.
pub struct AddressPart {
    /// The field.
    pub name: &'static str,
    /// What the country calls it.
    pub label: String,
    /// As typed.
    pub value: String,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What can be chosen; empty where it is typed.
    pub options: Vec<(&'static str, &'static str)>,
    /// For the browser.
    pub autocomplete: &'static str,
    /// How wide.
    pub width: &'static str,
}

/// The field of the application that holds a part.
pub const fn field_of(part: AddressField) -> Field {
    match part {
        AddressField::Line1 => Field::Line1,
        AddressField::Line2 => Field::Line2,
        AddressField::City => Field::City,
        AddressField::Region => Field::Region,
        AddressField::PostalCode => Field::PostalCode,
    }
}

/// The parts for an organization in this country.
pub fn parts(t: &Words, language: Language, country: &str, input: &FormData) -> Vec<AddressPart> {
    let Ok(country) = Country::parse(country) else {
        return Vec::new();
    };
    let part = |part: &Part| AddressPart {
        name: field_of(part.field).as_str(),
        label: i18n::address_label(t, part.label),
        value: input.get(field_of(part.field)).to_owned(),
        optional: !part.required,
        options: part.options.iter().map(|o| (o.value, o.name(language))).collect(),
        autocomplete: match part.field {
            AddressField::Line1 => "address-line1",
            AddressField::Line2 => "address-line2",
            AddressField::City => "address-level2",
            AddressField::Region => "address-level1",
            AddressField::PostalCode => "postal-code",
        },
        width: match part.field {
            AddressField::Line1 | AddressField::Line2 => "l",
            AddressField::City | AddressField::Region => "m",
            AddressField::PostalCode => "s",
        },
    };
    AddressForm::of(country).parts().iter().map(part).collect()
}

/// An address line by line, as the country writes it.
pub fn lines(language: Language, country: &str, input: &FormData) -> String {
    let values = AddressField::ALL.map(|part| input.get(field_of(part)).trim().to_owned());
    match Country::parse(country) {
        Ok(country) => PostalAddress::stored(country, values).lines(language).join("\n"),
        Err(_) => values.join("\n"),
    }
}
