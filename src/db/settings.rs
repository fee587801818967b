//! Small facts of the installation, kept by name in the table `settings`.

use diesel::prelude::*;

use super::schema::settings;
use super::{DbConn, DbResult};

/// Under this name the database keeps the fingerprints of its keys.
pub const KEYS: &str = "keys";

/// The value of this name.
pub fn get(conn: &mut DbConn, key: &str) -> DbResult<Option<String>> {
    Ok(settings::table
        .find(key)
        .select(settings::value)
        .first(conn)
        .optional()?)
}

/// Writes it as it is: for what must take as long as a change.
pub fn rewrite(conn: &mut DbConn, key: &str) -> DbResult<()> {
    diesel::update(settings::table.find(key))
        .set(settings::value.eq(settings::value))
        .execute(conn)?;
    Ok(())
}

/// Sets it, whether or not it was there.
pub fn set(conn: &mut DbConn, key: &str, value: &str) -> DbResult<()> {
    let changed = diesel::update(settings::table.find(key))
        .set(settings::value.eq(value))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(settings::table)
            .values((settings::key.eq(key), settings::value.eq(value)))
            .execute(conn)?;
    }
    Ok(())
}
