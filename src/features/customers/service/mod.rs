//! What sets up and moves relationships: an import, the activation of a reseller, a domain that is verified.

mod ending;
mod establish;
mod fill;
mod import;
mod list;
#[cfg(all(test, feature = "testkit"))]
mod tests;

use serde_json::json;

pub use ending::on_standing_changed;
pub use establish::on_activated;
pub use fill::fill;
pub use import::{ImportFile, import};
pub use list::{Page, Searched, list, search};

use super::domain::search_text;
use super::store;
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::policy::Who;

fn text_of(conn: &mut DbConn, customer: OrganizationId) -> DbResult<String> {
    let texts = store::search_texts(conn, &[customer], search_text)?;
    Ok(texts.into_values().next().unwrap_or_default())
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
        store::make_customers(conn, &[organization], cx.now)?;
    }
    store::merge(conn, unclaimed, organization, cx.now)?;
    Ok(moved)
}

/// A customer's name or domain changed: searches find it under the new one. In the same transaction.
pub fn on_renamed(conn: &mut DbConn, organization: OrganizationId) -> DbResult<()> {
    let text = text_of(conn, organization)?;
    store::set_search_text(conn, organization, &text)
}
