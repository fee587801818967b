//! Sign-in, sign-out, the change and the reset of one's own password, and the language switch.

use actix_session::SessionExt as _;
use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::domain::{keys, safe_next};
use super::store;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::{self, Credentials, RecordedFailure, check_password, hashed};
use crate::kernel::ids::UserId;
use crate::kernel::keys::{Purpose, base64url, random};
use crate::kernel::language::Language;
use crate::kernel::password;
use crate::kernel::problem::Problem;
use crate::policy::{Actor, actions, permit, permit_public};
use crate::web::hasher::{Checked, Stored};
use crate::web::{
    Errors, FieldErrors, Form, PasswordDue, Public, View, Visit, cookies, flash, invalid, page, see_other,
};

crate::routes! {
    GET "/signin" => show,
    POST "/signin" => create,
    POST "/signout" => end,
    GET "/password" => edit_password,
    POST "/password" => update_password,
    GET "/password/reset" => show_reset,
    POST "/password/reset" => ask_reset,
    GET "/password/reset/{token}" => edit_reset,
    POST "/password/reset/{token}" => update_reset,
    POST "/language" => switch_language,
}

/// Where to return to, as the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Next {
    next: String,
}

/// The sign-in form as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct SignInForm {
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

async fn show(visit: Visit, public: Public, query: Query<Next>) -> HttpResponse {
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

async fn create(visit: Visit, form: Form<SignInForm>) -> Result<HttpResponse, AppError> {
    // One throttle for the address the client comes from; only failures count (A.5).
    if let Some(wait) = visit
        .app
        .throttle
        .sign_in_blocked(visit.cx.origin.ip.as_deref(), visit.cx.now)
    {
        return Err(AppError::TooMany { retry_after: wait });
    }
    let user_name = form.user_name.trim().to_lowercase();
    let name = user_name.clone();
    let secrets = visit.read(move |conn| users::credentials(conn, &name)).await?;
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
    visit
        .write(move |conn, cx| users::record_success(conn, cx, &secrets, rehash.as_ref()))
        .await?;
    begin(&visit, user, &user_name)?;
    Ok(see_other(&safe_next(&form.next)))
}

/// Whether this browser signed in to this account before: then a stranger's wrong tries don't lock its owner out (A.5).
fn device_of(visit: &Visit, user_name: &str) -> bool {
    cookies::get(&visit.req, &visit.app.site, DEVICE)
        .is_some_and(|names| names.split(' ').any(|n| n == fingerprint(visit, user_name)))
}

const DEVICE: &str = "device";

fn fingerprint(visit: &Visit, user_name: &str) -> String {
    base64url(
        &visit
            .app
            .site
            .keys
            .mac(Purpose::PersonalHash, &[b"device", user_name.as_bytes()])[..12],
    )
}

fn temporary_matches(visit: &Visit, secrets: &users::Secrets, typed: &str) -> bool {
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

/// Begins a session of this person under a new key, and knows the browser again next time.
pub fn begin(visit: &Visit, user: UserId, user_name: &str) -> Result<(), AppError> {
    let session = visit.req.get_session();
    let failed = |e: actix_session::SessionInsertError| AppError::Internal(e.to_string());
    session.clear();
    session.insert(keys::USER, user).map_err(failed)?;
    session
        .insert(keys::BINDING, base64url(&random::<16>()))
        .map_err(failed)?;
    session
        .insert(keys::IP, visit.cx.origin.ip.clone().unwrap_or_default())
        .map_err(failed)?;
    session.insert(keys::AGENT, agent(&visit.req)).map_err(failed)?;
    session.renew();
    let mine = fingerprint(visit, user_name);
    let known = cookies::get(&visit.req, &visit.app.site, DEVICE).unwrap_or_default();
    let names: Vec<&str> = std::iter::once(mine.as_str())
        .chain(known.split(' ').filter(|n| *n != mine && !n.is_empty()))
        .take(5)
        .collect();
    cookies::set(
        &visit.req,
        &visit.app.site,
        DEVICE,
        &names.join(" "),
        180 * 24 * 3600,
    );
    Ok(())
}

fn agent(req: &HttpRequest) -> String {
    let text = req
        .headers()
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    text.chars().take(200).collect()
}

async fn end(visit: Visit, _form: Form<Next>) -> HttpResponse {
    visit.req.get_session().purge();
    flash::done(&visit.req, visit.t.sessions_signed_out(), "/signin")
}

/// A new password as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
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

async fn edit_password(visit: Visit, person: PasswordDue, query: Query<Next>) -> HttpResponse {
    let view = View::new(&visit, visit.t.sessions_password_title());
    page(&PasswordPage {
        view,
        due: person.0.password_due,
        user_name: person.0.user_name,
        next: safe_next(&query.next),
        errors: Errors::default(),
    })
}

async fn update_password(
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
    let name = actor.user_name.clone();
    let Some(secrets) = visit.read(move |conn| users::credentials(conn, &name)).await? else {
        return Err(AppError::NotFound);
    };
    let mut errors = FieldErrors::new();
    if actor.password_due {
        // The temporary password was typed at sign-in; it may not become the new one.
        if temporary_matches(&visit, &secrets, &form.password) {
            errors.add("password", Problem::PasswordSame);
        }
    } else {
        let stored = secrets
            .password_hash
            .clone()
            .zip(secrets.password_key.clone())
            .map(|(phc, key_id)| Stored { phc, key_id });
        if visit
            .app
            .hasher
            .verify(&password::normalized(&form.current), stored)
            .await?
            == Checked::Wrong
        {
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
        ),
    );
    let (Some(new), true) = (checked, errors.is_empty()) else {
        return again(errors);
    };
    let new = hashed(&visit, &new).await?;
    let permit = own_profile(&actor);
    let user = actor.user;
    let done = visit
        .write(move |conn, cx| {
            users::change_password(conn, cx, &permit, &new)?;
            store::revoke_all(conn, user, cx.now)?;
            Ok(())
        })
        .await;
    changed(&visit, done)?;
    begin(&visit, actor.user, &actor.user_name)?;
    Ok(flash::done(
        &visit.req,
        visit.t.sessions_password_changed(),
        &safe_next(&form.next),
    ))
}

/// Every person manages their own profile; who must change the password first may do just that.
fn own_profile(actor: &Actor) -> crate::policy::Permit<actions::ManageOwnProfile> {
    permit::<actions::ManageOwnProfile>(actor)
        .expect("the row says: everybody who is signed in, in every state")
}

fn changed<T>(visit: &Visit, done: Result<T, Fault<users::domain::Refused>>) -> Result<T, AppError> {
    done.map_err(|fault| match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(_) => AppError::Conflict(visit.t.sessions_account_changed()),
    })
}

/// The reset form as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct ResetForm {
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

async fn show_reset(visit: Visit, _public: Public) -> HttpResponse {
    page(&ResetPage {
        view: View::new(&visit, visit.t.sessions_reset_title()),
        user_name: String::new(),
        errors: Errors::default(),
        sent: false,
    })
}

async fn ask_reset(visit: Visit, _public: Public, form: Form<ResetForm>) -> Result<HttpResponse, AppError> {
    let user_name = form.user_name.trim().to_lowercase();
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
    visit
        .app
        .throttle
        .mail_form(visit.cx.origin.ip.as_deref(), &user_name, visit.cx.now)
        .map_err(|retry_after| AppError::TooMany { retry_after })?;
    let permit = permit_public::<actions::FollowLink>(None);
    let name = user_name.clone();
    visit
        .write(move |conn, cx| users::send_reset(conn, cx, &permit, &name))
        .await?;
    Ok(page(&ResetPage {
        view: View::new(&visit, visit.t.sessions_reset_title()),
        user_name,
        errors: Errors::default(),
        sent: true,
    }))
}

#[derive(Template)]
#[template(path = "sessions/reset_password.html")]
struct NewPasswordPage {
    view: View,
    token: String,
    errors: Errors,
}

async fn edit_reset(visit: Visit, _public: Public, token: Path<String>) -> HttpResponse {
    // The link isn't looked up: reading it must neither use it up nor say whether it is good.
    page(&NewPasswordPage {
        view: View::new(&visit, visit.t.sessions_new_password_title()),
        token: token.into_inner(),
        errors: Errors::default(),
    })
}

async fn update_reset(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<PasswordForm>,
) -> Result<HttpResponse, AppError> {
    let again = |errors: FieldErrors| {
        let view = View::new(&visit, visit.t.sessions_new_password_title()).failed();
        Ok(invalid(&NewPasswordPage {
            view,
            token: token.to_string(),
            errors: errors.in_words(visit.t),
        }))
    };
    let mut errors = FieldErrors::new();
    let Some(new) = errors.take("password", check_password(&visit, &form.password, &[])) else {
        return again(errors);
    };
    let new = hashed(&visit, &new).await?;
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.to_string();
    let done = visit
        .write(move |conn, cx| {
            let user = users::reset_password(conn, cx, &permit, &text, &new)?;
            store::revoke_all(conn, user, cx.now)?;
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(flash::done(
            &visit.req,
            visit.t.sessions_password_changed_sign_in(),
            "/signin",
        )),
        Err(Fault::Refused(_)) => again(FieldErrors::one_said("password", visit.t.sessions_link_dead())),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

/// The language switch as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct LanguageForm {
    language: String,
    next: String,
}

async fn switch_language(visit: Visit, form: Form<LanguageForm>) -> Result<HttpResponse, AppError> {
    let language = Language::parse(&form.language).ok_or(AppError::BadRequest)?;
    cookies::set(
        &visit.req,
        &visit.app.site,
        crate::web::visit::LANGUAGE,
        language.code(),
        365 * 24 * 3600,
    );
    if let Some(actor) = visit.actor.as_deref() {
        let permit = own_profile(actor);
        visit
            .write(move |conn, _| users::set_language(conn, &permit, language))
            .await?;
    }
    // Unlike after sign-in, any page of ours is returned to.
    let next = if form.next.starts_with("/signin") || form.next.starts_with("/password") {
        form.next.clone()
    } else {
        safe_next(&form.next)
    };
    Ok(see_other(&if form.next == "/" { "/".to_owned() } else { next }))
}
