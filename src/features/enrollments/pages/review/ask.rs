//! Asking the applicant: which answers may be changed, and what is asked (decision 12).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::show::in_words;
use super::{answer, dossier, path_of};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{Command, Field};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service::{self, Dossier};
use crate::kernel::text;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, id_of};

const TEXT_MAX: usize = 2_000;

/// The question as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::enrollments) struct AskForm {
    version: i32,
    fields: Vec<String>,
    text: String,
}

/// A field that may be marked.
struct Mark {
    name: &'static str,
    label: String,
    value: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "enrollments/review/ask.html")]
struct AskPage {
    view: View,
    path: String,
    name: String,
    reference: String,
    version: i32,
    marks: Vec<Mark>,
    text: String,
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
    let command = Command::AskForInformation;
    in_words(&visit, &actor, &permit, id, command, None, |dossier, notice| {
        ask_page(&visit, dossier, &AskForm::default(), &FieldErrors::new(), notice)
    })
    .await
}

pub(in crate::features::enrollments) async fn create(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<AskForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let id = id_of(&path)?;
    let t = visit.t;
    let mut errors = FieldErrors::new();
    let fields: Vec<Field> = form.fields.iter().filter_map(|n| Field::askable(n)).collect();
    if fields.is_empty() {
        errors.say("fields", t.enrollments_refused_nothing_marked());
    }
    let question = errors.take("text", text::paragraph(&form.text, TEXT_MAX));
    let (Some(question), true) = (question, errors.is_empty()) else {
        let dossier = dossier(&visit, &permit, id).await?;
        let again = ask_page(&visit, &dossier, &form.data, &errors, None);
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &again));
    };
    let (key, typed, acting) = (form.key, form.data, permit.clone());
    let version = typed.version;
    let done = visit
        .submit(key, Some(t.review_asked()), move |conn, cx| {
            service::ask(conn, cx, &acting, id, version, &fields, &question)?;
            Ok(path_of(id))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(refused)) => {
            let (command, refused) = (Command::AskForInformation, Some((refused, typed.text.clone())));
            in_words(
                &visit,
                &actor,
                &permit,
                id,
                command,
                refused,
                |dossier, notice| ask_page(&visit, dossier, &typed, &FieldErrors::new(), notice),
            )
            .await
        }
    }
}

fn ask_page(
    visit: &Visit,
    d: &Dossier,
    typed: &AskForm,
    errors: &FieldErrors,
    notice: Option<(String, String)>,
) -> AskPage {
    let t = visit.t;
    let mut view = View::new(visit, t.review_ask_title());
    if !errors.is_empty() {
        view = view.failed();
    }
    let data = d.application.data();
    let marks = Field::ASKABLE
        .into_iter()
        .map(|field| Mark {
            name: field.as_str(),
            label: words::field_alone(t, field),
            value: match field {
                Field::Profile => d
                    .application
                    .mpn_id
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                _ => data.get(field).to_owned(),
            },
            ticked: typed.fields.iter().any(|n| n == field.as_str()),
        })
        .collect();
    AskPage {
        path: path_of(d.application.id),
        name: d.organization.legal_name.clone(),
        reference: d.application.reference(),
        version: d.application.version,
        marks,
        text: typed.text.clone(),
        notice,
        errors: errors.in_words(t),
        view,
    }
}
