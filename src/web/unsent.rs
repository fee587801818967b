//! A form that comes after its session has ended. It is kept, sealed, until its sender has signed in again, and shown to them alone: so
//! nothing typed is lost where no script saves it meanwhile (A.14).

use actix_session::SessionExt as _;
use actix_web::HttpRequest;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::Method;
use actix_web::web::Bytes;

use super::form::{FIELD, LIMIT, body, field, verify};
use super::visit::Visit;
use crate::features::sessions::{self, Sent, keys as session_keys};
use crate::i18n;
use crate::kernel::ids::UserId;

/// Where it is shown after sign-in.
pub const PAGE: &str = "/unsent";

/// What is never kept: passwords, the token of a session that is over, and what the page itself asks by.
const NEVER: &[&str] = &[FIELD, "password", "current", WHICH, DISCARD];

/// Which form, in a hidden field of its own name: the others are those of that form.
pub const WHICH: &str = "_unsent";
/// The button that throws it away.
pub const DISCARD: &str = "_discard";

fn is_late(req: &HttpRequest) -> bool {
    // What a script sends it sends again by itself.
    let by_hand = req
        .headers()
        .get("sec-fetch-mode")
        .is_none_or(|mode| mode == "navigate");
    req.method() == Method::POST && by_hand && req.get_session().entries().contains_key(session_keys::ENDED)
}

/// The form that this request may hold; the handler finds it as before.
pub(super) async fn late_body(req: &mut ServiceRequest) -> Option<Bytes> {
    if !is_late(req.request()) {
        return None;
    }
    let (request, payload) = req.parts_mut();
    let body = Bytes::from(body(request, payload.take(), LIMIT).await.ok()?);
    req.set_payload(Payload::from(body.clone()));
    Some(body)
}

/// Keeps a form that nobody was signed in for, if something was typed into it and it was shown in the session that has ended. Answers
/// the page that will show it.
pub(super) async fn keep(req: &HttpRequest, body: &[u8]) -> Option<String> {
    let visit = Visit::of(req).await.ok()?;
    let session = visit.req.get_session();
    let user = session.get::<UserId>(session_keys::ENDED).ok()??;
    let binding = session.get::<String>(session_keys::ENDED_BINDING).ok()??;
    // Nobody else can have made somebody send this.
    let token = field(body, FIELD)?;
    verify(&visit.app.site.keys, &binding, &token, visit.cx.now)?;
    if visit.req.path() == PAGE {
        // It waits already.
        return Some(PAGE.to_owned());
    }
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(body)
        .into_owned()
        .filter(|(name, value)| !NEVER.contains(&name.as_str()) && !value.contains('\0'))
        .collect();
    let is_typed =
        |(name, value): &(String, String)| !value.trim().is_empty() && i18n::field(visit.t, name).is_some();
    if !fields.iter().any(is_typed) {
        return None;
    }
    let sent = Sent {
        path: visit.path(),
        fields,
    };
    let kept = visit
        .app
        .db
        .write({
            let cx = visit.cx.clone();
            move |conn| sessions::keep_unsent(conn, &cx, user, &sent)
        })
        .await;
    match kept {
        Ok(true) => Some(PAGE.to_owned()),
        Ok(false) => None,
        Err(error) => {
            tracing::warn!(%error, "a form that came too late could not be kept");
            None
        }
    }
}
