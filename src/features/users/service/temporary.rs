//! Temporary passwords (decision 36): made here, shown once, kept as HMAC only.

use crate::db::{DbConn, DbResult};
use crate::features::users::domain::{State, TEMPORARY_DAYS};
use crate::features::users::store::{self, NewTemporary};
use crate::kernel::clock::days;
use crate::kernel::ids::UserId;
use crate::kernel::keys::{Purpose, random};
use crate::kernel::site::Cx;
use crate::mail::link;

/// Letters and digits that aren't taken for one another, 32 of them: each stands for five bits.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A password of 120 bits in six groups of four, as one reads it out.
fn make() -> String {
    let bits: [u8; 24] = random();
    let mut text = String::with_capacity(29);
    for (at, byte) in bits.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(SIGNS[usize::from(byte % 32)]));
    }
    text
}

/// Gives a temporary password to somebody in this state, and answers it; `None` if the state has changed.
pub(super) fn give(conn: &mut DbConn, cx: &Cx, user: UserId, from: State) -> DbResult<Option<String>> {
    let password = make();
    let keys = &cx.site.keys;
    let mac = keys.mac(
        Purpose::TemporaryPassword,
        &[user.as_bytes(), password.as_bytes()],
    );
    let kept = NewTemporary {
        mac: &mac,
        key_id: keys.current(),
        until: cx.now + days(TEMPORARY_DAYS),
    };
    let given = store::set_temporary(conn, user, from, &kept)?;
    if given {
        store::forgive_devices(conn, user)?;
        link::revoke_of(conn, cx, link::LinkKind::PasswordReset, user)?;
    }
    Ok(given.then_some(password))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_password_can_be_read_out_and_has_over_a_hundred_bits() {
        let (one, other) = (make(), make());
        assert_ne!(one, other);
        assert_eq!(one.len(), 29);
        assert!(one.split('-').all(|group| group.len() == 4));
        assert!(one.bytes().all(|b| b == b'-' || SIGNS.contains(&b)));
        assert_eq!(SIGNS.len(), 32, "24 signs of 5 bits are 120 bits");
    }
}
