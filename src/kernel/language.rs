//! The languages Tandem speaks (decision 34).

use serde::{Deserialize, Serialize};

/// A language of the portal and its mails.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, spelled as in the United States.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language, in the order in which choices show them.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The BCP 47 tag, as in `lang="…"`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// The same as [`Language::code`], under the name every stored value has.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.code()
    }

    /// The language of a tag that is exactly `en` or `ja`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == text)
    }

    /// What somebody in this country (ISO 3166-1 alpha-2) most likely reads, where nobody has chosen.
    #[must_use]
    pub fn of_country(code: &str) -> Self {
        if code == "JP" { Self::Ja } else { Self::En }
    }

    /// The language of a stored tag; an unknown one reads as English.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self::parse(&text).unwrap_or_default()
    }

    /// The language's own name for itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
        }
    }

    /// The other one, for the switch.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Ja,
            Self::Ja => Self::En,
        }
    }
}

crate::kernel::stored::text_column!(Language);
