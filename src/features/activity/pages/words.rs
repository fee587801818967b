//! Entries of the trail in words.

use serde_json::Value;

use crate::features::activity::service::{Line, Named};
use crate::i18n::{Words, name_words, programme_words, role_words};
use crate::kernel::language::Language;
use crate::policy::{AdminRole, AgentRole, OperatorRole, Programme, Role};

/// What actions are about, by the first part of their names.
pub(super) const AREAS: [&str; 8] = [
    "session",
    "user",
    "organization",
    "enrollment",
    "membership",
    "customer",
    "mail",
    "web_mail_domain",
];

/// The choices of the filter.
pub(super) fn area_words(t: &Words) -> Vec<(&'static str, String)> {
    let words = |area: &str| match area {
        "session" => t.activity_area_session(),
        "user" => t.activity_area_user(),
        "organization" => t.activity_area_organization(),
        "enrollment" => t.activity_area_enrollment(),
        "membership" => t.activity_area_membership(),
        "customer" => t.activity_area_customer(),
        "mail" => t.activity_area_mail(),
        _ => t.activity_area_web_mail(),
    };
    AREAS.map(|area| (area, words(area))).to_vec()
}

fn named((_, name, _): &Named, t: &Words) -> String {
    name_words(t, name)
}

/// Who did it: one of the reader's people by name, somebody else by their organization.
pub(super) fn who(t: &Words, line: &Line) -> String {
    match (&line.actor, &line.by) {
        (Some(person), _) => named(person, t),
        (None, Some(organization)) => organization.clone(),
        (None, None) if line.act.actor_user_id.is_none() => match line.act.source.as_str() {
            "ui" => t.activity_somebody(),
            "cli" => t.activity_command_line(),
            _ => t.audit_system(),
        },
        (None, None) => t.people_somebody_else(),
    }
}

/// For whom, or to whom.
pub(super) fn whom(t: &Words, line: &Line) -> String {
    let by = line.actor.as_ref().map(|(id, ..)| *id);
    // What somebody did to themselves has no other party.
    let subject = line
        .subject
        .as_ref()
        .filter(|(id, ..)| line.own && Some(*id) != by);
    let person = subject.map(|p| named(p, t));
    person.or_else(|| line.other.clone()).unwrap_or_default()
}

/// From where it was done.
pub(super) fn source_words(t: &Words, source: &str) -> String {
    match source {
        "ui" => t.activity_source_ui(),
        "cli" => t.activity_source_cli(),
        _ => t.activity_source_system(),
    }
}

/// What changed, label and value; old and new side by side.
pub(super) fn changes(t: &Words, details: &Value) -> Vec<(String, String)> {
    let Some(details) = details.as_object() else {
        return Vec::new();
    };
    let text = |name: &str| details.get(name).map(|v| value(t, name, v)).unwrap_or_default();
    let mut rows = Vec::new();
    let whole = details.contains_key("from") && details.contains_key("to");
    if whole && text("from") != text("to") {
        rows.push((t.activity_changed(), t.audit_from_to(text("from"), text("to"))));
    }
    for (name, each) in details {
        if whole && (name == "from" || name == "to") {
            continue;
        }
        let shown = match (each.get("from"), each.get("to")) {
            (Some(from), Some(to)) if from == to => continue,
            (Some(from), Some(to)) => t.audit_from_to(value(t, name, from), value(t, name, to)),
            _ => value(t, name, each),
        };
        if !shown.is_empty() {
            rows.push((label(t, name), shown));
        }
    }
    rows
}

/// Personal values, label and value.
pub(super) fn personal(t: &Words, values: &Value) -> Vec<(String, String)> {
    let values = values.as_object().into_iter().flatten();
    values
        .map(|(name, each)| (label(t, name), value(t, name, each)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// What a value of the trail is called. One that has no words is shown by its own name.
fn label(t: &Words, name: &str) -> String {
    match name {
        "agent" => t.people_agent(),
        "admin" => t.people_admin(),
        "operator" => t.people_operator(),
        "full_name" => t.users_full_name(),
        "user_name" => t.users_user_name(),
        "email" | "contact" => t.users_email(),
        "ip" => t.activity_ip(),
        "language" => t.users_me_language(),
        "time_zone" => t.users_me_time_zone(),
        "reason" | "note" => t.activity_reason(),
        "why" | "how" => t.activity_how(),
        "domain" => t.activity_domain(),
        "reference" => t.activity_reference(),
        "country" => t.customers_country(),
        "programme" => t.activity_programme(),
        "fields" | "columns" => t.activity_fields(),
        "rows" => t.activity_rows(),
        "created" => t.activity_created(),
        "updated" => t.activity_updated(),
        "ended" => t.activity_ended(),
        "kind" | "source" => t.activity_kind(),
        "check" => t.activity_check(),
        "state" => t.people_state(),
        "mpn_id" => "MPN ID".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A value as people read it: roles, programs and languages by their names, lists joined.
fn value(t: &Words, name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => word(t, name, text),
        Value::Bool(true) => t.activity_yes(),
        Value::Bool(false) => t.activity_no(),
        Value::Array(items) => {
            let words: Vec<String> = items.iter().map(|item| self::value(t, name, item)).collect();
            words.join(&t.roles_separator())
        }
        other => other.to_string(),
    }
}

fn word(t: &Words, name: &str, text: &str) -> String {
    let role = match name {
        "agent" => AgentRole::parse(text).map(Role::Agent),
        "admin" => AdminRole::parse(text).map(Role::Admin),
        "operator" => OperatorRole::parse(text).map(Role::Operator),
        "programme" => {
            return Programme::parse(text).map_or_else(|| text.to_owned(), |p| programme_words(t, p));
        }
        "language" => {
            return Language::parse(text).map_or_else(|| text.to_owned(), |l| l.own_name().to_owned());
        }
        _ => None,
    };
    if let Some(role) = role {
        return role_words(t, role);
    }
    match text {
        "active" => t.people_state_active(),
        "disabled" => t.people_state_disabled(),
        "deleted" => t.people_state_deleted(),
        "must_change_password" => t.people_state_must_change_password(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::words;

    #[test]
    fn old_and_new_stand_side_by_side_and_what_stayed_is_left_out() {
        let t = words(Language::En);
        let details = serde_json::json!({
            "agent": { "from": "none", "to": "sales_agent" },
            "admin": { "from": "none", "to": "none" },
            "why": "activation",
        });
        let rows = changes(t, &details);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[0].1, "Not an agent → Sales agent");
        let state = serde_json::json!({ "from": "active", "to": "disabled" });
        assert_eq!(changes(t, &state)[0].1, "Active → Disabled");
    }

    #[test]
    fn every_action_that_has_words_belongs_to_an_area() {
        let source = include_str!("../../../audit/words.rs");
        let actions: Vec<&str> = source
            .split('"')
            .filter(|text| {
                text.contains('.') && text.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c))
            })
            .collect();
        assert!(actions.len() > 40);
        for action in actions {
            let area = action.split('.').next().unwrap_or_default();
            assert!(AREAS.contains(&area), "{action}: its area has no words");
        }
    }
}
