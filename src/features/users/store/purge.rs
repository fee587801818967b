//! What stays of an account whose data are erased: its id, its number and that it was.

use diesel::prelude::*;

use super::User;
use crate::db::schema::{devices, former_user_names, users};
use crate::db::{DbConn, DbResult};
use crate::features::users::domain::State;
use crate::kernel::clock::Timestamp;
use crate::policy::{AdminRole, AgentRole, OperatorRole, TenantScope};

/// Accounts that were deleted before then, the longest deleted first.
pub(in crate::features::users) fn deleted_before(
    conn: &mut DbConn,
    scope: &TenantScope,
    before: Timestamp,
    limit: i64,
) -> DbResult<Vec<User>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    Ok(users::table
        .filter(users::state.eq(State::Deleted))
        .filter(users::deleted_at.le(before))
        .order(users::deleted_at.asc())
        .limit(limit)
        .select(User::as_select())
        .load(conn)?)
}

/// Empties the row, if the account still is deleted: its names become free, and nobody signs in by it.
pub(in crate::features::users) fn purge(conn: &mut DbConn, user: &User) -> DbResult<bool> {
    let changed = diesel::update(
        users::table
            .filter(users::id.eq(user.id))
            .filter(users::state.eq(State::Deleted)),
    )
    .set((
        (
            users::state.eq(State::Purged),
            users::user_name.eq(format!("former-{}", user.id)),
            users::full_name.eq(format!("Former user {}", user.id)),
            users::email.eq(""),
            users::email_norm.eq(""),
            users::search_text.eq(""),
            users::email_confirmed_at.eq(None::<Timestamp>),
            users::language.eq(None::<String>),
            users::time_zone.eq(None::<String>),
        ),
        (
            users::password_hash.eq(None::<String>),
            users::password_key.eq(None::<String>),
            users::temporary_mac.eq(None::<Vec<u8>>),
            users::temporary_key.eq(None::<String>),
            users::temporary_until.eq(None::<Timestamp>),
            users::failed_count.eq(0),
            users::failed_at.eq(None::<Timestamp>),
            users::locked_until.eq(None::<Timestamp>),
            users::last_signed_in_at.eq(None::<Timestamp>),
        ),
        (
            users::agent_role.eq(AgentRole::None),
            users::admin_role.eq(AdminRole::None),
            users::operator_role.eq(OperatorRole::None),
            users::version.eq(users::version + 1),
        ),
    ))
    .execute(conn)?;
    diesel::delete(former_user_names::table.filter(former_user_names::user_id.eq(user.id))).execute(conn)?;
    diesel::delete(devices::table.filter(devices::user_id.eq(user.id))).execute(conn)?;
    Ok(changed == 1)
}
