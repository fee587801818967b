//! What each role gives and withholds, in words: read off the permission table, so that it is written nowhere twice (P23).

use crate::i18n::Words;
use crate::policy::actions::{Products, Row, TABLE};
use crate::policy::{AdminRole, AgentRole, OperatorRole, Programme, Role};
use crate::web::view::role_words;

/// One radio of the role chooser.
pub(super) struct Choice {
    /// What is sent.
    pub(super) value: &'static str,
    /// The role's name.
    pub(super) label: String,
    /// Who it is for, in a few words.
    pub(super) hint: String,
    /// What they can do.
    pub(super) can: Vec<String>,
    /// What they can't do.
    pub(super) cannot: Vec<String>,
    /// Whether it can't be given by who looks at it (A16).
    pub(super) withheld: bool,
}

/// One axis of the role chooser.
pub(super) struct Axis {
    /// The field's name.
    pub(super) name: &'static str,
    /// Its heading.
    pub(super) legend: String,
    /// What it is about.
    pub(super) hint: String,
    /// The roles.
    pub(super) choices: Vec<Choice>,
}

/// Who has agents: whoever serves customers or may come to (decision 3).
pub(super) fn has_agents(programmes: &[Programme]) -> bool {
    programmes.is_empty()
        || programmes.contains(&Programme::Reseller)
        || programmes.contains(&Programme::Provider)
}

/// The axes of an organization in these programmes. `top` is whether who looks may give the highest role.
pub(super) fn axes(t: &Words, programmes: &[Programme], top: bool) -> Vec<Axis> {
    let choices = |roles: Vec<Role>| {
        roles
            .into_iter()
            .map(|role| choice(t, programmes, role, top))
            .collect()
    };
    if programmes.contains(&Programme::Operator) {
        return vec![Axis {
            name: "operator",
            legend: t.people_operator(),
            hint: t.people_operator_hint(),
            choices: choices(vec![
                Role::Operator(OperatorRole::Administrator),
                Role::Operator(OperatorRole::Reviewer),
            ]),
        }];
    }
    let agents = Axis {
        name: "agent",
        legend: t.people_agent(),
        hint: t.people_agent_hint(),
        choices: choices(AgentRole::ALL.iter().map(|r| Role::Agent(*r)).collect()),
    };
    let admins = Axis {
        name: "admin",
        legend: t.people_admin(),
        hint: t.people_admin_hint(),
        choices: choices(AdminRole::ALL.iter().map(|r| Role::Admin(*r)).collect()),
    };
    if has_agents(programmes) {
        vec![agents, admins]
    } else {
        vec![admins]
    }
}

fn choice(t: &Words, programmes: &[Programme], role: Role, top: bool) -> Choice {
    let highest = matches!(
        role,
        Role::Admin(AdminRole::GlobalAdmin) | Role::Operator(OperatorRole::Administrator)
    );
    let (value, hint) = about(t, role);
    let (can, cannot) = match role {
        Role::Agent(AgentRole::None) => (vec![t.abilities_own_profile()], vec![t.abilities_no_customers()]),
        Role::Admin(AdminRole::None) => (vec![t.abilities_own_profile()], vec![t.abilities_no_settings()]),
        _ => lists(t, programmes, role),
    };
    Choice {
        value,
        label: role_words(t, role),
        hint,
        can,
        cannot,
        withheld: highest && !top,
    }
}

fn lists(t: &Words, programmes: &[Programme], role: Role) -> (Vec<String>, Vec<String>) {
    let (mut can, mut cannot) = (Vec::new(), Vec::new());
    for row in told().filter(|row| row.is_beside_roles()) {
        let granting = granting(row, programmes);
        if granting.contains(&role) {
            can.push(reached(t, row, programmes, &[role]));
        } else if !granting.is_empty() {
            cannot.push(words(t, row.name));
        }
    }
    if role == Role::Admin(AdminRole::UserManagementAdmin) {
        cannot.push(t.abilities_no_global_admin());
    }
    (can, cannot)
}

