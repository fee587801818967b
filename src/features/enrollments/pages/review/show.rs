//! The page of one application.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::application::{Shown, shown, verdict};
use super::decide::CheckForm;
use super::{Review, answer, dossier, refused_words, status_of};
use crate::error::AppError;
use crate::features::enrollments::domain::{CheckKind, CheckState, Command, Refused, State};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service::{self, Dossier};
use crate::features::organizations::domain::DomainState;
use crate::i18n::name_words;
use crate::kernel::ids::EnrollmentId;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, View, Visit, id_of};

/// A note above the page: what wasn't done, why, and what was typed.
pub(super) struct Notice {
    tone: &'static str,
    title: String,
    text: String,
    typed: String,
}

/// What can be decided at present.
struct Decision {
    approvable: bool,
    missing: Vec<String>,
    askable: bool,
}

/// The form of a check that a reviewer decides.
struct CheckView {
    key: &'static str,
    open: bool,
    state: String,
    note: String,
    options: Vec<(&'static str, String, String)>,
    belongs: String,
    belongs_ticked: bool,
}

#[derive(Template)]
#[template(path = "enrollments/review/show.html")]
struct ShowPage {
    view: View,
    shown: Shown,
    /// Who applied, if the organization took the role or the account from them meanwhile.
    applicant_left: Option<String>,
    notice: Option<Notice>,
    decision: Option<Decision>,
    forms: Vec<CheckView>,
    reopen: bool,
    may_reopen: bool,
    errors: Errors,
}

pub(in crate::features::enrollments) async fn show(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path)?;
    Answer::ok().page(&visit, &actor, &permit, id).await
}

/// How the page answers: as it is, or after something that wasn't done.
pub(super) struct Answer {
    pub status: StatusCode,
    pub notice: Option<Notice>,
    pub typed: Option<(CheckKind, CheckForm)>,
    pub errors: FieldErrors,
}

impl Answer {
    fn ok() -> Self {
        Self {
            status: StatusCode::OK,
            notice: None,
            typed: None,
            errors: FieldErrors::new(),
        }
    }

    /// A rule said no, or somebody was faster; `typed` is text that must not be lost.
    pub(super) fn refused(visit: &Visit, refused: &Refused, typed: String) -> Self {
        let t = visit.t;
        let status = status_of(refused);
        let conflict = status == StatusCode::CONFLICT;
        Self {
            status,
            notice: Some(Notice {
                tone: if conflict { "warn" } else { "bad" },
                title: if conflict {
                    t.review_conflict_title()
                } else {
                    t.review_refused_title()
                },
                text: refused_words(visit, refused),
                typed,
            }),
            typed: None,
            errors: FieldErrors::new(),
        }
    }

    pub(super) async fn page(
        self,
        visit: &Visit,
        actor: &Actor,
        permit: &Review,
        id: EnrollmentId,
    ) -> Result<HttpResponse, AppError> {
        let reading = permit.clone();
        let (dossier, alike) = visit
            .read(move |conn| {
                let dossier = service::dossier(conn, &reading, id)?.ok_or(AppError::NotFound)?;
                let alike = match dossier.application.state.is_pending() {
                    true => service::look_alikes(conn, &reading, &dossier)?,
                    false => Vec::new(),
                };
                Ok::<_, AppError>((dossier, alike))
            })
            .await?;
        let t = visit.t;
        let mut view = View::new(visit, t.review_title(dossier.application.reference()));
        if self.status == StatusCode::UNPROCESSABLE_ENTITY {
            view = view.failed();
        }
        let disowned = dossier.application.state == State::Disowned;
        let page = ShowPage {
            shown: shown(visit, &view, &dossier, &alike),
            applicant_left: dossier
                .applicant
                .as_ref()
                .filter(|user| dossier.application.state.is_pending() && !user.leads())
                .map(|user| name_words(t, &user.full_name)),
            decision: decision(visit, actor, &dossier),
            forms: forms(visit, actor, &dossier, self.typed.as_ref()),
            notice: self.notice,
            reopen: disowned,
            may_reopen: disowned && view.may::<actions::ReopenEnrollment>(),
            errors: self.errors.in_words(t),
            view,
        };
        Ok(answer(self.status, &page))
    }
}

