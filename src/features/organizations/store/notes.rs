//! What the operator is told about sign-in domains.

use diesel::prelude::*;

use crate::db::schema::domain_notes;
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{DomainNoteId, OrganizationId, UserId};
use crate::kernel::stored::text_enum;
use crate::policy::TenantScope;

text_enum! {
    /// What happened.
    pub enum NoteKind {
        /// A claimed domain went to somebody who proved that it is theirs.
        TakenOver = "taken_over",
        /// Somebody proved to reach a mailbox in a domain that another organization has verified: the operator decides.
        Disputed = "disputed",
    }
}

/// A note to the operator.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = domain_notes)]
pub struct DomainNote {
    /// Its id.
    pub id: DomainNoteId,
    /// What happened.
    pub kind: NoteKind,
    /// The domain in question.
    pub domain: String,
    /// Who had it, or has it.
    pub organization_id: OrganizationId,
    /// The legal name of who says that it is theirs.
    pub claimant: String,
    /// The address in the domain that they confirmed.
    pub email: String,
    /// When.
    pub created_at: Timestamp,
}

pub(in crate::features::organizations) fn insert_note(conn: &mut DbConn, note: &DomainNote) -> DbResult<()> {
    diesel::insert_into(domain_notes::table)
        .values(note)
        .execute(conn)?;
    Ok(())
}

/// Takes a person's addresses out of the notes about the organization's domain.
pub fn forget_person(
    conn: &mut DbConn,
    _: &TenantScope,
    organization: OrganizationId,
    addresses: &[String],
) -> DbResult<()> {
    diesel::update(
        domain_notes::table
            .filter(domain_notes::organization_id.eq(organization))
            .filter(domain_notes::email.eq_any(addresses.to_vec())),
    )
    .set(domain_notes::email.eq(""))
    .execute(conn)?;
    Ok(())
}

/// The notes nobody has seen to, newest first.
pub fn open_notes(
    conn: &mut DbConn,
    scope: &TenantScope,
    before: Option<DomainNoteId>,
    limit: i64,
) -> DbResult<Vec<DomainNote>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let mut query = domain_notes::table
        .filter(domain_notes::done_at.is_null())
        .order(domain_notes::id.desc())
        .limit(limit)
        .select(DomainNote::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(domain_notes::id.lt(before));
    }
    Ok(query.load(conn)?)
}

/// How many notes nobody has seen to, counted so far.
pub fn open_note_count(conn: &mut DbConn, scope: &TenantScope, most: i64) -> DbResult<i64> {
    if !scope.everywhere() {
        return Ok(0);
    }
    let found: Vec<DomainNoteId> = domain_notes::table
        .filter(domain_notes::done_at.is_null())
        .order(domain_notes::id.desc())
        .limit(most)
        .select(domain_notes::id)
        .load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// Notes that somebody has seen to it; answers the note, if it still was open.
pub(in crate::features::organizations) fn finish_note(
    conn: &mut DbConn,
    scope: &TenantScope,
    id: DomainNoteId,
    by: Option<UserId>,
    now: Timestamp,
) -> DbResult<Option<DomainNote>> {
    if !scope.everywhere() {
        return Ok(None);
    }
    let done = diesel::update(
        domain_notes::table
            .filter(domain_notes::id.eq(id))
            .filter(domain_notes::done_at.is_null()),
    )
    .set((domain_notes::done_at.eq(now), domain_notes::done_by.eq(by)))
    .execute(conn)?;
    if done == 0 {
        return Ok(None);
    }
    Ok(domain_notes::table
        .find(id)
        .select(DomainNote::as_select())
        .first(conn)
        .optional()?)
}
