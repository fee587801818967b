//! The registered address and the primary contact, as a Global admin keeps them right.

use serde_json::json;

use super::event;
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::features::organizations::mails::{ContactReplaced, Reader};
use crate::features::organizations::store::{self, Address, Contact, ContactKind};
use crate::kernel::email::EmailAddress;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail;
use crate::policy::{Permit, actions};

/// Sets the registered address. Answers whether it was another.
pub fn set_address(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageOrganization>,
    address: &Address,
) -> DbResult<bool> {
    let id = address.organization_id;
    if store::address(conn, permit.scope(), id)?.as_ref() == Some(address) {
        return Ok(false);
    }
    store::put_address(conn, address)?;
    let details = json!({ "fields": ["address"] });
    audit::append(
        conn,
        cx,
        permit.who(),
        event(id, "organization.address_set", details),
    )?;
    Ok(true)
}

/// Sets the primary contact. Whoever was it is told by mail, so that nobody takes their place unseen.
pub fn set_primary_contact(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageOrganization>,
    contact: &Contact,
) -> DbResult<bool> {
    let id = contact.organization_id;
    let old = store::contact(conn, permit.scope(), id, ContactKind::Primary)?;
    // An address that stays is as confirmed as it was.
    let contact = Contact {
        verified_at: old
            .as_ref()
            .filter(|old| old.email_norm == contact.email_norm)
            .and_then(|old| old.verified_at),
        ..contact.clone()
    };
    if old.as_ref() == Some(&contact) {
        return Ok(false);
    }
    store::put_contact(conn, &contact)?;
    let mut set = event(
        id,
        "organization.contact_set",
        json!({ "fields": ["primary_contact"] }),
    );
    let from = old.as_ref().map(|old| old.email_norm.clone());
    set.personal = Some((None, json!({ "from": from, "to": contact.email_norm })));
    audit::append(conn, cx, permit.who(), set)?;
    let organization = store::by_id(conn, permit.scope(), id)?;
    if let (Some(old), Some(organization), Some(actor)) = (old, organization, permit.actor())
        && let Ok(to) = EmailAddress::parse(&old.email)
    {
        let language = Language::of_country(&organization.country);
        let (name, now) = (old.full_name(), contact.full_name());
        let reader = Reader {
            name: &name,
            language,
            path: "/",
        };
        let letter = ContactReplaced::new(cx, &organization.legal_name, &actor.full_name, &now, reader);
        mail::send(conn, cx, Some(id), &to, &letter)?;
    }
    Ok(true)
}
