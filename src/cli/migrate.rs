//! `tandem migrate`.

use super::{Failure, installation, out};
use crate::config::Config;
use crate::db::migrate;

/// Brings the schema up to date.
pub fn run(config: &Config) -> Result<(), Failure> {
    let db = installation::database(config)?;
    let wheel = out::wheel("migrating");
    let done = migrate::up(&db)?;
    wheel.finish_and_clear();
    if done.is_empty() {
        out::line("The schema is up to date.");
    }
    for version in done {
        out::line(&format!("Migrated {version}."));
    }
    Ok(())
}
