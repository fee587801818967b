//! Making organizations and changing what they are.

mod contacts;
mod domains;
mod names;
mod resets;
mod standing;

use serde_json::json;

use super::domain::{DomainState, Founding, Refused, SignInDomain};
use super::store::{self, Address, Contact, NewRow};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::kernel::country::Country;
use crate::kernel::ids::OrganizationId;
use crate::kernel::similar;
use crate::kernel::site::Cx;
use crate::kernel::text::LegalName;
use crate::policy::{OrganizationState, Programme, TenantScope, Who};

pub use contacts::{set_address, set_primary_contact};
pub use domains::{
    ask_for_proof, finish_note, follow_proof, note_domain, proof, release_domain, verify_domain,
};
pub use names::{NameDecided, alike_names, approve_name, ask_for_name, decline_name, withdraw_name};
pub use resets::allow_resets;
pub use standing::{Moved, change_standing, close_account, end_closed, undo_closing};

/// What [`create`] made.
#[derive(Clone, Copy, Debug)]
pub struct NewOrganization {
    /// Its id.
    pub id: OrganizationId,
}

/// Makes an organization with its sign-in domain (S14, decisions 2 and 16). The caller makes its first person in the same transaction.
pub fn create(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    founding: &Founding,
    programme: Option<Programme>,
) -> Result<NewOrganization, Fault<Refused>> {
    let domain = founding.domain.name().as_str();
    if let Some(other) = store::by_domain(conn, domain)? {
        return Err(Fault::Refused(Refused::DomainTaken {
            verified: other.domain_state != DomainState::Claimed,
        }));
    }
    let id = OrganizationId::new();
    let number = store::next_number(conn, "organizations")?;
    let own = matches!(founding.domain, SignInDomain::Own(_));
    let skeleton = own.then(|| similar::domain_skeleton(founding.domain.name()));
    let made = store::insert(
        conn,
        &NewRow {
            id,
            number,
            legal_name: founding.legal_name.as_str(),
            legal_name_key: &similar::legal_name_key(founding.legal_name.as_str()),
            country: founding.country.code(),
            sign_in_domain: Some(domain),
            known_domain: None,
            domain_state: if own {
                founding.domain_state
            } else {
                DomainState::None
            },
            domain_skeleton: skeleton.as_deref(),
            state: OrganizationState::Active,
            state_since: cx.now,
            created_at: cx.now,
        },
    );
    match made {
        Ok(()) => {}
        // Two at once with one domain: the index is the last guard.
        Err(DbError::Duplicate(_)) => return Err(Fault::Refused(Refused::DomainTaken { verified: false })),
        Err(error) => return Err(error.into()),
    }
    if let Some(programme) = programme {
        store::put_programme(conn, id, programme, cx.now)?;
    }
    let details = json!({ "country": founding.country.code(), "domain": domain, "domain_state": founding.domain_state, "programme": programme });
    audit::append(conn, cx, who, event(id, "organization.create", details))?;
    Ok(NewOrganization { id })
}

fn event(id: OrganizationId, action: &'static str, details: serde_json::Value) -> Event {
    Event {
        organization: id,
        action,
        object_kind: "organization",
        object_id: id.to_string(),
        target: None,
        details,
        personal: None,
    }
}

/// Lets the organization take part in a programme.
pub fn activate_programme(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    programme: Programme,
) -> DbResult<()> {
    store::put_programme(conn, organization, programme, cx.now)?;
    audit::append(
        conn,
        cx,
        who,
        event(
            organization,
            "organization.programme_activate",
            json!({ "programme": programme }),
        ),
    )
}

/// Sets the legal name, the legal address and the primary contact that an approved enrollment brought.
pub fn set_profile(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    legal_name: &str,
    address: &Address,
    contact: &Contact,
) -> DbResult<()> {
    store::update_legal_name(
        conn,
        organization,
        legal_name,
        &similar::legal_name_key(legal_name),
    )?;
    store::put_address(conn, address)?;
    store::put_contact(conn, contact)?;
    audit::append(
        conn,
        cx,
        who,
        event(
            organization,
            "organization.profile_set",
            json!({ "fields": ["legal_name", "address", "primary_contact"] }),
        ),
    )
}

/// Takes a registered address that is known from elsewhere, if the organization has given none itself.
pub fn take_address(conn: &mut DbConn, cx: &Cx, who: Who, address: &Address) -> DbResult<()> {
    let id = address.organization_id;
    if store::address(conn, &TenantScope::Own(id), id)?.is_some() {
        return Ok(());
    }
    store::put_address(conn, address)?;
    let details = json!({ "fields": ["address"] });
    audit::append(conn, cx, who, event(id, "organization.address_set", details))
}

/// The first of the operator says who runs the installation and where (decision 3). No other organization's country ever changes.
pub fn set_identity(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    name: &LegalName,
    country: Country,
) -> DbResult<()> {
    store::update_legal_name(
        conn,
        organization,
        name.as_str(),
        &similar::legal_name_key(name.as_str()),
    )?;
    store::update_country(conn, organization, country.code())?;
    audit::append(
        conn,
        cx,
        who,
        event(
            organization,
            "organization.identity_set",
            json!({ "fields": ["legal_name", "country"] }),
        ),
    )
}

/// Sets whom customers ask.
pub fn set_support(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    contact: &Contact,
    website: Option<&str>,
) -> DbResult<()> {
    store::put_contact(conn, contact)?;
    store::update_support(
        conn,
        contact.organization_id,
        &contact.email,
        &contact.phone,
        website,
    )?;
    audit::append(
        conn,
        cx,
        who,
        event(
            contact.organization_id,
            "organization.support_set",
            json!({ "fields": ["support"] }),
        ),
    )
}
