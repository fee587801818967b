//! *Check your answers* and **Enroll now** (S21).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::address;
use super::membership::at;
use super::wizard::{Here, led_on, sign_in_first, steps};
use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{FormData, Refused, Step, full_name};
use crate::features::enrollments::service;
use crate::features::memberships::ProfileKind;
use crate::i18n::dates;
use crate::kernel::language::Language;
use crate::policy::{Actor, actions, permit};
use crate::web::view::time_zone;
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, flash, html, page, see_other};

#[derive(Template)]
#[template(path = "enrollments/check.html")]
struct CheckPage {
    view: View,
    steps: Vec<(String, &'static str, bool)>,
    mpn_id: String,
    profile_name: String,
    profile_country: String,
    profile_kind: String,
    country: String,
    address: String,
    contact: String,
    contact_language: String,
    input: FormData,
    version: i32,
    /// Somebody changed it since this page was opened.
    changed: bool,
    errors: Errors,
}

fn render(visit: &Visit, actor: &Actor, here: &Here, changed: bool, errors: &FieldErrors) -> CheckPage {
    let t = visit.t;
    let view = View::new(visit, t.enrollments_review_title());
    let input = here.draft.as_ref().map(|row| row.data()).unwrap_or_default();
    CheckPage {
        steps: steps(t, here.progress),
        mpn_id: here
            .draft
            .as_ref()
            .and_then(|row| row.mpn_id.as_ref())
            .map(ToString::to_string)
            .unwrap_or_default(),
        profile_name: here
            .profile
            .as_ref()
            .map(|p| p.organization_name.clone())
            .unwrap_or_default(),
        profile_country: here
            .profile
            .as_ref()
            .map(|p| view.country(&p.country))
            .unwrap_or_default(),
        profile_kind: match here.profile.as_ref().map(|p| p.kind) {
            Some(ProfileKind::Global) => t.enrollments_choose_global(),
            Some(ProfileKind::Location) => t.enrollments_choose_location(),
            None => String::new(),
        },
        country: view.country(&actor.country),
        address: address::lines(visit.language, &actor.country, &input),
        contact: full_name(&input),
        contact_language: Language::parse(&input.contact_language)
            .unwrap_or(visit.language)
            .own_name()
            .to_owned(),
        input,
        version: here.draft.as_ref().map_or(0, |row| row.version),
        changed,
        view: if errors.is_empty() { view } else { view.failed() },
        errors: errors.in_words(t),
    }
}

pub(super) async fn show(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Check));
    };
    let here = at!(&visit, &actor, Step::Check);
    Ok(page(&render(&visit, &actor, &here, false, &FieldErrors::new())))
}

/// The version that was shown.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SubmitForm {
    version: i32,
}

/// **Enroll now**.
pub(super) async fn submit(
    visit: Visit,
    actor: Actor,
    form: Form<SubmitForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let version = form.version;
    let note = visit.t.enrollments_sent();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::submit(conn, cx, &permit, version)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    let fault = match done {
        Ok(response) => return Ok(response),
        Err(fault) => fault,
    };
    let (status, changed, errors) = match &fault {
        Fault::Refused(Refused::Changed) => (StatusCode::CONFLICT, true, FieldErrors::new()),
        Fault::Refused(Refused::Profile(problem)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            false,
            FieldErrors::one_said("membership", words::profile_problem(visit.t, *problem)),
        ),
        Fault::Refused(Refused::TooSoon(at)) => {
            let when = dates::when(visit.language, &time_zone(Some(&actor)), *at).text;
            flash::leave(&visit.req, "warn", visit.t.enrollments_refused_mails_day(when));
            return Ok(see_other(Step::Check.path()));
        }
        _ => return led_on(&visit, fault),
    };
    // It may have been sent meanwhile, or its answers emptied: then it stands elsewhere.
    let here = at!(&visit, &actor, Step::Check);
    Ok(html(status, &render(&visit, &actor, &here, changed, &errors)))
}
