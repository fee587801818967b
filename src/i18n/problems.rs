//! Faults and labels of the kernel in words.

use super::Words;
use crate::kernel::address::AddressLabel;
use crate::kernel::problem::{Guess, Problem};
use crate::kernel::sheet::{Fault, Reason};

/// What to do about a typed value, as shown at its field.
#[must_use]
pub fn problem(t: &Words, problem: &Problem) -> String {
    match problem {
        Problem::Required => t.problems_required(),
        Problem::TooLong { max } => t.problems_too_long(*max),
        Problem::TooShort { min } => t.problems_too_short(*min),
        Problem::ControlCharacter => t.problems_control_character(),
        Problem::BidiCharacter => t.problems_bidi_character(),
        Problem::HoldsLink => t.problems_holds_link(),
        Problem::NotAnEmail => t.problems_not_an_email(),
        Problem::NotADomain => t.problems_not_a_domain(),
        Problem::DomainReserved => t.problems_domain_reserved(),
        Problem::DomainNotRegistrable => t.problems_domain_not_registrable(),
        Problem::DomainWebmail => t.problems_domain_webmail(),
        Problem::DomainTaken => t.problems_domain_taken(),
        Problem::PasswordSame => t.problems_password_same(),
        Problem::PasswordCommon => t.problems_password_common(),
        Problem::PasswordGuessable(Guess::Known) => t.problems_guess_known(),
        Problem::PasswordGuessable(Guess::Repeat) => t.problems_guess_repeat(),
        Problem::PasswordGuessable(Guess::Sequence) => t.problems_guess_sequence(),
        Problem::PasswordGuessable(Guess::Keyboard) => t.problems_guess_keyboard(),
        Problem::PasswordGuessable(Guess::Date) => t.problems_guess_date(),
        Problem::PasswordGuessable(Guess::Words) => t.problems_guess_words(),
        Problem::UserNameTaken => t.problems_user_name_taken(),
        Problem::EmailTaken => t.problems_email_taken(),
        Problem::NotAUserName => t.problems_not_a_user_name(),
        Problem::NotAPhone => t.problems_not_a_phone(),
        Problem::NotAWebSite => t.problems_not_a_web_site(),
        Problem::NotAPostalCode { example } => t.problems_not_a_postal_code(example),
        Problem::NotARegion => t.problems_not_a_region(),
        Problem::NotACountry => t.problems_not_a_country(),
        Problem::NotOneOf => t.problems_not_one_of(),
    }
}

/// What a part of an address is called.
#[must_use]
pub fn address_label(t: &Words, label: AddressLabel) -> String {
    match label {
        AddressLabel::Line1 => t.problems_address_line1(),
        AddressLabel::Line2 => t.problems_address_line2(),
        AddressLabel::Street => t.problems_address_street(),
        AddressLabel::Block => t.problems_address_block(),
        AddressLabel::Building => t.problems_address_building(),
        AddressLabel::City => t.problems_address_city(),
        AddressLabel::Municipality => t.problems_address_municipality(),
        AddressLabel::Town => t.problems_address_town(),
        AddressLabel::Suburb => t.problems_address_suburb(),
        AddressLabel::Region => t.problems_address_region(),
        AddressLabel::State => t.problems_address_state(),
        AddressLabel::Province => t.problems_address_province(),
        AddressLabel::ProvinceOrTerritory => t.problems_address_province_or_territory(),
        AddressLabel::Prefecture => t.problems_address_prefecture(),
        AddressLabel::County => t.problems_address_county(),
        AddressLabel::PostalCode => t.problems_address_postal_code(),
        AddressLabel::Zip => t.problems_address_zip(),
        AddressLabel::Postcode => t.problems_address_postcode(),
        AddressLabel::Eircode => t.problems_address_eircode(),
        AddressLabel::Cep => t.problems_address_cep(),
    }
}

