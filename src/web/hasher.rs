//! Password hashing behind a bounded gate (A.4): unbounded, fifty sign-ins at once took 1.1 GB and slowed every page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::error::AppError;
use crate::kernel::keys::{KeyRing, Purpose, random};

/// The cost of a hash. The defaults are OWASP's least: 19 MiB, two passes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HashSettings {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Hashes at the same time; 0 means as many as there are cores, at least two.
    pub at_once: usize,
    /// How many may wait for their turn; the next gets a 503.
    pub queue: usize,
}

impl Default for HashSettings {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            at_once: 0,
            queue: 64,
        }
    }
}

/// Makes and checks password hashes, a few at a time.
#[derive(Clone)]
pub struct Hasher {
    keys: KeyRing,
    params: Params,
    gate: Arc<Semaphore>,
    /// Everybody who waits or hashes holds one of these.
    line: Arc<Semaphore>,
    dummy: Arc<String>,
}

/// What a check of a password found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// It is the password.
    Right,
    /// It is, but its hash is weaker than today's or under an old key: store this one instead.
    RightButRehash(Stored),
    /// It isn't.
    Wrong,
}

/// A hash as it is stored: PHC text, and the id of the key that peppered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// `$argon2id$…`.
    pub phc: String,
    /// Of the key ring.
    pub key_id: String,
}

/// The cost of a hash made in bulk, which the next sign-in replaces by one of full cost: 1 MiB, one pass (`docs/decisions.md`).
const BULK_MEMORY_KIB: u32 = 1_024;

/// Passwords of a file, each with the name it belongs to.
pub type Passwords = Vec<(String, zeroize::Zeroizing<String>)>;

/// Their hashes by that name: under each key of the ring, the present one first.
pub type BulkHashes = HashMap<String, Vec<Stored>>;

/// How long somebody waits for their turn before the answer is 503.
const PATIENCE: Duration = Duration::from_secs(2);

impl Hasher {
    /// A hasher with these settings under these keys.
    #[must_use]
    pub fn new(keys: KeyRing, settings: &HashSettings) -> Option<Self> {
        let params = Params::new(settings.memory_kib, settings.passes, 1, None).ok()?;
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let at_once = if settings.at_once == 0 {
            cores.max(2)
        } else {
            settings.at_once
        };
        let mut hasher = Self {
            keys,
            params,
            gate: Arc::new(Semaphore::new(at_once)),
            line: Arc::new(Semaphore::new(at_once + settings.queue)),
            dummy: Arc::new(String::new()),
        };
        hasher.dummy = Arc::new(hasher.hash_now(b"nobody's password").ok()?.phc);
        Some(hasher)
    }

    /// Hashes a password, once it is this one's turn.
    pub async fn hash(&self, password: &str) -> Result<Stored, AppError> {
        let (this, password) = (
            self.clone(),
            zeroize::Zeroizing::new(password.as_bytes().to_vec()),
        );
        self.in_turn(move || this.hash_now(&password)).await?
    }

    /// Checks a password, once it is this one's turn. With no stored hash (an unknown name, an account without password) a
    /// dummy is checked all the same, so that the time doesn't tell.
    pub async fn verify(&self, password: &str, stored: Option<Stored>) -> Result<Checked, AppError> {
        let (this, password) = (
            self.clone(),
            zeroize::Zeroizing::new(password.as_bytes().to_vec()),
        );
        self.in_turn(move || this.verify_now(&password, stored.as_ref()))
            .await
    }

    /// [`Hasher::hash`] for the command line, which has the machine to itself.
    pub fn hash_now(&self, password: &[u8]) -> Result<Stored, AppError> {
        let key_id = self.keys.current().to_owned();
        let pepper = self.keys.derived(Purpose::Pepper);
        let salt: [u8; 16] = random();
        let phc = self
            .argon(&pepper, self.params.clone())?
            .hash_password_with_salt(password, &salt)
            .map_err(|e| AppError::Internal(format!("hashing failed: {e}")))?
            .to_string();
        Ok(Stored { phc, key_id })
    }

    /// Hashes the passwords of a file in one turn, for a page.
    pub async fn hash_bulk(&self, passwords: Passwords) -> Result<BulkHashes, AppError> {
        let this = self.clone();
        self.in_turn(move || {
            passwords
                .iter()
                .map(|(name, password)| Ok((name.clone(), this.bulk_hashes(name, password)?)))
                .collect()
        })
        .await?
    }

