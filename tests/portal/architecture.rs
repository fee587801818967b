//! Holds the house together: which file may name what, how long files are, and what never stands in a template.
//! Each failure says the file, the line and the rule.

mod arguments;
mod source;
mod texts;

use std::collections::BTreeSet;

use source::{files, sources};

/// The layers of the crate, lowest first; each may use its own and lower ones.
const LAYERS: &[&[&str]] = &[
    &["kernel", "assets"],
    &["i18n", "db", "policy"],
    &["mail", "audit"],
    &["features"],
    &["web", "error"],
    &["config"],
    &["app"],
    &["testkit"],
    &["cli"],
];

/// The features, ground first: each may use those before it.
const FEATURES: &[&str] = &[
    "organizations",
    "users",
    "sessions",
    "memberships",
    "providers",
    "offers",
    "invitations",
    "partnerships",
    "customers",
    "grants",
    "enrollments",
    "subscriptions",
    "orders",
    "service_requests",
    "activity",
    "operations",
    "dashboard",
];

/// What each file of a feature may use beside the feature's own files named last.
const ROLES: &[(&str, &[&str], &[&str])] = &[
    (
        "mod",
        &["features", "web"],
        &["domain", "store", "service", "pages", "mails"],
    ),
    ("domain", &["kernel"], &["domain"]),
    // Of other features a store takes value types for its columns.
    (
        "store",
        &["kernel", "db", "policy", "features"],
        &["domain", "store"],
    ),
    // The row types of a store are what a mail is about.
    (
        "mails",
        &["kernel", "i18n", "mail"],
        &["domain", "store", "mails"],
    ),
    (
        "service",
        &["kernel", "i18n", "db", "policy", "mail", "audit", "features"],
        &["domain", "store", "mails", "service"],
    ),
    (
        "pages",
        &[
            "kernel", "i18n", "db", "policy", "mail", "audit", "features", "web", "error",
        ],
        &["domain", "store", "service", "pages"],
    ),
];

/// Queries without a scope: asked before anybody is signed in, or over all tenants because something must be unique among them.
/// They answer ids, numbers or a yes, or what the caller has already proved to own.
const UNSCOPED: &[(&str, &[&str])] = &[
    // Who a session or a password belongs to, and housekeeping.
    ("sessions", &["forget_unsent", "revoke_all", "sweep"]),
    (
        "users",
        &[
            "actor",
            "by_user_name",
            "credentials",
            "has_signed_in_administrator",
            "present_name",
            "former_name",
            "forget_former_names",
            "forget_devices",
        ],
    ),
    // Domains and names are unique over all tenants; look-alikes (decision 14) are asked by services that hold a permit.
    (
        "organizations",
        &[
            "next_number",
            "next_numbers",
            "by_domain",
            "unclaimed_by_domain",
            "by_legal_name_key",
            "beginning_with",
            "by_domain_skeletons",
            "contacts_like",
            "programmes",
        ],
    ),
    // Found by the hash of a key that the caller presents.
    ("enrollments", &["by_status_hash", "link"]),
];

/// How values become columns: the one file of the ground that knows diesel.
const COLUMNS: &str = "src/kernel/stored.rs";

const LONGEST: usize = 400;
const LONGEST_TESTS: usize = 150;

fn holds(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} broken:\n  {}",
        faults.len(),
        faults.join("\n  ")
    );
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// `src/features/customers/pages/list.rs` → `("customers", "pages")`.
fn feature_file(name: &str) -> Option<(&str, &str)> {
    let (feature, file) = name.strip_prefix("src/features/")?.split_once('/')?;
    Some((feature, file.split(['/', '.']).next()?))
}

#[test]
fn a_feature_has_only_files_of_the_closed_set() {
    let mut faults = Vec::new();
    for source in sources("src/features") {
        let Some((feature, file)) = feature_file(&source.name) else {
            if !["src/features/mod.rs", "src/features/events.rs"].contains(&source.name.as_str()) {
                faults.push(format!(
                    "{}: only mod.rs and events.rs stand beside the features",
                    source.name
                ));
            }
            continue;
        };
        if !FEATURES.contains(&feature) {
            faults.push(format!(
                "{}: feature “{feature}” has no place in the order of features",
                source.name
            ));
        }
        if !ROLES.iter().any(|(role, ..)| *role == file) {
            faults.push(format!(
                "{}: a feature has mod, domain, store, service, pages and mails",
                source.name
            ));
        }
    }
    for source in sources("src").iter().chain(&sources("tests")) {
        let vague = ["utils", "util", "helpers", "helper", "common", "manager", "misc"];
        if source.name.split(['/', '.']).any(|part| vague.contains(&part)) {
            faults.push(format!("{}: a file is named by what it holds", source.name));
        }
    }
    holds(&faults);
}

#[test]
fn no_file_is_too_long() {
    let exempt = ["src/db/schema.rs", "src/policy/actions.rs"];
    let mut faults = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        if source.generated || exempt.contains(&source.name.as_str()) {
            continue;
        }
        let longest = if source.name == "src/main.rs" { 80 } else { LONGEST };
        if source.lines > longest {
            faults.push(format!(
                "{}: {} lines, at most {longest} without tests",
                source.name, source.lines
            ));
        }
        if source.test_lines > LONGEST_TESTS {
            faults.push(format!(
                "{}: {} lines of tests, over {LONGEST_TESTS} they go to a file tests.rs",
                source.name, source.test_lines
            ));
        }
    }
    holds(&faults);
}

