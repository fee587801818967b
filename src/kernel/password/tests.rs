use std::time::{Duration, Instant};

use super::*;
use proptest::prelude::*;

/// What a guesser knows of Kim Abe at Fabrikam.
const KNOWN: &[&str] = &[
    "Kim Abe",
    "kim.abe",
    "kim.abe@fabrikam.example",
    "Fabrikam Japan",
    "株式会社ファブリカム",
    "fabrikam.example",
    "Tandem",
];

fn kind(typed: &str) -> &'static str {
    match check(typed, KNOWN) {
        Ok(_) => "ok",
        Err(Problem::Required) => "required",
        Err(Problem::TooShort { min: 15 }) => "short",
        Err(Problem::TooLong { max: 256 }) => "long",
        Err(Problem::PasswordCommon) => "common",
        Err(Problem::PasswordGuessable(guess)) => match guess {
            Guess::Known => "known",
            Guess::Repeat => "repeat",
            Guess::Sequence => "sequence",
            Guess::Keyboard => "keyboard",
            Guess::Date => "date",
            Guess::Words => "words",
        },
        Err(_) => "other",
    }
}

const CASES: &[(&str, &str)] = &[
    // Length
    ("", "required"),
    ("short", "short"),
    ("fourteen chars", "short"),
    ("kV7#qz!m2Xw9pL", "short"),
    ("kV7#qz!m2Xw9pLt", "ok"),
    ("ねこ と かき と ふね", "short"),
    // Words
    ("violin gravel monsoon", "ok"),
    ("Violin-Gravel-Monsoon", "ok"),
    ("violin gravel monsoon ", "ok"),
    ("lantern oyster quarrel tundra", "ok"),
    ("purple walrus drinks cold tea", "ok"),
    ("seven foggy mornings in Oslo", "ok"),
    ("der graue Esel frisst Heu", "ok"),
    ("le chat noir mange du sel", "ok"),
    ("ねこ と かき と ふね と そら", "ok"),
    ("柿と猫と船と空と雪と花と鳥と海", "ok"),
    ("青い自転車で三回も転んだ火曜日", "ok"),
    ("тихий вечер и серый кот", "ok"),
    ("🐙🎻🧊🚲🪁🧀🌋🦔🧵🪐🥁🧭🦩🍋🛶", "ok"),
    ("👩\u{200d}💻 codes at the old harbor", "ok"),
    ("4 quiet owls, 1 red door", "ok"),
    ("no-digits-or-capitals-here", "ok"),
    // Famous
    ("correct horse battery staple", "common"),
    ("CorrectHorseBatteryStaple", "common"),
    ("correct-horse-battery-staple!", "common"),
    ("passwordpassword", "common"),
    ("PasswordPassword", "common"),
    ("may the force be with you", "common"),
    ("The quick brown fox", "common"),
    ("to be or not to be", "common"),
    ("1234567890987654321", "common"),
    ("q1w2e3r4t5y6u7i8", "common"),
    ("qwertyuiop12345", "common"),
    ("1qaz2wsx3edc4rfv", "common"),
    ("this is my password", "common"),
    ("吾輩は猫である。名前はまだ無い", "common"),
    // Patterns
    ("               ", "repeat"),
    ("aaaaaaaaaaaaaaa", "repeat"),
    ("abcabcabcabcabc", "repeat"),
    ("hellohellohello", "repeat"),
    ("ああああああああああああああああ", "repeat"),
    ("abcdefghijklmno", "sequence"),
    ("zyxwvutsrqponmlk", "sequence"),
    ("qwertyuiopasdfgh", "words"),
    ("zxcvbnmasdfghjkl", "words"),
    ("password1234567", "words"),
    ("p4ssw0rd!p4ssw0rd!", "repeat"),
    ("sunshine1sunshine1", "repeat"),
    // What is known
    ("kim.abe@fabrikam.example", "known"),
    ("KimAbeFabrikam2026", "known"),
    ("Fabrikam Japan 2026!", "known"),
    ("fabrikam.example1", "known"),
    ("tandemtandemtandem", "known"),
    ("Tandem-Fabrikam-1", "known"),
    ("株式会社ファブリカム株式会社ファブリカム", "known"),
    ("ｆａｂｒｉｋａｍ．ｅｘａｍｐｌｅ１", "known"),
    ("Kim rides a tall green yak", "ok"),
    ("fabrikam owl violin gravel", "ok"),
];

#[test]
fn sixty_passwords_are_taken_or_refused_for_what_they_are() {
    let mixed: String = (0..256u32)
        .filter_map(|n| char::from_u32(0x4e00 + n * 37))
        .collect();
    let long = [
        (mixed.clone(), "ok"),
        (format!("{mixed}x"), "long"),
        ("🐙🎻🧊🚲".repeat(64), "repeat"),
        ("🐙🎻🧊🚲".repeat(65), "long"),
        ("\u{fdfa}".repeat(200), "long"),
        ("a".repeat(5_000), "long"),
    ];
    let cases = CASES
        .iter()
        .map(|(typed, is)| ((*typed).to_owned(), *is))
        .chain(long);
    let cases: Vec<_> = cases.map(|(typed, is)| (kind(&typed), is, typed)).collect();
    assert!(cases.len() >= 60);
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(found, is, _)| found != is)
        .map(|(found, is, typed)| format!("{typed:?} is {found}, not {is}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn composed_and_decomposed_letters_make_the_same_password() {
    for (composed, decomposed) in [
        (
            "grüne Äpfel für Jörg",
            "gru\u{308}ne A\u{308}pfel fu\u{308}r Jo\u{308}rg",
        ),
        (
            "がぎ と ぱぴ と 赤い靴の犬",
            "か\u{3099}き\u{3099} と は\u{309a}ひ\u{309a} と 赤い靴の犬",
        ),
        (
            "violin gravel monsoon",
            "ｖｉｏｌｉｎ　ｇｒａｖｅｌ　ｍｏｎｓｏｏｎ",
        ),
    ] {
        assert_eq!(normalized(composed), normalized(decomposed));
        assert_eq!(check(composed, &[]), check(decomposed, &[]));
        assert!(check(composed, &[]).is_ok(), "{composed}");
    }
}

#[test]
fn blanks_are_part_of_a_password() {
    assert_eq!(
        check(" violin gravel monsoon ", &[]).as_deref(),
        Ok(" violin gravel monsoon ")
    );
}

#[test]
fn the_longest_password_is_checked_in_no_time() {
    let began = Instant::now();
    for typed in [
        "a1B!".repeat(64),
        "qwerty".repeat(42),
        "@$0134578|!(".repeat(21),
        "4@8({[<369!1|05$7+%2".repeat(12),
    ] {
        let _ = check(&typed, KNOWN);
    }
    // Without optimization and on a busy machine; a fraction of it otherwise.
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn the_lists_are_folded() {
    assert!(COMMON.len() > 1_500);
    assert!(
        COMMON
            .iter()
            .all(|line| bare(&folded(&normalized(line))) == *line)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_typed_is_taken_or_refused(typed in "\\PC{0,60}|[\\s\\S]{0,30}", known in "\\PC{0,20}") {
        if let Ok(password) = check(&typed, &[&known]) {
            prop_assert_eq!(normalized(&password), password);
        }
    }
}