    /// The same for the command line, which has the machine to itself; `done` is called after each.
    pub fn hash_bulk_now(
        &self,
        passwords: &Passwords,
        done: &(dyn Fn() + Sync),
    ) -> Result<BulkHashes, AppError> {
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let share = passwords.len().div_ceil(threads).max(1);
        let made = Mutex::new(HashMap::with_capacity(passwords.len()));
        std::thread::scope(|scope| {
            let work = |(name, password): &(String, zeroize::Zeroizing<String>)| -> Result<(), AppError> {
                let hashes = self.bulk_hashes(name, password)?;
                if let Ok(mut made) = made.lock() {
                    made.insert(name.clone(), hashes);
                }
                done();
                Ok(())
            };
            let threads: Vec<_> = passwords
                .chunks(share)
                .map(|share| scope.spawn(move || share.iter().try_for_each(work)))
                .collect();
            threads.into_iter().try_for_each(|thread| {
                thread
                    .join()
                    .map_err(|_| AppError::Internal("a thread that hashes failed".to_owned()))?
            })
        })?;
        made.into_inner()
            .map_err(|_| AppError::Internal("a thread that hashes failed".to_owned()))
    }

    /// Lighter hashes of one password, with a salt that the key makes of the name: the same file gives the same hashes, so that
    /// an import knows what it wrote. The salt differs by name and can't be told without the key.
    fn bulk_hashes(&self, name: &str, password: &str) -> Result<Vec<Stored>, AppError> {
        let params = Params::new(self.params.m_cost().min(BULK_MEMORY_KIB), 1, 1, None)
            .map_err(|e| AppError::Internal(format!("argon2: {e}")))?;
        let failed = |what: String| AppError::Internal(format!("hashing failed: {what}"));
        self.keys
            .ids()
            .map(|key_id| {
                let gone = || failed(format!("no key {key_id}"));
                let salt = self
                    .keys
                    .mac_with(key_id, Purpose::Pepper, &[b"salt of an import", name.as_bytes()])
                    .ok_or_else(gone)?;
                let pepper = self.keys.derived_with(key_id, Purpose::Pepper).ok_or_else(gone)?;
                let phc = self
                    .argon(&pepper, params.clone())?
                    .hash_password_with_salt(password.as_bytes(), salt.get(..16).unwrap_or(&salt))
                    .map_err(|e| failed(e.to_string()))?
                    .to_string();
                Ok(Stored {
                    phc,
                    key_id: key_id.to_owned(),
                })
            })
            .collect()
    }

    fn verify_now(&self, password: &[u8], stored: Option<&Stored>) -> Checked {
        let (phc, key_id) = stored.map_or((self.dummy.as_str(), self.keys.current()), |s| {
            (s.phc.as_str(), s.key_id.as_str())
        });
        // A hash that came from elsewhere has no key: it was made without pepper.
        let right = if key_id.is_empty() {
            matches(password, phc, None)
        } else {
            self.keys
                .derived_with(key_id, Purpose::Pepper)
                .is_some_and(|pepper| matches(password, phc, Some(&pepper)))
        };
        if !right || stored.is_none() {
            return Checked::Wrong;
        }
        if key_id == self.keys.current() && !self.weaker(phc) {
            return Checked::Right;
        }
        self.hash_now(password)
            .map_or(Checked::Right, Checked::RightButRehash)
    }

    fn weaker(&self, phc: &str) -> bool {
        PasswordHash::new(phc)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok())
            .is_none_or(|p| p.m_cost() < self.params.m_cost() || p.t_cost() < self.params.t_cost())
    }

    fn argon<'a>(&self, pepper: &'a [u8; 32], params: Params) -> Result<Argon2<'a>, AppError> {
        Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(|e| AppError::Internal(format!("argon2: {e}")))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "hashing is blocking work, bounded by the gate above it"
    )]
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let overloaded = || AppError::Unavailable("too many sign-ins at once".to_owned());
        let place = self.line.clone().try_acquire_owned().map_err(|_| overloaded())?;
        let turn = tokio::time::timeout(PATIENCE, self.gate.clone().acquire_owned())
            .await
            .map_err(|_| overloaded())?;
        let turn = turn.map_err(|_| overloaded())?;
        actix_web::web::block(move || {
            let _held = (place, turn);
            work()
        })
        .await
        .map_err(|e| AppError::Unavailable(e.to_string()))
    }
}

