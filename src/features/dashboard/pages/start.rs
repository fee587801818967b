//! `/`: where everybody begins.

use actix_web::HttpResponse;
use askama::Template;

use crate::web::{Public, View, Visit, page, see_other};

#[derive(Template)]
#[template(path = "dashboard/start.html")]
struct StartPage {
    view: View,
}

pub(super) async fn start(visit: Visit, public: Public) -> HttpResponse {
    match public.0 {
        Some(_) => see_other("/dashboard"),
        None => page(&StartPage {
            view: View::new(&visit, visit.t.dashboard_start_title()),
        }),
    }
}
