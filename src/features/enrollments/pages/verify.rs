//! What the primary contact is asked by the mailed link (S24, decision 13). Opening it changes nothing, since scanners of mails
//! open links too (P21); nobody has to be signed in.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::Verification;
use crate::features::enrollments::domain::{Refused, State};
use crate::features::enrollments::service;
use crate::i18n::When;
use crate::kernel::country::Country;
use crate::policy::{actions, permit_public};
use crate::web::{Errors, FieldErrors, Form, Nothing, Public, View, Visit, html, invalid, page, see_other};

#[derive(Template)]
#[template(path = "enrollments/verify.html")]
struct VerifyPage {
    view: View,
    token: String,
    organization: String,
    reference: String,
    email: String,
    until: When,
    input: VerifyForm,
    errors: Errors,
}

/// The two boxes (decision 13).
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct VerifyForm {
    signed: String,
    belongs: String,
}

#[derive(Template)]
#[template(path = "enrollments/disown.html")]
struct DisownPage {
    view: View,
    token: String,
    organization: String,
    reference: String,
}

/// What a link that asks nothing says.
#[derive(Template)]
#[template(path = "enrollments/verify_note.html")]
struct NotePage {
    view: View,
    state: &'static str,
    tone: &'static str,
    title: String,
    text: String,
}

fn note(visit: &Visit, status: StatusCode, state: &'static str, words: (String, String)) -> HttpResponse {
    let (title, text) = words;
    html(
        status,
        &NotePage {
            view: View::new(visit, title.clone()),
            state,
            tone: if status == StatusCode::OK { "good" } else { "warn" },
            title,
            text,
        },
    )
}

/// The page of a link that no longer asks.
fn dead(visit: &Visit, refused: &Refused) -> HttpResponse {
    let t = visit.t;
    match refused {
        Refused::LinkExpired => note(
            visit,
            StatusCode::GONE,
            "expired",
            (
                t.enrollments_verify_expired_title(),
                t.enrollments_verify_expired(),
            ),
        ),
        Refused::LinkReplaced => note(
            visit,
            StatusCode::GONE,
            "replaced",
            (
                t.enrollments_verify_replaced_title(),
                t.enrollments_verify_replaced(),
            ),
        ),
        Refused::State(State::InReview | State::InfoRequested | State::Active) => note(
            visit,
            StatusCode::OK,
            "confirmed",
            (
                t.enrollments_verify_already_title(),
                t.enrollments_verify_already(),
            ),
        ),
        Refused::State(State::Disowned) => note(
            visit,
            StatusCode::OK,
            "disowned",
            (t.enrollments_disowned_title(), t.enrollments_disowned()),
        ),
        Refused::State(state) => note(
            visit,
            StatusCode::GONE,
            "over",
            (
                t.enrollments_verify_over_title(),
                t.enrollments_verify_over(words::state(t, *state)),
            ),
        ),
        _ => note(
            visit,
            StatusCode::NOT_FOUND,
            "unknown",
            (
                t.enrollments_verify_unknown_title(),
                t.enrollments_verify_unknown(),
            ),
        ),
    }
}

/// What the link leads to; a link that asks nothing any more is refused with the state.
async fn read(visit: &Visit, token: &str) -> Result<Result<Verification, Refused>, AppError> {
    let (token, cx) = (token.to_owned(), visit.cx.clone());
    let permit = permit_public::<actions::FollowLink>(None);
    let found = visit
        .read(move |conn| service::verification(conn, &cx, &permit, &token))
        .await?;
    Ok(found.and_then(|v| {
        if v.state == State::SubmittedUnverified {
            Ok(v)
        } else {
            Err(Refused::State(v.state))
        }
    }))
}

fn render(
    visit: &Visit,
    token: &str,
    found: Verification,
    input: VerifyForm,
    errors: &FieldErrors,
) -> VerifyPage {
    let mut view = View::new(visit, visit.t.enrollments_verify_title());
    if visit.actor.is_none()
        && let Ok(country) = Country::parse(&found.country)
    {
        country.time_zone().clone_into(&mut view.time_zone);
    }
    VerifyPage {
        until: view.when(&found.expires_at),
        view: if errors.is_empty() { view } else { view.failed() },
        token: token.to_owned(),
        organization: found.organization,
        reference: found.reference,
        email: found.email,
        input,
        errors: errors.in_words(visit.t),
    }
}

pub(super) async fn show(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    Ok(match read(&visit, &token).await? {
        Ok(found) => page(&render(
            &visit,
            &token,
            found,
            VerifyForm::default(),
            &FieldErrors::new(),
        )),
        Err(refused) => dead(&visit, &refused),
    })
}

/// **Confirm**: only with both boxes.
pub(super) async fn confirm(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<VerifyForm>,
) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    if form.signed.is_empty() || form.belongs.is_empty() {
        let found = match read(&visit, &token).await? {
            Ok(found) => found,
            Err(refused) => return Ok(dead(&visit, &refused)),
        };
        let mut errors = FieldErrors::new();
        if form.signed.is_empty() {
            errors.say("signed", t.enrollments_verify_signed_missing());
        }
        if form.belongs.is_empty() {
            errors.say(
                "belongs",
                t.enrollments_verify_belongs_missing(&found.organization),
            );
        }
        return Ok(invalid(&render(
            &visit,
            &token,
            found,
            form.data.clone(),
            &errors,
        )));
    }
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.into_inner();
    let done = visit
        .submit(form.key, None, move |conn, cx| {
            service::confirm(conn, cx, &permit, &text)?;
            Ok(format!("/verify/{text}/thanks"))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(refused)) => Ok(dead(&visit, &refused)),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

/// What is shown right after **Confirm**.
pub(super) async fn thanks(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    Ok(match read(&visit, &token).await? {
        Ok(_) => see_other(&format!("/verify/{token}")),
        Err(Refused::State(State::InReview)) => {
            let t = visit.t;
            let words = (t.enrollments_verify_done_title(), t.enrollments_verify_done());
            note(&visit, StatusCode::OK, "confirmed", words)
        }
        Err(refused) => dead(&visit, &refused),
    })
}

/// *I did not sign up* has its own confirmation.
pub(super) async fn ask_disown(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    Ok(match read(&visit, &token).await? {
        Ok(found) => page(&DisownPage {
            view: View::new(&visit, visit.t.enrollments_disown_title()),
            token: token.into_inner(),
            organization: found.organization,
            reference: found.reference,
        }),
        Err(refused) => dead(&visit, &refused),
    })
}

pub(super) async fn disown(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.into_inner();
    let done = visit
        .submit(form.key, None, move |conn, cx| {
            service::disown(conn, cx, &permit, &text)?;
            Ok(format!("/verify/{text}"))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(refused)) => Ok(dead(&visit, &refused)),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}
