//! Which mail domains are refused for a primary contact (S23): a bundled list, and the operator's own word over it.

use crate::kernel::domain_name::DomainName;
use crate::kernel::webmail::{Rule, Verdict};

/// Why nothing was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The operator's list has this domain already.
    Listed(Verdict),
    /// It is so without an entry.
    Needless(Verdict),
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
