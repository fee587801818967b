//! E-mail addresses: `name@domain`, as typed, and in the one form in which they are compared.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::domain_name::DomainName;
use super::problem::Problem;
use super::text;

/// An address that mail can be sent to. Without display name, quoted local part, comment or address literal: nobody has one, and mail
/// programs disagree about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    typed: String,
    domain: DomainName,
}

/// The longest address of RFC 5321.
const MAX: usize = 254;

impl EmailAddress {
    /// Reads an address; the domain is brought into its one spelling, the local part stays as typed.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        text::refuse_hidden(typed)?;
        if typed.chars().count() > MAX {
            return Err(Problem::TooLong { max: MAX });
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        let domain = DomainName::parse(domain).map_err(|_| Problem::NotAnEmail)?;
        let typed = format!("{local}@{domain}");
        if typed.len() > MAX {
            return Err(Problem::TooLong { max: MAX });
        }
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal();
        let quoted = local.contains(['"', '(', ')', '<', '>', '\\', ',', ';', ':']);
        if quoted || email_address::EmailAddress::parse_with_options(&typed, options).is_err() {
            return Err(Problem::NotAnEmail);
        }
        Ok(Self { typed, domain })
    }

    /// The address to write to.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// The form in which addresses are compared: lower case throughout. RFC 5321 lets a host tell `Kim` from `kim`; none does.
    #[must_use]
    pub fn norm(&self) -> String {
        self.typed.to_lowercase()
    }

    /// The domain.
    #[must_use]
    pub fn domain(&self) -> DomainName {
        self.domain.clone()
    }
}

/// The one spelling of a typed sign-in name: `ｏｌａ＠例え.ＪＰ` is `ola@xn--r8jz45g.jp`. What can't be one stays as it was typed, in small
/// letters; nobody has such a name.
#[must_use]
pub fn sign_in_spelling(typed: &str) -> String {
    let typed: String = typed.trim().nfkc().collect::<String>().to_lowercase();
    let Some((local, domain)) = typed.rsplit_once('@') else {
        return typed;
    };
    match DomainName::parse(domain) {
        Ok(domain) => format!("{local}@{domain}"),
        Err(_) => typed,
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_kept_as_typed_and_compared_in_lower_case() {
        let address = EmailAddress::parse(" Kim.Abe@Contoso.Example ").expect("an address");
        assert_eq!(address.as_str(), "Kim.Abe@contoso.example");
        assert_eq!(address.norm(), "kim.abe@contoso.example");
        assert_eq!(address.domain().as_str(), "contoso.example");
    }

    #[test]
    fn a_domain_in_another_script_is_written_as_dns_has_it() {
        let address = EmailAddress::parse("info@例え.jp").expect("an address");
        assert_eq!(
            (address.as_str(), address.domain().as_str()),
            ("info@xn--r8jz45g.jp", "xn--r8jz45g.jp")
        );
    }

    #[test]
    fn a_sign_in_name_is_read_as_it_is_typed_anywhere() {
        for typed in [
            "ola@xn--r8jz45g.jp",
            " Ola@例え.jp ",
            "ｏｌａ＠例え．ｊｐ",
            "OLA@XN--R8JZ45G.JP",
            "ola@例え。jp",
        ] {
            assert_eq!(sign_in_spelling(typed), "ola@xn--r8jz45g.jp", "{typed}");
        }
        for (typed, read) in [("Kim", "kim"), ("", ""), ("kim@", "kim@"), ("a@b@c", "a@b@c")] {
            assert_eq!(sign_in_spelling(typed), read);
        }
    }

    #[test]
    fn what_no_mail_reaches_is_refused() {
        assert_eq!(EmailAddress::parse(""), Err(Problem::Required));
        for typed in [
            "kim",
            "kim@",
            "@contoso.example",
            "kim@localhost",
            "kim@@contoso.example",
            "Kim <kim@contoso.example>",
            "\"kim abe\"@contoso.example",
            "kim abe@contoso.example",
            "kim@[192.0.2.1]",
            "kim@192.0.2.1",
            "kim..abe@contoso.example",
            ".kim@contoso.example",
            "kim(x)@contoso.example",
            "a@contoso.example,b@contoso.example",
            "kim@contoso.example?bcc=x",
            "mailto:kim@contoso.example",
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(Problem::NotAnEmail), "{typed}");
        }
        assert_eq!(
            EmailAddress::parse("kim@contoso.example\r\nBcc: x@contoso.example"),
            Err(Problem::ControlCharacter)
        );
        assert_eq!(
            EmailAddress::parse("kim\u{202e}@contoso.example"),
            Err(Problem::BidiCharacter)
        );
    }

    #[test]
    fn real_addresses_are_taken() {
        for typed in [
            "o'brien+tandem@contoso.example",
            "a@gmail.example.com",
            "k_i-m.1@mail.contoso.co.jp",
            "user%x@contoso.example",
            "阿部@contoso.example",
        ] {
            assert!(EmailAddress::parse(typed).is_ok(), "{typed}");
        }
        let (local, long) = (
            "a".repeat(64),
            format!("{}example", format!("{}.", "b".repeat(59)).repeat(3)),
        );
        assert_eq!(local.len() + 1 + long.len(), 252);
        assert!(EmailAddress::parse(&format!("{local}@cc{long}")).is_ok());
        assert_eq!(
            EmailAddress::parse(&format!("{local}@ccc{long}")),
            Err(Problem::TooLong { max: 254 })
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,30}@\\PC{0,30}|[\\s\\S]{0,20}|[a-z\".@<> -]{0,40}") {
            if let Ok(read) = EmailAddress::parse(&typed) {
                prop_assert_eq!(EmailAddress::parse(read.as_str()), Ok(read.clone()));
                prop_assert!(read.domain().as_str().contains('.'));
            }
        }
    }
}
