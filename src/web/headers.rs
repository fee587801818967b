//! The headers of every answer (A.11): what a browser may load, keep and tell. Stands outside the sessions, so that it also answers
//! when those fail.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};

use super::errors;
use super::state::App;

/// Scripts, styles and images of our own only; nothing inline, nothing framed.
pub const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

const ALWAYS: [(&str, &str); 7] = [
    ("content-security-policy", CSP),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("x-permitted-cross-domain-policies", "none"),
];

/// Below these stand tokens: pages whose address must reach nobody else.
const TOKENS: [&str; 5] = [
    "/verify/",
    "/welcome/",
    "/password/reset/",
    "/enroll/status/",
    "/i/",
];

/// Adds the headers, and answers when the session itself can't be stored.
pub async fn security(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Only the session's own store fails here: everything below answers by itself.
    let mut response = next
        .call(req)
        .await
        .map_err(|error| OutOfReach(error.to_string()))?
        .map_into_boxed_body();
    let request = response.request().clone();
    let token = holds_token(&request);
    let cache = cache_control(&response, token);
    let https = request.app_data::<App>().is_some_and(|app| app.site.is_https());
    let headers = response.headers_mut();
    always(headers);
    let referrer = if token { "no-referrer" } else { "same-origin" };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if let Some(cache) = cache {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    }
    Ok(response)
}

fn always(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The session can't be loaded or stored.
#[derive(Debug, thiserror::Error)]
#[error("the session's store is out of reach: {0}")]
struct OutOfReach(String);

impl ResponseError for OutOfReach {
    fn status_code(&self) -> StatusCode {
        StatusCode::SERVICE_UNAVAILABLE
    }

    fn error_response(&self) -> HttpResponse {
        tracing::warn!(error = %self, "answered without session");
        let mut response = errors::without_visitor();
        always(response.headers_mut());
        response
    }
}

fn holds_token(req: &HttpRequest) -> bool {
    TOKENS.iter().any(|start| req.path().starts_with(start))
        || req.match_pattern().is_some_and(|p| p.contains("{token}"))
}

/// Nothing of a link or of a cookie is kept on disk (nor of a signed-in person: [`errors::errors`] knows those); other pages are
/// asked for again.
fn cache_control(response: &ServiceResponse, token: bool) -> Option<&'static str> {
    let headers = response.headers();
    if token || headers.contains_key(header::SET_COOKIE) {
        Some("no-store")
    } else if headers.contains_key(header::CACHE_CONTROL) {
        None
    } else {
        Some("private, no-cache")
    }
}
