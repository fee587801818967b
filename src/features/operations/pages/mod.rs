//! The operator's pages about the whole installation.

mod mail;
mod web_mail;

crate::routes! {
    GET "/operations/mail" => mail::list,
    GET "/operations/mail/{id}" => mail::show,
    POST "/operations/mail/{id}" => mail::again,
    GET "/operations/web-mail-domains" => web_mail::list,
    POST "/operations/web-mail-domains/add" => web_mail::create,
    POST "/operations/web-mail-domains/remove" => web_mail::remove,
}
