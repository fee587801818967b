//! The pages of enrolling: the wizard of the applicant, the status of an application, what its primary contact is asked, and the
//! reviewer's side.

mod address;
mod check;
mod details;
mod membership;
mod overtaken;
mod review;
mod status;
mod support;
mod verify;
mod welcome;
mod wizard;
pub mod words;

crate::routes! {
    GET "/pcv/register/joinnow/enrollmentwelcome/valueaddedreseller" => welcome::kick_off,
    GET "/enroll" => welcome::show,
    GET "/enroll/work-account" => welcome::account,
    POST "/enroll/work-account" => welcome::begin,
    GET "/enroll/support" => support::show,
    POST "/enroll/support" => support::submit,
    POST "/enroll/support/new" => support::as_new,
    GET "/enroll/association" => membership::association,
    GET "/enroll/membership" => membership::name,
    POST "/enroll/membership" => membership::put_name,
    POST "/enroll/membership/cancel" => membership::cancel,
    GET "/enroll/membership/password" => membership::edit_password,
    POST "/enroll/membership/password" => membership::sign_in,
    GET "/enroll/profile" => membership::profile,
    POST "/enroll/profile" => membership::choose,
    GET "/enroll/details" => details::show,
    POST "/enroll/details" => details::save,
    POST "/enroll/details/draft" => details::draft,
    GET "/enroll/check" => check::show,
    POST "/enroll/check" => check::submit,
    GET "/enroll/status" => status::show,
    POST "/enroll/status/resend" => status::resend,
    POST "/enroll/status/contact" => status::change_contact,
    GET "/enroll/status/withdraw" => status::ask_withdraw,
    POST "/enroll/status/withdraw" => status::withdraw,
    POST "/enroll/status/correct" => status::correct,
    POST "/enroll/status/answer" => status::put_answer,
    GET "/enroll/status/{token}" => status::public,
    GET "/verify/{token}" => verify::show,
    POST "/verify/{token}" => verify::confirm,
    GET "/verify/{token}/thanks" => verify::thanks,
    GET "/verify/{token}/disown" => verify::ask_disown,
    POST "/verify/{token}/disown" => verify::disown,
    GET "/operations/enrollments" => review::queue::list,
    GET "/operations/enrollments/{id}" => review::show::show,
    POST "/operations/enrollments/{id}/checks/{kind}" => review::decide::check,
    POST "/operations/enrollments/{id}/approve" => review::decide::approve,
    GET "/operations/enrollments/{id}/ask" => review::ask::edit,
    POST "/operations/enrollments/{id}/ask" => review::ask::create,
    GET "/operations/enrollments/{id}/reject" => review::reject::edit,
    POST "/operations/enrollments/{id}/reject" => review::reject::create,
    POST "/operations/enrollments/{id}/reopen" => review::decide::reopen,
}
