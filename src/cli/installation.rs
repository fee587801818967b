//! An installation made ready for a command: data folder, database, schema and the key that belongs to it.

use std::net::SocketAddr;
use std::sync::Arc;

use super::Failure;
use crate::config::Config;
use crate::db::{Db, DbError, DbResult, migrate, settings};
use crate::features::{organizations, users};
use crate::kernel::clock::Clock;
use crate::kernel::keys::KeyRing;
use crate::kernel::site::{Cx, Site};

/// What a command works with.
pub struct Installation {
    pub db: Db,
    pub site: Arc<Site>,
    pub clock: Clock,
}

/// Opens the database, making folder and file where they are missing.
pub fn database(config: &Config) -> Result<Db, Failure> {
    make_folder(config)?;
    Ok(Db::open(&config.database)?)
}

fn make_folder(config: &Config) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        // Key and database are in it.
        builder.mode(0o700);
    }
    builder.create(&config.data_dir).map_err(|e| {
        Failure::Usage(format!(
            "the data folder {} can’t be made: {e}",
            config.data_dir.display()
        ))
    })
}

/// What to do about a data folder that everybody on the machine can look into: database, key and mails are in it.
pub fn open_to_everybody(config: &Config) -> std::io::Result<Option<String>> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(&config.data_dir)?.permissions().mode();
    let path = config.data_dir.display();
    Ok((mode & 0o007 != 0)
        .then(|| format!("{path} is open to everybody on this machine; run chmod 700 on it")))
}

impl Installation {
    /// For the portal: migrates first.
    pub fn migrated(config: &Config, bound: Option<SocketAddr>) -> Result<Self, Failure> {
        let db = database(config)?;
        migrate::up(&db)?;
        Self::of(config, db, bound)
    }

    /// For other commands, which must not change the schema under a running portal.
    pub fn open(config: &Config) -> Result<Self, Failure> {
        let db = database(config)?;
        if db.read_blocking(migrate::missing)? > 0 {
            return Err(Failure::Failed(
                "the database’s schema isn’t that of this program; run tandem migrate first".to_owned(),
            ));
        }
        Self::of(config, db, None)
    }

    fn of(config: &Config, db: Db, bound: Option<SocketAddr>) -> Result<Self, Failure> {
        let keys = keys(config, &db)?;
        let installation = Self {
            site: Arc::new(config.site(keys, bound)),
            db,
            clock: Clock::System,
        };
        installation.learn_operator()?;
        Ok(installation)
    }

    /// The command line acts now.
    pub fn cx(&self) -> Cx {
        Cx::system(self.site.clone(), self.clock.now(), "cli")
    }

    /// Who runs the installation is shown once an Administrator has said so.
    fn learn_operator(&self) -> DbResult<()> {
        let domain = self.site.operator_domain();
        let name = self.db.read_blocking(|conn| {
            let Some(operator) = organizations::by_domain(conn, &domain)? else {
                return Ok(None);
            };
            let said = users::has_signed_in_administrator(conn, operator.id)?;
            Ok::<_, DbError>(said.then_some(operator.legal_name))
        })?;
        if let Some(name) = name {
            self.site.set_operator_name(name);
        }
        Ok(())
    }
}

/// The server's keys, if they are those of the database. A key is made only for a database that has none (A.13).
pub fn keys(config: &Config, db: &Db) -> Result<KeyRing, Failure> {
    let stored = stored_keys(db)?;
    let ring = match config.keys()? {
        Some(ring) => ring,
        None if stored.is_empty() => config.make_key()?,
        None => {
            return Err(Failure::Usage(format!(
                "this database belongs to a secret key that isn’t here: put it into {} or set TANDEM_SECRET_KEY",
                config.key_file().display()
            )));
        }
    };
    if !matches(&ring, &stored) {
        return Err(Failure::Usage(
            "the secret key isn’t the one that this database was made with; its mails, links and passwords would be unreadable"
                .to_owned(),
        ));
    }
    let ids: Vec<&str> = ring.ids().collect();
    if ids != stored {
        db.write_blocking(|conn| settings::set(conn, settings::KEYS, &ids.join(" ")))?;
    }
    Ok(ring)
}

/// The fingerprints that the database keeps; none in a new one.
pub fn stored_keys(db: &Db) -> DbResult<Vec<String>> {
    let text = db.read_blocking(|conn| settings::get(conn, settings::KEYS))?;
    Ok(text
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect())
}

/// Whether every key of the database is in the ring.
pub fn matches(ring: &KeyRing, stored: &[String]) -> bool {
    stored.iter().all(|id| ring.ids().any(|held| held == id))
}
