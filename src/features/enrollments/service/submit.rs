//! **Enroll now**, and what the organization does with an application afterwards.

use serde_json::json;

use super::reading::{self, Answers, Support, web_mail};
use super::record::{Case, not_taken};
use super::{activate, draft, letters};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::enrollments::domain::{
    CheckKind, CheckState, Command, Field, FieldProblem, FormData, ProfileProblem, Refused, Seen, State,
    Step, employment_by_itself, may_mail_again, may_resend,
};
use crate::features::enrollments::store::{self, Change, EventKind};
use crate::features::memberships::{self, MpnId, Profile, directory};
use crate::features::organizations;
use crate::kernel::clock::{Timestamp, days};
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::MembershipAccountId;
use crate::kernel::similar;
use crate::kernel::site::Cx;
use crate::policy::{Permit, Programme, actions};

type Apply = Permit<actions::ApplyForEnrollment>;

/// **Enroll now**: reserves the MPN ID and mails the contact (S21–S24, decision 12). `version` is that of the page.
pub fn submit(conn: &mut DbConn, cx: &Cx, permit: &Apply, version: i32) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Submit, None)?;
    if case.row.version != version {
        return Err(Fault::Refused(Refused::Changed));
    }
    refuse_resellers(conn, &case)?;
    let Some(mpn_id) = case.row.mpn_id.clone() else {
        return Err(Fault::Refused(Refused::Incomplete(Step::Profile)));
    };
    let country = country_of(&case)?;
    let answers = reading::strictly(conn, &case.scope, &case.row.data(), country)?;
    let answers = answers.map_err(|wrong| Fault::Refused(Refused::Fields(wrong)))?;
    may_mail_again(&sent(conn, cx, &case)?, cx.now, &cx.site.limits).map_err(Fault::Refused)?;
    let organization = case.organization.id;
    memberships::reserve(conn, &case.scope, &mpn_id, organization, country.code())?.map_err(not_taken)?;
    let key = similar::legal_name_key(answers.legal_name.as_str());
    let norm = answers.email.norm();
    let change = Change {
        language: Some(answers.language),
        legal_name_key: Some(&key),
        contact_email_norm: Some(&norm),
        contact_phone: Some(answers.phone.as_str()),
        applicant_user_id: case.who.user,
        submitted_at: Some(cx.now),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    for kind in CheckKind::ALL {
        case.set_check(conn, cx, *kind, CheckState::Waiting, None, "")?;
    }
    case.set_check(conn, cx, CheckKind::Membership, CheckState::Passed, None, "")?;
    check_employment(conn, cx, &mut case)?;
    case.note(conn, cx, EventKind::Submitted, "")?;
    let details = json!({ "mpn_id": mpn_id, "reference": case.row.reference() });
    case.audit(
        conn,
        cx,
        "enrollment.submit",
        details,
        Some(json!({ "contact": norm })),
    )?;
    letters::verification(conn, cx, &case, &answers.email)?;
    Ok(())
}

fn refuse_resellers(conn: &mut DbConn, case: &Case) -> Result<(), Fault<Refused>> {
    if organizations::programmes(conn, case.organization.id)?.contains(&Programme::Reseller) {
        Err(Fault::Refused(Refused::AlreadyReseller))
    } else {
        Ok(())
    }
}

pub(super) fn country_of(case: &Case) -> DbResult<Country> {
    Country::parse(&case.organization.country)
        .map_err(|_| DbError::Query("an organization's country isn't in the table".to_owned()))
}

/// The employment check by itself (decision 14). What a reviewer decided stays.
fn check_employment(conn: &mut DbConn, cx: &Cx, case: &mut Case) -> DbResult<()> {
    let decided =
        |c: &crate::features::enrollments::Check| c.kind == CheckKind::Employment && c.decided_by.is_some();
    if case.checks.iter().any(decided) {
        return Ok(());
    }
    let website = match &case.row.mpn_id {
        Some(mpn_id) => directory()
            .profile(conn, &case.scope, mpn_id)?
            .map(|p: Profile| p.website),
        None => None,
    };
    let state = case.contact_email().map_or(CheckState::Waiting, |email| {
        employment_by_itself(
            email.domain().as_str(),
            case.organization.sign_in_domain.as_deref(),
            website.as_deref().unwrap_or_default(),
        )
    });
    case.set_check(conn, cx, CheckKind::Employment, state, None, "")
}

