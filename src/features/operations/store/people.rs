//! Finding people over all tenants, by how a name or address begins: each way has an index of its own, in whose order pages go on.

use diesel::prelude::*;

use crate::db::schema::{organizations, sessions, users as table};
use crate::db::{DbConn, DbResult};
use crate::features::users::User;
use crate::features::users::domain::State;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::UserId;
use crate::kernel::search::prefix_end;
use crate::kernel::stored::text_enum;
use crate::policy::TenantScope;

text_enum! {
    /// What is compared.
    pub enum By {
        /// The full name.
        Name = "name",
        /// The sign-in name.
        UserName = "user_name",
        /// The contact address.
        Email = "email",
    }
}

/// Somebody who was found.
#[derive(Clone, Debug, Queryable)]
pub struct Found {
    /// The text that pages are in the order of.
    pub key: String,
    /// The person.
    pub user: User,
    /// The legal name of their organization.
    pub organization: String,
}

/// People whose name or address begins with a folded text, in its order, after the last one of the page before.
pub fn find(
    conn: &mut DbConn,
    scope: &TenantScope,
    by: By,
    text: &str,
    after: Option<&(String, UserId)>,
    limit: i64,
) -> DbResult<Vec<Found>> {
    if !scope.everywhere() || text.is_empty() {
        return Ok(Vec::new());
    }
    // The range begins where the page before ended: what comes earlier isn't read again.
    let (from, last) = match after {
        Some((key, id)) => (key.clone(), Some(*id)),
        None => (text.to_owned(), None),
    };
    macro_rules! found {
        ($column:expr) => {{
            let mut query = table::table
                .inner_join(organizations::table)
                .filter($column.ge(from.clone()))
                .filter($column.lt(prefix_end(text)))
                .filter(table::state.ne(State::Purged))
                .order(($column.asc(), table::id.asc()))
                .limit(limit)
                .select(($column, User::as_select(), organizations::legal_name))
                .into_boxed();
            if let Some(id) = last {
                query = query.filter($column.gt(from).or(table::id.gt(id)));
            }
            query.load(conn)?
        }};
    }
    Ok(match by {
        By::Name => found!(table::search_text),
        By::UserName => found!(table::user_name),
        By::Email => found!(table::email_norm),
    })
}

/// A session that hasn't ended.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Session {
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// From which address.
    pub ip: String,
    /// With which browser, as it calls itself.
    pub user_agent: String,
}

/// Sessions of a person that began and were used since then and weren't ended, newest first; at most twenty.
pub fn open_sessions(
    conn: &mut DbConn,
    scope: &TenantScope,
    user: UserId,
    begun_since: Timestamp,
    seen_since: Timestamp,
) -> DbResult<Vec<Session>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    Ok(sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::created_at.ge(begun_since))
        .filter(sessions::seen_at.ge(seen_since))
        .order(sessions::created_at.desc())
        .limit(20)
        .select((
            sessions::created_at,
            sessions::seen_at,
            sessions::ip,
            sessions::user_agent,
        ))
        .load(conn)?)
}
