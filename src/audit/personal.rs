//! Personal values of the trail: kept apart and sealed, readable while they exist, emptied by a purge and after their time. The
//! chain covers their salted hash, so that it stays whole without them (decision 9).

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::Value;

use crate::db::schema::audit_personal;
use crate::db::{BATCH, DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{AuditPersonalId, OrganizationId, UserId};
use crate::kernel::keys::{KeyRing, Purpose};
use crate::policy::TenantScope;

/// How many bytes of salt stand before the values.
pub(super) const SALT: usize = 16;

pub(super) fn place(id: AuditPersonalId) -> Vec<u8> {
    format!("audit_personal|{id}").into_bytes()
}

/// Whether an action tells when and from where somebody signed in: such values are kept for a shorter time.
pub(super) fn is_sign_in(action: &str) -> bool {
    action.starts_with("session.") || ["user.lock", "user.reset_ask"].contains(&action)
}

fn opened(keys: &KeyRing, id: AuditPersonalId, sealed: &[u8]) -> Option<Value> {
    let plain = keys.open(Purpose::Audit, &place(id), sealed).ok()?;
    serde_json::from_slice(plain.get(SALT..)?).ok()
}

type Row = (AuditPersonalId, OrganizationId, Option<Vec<u8>>);

/// The values with these ids, as far as they are within reach, still kept and readable with the present keys.
pub fn personal(
    conn: &mut DbConn,
    scope: &TenantScope,
    keys: &KeyRing,
    ids: &[AuditPersonalId],
) -> DbResult<HashMap<AuditPersonalId, Value>> {
    let rows: Vec<Row> = audit_personal::table
        .filter(audit_personal::id.eq_any(ids.to_vec()))
        .select((
            audit_personal::id,
            audit_personal::organization_id,
            audit_personal::sealed,
        ))
        .load(conn)?;
    let reached = rows.into_iter().filter(|(_, of, _)| scope.allows(*of));
    Ok(reached
        .filter_map(|(id, _, sealed)| Some((id, opened(keys, id, &sealed?)?)))
        .collect())
}

/// Everything that the trail keeps of a person, at most so many values at once, after the one with this id.
pub fn personal_of(
    conn: &mut DbConn,
    scope: &TenantScope,
    keys: &KeyRing,
    (organization, user): (OrganizationId, Option<UserId>),
    after: Option<AuditPersonalId>,
) -> DbResult<Vec<(AuditPersonalId, Value)>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    let mut query = audit_personal::table
        .filter(audit_personal::organization_id.eq(organization))
        .filter(audit_personal::sealed.is_not_null())
        .order(audit_personal::id.asc())
        .limit(BATCH)
        .select((audit_personal::id, audit_personal::sealed))
        .into_boxed();
    query = match user {
        Some(user) => query.filter(audit_personal::user_id.eq(user)),
        None => query.filter(audit_personal::user_id.is_null()),
    };
    if let Some(after) = after {
        query = query.filter(audit_personal::id.gt(after));
    }
    let rows: Vec<(AuditPersonalId, Option<Vec<u8>>)> = query.load(conn)?;
    // One that can't be opened any more is told of all the same, so that the reading goes on after it.
    let values = rows.into_iter().map(|(id, sealed)| {
        let value = sealed.and_then(|sealed| opened(keys, id, &sealed));
        (id, value.unwrap_or_default())
    });
    Ok(values.collect())
}

/// Empties these values; the chain stays whole.
pub fn empty_personal(conn: &mut DbConn, ids: &[AuditPersonalId]) -> DbResult<usize> {
    Ok(
        diesel::update(audit_personal::table.filter(audit_personal::id.eq_any(ids.to_vec())))
            .set((
                audit_personal::sealed.eq(None::<Vec<u8>>),
                audit_personal::sign_in_at.eq(None::<Timestamp>),
            ))
            .execute(conn)?,
    )
}

/// Empties everything the trail keeps of a person.
pub fn empty_personal_of(conn: &mut DbConn, organization: OrganizationId, user: UserId) -> DbResult<usize> {
    Ok(diesel::update(
        audit_personal::table
            .filter(audit_personal::organization_id.eq(organization))
            .filter(audit_personal::user_id.eq(user)),
    )
    .set((
        audit_personal::sealed.eq(None::<Vec<u8>>),
        audit_personal::sign_in_at.eq(None::<Timestamp>),
    ))
    .execute(conn)?)
}

/// Empties from where people signed in before then (decision 9: 180 days), a batch at a time.
pub fn empty_sign_ins(conn: &mut DbConn, before: Timestamp) -> DbResult<usize> {
    let due: Vec<AuditPersonalId> = audit_personal::table
        .filter(audit_personal::sign_in_at.lt(before))
        .order(audit_personal::sign_in_at.asc())
        .limit(BATCH)
        .select(audit_personal::id)
        .load(conn)?;
    empty_personal(conn, &due)
}
