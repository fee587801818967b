//! Password hashing behind a bounded gate (A.4): unbounded, fifty sign-ins at once took 1.1 GB and slowed every page.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, PasswordHash, Version};
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::error::AppError;
use crate::kernel::keys::{KeyRing, Purpose, random};

/// The cost of a hash, and what no password may be. The defaults are OWASP's least: 19 MiB, two passes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordSettings {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Hashes at the same time; 0 means as many as there are cores, at least two.
    pub at_once: usize,
    /// How many may wait for their turn; the next gets a 503.
    pub queue: usize,
    /// A file of known passwords ([`super::blocklist`]).
    pub blocklist_file: Option<PathBuf>,
}

impl Default for PasswordSettings {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            at_once: 0,
            queue: 64,
            blocklist_file: None,
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
    memory: Memory,
}

/// The blocks that hashes work in, used again by the next one, so that what hashing takes of the machine is known: there are never more
/// of them than hashes that ran at once, whatever an allocator does with 19 MiB that come back from another thread each time.
#[derive(Clone)]
struct Memory {
    /// How many blocks of 1 KiB today's hash needs; what a costlier one from elsewhere took on top isn't kept.
    usual: usize,
    free: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Memory {
    fn new(params: &Params) -> Self {
        Self {
            usual: params.block_count(),
            free: Arc::default(),
        }
    }

    /// The raw hash of a password, as long as the parameters say.
    fn hash(&self, argon: &Argon2<'_>, password: &[u8], salt: &[u8]) -> argon2::Result<Vec<u8>> {
        let mut blocks = self
            .free
            .lock()
            .ok()
            .and_then(|mut free| free.pop())
            .unwrap_or_default();
        let needed = argon.params().block_count().max(blocks.len());
        blocks.resize(needed, Block::new());
        let mut hash = vec![0; argon.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
        let made = argon.hash_password_into_with_memory(password, salt, &mut hash, &mut blocks);
        blocks.truncate(self.usual);
        blocks.shrink_to_fit();
        if let Ok(mut free) = self.free.lock() {
            free.push(blocks);
        }
        made.map(|()| hash)
    }
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
    pub fn new(keys: KeyRing, settings: &PasswordSettings) -> Option<Self> {
        let params = Params::new(settings.memory_kib, settings.passes, 1, None).ok()?;
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let at_once = if settings.at_once == 0 {
            cores.max(2)
        } else {
            settings.at_once
        };
        let memory = Memory::new(&params);
        let mut hasher = Self {
            keys,
            params,
            gate: Arc::new(Semaphore::new(at_once)),
            line: Arc::new(Semaphore::new(at_once + settings.queue)),
            dummy: Arc::new(String::new()),
            memory,
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
        let phc = self.phc(password, &salt, &pepper, &self.params)?;
        Ok(Stored { phc, key_id })
    }

    /// The PHC text of a peppered Argon2id hash.
    fn phc(
        &self,
        password: &[u8],
        salt: &[u8],
        pepper: &[u8; 32],
        params: &Params,
    ) -> Result<String, AppError> {
        let failed = |e: &dyn std::fmt::Display| AppError::Internal(format!("hashing failed: {e}"));
        let argon = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params.clone())
            .map_err(|e| failed(&e))?;
        let hash = self.memory.hash(&argon, password, salt).map_err(|e| failed(&e))?;
        let phc = PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(params).map_err(|e| failed(&e))?,
            salt: Some(Salt::new(salt).map_err(|e| failed(&e))?),
            hash: Some(Output::new(&hash).map_err(|e| failed(&e))?),
        };
        Ok(phc.to_string())
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
        self.keys
            .ids()
            .map(|key_id| {
                let gone = || AppError::Internal(format!("hashing failed: no key {key_id}"));
                let salt = self
                    .keys
                    .mac_with(key_id, Purpose::Pepper, &[b"salt of an import", name.as_bytes()])
                    .ok_or_else(gone)?;
                let pepper = self.keys.derived_with(key_id, Purpose::Pepper).ok_or_else(gone)?;
                let salt = salt.get(..16).unwrap_or(&salt);
                Ok(Stored {
                    phc: self.phc(password.as_bytes(), salt, &pepper, &params)?,
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
            self.matches(password, phc, None)
        } else {
            self.keys
                .derived_with(key_id, Purpose::Pepper)
                .is_some_and(|pepper| self.matches(password, phc, Some(&pepper)))
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

    /// Whether it is the password of this hash, compared in constant time.
    fn matches(&self, password: &[u8], phc: &str, pepper: Option<&[u8; 32]>) -> bool {
        let Ok(known) = PasswordHash::new(phc) else {
            return false;
        };
        let (Ok(params), Ok(algorithm), Some(salt), Some(hash)) = (
            Params::try_from(&known),
            Algorithm::new(known.algorithm.as_str()),
            known.salt,
            known.hash,
        ) else {
            return false;
        };
        let version = known
            .version
            .and_then(|v| Version::try_from(v).ok())
            .unwrap_or_default();
        let argon = match pepper {
            Some(pepper) => Argon2::new_with_secret(pepper, algorithm, version, params),
            None => Ok(Argon2::new(algorithm, version, params)),
        };
        argon
            .and_then(|argon| self.memory.hash(&argon, password, &salt))
            .is_ok_and(|made| Output::new(&made).is_ok_and(|made| made == hash))
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

#[cfg(test)]
mod tests;
