//! How mails leave: over SMTP, into a folder, or into memory for tests.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use super::compose::Composed;

/// How long one step of a conversation with the server may take.
const STEP: Duration = Duration::from_secs(30);
/// How long one mail may take in all; shorter than a lease.
const WHOLE: Duration = Duration::from_secs(150);

/// Why a mail didn't leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The server refuses this mail for good: trying again is useless.
    pub permanent: bool,
    /// In the server's words.
    pub words: String,
}

/// A mail that was "sent" into memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMail {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
    /// Its `Message-ID`.
    pub message_id: String,
}

/// What tests see and arrange.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sent: Arc<Mutex<Vec<SentMail>>>,
    failures: Arc<Mutex<VecDeque<Failure>>>,
}

/// How mails leave.
#[derive(Clone)]
pub enum Transport {
    /// Over SMTP, with a pool of connections.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// As `.eml` files, while no server is set.
    Folder(PathBuf),
    /// Nowhere: tests look at them.
    Memory(Memory),
}

impl std::fmt::Debug for Transport {
    /// Without the server's password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Smtp(_) => "Smtp",
            Self::Folder(_) => "Folder",
            Self::Memory(_) => "Memory",
        })
    }
}

/// Whether the way to the server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (`smtps://`).
    Wrapped,
    /// STARTTLS, or no mail at all.
    Required,
    /// STARTTLS if the server offers it.
    Opportunistic,
    /// Never.
    None,
}

/// Where the mail server is. Made by [`SmtpServer::parse`].
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is encrypted.
    pub security: Security,
    /// User and password.
    credentials: Option<(String, String)>,
}

impl std::fmt::Debug for SmtpServer {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

impl SmtpServer {
    /// Reads `smtp://user:password@host:port?tls=required|opportunistic|none` or `smtps://…`; the error is a sentence without the URL.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text).map_err(|e| format!("it isn't a URL ({e})"))?;
        let mut tls = None;
        for (key, value) in url.query_pairs() {
            match &*key {
                "tls" => tls = Some(value.into_owned()),
                other => return Err(format!("it has an unknown parameter \"{other}\"")),
            }
        }
        let (security, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None | Some("required")) => (Security::Wrapped, 465),
            ("smtp", None | Some("required")) => (Security::Required, 587),
            ("smtp", Some("opportunistic")) => (Security::Opportunistic, 587),
            ("smtp", Some("none")) => (Security::None, 25),
            ("smtp" | "smtps", Some(_)) => {
                return Err("tls is \"required\", \"opportunistic\" or \"none\"".to_owned());
            }
            _ => return Err("it begins with smtp:// or smtps://".to_owned()),
        };
        let host = url
            .host_str()
            .filter(|h| !h.is_empty())
            .ok_or("it names no host")?
            .to_owned();
        if !matches!(url.path(), "" | "/") {
            return Err("it has a path".to_owned());
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (_, None) => return Err("it has a user but no password".to_owned()),
            (user, Some(password)) => Some((percent_decoded(user)?, percent_decoded(password)?)),
        };
        Ok(Self {
            host,
            port: url.port().unwrap_or(port),
            security,
            credentials,
        })
    }

    /// A transport to it, trusting the system's roots or, when given, only those of the file.
    pub fn transport(&self, ca_file: Option<&Path>) -> Result<Transport, String> {
        let tls = || -> Result<TlsParameters, String> {
            let mut builder = TlsParameters::builder(self.host.clone());
            if let Some(path) = ca_file {
                let pem = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
                let roots = Certificate::from_pem(&pem)
                    .map_err(|e| format!("{} holds no certificate: {e}", path.display()))?;
                builder = builder
                    .certificate_store(CertificateStore::None)
                    .add_root_certificate(roots);
            }
            builder.build().map_err(|e| format!("TLS can't be set up: {e}"))
        };
        let tls = match self.security {
            Security::Wrapped => Tls::Wrapper(tls()?),
            Security::Required => Tls::Required(tls()?),
            Security::Opportunistic => Tls::Opportunistic(tls()?),
            Security::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(self.host.clone())
            .port(self.port)
            .tls(tls)
            .timeout(Some(STEP))
            .pool_config(
                PoolConfig::new()
                    .max_size(super::worker::LANES)
                    .idle_timeout(Duration::from_secs(20)),
            );
        if let Some((user, password)) = &self.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Transport::Smtp(builder.build()))
    }
}

