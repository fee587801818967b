//! A word that is shown on the next page, once. It travels in a signed cookie: no row is written for it.

use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::cookies;
use super::state::app_of;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// `good`, `warn` or `bad`: also the shape of the note.
    pub kind: String,
    /// The sentence, in the visitor's language.
    pub text: String,
}

const NAME: &str = "flash";

/// Something was done: says so and leads on with 303.
#[must_use]
pub fn done(req: &HttpRequest, text: String, location: &str) -> HttpResponse {
    leave(req, "good", text);
    super::see_other(location)
}

/// Leaves a note for the next page.
pub fn leave(req: &HttpRequest, kind: &str, text: String) {
    let Ok(app) = app_of(req) else { return };
    let flash = Flash {
        kind: kind.to_owned(),
        text,
    };
    if let Ok(json) = serde_json::to_string(&flash) {
        cookies::set(req, &app.site, NAME, &json, 60);
    }
}

/// Takes the note that was left, if any.
#[must_use]
pub fn take(req: &HttpRequest) -> Option<Flash> {
    let app = app_of(req).ok()?;
    let flash = cookies::get(req, &app.site, NAME)?;
    cookies::set(req, &app.site, NAME, "", 0);
    serde_json::from_str(&flash).ok()
}