/// **Enroll now** of the shortcut (S6, decision 11): active at once. Of `typed` only the support fields are read;
/// `seen` is what the page had before its eyes.
pub fn submit_support(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    typed: FormData,
    seen: Option<&Seen>,
) -> Result<(), Fault<Refused>> {
    let Some(profile) = super::shortcut(conn, permit)? else {
        return Err(Fault::Refused(Refused::NoShortcut));
    };
    draft::begin(conn, cx, permit, crate::kernel::language::Language::default())?;
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::SubmitSupport, None)?;
    refuse_resellers(conn, &case)?;
    let country = country_of(&case)?;
    let typed = typed.clipped();
    let support = Support::read(&typed, country).map_err(|wrong| Fault::Refused(Refused::Fields(wrong)))?;
    let stored = case.row.data();
    let form = stored.clone().with(&typed, &Field::SUPPORT);
    let overwrites = |seen: &Seen| form != stored && !seen.fits(&stored.only(&Field::SUPPORT), None);
    if seen.is_some_and(overwrites) {
        return Err(Fault::Refused(Refused::Changed));
    }
    let applicant = case.who.user.ok_or(DbError::NotFound)?;
    let change = Change {
        form: Some(&form.to_text()),
        mpn_id: Some(&profile.mpn_id),
        applicant_user_id: Some(applicant),
        submitted_at: Some(cx.now),
        decided_at: Some(cx.now),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    for kind in CheckKind::ALL {
        case.set_check(conn, cx, *kind, CheckState::NotNeeded, None, "")?;
    }
    case.set_check(conn, cx, CheckKind::Membership, CheckState::Passed, None, "")?;
    case.note(conn, cx, EventKind::Submitted, "")?;
    activate::activate(conn, cx, &case, &profile.mpn_id, applicant, &support, None)?;
    letters::activated_by_shortcut(conn, cx, &case, &support.email)?;
    Ok(())
}

/// Another address for the contact, before it confirmed: the old link dies, the new address gets one (decision 12).
pub fn change_contact(conn: &mut DbConn, cx: &Cx, permit: &Apply, email: &str) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::ChangeContact, None)?;
    let wrong = |problem| Fault::Refused(Refused::Fields(vec![(Field::ContactEmail, problem)]));
    let email = EmailAddress::parse(email).map_err(|problem| wrong(FieldProblem::Value(problem)))?;
    if let Some(problem) = web_mail(conn, &case.scope, &email)? {
        return Err(wrong(problem));
    }
    may_mail_again(&sent(conn, cx, &case)?, cx.now, &cx.site.limits).map_err(Fault::Refused)?;
    let old = case.row.data();
    let mut form = old.clone();
    form.contact_email = email.as_str().to_owned();
    let norm = email.norm();
    let change = Change {
        form: Some(&form.to_text()),
        form_page: Some(None),
        contact_email_norm: Some(&norm),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    check_employment(conn, cx, &mut case)?;
    case.note(conn, cx, EventKind::AddressChanged, email.as_str())?;
    let personal = json!({ "from": old.contact_email, "to": email.as_str() });
    case.audit(conn, cx, "enrollment.change_contact", json!({}), Some(personal))?;
    letters::verification(conn, cx, &case, &email)?;
    Ok(())
}

/// When verification mails went out in the last day: for all applications of the organization, so that withdrawing and sending again
/// doesn't begin anew (A.5).
fn sent(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<Vec<Timestamp>> {
    store::mailed_since(conn, &case.scope, case.organization.id, cx.now - days(1))
}

/// The verification mail again, with a new link, within the limits of A.5.
pub fn resend(conn: &mut DbConn, cx: &Cx, permit: &Apply) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Resend, None)?;
    may_resend(&sent(conn, cx, &case)?, cx.now, &cx.site.limits).map_err(Fault::Refused)?;
    let email = case.contact_email().ok_or(DbError::NotFound)?;
    case.advance(conn, cx, to, &Change::NONE)?;
    case.audit(conn, cx, "enrollment.resend", json!({}), None)?;
    letters::verification(conn, cx, &case, &email)?;
    Ok(())
}