/// A page of its own for the words of a command, while it may be given; else the application, with the reason. `refused` says why
/// it wasn't done just now, somebody was faster for example, and holds the text that must not be lost.
pub(super) async fn in_words<P: Template>(
    visit: &Visit,
    actor: &Actor,
    permit: &Review,
    id: EnrollmentId,
    command: Command,
    refused: Option<(Refused, String)>,
    form: impl FnOnce(&Dossier, Option<(String, String)>) -> P,
) -> Result<HttpResponse, AppError> {
    let dossier = dossier(visit, permit, id).await?;
    let (refused, typed) = match (verdict(visit, actor, &dossier, command), refused) {
        (Ok(_), None) => return Ok(answer(StatusCode::OK, &form(&dossier, None))),
        (Ok(_), Some((refused, _))) => {
            let notice = (visit.t.review_conflict_title(), refused_words(visit, &refused));
            return Ok(answer(status_of(&refused), &form(&dossier, Some(notice))));
        }
        (Err(refused), None) => (refused, String::new()),
        (Err(_), Some(refused)) => refused,
    };
    Answer::refused(visit, &refused, typed)
        .page(visit, actor, permit, id)
        .await
}

fn decision(visit: &Visit, actor: &Actor, d: &Dossier) -> Option<Decision> {
    let t = visit.t;
    let waits = matches!(d.application.state, State::SubmittedUnverified | State::InReview);
    waits.then(|| {
        let mut missing = match verdict(visit, actor, d, Command::Approve) {
            Ok(_) => Vec::new(),
            Err(Refused::ChecksMissing(kinds)) => kinds
                .into_iter()
                .map(|k| t.review_missing_check(words::check(t, k)))
                .collect(),
            Err(refused) => vec![refused_words(visit, &refused)],
        };
        if let Some(problem) = d.profile_problem {
            missing.push(words::profile_problem(t, problem));
        }
        Decision {
            approvable: missing.is_empty(),
            missing,
            askable: verdict(visit, actor, d, Command::AskForInformation).is_ok(),
        }
    })
}

fn forms(
    visit: &Visit,
    actor: &Actor,
    d: &Dossier,
    typed: Option<&(CheckKind, CheckForm)>,
) -> Vec<CheckView> {
    let t = visit.t;
    d.checks
        .iter()
        .filter(|c| verdict(visit, actor, d, Command::DecideCheck(c.kind)).is_ok())
        .map(|check| {
            let typed = typed
                .filter(|(kind, _)| *kind == check.kind)
                .map(|(_, form)| form);
            let stored = match check.state {
                CheckState::Waiting => "",
                state => state.as_str(),
            };
            let domain = d.organization.sign_in_domain.clone().unwrap_or_default();
            let claimed = d.organization.domain_state != DomainState::Verified && !domain.is_empty();
            CheckView {
                key: check.kind.as_str(),
                open: typed.is_some(),
                state: typed.map_or(stored, |f| f.state(check.kind)).to_owned(),
                note: typed
                    .map_or(check.note.as_str(), |f| f.note(check.kind))
                    .to_owned(),
                options: vec![
                    (
                        CheckState::Passed.as_str(),
                        words::check_state(t, CheckState::Passed),
                        String::new(),
                    ),
                    (
                        CheckState::Failed.as_str(),
                        words::check_state(t, CheckState::Failed),
                        t.review_failed_hint(),
                    ),
                    (
                        CheckState::NotNeeded.as_str(),
                        words::check_state(t, CheckState::NotNeeded),
                        t.review_not_needed_hint(),
                    ),
                ],
                belongs: match check.kind {
                    CheckKind::Employment if claimed => {
                        t.review_belongs(domain, d.organization.legal_name.as_str())
                    }
                    _ => String::new(),
                },
                belongs_ticked: typed.is_some_and(|f| f.belongs()),
            }
        })
        .collect()
}
