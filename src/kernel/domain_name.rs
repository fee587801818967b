//! stub
use super::problem::Problem;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainName(String);
impl DomainName {
    pub fn parse(t: &str) -> Result<Self, Problem> {
        let t = t.trim();
        if t.is_empty() {
            return Err(Problem::Required);
        }
        idna::domain_to_ascii(t)
            .map(Self)
            .map_err(|_| Problem::NotADomain)
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn is_public_suffix(&self) -> bool {
        psl::suffix_str(&self.0) == Some(&self.0)
    }
    pub fn registrable(&self) -> Option<&str> {
        psl::domain_str(&self.0)
    }
}
