//! What pages show of applications.

use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::{Field, FieldProblem, ProfileProblem, State};
use crate::features::enrollments::store::{
    self, Check, Enrollment, Filter, Link, Place, QueueRow, TimelineRow,
};
use crate::features::memberships::Profile;
use crate::features::organizations::Organization;
use crate::features::users::User;
use crate::i18n::Words;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{EnrollmentId, OrganizationId};
use crate::kernel::language::Language;
use crate::mail::outbox::Delivery;
use crate::policy::{Permit, TenantScope, actions};

/// A line of the timeline with the name of who did it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The line.
    pub row: TimelineRow,
    /// Full name of who did it; nobody for the contact and for the machine.
    pub actor: Option<String>,
}

/// An application whole.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The application.
    pub application: Enrollment,
    /// Its checks in order; none before it was sent.
    pub checks: Vec<Check>,
    /// The verification mails, oldest first: to whom, when, until when.
    pub mails: Vec<Link>,
    /// What became of the newest of them.
    pub delivery: Option<Delivery>,
    /// What happened, newest first.
    pub timeline: Vec<Moment>,
    /// The chosen profile, as the directory has it now.
    pub profile: Option<Profile>,
    /// Why that profile can't be taken at present (rule S20, decision 14); nothing when it can, or when none is chosen.
    pub profile_problem: Option<ProfileProblem>,
    /// Whose it is.
    pub organization: Organization,
    /// Who pressed **Enroll now**.
    pub applicant: Option<User>,
}

/// In what another organization is like the applicant's (decision 14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The legal name, but for its form.
    SameName,
    /// The sign-in domain; which one.
    SimilarDomain(String),
    /// The telephone of a contact.
    SamePhone,
    /// The address of a contact.
    SameContact,
}

/// Another organization that is like the applicant's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// Which.
    pub organization: OrganizationId,
    /// Its legal name.
    pub legal_name: String,
    /// In what.
    pub signs: Vec<Sign>,
}

/// What anybody with the link of the status page reads: no personal data.
#[derive(Clone, Debug)]
pub struct PublicStatus {
    /// What people call it.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// Its checks; their notes are emptied.
    pub checks: Vec<Check>,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// When the contact confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// In which language we write to the contact.
    pub language: Language,
    /// The country of the organization, for its time zone.
    pub country: String,
}

/// What the home page shows of the newest application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Where it stands.
    pub state: State,
}

impl Summary {
    /// The sentence and the link's words, where something is to be done or waited for.
    #[must_use]
    pub fn need(&self, _: &Words) -> Option<(String, String)> {
        None
    }

    /// Where it is done.
    #[must_use]
    pub fn href(&self) -> &'static str {
        match self.state {
            State::Draft => "/enroll",
            _ => "/enroll/status",
        }
    }
}

/// The newest application of an organization, for its home page.
pub fn latest(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<Summary>> {
    Ok(store::newest(conn, scope, organization)?.map(|row| Summary { state: row.state }))
}

/// How many applications wait for a reviewer, counted up to 1,001.
pub fn waiting_for_review(conn: &mut DbConn, permit: &Permit<actions::ReviewEnrollment>) -> DbResult<i64> {
    let rows = store::queue(conn, permit.scope(), Filter::Review, None, 1_001)?;
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}

/// The organization's newest application whole.
pub fn dossier_of(conn: &mut DbConn, permit: &Permit<actions::SeeEnrollment>) -> DbResult<Option<Dossier>> {
    let _ = (conn, permit);
    Ok(None)
}

/// An application whole, for a reviewer.
pub fn dossier(
    conn: &mut DbConn,
    permit: &Permit<actions::ReviewEnrollment>,
    id: EnrollmentId,
) -> DbResult<Option<Dossier>> {
    let _ = (conn, permit, id);
    Ok(None)
}

/// A page of the reviewers' queue, from after `place`.
pub fn queue(
    conn: &mut DbConn,
    permit: &Permit<actions::ReviewEnrollment>,
    filter: Filter,
    place: Option<Place>,
    limit: i64,
) -> DbResult<Vec<QueueRow>> {
    store::queue(conn, permit.scope(), filter, place, limit)
}

/// Who else looks like the applicant (decision 14). Warns and never blocks.
pub fn look_alikes(
    conn: &mut DbConn,
    permit: &Permit<actions::ReviewEnrollment>,
    dossier: &Dossier,
) -> DbResult<Vec<LookAlike>> {
    let _ = (conn, permit, dossier);
    Ok(Vec::new())
}

/// What is wrong in a draft, read strictly: every field, and the operator's own word on mail domains (S23). In the order of the form.
pub fn details_problems(
    conn: &mut DbConn,
    scope: &TenantScope,
    row: &Enrollment,
) -> DbResult<Vec<(Field, FieldProblem)>> {
    let _ = (conn, scope, row);
    Ok(Vec::new())
}

/// The profile with which the organization is enrolled already, if just one waits for it (S6, decision 11).
pub fn shortcut(
    conn: &mut DbConn,
    permit: &Permit<actions::ApplyForEnrollment>,
) -> DbResult<Option<Profile>> {
    let _ = (conn, permit);
    Ok(None)
}

/// What the link of the status page shows; nothing for a link that never was.
pub fn public_status(
    conn: &mut DbConn,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Option<PublicStatus>> {
    let _ = (conn, token);
    Ok(None)
}
