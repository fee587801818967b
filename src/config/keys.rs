//! The server's keys: from the environment, or from the file that is made at the first start (A.13).

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{Config, ConfigError, source};
use crate::kernel::keys::{KeyRing, base64url, from_base64url, random};

impl Config {
    /// Where the key is kept, unless the environment holds it.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("secret.key")
    }

    /// The server's keys, from the environment or the file; `None` where there is neither.
    pub fn keys(&self) -> Result<Option<KeyRing>, ConfigError> {
        let file = self.key_file();
        match &self.secret_key {
            Some(text) => key_ring("TANDEM_SECRET_KEY", text).map(Some),
            None if file.exists() => {
                let name = file.display().to_string();
                let text = Zeroizing::new(source::secret("the server’s key", &file)?);
                key_ring(&name, &text).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Makes the key file. Of two starts at once one makes it and both use it.
    pub fn make_key(&self) -> Result<KeyRing, ConfigError> {
        let file = self.key_file();
        let failed = |e: std::io::Error| ConfigError(format!("{} can’t be written: {e}", file.display()));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        match options.open(&file) {
            Ok(mut made) => {
                use std::io::Write as _;
                let key = Zeroizing::new(format!("{}\n", base64url(&random::<32>())));
                made.write_all(key.as_bytes())
                    .and_then(|()| made.sync_all())
                    .map_err(failed)?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
        self.keys()?
            .ok_or_else(|| ConfigError(format!("{} is gone", file.display())))
    }
}

/// Keys, one a line: base64url, or text that is long enough as it is.
fn key_ring(place: &str, text: &str) -> Result<KeyRing, ConfigError> {
    let secrets: Vec<Vec<u8>> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            from_base64url(line)
                .filter(|bytes| bytes.len() >= KeyRing::MIN_BYTES)
                .unwrap_or_else(|| line.as_bytes().to_vec())
        })
        .collect();
    let guessable = |bytes: &Vec<u8>| {
        let mut different = bytes.clone();
        different.sort_unstable();
        different.dedup();
        different.len() < 12
    };
    if secrets.iter().any(guessable) {
        return Err(ConfigError(format!(
            "{place} holds a key that can be guessed; take a random one"
        )));
    }
    KeyRing::new(secrets).ok_or_else(|| ConfigError(format!("{place} holds no key of at least 32 bytes")))
}
