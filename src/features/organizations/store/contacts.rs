//! Contacts and addresses of organizations.

use diesel::prelude::*;

use crate::db::schema::{organization_addresses, organization_contacts};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::kernel::person_name::full_name;
use crate::kernel::stored::text_enum;
use crate::policy::TenantScope;

text_enum! {
    /// What a contact is for.
    pub enum ContactKind {
        /// Whom the programme writes to about the enrollment (S22).
        Primary = "primary",
        /// Who signs.
        Legal = "legal",
        /// Whom customers ask.
        Support = "support",
    }
}

/// A contact of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = organization_contacts)]
pub struct Contact {
    /// Whose.
    pub organization_id: OrganizationId,
    /// What for.
    pub kind: ContactKind,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// As typed.
    pub email: String,
    /// For comparing.
    pub email_norm: String,
    /// E.164.
    pub phone: String,
    /// When the person confirmed the address.
    pub verified_at: Option<Timestamp>,
}

impl Contact {
    /// The full name in the order of the name itself.
    #[must_use]
    pub fn full_name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }
}

/// An address of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = organization_addresses)]
pub struct Address {
    /// Whose.
    pub organization_id: OrganizationId,
    /// `legal`, `billing` or `location`.
    pub kind: String,
    /// First line.
    pub line1: String,
    /// Second line, may be empty.
    pub line2: String,
    /// City.
    pub city: String,
    /// State, prefecture, province; may be empty.
    pub region: String,
    /// May be empty.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// Organizations with the same contact address or telephone (decision 14).
pub fn contacts_like(
    conn: &mut DbConn,
    email_norm: &str,
    phone: &str,
    except: OrganizationId,
) -> DbResult<Vec<(OrganizationId, String, String)>> {
    let mut found: Vec<(OrganizationId, String, String)> = organization_contacts::table
        .filter(organization_contacts::email_norm.eq(email_norm))
        .filter(organization_contacts::organization_id.ne(except))
        .limit(20)
        .select((
            organization_contacts::organization_id,
            organization_contacts::email_norm,
            organization_contacts::phone,
        ))
        .load(conn)?;
    if !phone.is_empty() {
        let more: Vec<(OrganizationId, String, String)> = organization_contacts::table
            .filter(organization_contacts::phone.eq(phone))
            .filter(organization_contacts::organization_id.ne(except))
            .limit(20)
            .select((
                organization_contacts::organization_id,
                organization_contacts::email_norm,
                organization_contacts::phone,
            ))
            .load(conn)?;
        found.extend(more);
    }
    Ok(found)
}

/// A contact of an organization within reach.
pub fn contact(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
    kind: ContactKind,
) -> DbResult<Option<Contact>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(organization_contacts::table
        .find((organization, kind))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

pub(in crate::features::organizations) fn put_contact(conn: &mut DbConn, contact: &Contact) -> DbResult<()> {
    diesel::delete(organization_contacts::table.find((contact.organization_id, contact.kind)))
        .execute(conn)?;
    diesel::insert_into(organization_contacts::table)
        .values(contact)
        .execute(conn)?;
    Ok(())
}

/// The legal address of an organization within reach.
pub fn address(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<Address>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(organization_addresses::table
        .find((organization, "legal"))
        .select(Address::as_select())
        .first(conn)
        .optional()?)
}

pub(in crate::features::organizations) fn put_address(conn: &mut DbConn, address: &Address) -> DbResult<()> {
    diesel::delete(organization_addresses::table.find((address.organization_id, address.kind.as_str())))
        .execute(conn)?;
    diesel::insert_into(organization_addresses::table)
        .values(address)
        .execute(conn)?;
    Ok(())
}
