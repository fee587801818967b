//! The operator looks at the directory.

use super::super::store::{self, Filter, Listed, Past, Place, Profile};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::domain::{Concern, MpnId};
use crate::features::organizations;
use crate::kernel::ids::OrganizationId;
use crate::kernel::search::fold;
use crate::policy::Permit;
use crate::policy::actions::SeeMemberships;

/// What the operator's list shows.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The rows.
    pub rows: Vec<Listed>,
    /// Whether there are some before them.
    pub before: bool,
    /// Whether there are more after them.
    pub more: bool,
    /// How many there are in all, counted up to 1,001; `None` for a search.
    pub total: Option<usize>,
}

/// Counting stops here.
pub const MOST_COUNTED: usize = 1_001;

/// A page of the directory by number.
pub fn list(
    conn: &mut DbConn,
    permit: &Permit<SeeMemberships>,
    filter: Filter,
    place: &Place,
    size: usize,
) -> DbResult<Found> {
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::list(conn, permit.scope(), filter, place, limit)?;
    let beyond = rows.len() > size;
    let (before, more) = match place {
        Place::Start => (false, beyond),
        Place::After(_) => (true, beyond),
        Place::Before(_) => (beyond, true),
    };
    if beyond && matches!(place, Place::Before(_)) {
        rows.remove(0);
    }
    rows.truncate(size);
    Ok(Found {
        rows,
        before,
        more,
        total: Some(store::count_up_to(
            conn,
            permit.scope(),
            filter,
            i64::try_from(MOST_COUNTED).unwrap_or(1_001),
        )?),
    })
}

/// What begins with the typed text in number, name or user name; at most `size` rows.
pub fn search(
    conn: &mut DbConn,
    permit: &Permit<SeeMemberships>,
    filter: Filter,
    typed: &str,
    size: usize,
) -> DbResult<Found> {
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::search(conn, permit.scope(), filter, typed.trim(), &fold(typed), limit)?;
    let more = rows.len() > size;
    rows.truncate(size);
    Ok(Found {
        rows,
        before: false,
        more,
        total: None,
    })
}

/// A profile as the operator sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The profile.
    pub profile: Profile,
    /// The user name of its account.
    pub login: String,
    /// The names of who holds it and who has applied with it.
    pub names: Vec<(OrganizationId, String)>,
    /// What was done with it, newest first: when, what, in whose person, and which columns.
    pub history: Vec<Past>,
}

impl Shown {
    /// The name of an organization that has to do with the profile.
    #[must_use]
    pub fn name_of(&self, organization: Option<OrganizationId>) -> Option<&str> {
        let organization = organization?;
        self.names
            .iter()
            .find(|(id, _)| *id == organization)
            .map(|(_, name)| name.as_str())
    }
}

/// A profile with the user name of its account.
pub fn show(conn: &mut DbConn, permit: &Permit<SeeMemberships>, mpn_id: &MpnId) -> DbResult<Option<Shown>> {
    let Some(profile) = store::profile(conn, permit.scope(), mpn_id)? else {
        return Ok(None);
    };
    let login = store::account(conn, permit.scope(), profile.account_id)?
        .map(|a| a.login)
        .unwrap_or_default();
    let parties: Vec<OrganizationId> = [profile.bound_organization_id, profile.reserved_organization_id]
        .into_iter()
        .flatten()
        .collect();
    let names = organizations::names(conn, permit.scope(), &parties)?;
    let chains: Vec<OrganizationId> = permit.who().organization.into_iter().chain(parties).collect();
    let history = store::history(conn, permit.scope(), &chains, mpn_id)?;
    Ok(Some(Shown {
        profile,
        login,
        names,
        history,
    }))
}

/// The bound profiles that should be looked at, the first hundred of them; for the reviewers' queue.
pub fn concerns(conn: &mut DbConn, permit: &Permit<SeeMemberships>) -> DbResult<Vec<(MpnId, Concern)>> {
    let filter = Filter {
        concerns: true,
        ..Filter::default()
    };
    let rows = store::list(conn, permit.scope(), filter, &Place::Start, 100)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.concern.map(|concern| (row.mpn_id, concern)))
        .collect())
}
