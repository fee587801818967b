//! What time does with applications, and the closing of their organization.

use serde_json::json;

use super::letters;
use super::record::Case;
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::enrollments::domain::{Command, FormData, PATIENCE, Refused};
use crate::features::enrollments::store::{self, Change, EventKind};
use crate::features::memberships;
use crate::features::organizations::{self, Moved};
use crate::kernel::clock::days;
use crate::kernel::site::Cx;
use crate::policy::{System, TenantScope, Who};

/// How many applications one transaction closes; those that are left are for the next round, a minute later.
const BATCH: i64 = 50;

/// Somebody moved the application meanwhile: then there is nothing to do.
fn unless_moved(done: Result<(), Fault<Refused>>) -> DbResult<usize> {
    match done {
        Ok(()) => Ok(1),
        Err(Fault::Refused(_)) => Ok(0),
        Err(Fault::Db(error)) => Err(error),
    }
}

/// Gives up applications that their contact hasn't confirmed in 90 days (5.1); how many.
pub fn abandon_due(conn: &mut DbConn, cx: &Cx, _: &System) -> DbResult<usize> {
    let due = store::unconfirmed_since(conn, &TenantScope::System, cx.now - PATIENCE, BATCH)?;
    let mut given_up = 0;
    for row in due {
        let case = Case::of(conn, &TenantScope::System, Who::default(), row)?;
        given_up += unless_moved(abandon(conn, cx, case))?;
    }
    Ok(given_up)
}

fn abandon(conn: &mut DbConn, cx: &Cx, mut case: Case) -> Result<(), Fault<Refused>> {
    let to = case.apply(cx, Command::Abandon, None)?;
    let change = Change {
        decided_at: Some(cx.now),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    memberships::release(conn, &case.scope, case.organization.id)?;
    case.note(conn, cx, EventKind::Abandoned, "")?;
    case.audit(conn, cx, "enrollment.abandon", json!({}), None)?;
    letters::status(conn, cx, &case)?;
    Ok(())
}

/// Closes drafts that nobody touched for so many days and empties them (decision 9: 180, a setting); how many.
pub fn empty_lapsed_drafts(conn: &mut DbConn, cx: &Cx, _: &System, after_days: i64) -> DbResult<usize> {
    let due = store::untouched_since(conn, &TenantScope::System, cx.now - days(after_days), BATCH)?;
    let mut emptied = 0;
    for row in due {
        let case = Case::of(conn, &TenantScope::System, Who::default(), row)?;
        emptied += unless_moved(empty(conn, cx, case))?;
    }
    Ok(emptied)
}

fn empty(conn: &mut DbConn, cx: &Cx, mut case: Case) -> Result<(), Fault<Refused>> {
    let to = case.apply(cx, Command::Abandon, None)?;
    let nothing = FormData::default().to_text();
    let change = Change {
        form: Some(&nothing),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    case.note(conn, cx, EventKind::Abandoned, "")?;
    let details = json!({ "why": "draft lapsed" });
    case.audit(conn, cx, "enrollment.abandon", details, None)?;
    Ok(())
}

/// An organization was closed: its open application is withdrawn, and the MPN ID it kept is free again (decision 7).
pub fn on_standing_changed(conn: &mut DbConn, cx: &Cx, who: Who, moved: &Moved) -> DbResult<()> {
    if !matches!(moved.command, organizations::domain::Command::Close(_)) {
        return Ok(());
    }
    let scope = TenantScope::Own(moved.organization.id);
    let Some(row) = store::newest(conn, &scope, moved.organization.id)?.filter(|row| row.state.is_open())
    else {
        return Ok(());
    };
    let case = Case::of(conn, &scope, who, row)?;
    match withdraw(conn, cx, case) {
        Ok(()) => Ok(()),
        Err(Fault::Refused(why)) => Err(DbError::Query(format!("not withdrawn: {why:?}"))),
        Err(Fault::Db(error)) => Err(error),
    }
}

fn withdraw(conn: &mut DbConn, cx: &Cx, mut case: Case) -> Result<(), Fault<Refused>> {
    let to = case.apply(cx, Command::Withdraw, None)?;
    let was_draft = !case.row.state.is_pending();
    case.advance(conn, cx, to, &Change::NONE)?;
    memberships::release(conn, &case.scope, case.organization.id)?;
    case.note(conn, cx, EventKind::Withdrawn, "")?;
    let details = json!({ "why": "organization closed" });
    case.audit(conn, cx, "enrollment.withdraw", details, None)?;
    if !was_draft {
        letters::status(conn, cx, &case)?;
    }
    Ok(())
}
