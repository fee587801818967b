//! What sets up and moves relationships: an import, the activation of a reseller, a domain that is verified.

use std::collections::HashMap;

use serde_json::json;

use super::domain::{Role, Source, State, search_text};
use super::store::{self, From, Legacy, Listed, Relationship};
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::features::memberships::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, RelationshipId};
use crate::kernel::site::Cx;
use crate::policy::actions::SeeCustomers;
use crate::policy::{Permit, TenantScope, Who};

/// New relationships of one partner: takes numbers and keeps the counter right, in one write.
struct Book {
    partner: OrganizationId,
    next: i64,
    added: i64,
}

impl Book {
    /// Opens a partner's list for writing.
    fn open(conn: &mut DbConn, partner: OrganizationId) -> DbResult<Self> {
        store::add_to_count(conn, partner, 0)?;
        Ok(Self {
            partner,
            next: store::last_seq(conn, partner)? + 1,
            added: 0,
        })
    }

    /// Adds an active relationship, unless there is one: then that one is answered.
    fn add(&mut self, conn: &mut DbConn, scope: &TenantScope, new: New<'_>) -> DbResult<RelationshipId> {
        if let Some(known) = store::active_between(conn, self.partner, new.customer, new.role)? {
            return Ok(known);
        }
        let relationship = Relationship {
            id: RelationshipId::new(),
            partner_organization_id: self.partner,
            customer_organization_id: new.customer,
            seq: self.next,
            role: new.role,
            source: new.source,
            source_portal: new.portal.map(str::to_owned),
            state: State::Active,
            reseller_mpn_id: new.mpn_id.map(ToString::to_string),
            search_text: new.search_text,
            since: new.since,
            created_at: new.at,
            ended_at: None,
            ended_by_organization_id: None,
            end_reason: None,
            version: 1,
        };
        if store::insert(conn, scope, &relationship)? {
            self.next += 1;
            self.added += 1;
        }
        Ok(relationship.id)
    }

    /// Writes the counter.
    fn close(self, conn: &mut DbConn) -> DbResult<()> {
        if self.added > 0 {
            store::add_to_count(conn, self.partner, self.added)
        } else {
            Ok(())
        }
    }
}

/// A relationship that begins.
struct New<'a> {
    customer: OrganizationId,
    role: Role,
    source: Source,
    portal: Option<&'a str>,
    mpn_id: Option<&'a MpnId>,
    search_text: String,
    since: Timestamp,
    at: Timestamp,
}

/// The organizations behind imported customers, by domain; made as they are needed.
struct Known(HashMap<String, OrganizationId>);

impl Known {
    fn of<'a>(conn: &mut DbConn, domains: impl Iterator<Item = &'a str>) -> DbResult<Self> {
        let mut domains: Vec<String> = domains.map(str::to_owned).collect();
        domains.sort_unstable();
        domains.dedup();
        Ok(Self(store::known_by_domain(conn, &domains)?))
    }

    fn get_or_make(&mut self, conn: &mut DbConn, row: &Legacy, at: Timestamp) -> DbResult<OrganizationId> {
        if let Some(known) = self.0.get(&row.customer_domain) {
            return Ok(*known);
        }
        let made = store::add_unclaimed(conn, &row.customer_name, &row.customer_domain, &row.country, at)?;
        self.0.insert(row.customer_domain.clone(), made);
        Ok(made)
    }
}

/// Makes the relationships of imported rows that wait for this reseller; how many became active (S52, S63, decision 15). Rows
/// that were used once are not used again. Called in the transaction that activates the reseller or imports the rows.
fn establish(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    scope: &TenantScope,
    reseller: OrganizationId,
    rows: &[Legacy],
    done: &dyn Fn(),
) -> DbResult<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    let mut known = Known::of(conn, rows.iter().map(|row| row.customer_domain.as_str()))?;
    let mut book = Book::open(conn, reseller)?;
    for row in rows {
        let customer = known.get_or_make(conn, row, cx.now)?;
        let relationship = if customer == reseller {
            None
        } else {
            store::make_customer(conn, customer, cx.now)?;
            let new = New {
                customer,
                role: Role::Reseller,
                source: Source::Legacy,
                portal: Some(&row.source_portal),
                mpn_id: Some(&row.mpn_id),
                search_text: text_of(conn, customer)?,
                since: row.since.unwrap_or(cx.now),
                at: cx.now,
            };
            Some(book.add(conn, scope, new)?)
        };
        store::consume(conn, row.id, relationship, cx.now)?;
        done();
    }
    let added = usize::try_from(book.added).unwrap_or(0);
    book.close(conn)?;
    if added > 0 {
        let details = json!({ "source": Source::Legacy, "count": added });
        audit::append(
            conn,
            cx,
            who,
            event(reseller, "customer.begin", reseller.to_string(), None, details),
        )?;
    }
    Ok(added)
}

fn text_of(conn: &mut DbConn, customer: OrganizationId) -> DbResult<String> {
    let (name, own, known, _) = store::organization(conn, customer)?;
    Ok(search_text(&name, own.or(known).as_deref().unwrap_or_default()))
}

