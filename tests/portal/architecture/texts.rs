//! What never stands in a template, and what comes in pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::holds;
use super::source::files;

#[test]
fn templates_hold_no_styles_no_handlers_and_escape_everything() {
    let mut faults = Vec::new();
    for (name, text) in files("templates", ".html") {
        // Mail programs know no style sheets.
        let mail = name.contains("/mail/") || name.ends_with("/mail.html");
        for (number, line) in text.lines().enumerate() {
            let compact: String = line
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase();
            let mut broken = |rule: &str| faults.push(format!("{name}:{}: {rule}", number + 1));
            if !mail && (compact.contains(" style=") || compact.contains("<style")) {
                broken("styles stand in static/css");
            }
            if compact.split(' ').any(handler) {
                broken("scripts stand in static/js: no on…= attribute");
            }
            if compact.replace(' ', "").contains("|safe") || compact.contains("autoescape false") {
                broken("nothing is exempt from escaping");
            }
            if compact.contains("<script") && !compact.contains("src=") {
                broken("no script inside a page");
            }
        }
    }
    holds(&faults);
}

/// `onclick="…"`, and the like.
fn handler(word: &str) -> bool {
    word.trim_start_matches('"')
        .strip_prefix("on")
        .is_some_and(|rest| {
            let letters = rest.chars().take_while(char::is_ascii_lowercase).count();
            letters > 2 && rest[letters..].starts_with('=')
        })
}

#[test]
fn migrations_come_in_pairs() {
    let mut by_folder: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, text) in files("migrations", ".sql") {
        let parts: Vec<&str> = name.split('/').collect();
        let [_, engine, folder, file] = parts[..] else {
            faults.push(format!("{name}: migrations/<engine>/<date_name>/{{up,down}}.sql"));
            continue;
        };
        if text.trim().is_empty() {
            faults.push(format!("{name}: is empty"));
        }
        by_folder
            .entry(folder.to_owned())
            .or_default()
            .insert(format!("{engine}/{file}"));
    }
    let whole = [
        "postgres/down.sql",
        "postgres/up.sql",
        "sqlite/down.sql",
        "sqlite/up.sql",
    ];
    for (folder, found) in by_folder {
        for missing in whole.iter().filter(|file| !found.contains(**file)) {
            let (engine, file) = missing.split_once('/').expect("engine/file");
            faults.push(format!("migrations/{engine}/{folder}/{file}: is missing"));
        }
    }
    holds(&faults);
}

#[test]
fn every_word_is_there_in_both_languages() {
    let keys = |language: &str| -> BTreeMap<String, BTreeSet<String>> {
        files(&format!("locales/{language}"), ".ftl")
            .into_iter()
            .map(|(name, text)| {
                let file = name.rsplit('/').next().unwrap_or_default().to_owned();
                let keys = text
                    .lines()
                    .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
                    .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()));
                (file, keys.collect())
            })
            .collect()
    };
    let (en, ja) = (keys("en"), keys("ja"));
    let mut faults = Vec::new();
    for (here, there, language, other) in [(&en, &ja, "en", "ja"), (&ja, &en, "ja", "en")] {
        for (file, words) in here {
            let theirs = there.get(file).cloned().unwrap_or_default();
            for key in words.difference(&theirs) {
                faults.push(format!("locales/{language}/{file}: {key} is missing in {other}"));
            }
        }
    }
    holds(&faults);
}

/// The messages of a language as `file: line`, without comments.
fn lines(language: &str) -> Vec<(String, String)> {
    files(&format!("locales/{language}"), ".ftl")
        .into_iter()
        .flat_map(|(name, text)| {
            let lines: Vec<(String, String)> = text
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.starts_with('#'))
                .map(|(at, line)| (format!("{name}:{}", at + 1), line.to_owned()))
                .collect();
            lines
        })
        .collect()
}

/// Nouns that are counted.
const COUNTED: &[&str] = &[
    "days",
    "hours",
    "minutes",
    "weeks",
    "mails",
    "entries",
    "people",
    "persons",
    "users",
    "profiles",
    "customers",
    "organizations",
    "applications",
    "requests",
    "rows",
    "lines",
    "files",
];

/// Texts whose number is never one.
const ALWAYS_SEVERAL: &[&str] = &[
    "memberships-found-more",
    "memberships-many",
    "operations-mail-total-more",
    "people-import-hint",
    "sheet-too-many-rows",
    "standing-effect-close-read",
];

#[test]
fn what_is_counted_has_a_word_for_one() {
    let mut faults = Vec::new();
    for (place, line) in lines("en") {
        // Inside a selector the line begins with its case.
        let key = line.split(' ').next().unwrap_or_default();
        if line.starts_with(' ') || ALWAYS_SEVERAL.contains(&key) {
            continue;
        }
        for (at, _) in line.match_indices(" } ") {
            let word = line[at + 3..]
                .split(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or_default();
            if COUNTED.contains(&word) {
                faults.push(format!("{place}: {key} says {word} of one as well"));
            }
        }
    }
    holds(&faults);
}

#[test]
fn no_sentence_ends_with_the_name_of_a_company() {
    let mut faults = Vec::new();
    for (place, line) in lines("en") {
        for name in ["organization", "customer", "legal_name"] {
            if line.contains(&format!("{{ ${name} }}.")) {
                faults.push(format!("{place}: “Contoso Inc..” has two periods"));
            }
        }
    }
    holds(&faults);
}

#[test]
fn japanese_words_of_the_brand_stand_without_blanks() {
    let japanese = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut faults = Vec::new();
    for (place, line) in lines("ja") {
        for name in ["programme", "site", "vendor"] {
            let word = format!("{{ ${name} }}");
            for (at, _) in line.match_indices(&word) {
                let before = line[..at]
                    .strip_suffix(' ')
                    .and_then(|rest| rest.chars().next_back());
                let after = line[at + word.len()..]
                    .strip_prefix(' ')
                    .and_then(|rest| rest.chars().next());
                if before.into_iter().chain(after).any(japanese) {
                    faults.push(format!("{place}: a blank beside {word}"));
                }
            }
        }
    }
    holds(&faults);
}

#[test]
fn handlers_are_told_from_other_attributes() {
    assert!(handler("onclick=\"go()\"") && !handler("one=\"1\"") && !handler("on"));
}
