//! Very many customers at once: what `tandem demo --customers` fills a list with, so that it can be seen how Tandem behaves then.

use serde_json::json;

use super::super::store::{self, NewCustomer};
use super::event;
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::features::customers::domain::Source;
use crate::features::organizations;
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::policy::Permit;
use crate::policy::actions::ImportCustomers;

/// Adds customers to a reseller's list as an import of an active reseller would (decision 15), but with so few statements that a
/// million takes minutes. Nothing is looked up: the organizations are new, and so are their domains.
pub fn fill(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ImportCustomers>,
    reseller: OrganizationId,
    rows: &[NewCustomer],
) -> DbResult<()> {
    let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if many == 0 {
        return Ok(());
    }
    // Takes hold of the reseller's row first: on PostgreSQL two writers would take one number.
    store::add_to_count(conn, reseller, many)?;
    let number = organizations::next_numbers(conn, "organizations", many)?;
    let seq = store::last_seq(conn, reseller)? + 1;
    store::fill(conn, permit.scope(), reseller, (number, seq), rows, cx.now)?;
    let details = json!({ "source": Source::Legacy, "count": many });
    let begun = event(reseller, "customer.begin", reseller.to_string(), None, details);
    audit::append(conn, cx, permit.who(), begun)
}
