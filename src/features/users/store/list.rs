//! The list of an organization's people, newest first, by its own numbers.

use diesel::prelude::*;

use super::User;
use crate::db::schema::{organizations, users};
use crate::db::{DbConn, DbResult};
use crate::features::users::domain::State;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::search::{contains, fold};
use crate::policy::{AdminRole, OperatorRole, Role, TenantScope};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A part of a name, user name or contact address.
    pub text: String,
    /// Holders of this role.
    pub role: Option<Role>,
    /// In this state; without one everybody who isn't deleted.
    pub state: Option<State>,
}

impl Wanted {
    /// Whether everybody is wanted: then the counter knows how many there are.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.text.is_empty() && self.role.is_none() && self.state.is_none()
    }
}

/// From where a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The newest.
    Start,
    /// What is older than this number.
    Older(i64),
    /// What is newer than this number.
    Newer(i64),
}

/// A person with their number in the list.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// The number by which the list goes on.
    pub seq: i64,
    /// The person.
    pub user: User,
}

/// People of an organization, newest first.
pub fn list(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    wanted: &Wanted,
    from: From,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    let mut query = users::table
        .filter(users::organization_id.eq(organization))
        .limit(limit)
        .select((users::seq, User::as_select()))
        .into_boxed();
    let text = fold(&wanted.text);
    if !text.is_empty() {
        query = query.filter(users::search_text.like(contains(&text)).escape('\\'));
    }
    query = match wanted.role {
        Some(Role::Agent(role)) => query.filter(users::agent_role.eq(role)),
        Some(Role::Admin(role)) => query.filter(users::admin_role.eq(role)),
        Some(Role::Operator(role)) => query.filter(users::operator_role.eq(role)),
        None => query,
    };
    query = match wanted.state {
        Some(state) => query.filter(users::state.eq(state)),
        None => query
            .filter(users::state.ne(State::Deleted))
            .filter(users::state.ne(State::Purged)),
    };
    query = match from {
        From::Start => query.order(users::seq.desc()),
        From::Older(seq) => query.filter(users::seq.lt(seq)).order(users::seq.desc()),
        From::Newer(seq) => query.filter(users::seq.gt(seq)).order(users::seq.asc()),
    };
    let mut rows: Vec<Listed> = query.load(conn)?;
    if matches!(from, From::Newer(_)) {
        rows.reverse();
    }
    Ok(rows)
}

/// Those of an organization in whose name, user name or contact address a text stands, deleted ones too.
pub fn called(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    text: &str,
    limit: i64,
) -> DbResult<Vec<UserId>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(users::table
        .filter(users::organization_id.eq(organization))
        .filter(users::state.ne(State::Purged))
        .filter(users::search_text.like(contains(&fold(text))).escape('\\'))
        .order(users::seq.desc())
        .limit(limit)
        .select(users::id)
        .load(conn)?)
}

/// How many people an organization has, deleted ones not counted: the counter kept in every write.
pub fn total(conn: &mut DbConn, scope: &TenantScope, organization: OrganizationId) -> DbResult<i64> {
    if !scope.allows(organization) {
        return Ok(0);
    }
    Ok(organizations::table
        .find(organization)
        .select(organizations::user_count)
        .first(conn)?)
}

/// Who can give one of these roles and has signed in before: Global admins, then User management admins unless only a Global admin can (A16);
/// of the operator Administrators. At most ten.
pub fn givers(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    wanted: &[Role],
) -> DbResult<Vec<User>> {
    const MOST: usize = 10;
    let mut found = Vec::new();
    let mut giving = vec![
        Role::Operator(OperatorRole::Administrator),
        Role::Admin(AdminRole::GlobalAdmin),
    ];
    if !Role::only_top(wanted) {
        giving.push(Role::Admin(AdminRole::UserManagementAdmin));
    }
    for role in giving {
        let wanted = Wanted {
            role: Some(role),
            state: Some(State::Active),
            ..Wanted::default()
        };
        let most = i64::try_from(MOST).unwrap_or(10);
        let rows = list(conn, scope, organization, &wanted, From::Start, most)?;
        found.extend(rows.into_iter().map(|row| row.user));
    }
    found.truncate(MOST);
    Ok(found)
}
