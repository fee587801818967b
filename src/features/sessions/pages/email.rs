//! Another contact address (A.6): asked for with the password, confirmed at the new address, undone by the old one. It stands with
//! signing in, since who reads mail there can set a new password.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::change_details;
use super::password::proves;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::domain::Refused;
use crate::features::users::profile;
use crate::i18n::{When, problem};
use crate::kernel::email::EmailAddress;
use crate::kernel::problem::Problem;
use crate::mail::link::Dead;
use crate::policy::{Actor, actions, permit_public};
use crate::web::{Errors, FieldErrors, Form, Nothing, Public, View, Visit, invalid, page};

/// The form as typed; the password is never sent back.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct EmailForm {
    email: String,
    current: String,
}

#[derive(Template)]
#[template(path = "sessions/email.html")]
struct EmailPage {
    view: View,
    present: String,
    user_name: String,
    email: String,
    /// The address that waits, and until when it can be confirmed.
    pending: Option<(String, When)>,
    errors: Errors,
}

async fn email_page(
    visit: &Visit,
    actor: &Actor,
    email: &str,
    errors: &FieldErrors,
) -> Result<EmailPage, AppError> {
    let (permit, cx) = (change_details(actor)?, visit.cx.clone());
    let pending = visit
        .read(move |conn| profile::pending_contact(conn, &cx, &permit))
        .await?;
    let view = View::new(visit, visit.t.profile_email_title());
    let view = if errors.is_empty() { view } else { view.failed() };
    Ok(EmailPage {
        present: actor.email.clone(),
        user_name: actor.user_name.clone(),
        email: email.to_owned(),
        pending: pending.map(|(email, until)| (email, view.when(&until))),
        errors: errors.in_words(visit.t),
        view,
    })
}

pub(super) async fn edit(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let none = FieldErrors::new();
    Ok(page(&email_page(&visit, &actor, "", &none).await?))
}

/// Sends the link to the new address. The same form with the same address sends it again.
pub(super) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<EmailForm>,
) -> Result<HttpResponse, AppError> {
    let permit = change_details(&actor)?;
    let mut errors = FieldErrors::new();
    let email = errors.take("email", EmailAddress::parse(&form.email));
    if form.current.is_empty() {
        errors.add("current", Problem::Required);
    } else if !proves(&visit, &actor, &form.current).await? {
        errors.say("current", visit.t.sessions_current_wrong());
    }
    let (Some(email), true) = (email, errors.is_empty()) else {
        return Ok(invalid(&email_page(&visit, &actor, &form.email, &errors).await?));
    };
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    visit
        .app
        .throttle
        .mail_form(
            visit.cx.origin.ip.as_deref(),
            &actor.user.to_string(),
            visit.cx.now,
        )
        .map_err(|retry_after| AppError::TooMany { retry_after })?;
    let note = visit.t.profile_email_sent(email.as_str());
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            profile::change_contact(conn, cx, &permit, &email)?;
            Ok("/account/me/email".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(Refused::EmailTaken)) => {
            let errors = FieldErrors::one("email", Problem::EmailTaken);
            Ok(invalid(&email_page(&visit, &actor, &form.email, &errors).await?))
        }
        Err(Fault::Refused(_)) => Err(AppError::Conflict(visit.t.sessions_account_changed())),
    }
}

/// Takes back a change that still waits.
pub(super) async fn cancel(
    visit: Visit,
    actor: Actor,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = change_details(&actor)?;
    let note = visit.t.profile_email_canceled();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            profile::cancel_contact(conn, cx, &permit)?;
            Ok("/account/me/email".to_owned())
        })
        .await;
    done.map_err(|fault| match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(_) => AppError::Conflict(visit.t.sessions_account_changed()),
    })
}

#[derive(Template)]
#[template(path = "sessions/undo.html")]
struct UndoPage {
    view: View,
    token: String,
    user_name: String,
    /// The address that comes back, and the one that goes.
    old: String,
    new: String,
}

fn dead(visit: &Visit, dead: Dead) -> AppError {
    match dead {
        Dead::Unknown => AppError::NotFound,
        Dead::Used => AppError::Refused(visit.t.profile_undo_used()),
        Dead::Revoked | Dead::Expired => AppError::Refused(visit.t.profile_undo_expired()),
    }
}

/// Opening the link changes nothing (P21).
pub(super) async fn show_undo(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    let (permit, cx) = (permit_public::<actions::FollowLink>(None), visit.cx.clone());
    let text = token.to_string();
    let found = visit
        .read(move |conn| profile::undo_of(conn, &cx, &permit, &text))
        .await?;
    let (user, link) = found.map_err(|why| dead(&visit, why))?;
    Ok(page(&UndoPage {
        view: View::new(&visit, visit.t.profile_undo_title()),
        token: token.into_inner(),
        user_name: user.user_name,
        old: link.email.unwrap_or_default(),
        new: user.email,
    }))
}

pub(super) async fn undo(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let (text, asked) = (token.to_string(), token.into_inner());
    let note = visit.t.profile_undone();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            profile::undo_contact(conn, cx, &permit, &text)?;
            Ok("/password/reset".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(Refused::EmailTaken)) => {
            Err(AppError::Refused(problem(visit.t, &Problem::EmailTaken)))
        }
        Err(Fault::Refused(_)) => {
            let (permit, cx) = (permit_public::<actions::FollowLink>(None), visit.cx.clone());
            let found = visit
                .read(move |conn| profile::undo_of(conn, &cx, &permit, &asked))
                .await?;
            Err(dead(&visit, found.err().unwrap_or(Dead::Expired)))
        }
    }
}
