//! Rejecting, with a reason and a word on what follows.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::show::in_words;
use super::{answer, dossier, path_of};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::Command;
use crate::features::enrollments::service::{self, Dossier};
use crate::kernel::text;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, id_of};

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
    in_words(
        &visit,
        &actor,
        &permit,
        id,
        Command::Reject,
        None,
        |dossier, notice| reject_page(&visit, dossier, "", &FieldErrors::new(), notice),
    )
    .await
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
        Err(Fault::Refused(refused)) => {
            let (command, refused) = (Command::Reject, Some((refused, typed.reason.clone())));
            in_words(
                &visit,
                &actor,
                &permit,
                id,
                command,
                refused,
                |dossier, notice| reject_page(&visit, dossier, &typed.reason, &FieldErrors::new(), notice),
            )
            .await
        }
    }
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
