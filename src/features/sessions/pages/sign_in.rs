//! `/signin` and `/signout`.

use actix_session::SessionExt as _;
use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::begin::{begin, device_of};
use super::domain::safe_next;
use super::{Next, password::temporary_matches};
use crate::error::AppError;
use crate::features::users::{self, Credentials, RecordedFailure};
use crate::i18n::dates;
use crate::kernel::password;
use crate::web::hasher::{Checked, Stored};
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, flash, invalid, page, see_other};

/// The sign-in form as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SignInForm {
    user_name: String,
    password: String,
    next: String,
}

#[derive(Template)]
#[template(path = "sessions/signin.html")]
struct SignInPage {
    view: View,
    user_name: String,
    next: String,
    errors: Errors,
    /// Somebody is signed in already: who, with **Switch account**.
    already: Option<String>,
}

pub(super) async fn show(visit: Visit, public: Public, query: Query<Next>) -> HttpResponse {
    let already = public.0.map(|a| a.user_name);
    let next = safe_next(&query.next);
    page(&SignInPage {
        view: View::new(&visit, visit.t.sessions_sign_in_title()),
        user_name: String::new(),
        next,
        errors: Errors::default(),
        already,
    })
}

pub(super) async fn create(visit: Visit, form: Form<SignInForm>) -> Result<HttpResponse, AppError> {
    // One throttle for the address the client comes from; only failures count (A.5).
    if let Some(wait) = visit
        .app
        .throttle
        .sign_in_blocked(visit.cx.origin.ip.as_deref(), visit.cx.now)
    {
        return Err(AppError::TooMany { retry_after: wait });
    }
    let user_name = form.user_name.trim().to_lowercase();
    let (name, now) = (user_name.clone(), visit.cx.now);
    let secrets = visit
        .read(move |conn| {
            let name = users::present_name(conn, &name, now)?.unwrap_or(name);
            users::credentials(conn, &name)
        })
        .await?;
    let device = device_of(&visit, &user_name);
    let locked = secrets
        .as_ref()
        .is_some_and(|s| s.failures().locked(visit.cx.now))
        && !device;
    let usable = secrets.as_ref().filter(|s| s.state.signs_in() && !locked);
    let temporary = usable.is_some_and(|s| temporary_matches(&visit, s, &form.password));
    let stored = usable.and_then(|s| {
        Some(Stored {
            phc: s.password_hash.clone()?,
            key_id: s.password_key.clone()?,
        })
    });
    // The gate is passed in every case, so that the time tells nothing about the name.
    let checked = visit
        .app
        .hasher
        .verify(&password::normalized(&form.password), stored)
        .await?;
    let rehash = match &checked {
        Checked::RightButRehash(new) => Some(Credentials {
            phc: new.phc.clone(),
            key_id: new.key_id.clone(),
        }),
        _ => None,
    };
    let (Some(secrets), true) = (
        secrets.filter(|s| s.state.signs_in() && !locked),
        temporary || checked != Checked::Wrong,
    ) else {
        visit
            .app
            .throttle
            .sign_in_failed(visit.cx.origin.ip.as_deref(), visit.cx.now);
        if !locked {
            let name = user_name.clone();
            let _: Option<RecordedFailure> = visit
                .write(move |conn, cx| users::record_failure(conn, cx, &name))
                .await?;
        }
        let errors = FieldErrors::one_said("user_name", visit.t.sessions_wrong());
        let view = View::new(&visit, visit.t.sessions_sign_in_title()).failed();
        let page = SignInPage {
            view,
            user_name: form.user_name.clone(),
            next: safe_next(&form.next),
            errors: errors.in_words(visit.t),
            already: None,
        };
        return Ok(invalid(&page));
    };
    let user = secrets.id;
    let (renamed, entered) = visit
        .write(move |conn, cx| {
            users::record_success(conn, cx, &secrets, rehash.as_ref())?;
            let entered = users::actor(conn, user, cx.now)?.is_some();
            Ok::<_, AppError>((users::former_name(conn, user, cx.now)?, entered))
        })
        .await?;
    visit
        .app
        .throttle
        .sign_in_succeeded(visit.cx.origin.ip.as_deref());
    // The password is right, but the organization was closed for good (decision 7).
    if !entered {
        return Err(AppError::Refused(
            visit.t.standing_signed_out(&visit.app.site.contact()),
        ));
    }
    begin(&visit, user, &user_name)?;
    if let Some(name) = renamed {
        flash::leave(&visit.req, "warn", renamed_words(&visit, &name));
    }
    Ok(see_other(&safe_next(&form.next)))
}

/// Tells who signs in that their name has changed with the organization's domain (decision 2).
fn renamed_words(visit: &Visit, name: &users::FormerName) -> String {
    if name.works {
        let until = dates::when(visit.language, "UTC", name.until).text;
        visit.t.organizations_renamed(&name.present, &name.former, &until)
    } else {
        visit
            .t
            .organizations_renamed_for_good(&name.present, &name.former)
    }
}

pub(super) async fn end(visit: Visit, _form: Form<Next>) -> HttpResponse {
    visit.req.get_session().purge();
    flash::done(&visit.req, visit.t.sessions_signed_out(), "/signin")
}
