//! Beginning a session, and knowing a browser again.

use actix_session::SessionExt as _;
use actix_web::HttpRequest;
use actix_web::http::header;

use super::domain::keys;
use crate::error::AppError;
use crate::kernel::ids::UserId;
use crate::kernel::keys::{Purpose, base64url, random};
use crate::web::{Visit, cookies};

/// Whether this browser signed in to this account before: then a stranger's wrong tries don't lock its owner out (A.5).
pub(super) fn device_of(visit: &Visit, user_name: &str) -> bool {
    cookies::get(&visit.req, &visit.app.site, DEVICE)
        .is_some_and(|names| names.split(' ').any(|n| n == fingerprint(visit, user_name)))
}

const DEVICE: &str = "device";

fn fingerprint(visit: &Visit, user_name: &str) -> String {
    base64url(
        &visit
            .app
            .site
            .keys
            .mac(Purpose::PersonalHash, &[b"device", user_name.as_bytes()])[..12],
    )
}

/// Begins a session of this person under a new key, and knows the browser again next time.
pub fn begin(visit: &Visit, user: UserId, user_name: &str) -> Result<(), AppError> {
    let session = visit.req.get_session();
    let failed = |e: actix_session::SessionInsertError| AppError::Internal(e.to_string());
    session.clear();
    session.insert(keys::USER, user).map_err(failed)?;
    session
        .insert(keys::BINDING, base64url(&random::<16>()))
        .map_err(failed)?;
    session
        .insert(keys::IP, visit.cx.origin.ip.clone().unwrap_or_default())
        .map_err(failed)?;
    session.insert(keys::AGENT, agent(&visit.req)).map_err(failed)?;
    session.renew();
    let mine = fingerprint(visit, user_name);
    let known = cookies::get(&visit.req, &visit.app.site, DEVICE).unwrap_or_default();
    let names: Vec<&str> = std::iter::once(mine.as_str())
        .chain(known.split(' ').filter(|n| *n != mine && !n.is_empty()))
        .take(5)
        .collect();
    cookies::set(
        &visit.req,
        &visit.app.site,
        DEVICE,
        &names.join(" "),
        180 * 24 * 3600,
    );
    Ok(())
}

fn agent(req: &HttpRequest) -> String {
    let text = req
        .headers()
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    text.chars().take(200).collect()
}
