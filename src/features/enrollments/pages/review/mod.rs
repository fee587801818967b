//! The reviewer's side (S10, decision 14): the queue, one application, and what is decided about it.

mod application;
pub(super) mod ask;
mod compared;
pub(super) mod decide;
pub(super) mod queue;
pub(super) mod reject;
pub(super) mod show;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::error::AppError;
use crate::features::enrollments::domain::{FormData, Refused};
use crate::features::enrollments::service::{self, Dossier};
use crate::kernel::clock::Timestamp;
use crate::kernel::country::Country;
use crate::kernel::ids::EnrollmentId;
use crate::kernel::phone::{self, PhoneNumber};
use crate::policy::{Permit, actions};
use crate::web::Visit;
use crate::web::view::time_zone;

/// The permit of everything here.
type Review = Permit<actions::ReviewEnrollment>;

const QUEUE: &str = "/operations/enrollments";

fn path_of(id: EnrollmentId) -> String {
    format!("{QUEUE}/{id}")
}

async fn dossier(visit: &Visit, permit: &Review, id: EnrollmentId) -> Result<Dossier, AppError> {
    let permit = permit.clone();
    visit
        .read(move |conn| service::dossier(conn, &permit, id))
        .await?
        .ok_or(AppError::NotFound)
}

/// A refusal in the reader's words and time zone.
fn refused_words(visit: &Visit, refused: &Refused) -> String {
    let zone = time_zone(visit.actor.as_deref());
    super::words::refused_words_in(visit.t, visit.language, &zone, refused)
}

/// 409 when somebody else was faster, 422 when a rule says no.
fn status_of(refused: &Refused) -> StatusCode {
    match refused {
        Refused::Changed | Refused::State(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn answer(status: StatusCode, template: &impl Template) -> HttpResponse {
    crate::web::html(status, template)
}

/// How long something has lasted, in the largest whole unit.
fn age(visit: &Visit, since: Timestamp) -> String {
    let t = visit.t;
    let minutes = visit.cx.now.since(since).as_secs() / 60;
    match minutes {
        m if m < 60 => t.review_age_minutes(m.max(1)),
        m if m < 48 * 60 => t.review_age_hours(m / 60),
        m => t.review_age_days(m / (24 * 60)),
    }
}

/// An application as a reviewer reads it: telephone numbers as one dials them from anywhere, where they can be read.
fn readable(mut data: FormData, country: &str) -> FormData {
    let Ok(country) = Country::parse(country) else {
        return data;
    };
    for number in [&mut data.contact_phone, &mut data.support_phone] {
        if let Ok(read) = PhoneNumber::parse(number, country) {
            *number = phone::shown(read.as_str());
        }
    }
    data
}
