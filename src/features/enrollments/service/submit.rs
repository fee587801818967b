//! **Enroll now**, and what the organization does with an application afterwards.

use crate::db::{DbConn, Fault};
use crate::features::enrollments::domain::{FormData, Refused};
use crate::features::memberships::MpnId;
use crate::kernel::ids::MembershipAccountId;
use crate::kernel::site::Cx;
use crate::policy::{Permit, actions};

type Apply = Permit<actions::ApplyForEnrollment>;

/// **Enroll now**: reserves the MPN ID and mails the contact (S21–S24, decision 12). `version` is that of the page.
pub fn submit(conn: &mut DbConn, cx: &Cx, permit: &Apply, version: i32) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, version);
    Err(Fault::Refused(Refused::Changed))
}

/// **Enroll now** of the shortcut (S6, decision 11): active at once. Of `typed` only the support fields are read.
pub fn submit_support(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    typed: FormData,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, typed);
    Err(Fault::Refused(Refused::Changed))
}

/// Another address for the contact, before it confirmed: the old link dies, the new address gets one (decision 12).
pub fn change_contact(conn: &mut DbConn, cx: &Cx, permit: &Apply, email: &str) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, email);
    Err(Fault::Refused(Refused::Changed))
}

/// The verification mail again, with a new link, within the limits of A.5.
pub fn resend(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit);
    Err(Fault::Refused(Refused::Changed))
}

/// The organization takes its application back; the MPN ID is free again.
pub fn withdraw(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit);
    Err(Fault::Refused(Refused::Changed))
}

/// Answers a reviewer: of `typed` only the marked fields are taken; another profile only if that is marked, and only one of the
/// membership account that is signed in.
pub fn answer(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    typed: FormData,
    profile: Option<(MembershipAccountId, &MpnId)>,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, typed, profile);
    Err(Fault::Refused(Refused::Changed))
}
