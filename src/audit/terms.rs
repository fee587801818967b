//! What the values of an entry are called and what they mean. Everything that is written has to stand here: [`super::append`]
//! insists on it where tests run, so a code can't reach the people who read the log (decision 34).

use serde_json::Value;

use crate::i18n::{Words, language_of, membership_column, number, programme_words, role_words};
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::policy::{AdminRole, AgentRole, OperatorRole, Programme, Role};

/// How a value is told.
#[derive(Clone, Copy)]
enum Sort {
    /// As somebody typed it: names, addresses, numbers, reasons.
    Typed,
    /// A word of the trade, by its code.
    Code(fn(&Words, &str) -> Option<String>),
    /// For the machine only.
    Untold,
}

use Sort::{Code, Typed, Untold};

type Label = fn(&Words) -> String;

/// Every name of a value, what people call it, and how it is told. Where that depends on the action, [`sort`] says so.
const TERMS: &[(&str, Label, Sort)] = &[
    ("admin", Words::people_admin, Code(admin_role)),
    ("agent", Words::people_agent, Code(agent_role)),
    ("by_mail", Words::audit_term_by_mail, Typed),
    ("check", Words::activity_check, Code(check)),
    ("claimant", Words::audit_term_claimant, Typed),
    ("columns", Words::activity_fields, Code(membership_column)),
    ("concern", Words::memberships_concern, Code(concern)),
    ("contact", Words::users_email, Typed),
    ("count", Words::audit_term_count, Typed),
    ("country", Words::customers_country, Code(country)),
    ("created", Words::activity_created, Typed),
    ("customers", Words::activity_area_customer, Typed),
    ("domain", Words::activity_domain, Typed),
    ("domain_belongs", Words::audit_term_domain_belongs, Typed),
    ("domain_state", Words::audit_term_domain_state, Code(domain_state)),
    ("email", Words::users_email, Typed),
    ("ended", Words::activity_ended, Typed),
    ("fields", Words::activity_fields, Code(field)),
    ("from", Words::audit_term_before, Typed),
    ("full_name", Words::users_full_name, Typed),
    ("how", Words::activity_how, Code(why)),
    ("ip", Words::activity_ip, Typed),
    ("kind", Words::activity_kind, Code(enrollment_kind)),
    ("language", Words::users_me_language, Code(language)),
    ("mpn_id", mpn_id, Typed),
    ("note", Words::audit_term_note, Typed),
    ("operator", Words::people_operator, Code(operator_role)),
    ("previous", Words::activity_reference, Untold),
    ("programme", Words::activity_programme, Code(programme)),
    ("reason", Words::activity_reason, Typed),
    ("reference", Words::activity_reference, Typed),
    ("rows", Words::activity_rows, Typed),
    ("source", Words::customers_source, Code(source)),
    ("state", Words::people_state, Code(check_state)),
    ("text", Words::audit_term_text, Typed),
    ("time_zone", Words::users_me_time_zone, Typed),
    ("to", Words::audit_term_after, Typed),
    ("updated", Words::activity_updated, Typed),
    ("user_name", Words::users_user_name, Typed),
    ("verdict", Words::webmail_verdict, Code(verdict)),
    ("why", Words::activity_how, Code(why)),
];

/// The number's name is the same in every language.
fn mpn_id(_: &Words) -> String {
    "MPN ID".to_owned()
}

/// Actions whose old and new value somebody typed.
const TYPED_CHANGES: &[&str] = &[
    "enrollment.change_contact",
    "organization.contact_set",
    "organization.domain_release",
    "organization.name_ask",
    "organization.name_approve",
    "organization.name_withdraw",
    "organization.name_end",
    "user.contact_change_ask",
    "user.contact_change",
    "user.contact_change_undo",
    "user.name_set",
];

fn term(name: &str) -> Option<&'static (&'static str, Label, Sort)> {
    TERMS.iter().find(|(known, ..)| *known == name)
}

fn sort(action: &str, name: &str) -> Option<Sort> {
    match (action, name) {
        ("user.disable" | "user.enable" | "user.delete" | "user.restore", "from" | "to") => {
            Some(Code(user_state))
        }
        ("customer.move", "from") => Some(Untold),
        ("user.rename", "from" | "to") => Some(Typed),
        (action, "from" | "to") => TYPED_CHANGES.contains(&action).then_some(Typed),
        ("customer.end", "reason") => Some(Code(why)),
        ("organization.domain_note" | "organization.domain_note_done", "kind") => Some(Code(note_kind)),
        _ => term(name).map(|(.., sort)| *sort),
    }
}

/// What people call a value of an entry; `None` for one that isn't told.
#[must_use]
pub fn label_words(t: &Words, name: &str) -> Option<String> {
    let (_, label, sort) = term(name)?;
    (!matches!(sort, Untold)).then(|| label(t))
}

