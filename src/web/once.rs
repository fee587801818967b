//! A form that is sent twice does its work once (A.14): the key of the form is a row, with the outcome beside it.

use diesel::prelude::*;

use super::form::FormKey;
use crate::db::schema::form_submissions;
use crate::db::{BATCH, DbConn, DbError, dialect};
use crate::kernel::clock::Timestamp;

/// Runs `work` in the caller's transaction unless this very form was already done; answers where to go on, the same both times.
pub fn once<E: From<DbError>>(
    conn: &mut DbConn,
    key: &FormKey,
    now: Timestamp,
    work: impl FnOnce(&mut DbConn) -> Result<String, E>,
) -> Result<String, E> {
    if let Some(outcome) = outcome(conn, key).map_err(E::from)? {
        return Ok(outcome);
    }
    let first = dialect::savepoint(conn, |conn| {
        diesel::insert_into(form_submissions::table)
            .values((
                form_submissions::key_hash.eq(key.0.as_slice()),
                form_submissions::outcome.eq(""),
                form_submissions::created_at.eq(now),
            ))
            .execute(conn)?;
        Ok(())
    });
    match first {
        Ok(()) => {}
        // Its twin has just been committed: PostgreSQL let this insert wait for it.
        Err(DbError::Duplicate(_)) => {
            return outcome(conn, key)
                .map_err(E::from)?
                .ok_or_else(|| DbError::NotFound.into());
        }
        Err(error) => return Err(error.into()),
    }
    let location = work(conn)?;
    diesel::update(form_submissions::table.find(key.0.as_slice()))
        .set(form_submissions::outcome.eq(&location))
        .execute(conn)
        .map_err(|e| E::from(DbError::from(e)))?;
    Ok(location)
}

/// Where the same form led when it was sent before.
pub(super) fn outcome(conn: &mut DbConn, key: &FormKey) -> Result<Option<String>, DbError> {
    Ok(form_submissions::table
        .find(key.0.as_slice())
        .select(form_submissions::outcome)
        .first(conn)
        .optional()?)
}

/// Forgets forms that were sent before then, a batch at a time; the sweeper calls it.
pub fn forget(conn: &mut DbConn, before: Timestamp) -> Result<usize, DbError> {
    let due: Vec<Vec<u8>> = form_submissions::table
        .filter(form_submissions::created_at.lt(before))
        .order(form_submissions::created_at.asc())
        .limit(BATCH)
        .select(form_submissions::key_hash)
        .load(conn)?;
    Ok(
        diesel::delete(form_submissions::table.filter(form_submissions::key_hash.eq_any(due)))
            .execute(conn)?,
    )
}
