//! Taking an MPN ID and letting it go.

use serde_json::json;

use super::super::store::{self, Profile};
use super::event;
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::features::memberships::domain::{MpnId, Unselectable};
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::policy::{TenantScope, Who};

/// Why an MPN ID wasn't reserved or bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// There is no such number.
    Unknown,
    /// Rule S20.
    Unselectable(Unselectable),
}

/// Checks rule S20 for an organization in `country` (ISO 3166-1 alpha-2) and answers the profile.
pub fn check(
    conn: &mut DbConn,
    scope: &TenantScope,
    mpn_id: &MpnId,
    organization: OrganizationId,
    country: &str,
) -> DbResult<Result<Profile, NotTaken>> {
    let Some(profile) = store::profile(conn, scope, mpn_id)? else {
        return Ok(Err(NotTaken::Unknown));
    };
    Ok(profile
        .selectable_by(organization, country)
        .map(|()| profile)
        .map_err(NotTaken::Unselectable))
}

/// Reserves an MPN ID for an application, from **Enroll now** on (decision 12). What the organization had reserved before is let go.
pub fn reserve(
    conn: &mut DbConn,
    scope: &TenantScope,
    mpn_id: &MpnId,
    organization: OrganizationId,
    country: &str,
) -> DbResult<Result<(), NotTaken>> {
    if let Err(refused) = check(conn, scope, mpn_id, organization, country)? {
        return Ok(Err(refused));
    }
    store::release(conn, scope, organization)?;
    // The rows may have changed since they were read: the conditional update decides.
    Ok(if store::reserve(conn, scope, mpn_id, organization)? {
        Ok(())
    } else {
        Err(NotTaken::Unselectable(Unselectable::Taken))
    })
}

/// Lets go of the organization's reservation: disowned, rejected, withdrawn or abandoned (decision 12).
pub fn release(conn: &mut DbConn, scope: &TenantScope, organization: OrganizationId) -> DbResult<()> {
    store::release(conn, scope, organization)
}

/// Binds an MPN ID at activation. Rule S20 is checked again, since the directory may have changed during the review.
pub fn bind(
    conn: &mut DbConn,
    cx: &Cx,
    scope: &TenantScope,
    mpn_id: &MpnId,
    organization: OrganizationId,
    country: &str,
) -> DbResult<Result<Profile, NotTaken>> {
    let profile = match check(conn, scope, mpn_id, organization, country)? {
        Err(refused) => return Ok(Err(refused)),
        Ok(profile) if profile.bound_organization_id == Some(organization) => return Ok(Ok(profile)),
        Ok(profile) => profile,
    };
    let bound = store::bind(conn, scope, mpn_id, organization, cx.now)?;
    Ok(if bound {
        Ok(profile)
    } else {
        Err(NotTaken::Unselectable(Unselectable::Taken))
    })
}

/// Lets go of the number bound to a closed organization (decision 7).
pub fn unbind(
    conn: &mut DbConn,
    cx: &Cx,
    scope: &TenantScope,
    who: Who,
    organization: OrganizationId,
) -> DbResult<()> {
    if let Some(mpn_id) = store::unbind(conn, scope, organization)? {
        audit::append(
            conn,
            cx,
            who,
            event(organization, "membership.unbind", &mpn_id, json!({})),
        )?;
    }
    Ok(())
}
