//! Organizations by how their names begin.

use diesel::prelude::*;

use crate::db::schema::organizations;
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::OrganizationId;
use crate::kernel::search::prefix_end;

/// Organizations whose legal name, by its key, or whose sign-in domain begins so; at most `limit` of each.
pub fn beginning_with(
    conn: &mut DbConn,
    key: &str,
    domain: &str,
    limit: i64,
) -> DbResult<Vec<OrganizationId>> {
    let mut found: Vec<OrganizationId> = Vec::new();
    if !key.is_empty() {
        found = organizations::table
            .filter(organizations::legal_name_key.ge(key))
            .filter(organizations::legal_name_key.lt(prefix_end(key)))
            .order(organizations::legal_name_key)
            .limit(limit)
            .select(organizations::id)
            .load(conn)?;
    }
    let by_domain: Vec<OrganizationId> = organizations::table
        .filter(organizations::sign_in_domain.ge(domain))
        .filter(organizations::sign_in_domain.lt(prefix_end(domain)))
        .order(organizations::sign_in_domain)
        .limit(limit)
        .select(organizations::id)
        .load(conn)?;
    found.extend(
        by_domain
            .into_iter()
            .filter(|id| !found.contains(id))
            .collect::<Vec<_>>(),
    );
    Ok(found)
}
