//! What user management writes.

use diesel::prelude::*;

use super::User;
use crate::db::schema::{organizations, users};
use crate::db::{DbConn, DbResult};
use crate::features::users::domain::State;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::limits::Limits;
use crate::policy::{AdminRole, OperatorRole, TenantScope};

/// Holds the organization's row until the transaction ends, so that two admins who demote each other at once don't both succeed:
/// PostgreSQL lets the second wait here.
pub(in crate::features::users) fn hold(conn: &mut DbConn, organization: OrganizationId) -> DbResult<()> {
    diesel::update(organizations::table.find(organization))
        .set(organizations::user_count.eq(organizations::user_count))
        .execute(conn)?;
    Ok(())
}

/// Global admins and Administrators who can sign in: a temporary password that has lapsed opens nothing.
pub(in crate::features::users) fn tops(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    now: Timestamp,
) -> DbResult<Vec<User>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(users::table
        .filter(users::organization_id.eq(organization))
        .filter(
            users::admin_role
                .eq(AdminRole::GlobalAdmin)
                .or(users::operator_role.eq(OperatorRole::Administrator)),
        )
        .filter(
            users::state.eq(State::Active).or(users::state
                .eq(State::MustChangePassword)
                .and(users::temporary_until.gt(now).assume_not_null())),
        )
        .select(User::as_select())
        .load(conn)?)
}

/// Whether somebody else is Global admin or Administrator and has a password of their own: a temporary one may be lost before it is
/// used, and then nobody would be left (A17).
pub(in crate::features::users) fn has_other_top(
    conn: &mut DbConn,
    scope: &TenantScope,
    user: &User,
    now: Timestamp,
) -> DbResult<bool> {
    Ok(tops(conn, scope, user.organization_id, now)?
        .iter()
        .any(|other| other.id != user.id && other.state == State::Active))
}

/// A temporary password as it is kept (decision 36).
pub(in crate::features::users) struct NewTemporary<'a> {
    /// HMAC over user and password.
    pub mac: &'a [u8],
    /// Under which key.
    pub key_id: &'a str,
    /// Until when it works.
    pub until: Timestamp,
}

/// Gives a temporary password, if the account still is in `from`; the password it had is gone.
pub(in crate::features::users) fn set_temporary(
    conn: &mut DbConn,
    user: UserId,
    from: State,
    new: &NewTemporary<'_>,
) -> DbResult<bool> {
    let changed = diesel::update(
        users::table
            .filter(users::id.eq(user))
            .filter(users::state.eq(from)),
    )
    .set((
        users::state.eq(State::MustChangePassword),
        users::password_hash.eq(None::<String>),
        users::password_key.eq(None::<String>),
        users::temporary_mac.eq(new.mac),
        users::temporary_key.eq(new.key_id),
        users::temporary_until.eq(new.until),
        users::failed_count.eq(0),
        users::locked_until.eq(None::<Timestamp>),
        users::version.eq(users::version + 1),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}

/// Moves an account from one state to another, and the counter with it. Answers whether it still was in `from`.
pub(in crate::features::users) fn change_state(
    conn: &mut DbConn,
    user: &User,
    to: State,
    now: Timestamp,
) -> DbResult<bool> {
    let deleted_at = (to == State::Deleted).then_some(now);
    let changed = diesel::update(
        users::table
            .filter(users::id.eq(user.id))
            .filter(users::state.eq(user.state)),
    )
    .set((
        users::state.eq(to),
        users::deleted_at.eq(deleted_at),
        users::version.eq(users::version + 1),
    ))
    .execute(conn)?;
    let step = i64::from(user.state == State::Deleted) - i64::from(to == State::Deleted);
    if changed == 1 && step != 0 {
        diesel::update(organizations::table.find(user.organization_id))
            .set(organizations::user_count.eq(organizations::user_count + step))
            .execute(conn)?;
    }
    Ok(changed == 1)
}

/// What of signing in the page of a person shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub(in crate::features::users) struct Sign {
    /// Until when the temporary password works.
    pub temporary_until: Option<Timestamp>,
    /// When the account was deleted.
    pub deleted_at: Option<Timestamp>,
    failed_count: i32,
    locked_until: Option<Timestamp>,
}

impl Sign {
    /// Until when no password is looked at in new browsers, after the most wrong ones of a day.
    pub fn locked_until(self, now: Timestamp, limits: &Limits) -> Option<Timestamp> {
        self.locked_until
            .filter(|until| self.failed_count >= limits.account_failures && now < *until)
    }
}

/// Temporary password and deletion of a person that was loaded within its scope.
pub(in crate::features::users) fn sign(conn: &mut DbConn, user: &User) -> DbResult<Sign> {
    Ok(users::table
        .find(user.id)
        .select((
            users::temporary_until,
            users::deleted_at,
            users::failed_count,
            users::locked_until,
        ))
        .first(conn)?)
}

/// The state that enabling leads to: who never replaced the temporary password must still do so (S34).
pub(in crate::features::users) fn enable_to(conn: &mut DbConn, user: &User) -> DbResult<State> {
    Ok(match sign(conn, user)?.temporary_until {
        Some(_) => State::MustChangePassword,
        None => State::Active,
    })
}

/// Sets the role at the operator.
pub(in crate::features::users) fn set_operator_role(
    conn: &mut DbConn,
    user: UserId,
    role: OperatorRole,
) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((
            users::operator_role.eq(role),
            users::version.eq(users::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}
