//! The draft: begun, filled in, corrected.

use serde_json::json;

use super::read::waiting_shortcut;
use super::record::{Case, entry, not_taken};
use crate::audit;
use crate::db::{DbConn, DbError, DbResult, Fault, dialect};
use crate::features::enrollments::domain::{
    Command, FormData, Kind, ProfileProblem, Refused, Seen, State, may_begin,
};
use crate::features::enrollments::store::{self, Change, Enrollment, EventKind, NewRow};
use crate::features::memberships::{self, MpnId, Profile, directory};
use crate::features::organizations;
use crate::kernel::ids::{EnrollmentId, MembershipAccountId, OrganizationId};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::policy::{Permit, Programme, TenantScope, Who, actions};

type Apply = Permit<actions::ApplyForEnrollment>;

/// The organization's open draft, or a new one.
pub fn begin(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    language: Language,
) -> Result<Enrollment, Fault<Refused>> {
    let (scope, organization) = own(permit)?;
    let last = store::newest(conn, scope, organization)?;
    if let Some(draft) = last.as_ref().filter(|row| row.state == State::Draft) {
        return Ok(draft.clone());
    }
    let is_reseller = organizations::programmes(conn, organization)?.contains(&Programme::Reseller);
    may_begin(last.map(|row| row.state), is_reseller).map_err(Fault::Refused)?;
    let kind = match waiting_shortcut(conn, scope, organization)? {
        Some(_) => Kind::SupportOnly,
        None => Kind::New,
    };
    let form = FormData {
        contact_language: language.code().to_owned(),
        ..FormData::default()
    };
    let new = New {
        kind,
        form: &form,
        language,
        mpn_id: None,
        previous: None,
    };
    let made = dialect::savepoint(conn, |conn| insert(conn, cx, permit, organization, &new));
    match made {
        Ok(()) => {}
        // Two people of the organization at once: the other's draft is the organization's.
        Err(DbError::Duplicate(_)) => {}
        Err(error) => return Err(error.into()),
    }
    store::newest(conn, scope, organization)?.ok_or(Fault::Db(DbError::NotFound))
}

fn own(permit: &Apply) -> DbResult<(&TenantScope, OrganizationId)> {
    let organization = permit.scope().own().ok_or(DbError::NotFound)?;
    Ok((permit.scope(), organization))
}

struct New<'a> {
    kind: Kind,
    form: &'a FormData,
    language: Language,
    mpn_id: Option<&'a MpnId>,
    previous: Option<EnrollmentId>,
}

fn insert(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    organization: OrganizationId,
    new: &New<'_>,
) -> DbResult<()> {
    let id = EnrollmentId::new();
    let number = organizations::next_number(conn, "enrollments")?;
    store::insert(
        conn,
        &NewRow {
            id,
            number,
            organization_id: organization,
            kind: new.kind,
            state: State::Draft,
            state_since: cx.now,
            mpn_id: new.mpn_id,
            form: &new.form.to_text(),
            language: new.language,
            marked: "[]",
            previous_id: new.previous,
            created_at: cx.now,
            updated_at: cx.now,
        },
    )?;
    let row = store::by_id(conn, permit.scope(), id)?.ok_or(DbError::NotFound)?;
    let case = Case::of(conn, permit.scope(), permit.who(), row)?;
    let (event, action) = match new.previous {
        Some(_) => (EventKind::Corrected, "enrollment.correct"),
        None => (EventKind::Begun, "enrollment.begin"),
    };
    case.note(conn, cx, event, "")?;
    let details = json!({ "kind": new.kind, "reference": case.row.reference(), "previous": new.previous });
    let entry = entry(organization, id, action, details, None);
    audit::append(conn, cx, permit.who(), entry)
}

/// A profile of the membership account that is signed in, if the organization may take it (S18–S20).
pub(super) fn profile_of(
    conn: &mut DbConn,
    case: &Case,
    account: MembershipAccountId,
    mpn_id: &MpnId,
) -> Result<Profile, Fault<Refused>> {
    let unknown = Fault::Refused(Refused::Profile(ProfileProblem::Unknown));
    match directory().profile(conn, &case.scope, mpn_id)? {
        Some(profile) if profile.account_id == account => {}
        _ => return Err(unknown),
    }
    let (organization, country) = (case.organization.id, case.organization.country.as_str());
    memberships::check(conn, &case.scope, mpn_id, organization, country)?.map_err(not_taken)
}

