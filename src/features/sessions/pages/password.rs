//! `/password`: the change of one's own password, forced after a temporary one (S34).

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::begin::devices_of;
use super::domain::safe_next;
use super::{Next, begin, store};
use crate::db::{DbError, Fault};
use crate::error::AppError;
use crate::features::users::{self, Counter, Secrets, check_password, hashed};
use crate::kernel::keys::Purpose;
use crate::kernel::password;
use crate::kernel::problem::Problem;
use crate::policy::Actor;
use crate::web::hasher::{Checked, Stored};
use crate::web::{Errors, FieldErrors, Form, PasswordDue, View, Visit, flash, invalid, page};

/// A new password as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    current: String,
    password: String,
    next: String,
}

#[derive(Template)]
#[template(path = "sessions/password.html")]
struct PasswordPage {
    view: View,
    /// The first sign-in: nothing else can be reached before (S34).
    due: bool,
    user_name: String,
    next: String,
    errors: Errors,
}

pub(super) async fn edit(visit: Visit, person: PasswordDue, query: Query<Next>) -> HttpResponse {
    let view = View::new(&visit, visit.t.sessions_password_title());
    page(&PasswordPage {
        view,
        due: person.0.password_due,
        user_name: person.0.user_name,
        next: safe_next(&query.next),
        errors: Errors::default(),
    })
}

pub(super) async fn update(
    visit: Visit,
    person: PasswordDue,
    form: Form<PasswordForm>,
) -> Result<HttpResponse, AppError> {
    let actor = person.0;
    let again = |errors: FieldErrors| {
        let view = View::new(&visit, visit.t.sessions_password_title()).failed();
        let next = safe_next(&form.next);
        Ok(invalid(&PasswordPage {
            view,
            due: actor.password_due,
            user_name: actor.user_name.clone(),
            next,
            errors: errors.in_words(visit.t),
        }))
    };
    let (secrets, counter) = secrets_of(&visit, &actor).await?;
    let mut errors = FieldErrors::new();
    if actor.password_due {
        // The temporary password was typed at sign-in; it may not become the new one.
        if temporary_matches(&visit, &secrets, &form.password) {
            errors.add("password", Problem::PasswordSame);
        }
    } else {
        if !matches(&visit, secrets, counter, &form.current).await? {
            errors.say("current", visit.t.sessions_current_wrong());
        } else if password::normalized(&form.current) == password::normalized(&form.password) {
            errors.add("password", Problem::PasswordSame);
        }
    }
    let checked = errors.take(
        "password",
        check_password(
            &visit,
            &form.password,
            &[
                &actor.full_name,
                &actor.organization_name,
                &actor.user_name,
                &actor.email,
            ],
        )
        .await?,
    );
    let (Some(new), true) = (checked, errors.is_empty()) else {
        return again(errors);
    };
    let new = hashed(&visit, &new).await?;
    let permit = super::own_profile(&actor);
    let user = actor.user;
    let done = visit
        .write(move |conn, cx| {
            users::change_password(conn, cx, &permit, &new)?;
            store::revoke_all(conn, user, cx.now)?;
            Ok(())
        })
        .await;
    changed(&visit, done)?;
    begin(&visit, actor.user)?;
    Ok(flash::done(
        &visit.req,
        visit.t.sessions_password_changed(),
        &safe_next(&form.next),
    ))
}

/// What the password of who acts is compared with, and what counts a wrong one.
async fn secrets_of(visit: &Visit, actor: &Actor) -> Result<(Secrets, Counter), AppError> {
    let (name, devices) = (actor.user_name.clone(), devices_of(visit));
    let found = visit
        .read(move |conn| {
            let Some(secrets) = users::credentials(conn, &name)? else {
                return Ok::<_, DbError>(None);
            };
            let counter = users::counter(conn, &secrets, &devices)?;
            Ok(Some((secrets, counter)))
        })
        .await?;
    found.ok_or(AppError::NotFound)
}

/// Whether this is the password. A wrong one is counted: who found a browser signed in guesses here as slowly as at sign-in.
async fn matches(visit: &Visit, secrets: Secrets, counter: Counter, typed: &str) -> Result<bool, AppError> {
    let stored = secrets
        .password_hash
        .clone()
        .zip(secrets.password_key.clone())
        .filter(|_| !counter.failures.locked(visit.cx.now))
        .map(|(phc, key_id)| Stored { phc, key_id });
    let checked = visit
        .app
        .hasher
        .verify(&password::normalized(typed), stored)
        .await?;
    if checked != Checked::Wrong {
        return Ok(visit
            .write(move |conn, cx| users::still_right(conn, cx, &secrets, counter.device))
            .await?);
    }
    visit
        .write(move |conn, cx| users::record_failure(conn, cx, &secrets, counter.device))
        .await?;
    Ok(false)
}

/// Whether who acts knows the password of the account they are signed in to (A.1, the sudo window of what is worth it).
pub(super) async fn proves(visit: &Visit, actor: &Actor, typed: &str) -> Result<bool, AppError> {
    let (secrets, counter) = secrets_of(visit, actor).await?;
    matches(visit, secrets, counter, typed).await
}

fn changed<T>(visit: &Visit, done: Result<T, Fault<users::domain::Refused>>) -> Result<T, AppError> {
    done.map_err(|fault| match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(_) => AppError::Conflict(visit.t.sessions_account_changed()),
    })
}

/// Whether the temporary password was typed (decision 36).
pub(super) fn temporary_matches(visit: &Visit, secrets: &users::Secrets, typed: &str) -> bool {
    let (Some(mac), Some(key), Some(until)) = (
        &secrets.temporary_mac,
        &secrets.temporary_key,
        secrets.temporary_until,
    ) else {
        return false;
    };
    visit.cx.now < until
        && visit
            .app
            .site
            .keys
            .mac_with(
                key,
                Purpose::TemporaryPassword,
                &[secrets.id.as_bytes(), typed.trim().as_bytes()],
            )
            .is_some_and(|m| bool::from(subtle::ConstantTimeEq::ct_eq(m.as_slice(), mac.as_slice())))
}
