//! Every call of a text with several arguments hands them over in the text's order. The texts are functions whose parameters stand in
//! the order in which the English sentence names them; all are text, so the compiler takes them in any order.

use std::collections::{BTreeMap, BTreeSet};

use super::holds;
use super::source::files;

/// What an argument is called that isn't called as its parameter is: parameter, last word of the argument. A pair holds everywhere, so
/// no word stands here that could be meant for another parameter of the same text.
const ALSO: &[(&str, &str)] = &[
    ("age", "since"),
    ("all", "len"),
    ("all", "total"),
    ("at", "when"),
    ("by", "name"),
    ("check", "unwrap_or_default"),
    ("count", "days"),
    ("count", "len"),
    ("count", "n"),
    ("count", "total"),
    ("domain", "unwrap_or_default"),
    ("done", "setup_done"),
    ("email", "address"),
    ("email", "contact_email"),
    ("email", "proof"),
    ("first", "contact_first_name"),
    ("id", "membership_id"),
    ("last", "contact_last_name"),
    ("link", "sign_in"),
    ("membership", "membership_id"),
    ("mpn", "mpn_id"),
    ("name", "who"),
    ("organization", "legal_name"),
    ("person", "name_words"),
    ("shown", "counted"),
    ("shown", "number"),
    ("state", "check_state"),
    ("state", "unwrap_or_default"),
    ("text", "error"),
    ("total", "len"),
    ("total", "number"),
    ("user", "user_name"),
];

/// The texts with more than one parameter, with the parameters' names, from what is made of `locales/`.
fn texts() -> BTreeMap<String, Vec<String>> {
    let generated = include_str!(concat!(env!("OUT_DIR"), "/l10n.rs"));
    let mut texts = BTreeMap::new();
    for line in generated.lines() {
        let Some((name, rest)) = line
            .trim_start()
            .strip_prefix("pub fn ")
            .and_then(|rest| rest.split_once("(&self, "))
        else {
            continue;
        };
        let name = name.split('<').next().unwrap_or_default();
        let names: Vec<String> = rest
            .split(')')
            .next()
            .unwrap_or_default()
            .split(", ")
            .filter_map(|parameter| parameter.split_once(':').map(|(name, _)| name.to_owned()))
            .collect();
        if names.len() > 1 {
            texts.insert(name.to_owned(), names);
        }
    }
    texts
}

/// The arguments of a call whose opening parenthesis is the text's first sign.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut before) = (0_usize, false, ' ');
    let mut found = vec![String::new()];
    for sign in text.chars() {
        let last = found.last_mut().expect("never empty");
        if quoted {
            quoted = sign != '"' || before == '\\';
            last.push(sign);
        } else {
            match sign {
                '(' | '[' | '{' => {
                    depth += 1;
                    if depth > 1 {
                        last.push(sign);
                    }
                }
                ')' | ']' | '}' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                    last.push(sign);
                }
                ',' if depth == 1 => found.push(String::new()),
                _ => {
                    quoted = sign == '"';
                    last.push(sign);
                }
            }
        }
        before = sign;
    }
    found.retain(|argument| !argument.trim().is_empty());
    found
}

