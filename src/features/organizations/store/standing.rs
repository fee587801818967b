//! How the standing of an organization is written down.

use diesel::prelude::*;

use super::Organization;
use crate::db::schema::{organization_programmes, organizations};
use crate::db::{DbConn, DbResult};
use crate::features::organizations::domain::Next;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::policy::{OrganizationState, TenantScope};

#[derive(AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_null = true)]
struct Change {
    state: OrganizationState,
    state_reason: Option<String>,
    state_since: Timestamp,
    closed_by: Option<crate::features::organizations::domain::ClosedBy>,
    suspended_for: Option<String>,
    ended_at: Option<Timestamp>,
}

/// Moves the organization on, if it still is as it was read. Answers whether it was.
pub(in crate::features::organizations) fn move_on(
    conn: &mut DbConn,
    from: &Organization,
    to: Next,
    reason: &str,
    now: Timestamp,
) -> DbResult<bool> {
    let given = (!reason.is_empty()).then(|| reason.to_owned());
    let plain = Change {
        state: OrganizationState::Active,
        state_reason: None,
        state_since: now,
        closed_by: None,
        suspended_for: None,
        ended_at: None,
    };
    let change = match to {
        Next::Active => plain,
        Next::Suspended => Change {
            state: OrganizationState::Suspended,
            // Back from a closing with the reason it had before.
            state_reason: from.suspended_for.clone().or(given),
            ..plain
        },
        Next::Closed(by) => Change {
            state: OrganizationState::Closed,
            state_reason: given,
            closed_by: Some(by),
            suspended_for: (from.state == OrganizationState::Suspended)
                .then(|| from.state_reason.clone().unwrap_or_default()),
            ..plain
        },
        Next::Ended => Change {
            state: OrganizationState::Closed,
            state_reason: from.state_reason.clone(),
            state_since: from.state_since,
            closed_by: from.closed_by,
            suspended_for: from.suspended_for.clone(),
            ended_at: Some(now),
        },
    };
    let changed = diesel::update(
        organizations::table
            .filter(organizations::id.eq(from.id))
            .filter(organizations::version.eq(from.version)),
    )
    .set((change, organizations::version.eq(organizations::version + 1)))
    .execute(conn)?;
    Ok(changed == 1)
}

/// The organization takes part in nothing any more.
pub(in crate::features::organizations) fn end_programmes(
    conn: &mut DbConn,
    organization: OrganizationId,
    now: Timestamp,
) -> DbResult<()> {
    diesel::update(
        organization_programmes::table
            .filter(organization_programmes::organization_id.eq(organization))
            .filter(organization_programmes::state.eq("active")),
    )
    .set((
        organization_programmes::state.eq("ended"),
        organization_programmes::since.eq(now),
    ))
    .execute(conn)?;
    Ok(())
}

/// Organizations that were closed at this time or before and haven't ended yet, the longest closed first.
pub fn closed_before(
    conn: &mut DbConn,
    scope: &TenantScope,
    before: Timestamp,
    limit: i64,
) -> DbResult<Vec<OrganizationId>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    Ok(organizations::table
        .filter(organizations::closed_by.is_not_null())
        .filter(organizations::ended_at.is_null())
        .filter(organizations::state_since.le(before))
        .order(organizations::state_since.asc())
        .limit(limit)
        .select(organizations::id)
        .load(conn)?)
}
