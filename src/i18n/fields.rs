//! What fields of forms are called, for the summary of what is wrong: there a sentence stands far from its field.

use super::Words;

/// The label of a field by its name; `None` for one whose sentences always name the matter themselves.
#[must_use]
pub fn field(t: &Words, name: &str) -> Option<String> {
    Some(match name {
        "legal_name" => t.users_legal_name(),
        "organization_name" => t.users_operator_name(),
        "country" => t.users_country(),
        "domain" => t.users_domain(),
        "label" => t.users_label(),
        "full_name" => t.users_full_name(),
        "email" => t.users_email(),
        "user_name" => t.users_user_name(),
        "password" => t.users_password(),
        "current" => t.sessions_current(),
        "proof" => t.organizations_proof(),
        "first_name" => t.organizations_first_name(),
        "last_name" => t.organizations_last_name(),
        "phone" => t.organizations_contact_phone(),
        "website" => t.organizations_contact_website(),
        "contact_first_name" => t.enrollments_field_contact_first_name(),
        "contact_last_name" => t.enrollments_field_contact_last_name(),
        "contact_email" => t.enrollments_field_contact_email(),
        "contact_phone" => t.enrollments_field_contact_phone(),
        "contact_language" => t.enrollments_field_contact_language(),
        "support_email" => t.enrollments_field_support_email(),
        "support_phone" => t.enrollments_field_support_phone(),
        "support_website" => t.enrollments_field_support_website(),
        "organization" => t.memberships_organization(),
        "line1" => t.problems_address_line1(),
        "line2" => t.problems_address_line2(),
        "city" => t.problems_address_city(),
        "region" => t.problems_address_region(),
        "postal_code" => t.problems_address_postal_code(),
        "reason" => t.review_reason(),
        "name" => t.names_new(),
        "grounds" => t.names_grounds(),
        "text" => t.review_ask_text(),
        "programme" => t.operations_programme(),
        _ => return None,
    })
}

/// What a column of the membership directory is called.
#[must_use]
pub fn membership_column(t: &Words, code: &str) -> Option<String> {
    Some(match code {
        "login" => t.memberships_login(),
        "enrolled_domain" => t.memberships_enrolled_domain(),
        "organization" => t.memberships_organization(),
        "country" => t.memberships_country(),
        "state" => t.memberships_state(),
        "kind" => t.memberships_kind(),
        "competencies" => t.memberships_competencies(),
        "address_line1" => t.memberships_address_line1(),
        "address_line2" => t.memberships_address_line2(),
        "city" => t.memberships_city(),
        "region" => t.memberships_region(),
        "postal_code" => t.memberships_postal_code(),
        "phone" => t.memberships_phone(),
        "website" => t.memberships_website(),
        _ => return None,
    })
}
