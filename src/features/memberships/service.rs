//! What is done with the membership directory: signing in to it, taking and letting go of an MPN ID, importing and correcting.

use serde_json::json;

use super::domain::{Concern, MpnId, ProfileKind, ProfileState, Unselectable, concern};
use super::store::{self, Account, Change, Listed, Profile};
use crate::audit;
use crate::db::{DbConn, DbResult};
use crate::kernel::clock::{SignedDuration, Timestamp};
use crate::kernel::ids::{MembershipAccountId, MembershipProfileId, OrganizationId};
use crate::kernel::search::fold;
use crate::kernel::site::Cx;
use crate::policy::actions::{ApplyForEnrollment, ManageMemberships, SeeMemberships};
use crate::policy::{Permit, TenantScope, Who};

/// What enrollment needs of a membership directory (A10). The built-in one is [`BuiltIn`]; another may stand in for it.
pub trait Directory: Send + Sync {
    /// The account of a user name, if there is one. Whoever asks checks the password, and a dummy where there is none.
    fn account(
        &self,
        conn: &mut DbConn,
        permit: &Permit<ApplyForEnrollment>,
        login: &str,
    ) -> DbResult<Option<Credentials>>;
    /// Writes down how a check of the password ended (A.5).
    fn checked(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        permit: &Permit<ApplyForEnrollment>,
        account: MembershipAccountId,
        outcome: &Outcome,
    ) -> DbResult<()>;
    /// The profiles that the account holds.
    fn profiles_of(
        &self,
        conn: &mut DbConn,
        scope: &TenantScope,
        account: MembershipAccountId,
    ) -> DbResult<Vec<Profile>>;
    /// The profile of a number.
    fn profile(&self, conn: &mut DbConn, scope: &TenantScope, mpn_id: &MpnId) -> DbResult<Option<Profile>>;
}

/// The directory in Tandem's own database.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn;

/// The directory of this installation.
#[must_use]
pub fn directory() -> &'static dyn Directory {
    &BuiltIn
}

/// A hash as it is stored: PHC text and the id of the key that peppered it, empty for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// `$argon2id$…`.
    pub phc: String,
    /// Of the key ring.
    pub key: String,
}

/// What a sign-in to the directory is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account.
    pub account: MembershipAccountId,
    /// Its hash.
    pub stored: Hashed,
    /// No sign-in before, because of failed ones.
    pub locked_until: Option<Timestamp>,
}

/// How a check of a password ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was right; a renewed hash is stored.
    Right {
        /// Stored instead of the old one, if the hash was weak, foreign or under an old key.
        renewed: Option<Hashed>,
        /// The hash that was checked.
        checked: String,
    },
    /// It was wrong.
    Wrong,
}

/// The wait after so many failures in a row (kanidm's steps, A.5); `None` for none yet.
#[must_use]
pub fn wait_after(failures: i32) -> SignedDuration {
    match failures {
        ..=2 => SignedDuration::from_secs(1),
        3..=8 => SignedDuration::from_secs(3),
        9..=24 => SignedDuration::from_secs(5),
        25..=99 => SignedDuration::from_secs(10),
        _ => SignedDuration::from_hours(24),
    }
}

impl Directory for BuiltIn {
    fn account(
        &self,
        conn: &mut DbConn,
        permit: &Permit<ApplyForEnrollment>,
        login: &str,
    ) -> DbResult<Option<Credentials>> {
        Ok(
            store::account_by_login(conn, permit.scope(), &fold(login))?.map(|account: Account| {
                Credentials {
                    account: account.id,
                    stored: Hashed {
                        phc: account.password_hash,
                        key: account.password_key,
                    },
                    locked_until: account.locked_until,
                }
            }),
        )
    }

    fn checked(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        permit: &Permit<ApplyForEnrollment>,
        account: MembershipAccountId,
        outcome: &Outcome,
    ) -> DbResult<()> {
        match outcome {
            Outcome::Right { renewed, checked } => {
                if let Some(new) = renewed {
                    store::renew_hash(conn, permit.scope(), account, checked, &new.phc, &new.key)?;
                }
                store::set_lock(conn, permit.scope(), account, 0, None)
            }
            Outcome::Wrong => {
                let count = store::note_failure(conn, permit.scope(), account, cx.now)?;
                store::set_lock(
                    conn,
                    permit.scope(),
                    account,
                    count,
                    Some(cx.now + wait_after(count)),
                )
            }
        }
    }

