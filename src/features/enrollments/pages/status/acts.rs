//! What the organization does with its application after it was sent (decision 12).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::{Again, render};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{Field, FormData, ProfileProblem, Refused, State, Step};
use crate::features::enrollments::pages::overtaken::overtaken;
use crate::features::enrollments::pages::wizard::{led_on, membership};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service;
use crate::features::memberships::MpnId;
use crate::policy::{Actor, actions, permit};
use crate::web::view::time_zone;
use crate::web::{FieldErrors, Form, Nothing, View, Visit, html, page, see_other};

/// Shows the page again with what was refused: too soon, or no longer possible.
async fn refused(visit: &Visit, actor: &Actor, fault: Fault<Refused>) -> Result<HttpResponse, AppError> {
    let refused = match fault {
        Fault::Db(error) => return Err(error.into()),
        Fault::Refused(refused) => refused,
    };
    let status = match &refused {
        Refused::TooSoon(_) => StatusCode::TOO_MANY_REQUESTS,
        Refused::State(_) | Refused::Changed => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let zone = time_zone(Some(actor));
    let again = Again {
        notice: Some(words::refused_words_in(visit.t, visit.language, &zone, &refused)),
        ..Again::default()
    };
    render(visit, actor, status, again).await
}

/// **Resend** (A.5).
pub async fn resend(visit: Visit, actor: Actor, form: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let note = visit.t.enrollments_resent();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::resend(conn, cx, &permit)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => refused(&visit, &actor, fault).await,
    }
}

/// The new address as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    contact_email: String,
}

/// **Change the contact's address** (decision 12).
pub async fn change_contact(
    visit: Visit,
    actor: Actor,
    form: Form<ContactForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let typed = form.contact_email.clone();
    let note = visit.t.enrollments_contact_changed(typed.trim());
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::change_contact(conn, cx, &permit, &typed)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::Fields(problems))) => {
            let again = Again {
                errors: words::field_errors(visit.t, &problems),
                typed_email: Some(form.contact_email.clone()),
                ..Again::default()
            };
            render(&visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
        Err(fault) => refused(&visit, &actor, fault).await,
    }
}

#[derive(Template)]
#[template(path = "enrollments/withdraw.html")]
struct WithdrawPage {
    view: View,
    reference: String,
    effects: Vec<String>,
    version: i32,
    /// Somebody changed it since this page was opened; its state now.
    changed: Option<(&'static str, &'static str, String)>,
}

/// What withdrawing does, before it is done.
pub async fn ask_withdraw(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    permit::<actions::WithdrawEnrollment>(&actor)?;
    question(&visit, &actor, false).await
}

async fn question(visit: &Visit, actor: &Actor, changed: bool) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    let see = permit::<actions::SeeEnrollment>(actor)?;
    let dossier = visit.read(move |conn| service::dossier_of(conn, &see)).await?;
    let Some(row) = dossier.map(|d| d.application).filter(|row| row.state.is_open()) else {
        return Ok(see_other("/enroll/status"));
    };
    let mut effects = Vec::new();
    if row.state == State::SubmittedUnverified {
        effects.push(t.enrollments_withdraw_effect_link());
    }
    if matches!(row.state, State::InReview | State::InfoRequested) {
        effects.push(t.enrollments_withdraw_effect_review());
    }
    if row.state.is_pending() {
        if let Some(mpn_id) = &row.mpn_id {
            effects.push(t.enrollments_withdraw_effect_mpn(mpn_id.as_str()));
        }
        effects.push(t.enrollments_withdraw_effect_mail());
    }
    effects.push(t.enrollments_withdraw_effect_kept());
    let view = View::new(visit, t.enrollments_withdraw_title());
    let shown = WithdrawPage {
        view: if changed { view.failed() } else { view },
        reference: row.reference(),
        effects,
        version: row.version,
        changed: changed.then(|| {
            let (tone, words) = (words::state_tone(row.state), words::state(t, row.state));
            (row.state.as_str(), tone, words)
        }),
    };
    Ok(if changed {
        html(StatusCode::CONFLICT, &shown)
    } else {
        page(&shown)
    })
}

/// The version that was shown.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    version: i32,
}

/// **Withdraw** (decision 12). Whose application changed since the question was read is asked again.
pub async fn withdraw(
    visit: Visit,
    actor: Actor,
    form: Form<WithdrawForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::WithdrawEnrollment>(&actor)?;
    let version = form.version;
    let note = visit.t.enrollments_withdrawn_note();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::withdraw(conn, cx, &permit, Some(version))?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::Changed)) => question(&visit, &actor, true).await,
        Err(fault) => refused(&visit, &actor, fault).await,
    }
}

/// **Correct and resubmit** (decision 12).
pub async fn correct(visit: Visit, actor: Actor, form: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let note = visit.t.enrollments_corrected();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::correct(conn, cx, &permit)?;
            Ok(Step::Details.path().to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => led_on(&visit, fault),
    }
}

/// An answer as sent: only its marked fields are read.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    #[serde(flatten)]
    data: FormData,
    mpn_id: String,
    version: i32,
}

/// **Send answer**.
pub async fn put_answer(
    visit: Visit,
    actor: Actor,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let (typed, account) = (form.data.data.clone(), membership(&visit));
    let (mpn_id, version) = (MpnId::parse(&form.mpn_id), form.version);
    let again = |errors: FieldErrors| Again {
        errors,
        answer: Some(form.data.data.clone()),
        mpn_id: form.mpn_id.clone(),
        ..Again::default()
    };
    if mpn_id.is_none() && !form.mpn_id.is_empty() {
        let text = words::profile_problem(visit.t, ProfileProblem::Unknown);
        let again = again(FieldErrors::one_said("mpn_id", text));
        return render(&visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, again).await;
    }
    let note = visit.t.enrollments_answered();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            let profile = account.zip(mpn_id.as_ref());
            service::answer(conn, cx, &permit, Some(version), typed, profile)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    let errors = match done {
        Ok(response) => return Ok(response),
        Err(Fault::Refused(Refused::Fields(problems))) => words::field_errors(visit.t, &problems),
        Err(Fault::Refused(Refused::Profile(problem))) => {
            FieldErrors::one_said("mpn_id", words::profile_problem(visit.t, problem))
        }
        Err(Fault::Refused(Refused::Changed)) => {
            let again = Again {
                notice: Some(words::refused_words(visit.t, visit.language, &Refused::Changed)),
                ..again(FieldErrors::new())
            };
            return render(&visit, &actor, StatusCode::CONFLICT, again).await;
        }
        // A colleague answered first, or took it back: the form is gone, what was typed into it isn't.
        Err(Fault::Refused(why @ (Refused::State(_) | Refused::AlreadyReseller))) => {
            return Ok(overtaken(&visit, &why, &form.data.data, Field::ALL));
        }
        Err(fault) => return refused(&visit, &actor, fault).await,
    };
    render(&visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, again(errors)).await
}