fn event(
    organization: OrganizationId,
    action: &'static str,
    object_id: String,
    target: Option<OrganizationId>,
    details: serde_json::Value,
) -> audit::Event {
    audit::Event {
        organization,
        action,
        object_kind: "relationship",
        object_id,
        target,
        details,
        personal: None,
    }
}

/// A reseller became active with this MPN ID: its customers of other portals appear (S52, S63). In the same transaction; answers how many.
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

/// An organization verified a domain: what an unclaimed one with that domain has, becomes its (decision 15). In the same
/// transaction; answers how many relationships moved.
pub fn on_domain_verified(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    domain: &str,
) -> DbResult<usize> {
    let Some(unclaimed) = store::unclaimed_with(conn, domain)?.filter(|found| *found != organization) else {
        return Ok(0);
    };
    let text = text_of(conn, organization)?;
    let mut moved = 0;
    for relationship in store::active_of_customer(conn, unclaimed)? {
        let partner = relationship.partner_organization_id;
        // Two rows for one pair, or a partner that would be its own customer, can't be: the imported one ends.
        let known = store::active_between(conn, partner, organization, relationship.role)?.is_some();
        if known || partner == organization {
            store::end(conn, &relationship, None, "merged", cx.now)?;
            continue;
        }
        store::move_to(conn, relationship.id, organization, &text)?;
        let details = json!({ "source": relationship.source, "from": unclaimed });
        audit::append(
            conn,
            cx,
            who,
            event(
                organization,
                "customer.move",
                relationship.id.to_string(),
                Some(partner),
                details,
            ),
        )?;
        moved += 1;
    }
    if moved > 0 {
        store::make_customer(conn, organization, cx.now)?;
    }
    store::merge(conn, unclaimed, organization, cx.now)?;
    Ok(moved)
}

/// A customer's name or domain changed: searches find it under the new one. In the same transaction.
pub fn on_renamed(conn: &mut DbConn, organization: OrganizationId) -> DbResult<()> {
    let text = text_of(conn, organization)?;
    store::set_search_text(conn, organization, &text)
}

/// A page of the customer list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows, newest first.
    pub rows: Vec<Listed>,
    /// Whether newer ones come before.
    pub newer: bool,
    /// Whether older ones come after.
    pub older: bool,
    /// How many the partner has in all.
    pub total: i64,
}

/// A page of the partner's customers, newest first.
pub fn list(conn: &mut DbConn, permit: &Permit<SeeCustomers>, from: From, size: usize) -> DbResult<Page> {
    let scope = permit.scope();
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::list(conn, scope, from, limit)?;
    let more = rows.len() > size;
    let (newer, older) = match from {
        From::Start => (false, more),
        From::Before(_) => (true, more),
        From::After(_) => (more, true),
    };
    if more && matches!(from, From::After(_)) {
        rows.remove(0);
    }
    rows.truncate(size);
    Ok(Page {
        rows,
        newer,
        older,
        total: store::count(conn, scope)?,
    })
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Searched {
    /// The rows, newest first.
    pub rows: Vec<Listed>,
    /// Where to go on looking, if not all was looked at or more was found.
    pub next: Option<i64>,
    /// Whether `next` leads to more that is known to be there, or only to what wasn't looked at.
    pub more: bool,
    /// How many the partner has in all.
    pub total: i64,
}

/// How many numbers one query of a search looks at, and how many queries one page may cost: a search of a long list goes on
/// where it stopped instead of taking long (`docs/decisions.md`).
const WINDOW: i64 = 5_000;
const WINDOWS: usize = 6;

/// Looks for the text in name and domain, from the newest or from below `before`, a bounded way down.
pub fn search(
    conn: &mut DbConn,
    permit: &Permit<SeeCustomers>,
    text: &str,
    before: Option<i64>,
    size: usize,
) -> DbResult<Searched> {
    let scope = permit.scope();
    let Some(partner) = scope.own() else {
        return Ok(Searched::default());
    };
    let (folded, mut rows) = (crate::kernel::search::fold(text), Vec::new());
    let total = store::count(conn, scope)?;
    let mut high = match before {
        Some(before) => before,
        None => store::last_seq(conn, partner)? + 1,
    };
    for _ in 0..WINDOWS {
        let low = (high - WINDOW).max(0);
        let room = i64::try_from(size + 1 - rows.len()).unwrap_or(1);
        rows.extend(store::search_window(conn, scope, &folded, low, high, room)?);
        if rows.len() > size {
            rows.truncate(size);
            let next = rows.last().map(|row: &Listed| row.seq);
            return Ok(Searched {
                rows,
                next,
                more: true,
                total,
            });
        }
        high = low;
        if high == 0 {
            return Ok(Searched {
                rows,
                next: None,
                more: false,
                total,
            });
        }
    }
    Ok(Searched {
        rows,
        next: Some(high),
        more: false,
        total,
    })
}
