//! What an installation is: its address, its words of brand, its keys and its limits. Made once from the configuration.

use std::sync::{Arc, RwLock};

use serde::Deserialize;

use super::clock::Timestamp;
use super::keys::KeyRing;
use super::language::Language;
use super::limits::Limits;

/// The brand words of decision 33, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// Who runs the programme's products, "Microsoft".
    pub vendor: String,
    /// The programme, "Cloud Solution Provider".
    pub programme: String,
    /// The membership site, "Partner Membership Center".
    pub membership_site: String,
    /// What the membership number is called, "MPN ID".
    pub membership_id: String,
    /// The product's name, "Tandem".
    pub product: String,
}

impl Default for Brand {
    fn default() -> Self {
        Self::of(Language::En)
    }
}

impl Brand {
    /// The seed's words.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let (vendor, programme, site) = match language {
            Language::En => (
                "Microsoft",
                "Cloud Solution Provider",
                "Partner Membership Center",
            ),
            Language::Ja => (
                "マイクロソフト",
                "クラウド ソリューション プロバイダー",
                "パートナー メンバーシップ センター",
            ),
        };
        Self {
            vendor: vendor.to_owned(),
            programme: programme.to_owned(),
            membership_site: site.to_owned(),
            membership_id: "MPN ID".to_owned(),
            product: "Tandem".to_owned(),
        }
    }
}

/// Whom people can ask; shown in footers, errors and mails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// An address to write to.
    pub email: Option<String>,
    /// A page to read.
    pub url: Option<String>,
    /// The privacy statement.
    pub privacy_url: Option<String>,
    /// The terms of use.
    pub terms_url: Option<String>,
}

/// How long sign-ins last (A.1).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionLimits {
    /// Minutes without a click after which a session ends.
    pub idle_minutes: i64,
    /// Hours after which it ends in any case.
    pub absolute_hours: i64,
    /// The same for operators, in minutes.
    pub operator_idle_minutes: i64,
    /// The same for operators, in hours.
    pub operator_absolute_hours: i64,
    /// The most sessions of one person; the oldest is ended.
    pub per_person: usize,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle_minutes: 60,
            absolute_hours: 12,
            operator_idle_minutes: 30,
            operator_absolute_hours: 8,
            per_person: 20,
        }
    }
}

/// The installation.
#[derive(Clone, Debug)]
pub struct Site {
    /// The only source of links, without a slash at the end.
    pub public_url: String,
    /// Under this domain live organizations that have none of their own (decision 2).
    pub tenant_domain: String,
    /// `From` of every mail.
    pub mail_from: String,
    /// Whether mails leave the house (SMTP is set).
    pub mail_delivered: bool,
    /// Whom to ask.
    pub support: Support,
    /// The keys.
    pub keys: KeyRing,
    /// Sign-in limits.
    pub sessions: SessionLimits,
    /// How much is too much (A.5).
    pub limits: Limits,
    /// Whether regions are checked (decision 30).
    pub region_check: bool,
    brand_en: Brand,
    brand_ja: Brand,
    operator: Arc<RwLock<Option<String>>>,
}

impl Site {
    /// An installation at this address with these keys and the default words and limits.
    #[must_use]
    pub fn new(public_url: &str, keys: KeyRing) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            tenant_domain: "tenants.internal".to_owned(),
            mail_from: "Tandem <no-reply@localhost>".to_owned(),
            mail_delivered: false,
            support: Support::default(),
            keys,
            sessions: SessionLimits::default(),
            limits: Limits::default(),
            region_check: true,
            brand_en: Brand::of(Language::En),
            brand_ja: Brand::of(Language::Ja),
            operator: Arc::default(),
        }
    }

    /// With other brand words.
    #[must_use]
    pub fn with_brands(mut self, en: Brand, ja: Brand) -> Self {
        (self.brand_en, self.brand_ja) = (en, ja);
        self
    }

    /// The brand words of a language.
    #[must_use]
    pub fn brand(&self, language: Language) -> &Brand {
        match language {
            Language::En => &self.brand_en,
            Language::Ja => &self.brand_ja,
        }
    }

    /// Who runs the installation, once they said so; shown in footers and mails.
    #[must_use]
    pub fn operator_name(&self) -> Option<String> {
        self.operator.read().ok().and_then(|name| name.clone())
    }

    /// Where people can ask, as sentences name it: the support address or page. Without one no sentence says to ask.
    #[must_use]
    pub fn contact(&self) -> Option<String> {
        self.support.email.clone().or_else(|| self.support.url.clone())
    }

    /// Notes who runs the installation.
    pub fn set_operator_name(&self, name: String) {
        if let Ok(mut held) = self.operator.write() {
            *held = Some(name);
        }
    }

    /// The full address of a path of this portal.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The sign-in domain of the operator's organization (decision 3).
    #[must_use]
    pub fn operator_domain(&self) -> String {
        format!("operator.{}", self.tenant_domain)
    }

    /// Whether the portal is reached over TLS, which decides about `Secure` cookies and HSTS (A.1).
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// From where a change comes, for the audit trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// `ui`, `cli` or `system`.
    pub source: &'static str,
    /// The client's address, where there is one.
    pub ip: Option<String>,
    /// The request's id, which logs and error pages show too.
    pub request_id: Option<String>,
}

/// In which installation, when and from where a change happens. Every service takes one; none asks a clock.
#[derive(Clone, Debug)]
pub struct Cx {
    /// The installation.
    pub site: Arc<Site>,
    /// The present instant.
    pub now: Timestamp,
    /// Whence.
    pub origin: Origin,
}

impl Cx {
    /// A change made by the command line or the worker.
    #[must_use]
    pub fn system(site: Arc<Site>, now: Timestamp, source: &'static str) -> Self {
        Self {
            site,
            now,
            origin: Origin {
                source,
                ip: None,
                request_id: None,
            },
        }
    }
}
