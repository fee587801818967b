//! The start page, the home of the signed-in, and what one should know before enrolling.

mod help;
mod home;
mod start;

crate::routes! {
    GET "/" => start::start,
    GET "/get-started" => help::get_started,
    GET "/help/work-account" => help::work_account,
    GET "/dashboard" => home::home,
}
