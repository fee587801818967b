//! The key ring (A.13): one server key, or several during a rotation. The first makes, all check and open.
//! Every purpose has a sub-key of its own by HKDF-SHA-256 (RFC 5869), so that a value made for one can't serve another.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What a sub-key is for. Adding one is safe, renaming one makes old values unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Links in mails (decision 19).
    Link,
    /// Personal values kept beside a link.
    LinkDetails,
    /// Form tokens (A.2).
    Form,
    /// What somebody sent after their session had ended.
    UnsentForm,
    /// Signed cookies: flash, device, before sign-in.
    Cookie,
    /// The cookie of the session itself.
    SessionCookie,
    /// Temporary passwords (decision 36).
    TemporaryPassword,
    /// The pepper of argon2 (A.4).
    Pepper,
    /// Bodies of mails in the outbox.
    Mail,
    /// Personal values of the audit trail (decision 9).
    Audit,
    /// The fingerprint by which a database knows its key.
    Fingerprint,
    /// Salted hashes of personal values.
    PersonalHash,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Link => b"tandem/link/1",
            Self::LinkDetails => b"tandem/link-details/1",
            Self::Form => b"tandem/form/1",
            Self::UnsentForm => b"tandem/unsent-form/1",
            Self::Cookie => b"tandem/cookie/1",
            Self::SessionCookie => b"tandem/session-cookie/1",
            Self::TemporaryPassword => b"tandem/temporary-password/1",
            Self::Pepper => b"tandem/pepper/1",
            Self::Mail => b"tandem/mail/1",
            Self::Audit => b"tandem/audit/1",
            Self::Fingerprint => b"tandem/fingerprint/1",
            Self::PersonalHash => b"tandem/personal-hash/1",
        }
    }
}

/// The value couldn't be opened: another key, another place, or changed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed value can't be opened")]
pub struct Unsealable;

struct ServerKey {
    id: String,
    secret: Zeroizing<Vec<u8>>,
}

/// The server's keys. Cheap to clone; never printed.
#[derive(Clone)]
pub struct KeyRing {
    keys: Arc<Vec<ServerKey>>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({} keys)", self.keys.len())
    }
}

impl KeyRing {
    /// The fewest bytes of a server key.
    pub const MIN_BYTES: usize = 32;

    /// A ring of these secrets, the first of which makes new values; `None` without one or with one shorter than 32 bytes.
    #[must_use]
    pub fn new(secrets: Vec<Vec<u8>>) -> Option<Self> {
        if secrets.is_empty() || secrets.iter().any(|s| s.len() < Self::MIN_BYTES) {
            return None;
        }
        let keys = secrets
            .into_iter()
            .map(|secret| {
                let secret = Zeroizing::new(secret);
                let print = derive(&secret, Purpose::Fingerprint);
                let id = URL_SAFE_NO_PAD.encode(&Sha256::digest(print.as_slice())[..6]);
                ServerKey { id, secret }
            })
            .collect();
        Some(Self { keys: Arc::new(keys) })
    }

