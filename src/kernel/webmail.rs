//! stub
use super::domain_name::DomainName;
pub fn is_webmail(d: &DomainName) -> bool {
    ["gmail.com", "yahoo.co.jp"]
        .iter()
        .any(|w| d.as_str() == *w || d.as_str().ends_with(&format!(".{w}")))
}
