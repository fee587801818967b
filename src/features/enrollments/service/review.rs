//! The reviewer's decisions (S10, decision 14).

use crate::db::{DbConn, Fault};
use crate::features::enrollments::domain::{CheckKind, CheckState, Field, Refused};
use crate::kernel::ids::EnrollmentId;
use crate::kernel::site::Cx;
use crate::policy::{Permit, actions};

type Review = Permit<actions::ReviewEnrollment>;

/// Decides a check by hand. `domain_belongs` is the tick by which the sign-in domain is verified (decision 2). An id that isn't
/// there is `Fault::Db(DbError::NotFound)`.
#[expect(clippy::too_many_arguments, reason = "the form has so many fields")]
pub fn decide_check(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Review,
    id: EnrollmentId,
    version: i32,
    kind: CheckKind,
    state: CheckState,
    note: &str,
    domain_belongs: bool,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, id, version, kind, state, note, domain_belongs);
    Err(Fault::Refused(Refused::Changed))
}

/// Asks the applicant about some fields; only those can be edited (decision 12).
pub fn ask(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Review,
    id: EnrollmentId,
    version: i32,
    fields: &[Field],
    text: &str,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, id, version, fields, text);
    Err(Fault::Refused(Refused::Changed))
}

/// Approval activates, in one transaction (decision 12).
pub fn approve(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Review,
    id: EnrollmentId,
    version: i32,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, id, version);
    Err(Fault::Refused(Refused::Changed))
}

/// Rejection, with a reason; the MPN ID is free again.
pub fn reject(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Review,
    id: EnrollmentId,
    version: i32,
    reason: &str,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, id, version, reason);
    Err(Fault::Refused(Refused::Changed))
}

/// Lets a disowned application begin anew, as a draft (decision 12).
pub fn reopen(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ReopenEnrollment>,
    id: EnrollmentId,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, id);
    Err(Fault::Refused(Refused::Changed))
}
