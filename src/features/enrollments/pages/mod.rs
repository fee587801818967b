//! The pages of enrolling: the wizard of the applicant, the status of an application, what its primary contact is asked, and the
//! reviewer's side.

pub mod words;

use actix_web::HttpResponse;

use crate::web::{Public, see_other};

crate::routes! {
    GET "/pcv/register/joinnow/enrollmentwelcome/valueaddedreseller" => kick_off,
}

/// The address that partners know from the vendor's letters (S11).
async fn kick_off(_public: Public) -> HttpResponse {
    see_other("/enroll")
}