/// A value of an entry as people read it: codes in words, numbers grouped, lists joined; empty for one that isn't told.
#[must_use]
pub fn value_words(t: &Words, action: &str, name: &str, value: &Value) -> String {
    told(t, action, name, value).unwrap_or_default()
}

/// `None` where there are no words for it.
fn told(t: &Words, action: &str, name: &str, value: &Value) -> Option<String> {
    let sort = sort(action, name)?;
    match (sort, value) {
        (_, Value::Null) | (Untold, _) => Some(String::new()),
        (_, Value::Bool(true)) => Some(t.activity_yes()),
        (_, Value::Bool(false)) => Some(t.activity_no()),
        (_, Value::Number(n)) => n.as_i64().map(|n| number(language_of(t), n)),
        (Typed, Value::String(text)) => Some(text.clone()),
        (Code(meaning), Value::String(code)) => meaning(t, code),
        (_, Value::Array(items)) => {
            let each: Option<Vec<String>> = items.iter().map(|item| told(t, action, name, item)).collect();
            each.map(|words| words.join(&t.roles_separator()))
        }
        (_, Value::Object(_)) => None,
    }
}

/// The old and the new side of a value that tells both.
#[cfg(debug_assertions)]
pub(super) fn sides(value: &Value) -> Option<(&Value, &Value)> {
    value.get("from").zip(value.get("to"))
}

/// The first thing about an entry that nobody could read: an action, a name or a code without words.
#[cfg(debug_assertions)]
pub(super) fn untold(action: &str, values: &[&Value]) -> Option<String> {
    let t = crate::i18n::words(Language::En);
    if super::words::action_words(t, action) == t.audit_other() {
        return Some(format!("{action} has no sentence in audit/words.rs"));
    }
    for (name, value) in values.iter().filter_map(|v| v.as_object()).flatten() {
        let known = term(name).is_some()
            && match sides(value) {
                Some((from, to)) => [from, to].iter().all(|v| told(t, action, name, v).is_some()),
                None => told(t, action, name, value).is_some(),
            };
        if !known {
            return Some(format!(
                "{action} writes {name}: {value}, for which audit/terms.rs has no words"
            ));
        }
    }
    None
}

fn agent_role(t: &Words, code: &str) -> Option<String> {
    AgentRole::parse(code).map(|role| role_words(t, Role::Agent(role)))
}

fn admin_role(t: &Words, code: &str) -> Option<String> {
    AdminRole::parse(code).map(|role| role_words(t, Role::Admin(role)))
}

fn operator_role(t: &Words, code: &str) -> Option<String> {
    OperatorRole::parse(code).map(|role| role_words(t, Role::Operator(role)))
}

fn programme(t: &Words, code: &str) -> Option<String> {
    Programme::parse(code).map(|programme| programme_words(t, programme))
}

fn language(_: &Words, code: &str) -> Option<String> {
    Language::parse(code).map(|language| language.own_name().to_owned())
}

fn country(t: &Words, code: &str) -> Option<String> {
    let country = Country::parse(code).ok()?;
    Some(country.name(language_of(t)).to_owned())
}

fn user_state(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "active" => t.people_state_active(),
        "disabled" => t.people_state_disabled(),
        "deleted" => t.people_state_deleted(),
        "must_change_password" => t.people_state_must_change_password(),
        _ => return None,
    })
}

fn domain_state(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "none" => t.audit_term_domain_none(),
        "claimed" => t.organizations_domain_claimed(),
        "verified" => t.organizations_domain_verified(),
        _ => return None,
    })
}

fn note_kind(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "disputed" => t.operations_note_disputed(),
        "taken_over" => t.operations_note_taken_over(),
        _ => return None,
    })
}

fn source(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "legacy" => t.customers_source_before(),
        "invitation" => t.customers_source_invitation(),
        "joint" => t.customers_source_joint(),
        "provider_created" => t.customers_source_provider_created(),
        "referral" => t.customers_source_referral(),
        _ => return None,
    })
}

fn enrollment_kind(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "new" => t.enrollments_kind_new(),
        "support_only" => t.enrollments_kind_support_only(),
        _ => return None,
    })
}

fn check(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "email" => t.enrollments_check_email(),
        "membership" => t.enrollments_check_membership(),
        "employment" => t.enrollments_check_employment(),
        "business" => t.enrollments_check_business(),
        _ => return None,
    })
}

fn check_state(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "waiting" => t.enrollments_check_state_waiting(),
        "passed" => t.enrollments_check_state_passed(),
        "failed" => t.enrollments_check_state_failed(),
        "not_needed" => t.enrollments_check_state_not_needed(),
        _ => return None,
    })
}

