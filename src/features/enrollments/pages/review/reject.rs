//! Rejecting, with a reason and a word on what follows.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::application::verdict;
use super::show::Answer;
use super::{Review, answer, dossier, id_of, path_of, refused_words, status_of};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{Command, Refused};
use crate::features::enrollments::service::{self, Dossier};
use crate::kernel::ids::EnrollmentId;
use crate::kernel::text;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit};

const REASON_MAX: usize = 2_000;

/// The reason as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::enrollments) struct RejectForm {
    version: i32,
    reason: String,
}

#[derive(Template)]
#[template(path = "enrollments/review/reject.html")]
struct RejectPage {
    view: View,
    path: String,
    name: String,
    reference: String,
    version: i32,
    question: String,
    effects: Vec<String>,
    reason: String,
    notice: Option<(String, String)>,
    errors: Errors,
}

pub(in crate::features::enrollments) async fn edit(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path)?;
    let dossier = dossier(&visit, &permit, id).await?;
    match verdict(&visit, &actor, &dossier, Command::Reject) {
        Ok(_) => {
            let form = reject_page(&visit, &dossier, "", &FieldErrors::new(), None);
            Ok(answer(StatusCode::OK, &form))
        }
        Err(refused) => {
            Answer::refused(&visit, &refused, String::new())
                .page(&visit, &actor, &permit, id)
                .await
        }
    }
}

pub(in crate::features::enrollments) async fn create(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<RejectForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path)?;
    let mut errors = FieldErrors::new();
    let Some(reason) = errors.take("reason", text::paragraph(&form.reason, REASON_MAX)) else {
        let dossier = dossier(&visit, &permit, id).await?;
        let again = reject_page(&visit, &dossier, &form.reason, &errors, None);
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &again));
    };
    let (key, typed, acting) = (form.key, form.data, permit.clone());
    let version = typed.version;
    let done = visit
        .submit(key, Some(visit.t.review_rejected()), move |conn, cx| {
            service::reject(conn, cx, &acting, id, version, &reason)?;
            Ok(path_of(id))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(refused)) => again(&visit, &actor, &permit, &refused, typed.reason, id).await,
    }
}

/// Somebody was faster: the form again over the present state while it may still be sent, else the application with what was typed.
async fn again(
    visit: &Visit,
    actor: &Actor,
    permit: &Review,
    refused: &Refused,
    typed: String,
    id: EnrollmentId,
) -> Result<HttpResponse, AppError> {
    let dossier = dossier(visit, permit, id).await?;
    if verdict(visit, actor, &dossier, Command::Reject).is_ok() {
        let notice = (visit.t.review_conflict_title(), refused_words(visit, refused));
        let form = reject_page(visit, &dossier, &typed, &FieldErrors::new(), Some(notice));
        return Ok(answer(status_of(refused), &form));
    }
    Answer::refused(visit, refused, typed)
        .page(visit, actor, permit, id)
        .await
}

fn reject_page(
    visit: &Visit,
    d: &Dossier,
    typed: &str,
    errors: &FieldErrors,
    notice: Option<(String, String)>,
) -> RejectPage {
    let t = visit.t;
    let mut view = View::new(visit, t.review_reject_title());
    if !errors.is_empty() {
        view = view.failed();
    }
    let mut effects = vec![
        t.review_reject_effect_mail(d.application.data().contact_email),
        t.review_reject_effect_again(),
    ];
    if let Some(mpn_id) = &d.application.mpn_id {
        effects
            .push(t.review_reject_effect_membership(view.brand.membership_id.as_str(), mpn_id.to_string()));
    }
    RejectPage {
        path: path_of(d.application.id),
        question: t.review_reject_question(d.application.reference(), d.organization.legal_name.as_str()),
        name: d.organization.legal_name.clone(),
        reference: d.application.reference(),
        version: d.application.version,
        effects,
        reason: typed.to_owned(),
        notice,
        errors: errors.in_words(t),
        view,
    }
}
