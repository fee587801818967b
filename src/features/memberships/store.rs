//! Queries of the membership directory.

use std::collections::HashMap;

use diesel::prelude::*;

use super::domain::{Concern, MpnId, ProfileKind, ProfileState, Unselectable, selectable};
use crate::db::schema::{membership_accounts as accounts, membership_profiles as profiles, organizations};
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{MembershipAccountId, MembershipProfileId, OrganizationId};
use crate::kernel::search::prefix_end;
use crate::policy::TenantScope;

/// A sign-in account of the directory.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
pub struct Account {
    /// Its id.
    pub id: MembershipAccountId,
    /// The user name as imported.
    pub login: String,
    /// The form in which it is unique.
    pub login_norm: String,
    /// argon2 in PHC form.
    pub password_hash: String,
    /// The key that peppered the hash; empty for a hash that came from elsewhere.
    pub password_key: String,
    /// SHA-256 of the hash as imported, so that repeating an import changes nothing after a sign-in renewed the hash.
    pub imported_print: Option<String>,
    /// Failed sign-ins in a row.
    pub failed_count: i32,
    /// The last of them.
    pub failed_at: Option<Timestamp>,
    /// No sign-in before.
    pub locked_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An organization profile with its MPN ID.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = profiles)]
pub struct Profile {
    /// Its id.
    pub id: MembershipProfileId,
    /// The account that holds it.
    pub account_id: MembershipAccountId,
    /// Its number.
    pub mpn_id: MpnId,
    /// The organization's name in the directory.
    pub organization_name: String,
    /// The same, folded for search.
    pub name_key: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Whether it counts.
    pub state: ProfileState,
    /// What it stands for.
    pub kind: ProfileKind,
    /// A JSON list of words.
    pub competencies: String,
    /// The domain that is already enrolled with it (S6).
    pub enrolled_domain: Option<String>,
    /// Address, empty where unknown.
    pub address_line1: String,
    /// Second line.
    pub address_line2: String,
    /// City.
    pub city: String,
    /// Prefecture, state, province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// E.164, or empty.
    pub phone: String,
    /// URL, or empty.
    pub website: String,
    /// Who has applied with it (decision 12).
    pub reserved_organization_id: Option<OrganizationId>,
    /// Whose it is.
    pub bound_organization_id: Option<OrganizationId>,
    /// Since when.
    pub bound_at: Option<Timestamp>,
    /// What the operator should look at.
    pub concern: Option<Concern>,
    /// When an import last had it.
    pub imported_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// For concurrent edits.
    pub version: i32,
}

impl Profile {
    /// The competencies as a list.
    #[must_use]
    pub fn competency_list(&self) -> Vec<String> {
        serde_json::from_str(&self.competencies).unwrap_or_default()
    }

    /// Whether somebody other than `organization` has it or has applied with it.
    #[must_use]
    pub fn taken_from(&self, organization: OrganizationId) -> bool {
        [self.bound_organization_id, self.reserved_organization_id]
            .into_iter()
            .flatten()
            .any(|holder| holder != organization)
    }

    /// Rule S20 for an organization in `country` (ISO 3166-1 alpha-2).
    pub fn selectable_by(&self, organization: OrganizationId, country: &str) -> Result<(), Unselectable> {
        selectable(self.state, &self.country, country, self.taken_from(organization))
    }
}

/// The columns of a profile that an import or a correction writes.
#[derive(Clone, Debug, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = profiles, treat_none_as_null = true)]
pub(super) struct Change {
    pub account_id: MembershipAccountId,
    pub organization_name: String,
    pub name_key: String,
    pub country: String,
    pub state: ProfileState,
    pub kind: ProfileKind,
    pub competencies: String,
    pub enrolled_domain: Option<String>,
    pub address_line1: String,
    pub address_line2: String,
    pub city: String,
    pub region: String,
    pub postal_code: String,
    pub phone: String,
    pub website: String,
    pub concern: Option<Concern>,
    pub imported_at: Option<Timestamp>,
    pub updated_at: Timestamp,
}

