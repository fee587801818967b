//! Queries of relationships. A partner's list is read newest first by its own numbers (`seq`), never by scanning.

mod fill;
mod legacy;
mod list;
mod organizations;
mod relationships;

use diesel::prelude::*;

use super::domain::{Role, Source, State};
use crate::db::schema::{legacy_relationships as legacy_table, relationships as relationships_table};
use crate::features::memberships::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{LegacyRelationshipId, OrganizationId, RelationshipId};
use crate::policy::OrganizationState;

pub use fill::NewCustomer;
pub(super) use fill::fill;
pub(super) use legacy::{add_legacy, change_legacy, consume, legacy_of, legacy_waiting};
pub(super) use list::{count, list, search_window};
pub(super) use organizations::{
    add_unclaimed, known_by_domain, make_customers, merge, rename_unclaimed, search_texts, unclaimed_with,
};
pub(super) use relationships::{
    active_among, active_between, active_of_customer, add_to_count, end, end_all_of_partner, insert,
    last_seq, move_to, set_origin, set_search_text,
};

/// How many keys go into one query.
const BATCH: usize = 500;

/// A reseller relationship as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = relationships_table)]
pub struct Relationship {
    /// Its id.
    pub id: RelationshipId,
    /// Reseller or provider.
    pub partner_organization_id: OrganizationId,
    /// The customer.
    pub customer_organization_id: OrganizationId,
    /// Its number in the partner's list.
    pub seq: i64,
    /// As what the partner stands to the customer.
    pub role: Role,
    /// Where it came from.
    pub source: Source,
    /// The portal that it was imported from.
    pub source_portal: Option<String>,
    /// Whether it counts.
    pub state: State,
    /// The number by which the reseller was known.
    pub reseller_mpn_id: Option<String>,
    /// What a search looks into.
    pub search_text: String,
    /// Since when the partner serves the customer.
    pub since: Timestamp,
    /// When the row was made.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by_organization_id: Option<OrganizationId>,
    /// Why.
    pub end_reason: Option<String>,
    /// For concurrent edits.
    pub version: i32,
}

/// A row of the customer list.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// Its number in the partner's list.
    pub seq: i64,
    /// Its legal name.
    pub name: String,
    /// Its sign-in domain.
    pub sign_in_domain: Option<String>,
    /// The domain by which an import knows it.
    pub known_domain: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// What the organization may do.
    pub organization_state: String,
    /// As what the partner stands to it.
    pub role: Role,
    /// Where it came from.
    pub source: Source,
    /// The portal that it was imported from.
    pub source_portal: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

impl Listed {
    /// The domain by which people know the customer.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.sign_in_domain
            .as_deref()
            .or(self.known_domain.as_deref())
            .unwrap_or_default()
    }

    /// Whether nobody of the customer has signed in yet (decision 15).
    #[must_use]
    pub fn is_unclaimed(&self) -> bool {
        self.organization_state == OrganizationState::Unclaimed.as_str()
    }
}

/// An imported row that waits for its reseller's activation, or did.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = legacy_table)]
pub(super) struct Legacy {
    pub id: LegacyRelationshipId,
    pub mpn_id: MpnId,
    pub customer_domain: String,
    pub customer_name: String,
    pub country: String,
    pub source_portal: String,
    pub since: Option<Timestamp>,
    pub imported_at: Timestamp,
    pub consumed_at: Option<Timestamp>,
    pub relationship_id: Option<RelationshipId>,
}

/// From where in the list, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The newest.
    Start,
    /// Older than this number.
    Before(i64),
    /// Newer than this number.
    After(i64),
}
