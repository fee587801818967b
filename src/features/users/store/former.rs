//! Names that people signed in with before their organization's domain was released (decision 2).

use diesel::prelude::*;

use crate::db::schema::{former_user_names, users};
use crate::db::{BATCH, DbConn, DbResult};
use crate::features::organizations;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::UserId;

/// The present name of the account that a typed name stands for: the name itself, or the one it became when the domain was
/// released. An old name counts until its day, and not once somebody else signs in at that domain.
pub fn present_name(conn: &mut DbConn, typed: &str, now: Timestamp) -> DbResult<Option<String>> {
    let found: Option<String> = users::table
        .filter(users::user_name.eq(typed))
        .select(users::user_name)
        .first(conn)
        .optional()?;
    if found.is_some() {
        return Ok(found);
    }
    let former: Option<String> = former_user_names::table
        .inner_join(users::table)
        .filter(former_user_names::user_name.eq(typed))
        .filter(former_user_names::until.gt(now))
        .select(users::user_name)
        .first(conn)
        .optional()?;
    let domain = typed.rsplit('@').next().unwrap_or_default();
    match former {
        Some(name) if organizations::by_domain(conn, domain)?.is_none() => Ok(Some(name)),
        _ => Ok(None),
    }
}

/// A name that somebody had until their organization's domain was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The old name.
    pub former: String,
    /// The new one.
    pub present: String,
    /// Until when the old one may still sign in.
    pub until: Timestamp,
    /// Whether it does: not once somebody else signs in at that domain.
    pub works: bool,
}

/// The name a person had until lately; said at sign-in.
pub fn former_name(conn: &mut DbConn, user: UserId, now: Timestamp) -> DbResult<Option<FormerName>> {
    let found: Option<(String, String, Timestamp)> = former_user_names::table
        .inner_join(users::table)
        .filter(former_user_names::user_id.eq(user))
        .filter(former_user_names::until.gt(now))
        .order(former_user_names::until.desc())
        .select((
            former_user_names::user_name,
            users::user_name,
            former_user_names::until,
        ))
        .first(conn)
        .optional()?;
    let Some((former, present, until)) = found else {
        return Ok(None);
    };
    let domain = former.rsplit('@').next().unwrap_or_default();
    let works = organizations::by_domain(conn, domain)?.is_none();
    Ok(Some(FormerName {
        former,
        present,
        until,
        works,
    }))
}

/// Keeps a name that was just replaced. Somebody may have had the same one at that domain earlier: the newest counts.
pub(in crate::features::users) fn keep_former_name(
    conn: &mut DbConn,
    user: UserId,
    name: &str,
    until: Timestamp,
) -> DbResult<()> {
    diesel::delete(former_user_names::table.find(name)).execute(conn)?;
    diesel::insert_into(former_user_names::table)
        .values((
            former_user_names::user_name.eq(name),
            former_user_names::user_id.eq(user),
            former_user_names::until.eq(until),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets names whose day has passed, a batch at a time.
pub fn forget_former_names(conn: &mut DbConn, now: Timestamp) -> DbResult<usize> {
    let due: Vec<String> = former_user_names::table
        .filter(former_user_names::until.le(now))
        .order(former_user_names::until.asc())
        .limit(BATCH)
        .select(former_user_names::user_name)
        .load(conn)?;
    Ok(
        diesel::delete(former_user_names::table.filter(former_user_names::user_name.eq_any(due)))
            .execute(conn)?,
    )
}
