//! The operator's pages about the whole installation.

mod web_mail;

crate::routes! {
    GET "/operations/web-mail-domains" => web_mail::list,
    POST "/operations/web-mail-domains" => web_mail::create,
    POST "/operations/web-mail-domains/remove" => web_mail::remove,
}