#[test]
fn modules_use_only_lower_layers() {
    let mut faults = Vec::new();
    let mut beside: BTreeSet<(String, String)> = BTreeSet::new();
    for source in sources("src") {
        let own = source
            .name
            .trim_start_matches("src/")
            .split(['/', '.'])
            .next()
            .unwrap_or_default()
            .to_owned();
        if ["lib", "main", "features"].contains(&own.as_str()) || source.name == COLUMNS {
            continue;
        }
        let Some(mine) = layer(&own) else {
            faults.push(format!("{}: “{own}” has no layer", source.name));
            continue;
        };
        for named in source.named.iter().filter(|named| !named.test) {
            let Some(theirs) = layer(&named.path[0]) else {
                continue;
            };
            if theirs > mine {
                faults.push(format!(
                    "{}:{}: {own} may not use {}, which stands above it",
                    source.name,
                    named.line,
                    named.path.join("::")
                ));
            } else if theirs == mine && named.path[0] != own {
                beside.insert((own.clone(), named.path[0].clone()));
            }
        }
    }
    for (a, b) in &beside {
        if a < b && beside.contains(&(b.clone(), a.clone())) {
            faults.push(format!("src/{a} and src/{b} use one another"));
        }
    }
    holds(&faults);
}

#[test]
fn a_feature_file_uses_only_what_its_role_allows() {
    let mut faults = Vec::new();
    for source in sources("src/features") {
        let Some((feature, file)) = feature_file(&source.name) else {
            continue;
        };
        let Some((_, modules, own)) = ROLES.iter().find(|(role, ..)| *role == file) else {
            continue;
        };
        for named in source.named.iter().filter(|named| !named.test) {
            let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
            let place = format!("{}:{}", source.name, named.line);
            if path[0] != "features" {
                if layer(path[0]).is_some() && !modules.contains(&path[0]) {
                    faults.push(format!("{place}: {file}.rs may not use {}", path.join("::")));
                }
                continue;
            }
            let Some(&other) = path.get(1) else { continue };
            if other == feature {
                let part = path.get(2).copied().unwrap_or_default();
                if ROLES.iter().any(|(role, ..)| *role == part) && !own.contains(&part) {
                    faults.push(format!(
                        "{place}: {file}.rs may not use {part}.rs of its own feature"
                    ));
                }
            } else if other != "events" {
                if !modules.contains(&"features") {
                    faults.push(format!(
                        "{place}: {file}.rs may not use another feature ({other})"
                    ));
                }
                let rank = |name: &str| FEATURES.iter().position(|feature| *feature == name);
                if rank(other) > rank(feature) {
                    faults.push(format!(
                        "{place}: {feature} stands before {other} and may not use it"
                    ));
                }
            }
        }
    }
    holds(&faults);
}

#[test]
fn features_are_seen_only_through_their_mod() {
    // What is private the compiler keeps; so it is enough that no mod.rs opens a whole file but that of the rules.
    let mut faults = Vec::new();
    for source in sources("src/features") {
        if feature_file(&source.name).is_none_or(|(_, file)| file != "mod") {
            continue;
        }
        for part in ["store", "service", "pages", "mails"] {
            for line in source.lines_with(&["pub", "mod", part], false) {
                faults.push(format!(
                    "{}:{line}: re-export what others may use of {part}.rs by name",
                    source.name
                ));
            }
        }
    }
    holds(&faults);
}

#[test]
fn every_query_takes_a_scope() {
    let mut faults = Vec::new();
    for source in sources("src/features") {
        if feature_file(&source.name).is_none_or(|(_, file)| file != "store") {
            continue;
        }
        for (at, token) in source.tokens.iter().enumerate() {
            if token.text != "fn" || token.test || at == 0 || source.tokens[at - 1].text != "pub" {
                continue;
            }
            let signature: Vec<&str> = source.tokens[at..]
                .iter()
                .map(|t| t.text.as_str())
                .take_while(|text| !["{", ";"].contains(text))
                .collect();
            let exempt = UNSCOPED
                .iter()
                .any(|(feature, names)| source.name.contains(feature) && names.contains(&signature[1]));
            if signature.contains(&"DbConn") && !signature.contains(&"TenantScope") && !exempt {
                faults.push(format!(
                    "{}:{}: {} takes no &TenantScope",
                    source.name, token.line, signature[1]
                ));
            }
        }
    }
    holds(&faults);
}

#[test]
fn only_the_database_module_knows_the_engines() {
    let mut faults = Vec::new();
    for source in sources("src") {
        if source.name.starts_with("src/db/") || source.name == COLUMNS {
            continue;
        }
        for words in [
            ["DbConn", "::", "Pg"],
            ["DbConn", "::", "Sqlite"],
            ["diesel", "::", "pg"],
            ["diesel", "::", "sqlite"],
        ] {
            for line in source.lines_with(&words, false) {
                faults.push(format!(
                    "{}:{line}: {} belongs in src/db",
                    source.name,
                    words.concat()
                ));
            }
        }
    }
    holds(&faults);
}

#[test]
fn tests_wait_for_what_they_want_and_never_sleep() {
    let mut faults = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        if source.name.starts_with("tests/portal/architecture") {
            continue;
        }
        for words in [
            ["thread", "::", "sleep"],
            ["time", "::", "sleep"],
            ["rt", "::", "sleep"],
        ] {
            for line in source.lines_with(&words, true) {
                faults.push(format!("{}:{line}: a test sleeps", source.name));
            }
        }
    }
    for (name, text) in files("tests/browser", ".ts") {
        for (number, line) in text.lines().enumerate() {
            if line.contains("waitForTimeout") {
                faults.push(format!("{name}:{}: a test sleeps", number + 1));
            }
        }
    }
    holds(&faults);
}
