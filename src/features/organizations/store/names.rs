//! Names of organizations, for lines that say who did something or whom it was done to.

use diesel::prelude::*;

use crate::db::schema::organizations;
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::OrganizationId;
use crate::policy::TenantScope;

/// The legal names of these organizations, as far as they are within reach.
pub fn names(
    conn: &mut DbConn,
    scope: &TenantScope,
    ids: &[OrganizationId],
) -> DbResult<Vec<(OrganizationId, String)>> {
    let ids: Vec<OrganizationId> = ids.iter().copied().filter(|id| scope.allows(*id)).collect();
    Ok(organizations::table
        .filter(organizations::id.eq_any(ids))
        .select((organizations::id, organizations::legal_name))
        .load(conn)?)
}
