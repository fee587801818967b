//! Queries of organization profiles: reading, reserving, binding.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{BATCH, Change, Profile};
use crate::db::schema::{membership_profiles as profiles, organizations};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::domain::{Concern, MpnId, ProfileState};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{MembershipAccountId, MembershipProfileId, OrganizationId};
use crate::policy::TenantScope;

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

pub(in crate::features::memberships) fn profiles_by_number(
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
pub(in crate::features::memberships) fn countries_of_bound(
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

pub(in crate::features::memberships) fn add_profile(
    conn: &mut DbConn,
    _: &TenantScope,
    profile: &Profile,
) -> DbResult<()> {
    diesel::insert_into(profiles::table)
        .values(profile)
        .execute(conn)?;
    Ok(())
}

/// Writes a change if nobody was faster; whether it did.
pub(in crate::features::memberships) fn change_profile(
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

/// Notes that an import had these, and found them as they are.
pub(in crate::features::memberships) fn touch(
    conn: &mut DbConn,
    _: &TenantScope,
    ids: &[MembershipProfileId],
    at: Timestamp,
) -> DbResult<()> {
    for batch in ids.chunks(BATCH) {
        diesel::update(profiles::table.filter(profiles::id.eq_any(batch)))
            .set(profiles::imported_at.eq(Some(at)))
            .execute(conn)?;
    }
    Ok(())
}

/// Reserves a free number for an organization; whether it is now (or was already) its.
pub(in crate::features::memberships) fn reserve(
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
pub(in crate::features::memberships) fn release(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<()> {
    if scope.allows(organization) {
        diesel::update(profiles::table.filter(profiles::reserved_organization_id.eq(organization)))
            .set(profiles::reserved_organization_id.eq(None::<OrganizationId>))
            .execute(conn)?;
    }
    Ok(())
}

/// Binds an active number that no other organization has; whether it did.
pub(in crate::features::memberships) fn bind(
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
pub(in crate::features::memberships) fn unbind(
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