/// How many keys go into one query: SQLite takes 32,766 values, a plan of PostgreSQL grows with the list.
const BATCH: usize = 500;

pub(super) fn account(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
) -> DbResult<Option<Account>> {
    Ok(accounts::table
        .find(id)
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

pub(super) fn account_by_login(
    conn: &mut DbConn,
    _: &TenantScope,
    login_norm: &str,
) -> DbResult<Option<Account>> {
    Ok(accounts::table
        .filter(accounts::login_norm.eq(login_norm))
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

pub(super) fn accounts_by_login(
    conn: &mut DbConn,
    _: &TenantScope,
    logins: &[String],
) -> DbResult<Vec<Account>> {
    let mut found = Vec::new();
    for batch in logins.chunks(BATCH) {
        found.extend(
            accounts::table
                .filter(accounts::login_norm.eq_any(batch))
                .select(Account::as_select())
                .load::<Account>(conn)?,
        );
    }
    Ok(found)
}

pub(super) fn add_account(conn: &mut DbConn, _: &TenantScope, account: &Account) -> DbResult<()> {
    diesel::insert_into(accounts::table)
        .values(account)
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_password(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    hash: &str,
    key: &str,
    print: Option<&str>,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::password_hash.eq(hash),
            accounts::password_key.eq(key),
            accounts::imported_print.eq(print),
            accounts::failed_count.eq(0),
            accounts::locked_until.eq(None::<Timestamp>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Stores a hash renewed at sign-in; the imported print stays, and a password that changed meanwhile does too.
pub(super) fn renew_hash(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    old: &str,
    hash: &str,
    key: &str,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id).filter(accounts::password_hash.eq(old)))
        .set((accounts::password_hash.eq(hash), accounts::password_key.eq(key)))
        .execute(conn)?;
    Ok(())
}

pub(super) fn note_failure(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    at: Timestamp,
) -> DbResult<i32> {
    Ok(diesel::update(accounts::table.find(id))
        .set((
            accounts::failed_count.eq(accounts::failed_count + 1),
            accounts::failed_at.eq(Some(at)),
        ))
        .returning(accounts::failed_count)
        .get_result(conn)?)
}

pub(super) fn set_lock(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipAccountId,
    count: i32,
    until: Option<Timestamp>,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::failed_count.eq(count), accounts::locked_until.eq(until)))
        .execute(conn)?;
    Ok(())
}

/// The profile of a number.
pub fn profile(conn: &mut DbConn, _: &TenantScope, mpn_id: &MpnId) -> DbResult<Option<Profile>> {
    Ok(profiles::table
        .filter(profiles::mpn_id.eq(mpn_id))
        .select(Profile::as_select())
        .first(conn)
        .optional()?)
}

/// The profiles that an account holds, by number.
pub fn profiles_of(
    conn: &mut DbConn,
    _: &TenantScope,
    account: MembershipAccountId,
) -> DbResult<Vec<Profile>> {
    Ok(profiles::table
        .filter(profiles::account_id.eq(account))
        .order(profiles::mpn_id)
        .limit(500)
        .select(Profile::as_select())
        .load(conn)?)
}

/// The profile bound to an organization within the scope.
pub fn bound_to(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<Profile>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(profiles::table
        .filter(profiles::bound_organization_id.eq(organization))
        .select(Profile::as_select())
        .first(conn)
        .optional()?)
}

/// The active profiles that nobody has, whose enrolled domain this is (S6, decision 11); two are as good as more.
pub fn enrolled_with(
    conn: &mut DbConn,
    _: &TenantScope,
    domain: &str,
    country: &str,
) -> DbResult<Vec<Profile>> {
    Ok(profiles::table
        .filter(profiles::enrolled_domain.eq(domain))
        .filter(profiles::country.eq(country))
        .filter(profiles::state.eq(ProfileState::Active))
        .filter(profiles::bound_organization_id.is_null())
        .limit(2)
        .select(Profile::as_select())
        .load(conn)?)
}

pub(super) fn profiles_by_number(
    conn: &mut DbConn,
    _: &TenantScope,
    numbers: &[MpnId],
) -> DbResult<Vec<Profile>> {
    let mut found = Vec::new();
    for batch in numbers.chunks(BATCH) {
        found.extend(
            profiles::table
                .filter(profiles::mpn_id.eq_any(batch))
                .select(Profile::as_select())
                .load::<Profile>(conn)?,
        );
    }
    Ok(found)
}

/// Who holds which of these numbers.
pub fn holders(
    conn: &mut DbConn,
    scope: &TenantScope,
    numbers: &[MpnId],
) -> DbResult<HashMap<MpnId, OrganizationId>> {
    let held = profiles_by_number(conn, scope, numbers)?.into_iter();
    let held = held.filter_map(|p| {
        p.bound_organization_id
            .filter(|holder| scope.allows(*holder))
            .map(|holder| (p.mpn_id, holder))
    });
    Ok(held.collect())
}

/// The countries of organizations that hold a profile.
pub(super) fn countries_of_bound(
    conn: &mut DbConn,
    _: &TenantScope,
    holders: Vec<OrganizationId>,
) -> DbResult<HashMap<OrganizationId, String>> {
    let mut found = HashMap::new();
    for batch in holders.chunks(BATCH) {
        let rows: Vec<(OrganizationId, String)> = organizations::table
            .filter(organizations::id.eq_any(batch))
            .select((organizations::id, organizations::country))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

pub(super) fn add_profile(conn: &mut DbConn, _: &TenantScope, profile: &Profile) -> DbResult<()> {
    diesel::insert_into(profiles::table)
        .values(profile)
        .execute(conn)?;
    Ok(())
}

/// Writes a change if nobody was faster; whether it did.
pub(super) fn change_profile(
    conn: &mut DbConn,
    _: &TenantScope,
    id: MembershipProfileId,
    version: i32,
    change: &Change,
) -> DbResult<bool> {
    let rows = diesel::update(profiles::table.find(id).filter(profiles::version.eq(version)))
        .set((change, profiles::version.eq(version + 1)))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Reserves a free number for an organization; whether it is now (or was already) its.
pub(super) fn reserve(
    conn: &mut DbConn,
    scope: &TenantScope,
    mpn_id: &MpnId,
    organization: OrganizationId,
) -> DbResult<bool> {
    if !scope.allows(organization) {
        return Ok(false);
    }
    let rows = diesel::update(profiles::table.filter(profiles::mpn_id.eq(mpn_id)))
        .filter(
            profiles::bound_organization_id
                .is_null()
                .or(profiles::bound_organization_id.eq(organization)),
        )
        .filter(
            profiles::reserved_organization_id
                .is_null()
                .or(profiles::reserved_organization_id.eq(organization)),
        )
        .set(profiles::reserved_organization_id.eq(Some(organization)))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Lets go of what an organization has reserved.
pub(super) fn release(conn: &mut DbConn, scope: &TenantScope, organization: OrganizationId) -> DbResult<()> {
    if scope.allows(organization) {
        diesel::update(profiles::table.filter(profiles::reserved_organization_id.eq(organization)))
            .set(profiles::reserved_organization_id.eq(None::<OrganizationId>))
            .execute(conn)?;
    }
    Ok(())
}

/// Binds an active number that no other organization has; whether it did.
pub(super) fn bind(
    conn: &mut DbConn,
    scope: &TenantScope,
    mpn_id: &MpnId,
    organization: OrganizationId,
    at: Timestamp,
) -> DbResult<bool> {
    if !scope.allows(organization) {
        return Ok(false);
    }
    let rows = diesel::update(profiles::table.filter(profiles::mpn_id.eq(mpn_id)))
        .filter(profiles::state.eq(ProfileState::Active))
        .filter(profiles::bound_organization_id.is_null())
        .filter(
            profiles::reserved_organization_id
                .is_null()
                .or(profiles::reserved_organization_id.eq(organization)),
        )
        .set((
            profiles::bound_organization_id.eq(Some(organization)),
            profiles::bound_at.eq(Some(at)),
            profiles::reserved_organization_id.eq(None::<OrganizationId>),
            profiles::version.eq(profiles::version + 1),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Lets go of what is bound to an organization; which number it was.
pub(super) fn unbind(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Option<MpnId>> {
    if !scope.allows(organization) {
        return Ok(None);
    }
    Ok(
        diesel::update(profiles::table.filter(profiles::bound_organization_id.eq(organization)))
            .set((
                profiles::bound_organization_id.eq(None::<OrganizationId>),
                profiles::bound_at.eq(None::<Timestamp>),
                profiles::concern.eq(None::<Concern>),
                profiles::version.eq(profiles::version + 1),
            ))
            .returning(profiles::mpn_id)
            .get_result(conn)
            .optional()?,
    )
}

/// A row of the operator's list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = profiles)]
pub struct Listed {
    /// Its number.
    pub mpn_id: MpnId,
    /// The organization's name in the directory.
    pub organization_name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Whether it counts.
    pub state: ProfileState,
    /// What it stands for.
    pub kind: ProfileKind,
    /// Who has applied with it.
    pub reserved_organization_id: Option<OrganizationId>,
    /// Whose it is.
    pub bound_organization_id: Option<OrganizationId>,
    /// What the operator should look at.
    pub concern: Option<Concern>,
}

/// A page of the directory by number, from after `after`; with `concerns`, only what the operator should look at.
pub(super) fn list(
    conn: &mut DbConn,
    scope: &TenantScope,
    concerns: bool,
    after: Option<&MpnId>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let mut query = profiles::table
        .order(profiles::mpn_id)
        .limit(limit)
        .select(Listed::as_select())
        .into_boxed();
    if concerns {
        query = query.filter(profiles::concern.is_not_null());
    }
    if let Some(after) = after {
        query = query.filter(profiles::mpn_id.gt(after.as_str()));
    }
    Ok(query.load(conn)?)
}

/// How many profiles there are, up to `most`.
pub(super) fn count_up_to(
    conn: &mut DbConn,
    scope: &TenantScope,
    concerns: bool,
    most: i64,
) -> DbResult<usize> {
    if !scope.everywhere() {
        return Ok(0);
    }
    let mut query = profiles::table.select(profiles::mpn_id).limit(most).into_boxed();
    if concerns {
        query = query.filter(profiles::concern.is_not_null());
    }
    Ok(query.load::<MpnId>(conn)?.len())
}

/// What begins with the folded text, in name, number or user name; each by its index, each at most `limit`.
pub(super) fn search(
    conn: &mut DbConn,
    scope: &TenantScope,
    typed: &str,
    folded: &str,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Listed> = profiles::table
        .filter(
            profiles::mpn_id
                .ge(typed)
                .and(profiles::mpn_id.lt(prefix_end(typed))),
        )
        .order(profiles::mpn_id)
        .limit(limit)
        .select(Listed::as_select())
        .load(conn)?;
    let by_name: Vec<Listed> = profiles::table
        .filter(
            profiles::name_key
                .ge(folded)
                .and(profiles::name_key.lt(prefix_end(folded))),
        )
        .order((profiles::name_key, profiles::mpn_id))
        .limit(limit)
        .select(Listed::as_select())
        .load(conn)?;
    let logins: Vec<MembershipAccountId> = accounts::table
        .filter(
            accounts::login_norm
                .ge(folded)
                .and(accounts::login_norm.lt(prefix_end(folded))),
        )
        .order(accounts::login_norm)
        .limit(limit)
        .select(accounts::id)
        .load(conn)?;
    let by_login: Vec<Listed> = profiles::table
        .filter(profiles::account_id.eq_any(logins))
        .order(profiles::mpn_id)
        .limit(limit)
        .select(Listed::as_select())
        .load(conn)?;
    for row in by_name.into_iter().chain(by_login) {
        if !found.iter().any(|f| f.mpn_id == row.mpn_id) {
            found.push(row);
        }
    }
    Ok(found)
}
