//! Addresses of web sites, as an organization states them for its customers.

use super::domain_name::DomainName;
use super::problem::Problem;
use super::text;

/// An `http` or `https` address at a domain name, without user name or password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSite {
    url: String,
    host: DomainName,
}

/// The most characters.
const MAX: usize = 255;

impl WebSite {
    /// Reads an address; who leaves the scheme out means `https`.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        text::refuse_hidden(typed)?;
        let lower = typed.to_ascii_lowercase();
        let full = if lower.starts_with("http://") || lower.starts_with("https://") {
            typed.to_owned()
        } else if typed.contains("://") {
            return Err(Problem::NotAWebSite);
        } else {
            format!("https://{typed}")
        };
        let url = url::Url::parse(&full).map_err(|_| Problem::NotAWebSite)?;
        let host = match url.host() {
            Some(url::Host::Domain(host)) => DomainName::parse(host).map_err(|_| Problem::NotAWebSite)?,
            _ => return Err(Problem::NotAWebSite),
        };
        let blank = typed.contains(char::is_whitespace);
        if blank || !url.username().is_empty() || url.password().is_some() {
            return Err(Problem::NotAWebSite);
        }
        let url = url.to_string();
        if url.chars().count() > MAX {
            return Err(Problem::TooLong { max: MAX });
        }
        Ok(Self { url, host })
    }

    /// The full address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The domain name in it.
    #[must_use]
    pub fn host(&self) -> &DomainName {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_may_be_typed_without_its_scheme() {
        for (typed, url, host) in [
            (
                "www.contoso.example",
                "https://www.contoso.example/",
                "www.contoso.example",
            ),
            (
                "http://Contoso.example/Hilfe",
                "http://contoso.example/Hilfe",
                "contoso.example",
            ),
            (
                "HTTPS://contoso.example:8443/a?b#c",
                "https://contoso.example:8443/a?b#c",
                "contoso.example",
            ),
            (
                "例え.jp/サポート",
                "https://xn--r8jz45g.jp/%E3%82%B5%E3%83%9D%E3%83%BC%E3%83%88",
                "xn--r8jz45g.jp",
            ),
        ] {
            let site = WebSite::parse(typed).expect("a web site");
            assert_eq!((site.as_str(), site.host().as_str()), (url, host));
        }
    }

    #[test]
    fn what_is_no_web_site_is_refused() {
        assert_eq!(WebSite::parse(" "), Err(Problem::Required));
        for typed in [
            "contoso",
            "javascript:alert(1)",
            "ftp://contoso.example",
            "https://192.0.2.1/",
            "https://[::1]/",
            "https://user:word@contoso.example",
            "kim@contoso.example",
            "mailto:kim@contoso.example",
            "https://",
            "https:///x",
            "contoso .example",
            "data:text/html,x",
            "//contoso.example/x y",
        ] {
            assert_eq!(WebSite::parse(typed), Err(Problem::NotAWebSite), "{typed}");
        }
        assert_eq!(
            WebSite::parse(&format!("https://contoso.example/{}", "a".repeat(232))),
            Err(Problem::TooLong { max: 255 })
        );
        assert!(WebSite::parse(&format!("https://contoso.example/{}", "a".repeat(231))).is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,40}|(https?://)?[a-z.:/@?#-]{0,40}") {
            if let Ok(read) = WebSite::parse(&typed) {
                prop_assert!(read.as_str().starts_with("http"));
                prop_assert_eq!(WebSite::parse(read.as_str()), Ok(read));
            }
        }
    }
}
