//! The trail as an organization reads it: its own chain, what others wrote in theirs that concerns it, and what its people did in
//! the chains of others (A.9). Newest first, by time and id.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::timeline::{detail, parsed};
use crate::db::schema::audit_entries;
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{AuditId, AuditPersonalId, OrganizationId, UserId};
use crate::policy::TenantScope;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Done by this person, who is of the organization.
    pub actor: Option<UserId>,
    /// Done by or to one of these people, who are of the organization; a few.
    pub people: Option<Vec<UserId>>,
    /// Actions that begin so, `user`.
    pub area: Option<&'static str>,
    /// This action.
    pub action: Option<&'static str>,
    /// That have to do with one of these organizations; a few.
    pub with: Option<Vec<OrganizationId>>,
    /// About people only: what a User management admin sees.
    pub people_only: bool,
}

/// Where an entry stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place(i64, AuditId);

/// From where a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The newest.
    Start,
    /// What is older.
    Older(Place),
    /// What is newer.
    Newer(Place),
}

/// An entry of the trail with all that a log tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_entries)]
pub struct Act {
    id: AuditId,
    /// In whose chain it stands.
    pub organization_id: OrganizationId,
    /// When it happened.
    pub created_at: Timestamp,
    /// Who did it.
    pub actor_user_id: Option<UserId>,
    /// The organization of who did it.
    pub actor_organization_id: Option<OrganizationId>,
    /// `feature.verb`.
    pub action: String,
    /// The kind of thing.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// Another organization it concerns.
    pub target_organization_id: Option<OrganizationId>,
    /// What changed, as JSON.
    pub details: String,
    /// Where its personal values are kept.
    pub personal_id: Option<AuditPersonalId>,
    /// The request that did it.
    pub request_id: Option<String>,
    /// `ui`, `cli` or `system`.
    pub source: String,
}

impl Act {
    /// Where it stands in the list.
    #[must_use]
    pub fn place(&self) -> Place {
        Place(self.created_at.millis(), self.id)
    }

    /// A text that tells it from every other on a page.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("e{}", self.id)
    }

    /// What changed.
    #[must_use]
    pub fn details(&self) -> Value {
        parsed(&self.details)
    }

    /// A value of what changed, as text; empty where there is none.
    #[must_use]
    pub fn detail(&self, name: &str) -> String {
        detail(&self.details, name)
    }
}

/// Which entries concern an organization.
#[derive(Clone, Copy)]
enum Side {
    /// Those of its own chain.
    Own,
    /// Those of others about it.
    AboutUs,
    /// Those of others by its people.
    ByUs,
    /// Those of one of its people, wherever they stand.
    Person(UserId),
    /// Those of its own chain that are about one of its people.
    Subject(UserId),
}

/// With which other organization.
#[derive(Clone, Copy)]
enum With {
    Any,
    /// The entry is about it.
    Target(OrganizationId),
    /// Its people did it.
    Actor(OrganizationId),
    /// It stands in its chain.
    Chain(OrganizationId),
}

/// What happened in and to an organization, newest first. Each kind of concern is a question of its own that an index answers in
/// the order of the list; they are merged here.
pub fn activity(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    wanted: &Wanted,
    from: From,
    limit: usize,
) -> DbResult<Vec<Act>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (side, with) in questions(wanted) {
        found.extend(ask(conn, organization, side, with, wanted, from, limit)?);
    }
    found.sort_by_key(|act| std::cmp::Reverse(act.place()));
    found.dedup_by_key(|act| act.id);
    let surplus = found.len().saturating_sub(limit);
    match from {
        From::Newer(_) => drop(found.drain(..surplus)),
        From::Start | From::Older(_) => found.truncate(limit),
    }
    Ok(found)
}

