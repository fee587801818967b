//! Rows of organizations.

mod beginnings;
mod contacts;
mod name_changes;
mod names;
mod notes;
mod resets;
mod standing;

use diesel::prelude::*;

use super::domain::{ClosedBy, Closing, DomainState, Standing};
use crate::db::schema::{organization_programmes, organizations, settings};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::policy::{OrganizationState, Programme, TenantScope};

pub use beginnings::beginning_with;
pub use contacts::{Address, Contact, ContactKind, address, contact, contacts_like};
pub(super) use contacts::{put_address, put_contact};
pub use name_changes::{NameChange, name_change, name_change_count, name_changes_in, newest_name_change};
pub(super) use name_changes::{decide_name_change, insert_name_change};
pub use names::names;
pub use notes::{DomainNote, NoteKind, forget_person, open_note_count, open_notes};
pub(super) use notes::{finish_note, insert_note};
pub use resets::resets_by_mail;
pub(super) use resets::set_resets_by_mail;
pub use standing::closed_before;
pub(super) use standing::{end_programmes, move_on};

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
    /// Who closed it, while it is closed.
    pub closed_by: Option<ClosedBy>,
    /// Why it was suspended when it was closed.
    pub suspended_for: Option<String>,
    /// When the days after its closing were over.
    pub ended_at: Option<Timestamp>,
}

impl Organization {
    /// Where it stands (decision 7). `operators` says that it is the operator's own.
    #[must_use]
    pub fn standing(&self, operators: bool) -> Standing {
        let suspended = self.suspended_for.is_some();
        match self.state {
            _ if operators => Standing::Fixed,
            OrganizationState::Unclaimed | OrganizationState::Merged => Standing::Fixed,
            OrganizationState::Active => Standing::Active,
            OrganizationState::Suspended => Standing::Suspended,
            OrganizationState::Closed if self.ended_at.is_some() => Standing::Ended { suspended },
            OrganizationState::Closed => Standing::Closed(Closing {
                by: self.closed_by.unwrap_or(ClosedBy::Operator),
                at: self.state_since,
                suspended,
            }),
        }
    }

    /// Until when it can be read, while it is closed.
    #[must_use]
    pub fn closed_until(&self) -> Option<Timestamp> {
        match self.standing(false) {
            Standing::Closed(closing) => Some(closing.until()),
            _ => None,
        }
    }

    /// Whether its people can sign in at `now`: not into one that nobody has, nor once the days after its closing are over.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        match self.standing(false) {
            Standing::Active | Standing::Suspended => true,
            Standing::Closed(closing) => now < closing.until(),
            Standing::Ended { .. } | Standing::Fixed => false,
        }
    }
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

/// The next number: one row counts, so two at once get two numbers on both engines.
pub fn next_number(conn: &mut DbConn, counter: &str) -> DbResult<i64> {
    next_numbers(conn, counter, 1)
}

/// The first of so many numbers that nobody else gets.
pub fn next_numbers(conn: &mut DbConn, counter: &str, many: i64) -> DbResult<i64> {
    let taken: Option<String> = settings::table
        .find(counter)
        .select(settings::value)
        .first(conn)
        .optional()?;
    let Some(last) = taken else {
        let made = crate::db::dialect::savepoint(conn, |conn| {
            diesel::insert_into(settings::table)
                .values((settings::key.eq(counter), settings::value.eq(many.to_string())))
                .execute(conn)?;
            Ok(())
        });
        return match made {
            Ok(()) => Ok(1),
            Err(crate::db::DbError::Duplicate(_)) => next_numbers(conn, counter, many),
            Err(error) => Err(error),
        };
    };
    let first = last.parse::<i64>().unwrap_or(0) + 1;
    // Conditional on the value that was read: who lost the race reads again.
    let done = diesel::update(
        settings::table
            .filter(settings::key.eq(counter))
            .filter(settings::value.eq(&last)),
    )
    .set(settings::value.eq((first + many - 1).to_string()))
    .execute(conn)?;
    if done == 1 {
        Ok(first)
    } else {
        next_numbers(conn, counter, many)
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
        .limit(20)
        .select(Organization::as_select())
        .load(conn)?)
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

/// The active programmes of an organization within reach, each with since when.
pub fn programmes_since(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Vec<(Programme, Timestamp)>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(organization_programmes::table
        .filter(organization_programmes::organization_id.eq(organization))
        .filter(organization_programmes::state.eq("active"))
        .order(organization_programmes::programme.asc())
        .select((organization_programmes::programme, organization_programmes::since))
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

/// Gives the organization a sign-in domain under the installation's, if its own still is `from` and as far known as it was.
pub(super) fn release(
    conn: &mut DbConn,
    organization: OrganizationId,
    from: (&str, DomainState),
    to: &str,
) -> DbResult<bool> {
    let changed = diesel::update(
        organizations::table
            .filter(organizations::id.eq(organization))
            .filter(organizations::sign_in_domain.eq(from.0))
            .filter(organizations::domain_state.eq(from.1)),
    )
    .set((
        organizations::sign_in_domain.eq(to),
        organizations::domain_skeleton.eq(None::<String>),
        organizations::domain_state.eq(DomainState::None),
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

/// The organizations whose sign-in domain is in this state, newest first: a page of them, and one row more when there are more.
pub fn with_domain_state(
    conn: &mut DbConn,
    scope: &TenantScope,
    state: DomainState,
    before: Option<i64>,
    limit: i64,
) -> DbResult<Vec<Organization>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    Ok(organizations::table
        .filter(organizations::domain_state.eq(state))
        .filter(organizations::number.lt(before.unwrap_or(i64::MAX)))
        .order(organizations::number.desc())
        .limit(limit)
        .select(Organization::as_select())
        .load(conn)?)
}
