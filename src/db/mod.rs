//! The database: two engines behind one connection type, and two doors. Nothing outside this folder knows which engine runs.

mod conn;
pub mod dialect;
pub mod migrate;
mod pool;
pub mod schema;
pub mod settings;

use std::sync::Arc;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use tokio::sync::Semaphore;

pub use conn::{DbConn, MultiBackend};
pub use pool::DatabaseUrl;

/// Why the database didn't answer. Never shown to a user: pages say 503 or 500.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Not reachable, or busy for too long: worth trying again.
    #[error("the database can't be reached: {0}")]
    Unavailable(String),
    /// A unique index refused the row.
    #[error("a unique index refused the row: {0}")]
    Duplicate(String),
    /// No such row where one was expected.
    #[error("no such row")]
    NotFound,
    /// Anything else: a fault of ours.
    #[error("query failed: {0}")]
    Query(String),
}

/// How many rows housekeeping and exports handle at once: none of them may hold the database for long, however much there is.
pub const BATCH: i64 = 500;

/// What stores answer.
pub type DbResult<T> = Result<T, DbError>;

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        let text = error.to_string();
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Duplicate(text),
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                _,
            )
            | DieselError::BrokenTransactionManager => Self::Unavailable(text),
            // Both engines report a vanished server, a full disk or a held lock only in words.
            _ if [
                "database is locked",
                "disk is full",
                "disk I/O",
                "server closed the connection",
                "terminating connection",
                "shutting down",
                "starting up",
                "no connection",
                "could not connect",
            ]
            .iter()
            .any(|word| text.contains(word)) =>
            {
                Self::Unavailable(text)
            }
            _ => Self::Query(text),
        }
    }
}

/// The database of this installation. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Arc<pool::Pools>,
}

impl Db {
    /// Opens the pools. Doesn't migrate.
    pub fn open(url: &DatabaseUrl) -> DbResult<Self> {
        Ok(Self {
            pools: Arc::new(pool::Pools::open(url)?),
        })
    }

    /// Runs `work` on a connection for reading, off the async threads.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut DbConn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        off_thread(&self.pools.read_turns, move || db.read_blocking(work)).await
    }

    /// Runs `work` in one transaction, off the async threads. An error rolls everything back.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut DbConn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        off_thread(&self.pools.write_turns, move || db.write_blocking(work)).await
    }

    /// [`Db::read`] for the command line and the worker.
    pub fn read_blocking<T, E: From<DbError>>(
        &self,
        work: impl FnOnce(&mut DbConn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.pools.reader()?;
        work(&mut conn)
    }

    /// [`Db::write`] for the command line and the worker.
    pub fn write_blocking<T, E: From<DbError>>(
        &self,
        work: impl FnOnce(&mut DbConn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.pools.writer()?;
        dialect::transaction(&mut conn, work)
    }

    /// Whether the database answers at all.
    pub fn ping(&self) -> DbResult<()> {
        self.read_blocking(dialect::ping)
    }

    /// Whether this is PostgreSQL; for reports only.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        self.pools.engine()
    }
}

#[expect(clippy::disallowed_methods, reason = "the one wrapper for blocking work")]
async fn off_thread<T, E>(
    turns: &Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let Ok(Ok(turn)) = tokio::time::timeout(pool::PATIENCE, turns.clone().acquire_owned()).await else {
        return Err(DbError::Unavailable("every connection is busy".to_owned()).into());
    };
    let held = move || {
        let _turn = turn;
        work()
    };
    match actix_web::web::block(held).await {
        Ok(result) => result,
        Err(gone) => Err(DbError::Unavailable(gone.to_string()).into()),
    }
}

/// Why a service did nothing: a rule of the business said no, or the database failed. Either way the transaction is rolled back.
#[derive(Debug)]
pub enum Fault<R> {
    /// In the feature's own words.
    Refused(R),
    /// The database.
    Db(DbError),
}

impl<R> From<DbError> for Fault<R> {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl<R> From<DieselError> for Fault<R> {
    fn from(error: DieselError) -> Self {
        Self::Db(error.into())
    }
}

impl<R> Fault<R> {
    /// The rule that said no, or the database's error.
    pub fn refused(self) -> DbResult<R> {
        match self {
            Self::Refused(rule) => Ok(rule),
            Self::Db(error) => Err(error),
        }
    }
}
