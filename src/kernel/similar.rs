//! stub
use super::domain_name::DomainName;
pub fn legal_name_key(t: &str) -> String {
    t.to_lowercase()
}
pub fn domain_skeleton(d: &DomainName) -> String {
    d.as_str().to_owned()
}
