//! Where an application stands: a line per check, who acts next, the verification mail, and what the organization may do about it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::address::{self, AddressPart};
use super::check::full_name;
use super::details::phone_example;
use super::membership::{Row, rows};
use super::welcome::Nothing;
use super::wizard::{led_on, membership};
use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{
    CheckKind, CheckState, Field, FormData, Kind, Next, ProfileProblem, Refused, State, Step,
};
use crate::features::enrollments::{Check, Dossier, service};
use crate::features::memberships::MpnId;
use crate::i18n::{When, Words};
use crate::kernel::country::Country;
use crate::mail::outbox::Delivery;
use crate::policy::{Actor, actions, permit, permit_public};
use crate::web::view::time_zone;
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, html, page, see_other};

/// One check, as a line.
struct CheckLine {
    state: &'static str,
    tone: &'static str,
    title: String,
    word: String,
    text: String,
    /// Who it waits for, and since when it stands so.
    waits: String,
    since: When,
}

/// The verification mail.
struct MailLine {
    to: String,
    at: When,
    until: When,
    lapsed: bool,
    state: &'static str,
    tone: &'static str,
    words: String,
}

/// A line of the timeline.
struct Event {
    text: String,
    at: When,
    detail: String,
}

#[derive(Template)]
#[template(path = "enrollments/status.html")]
struct StatusPage {
    view: View,
    state: State,
    state_words: String,
    state_tone: &'static str,
    title: String,
    lead: String,
    next: String,
    since: When,
    reference: String,
    organization: String,
    mpn_id: String,
    profile_name: String,
    contact: String,
    contact_email: String,
    submitted: Option<When>,
    checks: Vec<CheckLine>,
    done: usize,
    mail: Option<MailLine>,
    /// What a reviewer wrote.
    reason: Option<String>,
    answer: Answer,
    timeline: Vec<Event>,
    may_see_customers: bool,
    may_see_organization: bool,
    /// What was refused a moment ago.
    notice: Option<String>,
    typed_email: String,
    errors: Errors,
}

/// The form of an answer to a reviewer: the marked fields only.
#[derive(Default)]
struct Answer {
    legal_name: bool,
    address: Vec<AddressPart>,
    contact_first_name: bool,
    contact_last_name: bool,
    contact_phone: bool,
    support_email: bool,
    support_phone: bool,
    support_website: bool,
    profile: bool,
    /// Profiles to choose from, if a membership account is signed in.
    rows: Option<Vec<Row>>,
    input: FormData,
    phone_example: &'static str,
}

/// What is shown again after a refusal.
#[derive(Default)]
struct Again {
    notice: Option<String>,
    errors: FieldErrors,
    typed_email: Option<String>,
    answer: Option<FormData>,
    mpn_id: String,
}

fn check_line(t: &Words, view: &View, all: &[Check], check: &Check) -> CheckLine {
    use CheckKind as K;
    use CheckState as S;
    let confirmed = all
        .iter()
        .any(|c| c.kind == K::Email && c.state == S::Passed);
    let text = match (check.kind, check.state) {
        (_, S::NotNeeded) => t.enrollments_status_check_not_needed(),
        (K::Membership, S::Failed) => t.enrollments_status_check_membership_failed(),
        (_, S::Failed) => t.enrollments_status_check_failed(),
        (K::Email, S::Waiting) => t.enrollments_status_check_email_waiting(),
        (K::Email, S::Passed) => t.enrollments_status_check_email_passed(),
        (K::Membership, S::Waiting) => t.enrollments_status_check_membership_waiting(),
        (K::Membership, S::Passed) => t.enrollments_status_check_membership_passed(),
        (K::Employment, S::Waiting) => t.enrollments_status_check_employment_waiting(),
        (K::Employment, S::Passed) => t.enrollments_status_check_employment_passed(),
        (K::Business, S::Waiting) => t.enrollments_status_check_business_waiting(),
        (K::Business, S::Passed) => t.enrollments_status_check_business_passed(),
    };
    let running = check.state == S::Waiting && confirmed;
    CheckLine {
        state: check.state.as_str(),
        tone: if running {
            "run"
        } else {
            words::check_tone(check.state)
        },
        title: words::check(t, check.kind),
        word: words::check_state(t, check.state),
        text,
        waits: match (check.state, check.kind) {
            (S::Waiting, K::Email) => t.enrollments_status_waits_contact(),
            (S::Waiting, _) if confirmed => t.enrollments_status_waits_reviewer(),
            (S::Waiting, _) => t.enrollments_status_waits_later(),
            _ => String::new(),
        },
        since: view.when(&check.since),
    }
}

