//! `/signin` and `/signout`.

use actix_session::SessionExt as _;
use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::begin::{begin, devices_of, remember};
use super::domain::safe_next;
use super::{Next, password::temporary_matches};
use crate::db::{DbConn, DbError, DbResult, settings};
use crate::error::AppError;
use crate::features::users::{self, Credentials, Entrance, Secrets};
use crate::i18n::dates;
use crate::kernel::clock::Timestamp;
use crate::kernel::email::sign_in_spelling;
use crate::kernel::ids::DeviceId;
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

/// What is known of the name that was typed, and what counts a try of its password in this browser.
type Known = Option<(Secrets, users::Counter)>;

fn known(conn: &mut DbConn, typed: String, devices: &[DeviceId], now: Timestamp) -> DbResult<Known> {
    let name = users::present_name(conn, &typed, now)?.unwrap_or(typed);
    let Some(secrets) = users::credentials(conn, &name)? else {
        return Ok(None);
    };
    let counter = users::counter(conn, &secrets, devices)?;
    Ok(Some((secrets, counter)))
}

/// Whether and how this password opens the account. The gate is passed in every case, so that the time tells nothing about the name.
async fn look_at(
    visit: &Visit,
    known: &Known,
    typed: &str,
) -> Result<(Option<Entrance>, Option<Credentials>), AppError> {
    let usable = known.as_ref().filter(|(secrets, _)| secrets.state.signs_in());
    let temporary = usable.is_some_and(|(secrets, _)| temporary_matches(visit, secrets, typed));
    let stored = usable
        .filter(|(_, counter)| !counter.failures.locked(visit.cx.now))
        .and_then(|(secrets, _)| {
            Some(Stored {
                phc: secrets.password_hash.clone()?,
                key_id: secrets.password_key.clone()?,
            })
        });
    let checked = visit
        .app
        .hasher
        .verify(&password::normalized(typed), stored)
        .await?;
    Ok(match checked {
        _ if temporary => (Some(Entrance::Temporary), None),
        Checked::Right => (Some(Entrance::Guessable), None),
        Checked::RightButRehash(new) => {
            let new = Credentials {
                phc: new.phc,
                key_id: new.key_id,
            };
            (Some(Entrance::Guessable), Some(new))
        }
        Checked::Wrong => (None, None),
    })
}

pub(super) async fn create(visit: Visit, form: Form<SignInForm>) -> Result<HttpResponse, AppError> {
    let (ip, now) = (visit.cx.origin.ip.clone(), visit.cx.now);
    let devices = devices_of(&visit);
    // Only failures count against the address a client comes from, and never against its owner's browser, which has a counter of its
    // own: who shares the address with a stranger isn't shut out by them (A.5).
    let blocked = visit.app.throttle.sign_in_blocked(ip.as_deref(), now);
    if let Some(retry_after) = blocked.filter(|_| devices.is_empty()) {
        return Err(AppError::TooMany { retry_after });
    }
    let typed = sign_in_spelling(&form.user_name);
    let known = visit.read(move |conn| known(conn, typed, &devices, now)).await?;
    let device = known.as_ref().and_then(|(_, counter)| counter.device);
    if let Some(retry_after) = blocked.filter(|_| device.is_none()) {
        return Err(AppError::TooMany { retry_after });
    }
    let (entrance, rehash) = look_at(&visit, &known, &form.password).await?;
    let opened = match (known.clone(), entrance) {
        (Some((secrets, _)), Some(entrance)) => {
            visit
                .write(move |conn, cx| {
                    let user = secrets.id;
                    let device =
                        users::record_success(conn, cx, &secrets, device, entrance, rehash.as_ref())?;
                    let renamed = users::former_name(conn, user, cx.now)?;
                    let entered = users::actor(conn, user, cx.now)?.is_some();
                    Ok::<_, DbError>(device.map(|device| (user, device, renamed, entered)))
                })
                .await?
        }
        _ => None,
    };
    let Some((user, device, renamed, entered)) = opened else {
        return wrong(&visit, &form, known, device).await;
    };
    visit.app.throttle.sign_in_succeeded(ip.as_deref());
    // The password is right, but the organization was closed for good (decision 7).
    if !entered {
        return Err(AppError::Refused(match visit.app.site.contact() {
            Some(contact) => visit.t.standing_signed_out_ask(&contact),
            None => visit.t.standing_signed_out(),
        }));
    }
    begin(&visit, user)?;
    remember(&visit, device);
    if let Some(name) = renamed {
        flash::leave(&visit.req, "warn", renamed_words(&visit, &name));
    }
    Ok(see_other(&safe_next(&form.next)))
}

/// Counts a failure and says no more than that something was wrong: not whether there is such a name, nor whether it has to wait.
async fn wrong(
    visit: &Visit,
    form: &SignInForm,
    known: Known,
    device: Option<DeviceId>,
) -> Result<HttpResponse, AppError> {
    let ip = visit.cx.origin.ip.as_deref();
    visit.app.throttle.sign_in_failed(ip, visit.cx.now);
    // A name that there isn't takes a write as well: on a slow disk one tells more than the password's check does.
    visit
        .write(move |conn, cx| match known {
            Some((secrets, _)) => users::record_failure(conn, cx, &secrets, device),
            None => settings::rewrite(conn, settings::KEYS),
        })
        .await?;
    let errors = FieldErrors::one_said("user_name", visit.t.sessions_wrong());
    Ok(invalid(&SignInPage {
        view: View::new(visit, visit.t.sessions_sign_in_title()).failed(),
        user_name: form.user_name.clone(),
        next: safe_next(&form.next),
        errors: errors.in_words(visit.t),
        already: None,
    }))
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
