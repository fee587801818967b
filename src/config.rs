//! The configuration: the only reader of the environment. `tandem.toml` (its path in `TANDEM_CONFIG`) first, the environment over it,
//! secrets also from files that it names. What isn't known is an error that names it: a slip of the pen must not be a default.

mod keys;
pub mod settings;
mod source;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use serde::Deserialize;
use url::{Host, Url};
use zeroize::Zeroizing;

use source::Source;
pub use source::{Environment, environment};

use crate::db::DatabaseUrl;
use crate::kernel::domain_name::DomainName;
use crate::kernel::email::EmailAddress;
use crate::kernel::keys::KeyRing;
use crate::kernel::language::Language;
use crate::kernel::limits::Limits;
use crate::kernel::site::{Brand, SessionLimits, Site, Support};
use crate::mail::transport::{SmtpServer, Transport};
use crate::web::blocklist::Blocklist;
use crate::web::client::TrustedProxies;
use crate::web::hasher::PasswordSettings;

/// One sentence that names the setting and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

fn wrong(variable: &str, expected: &str) -> ConfigError {
    ConfigError(format!("{variable} must be {expected}"))
}

/// For how long things are kept (decision 9).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Days for which mails are kept, without their text.
    pub mails_days: i64,
    /// Days for which sessions are kept after their last use.
    pub sessions_days: i64,
    /// Days after which a draft that nobody touched is emptied.
    pub drafts_days: i64,
    /// Days for which is known from where somebody signed in.
    pub sign_ins_days: i64,
    /// Days for which a link is remembered that has stopped working.
    pub links_days: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            mails_days: 400,
            sessions_days: 90,
            drafts_days: 180,
            sign_ins_days: 180,
            links_days: 30,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Legal {
    privacy_url: Option<String>,
    terms_url: Option<String>,
}

/// Everything that can be set.
pub struct Config {
    /// Folder of the database, the key and the mails that didn't leave.
    pub data_dir: PathBuf,
    /// Where the database is.
    pub database: DatabaseUrl,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// How people reach the portal; unset, it follows from the address that is listened on.
    pub public_url: Option<String>,
    /// The mail server, if one is set.
    pub smtp: Option<SmtpServer>,
    /// Whom alone the mail server's certificate may come from.
    pub smtp_ca_file: Option<PathBuf>,
    /// Which peers may say for whom they speak.
    pub proxies: TrustedProxies,
    /// What is logged.
    pub log: String,
    /// Whether logs are JSON.
    pub log_json: bool,
    /// The cost of a password hash, and what no password may be.
    pub passwords: PasswordSettings,
    /// How much is too much.
    pub throttle: Limits,
    /// For how long things are kept.
    pub retention: Retention,
    secret_key: Option<Zeroizing<String>>,
    mail_from: String,
    tenant_domain: String,
    /// Whom people can ask.
    pub support: Support,
    sessions: SessionLimits,
    region_check: bool,
    brands: (Brand, Brand),
}

impl Config {
    /// Of this process.
    pub fn load() -> Result<Self, ConfigError> {
        Self::from(&environment()?)
    }