fn lines(t: &Words, view: &View, checks: &[Check]) -> (Vec<CheckLine>, usize) {
    let done = checks.iter().filter(|c| c.state.is_enough()).count();
    let lines = checks.iter().map(|c| check_line(t, view, checks, c)).collect();
    (lines, done)
}

fn head(t: &Words, state: State) -> String {
    match state {
        State::Draft => t.enrollments_status_head_draft(),
        State::SubmittedUnverified => t.enrollments_status_head_submitted_unverified(),
        State::InReview => t.enrollments_status_head_in_review(),
        State::InfoRequested => t.enrollments_status_head_info_requested(),
        State::Active => t.enrollments_status_head_active(),
        State::Rejected => t.enrollments_status_head_rejected(),
        State::Disowned => t.enrollments_status_head_disowned(),
        State::Withdrawn => t.enrollments_status_head_withdrawn(),
        State::Abandoned => t.enrollments_status_head_abandoned(),
    }
}

fn lead(t: &Words, state: State, contact_email: &str) -> String {
    match state {
        State::Draft => t.enrollments_status_lead_draft(),
        State::SubmittedUnverified => t.enrollments_status_lead_submitted_unverified(contact_email),
        State::InReview => t.enrollments_status_lead_in_review(),
        State::InfoRequested => t.enrollments_status_lead_info_requested(),
        State::Active => t.enrollments_status_lead_active(),
        State::Rejected => t.enrollments_status_lead_rejected(),
        State::Disowned => t.enrollments_status_lead_disowned(),
        State::Withdrawn => t.enrollments_status_lead_withdrawn(),
        State::Abandoned => t.enrollments_status_lead_abandoned(),
    }
}

/// Who acts next. `contact`: their name, where the reader may know it.
fn next(visit: &Visit, state: State, contact: Option<&str>) -> String {
    let t = visit.t;
    let operator = visit
        .app
        .site
        .operator_name()
        .unwrap_or_else(|| t.enrollments_status_operator());
    match (state.next(), contact) {
        (Next::Applicant, Some(_)) => t.enrollments_status_next_you(),
        (Next::Applicant, None) => t.enrollments_status_next_applicant(),
        (Next::Contact, Some(name)) => t.enrollments_status_next_contact(name),
        (Next::Contact, None) => t.enrollments_application_contact(),
        (Next::Reviewer, _) => t.enrollments_status_next_reviewer(operator),
        (Next::Operator, _) => operator,
        (Next::Nobody, _) if state == State::Active => t.enrollments_status_done(),
        (Next::Nobody, _) => t.enrollments_status_next_nobody(),
    }
}

fn mail_line(t: &Words, view: &View, dossier: &Dossier) -> Option<MailLine> {
    let mail = dossier.mails.last()?;
    let (tone, words) = match dossier.delivery.unwrap_or(Delivery::Queued) {
        Delivery::Queued => ("run", t.enrollments_status_delivery_queued()),
        Delivery::HandedOver => ("good", t.enrollments_status_delivery_handed_over()),
        Delivery::Refused => ("bad", t.enrollments_status_delivery_refused()),
        Delivery::GivenUp => ("bad", t.enrollments_status_delivery_given_up()),
    };
    Some(MailLine {
        to: mail.email.clone(),
        at: view.when(&mail.sent_at),
        until: view.when(&mail.expires_at),
        lapsed: mail.expires_at <= view.now,
        state: dossier.delivery.unwrap_or(Delivery::Queued).as_str(),
        tone,
        words,
    })
}

async fn answer(visit: &Visit, actor: &Actor, view: &View, dossier: &Dossier, again: &Again) -> Result<Answer, AppError> {
    let row = &dossier.application;
    if row.state != State::InfoRequested {
        return Ok(Answer::default());
    }
    let marks = row.marks();
    let has = |field: Field| marks.contains(&field);
    let input = match &again.answer {
        Some(typed) => row.data().with(typed, &marks),
        None => row.data(),
    };
    let chosen = row.mpn_id.as_ref().map(MpnId::as_str).unwrap_or_default();
    let chosen = if again.mpn_id.is_empty() { chosen } else { &again.mpn_id };
    let rows = match membership(visit) {
        Some(account) if has(Field::Profile) => Some(rows(visit, actor, view, account, chosen).await?),
        _ => None,
    };
    Ok(Answer {
        legal_name: has(Field::LegalName),
        address: address::parts(visit.t, visit.language, &actor.country, &input)
            .into_iter()
            .filter(|part| marks.iter().any(|m| m.as_str() == part.name))
            .collect(),
        contact_first_name: has(Field::ContactFirstName),
        contact_last_name: has(Field::ContactLastName),
        contact_phone: has(Field::ContactPhone),
        support_email: has(Field::SupportEmail),
        support_phone: has(Field::SupportPhone),
        support_website: has(Field::SupportWebsite),
        profile: has(Field::Profile),
        rows,
        input,
        phone_example: phone_example(&actor.country),
    })
}

