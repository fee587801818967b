//! The rules of the membership directory: which profile an organization may take (S20), and what an account's sign-in waits for.

mod import;

pub use import::{ADDRESS, COLUMNS, ImportRow, Secret, competencies, read};

use crate::kernel::problem::Problem;
use crate::kernel::stored::{text_column, text_enum};

text_enum! {
    /// Whether a profile counts.
    pub enum ProfileState {
        /// It can be bound.
        Active = "active",
        /// It can't.
        Inactive = "inactive",
    }
}

text_enum! {
    /// What an MPN ID stands for.
    pub enum ProfileKind {
        /// The whole company.
        Global = "global",
        /// One location of it.
        Location = "location",
    }
}

text_enum! {
    /// What became of a bound profile that the operator should look at.
    pub enum Concern {
        /// It turned inactive.
        Inactive = "inactive",
        /// It moved to another country than the organization's.
        Moved = "moved",
    }
}

/// The number of a membership, an MPN ID: letters, digits and hyphens, at most 32.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct MpnId(String);

impl MpnId {
    /// The most characters.
    pub const MAX: usize = 32;

    /// Reads a typed or imported number. `None` for anything that can't be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let right = !text.is_empty()
            && text.len() <= Self::MAX
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        right.then(|| Self(text.to_owned()))
    }

    /// A number out of the database.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_column!(MpnId);

impl std::fmt::Display for MpnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for MpnId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for MpnId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("no MPN ID"))
    }
}

/// The user name of an account of the directory: any single line up to 254 characters, compared without regard to case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// The most characters.
    pub const MAX: usize = 254;

    /// Reads a typed or imported user name.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            Err(Problem::Required)
        } else if text.chars().count() > Self::MAX {
            Err(Problem::TooLong { max: Self::MAX })
        } else if text.chars().any(char::is_control) {
            Err(Problem::ControlCharacter)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// As it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which it is unique.
    #[must_use]
    pub fn norm(&self) -> String {
        crate::kernel::search::fold(&self.0)
    }
}

/// Why a profile can't be taken (S20, decision 12). Shown beside the disabled row, and the server's refusal as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Unselectable {
    /// The profile is inactive.
    Inactive,
    /// The profile is located in another country than the organization.
    OtherCountry,
    /// Another organization has it, or has applied with it.
    Taken,
}

/// Whether an organization in `country` may take a profile in `state` located in `profile_country`; both are ISO 3166-1 alpha-2.
/// `taken`: bound to or reserved by another organization. The country counts as it is, not its region (A9, decision 30).
pub fn selectable(
    state: ProfileState,
    profile_country: &str,
    country: &str,
    taken: bool,
) -> Result<(), Unselectable> {
    if state == ProfileState::Inactive {
        Err(Unselectable::Inactive)
    } else if profile_country != country {
        Err(Unselectable::OtherCountry)
    } else if taken {
        Err(Unselectable::Taken)
    } else {
        Ok(())
    }
}

/// What the operator should look at in a bound profile, if anything.
#[must_use]
pub fn concern(state: ProfileState, profile_country: &str, organization_country: &str) -> Option<Concern> {
    match selectable(state, profile_country, organization_country, false) {
        Err(Unselectable::Inactive) => Some(Concern::Inactive),
        Err(Unselectable::OtherCountry) => Some(Concern::Moved),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_active_profile_of_the_same_country_can_be_taken_s20() {
        for (state, at, taken, expected) in [
            (ProfileState::Active, "JP", false, Ok(())),
            (ProfileState::Active, "US", false, Err(Unselectable::OtherCountry)),
            (ProfileState::Inactive, "JP", false, Err(Unselectable::Inactive)),
            (ProfileState::Inactive, "US", true, Err(Unselectable::Inactive)),
            (ProfileState::Active, "JP", true, Err(Unselectable::Taken)),
            (ProfileState::Active, "US", true, Err(Unselectable::OtherCountry)),
        ] {
            assert_eq!(
                selectable(state, at, "JP", taken),
                expected,
                "{state} {at} {taken}"
            );
        }
    }

    #[test]
    fn two_countries_of_one_region_are_two_countries_a9() {
        assert_eq!(
            selectable(ProfileState::Active, "GB", "FR", false),
            Err(Unselectable::OtherCountry)
        );
    }

    #[test]
    fn a_bound_profile_that_changes_concerns_the_operator() {
        assert_eq!(concern(ProfileState::Active, "JP", "JP"), None);
        assert_eq!(concern(ProfileState::Active, "US", "JP"), Some(Concern::Moved));
        assert_eq!(
            concern(ProfileState::Inactive, "US", "JP"),
            Some(Concern::Inactive)
        );
    }

    #[test]
    fn an_mpn_id_is_letters_digits_and_hyphens() {
        for text in ["1234567", " 1234567 ", "MPN-1001"] {
            assert!(MpnId::parse(text).is_some(), "{text}");
        }
        for text in ["", "12 34", "12\u{202e}34", "１２３", "<b>", &"1".repeat(33)] {
            assert!(MpnId::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_login_is_one_whatever_its_case_and_width() {
        let norm = |text: &str| Login::parse(text).map(|l| l.norm());
        assert_eq!(norm("Kim@Contoso.example"), norm("ｋｉｍ@contoso.example"));
        assert_eq!(norm(" "), Err(Problem::Required));
        assert_eq!(norm("a\u{0}b"), Err(Problem::ControlCharacter));
        assert_eq!(norm(&"x".repeat(255)), Err(Problem::TooLong { max: 254 }));
    }
}
