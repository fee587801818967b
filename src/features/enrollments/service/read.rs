//! What pages show of applications.

use super::record::problem_of;
use super::{links, reading};
use crate::db::{DbConn, DbError, DbResult};
use crate::features::enrollments::domain::{
    CheckKind, CheckState, Field, FieldProblem, Kind, ProfileProblem, State, may_begin,
};
use crate::features::enrollments::mails::verify_key;
use crate::features::enrollments::store::{self, Check, Enrollment, Filter, Link, QueueRow, TimelineRow};
use crate::features::memberships::{self, NotTaken, Profile, directory};
use crate::features::organizations::domain::DomainState;
use crate::features::organizations::{self, Organization};
use crate::features::users::{self, User};
use crate::i18n::Words;
use crate::kernel::clock::Timestamp;
use crate::kernel::country::Country;
use crate::kernel::ids::{EnrollmentId, OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::mail::outbox::{self, Mail};
use crate::policy::{Permit, Programme, TenantScope, actions};

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
    /// The newest of them in the outbox.
    pub newest_mail: Option<Mail>,
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

/// What anybody with the link of the status page reads: no personal data.
#[derive(Clone, Debug)]
pub struct PublicStatus {
    /// What people call it.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// What is applied for.
    pub kind: Kind,
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
    pub fn need(&self, t: &Words) -> Option<(String, String)> {
        Some(match self.state {
            State::Draft => (t.dashboard_need_draft(), t.dashboard_need_draft_action()),
            State::SubmittedUnverified => (t.dashboard_need_contact(), t.dashboard_need_status_action()),
            State::InReview => (t.dashboard_need_in_review(), t.dashboard_need_status_action()),
            State::InfoRequested => (t.dashboard_need_answer(), t.dashboard_need_answer_action()),
            State::Rejected => (t.dashboard_need_rejected(), t.dashboard_need_status_action()),
            State::Disowned => (t.dashboard_need_disowned(), t.dashboard_need_status_action()),
            State::Active | State::Withdrawn | State::Abandoned => return None,
        })
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
    store::count(conn, permit.scope(), State::InReview, 1_001)
}

/// The organization's newest application whole.
pub fn dossier_of(conn: &mut DbConn, permit: &Permit<actions::SeeEnrollment>) -> DbResult<Option<Dossier>> {
    let scope = permit.scope();
    let Some(organization) = scope.own() else {
        return Ok(None);
    };
    match store::newest(conn, scope, organization)? {
        Some(row) => whole(conn, scope, row).map(Some),
        None => Ok(None),
    }
}

/// An application whole, for a reviewer. A draft is its organization's own affair.
pub fn dossier(
    conn: &mut DbConn,
    permit: &Permit<actions::ReviewEnrollment>,
    id: EnrollmentId,
) -> DbResult<Option<Dossier>> {
    match store::by_id(conn, permit.scope(), id)? {
        Some(row) if row.submitted_at.is_some() => whole(conn, permit.scope(), row).map(Some),
        _ => Ok(None),
    }
}

fn whole(conn: &mut DbConn, scope: &TenantScope, row: Enrollment) -> DbResult<Dossier> {
    let organization = organizations::by_id(conn, scope, row.organization_id)?.ok_or(DbError::NotFound)?;
    let profile = match &row.mpn_id {
        Some(mpn_id) => directory().profile(conn, scope, mpn_id)?,
        None => None,
    };
    let profile_problem = match (&row.mpn_id, &profile) {
        (Some(_), None) => Some(ProfileProblem::Unknown),
        (Some(_), Some(found)) => found
            .selectable_by(organization.id, &organization.country)
            .err()
            .map(|refused| problem_of(NotTaken::Unselectable(refused))),
        (None, _) => None,
    };
    let mut checks = store::checks(conn, scope, row.id)?;
    // The membership is looked at again at approval (decision 14): what would be refused then is shown now.
    if row.state.is_pending() && profile_problem.is_some() {
        for check in checks.iter_mut().filter(|c| c.kind == CheckKind::Membership) {
            check.state = CheckState::Failed;
        }
    }
    let mails = store::links(conn, scope, row.id)?;
    let newest_mail = match mails.last() {
        Some(link) => outbox::by_key(conn, &verify_key(&row, link.generation))?,
        None => None,
    };
    let lines = store::timeline(conn, scope, &row)?;
    let ids: Vec<UserId> = lines.iter().filter_map(|line| line.actor_user_id).collect();
    let names = users::names(conn, &TenantScope::System, &ids)?;
    let name_of = |user: UserId| {
        names
            .iter()
            .find(|(id, _)| *id == user)
            .map(|(_, name)| name.clone())
    };
    let applicant = match row.applicant_user_id {
        Some(user) => users::by_id(conn, scope, user)?,
        None => None,
    };
    Ok(Dossier {
        timeline: lines
            .into_iter()
            .map(|row| Moment {
                actor: row.actor_user_id.and_then(name_of),
                row,
            })
            .collect(),
        application: row,
        checks,
        mails,
        newest_mail,
        profile,
        profile_problem,
        organization,
        applicant,
    })
}

/// A page of the reviewers' queue.
pub fn queue(
    conn: &mut DbConn,
    permit: &Permit<actions::ReviewEnrollment>,
    filter: Filter,
    from: store::From,
    limit: i64,
) -> DbResult<Vec<QueueRow>> {
    store::queue(conn, permit.scope(), filter, from, limit)
}

/// What is wrong in a draft, read strictly: every field, and the operator's own word on mail domains (S23). In the order of the form.
pub fn details_problems(
    conn: &mut DbConn,
    scope: &TenantScope,
    row: &Enrollment,
) -> DbResult<Vec<(Field, FieldProblem)>> {
    let organization = organizations::by_id(conn, scope, row.organization_id)?.ok_or(DbError::NotFound)?;
    let country = Country::parse(&organization.country)
        .map_err(|_| DbError::Query("an organization's country isn't in the table".to_owned()))?;
    Ok(reading::strictly(conn, scope, &row.data(), country)?
        .err()
        .unwrap_or_default())
}

/// The profile with which the organization is enrolled already, if just one waits for it (S6, decision 11), and nothing else is
/// under way.
pub fn shortcut(
    conn: &mut DbConn,
    permit: &Permit<actions::ApplyForEnrollment>,
) -> DbResult<Option<Profile>> {
    let scope = permit.scope();
    let Some(organization) = scope.own() else {
        return Ok(None);
    };
    let is_reseller = organizations::programmes(conn, organization)?.contains(&Programme::Reseller);
    let free = match store::newest(conn, scope, organization)? {
        Some(row) if row.state == State::Draft => row.kind == Kind::SupportOnly,
        last => may_begin(last.map(|row| row.state), is_reseller).is_ok(),
    };
    if free && !is_reseller {
        waiting_shortcut(conn, scope, organization)
    } else {
        Ok(None)
    }
}

/// The one profile of the directory that the organization's *verified* domain is enrolled with (decision 11).
pub(super) fn waiting_shortcut(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<Profile>> {
    let Some(found) = organizations::by_id(conn, scope, organization)? else {
        return Ok(None);
    };
    let verified = found.domain_state == DomainState::Verified;
    let Some(domain) = found.sign_in_domain.filter(|_| verified) else {
        return Ok(None);
    };
    let mut waiting = memberships::enrolled_with(conn, scope, &domain, &found.country)?;
    Ok(match waiting.len() {
        1 => waiting.pop().filter(|profile| !profile.taken_from(organization)),
        _ => None,
    })
}

/// What the link of the status page shows; nothing for a link that never was.
pub fn public_status(
    conn: &mut DbConn,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Option<PublicStatus>> {
    let Some(row) = store::by_status_hash(conn, &links::hash(token))? else {
        return Ok(None);
    };
    let scope = TenantScope::Parties(vec![row.organization_id]);
    let organization = organizations::by_id(conn, &scope, row.organization_id)?.ok_or(DbError::NotFound)?;
    let mut checks = store::checks(conn, &scope, row.id)?;
    for check in &mut checks {
        check.note.clear();
        check.decided_by = None;
    }
    Ok(Some(PublicStatus {
        reference: row.reference(),
        state: row.state,
        kind: row.kind,
        since: row.state_since,
        checks,
        submitted_at: row.submitted_at,
        confirmed_at: row.confirmed_at,
        decided_at: row.decided_at,
        language: row.language,
        country: organization.country,
    }))
}
