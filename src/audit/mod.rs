//! The audit trail (A.9, decision 9): append-only by trigger, written in the transaction of the change, one hash chain per
//! organization. Personal values stand apart, sealed; the chain covers their hash, so that they can be emptied without breaking it.

mod activity;
mod personal;
mod terms;
mod timeline;
mod verify;
mod words;

use diesel::prelude::*;
use serde_json::Value;

pub use activity::{Act, From, Place, Wanted, activity, concerns};
pub use personal::{empty_personal, empty_personal_of, empty_sign_ins, personal, personal_of};
pub use terms::{label_words, value_words};
pub use timeline::{Entry, of_object, of_organization};
pub use verify::{Broken, Verified, verify};
pub use words::{action_words, actions, detail_words, words};

use crate::db::schema::{audit_entries, audit_heads, audit_personal};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{AuditId, AuditPersonalId, OrganizationId, UserId};
use crate::kernel::keys::{Purpose, random, sha256};
use crate::kernel::site::Cx;
use crate::policy::Who;

/// What happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// In whose chain it stands: the organization whose thing changed.
    pub organization: OrganizationId,
    /// `feature.verb`, past rights and not words: `enrollment.submit`.
    pub action: &'static str,
    /// The kind of thing, `enrollment`.
    pub object_kind: &'static str,
    /// Which one.
    pub object_id: String,
    /// Another organization it concerns, which then sees it too.
    pub target: Option<OrganizationId>,
    /// What changed, without personal values.
    pub details: Value,
    /// Whose personal values these are, and the values: sealed and emptied by a purge.
    pub personal: Option<(Option<UserId>, Value)>,
}

#[derive(Insertable)]
#[diesel(table_name = audit_entries)]
struct NewEntry<'a> {
    id: AuditId,
    organization_id: OrganizationId,
    seq: i64,
    created_at: Timestamp,
    actor_user_id: Option<UserId>,
    actor_organization_id: Option<OrganizationId>,
    action: &'a str,
    object_kind: &'a str,
    object_id: &'a str,
    target_organization_id: Option<OrganizationId>,
    details: &'a str,
    personal_id: Option<AuditPersonalId>,
    personal_hash: Option<&'a [u8]>,
    request_id: Option<&'a str>,
    source: &'a str,
    previous_hash: &'a [u8],
    hash: &'a [u8],
}

/// Everything the chain covers, in a fixed order; what [`verify`] computes again.
struct Covered<'a> {
    id: AuditId,
    organization: OrganizationId,
    seq: i64,
    at: Timestamp,
    actor_user: Option<UserId>,
    actor_organization: Option<OrganizationId>,
    action: &'a str,
    object_kind: &'a str,
    object_id: &'a str,
    target: Option<OrganizationId>,
    details: &'a str,
    personal_hash: Option<&'a [u8]>,
    request_id: Option<&'a str>,
    source: &'a str,
}

impl Covered<'_> {
    /// SHA-256 over the previous hash and every field, each with its length, so that no two entries give the same bytes.
    fn hash(&self, previous: &[u8]) -> [u8; 32] {
        let mut bytes = Vec::with_capacity(256 + self.details.len());
        let mut field = |value: &[u8]| {
            bytes.extend_from_slice(&(value.len() as u64).to_be_bytes());
            bytes.extend_from_slice(value);
        };
        field(previous);
        field(self.id.as_bytes());
        field(self.organization.as_bytes());
        field(&self.seq.to_be_bytes());
        field(&self.at.millis().to_be_bytes());
        field(self.actor_user.as_ref().map_or(&[], |u| u.as_bytes()));
        field(self.actor_organization.as_ref().map_or(&[], |o| o.as_bytes()));
        field(self.action.as_bytes());
        field(self.object_kind.as_bytes());
        field(self.object_id.as_bytes());
        field(self.target.as_ref().map_or(&[], |o| o.as_bytes()));
        field(self.details.as_bytes());
        field(self.personal_hash.unwrap_or_default());
        field(self.request_id.unwrap_or_default().as_bytes());
        field(self.source.as_bytes());
        sha256(&bytes)
    }
}

