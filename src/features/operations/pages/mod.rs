//! The operator's pages about the whole installation.

mod changes;
mod domains;
mod mail;
mod organizations;
mod people;
mod web_mail;

use serde::Deserialize;

use crate::kernel::text;
use crate::web::FieldErrors;

/// The most characters of a reason.
const REASON: usize = 500;

/// Why the operator does it, for whom it concerns.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct ReasonForm {
    reason: String,
}

impl ReasonForm {
    fn read(&self, errors: &mut FieldErrors) -> Option<String> {
        errors.take("reason", text::line(&self.reason, REASON))
    }
}

crate::routes! {
    GET "/operations/mail" => mail::list,
    GET "/operations/mail/{id}" => mail::show,
    POST "/operations/mail/{id}" => mail::again,
    GET "/operations/organizations" => organizations::list,
    POST "/operations/organizations" => organizations::create,
    GET "/operations/organizations/new" => organizations::new,
    GET "/operations/organizations/{id}" => organizations::show,
    POST "/operations/organizations/{id}/verify" => organizations::verify,
    POST "/operations/organizations/{id}/release" => organizations::release,
    POST "/operations/organizations/{id}/link" => organizations::send_link,
    POST "/operations/organizations/{id}/admin-link" => organizations::give_admin_link,
    GET "/operations/organizations/{id}/suspend" => organizations::ask_suspend,
    POST "/operations/organizations/{id}/suspend" => organizations::suspend,
    GET "/operations/organizations/{id}/reactivate" => organizations::ask_reactivate,
    POST "/operations/organizations/{id}/reactivate" => organizations::reactivate,
    GET "/operations/organizations/{id}/close" => organizations::ask_close,
    POST "/operations/organizations/{id}/close" => organizations::close,
    GET "/operations/organizations/{id}/reopen" => organizations::ask_reopen,
    POST "/operations/organizations/{id}/reopen" => organizations::reopen,
    GET "/operations/people" => people::list,
    GET "/operations/people/{id}" => people::show,
    POST "/operations/people/{id}/sessions" => people::end_sessions,
    GET "/operations/changes" => changes::list,
    GET "/operations/changes/{id}" => changes::show,
    POST "/operations/changes/{id}/approve" => changes::approve,
    POST "/operations/changes/{id}/decline" => changes::decline,
    GET "/operations/domains" => domains::list,
    POST "/operations/domains/{id}/done" => domains::done,
    GET "/operations/web-mail-domains" => web_mail::list,
    POST "/operations/web-mail-domains/add" => web_mail::create,
    POST "/operations/web-mail-domains/remove" => web_mail::remove,
}
