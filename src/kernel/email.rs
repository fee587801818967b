//! stub
use super::domain_name::DomainName;
use super::problem::Problem;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);
impl EmailAddress {
    pub fn parse(t: &str) -> Result<Self, Problem> {
        let t = t.trim();
        if t.is_empty() {
            return Err(Problem::Required);
        }
        if email_address::EmailAddress::is_valid(t) {
            Ok(Self(t.to_owned()))
        } else {
            Err(Problem::NotAnEmail)
        }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn norm(&self) -> String {
        self.0.to_lowercase()
    }
    pub fn domain(&self) -> DomainName {
        DomainName::parse(self.0.rsplit('@').next().unwrap_or_default()).expect("checked")
    }
}
