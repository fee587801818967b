//! The shortcut (S6, decision 11): who is enrolled already gives a customer support contact, and nothing else.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::overtaken::{overtaken, theirs};
use super::wizard::led_on;
use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{Field, FormData, Kind, Refused, Seen, State, Step};
use crate::features::enrollments::service;
use crate::features::memberships::Profile;
use crate::policy::{Actor, Programme, actions, permit};
use crate::web::{Errors, FieldErrors, Form, Nothing, View, Visit, html, page, see_other};

/// The form as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SupportForm {
    #[serde(flatten)]
    data: FormData,
    /// What the page had before its eyes, see [`Seen`].
    seen: String,
}

#[derive(Template)]
#[template(path = "enrollments/support.html")]
struct SupportPage {
    view: View,
    organization: String,
    mpn_id: String,
    name: String,
    country: String,
    input: FormData,
    seen: Seen,
    /// What somebody else saved meanwhile, where it differs from what was typed.
    theirs: Vec<(String, String)>,
    errors: Errors,
}

fn render(
    visit: &Visit,
    actor: &Actor,
    (profile, stored): (&Profile, &FormData),
    sent: Option<(FormData, Seen)>,
    changed: bool,
    errors: &FieldErrors,
) -> SupportPage {
    let view = View::new(visit, visit.t.enrollments_support_title());
    let view = if errors.is_empty() && !changed {
        view
    } else {
        view.failed()
    };
    let stored = stored.only(&Field::SUPPORT);
    let (input, seen) = match sent {
        Some((typed, seen)) => (typed.only(&Field::SUPPORT), seen.again(&stored)),
        None => (stored.clone(), Seen::opened(&stored)),
    };
    let theirs = theirs(visit.t, &stored, &input);
    SupportPage {
        organization: actor.organization_name.clone(),
        mpn_id: profile.mpn_id.to_string(),
        name: profile.organization_name.clone(),
        country: view.country(&profile.country),
        view,
        input,
        seen,
        theirs: if changed { theirs } else { Vec::new() },
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
        Some((profile, typed)) => page(&render(
            &visit,
            &actor,
            (&profile, &typed),
            None,
            false,
            &FieldErrors::new(),
        )),
        None => see_other(Step::WorkAccount.path()),
    })
}

/// **Enroll now**: active at once.
pub(super) async fn submit(
    visit: Visit,
    actor: Actor,
    form: Form<SupportForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let (typed, language, seen) = (form.data.data.clone(), visit.language, Seen::parse(&form.seen));
    let sent = (typed.clone(), seen.clone());
    let note = visit.t.enrollments_activated_now();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::begin(conn, cx, &permit, language)?;
            service::submit_support(conn, cx, &permit, typed, Some(&seen))?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    let refused = match done {
        Ok(response) => return Ok(response),
        Err(Fault::Refused(refused)) => refused,
        Err(fault) => return led_on(&visit, fault),
    };
    let (status, changed, problems) = match &refused {
        Refused::Fields(problems) => (StatusCode::UNPROCESSABLE_ENTITY, false, problems.as_slice()),
        Refused::Changed => (StatusCode::CONFLICT, true, [].as_slice()),
        _ if sent.0 == FormData::default() => return led_on(&visit, Fault::Refused(refused.clone())),
        _ => return Ok(overtaken(&visit, &refused, &sent.0, &Field::SUPPORT)),
    };
    Ok(match waiting(&visit, &actor).await? {
        Some((profile, stored)) => {
            let errors = words::field_errors(visit.t, problems);
            let shown = render(&visit, &actor, (&profile, &stored), Some(sent), changed, &errors);
            html(status, &shown)
        }
        None => overtaken(&visit, &Refused::Changed, &sent.0, &Field::SUPPORT),
    })
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
