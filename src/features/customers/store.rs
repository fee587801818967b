//! Queries of relationships. A partner's list is read newest first by its own numbers (`seq`), never by scanning.

use std::collections::HashMap;

use diesel::dsl::max;
use diesel::prelude::*;

use super::domain::{Role, Source, State};
use crate::db::schema::{
    legacy_relationships as legacy, organization_programmes as programmes, organizations, relationships,
};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{LegacyRelationshipId, OrganizationId, RelationshipId};
use crate::kernel::search::contains;
use crate::policy::{OrganizationState, Programme, TenantScope};

/// How many keys go into one query.
const BATCH: usize = 500;

/// A reseller relationship as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = relationships)]
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
    /// The relationship.
    pub id: RelationshipId,
    /// Its number in the partner's list.
    pub seq: i64,
    /// The customer.
    pub customer: OrganizationId,
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
#[diesel(table_name = legacy)]
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

/// A page of a partner's active relationships, newest first.
pub(super) fn list(conn: &mut DbConn, scope: &TenantScope, from: From, limit: i64) -> DbResult<Vec<Listed>> {
    let Some(partner) = scope.own() else {
        return Ok(Vec::new());
    };
    let mut query = relationships::table
        .inner_join(organizations::table.on(organizations::id.eq(relationships::customer_organization_id)))
        .filter(relationships::partner_organization_id.eq(partner))
        .filter(relationships::state.eq(State::Active))
        .limit(limit)
        .select(listed())
        .into_boxed();
    query = match from {
        From::Start => query.order(relationships::seq.desc()),
        From::Before(seq) => query
            .filter(relationships::seq.lt(seq))
            .order(relationships::seq.desc()),
        From::After(seq) => query
            .filter(relationships::seq.gt(seq))
            .order(relationships::seq.asc()),
    };
    let mut rows: Vec<Listed> = query.load(conn)?;
    if matches!(from, From::After(_)) {
        rows.reverse();
    }
    Ok(rows)
}

/// What of the numbers from `low` to below `high` holds the folded text, newest first.
pub(super) fn search_window(
    conn: &mut DbConn,
    scope: &TenantScope,
    folded: &str,
    low: i64,
    high: i64,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let Some(partner) = scope.own() else {
        return Ok(Vec::new());
    };
    Ok(relationships::table
        .inner_join(organizations::table.on(organizations::id.eq(relationships::customer_organization_id)))
        .filter(relationships::partner_organization_id.eq(partner))
        .filter(relationships::state.eq(State::Active))
        .filter(relationships::seq.ge(low).and(relationships::seq.lt(high)))
        .filter(relationships::search_text.like(contains(folded)).escape('\\'))
        .order(relationships::seq.desc())
        .limit(limit)
        .select(listed())
        .load(conn)?)
}

type ListedColumns = (
    relationships::id,
    relationships::seq,
    organizations::id,
    organizations::legal_name,
    organizations::sign_in_domain,
    organizations::known_domain,
    organizations::country,
    organizations::state,
    relationships::role,
    relationships::source,
    relationships::source_portal,
    relationships::since,
);

fn listed() -> ListedColumns {
    (
        relationships::id,
        relationships::seq,
        organizations::id,
        organizations::legal_name,
        organizations::sign_in_domain,
        organizations::known_domain,
        organizations::country,
        organizations::state,
        relationships::role,
        relationships::source,
        relationships::source_portal,
        relationships::since,
    )
}

/// How many active relationships a partner has: the counter kept in every write.
pub(super) fn count(conn: &mut DbConn, scope: &TenantScope) -> DbResult<i64> {
    let Some(partner) = scope.own() else { return Ok(0) };
    Ok(organizations::table
        .find(partner)
        .select(organizations::customer_count)
        .first(conn)?)
}

