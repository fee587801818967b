//! My profile: what a person changes of their own account (A.6).

use serde_json::json;

use super::{append, mailable};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::events;
use crate::features::users::domain::{Refused, search_text};
use crate::features::users::mails::{ContactChange, ContactChanged};
use crate::features::users::store::{self, User};
use crate::kernel::clock::{SignedDuration, Timestamp};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::UserId;
use crate::kernel::site::Cx;
use crate::kernel::text::PersonName;
use crate::mail;
use crate::mail::link::{self, Dead, Link, LinkKind, NewLink};
use crate::policy::actions::{ChangeOwnDetails, FollowLink};
use crate::policy::{Permit, TenantScope, Who};

/// For how many hours a new contact address can be confirmed (A.6).
const CHANGE_HOURS: i64 = 24;

/// Changes one's own full name.
pub fn set_name(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ChangeOwnDetails>,
    name: &PersonName,
) -> Result<(), Fault<Refused>> {
    let user = oneself(conn, permit)?;
    if user.full_name == name.as_str() {
        return Ok(());
    }
    let found_by = search_text(name.as_str(), &user.user_name, &user.email);
    store::set_name(conn, user.id, name.as_str(), &found_by)?;
    let values = json!({ "from": user.full_name, "to": name.as_str() });
    note(conn, cx, permit.who(), &user, "user.name_set", values)?;
    Ok(())
}

/// A contact address that waits for its confirmation: the address, and until when.
pub fn pending_contact(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ChangeOwnDetails>,
) -> DbResult<Option<(String, Timestamp)>> {
    let Some(actor) = permit.actor() else {
        return Ok(None);
    };
    let open = link::open_of(conn, LinkKind::ContactConfirmation, actor.user, cx.now)?;
    Ok(open
        .into_iter()
        .find(|(_, details, _)| is_change(details))
        .and_then(|(email, _, until)| Some((email?, until))))
}

/// Whether a link to confirm an address is about a new one.
pub(super) fn is_change(details: &serde_json::Value) -> bool {
    details.get("change").and_then(serde_json::Value::as_bool) == Some(true)
}

/// Asks the new address to confirm that it is the contact address from now on; until then the old one stays. An earlier change that
/// waits is taken back by it.
pub fn change_contact(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ChangeOwnDetails>,
    email: &EmailAddress,
) -> Result<(), Fault<Refused>> {
    let user = oneself(conn, permit)?;
    if store::email_taken(conn, user.organization_id, &email.norm())? {
        return Err(Fault::Refused(Refused::EmailTaken));
    }
    link::revoke_of(conn, cx, LinkKind::ContactConfirmation, user.id)?;
    let token = link::create(
        conn,
        cx,
        &NewLink {
            kind: LinkKind::ContactConfirmation,
            organization: user.organization_id,
            user: Some(user.id),
            email: Some(email.as_str().to_owned()),
            details: json!({ "change": true }),
            expires_at: cx.now + SignedDuration::from_hours(CHANGE_HOURS),
        },
    )?;
    let values = json!({ "to": email.as_str() });
    note(conn, cx, permit.who(), &user, "user.contact_change_ask", values)?;
    let (organization, domain) = super::contact::about(conn, &user, email.as_str())?;
    let about = (organization.as_str(), domain.as_deref());
    let letter = ContactChange::new(cx, &user, email.as_str(), about, &token);
    mail::send(conn, cx, Some(user.organization_id), email, &letter)?;
    Ok(())
}

/// Takes a change back that still waits.
pub fn cancel_contact(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ChangeOwnDetails>,
) -> Result<(), Fault<Refused>> {
    let user = oneself(conn, permit)?;
    if pending_contact(conn, cx, permit)?.is_some() {
        link::revoke_of(conn, cx, LinkKind::ContactConfirmation, user.id)?;
        note(
            conn,
            cx,
            permit.who(),
            &user,
            "user.contact_change_cancel",
            json!({}),
        )?;
    }
    Ok(())
}

