//! Rows of very many customers, some hundred to a statement.

use diesel::prelude::*;

use super::BATCH;
use crate::db::schema::{organization_programmes as programmes, organizations, relationships};
use crate::db::{DbConn, DbError, DbResult, dialect};
use crate::features::customers::domain::{Role, Source, State, search_text};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, RelationshipId};
use crate::kernel::similar::legal_name_key;
use crate::policy::{OrganizationState, Programme, TenantScope};

/// A customer that a reseller serves through another portal.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// Its name.
    pub name: String,
    /// Its domain, which nobody else has: who calls sees to it.
    pub domain: String,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Since when it is served.
    pub since: Timestamp,
}

#[derive(Insertable)]
#[diesel(table_name = organizations)]
struct Unclaimed<'a> {
    id: OrganizationId,
    number: i64,
    legal_name: &'a str,
    legal_name_key: String,
    country: &'a str,
    known_domain: &'a str,
    domain_state: &'static str,
    state: OrganizationState,
    state_since: Timestamp,
    created_at: Timestamp,
}

#[derive(Insertable)]
#[diesel(table_name = programmes)]
struct Customer {
    organization_id: OrganizationId,
    programme: Programme,
    state: &'static str,
    since: Timestamp,
}

#[derive(Insertable)]
#[diesel(table_name = relationships)]
struct Served {
    id: RelationshipId,
    partner_organization_id: OrganizationId,
    customer_organization_id: OrganizationId,
    seq: i64,
    role: Role,
    source: Source,
    source_portal: &'static str,
    state: State,
    search_text: String,
    since: Timestamp,
    created_at: Timestamp,
}

/// Makes unclaimed organizations that are this partner's customers; `first` are the numbers of the first organization and of the
/// first row of the partner's list.
pub(in crate::features::customers) fn fill(
    conn: &mut DbConn,
    scope: &TenantScope,
    partner: OrganizationId,
    first: (i64, i64),
    rows: &[NewCustomer],
    at: Timestamp,
) -> DbResult<()> {
    if !scope.allows(partner) {
        return Err(DbError::NotFound);
    }
    let (mut number, mut seq) = first;
    for batch in rows.chunks(BATCH) {
        let (mut made, mut customers, mut served) = (Vec::new(), Vec::new(), Vec::new());
        for row in batch {
            let id = OrganizationId::new();
            made.push(Unclaimed {
                id,
                number,
                legal_name: &row.name,
                legal_name_key: legal_name_key(&row.name),
                country: row.country,
                known_domain: &row.domain,
                domain_state: "none",
                state: OrganizationState::Unclaimed,
                state_since: at,
                created_at: at,
            });
            customers.push(Customer {
                organization_id: id,
                programme: Programme::Customer,
                state: "active",
                since: at,
            });
            served.push(Served {
                id: RelationshipId::new(),
                partner_organization_id: partner,
                customer_organization_id: id,
                seq,
                role: Role::Reseller,
                source: Source::Legacy,
                source_portal: "office365_admin",
                state: State::Active,
                search_text: search_text(&row.name, &row.domain),
                since: row.since,
                created_at: at,
            });
            (number, seq) = (number + 1, seq + 1);
        }
        dialect::insert_all!(conn, organizations::table, &made)?;
        dialect::insert_all!(conn, programmes::table, &customers)?;
        dialect::insert_all!(conn, relationships::table, &served)?;
    }
    Ok(())
}
