//! Roles and programmes in words.

use super::Words;
use crate::policy::{Programme, Role};

/// A role in words.
#[must_use]
pub fn role_words(t: &Words, role: Role) -> String {
    use crate::policy::{AdminRole as Ad, AgentRole as Ag, OperatorRole as Op};
    match role {
        Role::Agent(Ag::AdminAgent) => t.roles_admin_agent(),
        Role::Agent(Ag::SalesAgent) => t.roles_sales_agent(),
        Role::Agent(Ag::HelpdeskAgent) => t.roles_helpdesk_agent(),
        Role::Agent(Ag::None) => t.roles_not_an_agent(),
        Role::Admin(Ad::GlobalAdmin) => t.roles_global_admin(),
        Role::Admin(Ad::UserManagementAdmin) => t.roles_user_management_admin(),
        Role::Admin(Ad::BillingAdmin) => t.roles_billing_admin(),
        Role::Admin(Ad::None) => t.roles_not_an_admin(),
        Role::Operator(Op::Administrator) => t.roles_administrator(),
        Role::Operator(Op::Reviewer) => t.roles_reviewer(),
        Role::Operator(Op::None) => t.roles_none(),
    }
}

/// A programme in words.
#[must_use]
pub fn programme_words(t: &Words, programme: Programme) -> String {
    match programme {
        Programme::Reseller => t.roles_programme_reseller(),
        Programme::Provider => t.roles_programme_provider(),
        Programme::Customer => t.roles_programme_customer(),
        Programme::Operator => t.roles_programme_operator(),
    }
}

/// Roles in words, joined; "no role yet" without one.
#[must_use]
pub fn joined_roles(t: &Words, roles: &[Role]) -> String {
    let words: Vec<String> = roles.iter().map(|r| role_words(t, *r)).collect();
    if words.is_empty() {
        t.roles_none()
    } else {
        words.join(&t.roles_separator())
    }
}

/// A person's name in a line of what happened; a name that is gone was that of somebody whose data were erased.
#[must_use]
pub fn name_words(t: &Words, full_name: &str) -> String {
    if full_name.is_empty() {
        t.people_former_user()
    } else {
        full_name.to_owned()
    }
}
