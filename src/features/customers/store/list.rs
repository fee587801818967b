//! The list of a partner's customers, read by its own numbers.

use diesel::prelude::*;

use super::{From, Listed};
use crate::db::schema::{organizations, relationships};
use crate::db::{DbConn, DbResult};
use crate::features::customers::domain::State;
use crate::kernel::search::contains;
use crate::policy::TenantScope;

/// A page of a partner's active relationships, newest first.
pub(in crate::features::customers) fn list(
    conn: &mut DbConn,
    scope: &TenantScope,
    from: From,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let Some(partner) = scope.own() else {
        return Ok(Vec::new());
    };
    let mut query = relationships::table
        .inner_join(organizations::table.on(organizations::id.eq(relationships::customer_organization_id)))
        .filter(relationships::partner_organization_id.eq(partner))
        .filter(relationships::state.eq(State::Active))
        .limit(limit)
        .select(listed())
        .into_boxed();
    query = match from {
        From::Start => query.order(relationships::seq.desc()),
        From::Before(seq) => query
            .filter(relationships::seq.lt(seq))
            .order(relationships::seq.desc()),
        From::After(seq) => query
            .filter(relationships::seq.gt(seq))
            .order(relationships::seq.asc()),
    };
    let mut rows: Vec<Listed> = query.load(conn)?;
    if matches!(from, From::After(_)) {
        rows.reverse();
    }
    Ok(rows)
}

/// What of the numbers from `low` to below `high` holds the folded text, newest first.
pub(in crate::features::customers) fn search_window(
    conn: &mut DbConn,
    scope: &TenantScope,
    folded: &str,
    low: i64,
    high: i64,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let Some(partner) = scope.own() else {
        return Ok(Vec::new());
    };
    Ok(relationships::table
        .inner_join(organizations::table.on(organizations::id.eq(relationships::customer_organization_id)))
        .filter(relationships::partner_organization_id.eq(partner))
        .filter(relationships::state.eq(State::Active))
        .filter(relationships::seq.ge(low).and(relationships::seq.lt(high)))
        .filter(relationships::search_text.like(contains(folded)).escape('\\'))
        .order(relationships::seq.desc())
        .limit(limit)
        .select(listed())
        .load(conn)?)
}

type ListedColumns = (
    relationships::seq,
    organizations::legal_name,
    organizations::sign_in_domain,
    organizations::known_domain,
    organizations::country,
    organizations::state,
    relationships::role,
    relationships::source,
    relationships::source_portal,
    relationships::since,
);

fn listed() -> ListedColumns {
    (
        relationships::seq,
        organizations::legal_name,
        organizations::sign_in_domain,
        organizations::known_domain,
        organizations::country,
        organizations::state,
        relationships::role,
        relationships::source,
        relationships::source_portal,
        relationships::since,
    )
}

/// How many active relationships a partner has: the counter kept in every write.
pub(in crate::features::customers) fn count(conn: &mut DbConn, scope: &TenantScope) -> DbResult<i64> {
    let Some(partner) = scope.own() else { return Ok(0) };
    Ok(organizations::table
        .find(partner)
        .select(organizations::customer_count)
        .first(conn)?)
}
