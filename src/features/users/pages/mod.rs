//! The pages of accounts.

mod contact;
mod create;
mod me;
mod welcome;

use actix_web::web::{self, ServiceConfig};

use super::service::Credentials;
use crate::error::AppError;
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::password;
use crate::kernel::problem::Problem;
use crate::web::Visit;

/// The addresses of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/enroll/create", web::get().to(create::new))
        .route("/enroll/create", web::post().to(create::create))
        .route("/welcome/{token}", web::get().to(welcome::show))
        .route("/welcome/{token}", web::post().to(welcome::create))
        .route("/verify/contact/{token}", web::get().to(contact::show))
        .route("/verify/contact/{token}", web::post().to(contact::confirm))
        .route("/account/me", web::get().to(me::show))
        .route("/account/me", web::post().to(me::update))
        .route("/account/me/contact", web::post().to(contact::resend));
}

/// Checks a new password against A.3, with what a guesser knows of the person.
pub fn check_password(visit: &Visit, typed: &str, known: &[&str]) -> Result<String, Problem> {
    let product = visit.app.site.brand(visit.language).product.clone();
    let inputs: Vec<&str> = known.iter().copied().chain([product.as_str()]).collect();
    password::check(typed, &inputs)
}

/// Hashes behind the gate.
pub async fn hashed(visit: &Visit, password: &str) -> Result<Credentials, AppError> {
    let stored = visit.app.hasher.hash(password).await?;
    Ok(Credentials {
        phc: stored.phc,
        key_id: stored.key_id,
    })
}

/// The choices of a country field: code and name, in the language's order.
fn countries(language: Language) -> Vec<(&'static str, &'static str)> {
    Country::all(language)
        .iter()
        .map(|c| (c.code(), c.name(language)))
        .collect()
}
