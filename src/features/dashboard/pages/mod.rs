//! The start page, the home of the signed-in, and what one should know before enrolling.

mod help;
mod home;
mod organization;
mod start;

crate::routes! {
    GET "/" => start::start,
    GET "/get-started" => help::get_started,
    GET "/help/work-account" => help::work_account,
    GET "/dashboard" => home::home,
    GET "/account/organization" => organization::show,
    POST "/account/organization/domain" => organization::verify_domain,
    GET "/account/organization/support" => organization::edit_support,
    POST "/account/organization/support" => organization::update_support,
}
