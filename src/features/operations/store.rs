//! The operator's own list of mail domains.

mod organizations;
mod people;

use diesel::prelude::*;

use crate::db::schema::{users, web_mail_domains as own};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::UserId;
use crate::kernel::webmail::Verdict;
use crate::policy::TenantScope;

pub(super) use organizations::{Filter, find, idle, programmes_of};
pub(super) use people::{By, Found as PersonFound, find as find_people, open_sessions};

/// An entry of the operator's list.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = own)]
pub(super) struct Entry {
    pub domain: String,
    pub verdict: Verdict,
    pub note: String,
    pub user_id: Option<UserId>,
    pub created_at: Timestamp,
}

/// Entries after `after`, by domain, each with the name of who made it.
pub(super) fn entries(
    conn: &mut DbConn,
    _: &TenantScope,
    after: Option<&str>,
    limit: i64,
) -> DbResult<Vec<(Entry, Option<String>)>> {
    let mut query = own::table
        .left_join(users::table)
        .select((Entry::as_select(), users::full_name.nullable()))
        .order(own::domain.asc())
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(own::domain.gt(after));
    }
    Ok(query.load(conn)?)
}

/// How many entries there are, at most `limit`.
pub(super) fn count_up_to(conn: &mut DbConn, _: &TenantScope, limit: i64) -> DbResult<i64> {
    let found: Vec<String> = own::table.select(own::domain).limit(limit).load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(limit))
}

pub(super) fn add(conn: &mut DbConn, _: &TenantScope, entry: &Entry) -> DbResult<()> {
    diesel::insert_into(own::table).values(entry).execute(conn)?;
    Ok(())
}

/// Takes an entry off the list and answers what it said. The audit trail keeps that it was there.
pub(super) fn take(conn: &mut DbConn, _: &TenantScope, domain: &str) -> DbResult<Option<Verdict>> {
    let known: Option<Verdict> = own::table
        .find(domain)
        .select(own::verdict)
        .first(conn)
        .optional()?;
    if known.is_some() {
        diesel::delete(own::table.find(domain)).execute(conn)?;
    }
    Ok(known)
}
