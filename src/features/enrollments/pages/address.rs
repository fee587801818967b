//! The parts of an address as a form asks for them, in the order and with the names of the country (decision 38).

use crate::features::enrollments::domain::{Field, FormData};
use crate::i18n::Words;
use crate::kernel::address::{AddressField, PostalAddress};
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::web::address;

pub use crate::web::address::AddressPart;

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
    address::parts(t, language, country, |part| input.get(field_of(part)).to_owned())
}

/// An address line by line, as the country writes it.
pub fn lines(language: Language, country: &str, input: &FormData) -> String {
    let values = AddressField::ALL.map(|part| input.get(field_of(part)).trim().to_owned());
    match Country::parse(country) {
        Ok(country) => PostalAddress::stored(country, values).lines(language).join("\n"),
        Err(_) => values.join("\n"),
    }
}
