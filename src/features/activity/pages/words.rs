//! Entries of the trail in words.

use serde_json::Value;

use crate::audit::{self, label_words, value_words};
use crate::features::activity::service::{Line, Named, Unknown};
use crate::i18n::{Words, name_words};
use crate::policy::actions::SeeActivity;
use crate::policy::{Actor, Programme, permit};

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

/// An area of the filter with its actions; the area itself means all of them.
pub(super) struct Group {
    pub(super) area: &'static str,
    pub(super) words: String,
    pub(super) actions: Vec<(&'static str, String)>,
}

/// What only the operator's own chain has.
fn is_operators(action: &str) -> bool {
    let area = action.split('.').next().unwrap_or_default();
    matches!(area, "mail" | "web_mail_domain") || matches!(action, "membership.import" | "customer.import")
}

/// The choices of the filter: what the reader's log can have.
pub(super) fn choices(t: &Words, actor: &Actor) -> Vec<Group> {
    let whole = permit::<SeeActivity>(actor).is_ok();
    let operator = actor.is_in(Programme::Operator);
    let area_of = |action: &str| action.split('.').next().unwrap_or_default().to_owned();
    let can_have = |action: &str| {
        let about_people = matches!(&*area_of(action), "user" | "session");
        (whole || about_people) && (operator || !is_operators(action))
    };
    let group = |area: &'static str| Group {
        area,
        words: area_words(t, area),
        actions: audit::actions()
            .filter(|action| area_of(action) == area && can_have(action))
            .map(|action| (action, audit::action_words(t, action)))
            .collect(),
    };
    let groups = AREAS.map(group);
    groups
        .into_iter()
        .filter(|group| !group.actions.is_empty())
        .collect()
}

fn area_words(t: &Words, area: &str) -> String {
    match area {
        "session" => t.activity_area_session(),
        "user" => t.activity_area_user(),
        "organization" => t.activity_area_organization(),
        "enrollment" => t.activity_area_enrollment(),
        "membership" => t.activity_area_membership(),
        "customer" => t.activity_area_customer(),
        "mail" => t.activity_area_mail(),
        _ => t.activity_area_web_mail(),
    }
}

/// Why nothing was found: title and sentence.
pub(super) fn none_words(t: &Words, unknown: Option<Unknown>) -> (String, String) {
    match unknown {
        None => (t.activity_none(), t.activity_none_why()),
        Some(Unknown::Person) => (t.activity_nobody(), t.activity_nobody_why()),
        Some(Unknown::Organization) => (t.activity_no_organization(), t.activity_no_organization_why()),
        Some(Unknown::TooManyPeople) => (t.activity_many(), t.activity_many_people()),
        Some(Unknown::TooManyOrganizations) => (t.activity_many(), t.activity_many_organizations()),
    }
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
pub(super) fn changes(t: &Words, action: &str, details: &Value) -> Vec<(String, String)> {
    let Some(details) = details.as_object() else {
        return Vec::new();
    };
    let word = |name: &str, value: &Value| value_words(t, action, name, value);
    let mut rows = Vec::new();
    let whole = details.get("from").zip(details.get("to"));
    if let Some((from, to)) = whole.filter(|(from, to)| from != to) {
        let (from, to) = (word("from", from), word("to", to));
        rows.push((t.activity_changed(), t.audit_from_to(from, to)));
    }
    for (name, each) in details {
        if whole.is_some() && (name == "from" || name == "to") {
            continue;
        }
        let shown = match (each.get("from"), each.get("to")) {
            (Some(from), Some(to)) if from == to => continue,
            (Some(from), Some(to)) => {
                let (from, to) = (word(name, from), word(name, to));
                t.audit_from_to(from, to)
            }
            _ => word(name, each),
        };
        // What has no words is a code of another time: it says nothing to whoever reads.
        if let Some(label) = label_words(t, name).filter(|_| !shown.is_empty()) {
            rows.push((label, shown));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::words;
    use crate::kernel::language::Language;

    #[test]
    fn old_and_new_stand_side_by_side_and_what_stayed_is_left_out() {
        let t = words(Language::En);
        let details = serde_json::json!({
            "agent": { "from": "none", "to": "sales_agent" },
            "admin": { "from": "none", "to": "none" },
            "why": "activation",
        });
        let rows = changes(t, "user.roles_set", &details);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[0].1, "Not an agent → Sales agent");
        let state = serde_json::json!({ "from": "active", "to": "disabled" });
        assert_eq!(changes(t, "user.disable", &state)[0].1, "Active → Disabled");
    }

    #[test]
    fn every_action_that_has_words_belongs_to_an_area() {
        let actions: Vec<&str> = audit::actions().collect();
        assert!(actions.len() > 40);
        for action in actions {
            let area = action.split('.').next().unwrap_or_default();
            assert!(AREAS.contains(&area), "{action}: its area has no words");
        }
    }
}
