//! The parts of an address as a form asks for them, in the order and with the names of the country (decision 38).

use crate::i18n::{self, Words};
use crate::kernel::address::{AddressField, AddressForm, Part};
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

/// The name of a part in forms.
#[must_use]
pub const fn name_of(part: AddressField) -> &'static str {
    match part {
        AddressField::Line1 => "line1",
        AddressField::Line2 => "line2",
        AddressField::City => "city",
        AddressField::Region => "region",
        AddressField::PostalCode => "postal_code",
    }
}

/// The parts for an organization in this country, with what was typed.
pub fn parts(
    t: &Words,
    language: Language,
    country: &str,
    value: impl Fn(AddressField) -> String,
) -> Vec<AddressPart> {
    let Ok(country) = Country::parse(country) else {
        return Vec::new();
    };
    let part = |part: &Part| AddressPart {
        name: name_of(part.field),
        label: i18n::address_label(t, part.label),
        value: value(part.field),
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
