//! Confirming the contact address (decision 16).

use serde_json::json;

use super::{append, mail_link, profile};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::organizations;
use crate::features::organizations::domain::DomainState;
use crate::features::users::domain::Refused;
use crate::features::users::mails::ConfirmContact;
use crate::features::users::store::{self, User};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::UserId;
use crate::kernel::site::Cx;
use crate::mail::link;
use crate::policy::{Permit, TenantScope, Who, actions};

/// Mails the link by which the owner confirms the contact address (decision 16).
pub fn send_contact_confirmation(conn: &mut DbConn, cx: &Cx, user: UserId) -> DbResult<()> {
    let Some(user) = store::by_id(conn, &TenantScope::System, user)? else {
        return Ok(());
    };
    if user.email_confirmed_at.is_some() {
        return Ok(());
    }
    let about = about(conn, &user, &user.email)?;
    let kind = link::LinkKind::ContactConfirmation;
    mail_link(conn, cx, &user, kind, |cx, user, token| {
        ConfirmContact::new(cx, user, (&about.0, about.1.as_deref()), token)
    })?;
    Ok(())
}

/// The legal name of a person's organization, and its sign-in domain if confirming this address shows that the domain belongs to it
/// (decision 2).
pub(super) fn about(conn: &mut DbConn, user: &User, email: &str) -> DbResult<(String, Option<String>)> {
    let organization =
        organizations::by_id(conn, &TenantScope::System, user.organization_id)?.ok_or(DbError::NotFound)?;
    let within = EmailAddress::parse(email).map(|email| email.domain().as_str().to_owned());
    let domain = organization
        .sign_in_domain
        .filter(|domain| organization.domain_state == DomainState::Claimed && within.as_ref() == Ok(domain));
    Ok((organization.legal_name, domain))
}

/// What a link to confirm an address is about.
#[derive(Clone, Debug)]
pub struct ContactLink {
    /// The address.
    pub email: String,
    /// The account whose contact address it is, or becomes.
    pub user_name: String,
    /// The legal name of its organization.
    pub organization: String,
    /// The sign-in domain that confirming shows to be the organization's (decision 2).
    pub domain: Option<String>,
    /// It has confirmed the address that the account still has: who opens it again is told so.
    pub confirmed: bool,
    /// Why it does nothing any more.
    pub dead: Option<link::Dead>,
}

/// Reads such a link, alive or dead; nothing where there never was one, or its person is gone.
pub fn contact_link(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<Option<ContactLink>> {
    let Some(link) = link::find(conn, link::LinkKind::ContactConfirmation, token)? else {
        return Ok(None);
    };
    let user = match link.user {
        Some(user) => store::by_id(conn, &TenantScope::System, user)?,
        None => None,
    };
    let Some(user) = user else {
        return Ok(None);
    };
    let email = link.email.clone().unwrap_or_default();
    let (organization, domain) = about(conn, &user, &email)?;
    let overtaken = !profile::is_change(&link.details) && email != user.email;
    let dead = link.usable(cx.now).err();
    Ok(Some(ContactLink {
        confirmed: dead == Some(link::Dead::Used) && user.email_confirmed_at.is_some() && email == user.email,
        dead: dead.or(overtaken.then_some(link::Dead::Revoked)),
        user_name: user.user_name,
        email,
        organization,
        domain,
    }))
}

/// Whoever got the link says that the account isn't theirs: the link ends, and nothing else happens. The trail keeps it for the
/// organization.
pub fn disown_contact(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
) -> Result<(), Fault<Refused>> {
    let ended = link::refuse(conn, cx, link::LinkKind::ContactConfirmation, token)?;
    let link = ended.map_err(|_| Fault::Refused(Refused::LinkDead))?;
    let user = link.user.ok_or(Fault::Refused(Refused::LinkDead))?;
    append(
        conn,
        cx,
        permit.who(),
        link.organization,
        user,
        "user.contact_disown",
        json!({}),
        None,
    )?;
    Ok(())
}

/// Confirms the contact address by its link. An address in exactly the claimed sign-in domain verifies that domain too (decision 2).
/// The link of a changed address puts it in the place of the old one; every session but that of `binding` ends then. Answers the person,
/// and whether the domain of their organization became verified by it.
pub fn confirm_contact(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
    binding: &str,
) -> Result<(User, bool), Fault<Refused>> {
    let taken = link::take(conn, cx, link::LinkKind::ContactConfirmation, token)?;
    let link = taken.map_err(|_| Fault::Refused(Refused::LinkDead))?;
    let user = link.user.ok_or(Fault::Refused(Refused::LinkDead))?;
    let user = store::by_id(conn, &TenantScope::System, user)?.ok_or(Fault::Refused(Refused::LinkDead))?;
    let address = link.email.as_deref().unwrap_or_default();
    let email = EmailAddress::parse(address).map_err(|_| Fault::Refused(Refused::LinkDead))?;
    let who = Who {
        user: Some(user.id),
        organization: Some(user.organization_id),
    };
    if profile::is_change(&link.details) {
        profile::contact_changed(conn, cx, &user, &email, binding)?;
    } else if address != user.email {
        return Err(Fault::Refused(Refused::LinkDead));
    } else if store::confirm_email(conn, user.id, &email.norm(), cx.now)? {
        append(
            conn,
            cx,
            who,
            user.organization_id,
            user.id,
            "user.contact_confirm",
            json!({}),
            None,
        )?;
    }
    let organization = organizations::by_id(conn, &TenantScope::System, user.organization_id)?;
    let in_domain = organization
        .and_then(|o| o.sign_in_domain)
        .is_some_and(|d| d == email.domain().as_str());
    let verified =
        in_domain && organizations::verify_domain(conn, cx, who, user.organization_id, "contact address")?;
    Ok((user, verified))
}
