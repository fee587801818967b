//! Questions about the people of an organization.

use diesel::prelude::*;

use crate::db::schema::users;
use crate::db::{DbConn, DbResult};
use crate::features::users::domain::{State, search_text};
use crate::features::users::store::User;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::{AdminRole, OperatorRole, TenantScope};

/// Whether an Administrator of the operator ever signed in (decision 3).
pub fn has_signed_in_administrator(conn: &mut DbConn, operator: OrganizationId) -> DbResult<bool> {
    let found: Option<UserId> = users::table
        .filter(users::organization_id.eq(operator))
        .filter(users::operator_role.eq(OperatorRole::Administrator))
        .filter(users::first_signed_in_at.is_not_null())
        .select(users::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

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

/// The people of an organization in a fixed order, a batch at a time; for the renaming of a whole organization.
pub(in crate::features::users) fn batch(
    conn: &mut DbConn,
    organization: OrganizationId,
    after: i64,
) -> DbResult<Vec<(i64, User)>> {
    Ok(users::table
        .filter(users::organization_id.eq(organization))
        .filter(users::seq.gt(after))
        .order(users::seq.asc())
        .limit(500)
        .select((users::seq, User::as_select()))
        .load(conn)?)
}

pub(in crate::features::users) fn rename(conn: &mut DbConn, user: &User, user_name: &str) -> DbResult<()> {
    diesel::update(users::table.find(user.id))
        .set((
            users::user_name.eq(user_name),
            users::search_text.eq(search_text(&user.full_name, user_name, &user.email)),
        ))
        .execute(conn)?;
    Ok(())
}

/// When the person was added whom so many were added after; nothing where there were never so many.
pub(in crate::features::users) fn added_before(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    later: i64,
) -> DbResult<Option<Timestamp>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(users::table
        .filter(users::organization_id.eq(organization))
        .order(users::seq.desc())
        .offset(later)
        .limit(1)
        .select(users::created_at)
        .first(conn)
        .optional()?)
}

/// Whether somebody of the organization has this contact address (decision 6).
pub(in crate::features::users) fn email_taken(
    conn: &mut DbConn,
    organization: OrganizationId,
    email_norm: &str,
) -> DbResult<bool> {
    let found: Option<UserId> = users::table
        .filter(users::organization_id.eq(organization))
        .filter(users::email_norm.eq(email_norm))
        .filter(users::state.ne(State::Purged))
        .select(users::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Which of these user names somebody has; they are unique everywhere (decision 6).
pub(in crate::features::users) fn user_names_taken(
    conn: &mut DbConn,
    names: &[String],
) -> DbResult<Vec<String>> {
    Ok(users::table
        .filter(users::user_name.eq_any(names))
        .select(users::user_name)
        .load(conn)?)
}

/// Which of these contact addresses somebody of the organization has (decision 6).
pub(in crate::features::users) fn emails_taken(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    addresses: &[String],
) -> DbResult<Vec<String>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(users::table
        .filter(users::organization_id.eq(organization))
        .filter(users::email_norm.eq_any(addresses))
        .filter(users::state.ne(State::Purged))
        .select(users::email_norm)
        .load(conn)?)
}

/// Another full name.
pub(in crate::features::users) fn set_name(
    conn: &mut DbConn,
    user: UserId,
    full_name: &str,
    found_by: &str,
) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((users::full_name.eq(full_name), users::search_text.eq(found_by)))
        .execute(conn)?;
    Ok(())
}

/// Another contact address, confirmed now.
pub(in crate::features::users) fn set_email(
    conn: &mut DbConn,
    user: UserId,
    (email, email_norm): (&str, &str),
    found_by: &str,
    now: Timestamp,
) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((
            users::email.eq(email),
            users::email_norm.eq(email_norm),
            users::email_confirmed_at.eq(now),
            users::search_text.eq(found_by),
        ))
        .execute(conn)?;
    Ok(())
}

/// Confirms the contact address, if it still is this one.
pub(in crate::features::users) fn confirm_email(
    conn: &mut DbConn,
    user: UserId,
    email_norm: &str,
    now: Timestamp,
) -> DbResult<bool> {
    let changed = diesel::update(
        users::table
            .filter(users::id.eq(user))
            .filter(users::email_norm.eq(email_norm))
            .filter(users::email_confirmed_at.is_null()),
    )
    .set(users::email_confirmed_at.eq(now))
    .execute(conn)?;
    Ok(changed == 1)
}
