//! What people sent after their session had ended, sealed: kept for a day, until they have signed in again.

use diesel::prelude::*;

use crate::db::schema::unsent_forms;
use crate::db::{BATCH, DbConn, DbResult};
use crate::kernel::clock::{SignedDuration, Timestamp};
use crate::kernel::ids::{UnsentFormId, UserId};

/// For how long a form is kept, and a session that has ended is recognized.
pub(in crate::features::sessions) const UNSENT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// The most that are kept of one person; the oldest give way.
const MOST: i64 = 5;

/// A form that wasn't sent.
#[derive(Queryable)]
pub(in crate::features::sessions) struct Unsent {
    /// Its id, which the seal is bound to.
    pub id: UnsentFormId,
    /// Where it was sent to, and what it held.
    pub sealed: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
}

/// Keeps a form for its sender.
pub(in crate::features::sessions) fn keep_unsent(
    conn: &mut DbConn,
    user: UserId,
    form: &Unsent,
) -> DbResult<()> {
    diesel::insert_into(unsent_forms::table)
        .values((
            unsent_forms::id.eq(form.id),
            unsent_forms::user_id.eq(user),
            unsent_forms::sealed.eq(&form.sealed),
            unsent_forms::created_at.eq(form.created_at),
        ))
        .execute(conn)?;
    let surplus: Vec<UnsentFormId> = unsent_forms::table
        .filter(unsent_forms::user_id.eq(user))
        .order((unsent_forms::created_at.desc(), unsent_forms::id.desc()))
        .offset(MOST)
        .limit(BATCH)
        .select(unsent_forms::id)
        .load(conn)?;
    diesel::delete(unsent_forms::table.filter(unsent_forms::id.eq_any(surplus))).execute(conn)?;
    Ok(())
}

/// What somebody sent since then without effect, newest first.
pub(in crate::features::sessions) fn unsent_of(
    conn: &mut DbConn,
    user: UserId,
    since: Timestamp,
) -> DbResult<Vec<Unsent>> {
    Ok(unsent_forms::table
        .filter(unsent_forms::user_id.eq(user))
        .filter(unsent_forms::created_at.ge(since))
        .order((unsent_forms::created_at.desc(), unsent_forms::id.desc()))
        .limit(MOST)
        .select((unsent_forms::id, unsent_forms::sealed, unsent_forms::created_at))
        .load(conn)?)
}

/// Drops one form of this person, if it is there.
pub(in crate::features::sessions) fn drop_unsent(
    conn: &mut DbConn,
    user: UserId,
    id: UnsentFormId,
) -> DbResult<()> {
    diesel::delete(
        unsent_forms::table
            .filter(unsent_forms::id.eq(id))
            .filter(unsent_forms::user_id.eq(user)),
    )
    .execute(conn)?;
    Ok(())
}

/// Drops every form of somebody whose data are erased.
pub(super) fn forget_all(conn: &mut DbConn, user: UserId) -> DbResult<()> {
    diesel::delete(unsent_forms::table.filter(unsent_forms::user_id.eq(user))).execute(conn)?;
    Ok(())
}

/// Forgets forms that nobody came back for, a batch at a time.
pub fn forget_unsent(conn: &mut DbConn, now: Timestamp) -> DbResult<usize> {
    let due: Vec<UnsentFormId> = unsent_forms::table
        .filter(unsent_forms::created_at.lt(now - UNSENT_FOR))
        .order(unsent_forms::created_at.asc())
        .limit(BATCH)
        .select(unsent_forms::id)
        .load(conn)?;
    Ok(diesel::delete(unsent_forms::table.filter(unsent_forms::id.eq_any(due))).execute(conn)?)
}