/// Whether any entry that an organization reads has to do with another one.
pub fn concerns(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    other: OrganizationId,
) -> DbResult<bool> {
    let anything = Wanted::default();
    let sides = [
        (Side::Own, With::Target(other)),
        (Side::Own, With::Actor(other)),
        (Side::AboutUs, With::Chain(other)),
        (Side::ByUs, With::Chain(other)),
    ];
    for (side, with) in sides {
        let reads = scope.allows(organization);
        if reads && !ask(conn, organization, side, with, &anything, From::Start, 1)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn questions(wanted: &Wanted) -> Vec<(Side, With)> {
    let sides: Vec<Side> = match (&wanted.people, wanted.people_only) {
        _ if wanted.actor.is_some() => wanted.actor.map(Side::Person).into_iter().collect(),
        (Some(people), _) => people
            .iter()
            .flat_map(|user| [Side::Person(*user), Side::Subject(*user)])
            .collect(),
        (None, true) => vec![Side::Own],
        (None, false) => vec![Side::Own, Side::AboutUs, Side::ByUs],
    };
    let Some(others) = &wanted.with else {
        return sides.into_iter().map(|side| (side, With::Any)).collect();
    };
    let mut asked = Vec::new();
    for side in sides {
        for other in others {
            match side {
                Side::Own | Side::Subject(_) => {
                    asked.extend([(side, With::Target(*other)), (side, With::Actor(*other))]);
                }
                Side::AboutUs | Side::ByUs => asked.push((side, With::Chain(*other))),
                Side::Person(_) => asked.extend([(side, With::Target(*other)), (side, With::Chain(*other))]),
            }
        }
    }
    asked
}

fn ask(
    conn: &mut DbConn,
    organization: OrganizationId,
    side: Side,
    with: With,
    wanted: &Wanted,
    from: From,
    limit: usize,
) -> DbResult<Vec<Act>> {
    use audit_entries as e;
    let mut query = e::table
        .select(Act::as_select())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .into_boxed();
    query = match side {
        Side::Own => query.filter(e::organization_id.eq(organization)),
        Side::AboutUs => query
            .filter(e::target_organization_id.eq(organization))
            .filter(e::organization_id.ne(organization)),
        Side::ByUs => query
            .filter(e::actor_organization_id.eq(organization))
            .filter(e::organization_id.ne(organization)),
        Side::Person(user) => query
            .filter(e::actor_user_id.eq(user))
            .filter(e::actor_organization_id.eq(organization)),
        Side::Subject(user) => query
            .filter(e::organization_id.eq(organization))
            .filter(e::object_kind.eq("user"))
            .filter(e::object_id.eq(user.to_string())),
    };
    query = match with {
        With::Any => query,
        With::Target(other) => query.filter(e::target_organization_id.eq(other)),
        With::Actor(other) => query.filter(e::actor_organization_id.eq(other)),
        With::Chain(other) => query.filter(e::organization_id.eq(other)),
    };
    if wanted.people_only {
        query = query
            .filter(e::organization_id.eq(organization))
            .filter(e::object_kind.eq("user"));
    }
    if let Some(action) = wanted.action {
        query = query.filter(e::action.eq(action));
    }
    if let Some(area) = wanted.area {
        query = query.filter(e::action.like(format!("{area}.%")));
    }
    if let Some(at) = wanted.from {
        query = query.filter(e::created_at.ge(at));
    }
    if let Some(at) = wanted.until {
        query = query.filter(e::created_at.lt(at));
    }
    query = match from {
        From::Start => query.order((e::created_at.desc(), e::id.desc())),
        From::Older(Place(at, id)) => {
            let at = Timestamp::from_millis(at);
            query
                .filter(e::created_at.le(at))
                .filter(e::created_at.lt(at).or(e::id.lt(id)))
                .order((e::created_at.desc(), e::id.desc()))
        }
        From::Newer(Place(at, id)) => {
            let at = Timestamp::from_millis(at);
            query
                .filter(e::created_at.ge(at))
                .filter(e::created_at.gt(at).or(e::id.gt(id)))
                .order((e::created_at.asc(), e::id.asc()))
        }
    };
    Ok(query.load(conn)?)
}
