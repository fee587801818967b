//! Browsers in which somebody has signed in before, each with a counter of wrong passwords of its own (A.5).

use diesel::prelude::*;

use super::Secrets;
use crate::db::schema::{devices, users};
use crate::db::{BATCH, DbConn, DbResult};
use crate::features::users::domain::Failures;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{DeviceId, UserId};

/// The most browsers that are known of one person; the one unseen longest is forgotten for a new one.
const PER_PERSON: i64 = 20;

/// A counter of wrong passwords as stored.
type Counter = (i32, Option<Timestamp>, Option<Timestamp>);

const fn failures((count, at, locked_until): Counter) -> Failures {
    Failures {
        count,
        at,
        locked_until,
    }
}

/// Which of these browsers is one of this person, and what it counted.
pub(in crate::features::users) fn device(
    conn: &mut DbConn,
    user: UserId,
    among: &[DeviceId],
) -> DbResult<Option<(DeviceId, Failures)>> {
    if among.is_empty() {
        return Ok(None);
    }
    let found: Option<(DeviceId, Counter)> = devices::table
        .filter(devices::id.eq_any(among))
        .filter(devices::user_id.eq(user))
        .select((
            devices::id,
            (devices::failed_count, devices::failed_at, devices::locked_until),
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, counter)| (id, failures(counter))))
}

/// What signing in compares with, held until the transaction ends, so that passwords tried at the same moment are counted one after
/// the other.
pub(in crate::features::users) fn hold_secrets(conn: &mut DbConn, user: UserId) -> DbResult<Secrets> {
    diesel::update(users::table.find(user))
        .set(users::failed_count.eq(users::failed_count))
        .execute(conn)?;
    Ok(users::table.find(user).select(Secrets::as_select()).first(conn)?)
}

/// Writes the counter of a browser.
pub(in crate::features::users) fn set_device_failures(
    conn: &mut DbConn,
    device: DeviceId,
    failures: Failures,
) -> DbResult<()> {
    diesel::update(devices::table.find(device))
        .set((
            devices::failed_count.eq(failures.count),
            devices::failed_at.eq(failures.at),
            devices::locked_until.eq(failures.locked_until),
        ))
        .execute(conn)?;
    Ok(())
}

/// This browser was just used by its owner.
pub(in crate::features::users) fn touch_device(
    conn: &mut DbConn,
    device: DeviceId,
    now: Timestamp,
) -> DbResult<()> {
    diesel::update(devices::table.find(device))
        .set(devices::seen_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// A browser that hasn't been seen before; those beyond the limit are forgotten.
pub(in crate::features::users) fn add_device(
    conn: &mut DbConn,
    user: UserId,
    now: Timestamp,
) -> DbResult<DeviceId> {
    let id = DeviceId::new();
    let surplus: Vec<DeviceId> = devices::table
        .filter(devices::user_id.eq(user))
        .order((devices::seen_at.desc(), devices::id.desc()))
        .offset(PER_PERSON - 1)
        .limit(PER_PERSON)
        .select(devices::id)
        .load(conn)?;
    diesel::delete(devices::table.filter(devices::id.eq_any(surplus))).execute(conn)?;
    diesel::insert_into(devices::table)
        .values((
            devices::id.eq(id),
            devices::user_id.eq(user),
            devices::created_at.eq(now),
            devices::seen_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

/// The counters of all browsers of a person begin anew: there is another password to guess.
pub(in crate::features::users) fn forgive_devices(conn: &mut DbConn, user: UserId) -> DbResult<()> {
    let none = Failures::default();
    diesel::update(devices::table.filter(devices::user_id.eq(user)))
        .set((
            devices::failed_count.eq(none.count),
            devices::failed_at.eq(none.at),
            devices::locked_until.eq(none.locked_until),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets browsers that were last seen before then, a batch at a time; the sweeper calls it.
pub fn forget_devices(conn: &mut DbConn, before: Timestamp) -> DbResult<usize> {
    let due: Vec<DeviceId> = devices::table
        .filter(devices::seen_at.lt(before))
        .order(devices::seen_at.asc())
        .limit(BATCH)
        .select(devices::id)
        .load(conn)?;
    Ok(diesel::delete(devices::table.filter(devices::id.eq_any(due))).execute(conn)?)
}
