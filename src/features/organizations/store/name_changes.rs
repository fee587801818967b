//! Rows of requests for another legal name.

use diesel::prelude::*;

use crate::db::schema::name_changes;
use crate::db::{DbConn, DbResult};
use crate::features::organizations::domain::NameState;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{NameChangeId, OrganizationId, UserId};
use crate::policy::TenantScope;

/// A request for another legal name.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = name_changes)]
pub struct NameChange {
    /// Its id.
    pub id: NameChangeId,
    /// Whose name.
    pub organization_id: OrganizationId,
    /// The name when it was asked for.
    pub old_name: String,
    /// The name that is asked for.
    pub new_name: String,
    /// Why, and where it can be seen, in the words of who asks.
    pub grounds: String,
    /// Where it stands.
    pub state: NameState,
    /// Who asked.
    pub requested_by: UserId,
    /// When.
    pub requested_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was declined.
    pub reason: Option<String>,
}

pub(in crate::features::organizations) fn insert_name_change(
    conn: &mut DbConn,
    change: &NameChange,
) -> DbResult<()> {
    diesel::insert_into(name_changes::table)
        .values(change)
        .execute(conn)?;
    Ok(())
}

/// A request within reach.
pub fn name_change(conn: &mut DbConn, scope: &TenantScope, id: NameChangeId) -> DbResult<Option<NameChange>> {
    let found: Option<NameChange> = name_changes::table
        .find(id)
        .select(NameChange::as_select())
        .first(conn)
        .optional()?;
    Ok(found.filter(|change| scope.allows(change.organization_id)))
}

/// The newest request of an organization within reach.
pub fn newest_name_change(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<NameChange>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(name_changes::table
        .filter(name_changes::organization_id.eq(organization))
        .order(name_changes::id.desc())
        .select(NameChange::as_select())
        .first(conn)
        .optional()?)
}

/// Requests in this state, newest first: a page of them.
pub fn name_changes_in(
    conn: &mut DbConn,
    scope: &TenantScope,
    state: NameState,
    before: Option<NameChangeId>,
    limit: i64,
) -> DbResult<Vec<NameChange>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let mut query = name_changes::table
        .filter(name_changes::state.eq(state))
        .order(name_changes::id.desc())
        .limit(limit)
        .select(NameChange::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(name_changes::id.lt(before));
    }
    Ok(query.load(conn)?)
}

/// How many requests are in this state, counted so far.
pub fn name_change_count(
    conn: &mut DbConn,
    scope: &TenantScope,
    state: NameState,
    most: i64,
) -> DbResult<i64> {
    if !scope.everywhere() {
        return Ok(0);
    }
    let found: Vec<NameChangeId> = name_changes::table
        .filter(name_changes::state.eq(state))
        .order(name_changes::id.desc())
        .limit(most)
        .select(name_changes::id)
        .load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// Decides a request, if it still is open. Answers whether it was.
pub(in crate::features::organizations) fn decide_name_change(
    conn: &mut DbConn,
    id: NameChangeId,
    to: NameState,
    by: Option<UserId>,
    reason: Option<&str>,
    now: Timestamp,
) -> DbResult<bool> {
    let changed = diesel::update(
        name_changes::table
            .filter(name_changes::id.eq(id))
            .filter(name_changes::state.eq(NameState::Open)),
    )
    .set((
        name_changes::state.eq(to),
        name_changes::decided_by.eq(by),
        name_changes::decided_at.eq(now),
        name_changes::reason.eq(reason),
        name_changes::version.eq(name_changes::version + 1),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}
