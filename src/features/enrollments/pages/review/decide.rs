//! Deciding a check, approving, reopening.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::Deserialize;

use super::path_of;
use super::show::Answer;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{CheckKind, CheckState};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service;
use crate::kernel::text;
use crate::policy::{Actor, actions, permit};
use crate::web::{FieldErrors, Form, Nothing, Visit, id_of};

const NOTE_MAX: usize = 1_000;

/// What a reviewer says of a check. Both forms stand on one page, so their fields have names of their own.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::enrollments) struct CheckForm {
    version: i32,
    employment_state: String,
    employment_note: String,
    domain_belongs: String,
    business_state: String,
    business_note: String,
}

impl CheckForm {
    pub(super) fn state(&self, kind: CheckKind) -> &str {
        match kind {
            CheckKind::Business => &self.business_state,
            _ => &self.employment_state,
        }
    }

    pub(super) fn note(&self, kind: CheckKind) -> &str {
        match kind {
            CheckKind::Business => &self.business_note,
            _ => &self.employment_note,
        }
    }

    pub(super) fn belongs(&self) -> bool {
        self.domain_belongs == "yes"
    }
}

pub(in crate::features::enrollments) async fn check(
    visit: Visit,
    actor: Actor,
    path: Path<(String, String)>,
    form: Form<CheckForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path.0)?;
    let kind = CheckKind::parse(&path.1).ok_or(AppError::NotFound)?;
    let t = visit.t;
    let mut errors = FieldErrors::new();
    let field = |part: &str| format!("{}_{part}", kind.as_str());
    let state = CheckState::parse(form.state(kind)).filter(|s| *s != CheckState::Waiting);
    if state.is_none() {
        errors.say(&field("state"), t.review_error_check());
    }
    let note = match form.note(kind).trim() {
        "" => Some(String::new()),
        typed => errors.take(&field("note"), text::paragraph(typed, NOTE_MAX)),
    };
    // Why a check failed is what the next colleague needs to know.
    if state == Some(CheckState::Failed) && note.as_deref() == Some("") {
        errors.say(&field("note"), t.review_error_note());
    }
    let (Some(state), Some(note), true) = (state, note, errors.is_empty()) else {
        let again = Answer {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            notice: None,
            typed: Some((kind, form.data)),
            errors,
        };
        return again.page(&visit, &actor, &permit, id).await;
    };
    let (key, data, acting) = (form.key, form.data, permit.clone());
    let (version, belongs) = (data.version, data.belongs());
    let said = t.review_check_decided(words::check(t, kind), words::check_state(t, state));
    let done = visit
        .submit(key, Some(said), move |conn, cx| {
            service::decide_check(conn, cx, &acting, id, version, kind, state, &note, belongs)?;
            Ok(format!("{}#checks", path_of(id)))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(refused)) => {
            let mut again = Answer::refused(&visit, &refused, data.note(kind).trim().to_owned());
            again.typed = Some((kind, data));
            again.page(&visit, &actor, &permit, id).await
        }
    }
}

/// Which version of the application was on the screen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::features::enrollments) struct Seen {
    version: i32,
}

pub(in crate::features::enrollments) async fn approve(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Seen>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path)?;
    let (version, acting) = (form.version, permit.clone());
    let done = visit
        .submit(form.key, Some(visit.t.review_approved()), move |conn, cx| {
            service::approve(conn, cx, &acting, id, version)?;
            Ok(path_of(id))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(refused)) => {
            Answer::refused(&visit, &refused, String::new())
                .page(&visit, &actor, &permit, id)
                .await
        }
    }
}

pub(in crate::features::enrollments) async fn reopen(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let acting = permit::<actions::ReopenEnrollment>(&actor)?;
    let reading = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path)?;
    let done = visit
        .submit(form.key, Some(visit.t.review_reopened()), move |conn, cx| {
            service::reopen(conn, cx, &acting, id)?;
            Ok(path_of(id))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(refused)) => {
            Answer::refused(&visit, &refused, String::new())
                .page(&visit, &actor, &reading, id)
                .await
        }
    }
}
