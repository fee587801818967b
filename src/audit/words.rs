//! What happened, in words.

use super::terms::value_words;
use super::timeline::Entry;
use crate::i18n::Words;

/// The sentence for an entry of the trail.
#[must_use]
pub fn words(t: &Words, entry: &Entry) -> String {
    action_words(t, &entry.action)
}

type Sentence = fn(&Words) -> String;

/// Every action and what happened by it.
const SENTENCES: &[(&str, Sentence)] = &[
    ("organization.create", Words::audit_organization_create),
    ("organization.programme_activate", Words::audit_programme_activate),
    ("organization.profile_set", Words::audit_profile_set),
    ("organization.identity_set", Words::audit_identity_set),
    ("organization.support_set", Words::audit_support_set),
    ("organization.domain_verify", Words::audit_domain_verify),
    ("organization.domain_release", Words::audit_domain_release),
    ("organization.domain_proof_ask", Words::audit_domain_proof_ask),
    ("organization.domain_claim_ask", Words::audit_domain_claim_ask),
    ("organization.domain_note", Words::audit_domain_note),
    ("organization.domain_note_done", Words::audit_domain_note_done),
    ("organization.link_send", Words::audit_link_send),
    ("organization.admin_link", Words::audit_admin_link),
    ("organization.suspend", Words::audit_organization_suspend),
    ("organization.reactivate", Words::audit_organization_reactivate),
    ("organization.close", Words::audit_organization_close),
    ("organization.close_undo", Words::audit_organization_close_undo),
    ("organization.reopen", Words::audit_organization_reopen),
    ("organization.end", Words::audit_organization_end),
    ("organization.name_ask", Words::audit_name_ask),
    ("organization.name_approve", Words::audit_name_approve),
    ("organization.name_decline", Words::audit_name_decline),
    ("organization.name_withdraw", Words::audit_name_withdraw),
    ("organization.name_end", Words::audit_name_end),
    ("organization.address_set", Words::audit_address_set),
    ("organization.contact_set", Words::audit_contact_set),
    ("customer.end", Words::audit_customer_end),
    ("user.create", Words::audit_user_create),
    ("user.link_create", Words::audit_user_link_create),
    ("user.roles_set", Words::audit_user_roles_set),
    ("user.rename", Words::audit_user_rename),
    ("user.preferences_set", Words::audit_user_preferences_set),
    ("user.password_change", Words::audit_user_password_change),
    ("user.password_reset", Words::audit_user_password_reset),
    ("user.reset_ask", Words::audit_user_reset_ask),
    ("user.contact_confirm", Words::audit_user_contact_confirm),
    ("user.contact_disown", Words::audit_user_contact_disown),
    ("user.contact_change_ask", Words::audit_user_contact_change_ask),
    (
        "user.contact_change_cancel",
        Words::audit_user_contact_change_cancel,
    ),
    ("user.contact_change", Words::audit_user_contact_change),
    ("user.contact_change_undo", Words::audit_user_contact_change_undo),
    ("user.name_set", Words::audit_user_name_set),
    (
        "organization.reset_policy_set",
        Words::audit_organization_reset_policy_set,
    ),
    ("user.password_give", Words::audit_user_password_give),
    ("user.disable", Words::audit_user_disable),
    ("user.enable", Words::audit_user_enable),
    ("user.delete", Words::audit_user_delete),
    ("user.restore", Words::audit_user_restore),
    ("user.purge", Words::audit_user_purge),
    ("user.unlock", Words::audit_user_unlock),
    ("user.link_give", Words::audit_user_link_give),
    ("user.data_export", Words::audit_user_data_export),
    ("user.sessions_end", Words::audit_user_sessions_end),
    ("user.lock", Words::audit_user_lock),
    ("session.begin", Words::audit_session_begin),
    ("membership.import", Words::audit_membership_import),
    ("customer.import", Words::audit_customer_import),
    ("mail.again", Words::audit_mail_again),
    ("membership.change", Words::audit_membership_change),
    ("membership.unbind", Words::audit_membership_unbind),
    ("customer.begin", Words::audit_customer_begin),
    ("customer.move", Words::audit_customer_move),
    ("web_mail_domain.add", Words::audit_web_mail_add),
    ("web_mail_domain.remove", Words::audit_web_mail_remove),
    ("enrollment.begin", Words::enrollments_event_begun),
    ("enrollment.correct", Words::enrollments_event_corrected),
    ("enrollment.choose_profile", Words::audit_enrollment_profile),
    ("enrollment.submit", Words::enrollments_event_submitted),
    ("enrollment.resend", Words::enrollments_event_mailed),
    (
        "enrollment.change_contact",
        Words::enrollments_event_address_changed,
    ),
    ("enrollment.confirm", Words::enrollments_event_confirmed),
    ("enrollment.disown", Words::enrollments_event_disowned),
    ("enrollment.check_decide", Words::audit_enrollment_check),
    ("enrollment.ask", Words::enrollments_event_information_requested),
    ("enrollment.answer", Words::enrollments_event_answered),
    ("enrollment.withdraw", Words::enrollments_event_withdrawn),
    ("enrollment.reject", Words::enrollments_event_rejected),
    ("enrollment.activate", Words::enrollments_event_activated),
    ("enrollment.abandon", Words::enrollments_event_abandoned),
    ("enrollment.reopen", Words::enrollments_event_reopened),
];

/// Every action, those of one area together.
pub fn actions() -> impl Iterator<Item = &'static str> {
    let mut all: Vec<&'static str> = SENTENCES.iter().map(|(action, _)| *action).collect();
    all.sort_unstable();
    all.into_iter()
}

/// The sentence for an action.
#[must_use]
pub fn action_words(t: &Words, action: &str) -> String {
    match SENTENCES.iter().find(|(known, _)| *known == action) {
        Some((_, sentence)) => sentence(t),
        None if action.starts_with("enrollment.") => t.audit_enrollment(),
        None => t.audit_other(),
    }
}

/// What stands below it: the domain or programme it is about, or what it was before and is now.
#[must_use]
pub fn detail_words(t: &Words, entry: &Entry) -> String {
    let details = entry.details();
    let word = |name: &str| {
        details
            .get(name)
            .map(|value| value_words(t, &entry.action, name, value))
            .unwrap_or_default()
    };
    let (from, to) = (word("from"), word("to"));
    if !from.is_empty() && !to.is_empty() {
        return t.audit_from_to(&from, &to);
    }
    ["reason", "domain", "programme"]
        .into_iter()
        .map(word)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}
