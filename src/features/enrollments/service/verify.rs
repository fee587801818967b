//! The primary contact, by the mailed link (S24, decision 13). No sign-in is needed; reading changes nothing.

use crate::db::{DbConn, DbResult, Fault};
use crate::features::enrollments::domain::{Refused, State};
use crate::kernel::clock::Timestamp;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::policy::{Permit, actions};

/// What the page of the link shows.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Legal name of the organization that applies.
    pub organization: String,
    /// The contact's full name.
    pub contact: String,
    /// The contact's address, to which the link was mailed.
    pub email: String,
    /// What people call the application.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// Until when the link works.
    pub expires_at: Timestamp,
    /// In which language we write to the contact.
    pub language: Language,
    /// The organization's country, for its time zone.
    pub country: String,
}

/// What a link leads to, or why it no longer does.
pub fn verification(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Result<Verification, Refused>> {
    let _ = (conn, cx, token);
    Ok(Err(Refused::LinkUnknown))
}

/// The contact confirms both sentences (S24): the review may begin. The page sees to it that both are ticked.
pub fn confirm(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, token);
    Err(Fault::Refused(Refused::LinkUnknown))
}

/// *I did not sign up*: the application is closed, applicant and operator are told (decision 12).
pub fn disown(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(), Fault<Refused>> {
    let _ = (conn, cx, permit, token);
    Err(Fault::Refused(Refused::LinkUnknown))
}
