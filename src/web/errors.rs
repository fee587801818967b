//! The one error page, and the outermost middleware: it knows the visitor, logs a fault once, and writes our cookies.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use actix_session::SessionExt as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{ConnectionType, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse};
use askama::Template;
use futures_util::FutureExt as _;

use super::cookies::Jar;
use super::unsent;
use super::view::{View, role_words};
use super::visit::Visit;
use super::{html, see_other};
use crate::db::DbError;
use crate::error::AppError;
use crate::features::sessions::keys;
use crate::features::users;
use crate::i18n::Words;
use crate::policy::{Refusal, RefusalReason, Role, TenantScope};

/// The error page.
#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    view: View,
    status: u16,
    title: String,
    lead: String,
    /// Sentences: what is missing, and who can give it.
    reasons: Vec<String>,
    /// Words and addresses of the ways on, the first of them the better.
    ways: Vec<(String, String)>,
}

/// Turns errors into pages, and writes the cookies that handlers asked for.
pub async fn errors(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let late = unsent::late_body(&mut req).await;
    let mut response = next.call(req).await?.map_into_boxed_body();
    let request = response.request().clone();
    if let Some(mut error) = failure(&response) {
        if let (AppError::SignIn { next }, Some(body)) = (&mut error, late)
            && let Some(page) = unsent::keep(&request, &body).await
        {
            *next = page;
        }
        response = ServiceResponse::new(request.clone(), answer(&request, &error).await);
    }
    // Asked here, since the session's middleware empties the session on the way out.
    if request.get_session().entries().contains_key(keys::USER)
        && !response.headers().contains_key(header::CACHE_CONTROL)
    {
        response.headers_mut().insert(
            header::CACHE_CONTROL,
            header::HeaderValue::from_static("no-store"),
        );
    }
    if let Some(jar) = request.extensions_mut().remove::<Jar>() {
        for cookie in jar.0 {
            if let Ok(value) = header::HeaderValue::from_str(&cookie.to_string()) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
    }
    Ok(response)
}

/// Stands around every handler: one that panics answers 500 like any other fault, and the database rolls back by itself.
pub async fn caught(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let request = req.request().clone();
    match AssertUnwindSafe(next.call(req)).catch_unwind().await {
        Ok(answered) => answered.map(ServiceResponse::map_into_boxed_body),
        Err(panic) => {
            let error = AppError::Internal(format!("panic: {}", said(&*panic)));
            Ok(ServiceResponse::new(request, HttpResponse::from_error(error)))
        }
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a word")
}

/// The error behind an answer: ours as it is, one of actix by its status. An answer that already is a page stays.
fn failure(response: &ServiceResponse) -> Option<AppError> {
    if let Some(error) = response.response().error() {
        if let Some(ours) = error.as_error::<AppError>() {
            return Some(ours.clone());
        }
        return Some(match error.as_response_error().status_code() {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => AppError::NotFound,
            StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            StatusCode::REQUEST_TIMEOUT => AppError::Slow,
            status if status.is_client_error() => AppError::BadRequest,
            _ => AppError::Internal(error.to_string()),
        });
    }
    let bare = !response.headers().contains_key(header::CONTENT_TYPE);
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if bare => Some(AppError::NotFound),
        _ => None,
    }
}

async fn answer(req: &actix_web::HttpRequest, error: &AppError) -> HttpResponse {
    match error {
        AppError::SignIn { next } => return see_other(&format!("/signin?next={}", encoded(next))),
        AppError::PasswordDue { next } => return see_other(&format!("/password?next={}", encoded(next))),
        AppError::Internal(cause) => {
            tracing::error!(%cause, path = req.match_pattern(), "a request failed by a fault of ours");
        }
        AppError::Unavailable(cause) => {
            tracing::warn!(%cause, path = req.match_pattern(), "a request found something out of reach");
        }
        _ => {}
    }
    // Without the database even the visitor can't be known: then a page without a person.
    let mut response = match Visit::of(req).await {
        Ok(visit) => {
            let askable = askable(&visit, error).await;
            page(&visit, error, askable)
        }
        Err(_) => plain(error),
    };
    if let AppError::TooMany { retry_after } = error
        && let Ok(value) = header::HeaderValue::from_str(&retry_after.to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    if matches!(error, AppError::Slow) {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    if matches!(error, AppError::Unavailable(_)) {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
    response
}

fn encoded(path: &str) -> String {
    url::form_urlencoded::byte_serialize(path.as_bytes()).collect()
}

/// The answer when nothing about the visitor can be known: the session's store is out of reach.
#[must_use]
pub fn without_visitor() -> HttpResponse {
    let mut response = plain(&AppError::Unavailable(String::new()));
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    response
}

/// Both languages in plain text, for when not even the visitor can be known.
fn plain(error: &AppError) -> HttpResponse {
    let texts: Vec<String> = [
        crate::kernel::language::Language::En,
        crate::kernel::language::Language::Ja,
    ]
    .into_iter()
    .map(|l| {
        let t = crate::i18n::words(l);
        let (title, lead) = words(t, error);
        format!("{title}\n{lead}\n")
    })
    .collect();
    HttpResponse::build(error.status())
        .content_type("text/plain; charset=utf-8")
        .body(texts.join("\n"))
}

/// Who of the visitor's organization can give the role that is missing.
async fn askable(visit: &Visit, error: &AppError) -> Vec<String> {
    let (AppError::Forbidden(refusal), Some(actor)) = (error, visit.actor.as_deref()) else {
        return Vec::new();
    };
    if refusal.reason != RefusalReason::Role {
        return Vec::new();
    }
    let (organization, roles) = (actor.organization, refusal.roles.clone());
    let found = visit
        .read(move |conn| users::givers(conn, &TenantScope::Own(organization), organization, &roles))
        .await;
    // The page explains itself without the names too.
    let people: Vec<users::User> = found.unwrap_or_else(|error: DbError| {
        tracing::warn!(%error, "who can give a role could not be read");
        Vec::new()
    });
    people.into_iter().map(|user| user.full_name).collect()
}

fn page(visit: &Visit, error: &AppError, askable: Vec<String>) -> HttpResponse {
    let t = visit.t;
    let (title, lead) = words(t, error);
    let mut reasons = match error {
        AppError::Forbidden(refusal) => explain(visit, refusal),
        _ => Vec::new(),
    };
    if !askable.is_empty() {
        reasons.push(t.refusal_ask(askable.join(&t.roles_separator())));
    }
    let home = match visit.actor {
        Some(_) => (t.error_to_dashboard(), "/dashboard".to_owned()),
        None => (t.error_to_start(), "/".to_owned()),
    };
    let back = || visit.page().map(|page| (t.error_reload(), page));
    let ways = match error {
        AppError::StaleForm | AppError::Conflict(_) => vec![back().unwrap_or(home)],
        AppError::Refused(_) if !visit.req.method().is_safe() => back().into_iter().chain([home]).collect(),
        _ => vec![home],
    };
    let page = ErrorPage {
        view: View::new(visit, title.clone()),
        status: error.status().as_u16(),
        title,
        lead,
        reasons,
        ways,
    };
    html(error.status(), &page)
}

fn words(t: &Words, error: &AppError) -> (String, String) {
    match error {
        AppError::NotFound => (t.error_not_found_title(), t.error_not_found_lead()),
        // Not the person's access is missing then.
        AppError::Forbidden(refusal)
            if matches!(refusal.reason, RefusalReason::Suspended | RefusalReason::Closed) =>
        {
            (t.error_forbidden_title(), String::new())
        }
        AppError::Forbidden(_) => (t.error_forbidden_title(), t.error_forbidden_lead()),
        AppError::StaleForm => (t.error_stale_form_title(), t.error_stale_form_lead()),
        AppError::Conflict(text) => (t.error_conflict_title(), text.clone()),
        AppError::Refused(text) => (t.error_refused_title(), text.clone()),
        AppError::TooMany { retry_after } => (
            t.error_too_many_title(),
            t.error_too_many_lead(minutes(*retry_after)),
        ),
        AppError::TooLarge => (t.error_too_large_title(), t.error_too_large_lead()),
        AppError::Slow => (t.error_slow_title(), t.error_slow_lead()),
        AppError::BadRequest => (t.error_bad_request_title(), t.error_bad_request_lead()),
        AppError::Unavailable(_) => (t.error_unavailable_title(), t.error_unavailable_lead()),
        AppError::Internal(_) | AppError::SignIn { .. } | AppError::PasswordDue { .. } => {
            (t.error_internal_title(), t.error_internal_lead())
        }
    }
}

/// How long to wait, in whole minutes.
pub(crate) fn minutes(seconds: u64) -> String {
    seconds.div_ceil(60).max(1).to_string()
}

/// Which role or state is missing, and who can give it.
fn explain(visit: &Visit, refusal: &Refusal) -> Vec<String> {
    let t = visit.t;
    let standing = |state: String| {
        let reason = visit.actor.as_deref().and_then(|a| a.state_reason.clone());
        let reason = reason.map(|reason| t.refusal_reason(&reason));
        let ask = visit.app.site.contact().map(|c| t.refusal_ask_operator(&c));
        [Some(state), reason, ask].into_iter().flatten().collect()
    };
    match refusal.reason {
        RefusalReason::Role => {
            let roles: Vec<String> = refusal.roles.iter().map(|r| role_words(t, *r)).collect();
            let gives = match refusal.roles.first() {
                Some(Role::Operator(_)) => t.refusal_administrator_gives(),
                _ if Role::only_top(&refusal.roles) => t.refusal_global_admin_gives(),
                _ => t.refusal_admins_give(),
            };
            vec![t.refusal_role(roles.join(&t.roles_separator())), gives]
        }
        RefusalReason::Programme => vec![t.refusal_programme()],
        RefusalReason::Suspended => standing(t.refusal_suspended()),
        RefusalReason::Closed => standing(t.refusal_closed()),
    }
}
