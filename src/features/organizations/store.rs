//! Rows of organizations.

use diesel::prelude::*;

use super::domain::DomainState;
use crate::db::schema::{
    organization_addresses, organization_contacts, organization_programmes, organizations, settings,
};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::kernel::stored::text_enum;
use crate::policy::{OrganizationState, Programme, TenantScope};

/// An organization.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = organizations)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its number, which search indexes and support use; never in an address.
    pub number: i64,
    /// The legal name.
    pub legal_name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it signs in; nothing while it is unclaimed (decision 15).
    pub sign_in_domain: Option<String>,
    /// The domain an import knew it by.
    pub known_domain: Option<String>,
    /// How far the domain is known to belong to it.
    pub domain_state: DomainState,
    /// What it may do.
    pub state: OrganizationState,
    /// Why it may not.
    pub state_reason: Option<String>,
    /// Since when.
    pub state_since: Timestamp,
    /// Customer support: address.
    pub support_email: Option<String>,
    /// Customer support: E.164.
    pub support_phone: Option<String>,
    /// Customer support: web site.
    pub support_website: Option<String>,
    /// How many customers it has, kept with every change.
    pub customer_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows with every change.
    pub version: i32,
}

#[derive(Insertable)]
#[diesel(table_name = organizations)]
pub(super) struct NewRow<'a> {
    pub id: OrganizationId,
    pub number: i64,
    pub legal_name: &'a str,
    pub legal_name_key: &'a str,
    pub country: &'a str,
    pub sign_in_domain: Option<&'a str>,
    pub known_domain: Option<&'a str>,
    pub domain_state: DomainState,
    pub domain_skeleton: Option<&'a str>,
    pub state: OrganizationState,
    pub state_since: Timestamp,
    pub created_at: Timestamp,
}

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

/// The next number: one row counts, so two at once get two numbers on both engines.
pub fn next_number(conn: &mut DbConn, counter: &str) -> DbResult<i64> {
    let taken: Option<String> = settings::table
        .find(counter)
        .select(settings::value)
        .first(conn)
        .optional()?;
    let Some(last) = taken else {
        let made = crate::db::dialect::savepoint(conn, |conn| {
            diesel::insert_into(settings::table)
                .values((settings::key.eq(counter), settings::value.eq("1")))
                .execute(conn)?;
            Ok(())
        });
        return match made {
            Ok(()) => Ok(1),
            Err(crate::db::DbError::Duplicate(_)) => next_number(conn, counter),
            Err(error) => Err(error),
        };
    };
    let next = last.parse::<i64>().unwrap_or(0) + 1;
    // Conditional on the value that was read: who lost the race reads again.
    let done = diesel::update(
        settings::table
            .filter(settings::key.eq(counter))
            .filter(settings::value.eq(&last)),
    )
    .set(settings::value.eq(next.to_string()))
    .execute(conn)?;
    if done == 1 {
        Ok(next)
    } else {
        next_number(conn, counter)
    }
}