/// What to do about a row of a file.
#[must_use]
pub fn reason(t: &Words, reason: &Reason) -> String {
    match reason {
        Reason::NotUtf8 => t.sheet_not_utf8(),
        Reason::NoHeader => t.sheet_no_header(),
        Reason::NoRows => t.sheet_no_rows(),
        Reason::TooManyRows { max } => t.sheet_too_many_rows(grouped(*max)),
        Reason::BrokenQuote => t.sheet_broken_quote(),
        Reason::UnevenCells { expected, found } => t.sheet_uneven_cells(*expected, *found),
        Reason::UnknownColumn => t.sheet_unknown_column(),
        Reason::MissingColumn => t.sheet_missing_column(),
        Reason::RepeatedColumn => t.sheet_repeated_column(),
        Reason::RepeatedKey { first } => t.sheet_repeated_key(first.to_string()),
        Reason::Value(wrong) => problem(t, wrong),
        Reason::NotOneOf(words) => t.sheet_not_one_of(words.join(&t.sheet_separator())),
        Reason::NotACountry => t.sheet_not_a_country(),
        Reason::NotADomain => t.sheet_not_a_domain(),
        Reason::NotADate => t.sheet_not_a_date(),
        Reason::FutureDate => t.sheet_future_date(),
        Reason::NotAnIdentifier => t.sheet_not_an_identifier(),
        Reason::PasswordMissing => t.sheet_password_missing(),
        Reason::TwoPasswords => t.sheet_two_passwords(),
        Reason::OtherPassword { first } => t.sheet_other_password(first.to_string()),
        Reason::NotAPasswordHash => t.sheet_not_a_password_hash(),
        Reason::NotAWebSite => t.sheet_not_a_web_site(),
        Reason::OwnDomain => t.sheet_own_domain(),
        Reason::AboveOneself => t.sheet_above_oneself(),
        Reason::TooManyToday => t.sheet_too_many_today(),
    }
}

fn grouped(n: usize) -> String {
    super::number(
        crate::kernel::language::Language::En,
        i64::try_from(n).unwrap_or(i64::MAX),
    )
}

/// Where in the file a fault is.
#[must_use]
pub fn place(t: &Words, fault: &Fault) -> String {
    let line = fault.line.to_string();
    match &fault.column {
        Some(column) => t.sheet_cell(&line, column),
        None => t.sheet_line(&line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::words;
    use crate::kernel::country::Country;
    use crate::kernel::language::Language;
    use crate::kernel::{address::AddressForm, password};

    #[test]
    fn a_problem_says_what_to_do_in_both_languages() {
        let typed = |l, p: &Problem| problem(words(l), p);
        let long = Problem::TooLong { max: 100 };
        assert_eq!(
            typed(Language::En, &long),
            "Shorten this to 100 characters at most."
        );
        assert_eq!(typed(Language::Ja, &long), "100 文字以内に短くしてください。");
        let wrong = Problem::NotAPostalCode { example: "100-0001" };
        assert_eq!(
            typed(Language::En, &wrong),
            "Enter the whole postal code, like 100-0001."
        );
        assert_eq!(
            typed(Language::Ja, &wrong),
            "100-0001 のように、郵便番号を省略せずに入力してください。"
        );
    }

    #[test]
    fn a_refused_password_is_told_why() {
        let told =
            |typed| password::check(typed, &["Fabrikam"]).map_err(|p| problem(words(Language::En), &p));
        assert!(told("Fabrikam Fabrikam").is_err_and(|text| text.contains("organization")));
        assert!(told("passwordpassword").is_err_and(|text| text.contains("lists")));
    }

    #[test]
    fn a_fault_of_a_file_names_the_place_and_the_remedy() {
        let fault = Fault::cell(12, "country", Reason::NotACountry);
        for (language, at, what) in [
            (
                Language::En,
                "Line 12, column country",
                "Use the two-letter code of a country, like JP.",
            ),
            (
                Language::Ja,
                "12 行目、列 country",
                "JP のような 2 文字の国コードを使ってください。",
            ),
        ] {
            let t = words(language);
            assert_eq!(
                (place(t, &fault).as_str(), reason(t, &fault.reason).as_str()),
                (at, what)
            );
        }
        let many = reason(words(Language::En), &Reason::TooManyRows { max: 50_000 });
        assert_eq!(many, "Split the file: at most 50,000 rows are imported at once.");
        let few = reason(words(Language::Ja), &Reason::NotOneOf(&["active", "inactive"]));
        assert_eq!(few, "次のいずれかを使ってください: active、inactive");
    }

    #[test]
    fn parts_of_addresses_are_called_as_in_their_country() {
        let labels = |code, language| {
            let country = Country::parse(code).expect("a country");
            let label = |label| address_label(words(language), label);
            AddressForm::of(country)
                .parts()
                .iter()
                .map(|p| label(p.label))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            labels("JP", Language::Ja),
            [
                "郵便番号",
                "都道府県",
                "市区町村",
                "町名・番地",
                "建物名・部屋番号"
            ]
        );
        assert_eq!(
            labels("US", Language::En),
            ["Street and number", "Address line 2", "City", "State", "ZIP Code"]
        );
    }
}
