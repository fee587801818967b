//! An organization becomes an indirect reseller: everything that approval or the shortcut brings, in the caller's transaction
//! (5.1, decisions 11 and 12).

use serde_json::json;

use super::reading::{Answers, Support, legal_address};
use super::record::{Case, not_taken};
use super::submit::country_of;
use crate::db::{DbConn, Fault};
use crate::features::enrollments::domain::Refused;
use crate::features::enrollments::store::EventKind;
use crate::features::memberships::{self, MpnId, Profile};
use crate::features::organizations::{self, Address};
use crate::features::{customers, users};
use crate::kernel::address::PostalAddress;
use crate::kernel::country::Country;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::site::Cx;
use crate::policy::Programme;

/// The registered address as the membership directory has it, for an organization that was never asked; none that isn't one of its country.
fn address_of(profile: &Profile, organization: OrganizationId, country: Country) -> Option<Address> {
    let lines = [
        profile.address_line1.as_str(),
        &profile.address_line2,
        &profile.city,
        &profile.region,
        &profile.postal_code,
    ];
    let address = PostalAddress::parse(country, &lines).ok()?;
    (profile.country == country.code()).then(|| legal_address(&address, organization, country))
}

/// Binds the MPN ID, activates the programme, gives the applicant its roles, sets what was applied with, lists the customers that
/// were served through other portals (S52, S63). `answers` is the whole form; the shortcut has only the support contact.
pub(super) fn activate(
    conn: &mut DbConn,
    cx: &Cx,
    case: &Case,
    mpn_id: &MpnId,
    applicant: UserId,
    support: &Support,
    answers: Option<&Answers>,
) -> Result<(), Fault<Refused>> {
    let (organization, who, country) = (case.organization.id, case.who, country_of(case)?);
    memberships::bind(conn, cx, &case.scope, mpn_id, organization, country.code())?.map_err(not_taken)?;
    organizations::activate_programme(conn, cx, who, organization, Programme::Reseller)?;
    if let Some(answers) = answers {
        let address = answers.legal_address(organization, country);
        let contact = answers.primary_contact(organization, case.row.confirmed_at);
        let name = answers.legal_name.as_str();
        organizations::set_profile(conn, cx, who, organization, name, &address, &contact)?;
        customers::on_renamed(conn, organization)?;
    }
    if answers.is_none()
        && let Some(profile) = memberships::bound_to(conn, &case.scope, organization)?
        && let Some(address) = address_of(&profile, organization, country)
    {
        organizations::take_address(conn, cx, who, &address)?;
    }
    let website = support.website.as_ref().map(|site| site.as_str());
    organizations::set_support(conn, cx, who, &support.contact(organization), website)?;
    users::grant_on_activation(conn, cx, who, applicant)?;
    let listed = customers::on_activated(conn, cx, who, &case.scope, organization, mpn_id)?;
    case.note(conn, cx, EventKind::Activated, "")?;
    let details = json!({ "mpn_id": mpn_id, "kind": case.row.kind, "customers": listed });
    case.audit(conn, cx, "enrollment.activate", details, None)?;
    Ok(())
}