    /// The ids of the keys, the one that makes new values first. They are fingerprints: safe to store and show.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|k| k.id.as_str())
    }

    /// The id of the key that makes new values.
    #[must_use]
    pub fn current(&self) -> &str {
        self.keys.first().map_or("", |k| k.id.as_str())
    }

    /// HMAC-SHA-256 of the parts under the present key; the parts are length-prefixed, so that no two lists give the same text.
    #[must_use]
    pub fn mac(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        self.keys
            .first()
            .map_or([0; 32], |k| mac(&k.secret, purpose, parts))
    }

    /// The same under the key with this id, or `None` if the ring no longer has it.
    #[must_use]
    pub fn mac_with(&self, key_id: &str, purpose: Purpose, parts: &[&[u8]]) -> Option<[u8; 32]> {
        self.keys
            .iter()
            .find(|k| k.id == key_id)
            .map(|k| mac(&k.secret, purpose, parts))
    }

    /// Whether `tag` was made of the parts by any key of the ring; compares in constant time.
    #[must_use]
    pub fn verify(&self, purpose: Purpose, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.keys
            .iter()
            .any(|k| bool::from(mac(&k.secret, purpose, parts).as_slice().ct_eq(tag)))
    }

    /// A sub-key of 32 bytes for a library that wants a key of its own.
    #[must_use]
    pub fn derived(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        self.keys
            .first()
            .map_or_else(|| Zeroizing::new([0; 32]), |k| derive(&k.secret, purpose))
    }

    /// The sub-key of the key with this id.
    #[must_use]
    pub fn derived_with(&self, key_id: &str, purpose: Purpose) -> Option<Zeroizing<[u8; 32]>> {
        self.keys
            .iter()
            .find(|k| k.id == key_id)
            .map(|k| derive(&k.secret, purpose))
    }

    /// Encrypts with XChaCha20-Poly1305: `nonce ‖ ciphertext`. `place` (table and id) is authenticated, so that a value can't be moved.
    #[must_use]
    pub fn seal(&self, purpose: Purpose, place: &[u8], plain: &[u8]) -> Vec<u8> {
        let key = self.derived(purpose);
        let nonce_bytes: [u8; 24] = random();
        let nonce = XNonce::from(nonce_bytes);
        let cipher = XChaCha20Poly1305::new(key.as_slice().try_into().expect("a sub-key has 32 bytes"));
        let sealed = cipher
            .encrypt(
                &nonce,
                Payload {
                    msg: plain,
                    aad: place,
                },
            )
            .expect("memory holds the plain text, so it holds the sealed one");
        [nonce_bytes.as_slice(), &sealed].concat()
    }

    /// Opens what [`KeyRing::seal`] made for the same purpose and place, under any key of the ring.
    pub fn open(&self, purpose: Purpose, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or(Unsealable)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| Unsealable)?;
        self.keys
            .iter()
            .find_map(|k| {
                let key = derive(&k.secret, purpose);
                let cipher =
                    XChaCha20Poly1305::new(key.as_slice().try_into().expect("a sub-key has 32 bytes"));
                cipher
                    .decrypt(
                        &nonce,
                        Payload {
                            msg: body,
                            aad: place,
                        },
                    )
                    .ok()
            })
            .ok_or(Unsealable)
    }
}

fn derive(secret: &[u8], purpose: Purpose) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, secret)
        .expand(purpose.label(), out.as_mut_slice())
        .expect("32 bytes are within HKDF's reach");
    out
}

fn mac(secret: &[u8], purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
    let key = derive(secret, purpose);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.as_slice())
        .expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// So many bytes from the operating system's generator.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// SHA-256, for what is looked up by the hash of a presented secret.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Base 64 for URLs without padding (RFC 4648 section 5).
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads [`base64url`].
#[must_use]
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(bytes: &[u8]) -> KeyRing {
        KeyRing::new(bytes.iter().map(|b| vec![*b; 32]).collect()).expect("keys are long enough")
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let ring = ring(&[1]);
        let sealed = ring.seal(Purpose::Mail, b"outbox|1", b"body");
        assert_eq!(
            ring.open(Purpose::Mail, b"outbox|1", &sealed).as_deref(),
            Ok(b"body".as_slice())
        );
        assert_eq!(ring.open(Purpose::Mail, b"outbox|2", &sealed), Err(Unsealable));
        assert_eq!(ring.open(Purpose::Audit, b"outbox|1", &sealed), Err(Unsealable));
        assert_eq!(
            ring.open(Purpose::Mail, b"outbox|1", &sealed[..10]),
            Err(Unsealable)
        );
    }

    #[test]
    fn after_a_rotation_old_values_still_open() {
        let old = ring(&[1]);
        let new = ring(&[2, 1]);
        let sealed = old.seal(Purpose::Mail, b"p", b"x");
        assert!(new.open(Purpose::Mail, b"p", &sealed).is_ok());
        assert!(new.verify(Purpose::Form, &[b"a"], &old.mac(Purpose::Form, &[b"a"])));
        assert!(!old.verify(Purpose::Form, &[b"a"], &new.mac(Purpose::Form, &[b"a"])));
    }

    #[test]
    fn parts_dont_run_together() {
        let ring = ring(&[1]);
        assert_ne!(
            ring.mac(Purpose::Link, &[b"ab", b"c"]),
            ring.mac(Purpose::Link, &[b"a", b"bc"])
        );
    }
}