#[derive(Template)]
#[template(path = "enrollments/status_none.html")]
struct NonePage {
    view: View,
}

async fn render(visit: &Visit, actor: &Actor, status: StatusCode, again: Again) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    let see = permit::<actions::SeeEnrollment>(actor)?;
    let Some(dossier) = visit.read(move |conn| service::dossier_of(conn, &see)).await? else {
        return Ok(page(&NonePage {
            view: View::new(visit, t.enrollments_status_title()),
        }));
    };
    let view = View::new(visit, t.enrollments_status_title());
    let answer = answer(visit, actor, &view, &dossier, &again).await?;
    let row = &dossier.application;
    let input = row.data();
    let contact = full_name(visit.language, &input);
    let (checks, done) = lines(t, &view, &dossier.checks);
    let timeline = dossier
        .timeline
        .iter()
        .map(|moment| Event {
            text: words::event(t, &moment.row),
            at: view.when(&moment.row.created_at),
            detail: moment
                .actor
                .as_ref()
                .map(|name| t.enrollments_event_by(name))
                .unwrap_or_default(),
        })
        .collect();
    let shown = StatusPage {
        state: row.state,
        state_words: words::state(t, row.state),
        state_tone: words::state_tone(row.state),
        title: head(t, row.state),
        lead: lead(t, row.state, &input.contact_email),
        next: next(visit, row.state, Some(&contact)),
        since: view.when(&row.state_since),
        reference: match &dossier.applicant {
            Some(user) => t.enrollments_status_sent_by(row.reference(), &user.full_name),
            None => t.enrollments_reference(row.reference()),
        },
        organization: dossier.organization.legal_name.clone(),
        mpn_id: row.mpn_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        profile_name: dossier
            .profile
            .as_ref()
            .map(|p| p.organization_name.clone())
            .unwrap_or_default(),
        contact,
        contact_email: input.contact_email.clone(),
        submitted: row.submitted_at.map(|at| view.when(&at)),
        checks,
        done,
        mail: mail_line(t, &view, &dossier).filter(|_| row.kind == Kind::New),
        reason: row
            .reason
            .clone()
            .filter(|_| matches!(row.state, State::InfoRequested | State::Rejected)),
        answer,
        timeline,
        may_see_customers: view.may::<actions::SeeCustomers>(),
        may_see_organization: view.may::<actions::SeeOrganization>(),
        notice: again.notice,
        typed_email: again.typed_email.unwrap_or(input.contact_email),
        errors: again.errors.in_words(t),
        view: if status.is_success() { view } else { view.failed() },
    };
    Ok(html(status, &shown))
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    render(&visit, &actor, StatusCode::OK, Again::default()).await
}

/// Shows the page again with what was refused: too soon, or no longer possible.
async fn refused(visit: &Visit, actor: &Actor, fault: Fault<Refused>) -> Result<HttpResponse, AppError> {
    let refused = match fault {
        Fault::Db(error) => return Err(error.into()),
        Fault::Refused(refused) => refused,
    };
    let status = match &refused {
        Refused::TooSoon(_) => StatusCode::TOO_MANY_REQUESTS,
        Refused::State(_) | Refused::Changed => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let zone = time_zone(Some(actor));
    let again = Again {
        notice: Some(words::refused_words_in(visit.t, visit.language, &zone, &refused)),
        ..Again::default()
    };
    render(visit, actor, status, again).await
}

/// **Resend** (A.5).
pub(super) async fn resend(visit: Visit, actor: Actor, form: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let note = visit.t.enrollments_resent();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::resend(conn, cx, &permit)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => refused(&visit, &actor, fault).await,
    }
}

/// The new address as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ContactForm {
    contact_email: String,
}

/// **Change the contact's address** (decision 12).
pub(super) async fn change_contact(
    visit: Visit,
    actor: Actor,
    form: Form<ContactForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let typed = form.contact_email.clone();
    let note = visit.t.enrollments_contact_changed(typed.trim());
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::change_contact(conn, cx, &permit, &typed)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::Fields(problems))) => {
            let again = Again {
                errors: words::field_errors(visit.t, &problems),
                typed_email: Some(form.contact_email.clone()),
                ..Again::default()
            };
            render(&visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
        Err(fault) => refused(&visit, &actor, fault).await,
    }
}

#[derive(Template)]
#[template(path = "enrollments/withdraw.html")]
struct WithdrawPage {
    view: View,
    reference: String,
    effects: Vec<String>,
}

