//! The pages of accounts.

mod abilities;
mod claim;
mod contact;
mod create;
mod me;
mod people;
mod policy;
mod welcome;

pub use people::state_words;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::service::Credentials;
use crate::error::AppError;
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::password;
use crate::kernel::problem::Problem;
use crate::mail::link::Dead;
use crate::web::{View, Visit, html};

crate::routes! {
    GET "/enroll/create" => create::new,
    POST "/enroll/create" => create::create,
    POST "/enroll/create/ours" => create::ours,
    GET "/enroll/create/sent" => create::sent,
    GET "/claim/{token}" => claim::show,
    POST "/claim/{token}" => claim::take,
    GET "/welcome/{token}" => welcome::show,
    POST "/welcome/{token}" => welcome::create,
    GET "/verify/contact/{token}" => contact::show,
    POST "/verify/contact/{token}" => contact::confirm,
    GET "/account/organization/sign-in" => policy::edit,
    POST "/account/organization/sign-in" => policy::update,
    GET "/account/me" => me::show,
    POST "/account/me" => me::update,
    POST "/account/me/contact" => contact::resend,
    GET "/account/users" => people::list::list,
    GET "/account/users/export.csv" => people::export::export,
    GET "/account/users/import" => people::import::new,
    POST "/account/users/import" => people::import::create,
    GET "/account/users/import/example.csv" => people::import::example,
    GET "/account/users/new" => people::add::new,
    POST "/account/users/new" => people::add::create,
    GET "/account/users/{id}" => people::show::show,
    POST "/account/users/{id}/roles" => people::change::roles,
    POST "/account/users/{id}/password" => people::change::password,
    POST "/account/users/{id}/sessions" => people::change::sessions,
    POST "/account/users/{id}/disable" => people::change::disable,
    POST "/account/users/{id}/enable" => people::change::enable,
    GET "/account/users/{id}/delete" => people::change::ask_delete,
    POST "/account/users/{id}/delete" => people::change::delete,
    POST "/account/users/{id}/restore" => people::change::restore,
}

#[derive(Template)]
#[template(path = "users/dead_link.html")]
struct DeadLinkPage {
    view: View,
    title: String,
    text: String,
    /// Where one goes on, and the word on that button.
    onward: (&'static str, String),
}

/// The page of a mailed link that does nothing any more. `text` says why, but for a link that there never was.
#[must_use]
pub fn dead_link(visit: &Visit, dead: Dead, text: String, onward: (&'static str, String)) -> HttpResponse {
    let t = visit.t;
    let (status, title, text) = match dead {
        Dead::Unknown => (
            StatusCode::NOT_FOUND,
            t.users_link_unknown_title(),
            t.users_link_unknown(),
        ),
        Dead::Used => (StatusCode::GONE, t.users_welcome_used_title(), text),
        Dead::Revoked | Dead::Expired => (StatusCode::GONE, t.users_welcome_expired_title(), text),
    };
    let view = View::new(visit, title.clone());
    html(
        status,
        &DeadLinkPage {
            view,
            title,
            text,
            onward,
        },
    )
}

/// Checks a new password against A.3, with what a guesser knows of the person, and against the operator's own list.
pub async fn check_password(
    visit: &Visit,
    typed: &str,
    known: &[&str],
) -> Result<Result<String, Problem>, AppError> {
    let product = visit.app.site.brand(visit.language).product.clone();
    let inputs: Vec<&str> = known.iter().copied().chain([product.as_str()]).collect();
    let checked = password::check(typed, &inputs);
    if let (Ok(password), Some(list)) = (&checked, &visit.app.blocklist)
        && list.holds(password).await?
    {
        return Ok(Err(Problem::PasswordCommon));
    }
    Ok(checked)
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
