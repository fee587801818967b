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

#[test]
fn handlers_are_told_from_other_attributes() {
    assert!(handler("onclick=\"go()\"") && !handler("one=\"1\"") && !handler("on"));
}
