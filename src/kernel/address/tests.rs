use proptest::prelude::*;

use super::*;

fn country(code: &str) -> Country {
    Country::parse(code).expect("a country")
}

fn address(code: &str, typed: [&str; 5]) -> PostalAddress {
    PostalAddress::parse(country(code), &typed).expect("an address")
}

fn problems(code: &str, typed: [&str; 5]) -> Vec<(AddressField, Problem)> {
    PostalAddress::parse(country(code), &typed).expect_err("no address")
}

#[test]
fn japan_asks_for_the_postal_code_first_and_knows_its_prefectures() {
    let form = AddressForm::of(country("JP"));
    let order: Vec<_> = form.parts().iter().map(|p| p.field).collect();
    use AddressField::{City, Line1, Line2, PostalCode, Region};
    assert_eq!(order, [PostalCode, Region, City, Line1, Line2]);
    assert_eq!(form.part(Region).map(|p| p.options.len()), Some(47));
    let written = address(
        "JP",
        [
            "丸の内一丁目1-1",
            "タンデムビル 5階",
            "千代田区",
            "東京都",
            "１０００００５",
        ],
    );
    assert_eq!(
        (written.get(Region), written.get(PostalCode)),
        ("Tokyo", "100-0005")
    );
    assert_eq!(
        written.lines(Language::Ja),
        ["〒100-0005", "東京都千代田区丸の内一丁目1-1", "タンデムビル 5階"]
    );
    let latin = address(
        "JP",
        ["1-1-1 Marunouchi", "", "Chiyoda-ku", "Tokyo", "〒100-0005"],
    );
    assert_eq!(
        latin.lines(Language::En),
        ["1-1-1 Marunouchi", "Chiyoda-ku, Tokyo 100-0005"]
    );
}

#[test]
fn each_country_writes_its_lines_in_its_own_order() {
    for (code, typed, lines) in [
        (
            "US",
            ["1 Main St", "Suite 5", "Redmond", "Washington", "980526399"],
            &["1 Main St", "Suite 5", "Redmond, WA 98052-6399"][..],
        ),
        (
            "CA",
            ["1 Wellington St", "", "Ottawa", "on", "k1a0b1"],
            &["1 Wellington St", "Ottawa, ON K1A 0B1"],
        ),
        (
            "GB",
            ["10 Downing Street", "", "London", "", "sw1a2aa"],
            &["10 Downing Street", "London", "SW1A 2AA"],
        ),
        (
            "IE",
            ["1 Main Street", "", "Dublin 2", "", "d02af30"],
            &["1 Main Street", "Dublin 2", "D02 AF30"],
        ),
        (
            "DE",
            ["Hauptstraße 1", "", "Berlin", "not asked for", "10117"],
            &["Hauptstraße 1", "10117 Berlin"],
        ),
        (
            "FR",
            ["1 rue de Rivoli", "", "Paris", "", "75001"],
            &["1 rue de Rivoli", "75001 Paris"],
        ),
        (
            "IT",
            ["Via Roma 1", "", "Roma", "RM", "00185"],
            &["Via Roma 1", "00185 Roma (RM)"],
        ),
        (
            "ES",
            ["Calle Mayor 1", "", "Madrid", "Madrid", "28013"],
            &["Calle Mayor 1", "28013 Madrid (Madrid)"],
        ),
        (
            "NL",
            ["Dam 1", "", "Amsterdam", "", "1012js"],
            &["Dam 1", "1012 JS Amsterdam"],
        ),
        (
            "AU",
            ["1 George St", "", "Sydney", "NSW", "2000"],
            &["1 George St", "Sydney, NSW 2000"],
        ),
        (
            "NZ",
            ["1 Lambton Quay", "", "Wellington", "", "6011"],
            &["1 Lambton Quay", "Wellington 6011"],
        ),
        (
            "KR",
            ["110 Sejong-daero", "", "Jung-gu", "Seoul", "04524"],
            &["110 Sejong-daero", "Jung-gu, Seoul 04524"],
        ),
        (
            "CN",
            ["1 Chang'an Ave", "", "Dongcheng", "Beijing", "100000"],
            &["1 Chang'an Ave", "Dongcheng, Beijing 100000"],
        ),
        (
            "BR",
            ["Av. Paulista 1", "", "São Paulo", "SP", "01310100"],
            &["Av. Paulista 1", "São Paulo - SP", "01310-100"],
        ),
        ("AT", ["Ring 1", "", "Wien", "", "1010"], &["Ring 1", "1010 Wien"]),
        (
            "KE",
            ["Moi Avenue 1", "", "Nairobi", "", ""],
            &["Moi Avenue 1", "Nairobi"],
        ),
    ] {
        assert_eq!(address(code, typed).lines(Language::En), lines, "{code}");
    }
}

