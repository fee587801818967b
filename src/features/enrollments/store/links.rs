//! Rows of mailed verification links.

use diesel::prelude::*;

use crate::db::schema::{enrollment_links, enrollments};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{EnrollmentId, OrganizationId};
use crate::policy::TenantScope;

/// A verification link that was mailed.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = enrollment_links)]
pub struct Link {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Of which application.
    pub enrollment_id: EnrollmentId,
    /// The how manieth.
    pub generation: i32,
    /// To whom it went.
    pub email: String,
    /// The key that made the token.
    pub key_id: String,
    /// When.
    pub sent_at: Timestamp,
    /// Until when it lives.
    pub expires_at: Timestamp,
}

pub(in crate::features::enrollments) fn add_link(
    conn: &mut DbConn,
    _: &TenantScope,
    link: &Link,
) -> DbResult<()> {
    diesel::insert_into(enrollment_links::table)
        .values(link)
        .execute(conn)?;
    Ok(())
}

/// The link of a presented token.
pub fn link(conn: &mut DbConn, hash: &[u8]) -> DbResult<Option<Link>> {
    Ok(enrollment_links::table
        .find(hash)
        .select(Link::as_select())
        .first(conn)
        .optional()?)
}

/// When links of any application of an organization were mailed since then, oldest first.
pub(in crate::features::enrollments) fn mailed_since(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    since: Timestamp,
) -> DbResult<Vec<Timestamp>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(enrollment_links::table
        .inner_join(enrollments::table.on(enrollments::id.eq(enrollment_links::enrollment_id)))
        .filter(enrollments::organization_id.eq(organization))
        .filter(enrollment_links::sent_at.gt(since))
        .order(enrollment_links::sent_at.asc())
        .select(enrollment_links::sent_at)
        .load(conn)?)
}

/// Every link of an application, oldest first.
pub fn links(conn: &mut DbConn, _: &TenantScope, id: EnrollmentId) -> DbResult<Vec<Link>> {
    Ok(enrollment_links::table
        .filter(enrollment_links::enrollment_id.eq(id))
        .order(enrollment_links::generation.asc())
        .select(Link::as_select())
        .load(conn)?)
}
