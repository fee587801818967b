//! The draft: begun, filled in, corrected.

use crate::db::{DbConn, DbResult, Fault};
use crate::features::enrollments::domain::{FormData, Refused};
use crate::features::enrollments::store::Enrollment;
use crate::features::memberships::MpnId;
use crate::kernel::ids::{MembershipAccountId, OrganizationId};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::policy::{Permit, Who, actions};

type Apply = Permit<actions::ApplyForEnrollment>;

/// The organization's open draft, or a new one.
pub fn begin(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    language: Language,
) -> Result<Enrollment, Fault<Refused>> {
    let _ = (conn, cx, permit, language);
    Err(Fault::Refused(Refused::Changed))
}

/// Chooses a profile of the membership account that is signed in (rule S20), and fills in what is still empty from it (S21).
pub fn choose_profile(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    account: MembershipAccountId,
    mpn_id: &MpnId,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, account, mpn_id);
    Err(Fault::Refused(Refused::Changed))
}

/// Stores what was typed, right or wrong.
pub fn save_details(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    typed: FormData,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, typed);
    Err(Fault::Refused(Refused::Changed))
}

/// "This is wrong, enroll as new": the draft leads through the whole wizard (decision 11).
pub fn enroll_as_new(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit);
    Err(Fault::Refused(Refused::Changed))
}

/// **Correct and resubmit**: a new draft with the data of the rejected application (decision 12).
pub fn correct(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit);
    Err(Fault::Refused(Refused::Changed))
}

/// An organization verified its domain: a draft in which nothing is chosen yet may take the shortcut (decision 11).
pub fn on_domain_verified(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    domain: &str,
) -> DbResult<()> {
    let _ = (conn, cx, who, organization, domain);
    Ok(())
}