fn concern(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "inactive" => t.memberships_concern_inactive(),
        "moved" => t.memberships_concern_moved(),
        _ => return None,
    })
}

fn verdict(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "refused" => t.webmail_state_refused(),
        "allowed" => t.webmail_state_allowed(),
        _ => return None,
    })
}

/// Fields of an application and of an organization's profile.
fn field(t: &Words, code: &str) -> Option<String> {
    let of_contact = |field: String| Some(t.enrollments_field_of_contact(field));
    Some(match code {
        "profile" => t.enrollments_field_profile(),
        "legal_name" => t.enrollments_field_legal_name(),
        "line1" => t.enrollments_field_line1(),
        "line2" => t.enrollments_field_line2(),
        "city" => t.enrollments_field_city(),
        "region" => t.enrollments_field_region(),
        "postal_code" => t.enrollments_field_postal_code(),
        "contact_first_name" => return of_contact(t.enrollments_field_contact_first_name()),
        "contact_last_name" => return of_contact(t.enrollments_field_contact_last_name()),
        "contact_email" => return of_contact(t.enrollments_field_contact_email()),
        "contact_phone" => return of_contact(t.enrollments_field_contact_phone()),
        "contact_language" => return of_contact(t.enrollments_field_contact_language()),
        "support_email" => t.enrollments_field_support_email(),
        "support_phone" => t.enrollments_field_support_phone(),
        "support_website" => t.enrollments_field_support_website(),
        "address" => t.organizations_address(),
        "primary_contact" => t.organizations_primary(),
        "support" => t.organizations_support(),
        "country" => t.customers_country(),
        _ => return None,
    })
}

/// What made it happen, where no person gave a reason of their own.
fn why(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "activation" => t.audit_why_activation(),
        "domain released" => t.audit_why_domain_released(),
        "draft lapsed" => t.audit_why_draft_lapsed(),
        "organization closed" | "closed for good" => t.audit_why_organization_closed(),
        "somebody else showed that it is theirs" => t.audit_why_taken_over(),
        "by the operator" | "operator" => t.audit_why_operator(),
        "not used for 30 days" => t.audit_why_unused(),
        "reviewer" => t.audit_why_reviewer(),
        "primary contact" => t.audit_why_primary_contact(),
        "contact address" => t.audit_why_contact_address(),
        "mailed link" => t.audit_why_mailed_link(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::i18n::words;

    #[test]
    fn every_value_has_a_japanese_name() {
        let t = words(Language::Ja);
        for (name, label, _) in TERMS {
            let label = label(t);
            let translated = !label.is_ascii();
            assert!(translated || label == "MPN ID", "{name}: {label}");
        }
    }

    #[test]
    fn a_code_without_words_is_found_when_it_is_written() {
        let fine = json!({ "agent": { "from": "none", "to": "sales_agent" }, "why": "activation" });
        assert_eq!(untold("user.roles_set", &[&fine]), None);
        assert_eq!(
            untold("user.disable", &[&json!({ "from": "active", "to": "disabled" })]),
            None
        );
        assert_eq!(
            untold("customer.begin", &[&json!({ "source": "legacy", "count": 8 })]),
            None
        );
        for (action, wrong) in [
            (
                "user.roles_set",
                json!({ "agent": { "from": "none", "to": "spy" } }),
            ),
            ("user.roles_set", json!({ "rank": "general" })),
            ("user.disable", json!({ "from": "active", "to": "frozen" })),
            ("customer.begin", json!({ "source": "stolen" })),
            ("customer.begin", json!({ "from": "this", "to": "that" })),
            ("customer.end", json!({ "reason": "no_code" })),
            (
                "organization.address_set",
                json!({ "fields": ["address", "moon"] }),
            ),
            ("user.fly", json!({})),
        ] {
            assert!(untold(action, &[&wrong]).is_some(), "{action} {wrong}");
        }
    }

    #[test]
    fn values_are_told_in_the_readers_language() {
        let t = words(Language::Ja);
        for (action, name, value, told) in [
            ("organization.create", "country", json!("JP"), "日本"),
            (
                "organization.create",
                "domain_state",
                json!("claimed"),
                &*t.organizations_domain_claimed(),
            ),
            (
                "enrollment.check_decide",
                "state",
                json!("passed"),
                &*t.enrollments_check_state_passed(),
            ),
            ("enrollment.begin", "previous", json!("01890f"), ""),
            ("customer.begin", "count", json!(1_234), "1,234"),
            (
                "customer.end",
                "reason",
                json!("organization closed"),
                &*t.audit_why_organization_closed(),
            ),
            ("user.unknown", "nothing", json!("known"), ""),
        ] {
            assert_eq!(value_words(t, action, name, &value), told, "{action} {name}");
        }
    }
}
