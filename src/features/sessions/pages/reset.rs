//! `/password/reset`: a forgotten password (decision 16).

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::begin::{devices_of, remember};
use super::store;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::{self, check_password, hashed};
use crate::kernel::email::sign_in_spelling;
use crate::kernel::problem::Problem;
use crate::mail::link::Dead;
use crate::policy::{actions, permit_public};
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, flash, invalid, page};

/// The reset form as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ResetForm {
    user_name: String,
}

#[derive(Template)]
#[template(path = "sessions/reset.html")]
struct ResetPage {
    view: View,
    user_name: String,
    errors: Errors,
    /// The answer, the same whether or not there is such an account.
    sent: bool,
}

pub(super) async fn show(visit: Visit, _public: Public) -> HttpResponse {
    page(&ResetPage {
        view: View::new(&visit, visit.t.sessions_reset_title()),
        user_name: String::new(),
        errors: Errors::default(),
        sent: false,
    })
}

pub(super) async fn ask(
    visit: Visit,
    _public: Public,
    form: Form<ResetForm>,
) -> Result<HttpResponse, AppError> {
    let user_name = sign_in_spelling(&form.user_name);
    if user_name.is_empty() {
        let view = View::new(&visit, visit.t.sessions_reset_title()).failed();
        let errors = FieldErrors::one("user_name", Problem::Required).in_words(visit.t);
        return Ok(invalid(&ResetPage {
            view,
            user_name,
            errors,
            sent: false,
        }));
    }
    if visit.done_before(form.key).await?.is_none() {
        visit
            .app
            .throttle
            .mail_form(visit.cx.origin.ip.as_deref(), &user_name, visit.cx.now)
            .map_err(|retry_after| AppError::TooMany { retry_after })?;
    }
    let permit = permit_public::<actions::FollowLink>(None);
    let name = user_name.clone();
    // Sent twice, the form mails once and answers the same.
    let _ = visit
        .submit_once(form.key, move |conn, cx| {
            users::send_reset(conn, cx, &permit, &name)?;
            Ok::<_, AppError>(("/password/reset".to_owned(), ()))
        })
        .await?;
    Ok(page(&ResetPage {
        view: View::new(&visit, visit.t.sessions_reset_title()),
        user_name: form.user_name.trim().to_owned(),
        errors: Errors::default(),
        sent: true,
    }))
}

/// The new password as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NewPasswordForm {
    password: String,
}

#[derive(Template)]
#[template(path = "sessions/reset_password.html")]
struct NewPasswordPage {
    view: View,
    token: String,
    errors: Errors,
}

/// Why the link does nothing, in a page that leads to a new one.
fn dead_page(visit: &Visit, why: Dead) -> HttpResponse {
    let t = visit.t;
    let text = match why {
        Dead::Unknown | Dead::Used => t.sessions_link_used(),
        Dead::Revoked => t.sessions_link_replaced(),
        Dead::Expired => t.sessions_link_expired(),
    };
    users::dead_link(visit, why, text, ("/password/reset", t.sessions_reset_title()))
}

async fn dead(visit: &Visit, token: &str) -> Result<Option<Dead>, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let (text, cx) = (token.to_owned(), visit.cx.clone());
    Ok(visit
        .read(move |conn| users::reset_dead(conn, &cx, &permit, &text))
        .await?)
}

pub(super) async fn edit(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    // Reading doesn't use the link up: scanners of mails read it too.
    if let Some(why) = dead(&visit, &token).await? {
        return Ok(dead_page(&visit, why));
    }
    Ok(page(&NewPasswordPage {
        view: View::new(&visit, visit.t.sessions_new_password_title()),
        token: token.into_inner(),
        errors: Errors::default(),
    }))
}

pub(super) async fn update(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<NewPasswordForm>,
) -> Result<HttpResponse, AppError> {
    // A hash takes time that strangers share with everybody who signs in: none is made for a link that does nothing.
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    if let Some(why) = dead(&visit, &token).await? {
        return Ok(dead_page(&visit, why));
    }
    let again = |errors: FieldErrors| {
        let view = View::new(&visit, visit.t.sessions_new_password_title()).failed();
        Ok(invalid(&NewPasswordPage {
            view,
            token: token.to_string(),
            errors: errors.in_words(visit.t),
        }))
    };
    let permit = permit_public::<actions::FollowLink>(None);
    let (text, cx) = (token.to_string(), visit.cx.clone());
    let known = visit
        .read(move |conn| users::reset_known(conn, &cx, &permit, &text))
        .await?;
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut errors = FieldErrors::new();
    let Some(new) = errors.take("password", check_password(&visit, &form.password, &known).await?) else {
        return again(errors);
    };
    let new = hashed(&visit, &new).await?;
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.to_string();
    let note = visit.t.sessions_password_changed_sign_in();
    let devices = devices_of(&visit);
    let done = visit
        .submit_once(form.key, move |conn, cx| {
            let user = users::reset_password(conn, cx, &permit, &text, &new)?;
            store::revoke_all(conn, user, cx.now)?;
            // The mailbox proved the owner: whoever goes on trying passwords doesn't keep them from using the new one here.
            let device = users::remember_device(conn, cx, user, &devices)?;
            Ok(("/signin".to_owned(), device))
        })
        .await;
    match done {
        Ok(Ok(device)) => {
            remember(&visit, device);
            Ok(flash::done(&visit.req, note, "/signin"))
        }
        Ok(Err(elsewhere)) => Ok(elsewhere),
        Err(Fault::Refused(_)) => {
            let why = dead(&visit, &token).await?.unwrap_or(Dead::Used);
            Ok(dead_page(&visit, why))
        }
        Err(Fault::Db(error)) => Err(error.into()),
    }
}
