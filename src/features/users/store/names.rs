//! Names of people, for lines that say who did something. Whose data were erased has an empty one, which pages show in words.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::users;
use crate::db::{DbConn, DbResult};
use crate::features::users::domain::State;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::TenantScope;

type Row = (UserId, OrganizationId, State, String, String);

fn rows(conn: &mut DbConn, scope: &TenantScope, ids: &[UserId]) -> DbResult<Vec<(UserId, (String, String))>> {
    let rows: Vec<Row> = users::table
        .filter(users::id.eq_any(ids.to_vec()))
        .select((
            users::id,
            users::organization_id,
            users::state,
            users::full_name,
            users::user_name,
        ))
        .load(conn)?;
    let reached = rows.into_iter().filter(|(_, of, ..)| scope.allows(*of));
    Ok(reached
        .map(|(id, _, state, full_name, user_name)| match state {
            State::Purged => (id, (String::new(), String::new())),
            _ => (id, (full_name, user_name)),
        })
        .collect())
}

/// Full names of whoever the scope reaches.
pub fn names(conn: &mut DbConn, scope: &TenantScope, ids: &[UserId]) -> DbResult<Vec<(UserId, String)>> {
    let named = rows(conn, scope, ids)?.into_iter();
    Ok(named.map(|(id, (full_name, _))| (id, full_name)).collect())
}

/// Full names and user names of whoever the scope reaches.
pub fn full_and_user_names(
    conn: &mut DbConn,
    scope: &TenantScope,
    ids: &[UserId],
) -> DbResult<HashMap<UserId, (String, String)>> {
    Ok(rows(conn, scope, ids)?.into_iter().collect())
}
