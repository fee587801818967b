//! How passwords that are tried count (A.5): against the account, or against the browser that its owner signed in with before. A
//! stranger can so make the account wait, yet not its owner.

use serde_json::json;

use super::{Credentials, append};
use crate::db::{DbConn, DbResult};
use crate::features::users::domain::Failures;
use crate::features::users::store::{self, Secrets};
use crate::kernel::ids::{DeviceId, UserId};
use crate::kernel::site::Cx;
use crate::policy::Who;

/// What counts a try: the browser where it is one of the account's owner, else the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The browser, if the owner signed in with it before.
    pub device: Option<DeviceId>,
    /// Wrong passwords so far.
    pub failures: Failures,
}

/// What counts a password that is tried for this account in a browser that says it is one of these.
pub fn counter(conn: &mut DbConn, secrets: &Secrets, devices: &[DeviceId]) -> DbResult<Counter> {
    Ok(match store::device(conn, secrets.id, devices)? {
        Some((device, failures)) => Counter {
            device: Some(device),
            failures,
        },
        None => Counter {
            device: None,
            failures: secrets.failures(),
        },
    })
}

/// Counts a wrong password. The one that makes the account wait long (A.5: the hundredth) stands in the trail, so that people see why somebody can't sign in.
pub fn record_failure(
    conn: &mut DbConn,
    cx: &Cx,
    secrets: &Secrets,
    device: Option<DeviceId>,
) -> DbResult<()> {
    let present = store::hold_secrets(conn, secrets.id)?;
    let counter = counter(conn, &present, device.as_slice())?;
    if counter.failures.locked(cx.now) {
        // Tried at the same moment as another: one try is looked at, and counted, at a time.
        return Ok(());
    }
    let failures = counter.failures.after_failure(cx.now, &cx.site.limits);
    match counter.device {
        Some(device) => store::set_device_failures(conn, device, failures)?,
        None => store::set_failures(conn, secrets.id, failures)?,
    }
    if failures.count != cx.site.limits.account_failures {
        return Ok(());
    }
    append(
        conn,
        cx,
        Who::default(),
        secrets.organization_id,
        secrets.id,
        "user.lock",
        json!({}),
        Some(json!({ "ip": cx.origin.ip })),
    )
}

/// Whether a password that was found right opens the account still: it wasn't replaced while it was looked at, and no wrong one of the
/// same moment came first, else many could be tried at once.
pub fn still_right(
    conn: &mut DbConn,
    cx: &Cx,
    secrets: &Secrets,
    device: Option<DeviceId>,
) -> DbResult<bool> {
    let present = store::hold_secrets(conn, secrets.id)?;
    let counter = counter(conn, &present, device.as_slice())?;
    Ok(!counter.failures.locked(cx.now) && present.opens_as(secrets))
}

/// How the right password was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// By a password that could be guessed; the counter decides once more.
    Guessable,
    /// By a temporary one, which nobody guesses: it opens whatever the counter says.
    Temporary,
}

/// Notes a good sign-in: the counter of the browser, or of the account where the browser is a new one, begins anew, and a weaker
/// hash is replaced. Answers the browser, or nothing where the password was replaced or the account disabled while this one was
/// looked at, or where wrong passwords of the same moment came first: else many could be tried at once.
pub fn record_success(
    conn: &mut DbConn,
    cx: &Cx,
    secrets: &Secrets,
    device: Option<DeviceId>,
    entrance: Entrance,
    rehash: Option<&Credentials>,
) -> DbResult<Option<DeviceId>> {
    let present = store::hold_secrets(conn, secrets.id)?;
    let counter = counter(conn, &present, device.as_slice())?;
    let locked = entrance == Entrance::Guessable && counter.failures.locked(cx.now);
    if locked || !present.opens_as(secrets) {
        return Ok(None);
    }
    let device = match counter.device {
        Some(device) => {
            store::set_device_failures(conn, device, Failures::default())?;
            store::touch_device(conn, device, cx.now)?;
            device
        }
        None => {
            store::set_failures(conn, secrets.id, Failures::default())?;
            store::add_device(conn, secrets.id, cx.now)?
        }
    };
    store::set_signed_in(conn, secrets.id, cx.now)?;
    if let Some(new) = rehash {
        store::rehash(conn, secrets.id, &new.phc, &new.key_id)?;
    }
    let who = Who {
        user: Some(secrets.id),
        organization: Some(secrets.organization_id),
    };
    append(
        conn,
        cx,
        who,
        secrets.organization_id,
        secrets.id,
        "session.begin",
        json!({}),
        Some(json!({ "ip": cx.origin.ip })),
    )?;
    Ok(Some(device))
}

/// Knows a browser whose visitor has just proved by a mailed link to be the owner.
pub fn remember_device(conn: &mut DbConn, cx: &Cx, user: UserId, devices: &[DeviceId]) -> DbResult<DeviceId> {
    match store::device(conn, user, devices)? {
        Some((device, _)) => Ok(device),
        None => store::add_device(conn, user, cx.now),
    }
}
