//! The reviewer's decisions (S10, decision 14).

use serde_json::json;

use super::reading::Answers;
use super::record::Case;
use super::submit::country_of;
use super::{activate, letters};
use crate::db::{DbConn, DbError, Fault};
use crate::features::enrollments::domain::{CheckKind, CheckState, Command, Field, ProfileProblem, Refused};
use crate::features::enrollments::store::{Change, EventKind};
use crate::features::{events, memberships, organizations};
use crate::kernel::ids::EnrollmentId;
use crate::kernel::site::Cx;
use crate::kernel::text::paragraph;
use crate::policy::{Permit, actions};

type Review = Permit<actions::ReviewEnrollment>;

/// The most characters of a question, a reason or a note.
pub const LONGEST_TEXT: usize = 2_000;

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
    let mut case = Case::at(conn, permit.scope(), permit.who(), id, Some(version))?;
    let to = case.apply(cx, Command::DecideCheck(kind), permit.actor())?;
    let note = note.trim();
    case.advance(conn, cx, to, &Change::NONE)?;
    case.set_check(conn, cx, kind, state, case.who.user, note)?;
    case.note_check(conn, cx, kind, state, note)?;
    let details = json!({ "check": kind, "state": state, "domain_belongs": domain_belongs });
    let personal = (!note.is_empty()).then(|| json!({ "note": note }));
    case.audit(conn, cx, "enrollment.check_decide", details, personal)?;
    let organization = case.organization.id;
    if domain_belongs && organizations::verify_domain(conn, cx, case.who, organization, "reviewer")? {
        events::domain_verified(conn, cx, case.who, organization)?;
    }
    Ok(())
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
    let mut case = Case::at(conn, permit.scope(), permit.who(), id, Some(version))?;
    let to = case.apply(cx, Command::AskForInformation, permit.actor())?;
    let mut fields: Vec<Field> = fields
        .iter()
        .copied()
        .filter(|field| Field::ASKABLE.contains(field))
        .collect();
    fields.sort_unstable();
    fields.dedup();
    if fields.is_empty() {
        return Err(Fault::Refused(Refused::NothingMarked));
    }
    let text = reason(text)?;
    let marked = json!(fields).to_string();
    let change = Change {
        marked: Some(&marked),
        reason: Some(&text),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    case.note(conn, cx, EventKind::InformationRequested, &text)?;
    let personal = Some(json!({ "text": text }));
    case.audit(conn, cx, "enrollment.ask", json!({ "fields": fields }), personal)?;
    letters::information_requested(conn, cx, &case)?;
    Ok(())
}

/// What a reviewer must write: something.
fn reason(text: &str) -> Result<String, Fault<Refused>> {
    let wrong = |problem| Fault::Refused(Refused::Text(problem));
    paragraph(text, LONGEST_TEXT).map_err(wrong)
}

/// Approval activates, in one transaction (decision 12).
pub fn approve(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Review,
    id: EnrollmentId,
    version: i32,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::at(conn, permit.scope(), permit.who(), id, Some(version))?;
    let to = case.apply(cx, Command::Approve, permit.actor())?;
    let unknown = Fault::Refused(Refused::Profile(ProfileProblem::Unknown));
    let mpn_id = case.row.mpn_id.clone().ok_or(unknown)?;
    let answers = Answers::read(&case.row.data(), country_of(&case)?)
        .map_err(|wrong| Fault::Refused(Refused::Fields(wrong)))?;
    let applicant = case.row.applicant_user_id.ok_or(DbError::NotFound)?;
    let change = Change {
        decided_at: Some(cx.now),
        decided_by: case.who.user,
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    activate::activate(
        conn,
        cx,
        &case,
        &mpn_id,
        applicant,
        &answers.support,
        Some(&answers),
    )?;
    letters::activated(conn, cx, &case)?;
    Ok(())
}

/// Rejection, with a reason; the MPN ID is free again.
pub fn reject(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Review,
    id: EnrollmentId,
    version: i32,
    why: &str,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::at(conn, permit.scope(), permit.who(), id, Some(version))?;
    let to = case.apply(cx, Command::Reject, permit.actor())?;
    let why = reason(why)?;
    let change = Change {
        reason: Some(&why),
        decided_at: Some(cx.now),
        decided_by: case.who.user,
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    memberships::release(conn, &case.scope, case.organization.id)?;
    case.note(conn, cx, EventKind::Rejected, &why)?;
    let personal = Some(json!({ "reason": why }));
    case.audit(conn, cx, "enrollment.reject", json!({}), personal)?;
    letters::rejected(conn, cx, &case)?;
    Ok(())
}

/// Lets a disowned application begin anew, as a draft (decision 12).
pub fn reopen(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ReopenEnrollment>,
    id: EnrollmentId,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::at(conn, permit.scope(), permit.who(), id, None)?;
    let to = case.apply(cx, Command::Reopen, None)?;
    case.advance(conn, cx, to, &Change::NONE)?;
    case.note(conn, cx, EventKind::Reopened, "")?;
    case.audit(conn, cx, "enrollment.reopen", json!({}), None)?;
    letters::reopened(conn, cx, &case)?;
    Ok(())
}
