//! The pages of enrolling: the wizard of the applicant, the status of an application, what its primary contact is asked, and the
//! reviewer's side.

mod review;
pub mod words;

use actix_web::HttpResponse;

use crate::web::{Public, see_other};

crate::routes! {
    GET "/pcv/register/joinnow/enrollmentwelcome/valueaddedreseller" => kick_off,
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

/// The address that partners know from the vendor's letters (S11).
async fn kick_off(_public: Public) -> HttpResponse {
    see_other("/enroll")
}
