//! Questions about the people of an organization.

use diesel::prelude::*;

use crate::db::schema::users;
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::{AdminRole, TenantScope};

/// Whether a Global admin of the organization ever signed in (decision 3).
pub fn has_signed_in_global_admin(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<bool> {
    if !scope.allows(organization) {
        return Ok(false);
    }
    let found: Option<UserId> = users::table
        .filter(users::organization_id.eq(organization))
        .filter(users::admin_role.eq(AdminRole::GlobalAdmin))
        .filter(users::first_signed_in_at.is_not_null())
        .select(users::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}