/// The roles that give it; an organization without programme is asked as the reseller it may become.
fn granting(row: &Row, programmes: &[Programme]) -> Vec<Role> {
    if programmes.is_empty() {
        row.granting(&[Programme::Reseller])
    } else {
        row.granting(programmes)
    }
}

/// An action in words, with the products it doesn't reach (S39).
fn reached(t: &Words, row: &Row, programmes: &[Programme], held: &[Role]) -> String {
    match row.products(programmes, held) {
        Products::All => words(t, row.name),
        Products::ExceptOffice365 => t.abilities_not_office(words(t, row.name)),
    }
}

/// The value that is sent, and whom the role is for.
fn about(t: &Words, role: Role) -> (&'static str, String) {
    match role {
        Role::Agent(r) => (
            r.as_str(),
            match r {
                AgentRole::AdminAgent => t.abilities_admin_agent(),
                AgentRole::SalesAgent => t.abilities_sales_agent(),
                AgentRole::HelpdeskAgent => t.abilities_helpdesk_agent(),
                AgentRole::None => t.abilities_not_an_agent(),
            },
        ),
        Role::Admin(r) => (
            r.as_str(),
            match r {
                AdminRole::GlobalAdmin => t.abilities_global_admin(),
                AdminRole::UserManagementAdmin => t.abilities_user_management_admin(),
                AdminRole::BillingAdmin => t.abilities_billing_admin(),
                AdminRole::None => t.abilities_not_an_admin(),
            },
        ),
        Role::Operator(r) => (
            r.as_str(),
            match r {
                OperatorRole::Administrator => t.abilities_administrator(),
                OperatorRole::Reviewer | OperatorRole::None => t.abilities_reviewer(),
            },
        ),
    }
}

/// What somebody may do, and why.
pub(super) struct Answer {
    /// The action in words.
    pub(super) action: String,
    /// Whether they may.
    pub(super) yes: bool,
    /// By which role, or which roles would do.
    pub(super) why: String,
}

/// The same table for one person.
pub(super) fn answers(t: &Words, programmes: &[Programme], held: &[Role]) -> Vec<Answer> {
    let joined = |roles: &[Role]| {
        let words: Vec<String> = roles.iter().map(|r| role_words(t, *r)).collect();
        words.join(&t.roles_separator())
    };
    told()
        .filter_map(|row| {
            let granting = row.granting(programmes);
            if granting.is_empty() {
                return None;
            }
            let giving: Vec<Role> = granting.iter().copied().filter(|r| held.contains(r)).collect();
            Some(if giving.is_empty() {
                Answer {
                    action: words(t, row.name),
                    yes: false,
                    why: t.abilities_needs(joined(&granting)),
                }
            } else {
                Answer {
                    action: reached(t, row, programmes, held),
                    yes: true,
                    why: t.abilities_by(joined(&giving)),
                }
            })
        })
        .collect()
}

/// The rows that are told: what depends on a role.
fn told() -> impl Iterator<Item = &'static Row> {
    // Whoever sees the organization sees its users, and whoever applies may withdraw: one line says both.
    let silent = ["enrollment.see", "enrollment.withdraw", "user.see"];
    TABLE
        .iter()
        .filter(move |row| row.who == crate::policy::actions::Who::Roles && !silent.contains(&row.name))
}

