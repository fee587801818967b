//! The list of a partner's customers, and the search in it.

use super::super::store::{self, From, Listed};
use crate::db::{DbConn, DbResult};
use crate::kernel::search::fold;
use crate::policy::Permit;
use crate::policy::actions::SeeCustomers;

/// A page of the customer list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows, newest first.
    pub rows: Vec<Listed>,
    /// Whether newer ones come before.
    pub newer: bool,
    /// Whether older ones come after.
    pub older: bool,
    /// How many the partner has in all.
    pub total: i64,
}

/// A page of the partner's customers, newest first.
pub fn list(conn: &mut DbConn, permit: &Permit<SeeCustomers>, from: From, size: usize) -> DbResult<Page> {
    let scope = permit.scope();
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::list(conn, scope, from, limit)?;
    let more = rows.len() > size;
    let (newer, older) = match from {
        From::Start => (false, more),
        From::Before(_) => (true, more),
        From::After(_) => (more, true),
    };
    if more && matches!(from, From::After(_)) {
        rows.remove(0);
    }
    rows.truncate(size);
    Ok(Page {
        rows,
        newer,
        older,
        total: store::count(conn, scope)?,
    })
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Searched {
    /// The rows, newest first.
    pub rows: Vec<Listed>,
    /// Where to go on looking, if not all was looked at or more was found.
    pub next: Option<i64>,
}

/// How many numbers one query of a search looks at, and how many queries one page may cost: a search of a long list goes on
/// where it stopped instead of taking long (`docs/decisions.md`).
const WINDOW: i64 = 5_000;
const WINDOWS: usize = 6;

/// Looks for the text in name and domain, from the newest or from below `before`, a bounded way down.
pub fn search(
    conn: &mut DbConn,
    permit: &Permit<SeeCustomers>,
    text: &str,
    before: Option<i64>,
    size: usize,
) -> DbResult<Searched> {
    let scope = permit.scope();
    let Some(partner) = scope.own() else {
        return Ok(Searched::default());
    };
    let (folded, mut rows) = (fold(text), Vec::new());
    let mut high = match before {
        Some(before) => before,
        None => store::last_seq(conn, partner)? + 1,
    };
    for _ in 0..WINDOWS {
        let low = (high - WINDOW).max(0);
        let room = i64::try_from(size + 1 - rows.len()).unwrap_or(1);
        rows.extend(store::search_window(conn, scope, &folded, low, high, room)?);
        if rows.len() > size {
            rows.truncate(size);
            let next = rows.last().map(|row: &Listed| row.seq);
            return Ok(Searched { rows, next });
        }
        high = low;
        if high == 0 {
            return Ok(Searched { rows, next: None });
        }
    }
    Ok(Searched {
        rows,
        next: Some(high),
    })
}
