//! The frame of the wizard: how far the organization has come, and which step is shown when one is opened (decision 37).

use actix_session::SessionExt as _;
use actix_web::HttpResponse;

use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{
    Field, FieldProblem, Kind, MEMBERSHIP_SIGN_IN, Progress, Refused, State, Step, opened,
};
use crate::features::enrollments::{Enrollment, service, store};
use crate::features::memberships::Profile;
use crate::features::sessions::keys;
use crate::i18n::Words;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::MembershipAccountId;
use crate::policy::{Actor, Permit, Programme, actions, permit};
use crate::web::{Visit, flash, see_other};

/// Permits somebody to change the application.
pub(super) type Apply = Permit<actions::ApplyForEnrollment>;

/// How the application of an organization stands, for the steps.
pub(super) struct Here {
    /// The draft, if there is one.
    pub draft: Option<Enrollment>,
    /// Its profile.
    pub profile: Option<Profile>,
    /// How far it has come.
    pub progress: Progress,
    /// The membership account that is signed in.
    pub membership: Option<MembershipAccountId>,
    /// It is sent, and a reviewer asks for another profile.
    pub answers: bool,
}

/// The membership account that is signed in in this session, for at most 30 minutes (decision 10).
pub(super) fn membership(visit: &Visit) -> Option<MembershipAccountId> {
    let session = visit.req.get_session();
    let (account, until) = session
        .get::<(MembershipAccountId, i64)>(keys::MEMBERSHIP)
        .ok()
        .flatten()?;
    (visit.cx.now < Timestamp::from_millis(until)).then_some(account)
}

/// The membership user name that was typed (S16).
pub(super) fn membership_name(visit: &Visit) -> Option<String> {
    visit
        .req
        .get_session()
        .get::<String>(keys::MEMBERSHIP_NAME)
        .ok()
        .flatten()
}

/// Signs this session in to a membership account.
pub(super) fn begin_membership(visit: &Visit, account: MembershipAccountId) -> Result<(), AppError> {
    let until = (visit.cx.now + MEMBERSHIP_SIGN_IN).millis();
    visit
        .req
        .get_session()
        .insert(keys::MEMBERSHIP, (account, until))
        .map_err(|e| AppError::Internal(e.to_string()))
}

/// Keeps the membership user name for the page of its password.
pub(super) fn remember_name(visit: &Visit, name: &str) -> Result<(), AppError> {
    let session = visit.req.get_session();
    session.remove(keys::MEMBERSHIP);
    session
        .insert(keys::MEMBERSHIP_NAME, name)
        .map_err(|e| AppError::Internal(e.to_string()))
}

/// Signs out of the membership account, and of nothing else (S19).
pub(super) fn end_membership(visit: &Visit) {
    let session = visit.req.get_session();
    session.remove(keys::MEMBERSHIP);
    session.remove(keys::MEMBERSHIP_NAME);
}

