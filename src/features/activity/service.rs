//! Reading the log: the question in the terms of the trail, and the names that its entries need.

use std::collections::HashMap;

use serde_json::Value;

use crate::audit::{self, Act, From, Wanted};
use crate::db::{DbConn, DbResult};
use crate::features::{organizations, users};
use crate::kernel::clock::Timestamp;
use crate::kernel::email::sign_in_spelling;
use crate::kernel::ids::{AuditPersonalId, OrganizationId, UserId};
use crate::kernel::keys::KeyRing;
use crate::kernel::search::fold;
use crate::kernel::similar::legal_name_key;
use crate::policy::actions::{SeeActivity, SeePeopleActivity};
use crate::policy::{Actor, Permit, TenantScope};

/// The most people, or organizations, of one name that a filter looks for.
const NAMESAKES: usize = 5;

/// The most organizations that begin alike of which it is looked up whether the log has to do with them.
const LOOKED_AT: usize = 50;

/// Whom a filter named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Nobody of the organization is called so.
    Person,
    /// More than a filter looks for.
    TooManyPeople,
    /// Nothing in the log has to do with an organization of that name.
    Organization,
    /// More than a filter looks for.
    TooManyOrganizations,
}

/// Who reads, and how much.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    permit: Permit<SeePeopleActivity>,
    whole: bool,
}

/// What is asked for, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    pub(super) from: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
    pub(super) person: String,
    pub(super) area: Option<&'static str>,
    pub(super) action: Option<&'static str>,
    pub(super) with: String,
}

/// An entry with its names.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) act: Act,
    /// It stands in the reader's own chain: then it is told whole.
    pub(super) own: bool,
    /// Who did it, if one of the reader's own people; empty for somebody whose data were erased.
    pub(super) actor: Option<Named>,
    /// The organization of who did it, if another one.
    pub(super) by: Option<String>,
    /// The person it was done to, if one of the reader's own.
    pub(super) subject: Option<Named>,
    /// The other organization it concerns.
    pub(super) other: Option<String>,
    /// Its personal values, while they exist and where the reader's own people left them.
    pub(super) personal: Option<Value>,
}

/// A person's id, full name and user name.
pub(super) type Named = (UserId, String, String);

impl Reader {
    /// Who may read about people, and everything with the other permit.
    pub(super) fn new(permit: Permit<SeePeopleActivity>, whole: Option<&Permit<SeeActivity>>) -> Self {
        Self {
            permit,
            whole: whole.is_some(),
        }
    }

    /// The question in the terms of the trail, or whom it names that isn't there.
    pub(super) fn wanted(
        &self,
        conn: &mut DbConn,
        actor: &Actor,
        question: &Question,
    ) -> DbResult<Result<Wanted, Unknown>> {
        let mut wanted = Wanted {
            from: question.from,
            until: question.until,
            area: question.area,
            action: question.action,
            people_only: !self.whole,
            ..Wanted::default()
        };
        if !question.person.is_empty() {
            match self.people(conn, actor, &question.person)? {
                Ok(people) => wanted.people = Some(people),
                Err(unknown) => return Ok(Err(unknown)),
            }
        }
        if !question.with.is_empty() {
            match others(conn, self.permit.scope(), actor.organization, &question.with)? {
                Ok(others) => wanted.with = Some(others),
                Err(unknown) => return Ok(Err(unknown)),
            }
        }
        Ok(Ok(wanted))
    }

    /// The people of the organization that a filter means: the one with this user name, or those in whose name it stands.
    fn people(
        &self,
        conn: &mut DbConn,
        actor: &Actor,
        typed: &str,
    ) -> DbResult<Result<Vec<UserId>, Unknown>> {
        let scope = self.permit.scope();
        let name = sign_in_spelling(typed);
        let name = if name.contains('@') {
            name
        } else {
            format!("{name}@{}", actor.sign_in_domain)
        };
        let exact = users::by_user_name(conn, &name)?.filter(|user| scope.allows(user.organization_id));
        if let Some(user) = exact {
            return Ok(Ok(vec![user.id]));
        }
        let found = users::called(conn, scope, actor.organization, typed, at_most(NAMESAKES + 1))?;
        Ok(match found.len() {
            0 => Err(Unknown::Person),
            n if n > NAMESAKES => Err(Unknown::TooManyPeople),
            _ => Ok(found),
        })
    }

