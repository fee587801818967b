//! The pools: SQLite has one writer and several readers, PostgreSQL one pool for both doors.

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use diesel::{Connection, PgConnection, SqliteConnection};
use tokio::sync::Semaphore;

use super::{DbConn, DbError, DbResult, dialect};

/// Where the database is. Made by [`DatabaseUrl::parse`] only.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, in WAL mode.
    Sqlite(String),
    /// A libpq connection URL.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH` or `postgres://…`. Anything else is refused, so that a slip of the pen doesn't make a file of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return (!path.is_empty()).then(|| Self::Sqlite(path.to_owned()));
        }
        (text.starts_with("postgres://") || text.starts_with("postgresql://"))
            .then(|| Self::Postgres(text.to_owned()))
    }
}

impl std::fmt::Debug for DatabaseUrl {
    /// Without the password that a PostgreSQL URL may hold.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{path}"),
            Self::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

/// Opens connections of the engine the URL names.
pub(super) struct Manager {
    url: DatabaseUrl,
    writes: bool,
}

impl ManageConnection for Manager {
    type Connection = DbConn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<DbConn, Self::Error> {
        use diesel::r2d2::Error::{ConnectionError, QueryError};
        match &self.url {
            DatabaseUrl::Postgres(url) => {
                let mut conn = DbConn::Pg(PgConnection::establish(url).map_err(ConnectionError)?);
                dialect::conn_batch(&mut conn, "SET TIME ZONE 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'")
                    .map_err(QueryError)?;
                Ok(conn)
            }
            DatabaseUrl::Sqlite(path) => {
                let mut conn = DbConn::Sqlite(SqliteConnection::establish(path).map_err(ConnectionError)?);
                // FULL, not NORMAL: an acknowledged commit survives a power cut (A.14).
                let query_only = if self.writes { "OFF" } else { "ON" };
                let pragmas = format!(
                    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                     PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA query_only = {query_only}"
                );
                dialect::conn_batch(&mut conn, &pragmas).map_err(QueryError)?;
                Ok(conn)
            }
        }
    }

    fn is_valid(&self, conn: &mut DbConn) -> Result<(), Self::Error> {
        dialect::conn_batch(conn, "SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut DbConn) -> bool {
        use diesel::connection::TransactionManager as _;
        match conn {
            DbConn::Pg(c) => {
                std::thread::panicking()
                    || diesel::connection::AnsiTransactionManager::is_broken_transaction_manager(c)
            }
            DbConn::Sqlite(c) => {
                std::thread::panicking()
                    || diesel::connection::AnsiTransactionManager::is_broken_transaction_manager(c)
            }
        }
    }
}

pub(super) type Held = PooledConnection<Manager>;

/// How long somebody waits for a connection.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Readers of SQLite at the same time.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL, for both doors.
const POSTGRES_CONNECTIONS: u32 = 8;

/// The pools of one installation. Requests wait for their turn before they take a thread: waiting inside the pool would hold one for
/// each, and five hundred threads cost 250 MiB.
pub(super) struct Pools {
    writer: Pool<Manager>,
    reader: Pool<Manager>,
    /// As many turns as the pool has connections.
    pub(super) write_turns: Arc<Semaphore>,
    /// The same for reading; of PostgreSQL these are those for writing.
    pub(super) read_turns: Arc<Semaphore>,
    engine: &'static str,
}

/// Makes the file of a new database for its owner's eyes only; SQLite gives the files beside it the same mode. One that is there keeps its
/// mode: who opened it to a group meant it.
fn make_private(path: &str) -> DbResult<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    if path.starts_with(':') || path.starts_with("file:") {
        return Ok(());
    }
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(DbError::Unavailable(format!("{path}: {error}")))
        }
        _ => Ok(()),
    }
}

impl Pools {
    pub(super) fn open(url: &DatabaseUrl) -> DbResult<Self> {
        if let DatabaseUrl::Sqlite(path) = url {
            make_private(path)?;
        }
        let pool = |size: u32, writes: bool| {
            let sqlite = matches!(url, DatabaseUrl::Sqlite(_));
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                // The file can't go away; a server can, so its connections are asked first.
                .test_on_check_out(!sqlite)
                .connection_timeout(PATIENCE)
                .build(Manager {
                    url: url.clone(),
                    writes,
                })
                .map_err(|e| DbError::Unavailable(e.to_string()))
        };
        let turns = |size: u32| Arc::new(Semaphore::new(size as usize));
        match url {
            DatabaseUrl::Sqlite(_) => Ok(Self {
                writer: pool(1, true)?,
                reader: pool(SQLITE_READERS, false)?,
                write_turns: turns(1),
                read_turns: turns(SQLITE_READERS),
                engine: "SQLite",
            }),
            DatabaseUrl::Postgres(_) => {
                let both = pool(POSTGRES_CONNECTIONS, true)?;
                let turns = turns(POSTGRES_CONNECTIONS);
                Ok(Self {
                    write_turns: turns.clone(),
                    read_turns: turns,
                    writer: both.clone(),
                    reader: both,
                    engine: "PostgreSQL",
                })
            }
        }
    }

    pub(super) fn engine(&self) -> &'static str {
        self.engine
    }

    pub(super) fn reader(&self) -> DbResult<Held> {
        self.reader.get().map_err(|e| DbError::Unavailable(e.to_string()))
    }

    pub(super) fn writer(&self) -> DbResult<Held> {
        self.writer.get().map_err(|e| DbError::Unavailable(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_engines_are_understood() {
        assert_eq!(
            DatabaseUrl::parse("sqlite:data/tandem.db"),
            Some(DatabaseUrl::Sqlite("data/tandem.db".to_owned()))
        );
        assert!(matches!(
            DatabaseUrl::parse("postgres://u:secret@h/d"),
            Some(DatabaseUrl::Postgres(_))
        ));
        assert!(DatabaseUrl::parse("mysql://h/d").is_none());
        assert!(DatabaseUrl::parse("tandem.db").is_none());
        assert!(!format!("{:?}", DatabaseUrl::parse("postgres://u:secret@h/d")).contains("secret"));
    }
}