impl Here {
    /// Reads it; answers where to go instead when `wanted` can't be shown.
    pub async fn at(
        visit: &Visit,
        actor: &Actor,
        wanted: Step,
    ) -> Result<Result<Self, HttpResponse>, AppError> {
        let apply = permit::<actions::ApplyForEnrollment>(actor)?;
        let see = permit::<actions::SeeEnrollment>(actor)?;
        if actor.is_in(Programme::Reseller) {
            return Ok(Err(see_other(Step::Welcome.path())));
        }
        let (newest, profile, problems, shortcut) = visit
            .read(move |conn| {
                let (newest, profile) = match service::dossier_of(conn, &see)? {
                    Some(dossier) => (Some(dossier.application), dossier.profile),
                    None => (None, None),
                };
                let problems = match &newest {
                    Some(row) if row.state == State::Draft => {
                        service::details_problems(conn, see.scope(), row)?
                    }
                    _ => Vec::new(),
                };
                let shortcut = match &newest {
                    Some(row) if row.state == State::Draft => row.kind == Kind::SupportOnly,
                    _ => service::shortcut(conn, &apply)?.is_some(),
                };
                Ok::<_, AppError>((newest, profile, problems, shortcut))
            })
            .await?;
        let membership = membership(visit);
        let state = newest.as_ref().map(|row| row.state);
        let asks_profile = newest
            .as_ref()
            .is_some_and(|row| row.state == State::InfoRequested && row.marks().contains(&Field::Profile));
        let of_membership = matches!(wanted, Step::Membership | Step::MembershipPassword);
        match state {
            Some(State::InfoRequested) if asks_profile && of_membership => {}
            Some(
                State::SubmittedUnverified
                | State::InReview
                | State::InfoRequested
                | State::Active
                | State::Disowned,
            ) => return Ok(Err(see_other("/enroll/status"))),
            _ if shortcut => return Ok(Err(see_other("/enroll/support"))),
            _ => {}
        }
        let draft = newest.filter(|row| row.state == State::Draft);
        let progress = Progress {
            signed_in: true,
            login_typed: membership_name(visit).is_some(),
            membership_signed_in: membership.is_some(),
            profile_chosen: draft.as_ref().is_some_and(|row| row.mpn_id.is_some()),
            details_complete: problems.is_empty(),
        };
        let shown = opened(wanted, progress);
        if shown != wanted {
            return Ok(Err(see_other(shown.path())));
        }
        Ok(Ok(Self {
            profile: profile.filter(|_| draft.is_some()),
            draft,
            progress,
            membership,
            answers: asks_profile,
        }))
    }
}

/// Where somebody goes who opens a step without being signed in: to the wizard's own sign-in, and from there back.
pub(super) fn sign_in_first(step: Step) -> HttpResponse {
    see_other(&format!("{}?next={}", Step::WorkAccount.path(), step.path()))
}

/// The steps as the frame shows them: title, address, done. The last one is the contact's and the reviewer's.
pub(super) fn steps(t: &Words, at: Progress) -> Vec<(String, &'static str, bool)> {
    let row = |step: Step, done: bool| (words::step(t, step), step.path(), done);
    vec![
        row(Step::Welcome, true),
        row(Step::WorkAccount, at.signed_in),
        row(Step::Association, at.membership_signed_in || at.profile_chosen),
        row(Step::Profile, at.profile_chosen),
        row(Step::Details, at.profile_chosen && at.details_complete),
        row(Step::Check, false),
        (t.enrollments_step_verification(), "", false),
    ]
}

/// Answers a refusal that no field of the page can show: leads to where the application stands, with the reason.
pub(super) fn led_on(visit: &Visit, fault: Fault<Refused>) -> Result<HttpResponse, AppError> {
    let refused = match fault {
        Fault::Db(error) => return Err(error.into()),
        Fault::Refused(refused) => refused,
    };
    let to = match &refused {
        Refused::Incomplete(step) => step.path(),
        Refused::Profile(_) => Step::Association.path(),
        Refused::AlreadyReseller | Refused::NoShortcut => Step::Welcome.path(),
        Refused::Fields(_) => Step::Details.path(),
        _ => "/enroll/status",
    };
    let zone = crate::web::view::time_zone(visit.actor.as_deref());
    let text = words::refused_words_in(visit.t, visit.language, &zone, &refused);
    flash::leave(&visit.req, "warn", text);
    Ok(see_other(to))
}

/// The draft as it is now, with what is wrong in it.
pub(super) fn problems_now(
    conn: &mut crate::db::DbConn,
    permit: &Apply,
) -> Result<Vec<(Field, FieldProblem)>, Fault<Refused>> {
    let organization = permit
        .who()
        .organization
        .ok_or(Fault::Refused(Refused::Changed))?;
    match store::newest(conn, permit.scope(), organization)? {
        Some(row) => Ok(service::details_problems(conn, permit.scope(), &row)?),
        None => Err(Fault::Refused(Refused::Incomplete(Step::Association))),
    }
}