    /// Of these variables and the file that they name.
    pub fn from(environment: &Environment) -> Result<Self, ConfigError> {
        let source = Source::read(environment)?;
        let data_dir = PathBuf::from(source.text("TANDEM_DATA_DIR").unwrap_or("data"));
        let database = source
            .parsed(
                "TANDEM_DATABASE_URL",
                "sqlite:PATH or postgres://…",
                DatabaseUrl::parse,
            )?
            .unwrap_or_else(|| {
                DatabaseUrl::Sqlite(data_dir.join("tandem.db").to_string_lossy().into_owned())
            });
        let listen = source
            .parsed("TANDEM_LISTEN", "an address and a port, 127.0.0.1:8080", |t| {
                t.parse().ok()
            })?
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let allow_http = source.flag("TANDEM_ALLOW_HTTP", false)?;
        let public_url = source
            .text("TANDEM_PUBLIC_URL")
            .map(|text| public_url(text, allow_http))
            .transpose()?;
        let smtp = source
            .text("TANDEM_SMTP_URL")
            .map(SmtpServer::parse)
            .transpose()
            .map_err(|words| ConfigError(format!("TANDEM_SMTP_URL can’t be used: {words}")))?;
        let mail_from = source
            .parsed(
                "TANDEM_MAIL_FROM",
                "a sender, Tandem <no-reply@example.com>",
                |t| t.parse::<lettre::message::Mailbox>().ok().map(|_| t.to_owned()),
            )?
            .unwrap_or_else(|| "Tandem <no-reply@localhost>".to_owned());
        let tenant_domain = source
            .parsed("TANDEM_TENANT_DOMAIN", "a domain name", |t| {
                DomainName::parse(t).ok().map(|d| d.as_str().to_owned())
            })?
            .unwrap_or_else(|| "tenants.internal".to_owned());
        let email = source.parsed("TANDEM_SUPPORT_EMAIL", "an e-mail address", |t| {
            EmailAddress::parse(t).ok().map(|a| a.as_str().to_owned())
        })?;
        let url = source.parsed("TANDEM_SUPPORT_URL", "a URL, https://…", web_address)?;
        let legal: Legal = source.section("legal")?;
        let link = |key: &'static str, text: Option<String>| match text {
            Some(text) => web_address(&text)
                .map(Some)
                .ok_or_else(|| wrong(key, "a URL, https://…")),
            None => Ok(None),
        };
        let support = Support {
            email,
            url,
            privacy_url: link("[legal] privacy_url", legal.privacy_url)?,
            terms_url: link("[legal] terms_url", legal.terms_url)?,
        };
        let proxies = source
            .text("TANDEM_TRUSTED_PROXIES")
            .map(TrustedProxies::parse)
            .transpose()
            .map_err(|item| {
                ConfigError(format!(
                    "TANDEM_TRUSTED_PROXIES: “{item}” is no address or network"
                ))
            })?
            .unwrap_or_default();
        let log = source.text("TANDEM_LOG").unwrap_or("info").to_owned();
        if tracing_subscriber::EnvFilter::try_new(&log).is_err() {
            return Err(wrong("TANDEM_LOG", "a filter, info or tandem::mail=debug"));
        }
        let log_json = source
            .parsed("TANDEM_LOG_FORMAT", "text or json", |t| match t {
                "text" => Some(false),
                "json" => Some(true),
                _ => None,
            })?
            .unwrap_or(false);
        let config = Self {
            database,
            listen,
            public_url,
            smtp,
            smtp_ca_file: source.text("TANDEM_SMTP_CA_FILE").map(PathBuf::from),
            proxies,
            log,
            log_json,
            passwords: source.section("passwords")?,
            throttle: source.section("throttle")?,
            retention: source.section("retention")?,
            secret_key: source
                .text("TANDEM_SECRET_KEY")
                .map(|t| Zeroizing::new(t.to_owned())),
            mail_from,
            tenant_domain,
            support,
            sessions: source.section("sessions")?,
            region_check: source.flag("TANDEM_REGION_CHECK", true)?,
            brands: brands(&source)?,
            data_dir,
        };
        config.check(allow_http)?;
        Ok(config)
    }

    /// What only shows when the values are looked at together.
    fn check(&self, allow_http: bool) -> Result<(), ConfigError> {
        let s = &self.sessions;
        let spans = [
            s.idle_minutes,
            s.absolute_hours,
            s.operator_idle_minutes,
            s.operator_absolute_hours,
        ];
        if spans.iter().any(|n| !(1..=100_000).contains(n)) || s.per_person == 0 {
            return Err(wrong("[sessions]", "numbers above 0"));
        }
        let r = &self.retention;
        let spans = [
            r.mails_days,
            r.sessions_days,
            r.drafts_days,
            r.sign_ins_days,
            r.links_days,
        ];
        if spans.iter().any(|n| !(1..=36_500).contains(n)) {
            return Err(wrong("[retention]", "days between 1 and 36500"));
        }
        if let Some(expected) = self.throttle.fault() {
            return Err(wrong("[throttle]", expected));
        }
        let p = &self.passwords;
        if !(19_456..=4_194_304).contains(&p.memory_kib) || !(1..=100).contains(&p.passes) {
            return Err(wrong(
                "[passwords]",
                "memory_kib of at least 19456 and passes of at least 1",
            ));
        }
        if self.public_url.is_none() {
            // Nobody types 0.0.0.0 into a browser: without a public URL that means this machine.
            public_url(&self.url_of(self.listen), allow_http)?;
        }
        Ok(())
    }

    fn url_of(&self, listen: SocketAddr) -> String {
        let ip = match listen.ip() {
            ip if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            ip => ip,
        };
        format!("http://{}", SocketAddr::new(ip, listen.port()))
    }

    /// The installation under these keys; `bound` is the address that is really listened on.
    #[must_use]
    pub fn site(&self, keys: KeyRing, bound: Option<SocketAddr>) -> Site {
        let url = self
            .public_url
            .clone()
            .unwrap_or_else(|| self.url_of(bound.unwrap_or(self.listen)));
        let mut site = Site::new(&url, keys).with_brands(self.brands.0.clone(), self.brands.1.clone());
        site.tenant_domain.clone_from(&self.tenant_domain);
        site.mail_from.clone_from(&self.mail_from);
        site.mail_delivered = self.smtp.is_some();
        site.support = self.support.clone();
        site.sessions = self.sessions.clone();
        site.limits = self.throttle.clone();
        site.region_check = self.region_check;
        site
    }

    /// The operator's own list of passwords that nobody may choose.
    pub fn blocklist(&self) -> Result<Option<Blocklist>, ConfigError> {
        let file = self.passwords.blocklist_file.clone();
        file.map(Blocklist::open)
            .transpose()
            .map_err(|words| ConfigError(format!("[passwords] blocklist_file can’t be used: {words}")))
    }

    /// How mails leave.
    pub fn transport(&self) -> Result<Transport, ConfigError> {
        match &self.smtp {
            Some(server) => server
                .transport(self.smtp_ca_file.as_deref())
                .map_err(|words| ConfigError(format!("the mail server can’t be used: {words}"))),
            None => Ok(Transport::Folder(self.data_dir.join("mail"))),
        }
    }
}