    fn profiles_of(
        &self,
        conn: &mut DbConn,
        scope: &TenantScope,
        account: MembershipAccountId,
    ) -> DbResult<Vec<Profile>> {
        store::profiles_of(conn, scope, account)
    }

    fn profile(&self, conn: &mut DbConn, scope: &TenantScope, mpn_id: &MpnId) -> DbResult<Option<Profile>> {
        store::profile(conn, scope, mpn_id)
    }
}

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

fn event(
    organization: OrganizationId,
    action: &'static str,
    mpn_id: &MpnId,
    details: serde_json::Value,
) -> audit::Event {
    audit::Event {
        organization,
        action,
        object_kind: "membership",
        object_id: mpn_id.to_string(),
        target: None,
        details,
        personal: None,
    }
}

/// A profile made of the columns that an import writes.
fn new_profile(id: MembershipProfileId, mpn_id: MpnId, c: Change) -> Profile {
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
fn differences(old: &Profile, new: &Change) -> Vec<&'static str> {
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

/// How a correction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// Written.
    Done,
    /// It was so already.
    Unchanged,
    /// Somebody else changed it meanwhile.
    Stale,
    /// There is no such profile.
    Unknown,
}

/// Corrects a profile by hand, if it is still the version that the operator saw.
pub fn correct(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageMemberships>,
    mpn_id: &MpnId,
    version: i32,
    typed: Correction,
) -> DbResult<Corrected> {
    let scope = permit.scope();
    let Some(old) = store::profile(conn, scope, mpn_id)? else {
        return Ok(Corrected::Unknown);
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
    let columns = differences(&old, &change);
    if columns.is_empty() {
        return Ok(Corrected::Unchanged);
    }
    if !store::change_profile(conn, scope, old.id, version, &change)? {
        return Ok(Corrected::Stale);
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
    Ok(Corrected::Done)
}

/// What the operator's list shows.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The rows.
    pub rows: Vec<Listed>,
    /// Whether there are more after them.
    pub more: bool,
    /// How many there are in all, counted up to 1,001; `None` for a search.
    pub total: Option<usize>,
}

/// A page of the directory by number.
pub fn list(
    conn: &mut DbConn,
    permit: &Permit<SeeMemberships>,
    concerns: bool,
    after: Option<&MpnId>,
    size: usize,
) -> DbResult<Found> {
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::list(conn, permit.scope(), concerns, after, limit)?;
    let more = rows.len() > size;
    rows.truncate(size);
    Ok(Found {
        rows,
        more,
        total: Some(store::count_up_to(conn, permit.scope(), concerns, 1_001)?),
    })
}

/// What begins with the typed text in number, name or user name; at most `size` rows.
pub fn search(
    conn: &mut DbConn,
    permit: &Permit<SeeMemberships>,
    typed: &str,
    size: usize,
) -> DbResult<Found> {
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::search(conn, permit.scope(), typed.trim(), &fold(typed), limit)?;
    let more = rows.len() > size;
    rows.truncate(size);
    Ok(Found {
        rows,
        more,
        total: None,
    })
}

/// A profile with the user name of its account.
pub fn show(
    conn: &mut DbConn,
    permit: &Permit<SeeMemberships>,
    mpn_id: &MpnId,
) -> DbResult<Option<(Profile, String)>> {
    let Some(profile) = store::profile(conn, permit.scope(), mpn_id)? else {
        return Ok(None);
    };
    let login = store::account(conn, permit.scope(), profile.account_id)?
        .map(|a| a.login)
        .unwrap_or_default();
    Ok(Some((profile, login)))
}

/// Whether a bound profile should be looked at; for the operator's home page.
pub fn concerns(conn: &mut DbConn, permit: &Permit<SeeMemberships>) -> DbResult<Vec<(MpnId, Concern)>> {
    let rows = store::list(conn, permit.scope(), true, None, 100)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.concern.map(|c| (row.mpn_id, c)))
        .collect())
}
