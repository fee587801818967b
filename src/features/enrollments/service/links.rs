//! The two links of an application (decision 19): the contact's, which is mailed anew with each generation, and that of the status
//! page. Both are made of the key ring, so that a later mail can show them again; the rows keep only their hashes.

use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::LINK_LIFE;
use crate::features::enrollments::store::{self, Enrollment, Link};
use crate::kernel::email::EmailAddress;
use crate::kernel::keys::{KeyRing, Purpose, base64url, sha256};
use crate::kernel::site::Cx;
use crate::policy::TenantScope;

/// What a link is for; part of what its token is made of, so that neither serves as the other.
#[derive(Clone, Copy)]
enum For {
    Verification,
    Status,
}

impl For {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Verification => b"enrollment.verify",
            Self::Status => b"enrollment.status",
        }
    }
}

fn token(keys: &KeyRing, key: &str, what: For, row: &Enrollment, generation: i32) -> Option<String> {
    let generation = generation.to_be_bytes();
    let parts: [&[u8]; 3] = [what.label(), row.id.as_bytes(), &generation];
    keys.mac_with(key, Purpose::Link, &parts)
        .map(|mac| base64url(&mac))
}

/// The hash by which the row of a presented token is found.
pub(super) fn hash(token: &str) -> Vec<u8> {
    sha256(token.as_bytes()).to_vec()
}

/// A link that was just made.
pub(super) struct Made {
    /// Its row.
    pub row: Link,
    /// Its full address.
    pub url: String,
}

/// Takes the next generation of the contact's link: those before it no longer work.
pub(super) fn renew(
    conn: &mut DbConn,
    cx: &Cx,
    scope: &TenantScope,
    row: &Enrollment,
    email: &EmailAddress,
) -> DbResult<Made> {
    let generation = store::next_generation(conn, scope, row.id)?;
    let keys = &cx.site.keys;
    let key = keys.current();
    let token = token(keys, key, For::Verification, row, generation).unwrap_or_default();
    let link = Link {
        token_hash: hash(&token),
        enrollment_id: row.id,
        generation,
        email: email.as_str().to_owned(),
        key_id: key.to_owned(),
        sent_at: cx.now,
        expires_at: cx.now + LINK_LIFE,
    };
    store::add_link(conn, scope, &link)?;
    Ok(Made {
        row: link,
        url: cx.site.link(&format!("/verify/{token}")),
    })
}

/// The address of the status page that mails show. The same as long as its key is in the ring; made anew after that.
pub(super) fn status(conn: &mut DbConn, cx: &Cx, scope: &TenantScope, row: &Enrollment) -> DbResult<String> {
    let keys = &cx.site.keys;
    let known = row
        .status_key
        .as_deref()
        .and_then(|key| token(keys, key, For::Status, row, 1));
    let token = match known {
        Some(token) => token,
        None => {
            let key = keys.current();
            let token = token(keys, key, For::Status, row, 1).unwrap_or_default();
            store::set_status_token(conn, scope, row.id, &hash(&token), key)?;
            token
        }
    };
    Ok(cx.site.link(&format!("/enroll/status/{token}")))
}