fn matches(password: &[u8], phc: &str, pepper: Option<&[u8; 32]>) -> bool {
    let Ok(hash) = PasswordHash::new(phc) else {
        return false;
    };
    let (Ok(params), Ok(algorithm)) = (Params::try_from(&hash), Algorithm::new(hash.algorithm.as_str()))
    else {
        return false;
    };
    let version = hash
        .version
        .and_then(|v| Version::try_from(v).ok())
        .unwrap_or_default();
    let argon = match pepper {
        Some(pepper) => Argon2::new_with_secret(pepper, algorithm, version, params),
        None => Ok(Argon2::new(algorithm, version, params)),
    };
    argon.is_ok_and(|argon| argon.verify_password(password, &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher(settings: &HashSettings, keys: &[u8]) -> Hasher {
        let ring = KeyRing::new(keys.iter().map(|k| vec![*k; 32]).collect()).expect("long keys");
        Hasher::new(ring, settings).expect("good settings")
    }

    fn light() -> HashSettings {
        HashSettings {
            memory_kib: 64,
            passes: 1,
            ..HashSettings::default()
        }
    }

    #[actix_web::test]
    async fn a_password_is_known_again_and_no_other() {
        let hasher = hasher(&light(), &[1]);
        let stored = hasher.hash("correct horse battery").await.expect("hashed");
        assert_eq!(
            hasher
                .verify("correct horse battery", Some(stored.clone()))
                .await
                .expect("checked"),
            Checked::Right
        );
        assert_eq!(
            hasher
                .verify("wrong horse battery", Some(stored))
                .await
                .expect("checked"),
            Checked::Wrong
        );
        assert_eq!(
            hasher.verify("nobody's password", None).await.expect("checked"),
            Checked::Wrong
        );
    }

    #[actix_web::test]
    async fn a_weaker_hash_or_an_older_key_is_replaced_at_sign_in() {
        let old = hasher(&light(), &[1])
            .hash("correct horse battery")
            .await
            .expect("hashed");
        let stronger = hasher(&HashSettings { passes: 2, ..light() }, &[1]);
        assert!(matches!(
            stronger.verify("correct horse battery", Some(old.clone())).await,
            Ok(Checked::RightButRehash(_))
        ));
        let rotated = hasher(&light(), &[2, 1]);
        assert!(matches!(
            rotated.verify("correct horse battery", Some(old.clone())).await,
            Ok(Checked::RightButRehash(_))
        ));
        let retired = hasher(&light(), &[2]);
        assert_eq!(
            retired
                .verify("correct horse battery", Some(old))
                .await
                .expect("checked"),
            Checked::Wrong
        );
    }

    #[actix_web::test]
    async fn a_hash_made_in_bulk_or_elsewhere_is_checked_and_replaced() {
        let hasher = hasher(
            &HashSettings {
                memory_kib: 2_048,
                ..light()
            },
            &[1],
        );
        let file = || vec![("kim".to_owned(), zeroize::Zeroizing::new("secret".to_owned()))];
        let first = hasher.hash_bulk(file()).await.expect("hashed");
        assert_eq!(
            first,
            hasher.hash_bulk_now(&file(), &|| ()).expect("hashed"),
            "a repeated import knows what it wrote"
        );
        let bulk = first["kim"][0].clone();
        let foreign = Stored {
            phc: Argon2::default()
                .hash_password_with_salt(b"secret", b"sixteen bytes...")
                .expect("hashed")
                .to_string(),
            key_id: String::new(),
        };
        for stored in [bulk, foreign] {
            assert!(matches!(
                hasher.verify("secret", Some(stored.clone())).await,
                Ok(Checked::RightButRehash(_))
            ));
            assert_eq!(
                hasher.verify("Secret", Some(stored)).await.expect("checked"),
                Checked::Wrong
            );
        }
    }

    #[actix_web::test]
    async fn who_finds_the_line_full_is_told_at_once() {
        let hasher = hasher(
            &HashSettings {
                at_once: 1,
                queue: 0,
                ..light()
            },
            &[1],
        );
        let _busy = hasher.line.clone().try_acquire_owned().expect("the only place");
        assert!(matches!(hasher.hash("x").await, Err(AppError::Unavailable(_))));
    }

    #[actix_web::test]
    async fn no_more_hash_at_once_than_there_are_permits() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let hasher = hasher(
            &HashSettings {
                at_once: 2,
                queue: 64,
                ..light()
            },
            &[1],
        );
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let work = || {
            let (this, now, most) = (hasher.clone(), now.clone(), most.clone());
            let hash = hasher.clone();
            async move {
                this.in_turn(move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let made = hash.hash_now(b"a password");
                    now.fetch_sub(1, Ordering::SeqCst);
                    made
                })
                .await
            }
        };
        let done = futures_util::future::join_all((0..66).map(|_| work())).await;
        assert!(done.iter().all(Result::is_ok), "all in the line had their turn");
        assert!(most.load(Ordering::SeqCst) <= 2, "{most:?} at once");
        assert_eq!(hasher.gate.available_permits(), 2, "every permit is back");
        assert_eq!(hasher.line.available_permits(), 66);
    }
}
