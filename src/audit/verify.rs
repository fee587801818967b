//! Walking a chain and computing every hash again.

use diesel::prelude::*;

use super::Covered;
use crate::db::schema::{audit_entries, audit_heads};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{AuditId, OrganizationId, UserId};

/// Where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// In whose chain.
    pub organization: OrganizationId,
    /// At which number: an entry was changed, removed or added there.
    pub seq: i64,
}

/// What was found whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many chains.
    pub chains: usize,
    /// How many entries.
    pub entries: usize,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_entries)]
struct Entry {
    id: AuditId,
    organization_id: OrganizationId,
    seq: i64,
    created_at: Timestamp,
    actor_user_id: Option<UserId>,
    actor_organization_id: Option<OrganizationId>,
    action: String,
    object_kind: String,
    object_id: String,
    target_organization_id: Option<OrganizationId>,
    details: String,
    personal_hash: Option<Vec<u8>>,
    request_id: Option<String>,
    source: String,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

/// How many entries are read at a time.
const BATCH: i64 = 1_000;

/// Checks every chain and answers the first fault.
pub fn verify(conn: &mut DbConn) -> DbResult<Result<Verified, Broken>> {
    let heads: Vec<(OrganizationId, i64, Vec<u8>)> = audit_heads::table
        .select((audit_heads::organization_id, audit_heads::seq, audit_heads::hash))
        .load(conn)?;
    let mut found = Verified::default();
    for (organization, last, head_hash) in heads {
        let (mut seq, mut previous) = (0, Vec::new());
        loop {
            let batch: Vec<Entry> = audit_entries::table
                .filter(audit_entries::organization_id.eq(organization))
                .filter(audit_entries::seq.gt(seq))
                .order(audit_entries::seq.asc())
                .limit(BATCH)
                .select(Entry::as_select())
                .load(conn)?;
            let full = i64::try_from(batch.len()).is_ok_and(|n| n == BATCH);
            for entry in batch {
                if entry.seq != seq + 1
                    || entry.previous_hash != previous
                    || entry.covered().hash(&previous).as_slice() != entry.hash
                {
                    return Ok(Err(Broken {
                        organization,
                        seq: seq + 1,
                    }));
                }
                seq = entry.seq;
                previous = entry.hash;
                found.entries += 1;
            }
            if !full {
                break;
            }
        }
        if seq != last || previous != head_hash {
            return Ok(Err(Broken {
                organization,
                seq: seq + 1,
            }));
        }
        found.chains += 1;
    }
    Ok(Ok(found))
}

impl Entry {
    fn covered(&self) -> Covered<'_> {
        Covered {
            id: self.id,
            organization: self.organization_id,
            seq: self.seq,
            at: self.created_at,
            actor_user: self.actor_user_id,
            actor_organization: self.actor_organization_id,
            action: &self.action,
            object_kind: &self.object_kind,
            object_id: &self.object_id,
            target: self.target_organization_id,
            details: &self.details,
            personal_hash: self.personal_hash.as_deref(),
            request_id: self.request_id.as_deref(),
            source: &self.source,
        }
    }
}