/// Chooses a profile of the membership account that is signed in (rule S20), and fills in what is still empty from it (S21).
pub fn choose_profile(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    account: MembershipAccountId,
    mpn_id: &MpnId,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Save, None)?;
    let profile = profile_of(conn, &case, account, mpn_id)?;
    let form = case.row.data().or(&known(&profile)).clipped();
    let change = Change {
        mpn_id: Some(mpn_id),
        kind: Some(Kind::New),
        form: Some(&form.to_text()),
        form_page: Some(None),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    let details = json!({ "mpn_id": mpn_id });
    case.audit(conn, cx, "enrollment.choose_profile", details, None)?;
    Ok(())
}

/// What the directory knows of an organization, in the fields of the form.
fn known(profile: &Profile) -> FormData {
    FormData {
        legal_name: profile.organization_name.clone(),
        line1: profile.address_line1.clone(),
        line2: profile.address_line2.clone(),
        city: profile.city.clone(),
        region: profile.region.clone(),
        postal_code: profile.postal_code.clone(),
        contact_phone: profile.phone.clone(),
        support_phone: profile.phone.clone(),
        support_website: profile.website.clone(),
        ..FormData::default()
    }
}

/// Stores what was typed, right or wrong. Isn't in the audit trail: nothing is decided by it. `seen` is what the page had before its
/// eyes: what somebody else saved since then isn't written over (A.14).
pub fn save_details(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    typed: FormData,
    seen: Option<&Seen>,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Save, None)?;
    let form = typed.clipped().to_text();
    if form == case.row.form {
        return Ok(());
    }
    case.fits(seen)?;
    let change = Change {
        form: Some(&form),
        form_page: Some(seen.and_then(Seen::page)),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)
}

/// "This is wrong, enroll as new": the draft leads through the whole wizard (decision 11).
pub fn enroll_as_new(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    begin(conn, cx, permit, Language::default())?;
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Save, None)?;
    if case.row.kind == Kind::New {
        return Ok(());
    }
    let change = Change {
        kind: Some(Kind::New),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    let details = json!({ "kind": Kind::New });
    case.audit(conn, cx, "enrollment.enroll_as_new", details, None)?;
    Ok(())
}

/// **Correct and resubmit**: a new draft with the data of an application that was rejected, withdrawn or given up (decision 12).
pub fn correct(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    let (scope, organization) = own(permit)?;
    let last = store::newest(conn, scope, organization)?.ok_or(DbError::NotFound)?;
    if !matches!(last.state, State::Rejected | State::Withdrawn | State::Abandoned) {
        return Err(Fault::Refused(Refused::State(last.state)));
    }
    let is_reseller = organizations::programmes(conn, organization)?.contains(&Programme::Reseller);
    may_begin(Some(last.state), is_reseller).map_err(Fault::Refused)?;
    let new = New {
        kind: Kind::New,
        form: &last.data(),
        language: last.language,
        mpn_id: last.mpn_id.as_ref(),
        previous: Some(last.id),
    };
    match insert(conn, cx, permit, organization, &new) {
        Err(DbError::Duplicate(_)) => Err(Fault::Refused(Refused::AlreadyOpen)),
        done => Ok(done?),
    }
}

/// An organization verified its domain: a draft in which nothing is chosen yet may take the shortcut (decision 11).
pub fn on_domain_verified(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    _: &str,
) -> DbResult<()> {
    let scope = TenantScope::Own(organization);
    let draft = store::newest(conn, &scope, organization)?
        .filter(|row| row.state == State::Draft && row.mpn_id.is_none() && row.kind == Kind::New);
    let Some(draft) = draft else { return Ok(()) };
    if waiting_shortcut(conn, &scope, organization)?.is_none() {
        return Ok(());
    }
    let change = Change {
        kind: Some(Kind::SupportOnly),
        ..Change::NONE
    };
    // Who saves at this very moment wins: the shortcut is then offered to the next draft.
    if store::advance(conn, &scope, &draft, State::Draft, cx.now, &change)? {
        let details = json!({ "kind": Kind::SupportOnly });
        let entry = entry(organization, draft.id, "enrollment.offer_shortcut", details, None);
        audit::append(conn, cx, who, entry)?;
    }
    Ok(())
}
