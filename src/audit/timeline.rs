//! Reading the audit trail for the timelines of pages. Personal values stay sealed.

use diesel::prelude::*;
use serde_json::Value;

use crate::db::schema::audit_entries;
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::TenantScope;

/// An entry of the trail, as timelines show it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_entries)]
pub struct Entry {
    /// Its number in the organization's chain.
    pub seq: i64,
    /// When it happened.
    pub created_at: Timestamp,
    /// Who did it; nobody when the machine or a stranger with a link did.
    pub actor_user_id: Option<UserId>,
    /// The organization of who did it.
    pub actor_organization_id: Option<OrganizationId>,
    /// `feature.verb`.
    pub action: String,
    /// The kind of thing.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    details: String,
}

impl Entry {
    /// A value of what changed, as text; empty where there is none.
    #[must_use]
    pub fn detail(&self, name: &str) -> String {
        detail(&self.details, name)
    }

    /// What changed.
    #[must_use]
    pub fn details(&self) -> Value {
        parsed(&self.details)
    }
}

/// The details of an entry; nothing where they can't be read.
pub(super) fn parsed(details: &str) -> Value {
    serde_json::from_str(details).unwrap_or_default()
}

/// A value of the details, as text; empty where there is none.
pub(super) fn detail(details: &str, name: &str) -> String {
    match parsed(details).get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// What happened in an organization, newest first, before an entry's number.
pub fn of_organization(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    before: Option<i64>,
    limit: i64,
) -> DbResult<Vec<Entry>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(audit_entries::table
        .filter(audit_entries::organization_id.eq(organization))
        .filter(audit_entries::seq.lt(before.unwrap_or(i64::MAX)))
        .order(audit_entries::seq.desc())
        .limit(limit)
        .select(Entry::as_select())
        .load(conn)?)
}

/// What happened to one thing of an organization, newest first, before an entry's number.
pub fn of_object(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    object: (&str, &str),
    before: Option<i64>,
    limit: i64,
) -> DbResult<Vec<Entry>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(audit_entries::table
        .filter(audit_entries::organization_id.eq(organization))
        .filter(audit_entries::object_kind.eq(object.0))
        .filter(audit_entries::object_id.eq(object.1))
        .filter(audit_entries::seq.lt(before.unwrap_or(i64::MAX)))
        .order(audit_entries::seq.desc())
        .limit(limit)
        .select(Entry::as_select())
        .load(conn)?)
}
