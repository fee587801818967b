//! What an applicant types, as typed. It is stored whole at every step, right or wrong, so that nothing is lost; it is read
//! strictly only at **Check your answers** and **Enroll now**.

use serde::{Deserialize, Serialize};

use crate::kernel::person_name;
use crate::kernel::problem::Problem;
use crate::kernel::stored::text_enum;

text_enum! {
    /// A field of the application, by the name it has in forms and in a reviewer's marks.
    pub enum Field {
        /// The organization profile of the membership directory (S18).
        Profile = "profile",
        /// Legal business name.
        LegalName = "legal_name",
        /// First line of the legal address.
        Line1 = "line1",
        /// Second line.
        Line2 = "line2",
        /// City.
        City = "city",
        /// State, prefecture, province.
        Region = "region",
        /// Postal code.
        PostalCode = "postal_code",
        /// Primary contact: given name.
        ContactFirstName = "contact_first_name",
        /// Primary contact: family name.
        ContactLastName = "contact_last_name",
        /// Primary contact: work e-mail address (S23).
        ContactEmail = "contact_email",
        /// Primary contact: telephone.
        ContactPhone = "contact_phone",
        /// In which language we write to the primary contact (decision 34).
        ContactLanguage = "contact_language",
        /// Customer support: e-mail address.
        SupportEmail = "support_email",
        /// Customer support: telephone.
        SupportPhone = "support_phone",
        /// Customer support: web site.
        SupportWebsite = "support_website",
    }
}

impl Field {
    /// Those that a reviewer may ask about. The contact's address is confirmed already and is no longer changed.
    pub const ASKABLE: [Self; 13] = [
        Self::Profile,
        Self::LegalName,
        Self::Line1,
        Self::Line2,
        Self::City,
        Self::Region,
        Self::PostalCode,
        Self::ContactFirstName,
        Self::ContactLastName,
        Self::ContactPhone,
        Self::SupportEmail,
        Self::SupportPhone,
        Self::SupportWebsite,
    ];

    /// Those of the shortcut.
    pub const SUPPORT: [Self; 3] = [Self::SupportEmail, Self::SupportPhone, Self::SupportWebsite];

    /// The field with this name, if a reviewer may ask about it.
    #[must_use]
    pub fn askable(name: &str) -> Option<Self> {
        Self::parse(name).filter(|f| Self::ASKABLE.contains(f))
    }
}

/// What is wrong at one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// What the kernel says of any such value.
    Value(Problem),
    /// The address is at a web-mail service (S23); its domain.
    WebMail(String),
}

/// Everything typed, as typed; also the stored `form` of an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormData {
    /// Legal business name.
    pub legal_name: String,
    /// First line of the legal address.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State, prefecture, province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Primary contact: given name.
    pub contact_first_name: String,
    /// Primary contact: family name.
    pub contact_last_name: String,
    /// Primary contact: work e-mail address.
    pub contact_email: String,
    /// Primary contact: telephone.
    pub contact_phone: String,
    /// `en` or `ja`.
    pub contact_language: String,
    /// Customer support: e-mail address.
    pub support_email: String,
    /// Customer support: telephone.
    pub support_phone: String,
    /// Customer support: web site.
    pub support_website: String,
}

/// The most characters that are kept of one field: enough to show an applicant what was too long, and no more.
const KEPT: usize = 1_000;

impl FormData {
    /// The text of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Profile => "",
            Field::LegalName => &self.legal_name,
            Field::Line1 => &self.line1,
            Field::Line2 => &self.line2,
            Field::City => &self.city,
            Field::Region => &self.region,
            Field::PostalCode => &self.postal_code,
            Field::ContactFirstName => &self.contact_first_name,
            Field::ContactLastName => &self.contact_last_name,
            Field::ContactEmail => &self.contact_email,
            Field::ContactPhone => &self.contact_phone,
            Field::ContactLanguage => &self.contact_language,
            Field::SupportEmail => &self.support_email,
            Field::SupportPhone => &self.support_phone,
            Field::SupportWebsite => &self.support_website,
        }
    }

    fn slot(&mut self, field: Field) -> Option<&mut String> {
        Some(match field {
            Field::Profile => return None,
            Field::LegalName => &mut self.legal_name,
            Field::Line1 => &mut self.line1,
            Field::Line2 => &mut self.line2,
            Field::City => &mut self.city,
            Field::Region => &mut self.region,
            Field::PostalCode => &mut self.postal_code,
            Field::ContactFirstName => &mut self.contact_first_name,
            Field::ContactLastName => &mut self.contact_last_name,
            Field::ContactEmail => &mut self.contact_email,
            Field::ContactPhone => &mut self.contact_phone,
            Field::ContactLanguage => &mut self.contact_language,
            Field::SupportEmail => &mut self.support_email,
            Field::SupportPhone => &mut self.support_phone,
            Field::SupportWebsite => &mut self.support_website,
        })
    }

    /// The same with the fields of `typed` that stand in `fields`, and no other: an answer to a reviewer touches only what was asked.
    #[must_use]
    pub fn with(mut self, typed: &Self, fields: &[Field]) -> Self {
        for field in fields {
            let text = typed.get(*field).to_owned();
            if let Some(slot) = self.slot(*field) {
                *slot = text;
            }
        }
        self
    }

    /// These fields alone.
    #[must_use]
    pub fn only(&self, fields: &[Field]) -> Self {
        Self::default().with(self, fields)
    }

    /// The same with values for the fields that are empty: what the profile knows (S21), without touching what was typed.
    #[must_use]
    pub fn or(mut self, known: &Self) -> Self {
        for field in Field::ALL {
            let text = known.get(*field).to_owned();
            if let Some(slot) = self.slot(*field)
                && slot.is_empty()
            {
                *slot = text;
            }
        }
        self
    }

    /// The same, no field longer than is worth keeping and none with NUL, which PostgreSQL doesn't store.
    #[must_use]
    pub fn clipped(mut self) -> Self {
        for field in Field::ALL {
            if let Some(slot) = self.slot(*field) {
                slot.retain(|c| c != '\0');
                if slot.chars().count() > KEPT {
                    *slot = slot.chars().take(KEPT).collect();
                }
            }
        }
        self
    }

    /// The fields in which two differ.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Field> {
        Field::ALL
            .iter()
            .copied()
            .filter(|f| self.get(*f) != other.get(*f))
            .collect()
    }

    /// Reads the stored text; what can't be read is empty.
    #[must_use]
    pub fn stored(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The text to store.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The contact's full name in the order of the name itself.
#[must_use]
pub fn full_name(data: &FormData) -> String {
    person_name::full_name(&data.contact_first_name, &data.contact_last_name)
}