/// What withdrawing does, before it is done.
pub(super) async fn ask_withdraw(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    permit::<actions::ApplyForEnrollment>(&actor)?;
    let see = permit::<actions::SeeEnrollment>(&actor)?;
    let dossier = visit.read(move |conn| service::dossier_of(conn, &see)).await?;
    let Some(row) = dossier.map(|d| d.application).filter(|row| row.state.is_open()) else {
        return Ok(see_other("/enroll/status"));
    };
    let mut effects = Vec::new();
    if row.state == State::SubmittedUnverified {
        effects.push(t.enrollments_withdraw_effect_link());
    }
    if matches!(row.state, State::InReview | State::InfoRequested) {
        effects.push(t.enrollments_withdraw_effect_review());
    }
    if row.state.is_pending() {
        if let Some(mpn_id) = &row.mpn_id {
            effects.push(t.enrollments_withdraw_effect_mpn(mpn_id.as_str()));
        }
        effects.push(t.enrollments_withdraw_effect_mail());
    }
    effects.push(t.enrollments_withdraw_effect_kept());
    Ok(page(&WithdrawPage {
        view: View::new(&visit, t.enrollments_withdraw_title()),
        reference: row.reference(),
        effects,
    }))
}

/// **Withdraw** (decision 12).
pub(super) async fn withdraw(visit: Visit, actor: Actor, form: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let note = visit.t.enrollments_withdrawn_note();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::withdraw(conn, cx, &permit)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => refused(&visit, &actor, fault).await,
    }
}

/// **Correct and resubmit** (decision 12).
pub(super) async fn correct(visit: Visit, actor: Actor, form: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let note = visit.t.enrollments_corrected();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::correct(conn, cx, &permit)?;
            Ok(Step::Details.path().to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => led_on(&visit, fault),
    }
}

/// An answer as sent: only its marked fields are read.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    #[serde(flatten)]
    data: FormData,
    mpn_id: String,
}

/// **Send answer**.
pub(super) async fn put_answer(
    visit: Visit,
    actor: Actor,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let (typed, account) = (form.data.data.clone(), membership(&visit));
    let mpn_id = MpnId::parse(&form.mpn_id);
    let again = |errors: FieldErrors| Again {
        errors,
        answer: Some(form.data.data.clone()),
        mpn_id: form.mpn_id.clone(),
        ..Again::default()
    };
    if mpn_id.is_none() && !form.mpn_id.is_empty() {
        let text = words::profile_problem(visit.t, ProfileProblem::Unknown);
        let again = again(FieldErrors::one_said("mpn_id", text));
        return render(&visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, again).await;
    }
    let note = visit.t.enrollments_answered();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            let profile = account.zip(mpn_id.as_ref());
            service::answer(conn, cx, &permit, typed, profile)?;
            Ok("/enroll/status".to_owned())
        })
        .await;
    let errors = match done {
        Ok(response) => return Ok(response),
        Err(Fault::Refused(Refused::Fields(problems))) => words::field_errors(visit.t, &problems),
        Err(Fault::Refused(Refused::Profile(problem))) => {
            FieldErrors::one_said("mpn_id", words::profile_problem(visit.t, problem))
        }
        Err(fault) => return refused(&visit, &actor, fault).await,
    };
    render(&visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, again(errors)).await
}

#[derive(Template)]
#[template(path = "enrollments/public_status.html")]
struct PublicPage {
    view: View,
    state: State,
    state_words: String,
    state_tone: &'static str,
    reference: String,
    next: String,
    since: When,
    submitted: Option<When>,
    checks: Vec<CheckLine>,
    done: usize,
}

/// What the link of the mails shows: checks and dates, no personal data.
pub(super) async fn public(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    let permit = permit_public::<actions::FollowLink>(None);
    let token = token.into_inner();
    let found = visit
        .read(move |conn| service::public_status(conn, &permit, &token))
        .await?;
    let Some(found) = found else {
        return Err(AppError::NotFound);
    };
    let mut view = View::new(&visit, t.enrollments_status_title());
    if visit.actor.is_none()
        && let Ok(country) = Country::parse(&found.country)
    {
        country.time_zone().clone_into(&mut view.time_zone);
    }
    let (checks, done) = lines(t, &view, &found.checks);
    Ok(page(&PublicPage {
        state: found.state,
        state_words: words::state(t, found.state),
        state_tone: words::state_tone(found.state),
        reference: t.enrollments_reference(&found.reference),
        next: next(&visit, found.state, None),
        since: view.when(&found.since),
        submitted: found.submitted_at.map(|at| view.when(&at)),
        checks,
        done,
        view,
    }))
}