/// The organization takes its application back; the MPN ID is free again. `version` is that of the page that told what this does.
pub fn withdraw(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::WithdrawEnrollment>,
    version: Option<i32>,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Withdraw, None)?;
    if version.is_some_and(|version| version != case.row.version) {
        return Err(Fault::Refused(Refused::Changed));
    }
    let was_draft = case.row.state == State::Draft;
    case.advance(conn, cx, to, &Change::NONE)?;
    memberships::release(conn, &case.scope, case.organization.id)?;
    case.note(conn, cx, EventKind::Withdrawn, "")?;
    case.audit(conn, cx, "enrollment.withdraw", json!({}), None)?;
    // The contact of a draft never heard of it.
    if !was_draft {
        letters::status(conn, cx, &case)?;
    }
    Ok(())
}

/// What a reviewer decided about something that is different now waits again.
fn decide_anew(conn: &mut DbConn, cx: &Cx, case: &mut Case, changed: &[Field]) -> DbResult<()> {
    let decided: Vec<CheckKind> = case
        .checks
        .iter()
        .filter(|check| check.decided_by.is_some())
        .map(|check| check.kind)
        .filter(|kind| changed.iter().any(|field| kind.rests_on(*field)))
        .collect();
    for kind in decided {
        case.set_check(conn, cx, kind, CheckState::Waiting, None, "")?;
        case.note_check(conn, cx, kind, CheckState::Waiting, "")?;
    }
    Ok(())
}

/// Answers a reviewer: of `typed` only the marked fields are taken; another profile only if that is marked, and only one of the
/// membership account that is signed in. `version` is that of the page: an answer to an earlier question isn't one to this.
pub fn answer(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Apply,
    version: Option<i32>,
    typed: FormData,
    profile: Option<(MembershipAccountId, &MpnId)>,
) -> Result<(), Fault<Refused>> {
    let mut case = Case::own(conn, permit.scope(), permit.who())?;
    let to = case.apply(cx, Command::Answer, None)?;
    if version.is_some_and(|version| version != case.row.version) {
        return Err(Fault::Refused(Refused::Changed));
    }
    let (marks, old, country) = (case.row.marks(), case.row.data(), country_of(&case)?);
    let form = old.clone().with(&typed.clipped(), &marks);
    let answers = Answers::read(&form, country).map_err(|wrong| Fault::Refused(Refused::Fields(wrong)))?;
    let chosen = profile.filter(|_| marks.contains(&Field::Profile));
    if let Some((account, mpn_id)) = chosen {
        draft::profile_of(conn, &case, account, mpn_id)?;
    }
    let mpn_id = chosen
        .map(|(_, mpn_id)| mpn_id)
        .or(case.row.mpn_id.as_ref())
        .cloned();
    let mpn_id = mpn_id.ok_or(Fault::Refused(Refused::Profile(ProfileProblem::Unknown)))?;
    // Rule S20 also for the profile that stays: the answer may be that the directory was put right.
    memberships::reserve(conn, &case.scope, &mpn_id, case.organization.id, country.code())?
        .map_err(not_taken)?;
    let mut changed = form.differences(&old);
    if case.row.mpn_id.as_ref() != Some(&mpn_id) {
        changed.push(Field::Profile);
    }
    let key = similar::legal_name_key(answers.legal_name.as_str());
    let change = Change {
        form: Some(&form.to_text()),
        form_page: Some(None),
        mpn_id: Some(&mpn_id),
        legal_name_key: Some(&key),
        contact_phone: Some(answers.phone.as_str()),
        marked: Some("[]"),
        ..Change::NONE
    };
    case.advance(conn, cx, to, &change)?;
    case.note(conn, cx, EventKind::Answered, "")?;
    case.set_check(conn, cx, CheckKind::Membership, CheckState::Passed, None, "")?;
    decide_anew(conn, cx, &mut case, &changed)?;
    check_employment(conn, cx, &mut case)?;
    case.audit(conn, cx, "enrollment.answer", json!({ "fields": changed }), None)?;
    letters::status(conn, cx, &case)?;
    Ok(())
}