/// What an argument is called: `view.brand.product` is `product`, `number(language, n)` is `number`, `text("from")` is `from`,
/// `value(t, name, from)` is `from`, and what only changes its type, as `.as_str()` does, doesn't count.
fn called(argument: &str) -> String {
    let argument = argument.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = argument.as_str();
    for ending in ["as_str()", "to_string()", "text", "name()"] {
        if let Some(shorter) = rest
            .strip_suffix(ending)
            .and_then(|r| r.trim_end().strip_suffix('.'))
        {
            rest = shorter.trim_end();
        }
    }
    // What a role, a value or a quoted key is made of says more than the function that makes it.
    for maker in ["role_words(", "value(", "text("] {
        if let Some(inner) = rest.strip_prefix(maker).and_then(|r| r.strip_suffix(')')) {
            rest = inner.rsplit(", ").next().unwrap_or(inner);
        }
    }
    let mut depth = 0_usize;
    let mut plain = String::new();
    for sign in rest.chars() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(sign),
            _ => {}
        }
    }
    plain
        .trim_matches(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
        .rsplit(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn fits(parameter: &str, argument: &str) -> bool {
    parameter == argument || ALSO.contains(&(parameter, argument))
}

fn check(call: &str, parameters: &[String], arguments: &[String], faults: &mut Vec<String>) {
    if parameters.len() != arguments.len() {
        faults.push(format!("{call}: wants {parameters:?}"));
        return;
    }
    for (place, (parameter, argument)) in parameters.iter().zip(arguments).enumerate() {
        let name = called(argument);
        let swapped = parameters
            .iter()
            .enumerate()
            .any(|(other, parameter)| other != place && *parameter == name);
        if swapped || !fits(parameter, &name) {
            faults.push(format!(
                "{call}: {parameter} is given {:?}; name it so, or add it to ALSO",
                argument.trim()
            ));
        }
    }
}

#[test]
fn texts_get_their_arguments_in_the_order_of_their_sentence() {
    let texts = texts();
    assert!(texts.len() > 50, "the texts are read: {}", texts.len());
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let all = files("src", ".rs")
        .into_iter()
        .chain(files("templates", ".html"))
        .chain(files("templates", ".txt"));
    for (file, source) in all {
        // A macro that is handed the name of a text calls it as `$subject(…)`: that call counts for every text that is named there.
        let by_macro: Vec<Vec<String>> = source
            .match_indices(".$")
            .filter_map(|(at, _)| {
                let name = source[at + 2..].find(|sign: char| !(sign.is_alphanumeric() || sign == '_'))?;
                let rest = &source[at + 2 + name..];
                rest.starts_with('(').then(|| arguments(rest))
            })
            .filter(|arguments| arguments.len() > 1)
            .collect();
        for (name, parameters) in &texts {
            for (at, _) in source.match_indices(name.as_str()) {
                let (before, after) = (&source[..at], &source[at + name.len()..]);
                if after.starts_with(|sign: char| sign.is_alphanumeric() || sign == '_') {
                    continue;
                }
                let call = format!("{file}:{}: {name}", before.lines().count());
                let is_call = before.trim_end().ends_with('.') && after.starts_with('(');
                if is_call {
                    check(&call, parameters, &arguments(after), &mut faults);
                    seen.insert(name.clone());
                } else if !before.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_') {
                    for arguments in &by_macro {
                        check(&call, parameters, arguments, &mut faults);
                        seen.insert(name.clone());
                    }
                }
            }
        }
    }
    for name in texts.keys().filter(|name| !seen.contains(*name)) {
        faults.push(format!("{name}: no call of it was found"));
    }
    holds(&faults);
}

#[test]
fn an_argument_is_known_by_its_last_word() {
    for (argument, name) in [
        ("&user.user_name", "user_name"),
        ("view.brand.membership_id.as_str()", "membership_id"),
        ("number(visit.language, found.total)", "number"),
        ("*setup_done", "setup_done"),
        ("setup.len()", "len"),
        ("text(\"from\")", "from"),
        ("role_words(t, from)", "from"),
        ("&since.text", "since"),
        ("name_words(t, who.name())", "name_words"),
    ] {
        assert_eq!(called(argument), name, "{argument}");
    }
    let mut faults = Vec::new();
    let parameters = ["domain", "organization"].map(str::to_owned);
    check(
        "a mail",
        &parameters,
        &arguments("(domain, organization)"),
        &mut faults,
    );
    assert_eq!(faults, Vec::<String>::new());
    check(
        "a mail",
        &parameters,
        &arguments("(organization, domain)"),
        &mut faults,
    );
    assert_eq!(faults.len(), 2, "{faults:?}");
}
