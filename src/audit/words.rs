//! What happened, in words.

use super::terms::value_words;
use super::timeline::Entry;
use crate::i18n::Words;

/// The sentence for an entry of the trail.
#[must_use]
pub fn words(t: &Words, entry: &Entry) -> String {
    action_words(t, &entry.action)
}

/// The sentence for an action.
#[must_use]
pub fn action_words(t: &Words, action: &str) -> String {
    match action {
        "organization.create" => t.audit_organization_create(),
        "organization.programme_activate" => t.audit_programme_activate(),
        "organization.profile_set" => t.audit_profile_set(),
        "organization.identity_set" => t.audit_identity_set(),
        "organization.support_set" => t.audit_support_set(),
        "organization.domain_verify" => t.audit_domain_verify(),
        "organization.domain_release" => t.audit_domain_release(),
        "organization.domain_proof_ask" => t.audit_domain_proof_ask(),
        "organization.domain_claim_ask" => t.audit_domain_claim_ask(),
        "organization.domain_note" => t.audit_domain_note(),
        "organization.domain_note_done" => t.audit_domain_note_done(),
        "organization.link_send" => t.audit_link_send(),
        "organization.admin_link" => t.audit_admin_link(),
        "organization.suspend" => t.audit_organization_suspend(),
        "organization.reactivate" => t.audit_organization_reactivate(),
        "organization.close" => t.audit_organization_close(),
        "organization.close_undo" => t.audit_organization_close_undo(),
        "organization.reopen" => t.audit_organization_reopen(),
        "organization.end" => t.audit_organization_end(),
        "organization.name_ask" => t.audit_name_ask(),
        "organization.name_approve" => t.audit_name_approve(),
        "organization.name_decline" => t.audit_name_decline(),
        "organization.name_withdraw" => t.audit_name_withdraw(),
        "organization.name_end" => t.audit_name_end(),
        "organization.address_set" => t.audit_address_set(),
        "organization.contact_set" => t.audit_contact_set(),
        "customer.end" => t.audit_customer_end(),
        "user.create" => t.audit_user_create(),
        "user.link_create" => t.audit_user_link_create(),
        "user.roles_set" => t.audit_user_roles_set(),
        "user.rename" => t.audit_user_rename(),
        "user.preferences_set" => t.audit_user_preferences_set(),
        "user.password_change" => t.audit_user_password_change(),
        "user.password_reset" => t.audit_user_password_reset(),
        "user.reset_ask" => t.audit_user_reset_ask(),
        "user.contact_confirm" => t.audit_user_contact_confirm(),
        "user.contact_change_ask" => t.audit_user_contact_change_ask(),
        "user.contact_change_cancel" => t.audit_user_contact_change_cancel(),
        "user.contact_change" => t.audit_user_contact_change(),
        "user.contact_change_undo" => t.audit_user_contact_change_undo(),
        "user.name_set" => t.audit_user_name_set(),
        "organization.reset_policy_set" => t.audit_organization_reset_policy_set(),
        "user.password_give" => t.audit_user_password_give(),
        "user.disable" => t.audit_user_disable(),
        "user.enable" => t.audit_user_enable(),
        "user.delete" => t.audit_user_delete(),
        "user.restore" => t.audit_user_restore(),
        "user.purge" => t.audit_user_purge(),
        "user.unlock" => t.audit_user_unlock(),
        "user.link_give" => t.audit_user_link_give(),
        "user.data_export" => t.audit_user_data_export(),
        "user.sessions_end" => t.audit_user_sessions_end(),
        "user.lock" => t.audit_user_lock(),
        "session.begin" => t.audit_session_begin(),
        "membership.import" => t.audit_membership_import(),
        "customer.import" => t.audit_customer_import(),
        "mail.again" => t.audit_mail_again(),
        "membership.change" => t.audit_membership_change(),
        "membership.unbind" => t.audit_membership_unbind(),
        "customer.begin" => t.audit_customer_begin(),
        "customer.move" => t.audit_customer_move(),
        "web_mail_domain.add" => t.audit_web_mail_add(),
        "web_mail_domain.remove" => t.audit_web_mail_remove(),
        "enrollment.begin" => t.enrollments_event_begun(),
        "enrollment.correct" => t.enrollments_event_corrected(),
        "enrollment.choose_profile" => t.audit_enrollment_profile(),
        "enrollment.submit" => t.enrollments_event_submitted(),
        "enrollment.resend" => t.enrollments_event_mailed(),
        "enrollment.change_contact" => t.enrollments_event_address_changed(),
        "enrollment.confirm" => t.enrollments_event_confirmed(),
        "enrollment.disown" => t.enrollments_event_disowned(),
        "enrollment.check_decide" => t.audit_enrollment_check(),
        "enrollment.ask" => t.enrollments_event_information_requested(),
        "enrollment.answer" => t.enrollments_event_answered(),
        "enrollment.withdraw" => t.enrollments_event_withdrawn(),
        "enrollment.reject" => t.enrollments_event_rejected(),
        "enrollment.activate" => t.enrollments_event_activated(),
        "enrollment.abandon" => t.enrollments_event_abandoned(),
        "enrollment.reopen" => t.enrollments_event_reopened(),
        action if action.starts_with("enrollment.") => t.audit_enrollment(),
        _ => t.audit_other(),
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