/// The new address was confirmed by its link, which is used up: it takes effect, the old address gets a link to undo it for three days,
/// and every session but that of `binding` ends.
pub(super) fn contact_changed(
    conn: &mut DbConn,
    cx: &Cx,
    user: &User,
    email: &EmailAddress,
    binding: &str,
) -> Result<(), Fault<Refused>> {
    take_address(conn, cx, user, email)?;
    let values = json!({ "from": user.email, "to": email.as_str() });
    note(conn, cx, whoever(user), user, "user.contact_change", values)?;
    if let Some(old) = mailable(user) {
        let token = link::create(
            conn,
            cx,
            &NewLink {
                kind: LinkKind::EmailUndo,
                organization: user.organization_id,
                user: Some(user.id),
                email: Some(user.email.clone()),
                details: json!({}),
                expires_at: cx.now + LinkKind::EmailUndo.lifetime(),
            },
        )?;
        let letter = ContactChanged::new(cx, user, email.as_str(), &token);
        mail::send(conn, cx, Some(user.organization_id), &old, &letter)?;
    }
    events::signed_out_elsewhere(conn, cx, user.id, binding)?;
    Ok(())
}

/// What an undo link would do: whose account it is about, or why it is dead.
pub fn undo_of(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<FollowLink>,
    token: &str,
) -> DbResult<Result<(User, Link), Dead>> {
    let Some(link) = link::find(conn, LinkKind::EmailUndo, token)? else {
        return Ok(Err(Dead::Unknown));
    };
    if let Err(dead) = link.usable(cx.now) {
        return Ok(Err(dead));
    }
    let user = match link.user {
        Some(user) => store::by_id(conn, &TenantScope::System, user)?,
        None => None,
    };
    Ok(user.map(|user| (user, link)).ok_or(Dead::Unknown))
}

/// **Undo**: the old contact address is back, a change that waits is dead, and every session of the account ends. Who holds the link
/// reads mail at the old address, so that it is confirmed by it.
pub fn undo_contact(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<FollowLink>,
    token: &str,
) -> Result<UserId, Fault<Refused>> {
    let dead = Fault::Refused(Refused::LinkDead);
    let Ok(link) = link::take(conn, cx, LinkKind::EmailUndo, token)? else {
        return Err(dead);
    };
    let (Some(user), Some(email)) = (link.user, link.email) else {
        return Err(dead);
    };
    let user = store::by_id(conn, &TenantScope::System, user)?.ok_or(Fault::Refused(Refused::LinkDead))?;
    let old = EmailAddress::parse(&email).map_err(|_| Fault::Refused(Refused::LinkDead))?;
    take_address(conn, cx, &user, &old)?;
    link::revoke_of(conn, cx, LinkKind::ContactConfirmation, user.id)?;
    link::revoke_of(conn, cx, LinkKind::PasswordReset, user.id)?;
    events::signed_out(conn, cx, user.id)?;
    let values = json!({ "from": user.email, "to": old.as_str() });
    note(
        conn,
        cx,
        whoever(&user),
        &user,
        "user.contact_change_undo",
        values,
    )?;
    Ok(user.id)
}

/// Gives the account this confirmed address, unless a colleague has it (decision 6).
fn take_address(conn: &mut DbConn, cx: &Cx, user: &User, email: &EmailAddress) -> Result<(), Fault<Refused>> {
    if store::email_taken(conn, user.organization_id, &email.norm())? {
        return Err(Fault::Refused(Refused::EmailTaken));
    }
    let found_by = search_text(&user.full_name, &user.user_name, email.as_str());
    match store::set_email(conn, user.id, (email.as_str(), &email.norm()), &found_by, cx.now) {
        Err(DbError::Duplicate(_)) => Err(Fault::Refused(Refused::EmailTaken)),
        done => Ok(done?),
    }
}

fn oneself(conn: &mut DbConn, permit: &Permit<ChangeOwnDetails>) -> Result<User, Fault<Refused>> {
    let actor = permit.actor().ok_or(Fault::Refused(Refused::NotNow))?;
    store::by_id(conn, permit.scope(), actor.user)?.ok_or(Fault::Refused(Refused::NotNow))
}

/// Who follows a link that was mailed to the person.
fn whoever(user: &User) -> Who {
    Who {
        user: Some(user.id),
        organization: Some(user.organization_id),
    }
}

fn note(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    user: &User,
    action: &'static str,
    personal: serde_json::Value,
) -> DbResult<()> {
    append(
        conn,
        cx,
        who,
        user.organization_id,
        user.id,
        action,
        json!({}),
        Some(personal),
    )
}
