//! The shortcut (S6, decision 11): who is enrolled already gives a customer support contact, and nothing else.

use actix_web::HttpResponse;
use askama::Template;

use super::welcome::Nothing;
use super::wizard::led_on;
use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{FormData, Kind, Refused, State, Step};
use crate::features::enrollments::service;
use crate::features::memberships::Profile;
use crate::policy::{Actor, Programme, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page, see_other};

#[derive(Template)]
#[template(path = "enrollments/support.html")]
struct SupportPage {
    view: View,
    organization: String,
    mpn_id: String,
    name: String,
    country: String,
    input: FormData,
    errors: Errors,
}

fn render(
    visit: &Visit,
    actor: &Actor,
    profile: &Profile,
    input: FormData,
    errors: &FieldErrors,
) -> SupportPage {
    let view = View::new(visit, visit.t.enrollments_support_title());
    let view = if errors.is_empty() { view } else { view.failed() };
    SupportPage {
        organization: actor.organization_name.clone(),
        mpn_id: profile.mpn_id.to_string(),
        name: profile.organization_name.clone(),
        country: view.country(&profile.country),
        view,
        input,
        errors: errors.in_words(visit.t),
    }
}

/// The profile that waits, and what was typed so far.
async fn waiting(visit: &Visit, actor: &Actor) -> Result<Option<(Profile, FormData)>, AppError> {
    let apply = permit::<actions::ApplyForEnrollment>(actor)?;
    let see = permit::<actions::SeeEnrollment>(actor)?;
    if actor.is_in(Programme::Reseller) {
        return Ok(None);
    }
    let (newest, profile) = visit
        .read(move |conn| {
            let newest = service::dossier_of(conn, &see)?.map(|d| d.application);
            Ok::<_, AppError>((newest, service::shortcut(conn, &apply)?))
        })
        .await?;
    let other = newest
        .as_ref()
        .is_some_and(|row| row.state.is_open() && row.kind == Kind::New);
    let typed = newest
        .filter(|row| row.state == State::Draft)
        .map(|row| row.data())
        .unwrap_or_default();
    Ok(profile.filter(|_| !other).map(|p| (p, typed)))
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    Ok(match waiting(&visit, &actor).await? {
        Some((profile, typed)) => page(&render(&visit, &actor, &profile, typed, &FieldErrors::new())),
        None => see_other(Step::WorkAccount.path()),
    })
}

/// **Enroll now**: active at once.
pub(super) async fn submit(
    visit: Visit,
    actor: Actor,
    form: Form<FormData>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let (typed, language) = (form.data.clone(), visit.language);
    let note = visit.t.enrollments_activated_now();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::begin(conn, cx, &permit, language)?;
            service::submit_support(conn, cx, &permit, typed)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::Fields(problems))) => match waiting(&visit, &actor).await? {
            Some((profile, _)) => Ok(invalid(&render(
                &visit,
                &actor,
                &profile,
                form.data.clone(),
                &words::field_errors(visit.t, &problems),
            ))),
            None => Ok(see_other(Step::WorkAccount.path())),
        },
        Err(fault) => led_on(&visit, fault),
    }
}

/// "This is wrong, enroll as new": through all the steps.
pub(super) async fn as_new(
    visit: Visit,
    actor: Actor,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let language = visit.language;
    let done = visit
        .submit(form.key, None, move |conn, cx| {
            service::begin(conn, cx, &permit, language)?;
            service::enroll_as_new(conn, cx, &permit)?;
            Ok(Step::Association.path().to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => led_on(&visit, fault),
    }
}
