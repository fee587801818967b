//! The operator's list of the directory.

use diesel::prelude::*;

use crate::db::schema::{membership_accounts as accounts, membership_profiles as profiles};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::domain::{Concern, MpnId, ProfileKind, ProfileState};
use crate::kernel::ids::{MembershipAccountId, OrganizationId};
use crate::kernel::search::prefix_end;
use crate::policy::TenantScope;

/// A row of the operator's list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = profiles)]
pub struct Listed {
    /// Its number.
    pub mpn_id: MpnId,
    /// The organization's name in the directory.
    pub organization_name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Whether it counts.
    pub state: ProfileState,
    /// What it stands for.
    pub kind: ProfileKind,
    /// Who has applied with it.
    pub reserved_organization_id: Option<OrganizationId>,
    /// Whose it is.
    pub bound_organization_id: Option<OrganizationId>,
    /// What the operator should look at.
    pub concern: Option<Concern>,
}

/// Which profiles are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those in this state.
    pub state: Option<ProfileState>,
    /// Only those that the operator should look at.
    pub concerns: bool,
}

/// From where in the list, and which way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first number.
    Start,
    /// Numbers after this one.
    After(MpnId),
    /// Numbers before this one.
    Before(MpnId),
}

type Boxed<'a> = profiles::BoxedQuery<'a, crate::db::MultiBackend, profiles::SqlType>;

fn filtered<'a>(filter: Filter) -> Boxed<'a> {
    let mut query = profiles::table.into_boxed();
    if filter.concerns {
        // The index holds just these, in the order of the list.
        query = query.filter(profiles::concern.is_not_null());
    }
    if let Some(state) = filter.state {
        query = query.filter(profiles::state.eq(state));
    }
    query
}

/// A page of the directory by number.
pub(in crate::features::memberships) fn list(
    conn: &mut DbConn,
    scope: &TenantScope,
    filter: Filter,
    place: &Place,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let query = filtered(filter).limit(limit).select(Listed::as_select());
    let query = match place {
        Place::Start => query.order(profiles::mpn_id.asc()),
        Place::After(after) => query
            .filter(profiles::mpn_id.gt(after.as_str().to_owned()))
            .order(profiles::mpn_id.asc()),
        Place::Before(before) => query
            .filter(profiles::mpn_id.lt(before.as_str().to_owned()))
            .order(profiles::mpn_id.desc()),
    };
    let mut rows: Vec<Listed> = query.load(conn)?;
    if matches!(place, Place::Before(_)) {
        rows.reverse();
    }
    Ok(rows)
}

/// How many profiles there are, up to `most`.
pub(in crate::features::memberships) fn count_up_to(
    conn: &mut DbConn,
    scope: &TenantScope,
    filter: Filter,
    most: i64,
) -> DbResult<usize> {
    if !scope.everywhere() {
        return Ok(0);
    }
    // In the order of the list, so that the list's index answers and nothing is read beyond `most`.
    let query = filtered(filter)
        .select(profiles::mpn_id)
        .order(profiles::mpn_id.asc())
        .limit(most);
    Ok(query.load::<MpnId>(conn)?.len())
}

/// What begins with the folded text, in name, number or user name; each by its index, each at most `limit`.
pub(in crate::features::memberships) fn search(
    conn: &mut DbConn,
    scope: &TenantScope,
    filter: Filter,
    typed: &str,
    folded: &str,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let page = || filtered(filter).limit(limit).select(Listed::as_select());
    let mut found: Vec<Listed> = page()
        .filter(profiles::mpn_id.ge(typed))
        .filter(profiles::mpn_id.lt(prefix_end(typed)))
        .order(profiles::mpn_id)
        .load(conn)?;
    let by_name: Vec<Listed> = page()
        .filter(profiles::name_key.ge(folded))
        .filter(profiles::name_key.lt(prefix_end(folded)))
        .order((profiles::name_key, profiles::mpn_id))
        .load(conn)?;
    let logins: Vec<MembershipAccountId> = accounts::table
        .filter(accounts::login_norm.ge(folded))
        .filter(accounts::login_norm.lt(prefix_end(folded)))
        .order(accounts::login_norm)
        .limit(limit)
        .select(accounts::id)
        .load(conn)?;
    let by_login: Vec<Listed> = page()
        .filter(profiles::account_id.eq_any(logins))
        .order(profiles::mpn_id)
        .load(conn)?;
    for row in by_name.into_iter().chain(by_login) {
        if !found.iter().any(|f| f.mpn_id == row.mpn_id) {
            found.push(row);
        }
    }
    Ok(found)
}