/// Writes the event at the end of its organization's chain, in the caller's transaction.
pub fn append(conn: &mut DbConn, cx: &Cx, who: Who, event: Event) -> DbResult<()> {
    #[cfg(debug_assertions)]
    told(&event);
    let (seq, previous) = head(conn, event.organization)?;
    let details = event.details.to_string();
    let personal = match event.personal {
        None => None,
        Some((user, value)) => {
            let sign_in_at = personal::is_sign_in(event.action).then_some(cx.now);
            Some(keep_personal(
                conn,
                cx,
                event.organization,
                user,
                &value,
                sign_in_at,
            )?)
        }
    };
    let id = AuditId::new();
    let covered = Covered {
        id,
        organization: event.organization,
        seq,
        at: cx.now,
        actor_user: who.user,
        actor_organization: who.organization,
        action: event.action,
        object_kind: event.object_kind,
        object_id: &event.object_id,
        target: event.target,
        details: &details,
        personal_hash: personal.as_ref().map(|p| p.1.as_slice()),
        request_id: cx.origin.request_id.as_deref(),
        source: cx.origin.source,
    };
    let hash = covered.hash(&previous);
    diesel::insert_into(audit_entries::table)
        .values(NewEntry {
            id,
            organization_id: covered.organization,
            seq,
            created_at: covered.at,
            actor_user_id: covered.actor_user,
            actor_organization_id: covered.actor_organization,
            action: covered.action,
            object_kind: covered.object_kind,
            object_id: covered.object_id,
            target_organization_id: covered.target,
            details: covered.details,
            personal_id: personal.as_ref().map(|p| p.0),
            personal_hash: covered.personal_hash,
            request_id: covered.request_id,
            source: covered.source,
            previous_hash: &previous,
            hash: &hash,
        })
        .execute(conn)?;
    diesel::update(audit_heads::table.find(covered.organization))
        .set(audit_heads::hash.eq(hash.to_vec()))
        .execute(conn)?;
    Ok(())
}

/// Every test and every demonstration of a developer's build sees to it that all that is written can be read.
#[cfg(debug_assertions)]
fn told(event: &Event) {
    let values: Vec<&Value> = std::iter::once(&event.details)
        .chain(event.personal.as_ref().map(|(_, values)| values))
        .collect();
    let untold = terms::untold(event.action, &values);
    debug_assert!(untold.is_none(), "{}", untold.unwrap_or_default());
}

/// Takes the next number of the chain. The update holds the head's row until the transaction ends, on both engines.
fn head(conn: &mut DbConn, organization: OrganizationId) -> DbResult<(i64, Vec<u8>)> {
    let advance = |conn: &mut DbConn| -> DbResult<Option<(i64, Vec<u8>)>> {
        Ok(diesel::update(audit_heads::table.find(organization))
            .set(audit_heads::seq.eq(audit_heads::seq + 1))
            .returning((audit_heads::seq, audit_heads::hash))
            .get_result::<(i64, Vec<u8>)>(conn)
            .optional()?)
    };
    if let Some(next) = advance(conn)? {
        return Ok(next);
    }
    // The first entry of the chain. Somebody else may write theirs at the same time: then the row is there after all.
    let first = crate::db::dialect::savepoint(conn, |conn| {
        diesel::insert_into(audit_heads::table)
            .values((
                audit_heads::organization_id.eq(organization),
                audit_heads::seq.eq(1_i64),
                audit_heads::hash.eq(Vec::<u8>::new()),
            ))
            .execute(conn)?;
        Ok(())
    });
    match first {
        Ok(()) => Ok((1, Vec::new())),
        Err(crate::db::DbError::Duplicate(_)) => advance(conn)?.ok_or(crate::db::DbError::NotFound),
        Err(error) => Err(error),
    }
}

/// Seals the values apart from the entry and answers their id and salted hash.
fn keep_personal(
    conn: &mut DbConn,
    cx: &Cx,
    organization: OrganizationId,
    user: Option<UserId>,
    value: &Value,
    sign_in_at: Option<Timestamp>,
) -> DbResult<(AuditPersonalId, Vec<u8>)> {
    let id = AuditPersonalId::new();
    let salt: [u8; personal::SALT] = random();
    let text = value.to_string();
    let hash = sha256(&[salt.as_slice(), text.as_bytes()].concat());
    let plain = [salt.as_slice(), text.as_bytes()].concat();
    let sealed = cx.site.keys.seal(Purpose::Audit, &personal::place(id), &plain);
    diesel::insert_into(audit_personal::table)
        .values((
            audit_personal::id.eq(id),
            audit_personal::organization_id.eq(organization),
            audit_personal::user_id.eq(user),
            audit_personal::sealed.eq(Some(sealed)),
            audit_personal::sign_in_at.eq(sign_in_at),
        ))
        .execute(conn)?;
    Ok((id, hash.to_vec()))
}
