//! The primary contact, by the mailed link (S24, decision 13). No sign-in is needed; reading changes nothing.

use serde_json::json;

use super::letters;
use super::links::hash;
use super::record::Case;
use crate::db::{DbConn, DbResult, Fault};
use crate::features::enrollments::domain::{CheckKind, CheckState, Command, Refused, State, full_name};
use crate::features::enrollments::store::{self, Change, EventKind, Link};
use crate::features::{events, memberships, organizations};
use crate::kernel::clock::Timestamp;
use crate::kernel::email::EmailAddress;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::policy::{Permit, TenantScope, Who, actions};

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

/// The application of a presented token, whatever became of it.
fn find(conn: &mut DbConn, who: Who, token: &str) -> DbResult<Option<(Case, Link)>> {
    let Some(link) = store::link(conn, &hash(token))? else {
        return Ok(None);
    };
    // Who presents the token reaches its one application, and then the one organization that applies.
    let Some(row) = store::by_id(conn, &TenantScope::System, link.enrollment_id)? else {
        return Ok(None);
    };
    let scope = TenantScope::Parties(vec![row.organization_id]);
    Ok(Some((Case::of(conn, &scope, who, row)?, link)))
}

/// Whether the link still does something: newest, application unconfirmed, seven days not over. Each refusal is a page of its own.
fn usable(case: &Case, link: &Link, now: Timestamp) -> Result<(), Refused> {
    if link.generation != case.row.generation {
        Err(Refused::LinkReplaced)
    } else if case.row.state != State::SubmittedUnverified {
        Err(Refused::State(case.row.state))
    } else if now >= link.expires_at {
        Err(Refused::LinkExpired)
    } else {
        Ok(())
    }
}

/// What a link leads to, or why it no longer does.
pub fn verification(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Result<Verification, Refused>> {
    let Some((case, link)) = find(conn, permit.who(), token)? else {
        return Ok(Err(Refused::LinkUnknown));
    };
    if let Err(refused) = usable(&case, &link, cx.now) {
        return Ok(Err(refused));
    }
    let data = case.row.data();
    Ok(Ok(Verification {
        organization: data.legal_name.trim().to_owned(),
        contact: full_name(&data),
        email: link.email,
        reference: case.row.reference(),
        state: case.row.state,
        expires_at: link.expires_at,
        language: case.row.language,
        country: case.organization.country,
    }))
}

fn take(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
    command: Command,
) -> Result<(Case, Link, State), Fault<Refused>> {
    let found = find(conn, permit.who(), token)?;
    let (case, link) = found.ok_or(Fault::Refused(Refused::LinkUnknown))?;
    usable(&case, &link, cx.now).map_err(Fault::Refused)?;
    let to = case.apply(cx, command, None)?;
    Ok((case, link, to))
}

/// The contact confirms both sentences (S24): the review may begin. The page sees to it that both are ticked.
pub fn confirm(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(), Fault<Refused>> {
    let (mut case, link, to) = take(conn, cx, permit, token, Command::Confirm)?;
    let change = Change {
        confirmed_at: Some(cx.now),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    case.set_check(conn, cx, CheckKind::Email, CheckState::Passed, None, "")?;
    case.note(conn, cx, EventKind::Confirmed, "")?;
    let personal = json!({ "email": link.email });
    case.audit(conn, cx, "enrollment.confirm", json!({}), Some(personal))?;
    // A link that Tandem mailed to an address in exactly the claimed domain shows that the domain is theirs (decision 2).
    let in_domain = EmailAddress::parse(&link.email)
        .is_ok_and(|email| case.organization.sign_in_domain.as_deref() == Some(email.domain().as_str()));
    let organization = case.organization.id;
    if in_domain && organizations::verify_domain(conn, cx, case.who, organization, "primary contact")? {
        events::domain_verified(conn, cx, case.who, organization)?;
    }
    letters::status(conn, cx, &case)?;
    Ok(())
}

/// *I did not sign up*: the application is closed, applicant and operator are told (decision 12).
pub fn disown(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(), Fault<Refused>> {
    let (mut case, link, to) = take(conn, cx, permit, token, Command::Disown)?;
    let change = Change {
        decided_at: Some(cx.now),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    memberships::release(conn, &case.scope, case.organization.id)?;
    case.note(conn, cx, EventKind::Disowned, "")?;
    let personal = json!({ "email": link.email });
    case.audit(conn, cx, "enrollment.disown", json!({}), Some(personal))?;
    letters::disowned(conn, cx, &case)?;
    Ok(())
}