pub(super) fn insert(conn: &mut DbConn, row: &NewRow<'_>) -> DbResult<()> {
    diesel::insert_into(organizations::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// An organization within reach.
pub fn by_id(conn: &mut DbConn, scope: &TenantScope, id: OrganizationId) -> DbResult<Option<Organization>> {
    if !scope.allows(id) {
        return Ok(None);
    }
    Ok(organizations::table
        .find(id)
        .select(Organization::as_select())
        .first(conn)
        .optional()?)
}

/// The organization that signs in at a domain. For rules inside a change and for signing in: tells nobody anything by itself.
pub fn by_domain(conn: &mut DbConn, domain: &str) -> DbResult<Option<Organization>> {
    Ok(organizations::table
        .filter(organizations::sign_in_domain.eq(domain))
        .select(Organization::as_select())
        .first(conn)
        .optional()?)
}

/// The unclaimed organization an import knew by this domain (decision 15).
pub fn unclaimed_by_domain(conn: &mut DbConn, domain: &str) -> DbResult<Option<Organization>> {
    Ok(organizations::table
        .filter(organizations::known_domain.eq(domain))
        .filter(organizations::state.eq(OrganizationState::Unclaimed))
        .select(Organization::as_select())
        .first(conn)
        .optional()?)
}

/// Organizations whose legal name is alike (decision 14).
pub fn by_legal_name_key(
    conn: &mut DbConn,
    key: &str,
    except: OrganizationId,
) -> DbResult<Vec<Organization>> {
    Ok(organizations::table
        .filter(organizations::legal_name_key.eq(key))
        .filter(organizations::id.ne(except))
        .order(organizations::number.desc())
        .limit(20)
        .select(Organization::as_select())
        .load(conn)?)
}

/// Organizations whose sign-in domain has one of these skeletons (decision 14).
pub fn by_domain_skeletons(
    conn: &mut DbConn,
    skeletons: &[String],
    except: OrganizationId,
) -> DbResult<Vec<Organization>> {
    Ok(organizations::table
        .filter(organizations::domain_skeleton.eq_any(skeletons.to_vec()))
        .filter(organizations::id.ne(except))
        .order(organizations::number.desc())
        .limit(20)
        .select(Organization::as_select())
        .load(conn)?)
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

/// The active programmes of an organization.
pub fn programmes(conn: &mut DbConn, organization: OrganizationId) -> DbResult<Vec<Programme>> {
    Ok(organization_programmes::table
        .filter(organization_programmes::organization_id.eq(organization))
        .filter(organization_programmes::state.eq("active"))
        .order(organization_programmes::programme.asc())
        .select(organization_programmes::programme)
        .load(conn)?)
}

pub(super) fn put_programme(
    conn: &mut DbConn,
    organization: OrganizationId,
    programme: Programme,
    now: Timestamp,
) -> DbResult<()> {
    let again = diesel::update(organization_programmes::table.find((organization, programme)))
        .set((
            organization_programmes::state.eq("active"),
            organization_programmes::since.eq(now),
        ))
        .execute(conn)?;
    if again == 0 {
        diesel::insert_into(organization_programmes::table)
            .values((
                organization_programmes::organization_id.eq(organization),
                organization_programmes::programme.eq(programme),
                organization_programmes::state.eq("active"),
                organization_programmes::since.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
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

pub(super) fn put_contact(conn: &mut DbConn, contact: &Contact) -> DbResult<()> {
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

pub(super) fn put_address(conn: &mut DbConn, address: &Address) -> DbResult<()> {
    diesel::delete(organization_addresses::table.find((address.organization_id, address.kind.as_str())))
        .execute(conn)?;
    diesel::insert_into(organization_addresses::table)
        .values(address)
        .execute(conn)?;
    Ok(())
}

/// Sets the state of the sign-in domain, if it still is `from`.
pub(super) fn advance_domain(
    conn: &mut DbConn,
    organization: OrganizationId,
    from: DomainState,
    to: DomainState,
) -> DbResult<bool> {
    let changed = diesel::update(
        organizations::table
            .filter(organizations::id.eq(organization))
            .filter(organizations::domain_state.eq(from)),
    )
    .set((
        organizations::domain_state.eq(to),
        organizations::version.eq(organizations::version + 1),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}

/// Gives the organization another sign-in domain, if it still has `from`.
pub(super) fn rename(
    conn: &mut DbConn,
    organization: OrganizationId,
    from: &str,
    to: &str,
    skeleton: Option<&str>,
    state: DomainState,
) -> DbResult<bool> {
    let changed = diesel::update(
        organizations::table
            .filter(organizations::id.eq(organization))
            .filter(organizations::sign_in_domain.eq(from)),
    )
    .set((
        organizations::sign_in_domain.eq(to),
        organizations::domain_skeleton.eq(skeleton),
        organizations::domain_state.eq(state),
        organizations::version.eq(organizations::version + 1),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn update_support(
    conn: &mut DbConn,
    organization: OrganizationId,
    email: &str,
    phone: &str,
    website: Option<&str>,
) -> DbResult<()> {
    diesel::update(organizations::table.find(organization))
        .set((
            organizations::support_email.eq(email),
            organizations::support_phone.eq(phone),
            organizations::support_website.eq(website),
            organizations::version.eq(organizations::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn update_legal_name(
    conn: &mut DbConn,
    organization: OrganizationId,
    name: &str,
    key: &str,
) -> DbResult<()> {
    diesel::update(organizations::table.find(organization))
        .set((
            organizations::legal_name.eq(name),
            organizations::legal_name_key.eq(key),
            organizations::version.eq(organizations::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn update_country(conn: &mut DbConn, organization: OrganizationId, country: &str) -> DbResult<()> {
    diesel::update(organizations::table.find(organization))
        .set(organizations::country.eq(country))
        .execute(conn)?;
    Ok(())
}