/// The highest number of a partner's list; 0 without one.
pub(super) fn last_seq(conn: &mut DbConn, partner: OrganizationId) -> DbResult<i64> {
    let last: Option<i64> = relationships::table
        .filter(relationships::partner_organization_id.eq(partner))
        .select(max(relationships::seq))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Adds to a partner's counter. On PostgreSQL it holds the partner's row as well, so that two writers can't take one number.
pub(super) fn add_to_count(conn: &mut DbConn, partner: OrganizationId, by: i64) -> DbResult<()> {
    diesel::update(organizations::table.find(partner))
        .set(organizations::customer_count.eq(organizations::customer_count + by))
        .execute(conn)?;
    Ok(())
}

pub(super) fn insert(conn: &mut DbConn, scope: &TenantScope, relationship: &Relationship) -> DbResult<bool> {
    if !scope.allows(relationship.partner_organization_id) {
        return Ok(false);
    }
    Ok(diesel::insert_into(relationships::table)
        .values(relationship)
        .execute(conn)?
        == 1)
}

pub(super) fn active_between(
    conn: &mut DbConn,
    partner: OrganizationId,
    customer: OrganizationId,
    role: Role,
) -> DbResult<Option<RelationshipId>> {
    Ok(relationships::table
        .filter(relationships::partner_organization_id.eq(partner))
        .filter(relationships::customer_organization_id.eq(customer))
        .filter(relationships::role.eq(role))
        .filter(relationships::state.eq(State::Active))
        .select(relationships::id)
        .first(conn)
        .optional()?)
}

pub(super) fn active_of_customer(conn: &mut DbConn, customer: OrganizationId) -> DbResult<Vec<Relationship>> {
    Ok(relationships::table
        .filter(relationships::customer_organization_id.eq(customer))
        .filter(relationships::state.eq(State::Active))
        .select(Relationship::as_select())
        .load(conn)?)
}

pub(super) fn move_to(
    conn: &mut DbConn,
    id: RelationshipId,
    customer: OrganizationId,
    text: &str,
) -> DbResult<()> {
    diesel::update(
        relationships::table
            .find(id)
            .filter(relationships::state.eq(State::Active)),
    )
    .set((
        relationships::customer_organization_id.eq(customer),
        relationships::search_text.eq(text),
        relationships::version.eq(relationships::version + 1),
    ))
    .execute(conn)?;
    Ok(())
}

/// Ends an active relationship and takes it off the counter; whether it was active.
pub(super) fn end(
    conn: &mut DbConn,
    of: &Relationship,
    by: Option<OrganizationId>,
    reason: &str,
    at: Timestamp,
) -> DbResult<bool> {
    let ended = diesel::update(
        relationships::table
            .find(of.id)
            .filter(relationships::state.eq(State::Active)),
    )
    .set((
        relationships::state.eq(State::Ended),
        relationships::ended_at.eq(Some(at)),
        relationships::ended_by_organization_id.eq(by),
        relationships::end_reason.eq(Some(reason)),
        relationships::version.eq(relationships::version + 1),
    ))
    .execute(conn)?;
    if ended == 1 {
        add_to_count(conn, of.partner_organization_id, -1)?;
    }
    Ok(ended == 1)
}

/// Keeps the search text of a customer's relationships right after its name or domain changed.
pub(super) fn set_search_text(conn: &mut DbConn, customer: OrganizationId, text: &str) -> DbResult<()> {
    diesel::update(relationships::table.filter(relationships::customer_organization_id.eq(customer)))
        .set(relationships::search_text.eq(text))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_origin(
    conn: &mut DbConn,
    id: RelationshipId,
    portal: &str,
    since: Option<Timestamp>,
) -> DbResult<()> {
    diesel::update(relationships::table.find(id))
        .set(relationships::source_portal.eq(Some(portal)))
        .execute(conn)?;
    if let Some(since) = since {
        diesel::update(relationships::table.find(id))
            .set(relationships::since.eq(since))
            .execute(conn)?;
    }
    Ok(())
}

pub(super) fn legacy_of(conn: &mut DbConn, numbers: &[MpnId]) -> DbResult<Vec<Legacy>> {
    let mut found = Vec::new();
    for batch in numbers.chunks(BATCH) {
        found.extend(
            legacy::table
                .filter(legacy::mpn_id.eq_any(batch))
                .select(Legacy::as_select())
                .load::<Legacy>(conn)?,
        );
    }
    Ok(found)
}

pub(super) fn legacy_waiting(conn: &mut DbConn, mpn_id: &MpnId) -> DbResult<Vec<Legacy>> {
    Ok(legacy::table
        .filter(legacy::mpn_id.eq(mpn_id))
        .filter(legacy::consumed_at.is_null())
        .order(legacy::id)
        .select(Legacy::as_select())
        .load(conn)?)
}

pub(super) fn add_legacy(conn: &mut DbConn, row: &Legacy) -> DbResult<()> {
    diesel::insert_into(legacy::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn change_legacy(conn: &mut DbConn, row: &Legacy) -> DbResult<()> {
    diesel::update(legacy::table.find(row.id))
        .set((
            legacy::customer_name.eq(&row.customer_name),
            legacy::country.eq(&row.country),
            legacy::source_portal.eq(&row.source_portal),
            legacy::since.eq(row.since),
            legacy::imported_at.eq(row.imported_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Marks an imported row as used; whether it wasn't yet.
pub(super) fn consume(
    conn: &mut DbConn,
    id: LegacyRelationshipId,
    relationship: Option<RelationshipId>,
    at: Timestamp,
) -> DbResult<bool> {
    let rows = diesel::update(legacy::table.find(id).filter(legacy::consumed_at.is_null()))
        .set((
            legacy::consumed_at.eq(Some(at)),
            legacy::relationship_id.eq(relationship),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// The organizations that a customer's domain leads to: who verified it, else the unclaimed one that an import made (decision 15).
pub(super) fn known_by_domain(
    conn: &mut DbConn,
    domains: &[String],
) -> DbResult<HashMap<String, OrganizationId>> {
    let mut found = HashMap::new();
    for batch in domains.chunks(BATCH) {
        let unclaimed: Vec<(Option<String>, OrganizationId)> = organizations::table
            .filter(organizations::known_domain.eq_any(batch))
            .filter(organizations::state.eq(OrganizationState::Unclaimed))
            .select((organizations::known_domain, organizations::id))
            .load(conn)?;
        let verified: Vec<(Option<String>, OrganizationId)> = organizations::table
            .filter(organizations::sign_in_domain.eq_any(batch))
            .filter(organizations::domain_state.eq("verified"))
            .select((organizations::sign_in_domain, organizations::id))
            .load(conn)?;
        for (domain, id) in unclaimed.into_iter().chain(verified) {
            found.insert(domain.unwrap_or_default(), id);
        }
    }
    Ok(found)
}

/// Name, domain and state of an organization.
pub(super) fn organization(
    conn: &mut DbConn,
    id: OrganizationId,
) -> DbResult<(String, Option<String>, Option<String>, OrganizationState)> {
    Ok(organizations::table
        .find(id)
        .select((
            organizations::legal_name,
            organizations::sign_in_domain,
            organizations::known_domain,
            organizations::state,
        ))
        .first(conn)?)
}

pub(super) fn unclaimed_with(conn: &mut DbConn, domain: &str) -> DbResult<Option<OrganizationId>> {
    Ok(organizations::table
        .filter(organizations::known_domain.eq(domain))
        .filter(organizations::state.eq(OrganizationState::Unclaimed))
        .select(organizations::id)
        .first(conn)
        .optional()?)
}

/// Marks an unclaimed organization as part of the one that verified its domain.
pub(super) fn merge(
    conn: &mut DbConn,
    unclaimed: OrganizationId,
    into: OrganizationId,
    at: Timestamp,
) -> DbResult<bool> {
    let rows = diesel::update(
        organizations::table
            .find(unclaimed)
            .filter(organizations::state.eq(OrganizationState::Unclaimed)),
    )
    .set((
        organizations::state.eq(OrganizationState::Merged),
        organizations::state_since.eq(at),
        organizations::merged_into.eq(Some(into)),
        organizations::version.eq(organizations::version + 1),
    ))
    .execute(conn)?;
    Ok(rows == 1)
}

/// Makes an organization a customer, unless it is one.
pub(super) fn make_customer(conn: &mut DbConn, id: OrganizationId, at: Timestamp) -> DbResult<()> {
    let known: Option<String> = programmes::table
        .find((id, Programme::Customer))
        .select(programmes::state)
        .first(conn)
        .optional()?;
    match known.as_deref() {
        Some("active") => {}
        Some(_) => {
            diesel::update(programmes::table.find((id, Programme::Customer)))
                .set((programmes::state.eq("active"), programmes::since.eq(at)))
                .execute(conn)?;
        }
        None => {
            diesel::insert_into(programmes::table)
                .values((
                    programmes::organization_id.eq(id),
                    programmes::programme.eq(Programme::Customer),
                    programmes::state.eq("active"),
                    programmes::since.eq(at),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Makes the unclaimed organization of an imported customer (decision 15): it has no sign-in domain, so its domain isn't taken.
pub(super) fn add_unclaimed(
    conn: &mut DbConn,
    name: &str,
    domain: &str,
    country: &str,
    at: Timestamp,
) -> DbResult<OrganizationId> {
    let id = OrganizationId::new();
    let last: Option<i64> = organizations::table
        .select(max(organizations::number))
        .first(conn)?;
    diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(id),
            organizations::number.eq(last.unwrap_or(0) + 1),
            organizations::legal_name.eq(name),
            organizations::legal_name_key.eq(name_key(name)),
            organizations::country.eq(country),
            organizations::known_domain.eq(Some(domain)),
            organizations::domain_state.eq("none"),
            organizations::state.eq(OrganizationState::Unclaimed),
            organizations::state_since.eq(at),
            organizations::created_at.eq(at),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Gives an unclaimed organization the name that a later import has for it.
pub(super) fn rename_unclaimed(
    conn: &mut DbConn,
    id: OrganizationId,
    name: &str,
    country: &str,
) -> DbResult<bool> {
    let rows = diesel::update(
        organizations::table
            .find(id)
            .filter(organizations::state.eq(OrganizationState::Unclaimed)),
    )
    .set((
        organizations::legal_name.eq(name),
        organizations::legal_name_key.eq(name_key(name)),
        organizations::country.eq(country),
    ))
    .execute(conn)?;
    Ok(rows == 1)
}

fn name_key(name: &str) -> String {
    crate::kernel::search::fold(name)
}