/// An action in words.
fn words(t: &Words, name: &str) -> String {
    match name {
        "organization.see" => t.abilities_organization_see(),
        "organization.manage" => t.abilities_organization_manage(),
        "enrollment.apply" => t.abilities_enrollment_apply(),
        "enrollment.review" => t.abilities_enrollment_review(),
        "enrollment.reopen" => t.abilities_enrollment_reopen(),
        "membership.see" => t.abilities_membership_see(),
        "membership.manage" => t.abilities_membership_manage(),
        "customer.see" => t.abilities_customer_see(),
        "customer.import" => t.abilities_customer_import(),
        "user.manage" => t.abilities_user_manage(),
        "activity.see" => t.abilities_activity_see(),
        "activity.see_people" => t.abilities_activity_see_people(),
        "service_health.see" => t.abilities_service_health_see(),
        "service_request.manage" => t.abilities_service_request_manage(),
        "relationship.request" => t.abilities_relationship_request(),
        "delegated_admin.request" => t.abilities_delegated_admin_request(),
        "customer.administer" => t.abilities_customer_administer(),
        "subscription.see" => t.abilities_subscription_see(),
        "subscription.manage" => t.abilities_subscription_manage(),
        "partner_profile.see" => t.abilities_partner_profile_see(),
        "billing.see" => t.abilities_billing_see(),
        "portal_ticket.open" => t.abilities_portal_ticket_open(),
        "partnership.accept" => t.abilities_partnership_accept(),
        "domain.manage" => t.abilities_domain_manage(),
        "organizations.see" => t.abilities_organizations_see(),
        "organizations.make" => t.abilities_organizations_make(),
        "organization.close" => t.abilities_organization_close(),
        "organization.close_undo" => t.abilities_organization_close_undo(),
        "organizations.suspend" => t.abilities_organizations_suspend(),
        "organization.rename" => t.abilities_organization_rename(),
        "name_change.decide" => t.abilities_name_change_decide(),
        "people.find" => t.abilities_people_find(),
        "people.sessions_end" => t.abilities_people_sessions_end(),
        "mail.manage" => t.abilities_mail_manage(),
        "web_mail_domain.manage" => t.abilities_web_mail_domain_manage(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::language::Language;

    #[test]
    fn every_row_that_is_told_has_words_in_both_languages() {
        for language in Language::ALL {
            let t = crate::i18n::words(language);
            for row in told() {
                assert_ne!(words(t, row.name), row.name, "{language:?}");
            }
        }
    }

    #[test]
    fn the_chooser_says_what_the_seed_says_s38() {
        let t = crate::i18n::words(Language::En);
        let axes = axes(t, &[Programme::Reseller], true);
        let names: Vec<&str> = axes.iter().map(|a| a.name).collect();
        assert_eq!(names, ["agent", "admin"]);
        let agent = &axes[0].choices[0];
        assert!(agent.cannot.contains(&t.abilities_user_manage()), "A1");
        assert!(agent.cannot.contains(&t.abilities_portal_ticket_open()), "A2");
        let helpdesk = &axes[0].choices[2];
        let requests = t.abilities_not_office(t.abilities_service_request_manage());
        assert!(helpdesk.can.contains(&requests), "S39");
        assert!(helpdesk.cannot.contains(&t.abilities_relationship_request()));
        let global = &axes[1].choices[0];
        assert!(global.cannot.is_empty(), "S38: all services with full privileges");
        // A settings page that only its Global admin has tells nothing about the other roles.
        let beside = axes.iter().flat_map(|axis| &axis.choices);
        let mut told = beside.flat_map(|choice| choice.can.iter().chain(&choice.cannot));
        assert!(!told.any(|line| *line == t.abilities_organization_close_undo()));
    }

    #[test]
    fn every_role_sees_the_organization_and_its_users_and_says_so() {
        let t = crate::i18n::words(Language::En);
        let row = |name: &str| *TABLE.iter().find(|row| row.name == name).expect("a row");
        let (organization, people) = (row("organization.see"), row("user.see"));
        for programme in [Programme::Reseller, Programme::Provider, Programme::Customer] {
            assert_eq!(
                organization.roles_of(programme),
                people.roles_of(programme),
                "one line says both"
            );
            for choice in axes(t, &[programme], true).iter().flat_map(|axis| &axis.choices) {
                let none = choice.value == "none";
                assert_eq!(
                    choice.can.contains(&t.abilities_organization_see()),
                    !none,
                    "{}",
                    choice.label
                );
            }
        }
    }

    #[test]
    fn a_customer_has_the_admin_axis_only_and_the_operator_its_own() {
        let t = crate::i18n::words(Language::En);
        let of = |programme| -> Vec<&str> { axes(t, &[programme], true).iter().map(|a| a.name).collect() };
        assert_eq!(of(Programme::Customer), ["admin"]);
        assert_eq!(of(Programme::Operator), ["operator"]);
    }
}