#[test]
fn every_problem_is_told_at_once() {
    assert_eq!(
        problems("US", ["", "", "", "Ontario", "9805"]),
        [
            (AddressField::Line1, Problem::Required),
            (AddressField::City, Problem::Required),
            (AddressField::Region, Problem::NotARegion),
            (
                AddressField::PostalCode,
                Problem::NotAPostalCode { example: "98052" }
            ),
        ]
    );
    assert_eq!(
        problems("KE", ["", "", "", "", ""]),
        [
            (AddressField::Line1, Problem::Required),
            (AddressField::City, Problem::Required)
        ]
    );
    assert_eq!(
        problems("KE", ["a\u{202e}", "", "Nairobi", "", ""]),
        [(AddressField::Line1, Problem::BidiCharacter)]
    );
}

#[test]
fn postal_codes_are_checked_where_their_shape_is_known() {
    for (code, wrong) in [
        ("JP", "100-000"),
        ("GB", "SW1A"),
        ("DE", "1011"),
        ("CA", "K1A 0BB"),
        ("NL", "1012"),
        ("PL", "0000"),
        ("BR", "0131010"),
        ("IE", "2"),
    ] {
        let typed = [
            "1",
            "",
            "City",
            AddressForm::of(country(code))
                .part(AddressField::Region)
                .and_then(|p| p.options.first())
                .map_or("", |o| o.value),
            wrong,
        ];
        assert!(
            matches!(
                problems(code, typed)[..],
                [(AddressField::PostalCode, Problem::NotAPostalCode { .. })]
            ),
            "{code}"
        );
    }
    assert_eq!(
        address("KE", ["1", "", "Nairobi", "", "anything 1"]).get(AddressField::PostalCode),
        "anything 1"
    );
}

#[test]
fn every_country_has_a_form_whose_example_of_a_postal_code_is_right() {
    for country in Country::all(Language::En) {
        let form = AddressForm::of(*country);
        let required = |field| form.part(field).is_some_and(|p| p.required);
        assert!(
            required(AddressField::Line1) && required(AddressField::City),
            "{country:?}"
        );
        if let Some(postal) = form.postal {
            let Err(Problem::NotAPostalCode { example }) = postal.read("?") else {
                unreachable!("no code")
            };
            assert_eq!(postal.read(example).as_deref(), Ok(example), "{country:?}");
        }
        if let Some(region) = form.part(AddressField::Region) {
            for option in region.options {
                for name in [option.value, option.en, option.ja] {
                    assert_eq!(chosen(region.options, name), Some(option), "{name}");
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn what_was_read_reads_the_same_again(at in 0usize..250, parts in proptest::array::uniform5("\\PC{0,12}|[0-9A-Z -]{0,9}|Tokyo|WA")) {
        let country = Country::all(Language::En)[at];
        let typed = parts.each_ref().map(String::as_str);
        if let Ok(read) = PostalAddress::parse(country, &typed) {
            let again = read.values().each_ref().map(String::as_str);
            prop_assert_eq!(PostalAddress::parse(country, &again), Ok(read.clone()));
            prop_assert!(!read.lines(Language::Ja).is_empty());
        }
    }
}
