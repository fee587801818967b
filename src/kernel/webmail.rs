//! Mail services at which anybody can open a box: an address there says nothing about who somebody works for (S23).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::domain_name::DomainName;
use super::problem::Problem;
use super::stored::text_enum;

text_enum! {
    /// What the operator says of a domain and everything below it.
    pub enum Verdict {
        /// Addresses there are refused.
        Refused = "refused",
        /// Addresses there are accepted, whatever the bundled list says.
        Allowed = "allowed",
    }
}

/// Why a domain is refused, or isn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The operator said so, of this domain.
    Own(String, Verdict),
    /// The bundled list has it.
    Bundled,
    /// Nothing speaks against it.
    None,
}

impl Rule {
    /// Whether an address there is refused.
    #[must_use]
    pub fn refuses(&self) -> bool {
        matches!(self, Self::Own(_, Verdict::Refused) | Self::Bundled)
    }
}

/// The rule for a domain, given what the operator says of it and of what is above it: the nearest entry counts, and counts above the
/// bundled list.
#[must_use]
pub fn judge(domain: &DomainName, own: &[(String, Verdict)]) -> Rule {
    let nearest = own.iter().max_by_key(|(of, _)| of.len());
    match nearest {
        Some((of, verdict)) => Rule::Own(of.clone(), *verdict),
        None if is_webmail(domain) => Rule::Bundled,
        None => Rule::None,
    }
}

/// Published lists and Tandem's own additions and exceptions, one file each beside this one.
const PUBLISHED: &str = include_str!("webmail/free-email-domains.txt");
const OVERRIDES: &str = include_str!("webmail/overrides.txt");

/// Services with a domain in nearly every country: `yahoo.co.jp`, `hotmail.de`. What comes before the public suffix counts.
const IN_EVERY_COUNTRY: &[&str] = &[
    "gmail",
    "hotmail",
    "live",
    "outlook",
    "yahoo",
    "ymail",
    "rocketmail",
    "yandex",
    "gmx",
];

static DOMAINS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut domains: HashSet<_> = lines(PUBLISHED).collect();
    for line in lines(OVERRIDES) {
        if let Some(added) = line.strip_prefix("+ ") {
            domains.insert(added);
        } else if let Some(taken) = line.strip_prefix("- ") {
            domains.remove(taken);
        }
    }
    domains
});

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Whether a domain is that of a web-mail service, or below one: whole access providers count, `a@gmail.example.com` doesn't.
#[must_use]
pub fn is_webmail(domain: &DomainName) -> bool {
    domain.with_parents().any(|name| DOMAINS.contains(name)) || in_every_country(domain)
}

/// Reads a domain that an organization can have: registrable or below one, no web-mail service, and not of the names that only Tandem
/// gives out (decision 2).
pub fn own_domain(typed: &str, tenant_domain: &str) -> Result<DomainName, Problem> {
    let name = DomainName::parse(typed)?;
    if name.is_within(tenant_domain) {
        return Err(Problem::DomainReserved);
    }
    if name.is_public_suffix() || name.registrable().is_none() {
        return Err(Problem::DomainNotRegistrable);
    }
    if is_webmail(&name) {
        return Err(Problem::DomainWebmail);
    }
    Ok(name)
}

/// Country domains only: behind a generic suffix the lists know better who is who.
fn in_every_country(domain: &DomainName) -> bool {
    let Some((name, suffix)) = domain.registrable().and_then(|r| r.split_once('.')) else {
        return false;
    };
    let country = suffix.rsplit('.').next().is_some_and(|tld| tld.len() == 2);
    IN_EVERY_COUNTRY.contains(&name) && country
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_of_the_operator_counts_over_the_bundled_list() {
        let domain = |text: &str| DomainName::parse(text).expect("a domain");
        let gmail = domain("gmail.com");
        assert_eq!(judge(&gmail, &[]), Rule::Bundled);
        let allowed = ("gmail.com".to_owned(), Verdict::Allowed);
        assert!(!judge(&gmail, std::slice::from_ref(&allowed)).refuses());
        let below = [allowed, ("x.gmail.com".to_owned(), Verdict::Refused)];
        assert!(judge(&domain("x.gmail.com"), &below).refuses());
        assert_eq!(judge(&domain("contoso.example"), &[]), Rule::None);
    }

    fn webmail(name: &str) -> bool {
        is_webmail(&DomainName::parse(name).expect("a domain name"))
    }

    #[test]
    fn services_their_sub_domains_and_country_variants_are_known() {
        for name in [
            "gmail.com",
            "GMAIL.com",
            "googlemail.com",
            "mail.yahoo.co.jp",
            "yahoo.com.br",
            "yahoo.fr",
            "icloud.com",
            "me.com",
            "mac.com",
            "aol.com",
            "outlook.com",
            "outlook.jp",
            "hotmail.co.uk",
            "live.nl",
            "live.jp",
            "msn.com",
            "ymail.com",
            "rocketmail.com",
            "hey.com",
            "proton.me",
            "pm.me",
            "gmx.de",
            "web.de",
            "mail.ru",
            "yandex.ru",
            "qq.com",
            "163.com",
            "naver.com",
            "docomo.ne.jp",
            "ezweb.ne.jp",
            "au.com",
            "softbank.ne.jp",
            "i.softbank.jp",
            "t-online.de",
            "comcast.net",
            "ocn.ne.jp",
            "tokyo.ocn.ne.jp",
            "mailinator.com",
        ] {
            assert!(webmail(name), "{name}");
        }
    }

    #[test]
    fn companies_are_not_taken_for_web_mail() {
        for name in [
            "gmail.example.com",
            "contoso.example",
            "microsoft.com",
            "google.com",
            "apple.com",
            "softbank.jp",
            "yahoo-inc.com",
            "lycorp.co.jp",
            "ntt.com",
            "comcast.com",
            "cox.com",
            "telstra.com",
            "att.com",
            "orange.com",
            "sony.com",
            "outlook.example",
            "live.example",
            "notgmail.com",
            "navercorp.com",
            "rakuten.com",
            "mail.rakuten.co.jp",
            "livenation.com",
        ] {
            assert!(!webmail(name), "{name}");
        }
    }

    #[test]
    fn the_lists_hold_domain_names_in_their_one_spelling() {
        for name in DOMAINS.iter() {
            let read = DomainName::parse(name);
            assert!(
                read.is_ok_and(|d| d.as_str() == *name) || name.contains('_'),
                "{name}"
            );
        }
        for line in lines(OVERRIDES) {
            assert!(line.starts_with("+ ") || line.starts_with("- "), "{line}");
        }
    }

    #[test]
    fn no_public_suffix_that_companies_register_under_is_on_the_lists() {
        for name in [
            "com", "co.jp", "ne.jp", "or.jp", "co.uk", "com.br", "de", "example",
        ] {
            assert!(!DOMAINS.contains(name), "{name}");
        }
    }
}
