//! Relationships begin, move and end.

use std::collections::HashMap;

use diesel::dsl::max;
use diesel::prelude::*;

use super::{BATCH, Relationship};
use crate::db::schema::{organizations, relationships};
use crate::db::{DbConn, DbResult};
use crate::features::customers::domain::{Role, State};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, RelationshipId};
use crate::policy::TenantScope;

/// The highest number of a partner's list; 0 without one.
pub(in crate::features::customers) fn last_seq(conn: &mut DbConn, partner: OrganizationId) -> DbResult<i64> {
    let last: Option<i64> = relationships::table
        .filter(relationships::partner_organization_id.eq(partner))
        .select(max(relationships::seq))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Adds to a partner's counter. On PostgreSQL it holds the partner's row as well, so that two writers can't take one number.
pub(in crate::features::customers) fn add_to_count(
    conn: &mut DbConn,
    partner: OrganizationId,
    by: i64,
) -> DbResult<()> {
    diesel::update(organizations::table.find(partner))
        .set(organizations::customer_count.eq(organizations::customer_count + by))
        .execute(conn)?;
    Ok(())
}

pub(in crate::features::customers) fn insert(
    conn: &mut DbConn,
    scope: &TenantScope,
    relationship: &Relationship,
) -> DbResult<bool> {
    if !scope.allows(relationship.partner_organization_id) {
        return Ok(false);
    }
    Ok(diesel::insert_into(relationships::table)
        .values(relationship)
        .execute(conn)?
        == 1)
}

pub(in crate::features::customers) fn active_between(
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

/// Those of these customers that a partner serves already, and by which relationship.
pub(in crate::features::customers) fn active_among(
    conn: &mut DbConn,
    partner: OrganizationId,
    role: Role,
    customers: &[OrganizationId],
) -> DbResult<HashMap<OrganizationId, RelationshipId>> {
    let mut found = HashMap::new();
    for batch in customers.chunks(BATCH) {
        let rows: Vec<(OrganizationId, RelationshipId)> = relationships::table
            .filter(relationships::partner_organization_id.eq(partner))
            .filter(relationships::customer_organization_id.eq_any(batch))
            .filter(relationships::role.eq(role))
            .filter(relationships::state.eq(State::Active))
            .select((relationships::customer_organization_id, relationships::id))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

pub(in crate::features::customers) fn active_of_customer(
    conn: &mut DbConn,
    customer: OrganizationId,
) -> DbResult<Vec<Relationship>> {
    Ok(relationships::table
        .filter(relationships::customer_organization_id.eq(customer))
        .filter(relationships::state.eq(State::Active))
        .select(Relationship::as_select())
        .load(conn)?)
}

pub(in crate::features::customers) fn move_to(
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
pub(in crate::features::customers) fn end(
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

/// Ends every active relationship of a partner at once; how many. There may be a million: nothing is read for it.
pub(in crate::features::customers) fn end_all_of_partner(
    conn: &mut DbConn,
    partner: OrganizationId,
    reason: &str,
    at: Timestamp,
) -> DbResult<i64> {
    let ended = diesel::update(
        relationships::table
            .filter(relationships::partner_organization_id.eq(partner))
            .filter(relationships::state.eq(State::Active)),
    )
    .set((
        relationships::state.eq(State::Ended),
        relationships::ended_at.eq(Some(at)),
        relationships::ended_by_organization_id.eq(Some(partner)),
        relationships::end_reason.eq(Some(reason)),
        relationships::version.eq(relationships::version + 1),
    ))
    .execute(conn)?;
    let ended = i64::try_from(ended).unwrap_or(i64::MAX);
    add_to_count(conn, partner, -ended)?;
    Ok(ended)
}

/// Keeps the search text of a customer's relationships right after its name or domain changed.
pub(in crate::features::customers) fn set_search_text(
    conn: &mut DbConn,
    customer: OrganizationId,
    text: &str,
) -> DbResult<()> {
    diesel::update(relationships::table.filter(relationships::customer_organization_id.eq(customer)))
        .set(relationships::search_text.eq(text))
        .execute(conn)?;
    Ok(())
}

pub(in crate::features::customers) fn set_origin(
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
