//! Confirming the contact address (decision 16).

use serde_json::json;

use super::{append, mail_link, profile};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::organizations;
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
    let kind = link::LinkKind::ContactConfirmation;
    mail_link(conn, cx, &user, kind, ConfirmContact::new)?;
    Ok(())
}

/// Whether this link has confirmed the address that the account still has: who opens it again is told so.
pub fn contact_link_used(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    token: &str,
) -> DbResult<bool> {
    let Some(link) = link::find(conn, link::LinkKind::ContactConfirmation, token)? else {
        return Ok(false);
    };
    let user = match link.user {
        Some(user) => store::by_id(conn, &TenantScope::System, user)?,
        None => None,
    };
    let still =
        user.is_some_and(|u| u.email_confirmed_at.is_some() && link.email.as_deref() == Some(&u.email));
    Ok(still && link.usable(cx.now) == Err(link::Dead::Used))
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
