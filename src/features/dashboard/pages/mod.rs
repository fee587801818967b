//! The start page, the home of the signed-in, and what one should know before enrolling.

mod help;
mod home;
mod my_data;
mod organization;
mod start;

crate::routes! {
    GET "/" => start::start,
    GET "/get-started" => help::get_started,
    GET "/help/work-account" => help::work_account,
    GET "/dashboard" => home::home,
    GET "/account/me/data" => my_data::show,
    POST "/account/me/data" => my_data::download,
    GET "/account/organization" => organization::show::show,
    POST "/account/organization/domain" => organization::show::verify_domain,
    GET "/account/organization/support" => organization::support::edit_support,
    POST "/account/organization/support" => organization::support::update_support,
    GET "/account/organization/name" => organization::name::show,
    POST "/account/organization/name" => organization::name::ask,
    POST "/account/organization/name/withdraw" => organization::name::withdraw,
    GET "/account/organization/address" => organization::address::edit,
    POST "/account/organization/address" => organization::address::update,
    GET "/account/organization/contact" => organization::contact::edit,
    POST "/account/organization/contact" => organization::contact::update,
    GET "/account/organization/close" => organization::close::ask,
    POST "/account/organization/close" => organization::close::close,
    POST "/account/organization/close/undo" => organization::close::undo,
}
