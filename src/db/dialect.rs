//! Everything the two engines do differently, each behind one function.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;

use super::{DbConn, DbError, DbResult};

/// Runs `work` in one transaction. SQLite begins it as IMMEDIATE: a deferred one that reads and then writes fails with
/// "database is locked" as soon as another writes, in spite of its busy timeout.
pub(super) fn transaction<T, E: From<DbError>>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E> {
    begin(conn).map_err(DbError::from)?;
    match work(conn) {
        Ok(value) => match commit(conn) {
            Ok(()) => Ok(value),
            Err(error) => {
                rollback(conn);
                Err(DbError::from(error).into())
            }
        },
        Err(error) => {
            rollback(conn);
            Err(error)
        }
    }
}

fn begin(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Pg(c) => AnsiTransactionManager::begin_transaction(c),
        DbConn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
    }
}

fn commit(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Pg(c) => AnsiTransactionManager::commit_transaction(c),
        DbConn::Sqlite(c) => AnsiTransactionManager::commit_transaction(c),
    }
}

fn rollback(conn: &mut DbConn) {
    let done = match conn {
        DbConn::Pg(c) => AnsiTransactionManager::rollback_transaction(c),
        DbConn::Sqlite(c) => AnsiTransactionManager::rollback_transaction(c),
    };
    if let Err(error) = done {
        tracing::warn!(%error, "a transaction could not be rolled back; its connection is dropped");
    }
}

/// Asks the engine for a sign of life.
pub(super) fn ping(conn: &mut DbConn) -> DbResult<()> {
    Ok(conn_batch(conn, "SELECT 1")?)
}

/// Runs statements without values or answers.
pub(super) fn conn_batch(conn: &mut DbConn, sql: &str) -> QueryResult<()> {
    match conn {
        DbConn::Pg(c) => c.batch_execute(sql),
        DbConn::Sqlite(c) => c.batch_execute(sql),
    }
}

/// Runs `attempt` so that a unique index's refusal undoes only it, not the transaction around (PostgreSQL would abort that).
pub fn savepoint<T>(conn: &mut DbConn, attempt: impl FnOnce(&mut DbConn) -> DbResult<T>) -> DbResult<T> {
    conn_batch(conn, "SAVEPOINT attempt")?;
    match attempt(conn) {
        Ok(value) => {
            conn_batch(conn, "RELEASE SAVEPOINT attempt")?;
            Ok(value)
        }
        Err(error) => {
            conn_batch(conn, "ROLLBACK TO SAVEPOINT attempt")?;
            conn_batch(conn, "RELEASE SAVEPOINT attempt")?;
            Err(error)
        }
    }
}

/// Inserts a list of rows by one statement. A macro, since a list of rows is the one insert that the connection of both engines
/// doesn't take as it is.
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {
        match $conn {
            $crate::db::DbConn::Pg(c) => diesel::insert_into($table).values($rows).execute(c),
            $crate::db::DbConn::Sqlite(c) => diesel::insert_into($table).values($rows).execute(c),
        }
    };
}
pub(crate) use insert_all;

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// The versions of the migrations that were run; none where there isn't even their table.
pub(super) fn migrations_done(conn: &mut DbConn) -> DbResult<Vec<String>> {
    let there = match conn {
        DbConn::Pg(_) => {
            "SELECT tablename AS version FROM pg_tables WHERE schemaname = current_schema() AND tablename = '__diesel_schema_migrations'"
        }
        DbConn::Sqlite(_) => {
            "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'"
        }
    };
    if versions(conn, there)?.is_empty() {
        return Ok(Vec::new());
    }
    versions(conn, "SELECT version FROM __diesel_schema_migrations")
}

fn versions(conn: &mut DbConn, sql: &str) -> DbResult<Vec<String>> {
    let rows: Vec<Version> = match conn {
        DbConn::Pg(c) => diesel::sql_query(sql).load(c)?,
        DbConn::Sqlite(c) => diesel::sql_query(sql).load(c)?,
    };
    Ok(rows.into_iter().map(|r| r.version).collect())
}

/// One line of a query plan.
#[derive(QueryableByName)]
struct SqlitePlan {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PgPlan {
    #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
    line: String,
}

/// How the engine would run a query whose values stand in its text; for the test that refuses full scans.
pub fn explain(conn: &mut DbConn, sql: &str) -> DbResult<Vec<String>> {
    match conn {
        DbConn::Pg(c) => {
            let rows: Vec<PgPlan> = diesel::sql_query(format!("EXPLAIN {sql}")).load(c)?;
            Ok(rows.into_iter().map(|r| r.line).collect())
        }
        DbConn::Sqlite(c) => {
            let rows: Vec<SqlitePlan> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(c)?;
            Ok(rows.into_iter().map(|r| r.detail).collect())
        }
    }
}
