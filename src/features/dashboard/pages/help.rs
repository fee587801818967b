//! `/get-started`: what is required of an indirect reseller (S4, S5, S7, S20, S23). `/help/work-account`: whether one has a work
//! account, and what to do without (requirements 2.5).

use actix_web::HttpResponse;
use askama::Template;

use crate::web::{Public, View, Visit, page};

#[derive(Template)]
#[template(path = "dashboard/get_started.html")]
struct GetStartedPage {
    view: View,
}

pub(super) async fn get_started(visit: Visit, _public: Public) -> HttpResponse {
    page(&GetStartedPage {
        view: View::new(&visit, visit.t.help_required_title()),
    })
}

#[derive(Template)]
#[template(path = "dashboard/work_account.html")]
struct WorkAccountPage {
    view: View,
    /// Under this domain live organizations without one.
    tenant_domain: String,
}

pub(super) async fn work_account(visit: Visit, _public: Public) -> HttpResponse {
    page(&WorkAccountPage {
        view: View::new(&visit, visit.t.help_account_title()),
        tenant_domain: visit.app.site.tenant_domain.clone(),
    })
}
