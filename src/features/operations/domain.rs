//! Which mail domains are refused for a primary contact (S23): a bundled list, and the operator's own word over it.

use crate::kernel::domain_name::DomainName;
use crate::kernel::stored::text_enum;
use crate::kernel::webmail;

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
pub(super) enum Rule {
    /// The operator said so, of this domain.
    Own(String, Verdict),
    /// The bundled list has it.
    Bundled,
    /// Nothing speaks against it.
    None,
}

impl Rule {
    /// Whether an address there is refused.
    pub(super) fn refuses(&self) -> bool {
        matches!(self, Self::Own(_, Verdict::Refused) | Self::Bundled)
    }
}

/// Why nothing was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The operator's list has this domain already.
    Listed(Verdict),
    /// It is so without an entry.
    Needless(Verdict),
}

/// The domain and everything above it, nearest first: an entry counts for what is below it too.
pub(super) fn line(domain: &DomainName) -> Vec<String> {
    let labels: Vec<&str> = domain.as_str().split('.').collect();
    (0..labels.len()).map(|from| labels[from..].join(".")).collect()
}

/// The rule for a domain, given what the operator says of it and of what is above it: the nearest entry counts.
pub(super) fn judge(domain: &DomainName, own: &[(String, Verdict)]) -> Rule {
    let nearest = own.iter().max_by_key(|(of, _)| of.len());
    match nearest {
        Some((of, verdict)) => Rule::Own(of.clone(), *verdict),
        None if webmail::is_webmail(domain) => Rule::Bundled,
        None => Rule::None,
    }
}

/// Whether an entry may be added: one that changes nothing would only hide what holds.
pub(super) fn may_add(domain: &DomainName, verdict: Verdict, rule: &Rule) -> Result<(), Refused> {
    match rule {
        Rule::Own(of, known) if of == domain.as_str() => Err(Refused::Listed(*known)),
        _ if rule.refuses() == (verdict == Verdict::Refused) => Err(Refused::Needless(verdict)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> DomainName {
        DomainName::parse(text).expect("a domain")
    }

    #[test]
    fn an_entry_counts_for_what_is_below_it_s23() {
        assert_eq!(
            line(&domain("a.mail.example")),
            ["a.mail.example", "mail.example", "example"]
        );
    }

    #[test]
    fn the_nearest_word_of_the_operator_counts_over_the_bundled_list() {
        let gmail = domain("gmail.com");
        assert_eq!(judge(&gmail, &[]), Rule::Bundled);
        let allowed = ("gmail.com".to_owned(), Verdict::Allowed);
        assert!(!judge(&gmail, std::slice::from_ref(&allowed)).refuses());
        let below = [allowed, ("x.gmail.com".to_owned(), Verdict::Refused)];
        assert!(judge(&domain("x.gmail.com"), &below).refuses());
        assert_eq!(judge(&domain("contoso.example"), &[]), Rule::None);
    }

    #[test]
    fn an_entry_that_changes_nothing_is_refused() {
        let gmail = domain("gmail.com");
        assert_eq!(
            may_add(&gmail, Verdict::Refused, &Rule::Bundled),
            Err(Refused::Needless(Verdict::Refused))
        );
        assert_eq!(may_add(&gmail, Verdict::Allowed, &Rule::Bundled), Ok(()));
        let own = Rule::Own("gmail.com".to_owned(), Verdict::Allowed);
        assert_eq!(
            may_add(&gmail, Verdict::Refused, &own),
            Err(Refused::Listed(Verdict::Allowed))
        );
        assert_eq!(may_add(&domain("x.gmail.com"), Verdict::Refused, &own), Ok(()));
    }
}
