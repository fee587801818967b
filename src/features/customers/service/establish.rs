//! Imported rows become relationships: at the activation of their reseller, or at once when it is active (S52, S63, decision 15).

use std::collections::HashMap;

use serde_json::json;

use super::super::store::{self, Legacy, Relationship};
use super::event;
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::features::customers::domain::{Role, Source, State, search_text};
use crate::features::memberships::MpnId;
use crate::features::organizations;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, RelationshipId};
use crate::kernel::site::Cx;
use crate::policy::{TenantScope, Who};

/// How many rows are looked up at once.
const BATCH: usize = 500;

/// A reseller became active with this MPN ID: its customers of other portals appear. In the same transaction; answers how many.
pub fn on_activated(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    scope: &TenantScope,
    reseller: OrganizationId,
    mpn_id: &MpnId,
) -> DbResult<usize> {
    let waiting = store::legacy_waiting(conn, mpn_id)?;
    establish(conn, cx, who, scope, reseller, &waiting, &|| ())
}

/// Makes the relationships of imported rows of this reseller; how many became active. Rows that were used once are not used
/// again. Called in the transaction that activates the reseller or imports the rows.
pub(super) fn establish(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    scope: &TenantScope,
    reseller: OrganizationId,
    rows: &[Legacy],
    done: &dyn Fn(),
) -> DbResult<usize> {
    if rows.is_empty() || !scope.allows(reseller) {
        return Ok(0);
    }
    // Takes hold of the partner's row first: on PostgreSQL two writers would take one number.
    store::add_to_count(conn, reseller, 0)?;
    let mut next = store::last_seq(conn, reseller)? + 1;
    let first = next;
    for rows in rows.chunks(BATCH) {
        let behind = customers(conn, rows, cx.now)?;
        let mut ids: Vec<OrganizationId> = behind.values().copied().filter(|id| *id != reseller).collect();
        ids.sort_unstable();
        ids.dedup();
        store::make_customers(conn, &ids, cx.now)?;
        let texts = store::search_texts(conn, &ids, search_text)?;
        let mut active = store::active_among(conn, reseller, Role::Reseller, &ids)?;
        for row in rows {
            let customer = behind
                .get(&row.customer_domain)
                .copied()
                .filter(|id| *id != reseller);
            let relationship = match customer {
                // Nobody is their own customer; the row is used up all the same.
                None => None,
                Some(customer) => Some(match active.get(&customer) {
                    Some(known) => *known,
                    None => {
                        let begun = begin(row, reseller, customer, next, &texts, cx.now);
                        store::insert(conn, scope, &begun)?;
                        next += 1;
                        active.insert(customer, begun.id);
                        begun.id
                    }
                }),
            };
            store::consume(conn, row.id, relationship, cx.now)?;
            done();
        }
    }
    let added = next - first;
    if added > 0 {
        store::add_to_count(conn, reseller, added)?;
        let details = json!({ "source": Source::Legacy, "count": added });
        audit::append(
            conn,
            cx,
            who,
            event(reseller, "customer.begin", reseller.to_string(), None, details),
        )?;
    }
    Ok(usize::try_from(added).unwrap_or(0))
}

fn begin(
    row: &Legacy,
    reseller: OrganizationId,
    customer: OrganizationId,
    seq: i64,
    texts: &HashMap<OrganizationId, String>,
    now: Timestamp,
) -> Relationship {
    Relationship {
        id: RelationshipId::new(),
        partner_organization_id: reseller,
        customer_organization_id: customer,
        seq,
        role: Role::Reseller,
        source: Source::Legacy,
        source_portal: Some(row.source_portal.clone()),
        state: State::Active,
        reseller_mpn_id: Some(row.mpn_id.to_string()),
        search_text: texts.get(&customer).cloned().unwrap_or_default(),
        since: row.since.unwrap_or(now),
        created_at: now,
        ended_at: None,
        ended_by_organization_id: None,
        end_reason: None,
        version: 1,
    }
}

/// The organizations behind these rows by domain; an unclaimed one is made where none has the domain (decision 15).
fn customers(
    conn: &mut DbConn,
    rows: &[Legacy],
    now: Timestamp,
) -> DbResult<HashMap<String, OrganizationId>> {
    let mut domains: Vec<String> = rows.iter().map(|row| row.customer_domain.clone()).collect();
    domains.sort_unstable();
    domains.dedup();
    let mut known = store::known_by_domain(conn, &domains)?;
    let missing: Vec<&Legacy> = rows
        .iter()
        .filter(|row| !known.contains_key(&row.customer_domain))
        .collect();
    if missing.is_empty() {
        return Ok(known);
    }
    let many = i64::try_from(missing.len()).unwrap_or(i64::MAX);
    let mut number = organizations::next_numbers(conn, "organizations", many)?;
    for row in missing {
        if known.contains_key(&row.customer_domain) {
            continue;
        }
        let made = store::add_unclaimed(
            conn,
            number,
            &row.customer_name,
            &row.customer_domain,
            &row.country,
            now,
        )?;
        number += 1;
        known.insert(row.customer_domain.clone(), made);
    }
    Ok(known)
}
