//! Somebody was faster, and the form that was typed into is gone: what was typed is shown once more, to be copied (A.14).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::words;
use crate::features::enrollments::domain::{Field, FormData, Refused};
use crate::i18n::Words;
use crate::web::view::time_zone;
use crate::web::{View, Visit, html};

#[derive(Template)]
#[template(path = "enrollments/overtaken.html")]
struct OvertakenPage {
    view: View,
    why: String,
    typed: Vec<(String, String)>,
}

/// The filled fields of a form, by name, and their values.
pub(super) fn typed_in(t: &Words, typed: &FormData, fields: &[Field]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|field| (words::field_alone(t, *field), typed.get(*field).trim().to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// The fields in which what is stored differs from what was typed, by name, and what is stored.
pub(super) fn theirs(t: &Words, stored: &FormData, typed: &FormData) -> Vec<(String, String)> {
    stored
        .differences(typed)
        .into_iter()
        .map(|field| (words::field_alone(t, field), words::value(stored, field)))
        .collect()
}

/// The page: why nothing was done, and what was typed.
pub(super) fn overtaken(
    visit: &Visit,
    refused: &Refused,
    typed: &FormData,
    fields: &[Field],
) -> HttpResponse {
    let zone = time_zone(visit.actor.as_deref());
    let shown = OvertakenPage {
        view: View::new(visit, visit.t.enrollments_overtaken_title()).failed(),
        why: words::refused_words_in(visit.t, visit.language, &zone, refused),
        typed: typed_in(visit.t, typed, fields),
    };
    html(StatusCode::CONFLICT, &shown)
}
