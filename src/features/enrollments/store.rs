//! Rows of applications: the application, its checks, its mailed links and its timeline.

mod links;
mod look_alikes;
mod person;
mod queue;
mod timeline;

use diesel::prelude::*;

pub use links::{Link, link, links};
pub use queue::{Filter, From, QueueRow};
pub use timeline::{EventKind, TimelineRow, timeline};

pub(super) use links::{add_link, mailed_since};
pub(super) use look_alikes::{pending_like, web_mail_verdicts};
pub(super) use person::{forget_contact, of_organization, of_person};
pub(super) use queue::{count, queue};
pub(super) use timeline::add_event;

use super::domain::{CheckKind, CheckState, Checks, Field, FormData, Kind, Standing, State};
use crate::db::schema::{enrollment_checks, enrollments};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{EnrollmentId, OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::policy::TenantScope;

/// An application.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = enrollments)]
pub struct Enrollment {
    /// Its id.
    pub id: EnrollmentId,
    /// Its number; `reference()` is what people see.
    pub number: i64,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// Who pressed **Enroll now** (decision 12); nobody before.
    pub applicant_user_id: Option<UserId>,
    /// What is applied for.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub state_since: Timestamp,
    /// The chosen profile's number.
    pub mpn_id: Option<MpnId>,
    /// Everything typed, see [`FormData`].
    pub form: String,
    /// In which language we write to the contact.
    pub language: Language,
    /// How many verification mails went out.
    pub generation: i32,
    /// The key that made the token of the status page.
    pub status_key: Option<String>,
    /// The fields a reviewer asked about, a JSON list of names.
    pub marked: String,
    /// What a reviewer wrote: the question, or why not.
    pub reason: Option<String>,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// When the contact confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Which application this one corrects.
    pub previous_id: Option<EnrollmentId>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Grows with every change.
    pub version: i32,
    /// The name of the page that saved the form last.
    pub form_page: Option<String>,
}

impl Enrollment {
    /// What people call it: `ENR-000418`.
    #[must_use]
    pub fn reference(&self) -> String {
        super::domain::reference(self.number)
    }

    /// Everything typed.
    #[must_use]
    pub fn data(&self) -> FormData {
        FormData::stored(&self.form)
    }

    /// The fields a reviewer asked about.
    #[must_use]
    pub fn marks(&self) -> Vec<Field> {
        let names: Vec<String> = serde_json::from_str(&self.marked).unwrap_or_default();
        names.iter().filter_map(|n| Field::askable(n)).collect()
    }

    /// What a move rests on.
    #[must_use]
    pub fn standing(&self, checks: Checks, link_until: Option<Timestamp>, own: bool) -> Standing {
        Standing {
            state: self.state,
            kind: self.kind,
            checks,
            submitted_at: self.submitted_at,
            link_until,
            own,
        }
    }
}

/// A new application.
#[derive(Insertable)]
#[diesel(table_name = enrollments)]
pub(super) struct NewRow<'a> {
    pub id: EnrollmentId,
    pub number: i64,
    pub organization_id: OrganizationId,
    pub kind: Kind,
    pub state: State,
    pub state_since: Timestamp,
    pub mpn_id: Option<&'a MpnId>,
    pub form: &'a str,
    pub language: Language,
    pub marked: &'a str,
    pub previous_id: Option<EnrollmentId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub(super) fn insert(conn: &mut DbConn, row: &NewRow<'_>) -> DbResult<()> {
    diesel::insert_into(enrollments::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// An application within reach.
pub fn by_id(conn: &mut DbConn, scope: &TenantScope, id: EnrollmentId) -> DbResult<Option<Enrollment>> {
    let row: Option<Enrollment> = enrollments::table
        .find(id)
        .select(Enrollment::as_select())
        .first(conn)
        .optional()?;
    Ok(row.filter(|e| scope.allows(e.organization_id)))
}

/// The newest application of an organization within reach.
pub fn newest(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<Enrollment>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(enrollments::table
        .filter(enrollments::organization_id.eq(organization))
        .order(enrollments::number.desc())
        .select(Enrollment::as_select())
        .first(conn)
        .optional()?)
}

/// The application that a presented status token names.
pub fn by_status_hash(conn: &mut DbConn, hash: &[u8]) -> DbResult<Option<Enrollment>> {
    Ok(enrollments::table
        .filter(enrollments::status_hash.eq(hash))
        .select(Enrollment::as_select())
        .first(conn)
        .optional()?)
}

/// What a save of a draft, or an answer, writes. `None` leaves as it is.
#[derive(AsChangeset)]
#[diesel(table_name = enrollments)]
pub(super) struct Change<'a> {
    pub form: Option<&'a str>,
    pub form_page: Option<Option<&'a str>>,
    pub mpn_id: Option<&'a MpnId>,
    pub kind: Option<Kind>,
    pub language: Option<Language>,
    pub legal_name_key: Option<&'a str>,
    pub contact_email_norm: Option<&'a str>,
    pub contact_phone: Option<&'a str>,
    pub applicant_user_id: Option<UserId>,
    pub status_hash: Option<&'a [u8]>,
    pub status_key: Option<&'a str>,
    pub marked: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub submitted_at: Option<Timestamp>,
    pub confirmed_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<UserId>,
}

impl Change<'_> {
    /// Nothing but the time.
    pub const NONE: Self = Self {
        form: None,
        form_page: None,
        mpn_id: None,
        kind: None,
        language: None,
        legal_name_key: None,
        contact_email_norm: None,
        contact_phone: None,
        applicant_user_id: None,
        status_hash: None,
        status_key: None,
        marked: None,
        reason: None,
        submitted_at: None,
        confirmed_at: None,
        decided_at: None,
        decided_by: None,
    };
}

/// Moves an application from the state and version it was read in, with what else changes. `false`: somebody was faster.
pub(super) fn advance(
    conn: &mut DbConn,
    scope: &TenantScope,
    row: &Enrollment,
    to: State,
    now: Timestamp,
    change: &Change<'_>,
) -> DbResult<bool> {
    if !scope.allows(row.organization_id) {
        return Ok(false);
    }
    let since = if row.state == to { row.state_since } else { now };
    let changed = diesel::update(
        enrollments::table
            .filter(enrollments::id.eq(row.id))
            .filter(enrollments::state.eq(row.state))
            .filter(enrollments::version.eq(row.version)),
    )
    .set((
        change,
        enrollments::state.eq(to),
        enrollments::state_since.eq(since),
        enrollments::updated_at.eq(now),
        enrollments::version.eq(enrollments::version + 1),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}

/// Takes the next generation of the verification link.
pub(super) fn next_generation(conn: &mut DbConn, _: &TenantScope, id: EnrollmentId) -> DbResult<i32> {
    Ok(diesel::update(enrollments::table.find(id))
        .set(enrollments::generation.eq(enrollments::generation + 1))
        .returning(enrollments::generation)
        .get_result(conn)?)
}

/// Applications whose contact has kept silent since before `until`, oldest first.
pub(super) fn unconfirmed_since(
    conn: &mut DbConn,
    _: &TenantScope,
    until: Timestamp,
    limit: i64,
) -> DbResult<Vec<Enrollment>> {
    Ok(enrollments::table
        .filter(enrollments::state.eq(State::SubmittedUnverified))
        .filter(enrollments::state_since.le(until))
        .order((enrollments::state_since.asc(), enrollments::id.asc()))
        .limit(limit)
        .select(Enrollment::as_select())
        .load(conn)?)
}

/// Drafts that nobody touched since before `until`, the longest begun first.
pub(super) fn untouched_since(
    conn: &mut DbConn,
    _: &TenantScope,
    until: Timestamp,
    limit: i64,
) -> DbResult<Vec<Enrollment>> {
    Ok(enrollments::table
        .filter(enrollments::state.eq(State::Draft))
        // Saving doesn't move `state_since`; the first half lets the index answer.
        .filter(enrollments::state_since.le(until))
        .filter(enrollments::updated_at.le(until))
        .order((enrollments::state_since.asc(), enrollments::id.asc()))
        .limit(limit)
        .select(Enrollment::as_select())
        .load(conn)?)
}

/// Stores the hash of another token of the status page, made with another key.
pub(super) fn set_status_token(
    conn: &mut DbConn,
    _: &TenantScope,
    id: EnrollmentId,
    hash: &[u8],
    key: &str,
) -> DbResult<()> {
    diesel::update(enrollments::table.find(id))
        .set((enrollments::status_hash.eq(hash), enrollments::status_key.eq(key)))
        .execute(conn)?;
    Ok(())
}

/// One check of an application.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = enrollment_checks)]
pub struct Check {
    /// Of which application.
    pub enrollment_id: EnrollmentId,
    /// Which check.
    pub kind: CheckKind,
    /// How it stands.
    pub state: CheckState,
    /// Since when.
    pub since: Timestamp,
    /// Who decided it, if a person did.
    pub decided_by: Option<UserId>,
    /// What the reviewer noted; may be empty.
    pub note: String,
}

/// The checks of an application, in the order of [`CheckKind::ALL`]; none before it was sent.
pub fn checks(conn: &mut DbConn, _: &TenantScope, id: EnrollmentId) -> DbResult<Vec<Check>> {
    let mut rows: Vec<Check> = enrollment_checks::table
        .filter(enrollment_checks::enrollment_id.eq(id))
        .select(Check::as_select())
        .load(conn)?;
    rows.sort_by_key(|c| c.kind);
    Ok(rows)
}

/// The same as the rules want them.
pub(super) fn check_states(rows: &[Check]) -> Checks {
    rows.iter()
        .fold(Checks::WAITING, |all, c| all.with(c.kind, c.state))
}

pub(super) fn put_check(conn: &mut DbConn, _: &TenantScope, check: &Check) -> DbResult<()> {
    let known = enrollment_checks::table.find((check.enrollment_id, check.kind));
    let again = diesel::update(known)
        .set((
            enrollment_checks::state.eq(check.state),
            enrollment_checks::since.eq(check.since),
            enrollment_checks::decided_by.eq(check.decided_by),
            enrollment_checks::note.eq(&check.note),
        ))
        .execute(conn)?;
    if again == 0 {
        diesel::insert_into(enrollment_checks::table)
            .values(check)
            .execute(conn)?;
    }
    Ok(())
}