fn percent_decoded(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next().unwrap_or(0), rest.next().unwrap_or(0)];
        let decoded = std::str::from_utf8(&digits)
            .ok()
            .and_then(|d| u8::from_str_radix(d, 16).ok());
        bytes.push(decoded.ok_or("its user or password is wrongly percent-encoded")?);
    }
    String::from_utf8(bytes).map_err(|_| "its user or password isn't UTF-8".to_owned())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Transport {
    /// One that keeps everything in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::Memory(Memory::default())
    }

    /// What was sent into memory, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<SentMail> {
        match self {
            Self::Memory(memory) => lock(&memory.sent).clone(),
            Self::Smtp(_) | Self::Folder(_) => Vec::new(),
        }
    }

    /// Lets the next attempt into memory fail; several calls let several fail.
    pub fn fail_next(&self, permanent: bool, words: &str) {
        if let Self::Memory(memory) = self {
            let words = words.to_owned();
            lock(&memory.failures).push_back(Failure { permanent, words });
        }
    }

    /// Hands one mail over. Takes at most two and a half minutes.
    pub async fn send(&self, mail: &Composed) -> Result<(), Failure> {
        match self {
            Self::Smtp(server) => {
                match tokio::time::timeout(WHOLE, server.send(mail.message.clone())).await {
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) => Err(smtp_failure(&error)),
                    Err(_) => Err(Failure {
                        permanent: false,
                        words: "the mail server didn't finish in time".to_owned(),
                    }),
                }
            }
            Self::Folder(folder) => write_eml(folder, mail).map_err(|e| Failure {
                permanent: false,
                words: format!("{}: {e}", folder.display()),
            }),
            Self::Memory(memory) => {
                if let Some(failure) = lock(&memory.failures).pop_front() {
                    return Err(failure);
                }
                lock(&memory.sent).push(SentMail {
                    to: mail.to.clone(),
                    subject: mail.subject.clone(),
                    text: mail.text.clone(),
                    html: mail.html.clone(),
                    message_id: mail.message_id.clone(),
                });
                Ok(())
            }
        }
    }

    /// Whether the server answers; a folder or memory always does. For `doctor`.
    pub async fn reachable(&self) -> Result<(), String> {
        let Self::Smtp(server) = self else { return Ok(()) };
        match tokio::time::timeout(Duration::from_secs(10), server.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the mail server doesn't answer".to_owned()),
            Ok(Err(error)) => Err(smtp_failure(&error).words),
            Err(_) => Err("the mail server didn't answer within 10 seconds".to_owned()),
        }
    }
}

/// What the server's refusal means. A refused sign-in is no fault of the mail: it is tried again until the password is right.
fn smtp_failure(error: &lettre::transport::smtp::Error) -> Failure {
    let code: Option<u16> = error.status().map(u16::from);
    let sign_in = matches!(code, Some(530 | 534 | 535 | 538));
    Failure {
        permanent: error.is_permanent() && !sign_in,
        words: chain(error),
    }
}

/// An error with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !words.contains(&text) {
            words.push_str(": ");
            words.push_str(&text);
        }
        cause = inner.source();
    }
    words
}

/// Writes `{id}.eml`, whole or not at all; a second attempt writes the same file.
fn write_eml(folder: &Path, mail: &Composed) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let half = folder.join(format!("{}.part", mail.id));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // Links in mails are as good as keys: nobody else may read them.
        options.mode(0o600);
    }
    let mut file = options.open(&half)?;
    file.write_all(&mail.message.formatted())?;
    file.sync_all()?;
    std::fs::rename(&half, folder.join(format!("{}.eml", mail.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_read_from_urls() {
        let server = SmtpServer::parse("smtp://me%40x.example:p%3Aw@mail.example").unwrap();
        assert_eq!(
            (server.host.as_str(), server.port, server.security),
            ("mail.example", 587, Security::Required)
        );
        assert_eq!(
            server.credentials,
            Some(("me@x.example".to_owned(), "p:w".to_owned()))
        );
        assert!(!format!("{server:?}").contains("p:w"));
        let server = SmtpServer::parse("smtps://mail.example").unwrap();
        assert_eq!((server.port, server.security), (465, Security::Wrapped));
        let server = SmtpServer::parse("smtp://localhost:2525?tls=none").unwrap();
        assert_eq!((server.port, server.security), (2525, Security::None));
        for bad in [
            "mail.example",
            "http://mail.example",
            "smtp://mail.example?tls=maybe",
            "smtp://mail.example?TLS=none",
            "smtp://user@mail.example",
            "smtps://mail.example?tls=none",
            "smtp://mail.example/path",
        ] {
            assert!(SmtpServer::parse(bad).is_err(), "{bad}");
        }
    }
}
