//! Queries of the membership directory.

mod accounts;
mod history;
mod list;
mod profiles;

use diesel::prelude::*;

use super::domain::{Concern, MpnId, ProfileKind, ProfileState, Unselectable, selectable};
use crate::db::schema::{membership_accounts as accounts_table, membership_profiles as profiles_table};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{MembershipAccountId, MembershipProfileId, OrganizationId};

pub(super) use accounts::{
    account, account_by_login, accounts_by_login, add_account, hold_account, note_failure, renew_hash,
    set_lock, set_password,
};
pub use history::Past;
pub(super) use history::history;
pub use list::{Filter, Listed, Place};
pub(super) use list::{count_up_to, list, search};
pub(super) use profiles::{
    add_profile, bind, change_profile, countries_of_bound, profile, profiles_by_number, profiles_of, release,
    reserve, touch, unbind,
};
pub use profiles::{bound_to, enrolled_with, holders};

/// A sign-in account of the directory.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts_table)]
pub struct Account {
    /// Its id.
    pub id: MembershipAccountId,
    /// The user name as imported.
    pub login: String,
    /// The form in which it is unique.
    pub login_norm: String,
    /// argon2 in PHC form.
    pub password_hash: String,
    /// The key that peppered the hash; empty for a hash that came from elsewhere.
    pub password_key: String,
    /// SHA-256 of the hash as imported, so that repeating an import changes nothing after a sign-in renewed the hash.
    pub imported_print: Option<String>,
    /// Failed sign-ins in a row.
    pub failed_count: i32,
    /// The last of them.
    pub failed_at: Option<Timestamp>,
    /// No sign-in before.
    pub locked_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An organization profile with its MPN ID.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = profiles_table)]
pub struct Profile {
    /// Its id.
    pub id: MembershipProfileId,
    /// The account that holds it.
    pub account_id: MembershipAccountId,
    /// Its number.
    pub mpn_id: MpnId,
    /// The organization's name in the directory.
    pub organization_name: String,
    /// The same, folded for search.
    pub name_key: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Whether it counts.
    pub state: ProfileState,
    /// What it stands for.
    pub kind: ProfileKind,
    /// A JSON list of words.
    pub competencies: String,
    /// The domain that is already enrolled with it (S6).
    pub enrolled_domain: Option<String>,
    /// Address, empty where unknown.
    pub address_line1: String,
    /// Second line.
    pub address_line2: String,
    /// City.
    pub city: String,
    /// Prefecture, state, province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// E.164, or empty.
    pub phone: String,
    /// URL, or empty.
    pub website: String,
    /// Who has applied with it (decision 12).
    pub reserved_organization_id: Option<OrganizationId>,
    /// Whose it is.
    pub bound_organization_id: Option<OrganizationId>,
    /// Since when.
    pub bound_at: Option<Timestamp>,
    /// What the operator should look at.
    pub concern: Option<Concern>,
    /// When an import last had it.
    pub imported_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// For concurrent edits.
    pub version: i32,
}

impl Profile {
    /// The competencies as a list.
    #[must_use]
    pub fn competency_list(&self) -> Vec<String> {
        serde_json::from_str(&self.competencies).unwrap_or_default()
    }

    /// Whether somebody other than `organization` has it or has applied with it.
    #[must_use]
    pub fn taken_from(&self, organization: OrganizationId) -> bool {
        [self.bound_organization_id, self.reserved_organization_id]
            .into_iter()
            .flatten()
            .any(|holder| holder != organization)
    }

    /// Rule S20 for an organization in `country` (ISO 3166-1 alpha-2).
    pub fn selectable_by(&self, organization: OrganizationId, country: &str) -> Result<(), Unselectable> {
        selectable(self.state, &self.country, country, self.taken_from(organization))
    }
}

/// The columns of a profile that an import or a correction writes.
#[derive(Clone, Debug, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = profiles_table, treat_none_as_null = true)]
pub(super) struct Change {
    pub account_id: MembershipAccountId,
    pub organization_name: String,
    pub name_key: String,
    pub country: String,
    pub state: ProfileState,
    pub kind: ProfileKind,
    pub competencies: String,
    pub enrolled_domain: Option<String>,
    pub address_line1: String,
    pub address_line2: String,
    pub city: String,
    pub region: String,
    pub postal_code: String,
    pub phone: String,
    pub website: String,
    pub concern: Option<Concern>,
    pub imported_at: Option<Timestamp>,
    pub updated_at: Timestamp,
}

/// How many keys go into one query: SQLite takes 32,766 values, a plan of PostgreSQL grows with the list.
const BATCH: usize = 500;
