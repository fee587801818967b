//! Whether people may reset a forgotten password by mail.

use diesel::prelude::*;

use crate::db::schema::organizations;
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::OrganizationId;
use crate::policy::TenantScope;

/// Whether people of the organization may reset a forgotten password by mail.
pub fn resets_by_mail(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<bool> {
    if !scope.allows(organization) {
        return Ok(false);
    }
    Ok(organizations::table
        .find(organization)
        .select(organizations::reset_by_mail)
        .first(conn)?)
}

/// Sets whether they may; answers whether that changed anything.
pub(in crate::features::organizations) fn set_resets_by_mail(
    conn: &mut DbConn,
    organization: OrganizationId,
    allow: bool,
) -> DbResult<bool> {
    let changed = diesel::update(
        organizations::table
            .filter(organizations::id.eq(organization))
            .filter(organizations::reset_by_mail.ne(allow)),
    )
    .set(organizations::reset_by_mail.eq(allow))
    .execute(conn)?;
    Ok(changed == 1)
}
