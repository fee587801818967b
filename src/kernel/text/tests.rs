use super::*;
use proptest::prelude::*;

#[test]
fn names_are_trimmed_composed_and_kept_in_any_script() {
    for (typed, kept) in [
        (" Contoso Ltd ", "Contoso Ltd"),
        ("　株式会社コントソ　", "株式会社コントソ"),
        ("Mu\u{308}ller", "Müller"),
        ("か\u{3099}く", "がく"),
        ("葛\u{e0100}飾区", "葛\u{e0100}飾区"),
        ("👩\u{200d}💻 & Söhne", "👩\u{200d}💻 & Söhne"),
        ("❤\u{fe0f}1\u{fe0f}\u{20e3}", "❤\u{fe0f}1\u{fe0f}\u{20e3}"),
        ("شركة كونتوسو", "شركة كونتوسو"),
        (
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ),
    ] {
        assert_eq!(LegalName::parse(typed).map(|n| n.0).as_deref(), Ok(kept));
    }
}

#[test]
fn signs_that_deceive_the_eye_are_refused() {
    for typed in [
        "a\u{202e}b",
        "a\u{2066}b",
        "a\u{200b}b",
        "a\u{200d}b",
        "a\u{feff}b",
        "\u{200d}",
        "\u{3164}",
        "a\u{ad}b",
        "a \u{fe0f}b",
    ] {
        assert_eq!(
            PersonName::parse(typed).map(|n| n.0),
            Err(Problem::BidiCharacter),
            "{}",
            typed.escape_unicode()
        );
    }
    for typed in ["a\nb", "a\u{0}b", "a\tb", "a\u{85}b", "a\u{2028}b"] {
        assert_eq!(
            line(typed, 10),
            Err(Problem::ControlCharacter),
            "{}",
            typed.escape_unicode()
        );
    }
}

#[test]
fn a_name_holds_no_link_but_a_company_may_be_called_like_its_site() {
    for typed in [
        "You won, see https://evil.example",
        "Ｈttps：／／evil.example",
        "www.evil.example",
        "kim@evil.example",
        "Win at evil.com today",
        "Win at ｅｖｉｌ．ｃｏｍ today",
        "Visit evil-shop.biz",
        "Visit (evil.co.uk).",
        "例え.jpへ evil.jp",
        "当選,例え.jp",
        "EVIL.COM",
        "t.evil.io",
        "Kim 192.0.2.1",
        "Win 3232235777/x",
        "//evil",
    ] {
        assert_eq!(PersonName::parse(typed), Err(Problem::HoldsLink), "{typed}");
    }
    for typed in [
        "Dr. J.-P. O’Neil, Jr.",
        "J.R.R. Tolkien",
        "St.John Smythe",
        "Kim Abe, M.Sc.",
        "B.Com. Kim",
        "Tan A/L Kumar",
        "直美・小林",
        "Prof. Dr. med. Kim",
        "María-José Carreño Quiñones",
    ] {
        assert!(PersonName::parse(typed).is_ok(), "{typed}");
    }
    for typed in [
        "See http://evil.example",
        "Free iPhone at www.evil.example/x now",
        "Free iPhone at evil.com/x",
        "Ask kim@evil.com Ltd",
        "ｗｗｗ．evil.com",
    ] {
        assert_eq!(LegalName::parse(typed), Err(Problem::HoldsLink), "{typed}");
    }
    for typed in [
        "Amazon.com Inc.",
        "Booking.com B.V.",
        "Yahoo! Inc.",
        "Mærsk A/S",
        "Contoso c/o Fabrikam",
        "Contoso S.p.A./AG",
        "株式会社ドットコム",
    ] {
        assert!(LegalName::parse(typed).is_ok(), "{typed}");
    }
}

#[test]
fn length_is_counted_in_characters() {
    assert!(PersonName::parse(&"名".repeat(100)).is_ok());
    assert_eq!(
        PersonName::parse(&"名".repeat(101)),
        Err(Problem::TooLong { max: 100 })
    );
    assert_eq!(PersonName::parse(" \u{3000} "), Err(Problem::Required));
}

#[test]
fn a_paragraph_keeps_its_lines() {
    assert_eq!(paragraph(" a\r\nb\rc\td ", 10).as_deref(), Ok("a\nb\nc\td"));
    assert_eq!(paragraph("a\u{0}", 10), Err(Problem::ControlCharacter));
    assert_eq!(paragraph("a\n\u{202e}b", 10), Err(Problem::BidiCharacter));
    assert_eq!(paragraph("abc", 2), Err(Problem::TooLong { max: 2 }));
}

#[test]
fn a_user_name_has_letters_that_every_keyboard_has() {
    assert_eq!(
        UserName::parse(" Kim.Abe ").map(|n| n.0).as_deref(),
        Ok("kim.abe")
    );
    assert_eq!(UserName::parse("ｋｉｍ").map(|n| n.0).as_deref(), Ok("kim"));
    for typed in [
        "阿部",
        "kim abe",
        "kim@contoso.example",
        "müller",
        ".kim",
        "kim.",
        "k..m",
        "кim",
        "-",
        "kim+x",
    ] {
        assert_eq!(UserName::parse(typed), Err(Problem::NotAUserName), "{typed}");
    }
    assert_eq!(
        UserName::parse(&"a".repeat(65)),
        Err(Problem::TooLong { max: 64 })
    );
    assert!(UserName::parse(&"a".repeat(64)).is_ok());
}

proptest! {
    #[test]
    fn what_was_read_reads_the_same_again(typed in "\\PC{0,60}|[\\s\\S]{0,20}") {
        if let Ok(read) = line(&typed, 50) {
            prop_assert_eq!(line(&read, 50), Ok(read));
        }
        if let Ok(read) = paragraph(&typed, 50) {
            prop_assert_eq!(paragraph(&read, 50), Ok(read));
        }
        if let Ok(read) = UserName::parse(&typed) {
            prop_assert_eq!(UserName::parse(read.as_str()), Ok(read));
        }
    }
}
