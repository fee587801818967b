//! `/`: where everybody begins.

use actix_web::HttpResponse;
use askama::Template;

use crate::web::{Public, View, Visit, page, see_other};

#[derive(Template)]
#[template(path = "dashboard/start.html")]
struct StartPage {
    view: View,
}

pub(super) async fn start(visit: Visit, _public: Public) -> HttpResponse {
    // Also while a password is due: from there it leads on to its change.
    match visit.actor {
        Some(_) => see_other("/dashboard"),
        None => page(&StartPage {
            view: View::new(&visit, visit.t.dashboard_start_title()),
        }),
    }
}
