//! Reading the log: the question in the terms of the trail, and the names that its entries need.

use std::collections::HashMap;

use serde_json::Value;

use crate::audit::{self, Act, From, Wanted};
use crate::db::{DbConn, DbResult};
use crate::features::{organizations, users};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{AuditPersonalId, OrganizationId, UserId};
use crate::kernel::keys::KeyRing;
use crate::kernel::similar::legal_name_key;
use crate::policy::actions::{SeeActivity, SeePeopleActivity};
use crate::policy::{Actor, Permit, TenantScope};

/// The most organizations of one name that a filter looks for.
const NAMESAKES: usize = 5;

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

    /// The question in the terms of the trail; `None` if it names somebody who isn't there: nothing can be found then.
    pub(super) fn wanted(
        &self,
        conn: &mut DbConn,
        actor: &Actor,
        question: &Question,
    ) -> DbResult<Option<Wanted>> {
        let mut wanted = Wanted {
            from: question.from,
            until: question.until,
            area: question.area,
            people_only: !self.whole,
            ..Wanted::default()
        };
        if !question.person.is_empty() {
            let name = question.person.to_lowercase();
            let name = if name.contains('@') {
                name
            } else {
                format!("{name}@{}", actor.sign_in_domain)
            };
            let found = users::by_user_name(conn, &name)?;
            let Some(user) = found.filter(|u| self.permit.scope().allows(u.organization_id)) else {
                return Ok(None);
            };
            wanted.actor = Some(user.id);
        }
        if !question.with.is_empty() {
            let others = others(conn, actor.organization, &question.with)?;
            if others.is_empty() {
                return Ok(None);
            }
            wanted.with = Some(others);
        }
        Ok(Some(wanted))
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

/// The organizations that a filter means: that of a sign-in domain, or those of a name.
fn others(conn: &mut DbConn, own: OrganizationId, typed: &str) -> DbResult<Vec<OrganizationId>> {
    let by_domain = organizations::by_domain(conn, &typed.to_lowercase())?;
    let found = match by_domain {
        Some(one) => vec![one],
        None => organizations::by_legal_name_key(conn, &legal_name_key(typed), own)?,
    };
    let ids = found.into_iter().map(|o| o.id).filter(|id| *id != own);
    Ok(ids.take(NAMESAKES).collect())
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