    /// A page of the log.
    pub(super) fn lines(
        &self,
        conn: &mut DbConn,
        keys: &KeyRing,
        own: OrganizationId,
        wanted: &Wanted,
        from: From,
        limit: usize,
    ) -> DbResult<Vec<Line>> {
        let scope = self.permit.scope();
        let acts = audit::activity(conn, scope, own, wanted, from, limit)?;
        let names = Names::of(conn, scope, own, &acts)?;
        let readable: Vec<AuditPersonalId> = acts
            .iter()
            .filter(|act| act.organization_id == own && act.actor_organization_id == Some(own))
            .filter_map(|act| act.personal_id)
            .collect();
        let mut personal = audit::personal(conn, scope, keys, &readable)?;
        let line = |act: Act| Line {
            own: act.organization_id == own,
            actor: act.actor_user_id.and_then(|id| names.person(id)),
            by: names.other(act.actor_organization_id),
            subject: subject(&act).and_then(|id| names.person(id)),
            other: names
                .other(act.target_organization_id)
                .or_else(|| names.other(Some(act.organization_id))),
            personal: act.personal_id.and_then(|id| personal.remove(&id)),
            act,
        };
        Ok(acts.into_iter().map(line).collect())
    }
}

/// The organizations that a filter means, as far as the log has to do with them: that of a sign-in domain, those of a name, those whose
/// name or domain begins so. Of all others nobody learns here that they exist.
fn others(
    conn: &mut DbConn,
    scope: &TenantScope,
    own: OrganizationId,
    typed: &str,
) -> DbResult<Result<Vec<OrganizationId>, Unknown>> {
    let (key, domain) = (legal_name_key(typed), fold(typed));
    let exact = match organizations::by_domain(conn, &domain)? {
        Some(one) => vec![one.id],
        None => organizations::by_legal_name_key(conn, &key, own)?
            .into_iter()
            .map(|one| one.id)
            .collect(),
    };
    let known = concerned(conn, scope, own, exact)?;
    if !known.is_empty() {
        return Ok(Ok(known));
    }
    let begins = organizations::beginning_with(conn, &key, &domain, at_most(LOOKED_AT))?;
    let known = concerned(conn, scope, own, begins)?;
    Ok(match known.len() {
        0 => Err(Unknown::Organization),
        n if n > NAMESAKES => Err(Unknown::TooManyOrganizations),
        _ => Ok(known),
    })
}

/// Those that the log has to do with; one more than a filter takes, at most.
fn concerned(
    conn: &mut DbConn,
    scope: &TenantScope,
    own: OrganizationId,
    found: Vec<OrganizationId>,
) -> DbResult<Vec<OrganizationId>> {
    let mut known = Vec::new();
    for other in found {
        if other != own && known.len() <= NAMESAKES && audit::concerns(conn, scope, own, other)? {
            known.push(other);
        }
    }
    Ok(known)
}

fn at_most(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn subject(act: &Act) -> Option<UserId> {
    act.object_id.parse().ok().filter(|_| act.object_kind == "user")
}

struct Names {
    own: OrganizationId,
    people: HashMap<UserId, (String, String)>,
    organizations: HashMap<OrganizationId, String>,
}

impl Names {
    /// Everybody and every organization that these entries speak of. People of others stay unnamed.
    fn of(conn: &mut DbConn, scope: &TenantScope, own: OrganizationId, acts: &[Act]) -> DbResult<Self> {
        let mut people: Vec<UserId> = acts
            .iter()
            .flat_map(|act| [act.actor_user_id, subject(act)])
            .flatten()
            .collect();
        people.sort_unstable();
        people.dedup();
        let mut parties: Vec<OrganizationId> = acts
            .iter()
            .flat_map(|act| {
                [
                    Some(act.organization_id),
                    act.actor_organization_id,
                    act.target_organization_id,
                ]
            })
            .flatten()
            .collect();
        parties.sort_unstable();
        parties.dedup();
        let reached = TenantScope::Parties(parties.clone());
        Ok(Self {
            own,
            people: users::full_and_user_names(conn, scope, &people)?,
            organizations: organizations::names(conn, &reached, &parties)?
                .into_iter()
                .collect(),
        })
    }

    fn person(&self, id: UserId) -> Option<Named> {
        self.people
            .get(&id)
            .map(|(name, user_name)| (id, name.clone(), user_name.clone()))
    }

    fn other(&self, id: Option<OrganizationId>) -> Option<String> {
        id.filter(|id| *id != self.own)
            .and_then(|id| self.organizations.get(&id).cloned())
    }
}
