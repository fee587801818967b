//! Correcting a profile by hand.

use serde_json::json;

use super::super::store::{self, Change, Profile};
use super::event;
use crate::audit;
use crate::db::{DbConn, Fault};
use crate::features::memberships::domain::{MpnId, ProfileKind, ProfileState, concern};
use crate::kernel::ids::MembershipProfileId;
use crate::kernel::search::fold;
use crate::kernel::site::Cx;
use crate::policy::Permit;
use crate::policy::actions::ManageMemberships;

/// A profile made of the columns that an import writes.
pub(super) fn new_profile(id: MembershipProfileId, mpn_id: MpnId, c: Change) -> Profile {
    Profile {
        id,
        account_id: c.account_id,
        mpn_id,
        organization_name: c.organization_name,
        name_key: c.name_key,
        country: c.country,
        state: c.state,
        kind: c.kind,
        competencies: c.competencies,
        enrolled_domain: c.enrolled_domain,
        address_line1: c.address_line1,
        address_line2: c.address_line2,
        city: c.city,
        region: c.region,
        postal_code: c.postal_code,
        phone: c.phone,
        website: c.website,
        reserved_organization_id: None,
        bound_organization_id: None,
        bound_at: None,
        concern: c.concern,
        imported_at: c.imported_at,
        updated_at: c.updated_at,
        version: 1,
    }
}

/// Which columns of the import file a change would alter.
pub(super) fn differences(old: &Profile, new: &Change) -> Vec<&'static str> {
    let pairs = [
        ("login", old.account_id != new.account_id),
        ("enrolled_domain", old.enrolled_domain != new.enrolled_domain),
        ("organization", old.organization_name != new.organization_name),
        ("country", old.country != new.country),
        ("state", old.state != new.state),
        ("kind", old.kind != new.kind),
        ("competencies", old.competencies != new.competencies),
        ("address_line1", old.address_line1 != new.address_line1),
        ("address_line2", old.address_line2 != new.address_line2),
        ("city", old.city != new.city),
        ("region", old.region != new.region),
        ("postal_code", old.postal_code != new.postal_code),
        ("phone", old.phone != new.phone),
        ("website", old.website != new.website),
    ];
    pairs
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(column, _)| column)
        .collect()
}

/// What the operator typed to correct a profile; checked already.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The organization's name.
    pub organization: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Whether it counts.
    pub state: ProfileState,
    /// What it stands for.
    pub kind: ProfileKind,
    /// A list of words.
    pub competencies: Vec<String>,
    /// S6.
    pub enrolled_domain: Option<String>,
    /// Line 1, line 2, city, region, postal code; empty for none.
    pub address: [String; 5],
    /// E.164, or empty.
    pub phone: String,
    /// URL, or empty.
    pub website: String,
}

/// Why a correction wasn't written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCorrected {
    /// Somebody else changed it meanwhile.
    Stale,
    /// There is no such profile.
    Unknown,
}

/// Corrects a profile by hand, if it is still the version that the operator saw; whether anything changed.
pub fn correct(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageMemberships>,
    mpn_id: &MpnId,
    version: i32,
    typed: Correction,
) -> Result<bool, Fault<NotCorrected>> {
    let scope = permit.scope();
    let Some(old) = store::profile(conn, scope, mpn_id)? else {
        return Err(Fault::Refused(NotCorrected::Unknown));
    };
    let holders = store::countries_of_bound(conn, scope, old.bound_organization_id.into_iter().collect())?;
    let holder = old
        .bound_organization_id
        .and_then(|organization| holders.get(&organization));
    let [address_line1, address_line2, city, region, postal_code] = typed.address;
    let change = Change {
        account_id: old.account_id,
        name_key: fold(&typed.organization),
        organization_name: typed.organization,
        state: typed.state,
        kind: typed.kind,
        competencies: json!(typed.competencies).to_string(),
        enrolled_domain: typed.enrolled_domain,
        address_line1,
        address_line2,
        city,
        region,
        postal_code,
        phone: typed.phone,
        website: typed.website,
        concern: holder.and_then(|country| concern(typed.state, &typed.country, country)),
        country: typed.country,
        imported_at: old.imported_at,
        updated_at: cx.now,
    };
    if old.version != version {
        return Err(Fault::Refused(NotCorrected::Stale));
    }
    let columns = differences(&old, &change);
    if columns.is_empty() {
        return Ok(false);
    }
    if !store::change_profile(conn, scope, old.id, version, &change)? {
        return Err(Fault::Refused(NotCorrected::Stale));
    }
    // It stands in the chain of whoever is concerned: the holder's, and the operator's own for a profile that nobody holds.
    if let Some(organization) = old.bound_organization_id.or(permit.who().organization) {
        audit::append(
            conn,
            cx,
            permit.who(),
            event(
                organization,
                "membership.change",
                mpn_id,
                json!({ "columns": columns }),
            ),
        )?;
    }
    Ok(true)
}