fn brands(source: &Source) -> Result<(Brand, Brand), ConfigError> {
    // Words that aren't given stay those of their language: a section is laid over the default.
    let section = |language: Language| -> Result<Brand, ConfigError> {
        let mut brand = Brand::of(language);
        let code = language.code();
        let Some(words) = source.sections.get("brand").and_then(|b| b.get(code)) else {
            return Ok(brand);
        };
        for (key, value) in words.as_table().into_iter().flatten() {
            let field = match key.as_str() {
                "vendor" => &mut brand.vendor,
                "programme" => &mut brand.programme,
                "membership_site" => &mut brand.membership_site,
                "membership_id" => &mut brand.membership_id,
                "product" => &mut brand.product,
                _ => {
                    return Err(ConfigError(format!(
                        "[brand.{code}]: “{key}” isn’t a word of the brand"
                    )));
                }
            };
            value
                .as_str()
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| wrong(&format!("[brand.{code}] {key}"), "a text"))?
                .clone_into(field);
        }
        Ok(brand)
    };
    if let Some(brand) = source.sections.get("brand")
        && let Some(other) = brand
            .as_table()
            .and_then(|t| t.keys().find(|k| Language::parse(k).is_none()))
    {
        return Err(ConfigError(format!("[brand.{other}] isn’t a language of Tandem")));
    }
    Ok((section(Language::En)?, section(Language::Ja)?))
}

fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.to_string())
}

/// Scheme, host and port. Over `http` passwords travel in the clear, so that is for this very machine (A.1).
fn public_url(text: &str, allow_http: bool) -> Result<String, ConfigError> {
    let expected = || {
        wrong(
            "TANDEM_PUBLIC_URL",
            "https://host or https://host:port, without a path",
        )
    };
    let url = Url::parse(text).map_err(|_| expected())?;
    let bare =
        url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !bare || !url.has_host() || !matches!(url.scheme(), "http" | "https") {
        return Err(expected());
    }
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if url.scheme() == "http" && !loopback && !allow_http {
        return Err(ConfigError(format!(
            "{text} would send passwords in the clear: set TANDEM_PUBLIC_URL to an https:// address, or TANDEM_ALLOW_HTTP=yes"
        )));
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests;
