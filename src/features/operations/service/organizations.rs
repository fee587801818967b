//! What the operator does about organizations: making them, giving links to Global admins, releasing domains nobody uses.

use serde_json::json;

use crate::audit::{self, Event};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::operations::mails::AdminLink;
use crate::features::operations::store;
use crate::features::organizations::domain::{CLOSED_DAYS, Founding, IDLE_DAYS, Refused};
use crate::features::organizations::{self, Organization};
use crate::features::users::founding::{LinkRoles, one_time_link};
use crate::features::{events, users};
use crate::kernel::clock::days;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::mail;
use crate::mail::link::{self, LinkKind};
use crate::policy::actions::MakeOrganizations;
use crate::policy::{AdminRole, OperatorRole, Permit, Programme, System, TenantScope, Who};

/// The roles of who follows such a link.
const GLOBAL_ADMIN: LinkRoles = LinkRoles {
    admin: AdminRole::GlobalAdmin,
    operator: OperatorRole::None,
    first: false,
};

/// Makes an organization whose domain counts as verified, and the link for its first Global admin. Answers its id and the token.
pub fn make(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<MakeOrganizations>,
    founding: &Founding,
    programme: Option<Programme>,
) -> Result<(OrganizationId, String), Fault<Refused>> {
    let made = organizations::create(conn, cx, permit.who(), founding, programme)?;
    events::domain_verified(conn, cx, permit.who(), made.id)?;
    let token = one_time_link(conn, cx, permit.who(), made.id, GLOBAL_ADMIN)?;
    Ok((made.id, token))
}

/// Why no link was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefused {
    /// There is no such organization, or nobody can sign in to it.
    NotFound,
    /// The operator's own people are added on the command line and by its Administrators.
    Operator,
    /// A Global admin has signed in: a new one is given a link with a reason, and the others are told.
    HasAdmin,
}

fn target(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<MakeOrganizations>,
    id: OrganizationId,
) -> Result<Organization, Fault<LinkRefused>> {
    let organization = organizations::by_id(conn, permit.scope(), id)?
        .filter(|o| o.sign_in_domain.is_some() && o.is_open(cx.now))
        .ok_or(Fault::Refused(LinkRefused::NotFound))?;
    if organizations::programmes(conn, id)?.contains(&Programme::Operator) {
        return Err(Fault::Refused(LinkRefused::Operator));
    }
    Ok(organization)
}

/// **Send a new link** for an organization none of whose Global admins ever signed in; earlier ones die. Answers the token.
pub fn send_link(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<MakeOrganizations>,
    id: OrganizationId,
) -> Result<String, Fault<LinkRefused>> {
    let organization = target(conn, cx, permit, id)?;
    if users::has_signed_in_global_admin(conn, permit.scope(), id)? {
        return Err(Fault::Refused(LinkRefused::HasAdmin));
    }
    link::revoke_open(conn, cx, LinkKind::OneTime, id)?;
    let token = one_time_link(conn, cx, permit.who(), id, GLOBAL_ADMIN)?;
    note(
        conn,
        cx,
        permit.who(),
        &organization,
        "organization.link_send",
        "",
    )?;
    Ok(token)
}

/// **Give a new Global admin a link**: with a reason, and told to all Global admins (decision 3). Answers the token.
pub fn give_admin_link(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<MakeOrganizations>,
    id: OrganizationId,
    reason: &str,
) -> Result<String, Fault<LinkRefused>> {
    let organization = target(conn, cx, permit, id)?;
    let token = one_time_link(conn, cx, permit.who(), id, GLOBAL_ADMIN)?;
    note(
        conn,
        cx,
        permit.who(),
        &organization,
        "organization.admin_link",
        reason,
    )?;
    for admin in users::global_admins(conn, permit.scope(), id)? {
        if let Ok(address) = EmailAddress::parse(&admin.email) {
            let language = admin.language.unwrap_or_default();
            let letter = AdminLink::new(cx, language, &admin.full_name, &organization.legal_name, reason);
            mail::send(conn, cx, Some(id), &address, &letter)?;
        }
    }
    Ok(token)
}

fn note(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: &Organization,
    action: &'static str,
    reason: &str,
) -> DbResult<()> {
    let event = Event {
        organization: organization.id,
        action,
        object_kind: "organization",
        object_id: organization.id.to_string(),
        target: None,
        details: json!({ "reason": reason }),
        personal: None,
    };
    audit::append(conn, cx, who, event)
}

/// Ends organizations that were closed 30 days ago (decision 7), a few at a time: one may have a million relationships. Answers how
/// many.
pub fn end_closed_organizations(conn: &mut DbConn, cx: &Cx, system: &System) -> DbResult<usize> {
    let before = cx.now - days(CLOSED_DAYS);
    let mut ended = 0;
    for id in organizations::closed_before(conn, &TenantScope::System, before, 5)? {
        match organizations::end_closed(conn, cx, system, id) {
            Ok(()) => ended += 1,
            // Opened again by somebody meanwhile.
            Err(Fault::Refused(_)) => {}
            Err(Fault::Db(error)) => return Err(error),
        }
    }
    Ok(ended)
}

/// Releases claimed domains that nobody has used for 30 days, at most a hundred at a time (decision 2). Answers how many.
pub fn release_idle_domains(conn: &mut DbConn, cx: &Cx, _: &System) -> DbResult<usize> {
    let before = cx.now - days(IDLE_DAYS);
    let mut released = 0;
    for id in store::idle(conn, &TenantScope::System, before, 100)? {
        match users::release_idle(conn, cx, Who::default(), id) {
            Ok(_) => released += 1,
            // Verified or released by somebody else meanwhile.
            Err(Fault::Refused(_)) => {}
            Err(Fault::Db(error)) => return Err(error),
        }
    }
    Ok(released)
}
