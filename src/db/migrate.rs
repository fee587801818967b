//! Bringing the schema up to date. The migrations are in the binary, one folder of pairs per engine.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Db, DbConn, DbError, DbResult, dialect};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Any number, the same in every process: who holds this advisory lock migrates.
const LOCK: &str = "7021967354410219";

fn failed(error: &dyn std::fmt::Display) -> DbError {
    DbError::Query(format!("migration failed: {error}"))
}

/// Runs what is missing and answers the names of what was run. Two at once are safe: the second waits and finds nothing to do.
pub fn up(db: &Db) -> DbResult<Vec<String>> {
    let mut conn = db.pools.writer()?;
    match &mut *conn {
        DbConn::Pg(_) => {
            dialect::conn_batch(
                &mut conn,
                &format!("SET lock_timeout = 0; SET statement_timeout = 0; SELECT pg_advisory_lock({LOCK})"),
            )?;
            let done = run(&mut conn);
            dialect::conn_batch(
                &mut conn,
                &format!(
                    "SELECT pg_advisory_unlock({LOCK}); SET lock_timeout = '10s'; SET statement_timeout = '30s'"
                ),
            )?;
            done
        }
        // Each migration is a transaction of SQLite's own; the write lock and the table of versions keep two starts apart.
        DbConn::Sqlite(_) => dialect::transaction(&mut conn, run),
    }
}

fn run(conn: &mut DbConn) -> DbResult<Vec<String>> {
    let names = match conn {
        DbConn::Pg(c) => c.run_pending_migrations(POSTGRES).map_err(|e| failed(&e))?,
        DbConn::Sqlite(c) => c.run_pending_migrations(SQLITE).map_err(|e| failed(&e))?,
    };
    Ok(names.into_iter().map(|v| v.to_string()).collect())
}

/// How many migrations of this program the database lacks. Only reads, so that probes may ask.
pub fn missing(conn: &mut DbConn) -> DbResult<usize> {
    let done = dialect::migrations_done(conn)?;
    Ok(versions()
        .iter()
        .filter(|version| !done.contains(version))
        .count())
}

fn versions() -> Vec<String> {
    use diesel::migration::{Migration, MigrationSource};
    let all: Vec<Box<dyn Migration<diesel::pg::Pg>>> = POSTGRES.migrations().unwrap_or_default();
    all.iter().map(|m| m.name().version().to_string()).collect()
}

/// The names of the migrations in the binary.
#[cfg(feature = "testkit")]
pub fn names() -> Vec<String> {
    use diesel::migration::{Migration, MigrationSource};
    let all: Vec<Box<dyn Migration<diesel::pg::Pg>>> = POSTGRES.migrations().unwrap_or_default();
    all.iter().map(|m| m.name().to_string()).collect()
}

/// Whether no migration was ever run: the database is empty, or not Tandem's.
pub fn is_new(conn: &mut DbConn) -> DbResult<bool> {
    Ok(dialect::migrations_done(conn)?.is_empty())
}

/// Undoes every migration, with everything that is stored, and does them again; for the demonstration and the parity test.
pub fn redo(db: &Db) -> DbResult<()> {
    let mut conn = db.pools.writer()?;
    match &mut *conn {
        DbConn::Pg(c) => {
            c.revert_all_migrations(POSTGRES).map_err(|e| failed(&e))?;
            c.run_pending_migrations(POSTGRES).map_err(|e| failed(&e))?;
        }
        DbConn::Sqlite(c) => {
            c.revert_all_migrations(SQLITE).map_err(|e| failed(&e))?;
            c.run_pending_migrations(SQLITE).map_err(|e| failed(&e))?;
        }
    }
    Ok(())
}
