//! Queries of the directory's sign-in accounts.

use diesel::prelude::*;

use super::{Account, BATCH};
use crate::db::schema::membership_accounts as accounts;
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::{Timestamp, days};
use crate::kernel::ids::MembershipAccountId;
use crate::policy::TenantScope;

pub(in crate::features::memberships) fn account(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
) -> DbResult<Option<Account>> {
    Ok(accounts::table
        .find(id)
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

pub(in crate::features::memberships) fn account_by_login(
    conn: &mut DbConn,
    _: &TenantScope,
    login_norm: &str,
) -> DbResult<Option<Account>> {
    Ok(accounts::table
        .filter(accounts::login_norm.eq(login_norm))
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

pub(in crate::features::memberships) fn accounts_by_login(
    conn: &mut DbConn,
    _: &TenantScope,
    logins: &[String],
) -> DbResult<Vec<Account>> {
    let mut found = Vec::new();
    for batch in logins.chunks(BATCH) {
        found.extend(
            accounts::table
                .filter(accounts::login_norm.eq_any(batch))
                .select(Account::as_select())
                .load::<Account>(conn)?,
        );
    }
    Ok(found)
}

pub(in crate::features::memberships) fn add_account(
    conn: &mut DbConn,
    _: &TenantScope,
    account: &Account,
) -> DbResult<()> {
    diesel::insert_into(accounts::table)
        .values(account)
        .execute(conn)?;
    Ok(())
}

pub(in crate::features::memberships) fn set_password(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    hash: &str,
    key: &str,
    print: Option<&str>,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::password_hash.eq(hash),
            accounts::password_key.eq(key),
            accounts::imported_print.eq(print),
            accounts::failed_count.eq(0),
            accounts::locked_until.eq(None::<Timestamp>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Stores a hash renewed at sign-in; the imported print stays, and a password that changed meanwhile does too.
pub(in crate::features::memberships) fn renew_hash(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    old: &str,
    hash: &str,
    key: &str,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id).filter(accounts::password_hash.eq(old)))
        .set((accounts::password_hash.eq(hash), accounts::password_key.eq(key)))
        .execute(conn)?;
    Ok(())
}

/// Holds the account's row until the transaction ends; answers until when it waits.
pub(in crate::features::memberships) fn hold_account(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
) -> DbResult<Option<Timestamp>> {
    Ok(diesel::update(accounts::table.find(id))
        .set(accounts::failed_count.eq(accounts::failed_count))
        .returning(accounts::locked_until)
        .get_result(conn)?)
}

/// Counts a wrong password; a day without one begins anew, so that a guess a day doesn't lock an account for good.
pub(in crate::features::memberships) fn note_failure(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    at: Timestamp,
) -> DbResult<i32> {
    diesel::update(
        accounts::table
            .filter(accounts::id.eq(id))
            .filter(accounts::failed_at.lt(at - days(1))),
    )
    .set(accounts::failed_count.eq(0))
    .execute(conn)?;
    Ok(diesel::update(accounts::table.find(id))
        .set((
            accounts::failed_count.eq(accounts::failed_count + 1),
            accounts::failed_at.eq(Some(at)),
        ))
        .returning(accounts::failed_count)
        .get_result(conn)?)
}

pub(in crate::features::memberships) fn set_lock(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    count: i32,
    until: Option<Timestamp>,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::failed_count.eq(count), accounts::locked_until.eq(until)))
        .execute(conn)?;
    Ok(())
}
