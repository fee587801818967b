//! Beginning a session, and knowing a browser again.

use actix_session::SessionExt as _;
use actix_web::HttpRequest;
use actix_web::http::header;

use super::domain::{DEVICE_DAYS, keys};
use crate::error::AppError;
use crate::kernel::ids::{DeviceId, UserId};
use crate::kernel::keys::{base64url, random};
use crate::web::{Visit, cookies};

/// The signed cookie that names the accounts' browsers this one is (A.5).
const DEVICE: &str = "device";

/// The most accounts of which one browser is known.
const ACCOUNTS: usize = 5;

/// The browsers that this one was made known as, by people who signed in with it before. What isn't signed by us is none.
pub(super) fn devices_of(visit: &Visit) -> Vec<DeviceId> {
    let known = cookies::get(&visit.req, &visit.app.site, DEVICE).unwrap_or_default();
    known
        .split(' ')
        .filter_map(|id| id.parse().ok())
        .take(ACCOUNTS)
        .collect()
}

/// Knows this browser next time, so that a stranger's wrong tries don't keep its owner out.
pub(super) fn remember(visit: &Visit, device: DeviceId) {
    let others = devices_of(visit).into_iter().filter(|id| *id != device);
    let ids: Vec<String> = std::iter::once(device)
        .chain(others)
        .take(ACCOUNTS)
        .map(|id| id.to_string())
        .collect();
    let seconds = DEVICE_DAYS * 24 * 3600;
    cookies::set(&visit.req, &visit.app.site, DEVICE, &ids.join(" "), seconds);
}

/// Begins a session of this person under a new key.
pub fn begin(visit: &Visit, user: UserId) -> Result<(), AppError> {
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
