//! What an organization may be called and where it signs in; how it is suspended and closed.

mod names;
mod standing;

pub use names::{NameCommand, NameRefused, NameState};
pub use standing::{CLOSED_DAYS, ClosedBy, Closing, Command, Next, Standing, StandingRefused};

use crate::kernel::country::Country;
use crate::kernel::domain_name::DomainName;
use crate::kernel::problem::Problem;
use crate::kernel::stored::text_enum;
use crate::kernel::text::LegalName;
use crate::kernel::webmail;

text_enum! {
    /// How far it is known that the sign-in domain belongs to the organization (decision 2).
    pub enum DomainState {
        /// A name under the installation's own domain: matches no e-mail address.
        None = "none",
        /// Said by whoever made the organization.
        Claimed = "claimed",
        /// Shown by a link followed, or said by the operator.
        Verified = "verified",
    }
}

/// The sign-in domain of a new organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInDomain {
    /// A domain of its own.
    Own(DomainName),
    /// "We have no domain": a label under the installation's domain.
    Internal(DomainName),
}

impl SignInDomain {
    /// The name itself.
    #[must_use]
    pub fn name(&self) -> &DomainName {
        match self {
            Self::Own(name) | Self::Internal(name) => name,
        }
    }
}

/// Reads a domain of the organization's own: registrable or below one, no web-mail service, not the installation's (decision 2).
pub fn parse_own_domain(text: &str, tenant_domain: &str) -> Result<SignInDomain, Problem> {
    webmail::own_domain(text, tenant_domain).map(SignInDomain::Own)
}

/// Makes a sign-in domain for an organization that has none: the label it chose under the installation's domain.
pub fn parse_internal_domain(label: &str, tenant_domain: &str) -> Result<SignInDomain, Problem> {
    let label = label.trim().to_lowercase();
    if label.is_empty() {
        return Err(Problem::Required);
    }
    let good = label.len() <= 40
        && label
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !label.starts_with("xn--");
    if !good || label == "operator" {
        return Err(Problem::NotADomain);
    }
    DomainName::parse(&format!("{label}.{tenant_domain}")).map(SignInDomain::Internal)
}

/// What makes an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// The legal name.
    pub legal_name: LegalName,
    /// The country; it never changes (decision 8).
    pub country: Country,
    /// Where it signs in.
    pub domain: SignInDomain,
    /// How far the domain is known to belong to it.
    pub domain_state: DomainState,
}

/// Why no organization was made, or its domain not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Another organization signs in there.
    DomainTaken {
        /// Whether that one verified it.
        verified: bool,
    },
    /// It isn't in a state that allows it.
    Changed,
}

/// Why no link was mailed, or none worked, by which a domain is verified (decision 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofRefused {
    /// The address isn't in exactly the sign-in domain.
    NotInDomain,
    /// It is verified already.
    AlreadyVerified,
    /// The organization signs in under the installation's domain: there is nothing to verify.
    NoDomain,
    /// Used, too old, unknown, or the domain is no longer the organization's.
    LinkDead,
}

/// Days after which a claimed domain without activity is free again, and for which old sign-in names still work (decision 2).
pub const IDLE_DAYS: i64 = 30;

/// The names under the installation's domain that a released organization may get, best first: the first label of its old
/// domain, then the same with its number, which keeps two released "contoso" apart.
#[must_use]
pub fn released_names(domain: &str, number: i64, tenant_domain: &str) -> [String; 2] {
    let label: String = domain
        .split('.')
        .next()
        .unwrap_or("org")
        .chars()
        .take(40)
        .collect();
    let label = label.trim_end_matches('-');
    [
        format!("{label}.{tenant_domain}"),
        format!("{label}-{number}.{tenant_domain}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANTS: &str = "tenants.internal";

    #[test]
    fn a_sign_in_domain_is_a_registrable_name_of_ones_own() {
        for good in [
            "contoso.example",
            "Contoso.Example",
            "eu.fabrikam.co.jp",
            "日本語.jp",
        ] {
            assert!(parse_own_domain(good, TENANTS).is_ok(), "{good}");
        }
        for (bad, problem) in [
            ("", Problem::Required),
            ("co.jp", Problem::DomainNotRegistrable),
            ("gmail.com", Problem::DomainWebmail),
            ("mail.yahoo.co.jp", Problem::DomainWebmail),
            ("x.tenants.internal", Problem::DomainReserved),
            ("tenants.internal", Problem::DomainReserved),
        ] {
            assert_eq!(parse_own_domain(bad, TENANTS), Err(problem), "{bad}");
        }
    }

    #[test]
    fn who_has_no_domain_gets_a_name_under_the_installations() {
        let domain = parse_internal_domain(" Tailspin ", TENANTS).expect("a plain label");
        assert_eq!(domain.name().as_str(), "tailspin.tenants.internal");
        for bad in ["", "-a", "a.b", "operator", "日本", "xn--a"] {
            assert!(parse_internal_domain(bad, TENANTS).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_released_organization_keeps_the_first_label_of_its_name() {
        assert_eq!(
            released_names("contoso.co.jp", 7, TENANTS),
            ["contoso.tenants.internal", "contoso-7.tenants.internal"]
        );
    }
}
