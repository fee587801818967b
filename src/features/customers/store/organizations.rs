//! The organizations behind customers, claimed or not (decision 15).

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::BATCH;
use crate::db::schema::{organization_programmes as programmes, organizations};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::kernel::similar::legal_name_key;
use crate::policy::{OrganizationState, Programme};

/// The organizations that a customer's domain leads to: who verified it, else the unclaimed one that an import made (decision 15).
pub(in crate::features::customers) fn known_by_domain(
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

/// The unclaimed organization that an import knows by this domain.
pub(in crate::features::customers) fn unclaimed_with(
    conn: &mut DbConn,
    domain: &str,
) -> DbResult<Option<OrganizationId>> {
    Ok(organizations::table
        .filter(organizations::known_domain.eq(domain))
        .filter(organizations::state.eq(OrganizationState::Unclaimed))
        .select(organizations::id)
        .first(conn)
        .optional()?)
}

/// Marks an unclaimed organization as part of the one that verified its domain.
pub(in crate::features::customers) fn merge(
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

/// Makes these organizations customers, those that aren't.
pub(in crate::features::customers) fn make_customers(
    conn: &mut DbConn,
    ids: &[OrganizationId],
    at: Timestamp,
) -> DbResult<()> {
    for batch in ids.chunks(BATCH) {
        let known: Vec<OrganizationId> = programmes::table
            .filter(programmes::organization_id.eq_any(batch))
            .filter(programmes::programme.eq(Programme::Customer))
            .select(programmes::organization_id)
            .load(conn)?;
        diesel::update(
            programmes::table
                .filter(programmes::organization_id.eq_any(batch))
                .filter(programmes::programme.eq(Programme::Customer))
                .filter(programmes::state.ne("active")),
        )
        .set((programmes::state.eq("active"), programmes::since.eq(at)))
        .execute(conn)?;
        let known: HashSet<OrganizationId> = known.into_iter().collect();
        for id in batch.iter().filter(|id| !known.contains(id)) {
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

/// What a search looks into, by customer; `text` makes it of name and domain.
pub(in crate::features::customers) fn search_texts(
    conn: &mut DbConn,
    ids: &[OrganizationId],
    text: fn(&str, &str) -> String,
) -> DbResult<HashMap<OrganizationId, String>> {
    let mut found = HashMap::new();
    for batch in ids.chunks(BATCH) {
        let rows: Vec<(OrganizationId, String, Option<String>, Option<String>)> = organizations::table
            .filter(organizations::id.eq_any(batch))
            .select((
                organizations::id,
                organizations::legal_name,
                organizations::sign_in_domain,
                organizations::known_domain,
            ))
            .load(conn)?;
        for (id, name, own, known) in rows {
            found.insert(id, text(&name, own.or(known).as_deref().unwrap_or_default()));
        }
    }
    Ok(found)
}

/// Makes the unclaimed organization of an imported customer (decision 15): it has no sign-in domain, so its domain isn't taken.
pub(in crate::features::customers) fn add_unclaimed(
    conn: &mut DbConn,
    number: i64,
    name: &str,
    domain: &str,
    country: &str,
    at: Timestamp,
) -> DbResult<OrganizationId> {
    let id = OrganizationId::new();
    diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(id),
            organizations::number.eq(number),
            organizations::legal_name.eq(name),
            organizations::legal_name_key.eq(legal_name_key(name)),
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
pub(in crate::features::customers) fn rename_unclaimed(
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
        organizations::legal_name_key.eq(legal_name_key(name)),
        organizations::country.eq(country),
    ))
    .execute(conn)?;
    Ok(rows == 1)
}
