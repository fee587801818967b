//! The status of an application for whoever has the link of the mails: checks and dates, no personal data.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::lines::{CheckLine, lines, next};
use crate::error::AppError;
use crate::features::enrollments::domain::State;
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service;
use crate::i18n::When;
use crate::kernel::country::Country;
use crate::policy::{actions, permit_public};
use crate::web::{Public, View, Visit, page};

#[derive(Template)]
#[template(path = "enrollments/public_status.html")]
struct PublicPage {
    view: View,
    state: State,
    state_words: String,
    state_tone: &'static str,
    reference: String,
    next: String,
    since: When,
    submitted: Option<When>,
    checks: Vec<CheckLine>,
    done: usize,
}

/// What the link of the mails shows: checks and dates, no personal data.
pub async fn public(visit: Visit, _public: Public, token: Path<String>) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    let permit = permit_public::<actions::FollowLink>(None);
    let token = token.into_inner();
    let found = visit
        .read(move |conn| service::public_status(conn, &permit, &token))
        .await?;
    let Some(found) = found else {
        return Err(AppError::NotFound);
    };
    let mut view = View::new(&visit, t.enrollments_status_title());
    if visit.actor.is_none()
        && let Ok(country) = Country::parse(&found.country)
    {
        country.time_zone().clone_into(&mut view.time_zone);
    }
    let (checks, done) = lines(t, &view, (found.state, found.kind), &found.checks);
    Ok(page(&PublicPage {
        state: found.state,
        state_words: words::state(t, found.state),
        state_tone: words::state_tone(found.state),
        reference: t.enrollments_reference(&found.reference),
        next: next(&visit, found.state, None),
        since: view.when(&found.since),
        submitted: found.submitted_at.map(|at| view.when(&at)),
        checks,
        done,
        view,
    }))
}
