//! The web: what stands between a request and a feature's handler.

pub mod actor;
pub mod address;
pub mod assets;
pub mod blocklist;
pub mod client;
pub mod compress;
pub mod cookies;
pub mod deadline;
pub mod errors;
pub mod export;
pub mod flash;
pub mod form;
pub mod hasher;
pub mod headers;
pub mod health;
pub mod log;
pub mod menu;
pub mod once;
pub mod origin;
pub mod pager;
pub mod routes;
pub mod state;
pub mod throttle;
pub mod unsent;
pub mod upload;
pub mod view;
pub mod visit;

use std::str::FromStr;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use askama::Template;

use crate::error::AppError;

pub use actor::{PasswordDue, Public};
pub use form::{Errors, FieldErrors, Form, Nothing};
pub use state::App;
pub use upload::Upload;
pub use view::View;
pub use visit::Visit;

/// A page.
#[must_use]
pub fn html(status: StatusCode, template: &impl Template) -> HttpResponse {
    match template.render() {
        Ok(body) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .body(body),
        Err(error) => HttpResponse::from_error(AppError::Internal(format!("a template failed: {error}"))),
    }
}

/// A page that is all right.
#[must_use]
pub fn page(template: &impl Template) -> HttpResponse {
    html(StatusCode::OK, template)
}

/// The form again, with its errors and everything typed: 422.
#[must_use]
pub fn invalid(template: &impl Template) -> HttpResponse {
    html(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// On to another page after a POST.
#[must_use]
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .finish()
}

/// The id in an address; what can't be one names nothing: 404.
pub fn id_of<T: FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The id of this request, as logs and error pages show it.
#[must_use]
pub fn request_id(req: &HttpRequest) -> Option<String> {
    req.extensions()
        .get::<tracing_actix_web::RequestId>()
        .map(ToString::to_string)
}
