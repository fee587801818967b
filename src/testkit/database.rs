//! A database for one test.

use std::path::PathBuf;

use diesel::prelude::*;
use diesel::{PgConnection, sql_query};

use crate::db::{DatabaseUrl, Db, migrate};
use crate::kernel::keys::{base64url, random};

/// A migrated, empty database that is removed with the test.
pub struct TestDb {
    pub db: Db,
    pub url: DatabaseUrl,
    cleanup: Cleanup,
}

enum Cleanup {
    Folder(PathBuf),
    Database { server: String, name: String },
}

impl TestDb {
    /// On the engine that this run is for.
    #[expect(
        clippy::disallowed_methods,
        reason = "scripts/test names the throw-away server in the environment"
    )]
    pub fn new() -> Self {
        match std::env::var("TANDEM_TEST_POSTGRES_URL") {
            Ok(server) => Self::postgres(&server),
            Err(_) => Self::sqlite(),
        }
    }

    /// On SQLite.
    pub fn sqlite() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("tandem-test-")
            .tempdir()
            .unwrap()
            .keep();
        let url = DatabaseUrl::parse(&format!("sqlite:{}", folder.join("tandem.db").display())).unwrap();
        let db = Db::open(&url).unwrap();
        migrate::up(&db).unwrap();
        Self {
            db,
            url,
            cleanup: Cleanup::Folder(folder),
        }
    }

    /// On PostgreSQL: a copy of a migrated template, which is quicker than migrating for each test.
    fn postgres(server: &str) -> Self {
        let name = format!("t_{}", base64url(&random::<9>()).replace('-', "x").to_lowercase());
        let mut conn = PgConnection::establish(&format!("{server}/postgres")).unwrap();
        let template = format!("tandem_template_{}", migrations_mark());
        // Tests are processes of their own: who holds the lock makes the template, the others find it.
        sql_query("SELECT pg_advisory_lock(7021967354410220)")
            .execute(&mut conn)
            .unwrap();
        let made = sql_query(format!("CREATE DATABASE {template}"))
            .execute(&mut conn)
            .is_ok();
        if made {
            let db = Db::open(&DatabaseUrl::parse(&format!("{server}/{template}")).unwrap()).unwrap();
            migrate::up(&db).unwrap();
        }
        let copied = (0..50).any(|_| {
            sql_query(format!("CREATE DATABASE {name} TEMPLATE {template}"))
                .execute(&mut conn)
                .is_ok()
        });
        assert!(copied, "the template database is in use");
        sql_query("SELECT pg_advisory_unlock(7021967354410220)")
            .execute(&mut conn)
            .unwrap();
        let url = DatabaseUrl::parse(&format!("{server}/{name}")).unwrap();
        let db = Db::open(&url).unwrap();
        Self {
            db,
            url,
            cleanup: Cleanup::Database {
                server: server.to_owned(),
                name,
            },
        }
    }
}

impl Default for TestDb {
    fn default() -> Self {
        Self::new()
    }
}

/// Another text when a migration is added, so that an older run's template isn't taken.
fn migrations_mark() -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    migrate::names().hash(&mut hasher);
    hasher.finish()
}

impl Drop for TestDb {
    fn drop(&mut self) {
        match &self.cleanup {
            Cleanup::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Cleanup::Database { server, name } => {
                if let Ok(mut conn) = PgConnection::establish(&format!("{server}/postgres")) {
                    let _ =
                        sql_query(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).execute(&mut conn);
                }
            }
        }
    }
}
