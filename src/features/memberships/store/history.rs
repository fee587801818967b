//! What was done with a profile, out of the audit trail.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{audit_entries as entries, users};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::domain::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::TenantScope;

/// Something that was done with a profile.
#[derive(Clone, Debug)]
pub struct Past {
    /// When.
    pub at: Timestamp,
    /// What: the action's name in the trail.
    pub action: String,
    /// Who, if a person; the command line and the machine have no name.
    pub person: Option<String>,
    /// The columns that changed.
    pub columns: Vec<String>,
}

/// The newest fifty entries about a profile in the chains of these organizations.
pub(in crate::features::memberships) fn history(
    conn: &mut DbConn,
    scope: &TenantScope,
    chains: &[OrganizationId],
    mpn_id: &MpnId,
) -> DbResult<Vec<Past>> {
    let chains: Vec<OrganizationId> = chains.iter().copied().filter(|c| scope.allows(*c)).collect();
    let rows: Vec<(Timestamp, String, Option<UserId>, String)> = entries::table
        .filter(entries::organization_id.eq_any(chains))
        .filter(entries::object_kind.eq("membership"))
        .filter(entries::object_id.eq(mpn_id.as_str()))
        .order(entries::created_at.desc())
        .limit(50)
        .select((
            entries::created_at,
            entries::action,
            entries::actor_user_id,
            entries::details,
        ))
        .load(conn)?;
    let people: Vec<UserId> = rows.iter().filter_map(|row| row.2).collect();
    let names: HashMap<UserId, String> = users::table
        .filter(users::id.eq_any(people))
        .select((users::id, users::full_name))
        .load::<(UserId, String)>(conn)?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|(at, action, person, details)| Past {
            at,
            action,
            person: person.and_then(|id| names.get(&id).cloned()),
            columns: columns(&details),
        })
        .collect())
}

fn columns(details: &str) -> Vec<String> {
    serde_json::from_str::<serde_json::Value>(details)
        .ok()
        .and_then(|details| serde_json::from_value(details.get("columns")?.clone()).ok())
        .unwrap_or_default()
}
