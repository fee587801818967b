//! The Dashboard menu: only what the person's roles open (S35).

use crate::i18n::Words;
use crate::policy::actions::{self, Can};
use crate::policy::{Actor, Programme};

/// A group of the Dashboard menu.
#[derive(Clone, Debug)]
pub struct MenuGroup {
    /// Its heading, if it has one.
    pub label: Option<String>,
    /// Its pages.
    pub items: Vec<MenuItem>,
}

/// A page in the menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The page's name.
    pub label: String,
    /// Its address.
    pub href: &'static str,
    /// The symbol's id in the sprite.
    pub icon: &'static str,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// The menu of this person, with the page that is shown marked.
#[must_use]
pub fn menu(t: &Words, actor: &Actor, path: &str) -> Vec<MenuGroup> {
    let can = Can::of(Some(actor));
    let item = |label: String, href: &'static str, icon: &'static str| MenuItem {
        label,
        href,
        icon,
        current: path == href || path.starts_with(&format!("{href}/")),
    };
    let mut main = vec![item(t.menu_dashboard(), "/dashboard", "home")];
    if can.may::<actions::SeeCustomers>() {
        main.push(item(t.menu_customers(), "/customers", "people"));
    }
    if can.may::<actions::SeeEnrollment>() && !actor.is_in(Programme::Reseller) {
        main.push(item(t.menu_enrollment(), "/enroll", "building_shop"));
    }
    let mut operations = Vec::new();
    if can.may::<actions::ReviewEnrollment>() {
        operations.push(item(
            t.menu_enrollments(),
            "/operations/enrollments",
            "document_text",
        ));
    }
    if can.may::<actions::SeeMemberships>() {
        operations.push(item(
            t.menu_memberships(),
            "/operations/memberships",
            "organization",
        ));
    }
    if can.may::<actions::SeeOrganizations>() {
        operations.push(item(
            t.menu_organizations(),
            "/operations/organizations",
            "building_multiple",
        ));
    }
    if can.may::<actions::FindPeople>() {
        operations.push(item(t.menu_people(), "/operations/people", "people_team"));
    }
    if can.may::<actions::DecideNames>() {
        operations.push(item(t.menu_name_changes(), "/operations/changes", "edit"));
    }
    if can.may::<actions::ManageDomains>() {
        operations.push(item(t.menu_domains(), "/operations/domains", "link"));
    }
    if can.may::<actions::ManageWebMailDomains>() {
        operations.push(item(
            t.menu_web_mail_domains(),
            "/operations/web-mail-domains",
            "shield_checkmark",
        ));
    }
    if can.may::<actions::ManageMail>() {
        operations.push(item(t.menu_mail(), "/operations/mail", "mail"));
    }
    let mut account = Vec::new();
    if can.may::<actions::SeeOrganization>() {
        account.push(item(
            t.menu_organization_profile(),
            "/account/organization",
            "organization",
        ));
    }
    if can.may::<actions::SeeUsers>() {
        account.push(item(t.menu_users(), "/account/users", "people_settings"));
    }
    if can.may::<actions::SeePeopleActivity>() {
        account.push(item(t.menu_activity(), "/account/activity", "history"));
    }
    account.push(item(t.menu_my_profile(), "/account/me", "person"));
    let group = |label: Option<String>, items: Vec<MenuItem>| MenuGroup { label, items };
    [
        group(None, main),
        group(Some(t.menu_operations()), operations),
        group(Some(t.menu_account_settings()), account),
    ]
    .into_iter()
    .filter(|g| !g.items.is_empty())
    .collect()
}
