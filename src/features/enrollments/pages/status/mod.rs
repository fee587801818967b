//! Where an application stands: a line per check, who acts next, the verification mail, and what the organization may do about it.

mod acts;
mod lines;
mod public;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::address::{self, AddressPart};
use super::details::phone_example;
use super::membership::{Row, rows};
use super::overtaken::typed_in;
use super::wizard::membership;
use super::words;
use crate::error::AppError;
use crate::features::enrollments::domain::{Field, FormData, Kind, State, full_name};
use crate::features::enrollments::{Dossier, Enrollment, service};
use crate::features::memberships::MpnId;
use crate::i18n::{When, Words, name_words, number};
use crate::policy::{Actor, AdminRole, AgentRole, actions, permit};
use crate::web::{Errors, FieldErrors, View, Visit, html, page};

pub(super) use acts::{ask_withdraw, change_contact, correct, put_answer, resend, withdraw};
pub(super) use public::public;

use lines::{CheckLine, lines, next};

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
    resend_hint: String,
    /// What a reviewer wrote.
    reason: Option<String>,
    version: i32,
    answer: Answer,
    timeline: Vec<Event>,
    /// A suspended organization withdraws and nothing else (decision 7).
    may_apply: bool,
    may_withdraw: bool,
    may_see_customers: bool,
    may_see_organization: bool,
    /// What was refused a moment ago.
    notice: Option<String>,
    /// What was typed for fields that are asked about no more.
    lost: Vec<(String, String)>,
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
    phone_example: String,
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

/// `has_both`: who reads is Global admin and Admin agent.
fn lead(t: &Words, row: &Enrollment, contact_email: &str, has_both: bool) -> String {
    match row.state {
        State::Draft => t.enrollments_status_lead_draft(),
        State::SubmittedUnverified => t.enrollments_status_lead_submitted_unverified(contact_email),
        State::InReview => t.enrollments_status_lead_in_review(),
        State::InfoRequested => t.enrollments_status_lead_info_requested(),
        State::Active if has_both => t.enrollments_status_lead_active(),
        State::Active => t.enrollments_status_lead_active_other(),
        State::Rejected => t.enrollments_status_lead_rejected(),
        State::Disowned => t.enrollments_status_lead_disowned(),
        State::Withdrawn => t.enrollments_status_lead_withdrawn(),
        State::Abandoned if row.submitted_at.is_none() => t.enrollments_status_lead_lapsed(),
        State::Abandoned => t.enrollments_status_lead_abandoned(),
    }
}

fn mail_line(visit: &Visit, view: &View, dossier: &Dossier) -> Option<MailLine> {
    let mail = dossier.mails.last()?;
    let (state, tone, words) = words::delivery(
        visit.t,
        dossier.newest_mail.as_ref(),
        visit.app.site.mail_delivered,
    );
    Some(MailLine {
        to: mail.email.clone(),
        at: view.when(&mail.sent_at),
        until: view.when(&mail.expires_at),
        lapsed: mail.expires_at <= view.now,
        state,
        tone,
        words,
    })
}

async fn answer(
    visit: &Visit,
    actor: &Actor,
    view: &View,
    dossier: &Dossier,
    again: &Again,
) -> Result<Answer, AppError> {
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
    let chosen = if again.mpn_id.is_empty() {
        chosen
    } else {
        &again.mpn_id
    };
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

async fn render(
    visit: &Visit,
    actor: &Actor,
    status: StatusCode,
    again: Again,
) -> Result<HttpResponse, AppError> {
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
    let lost = again.answer.as_ref().map(|typed| {
        let marks = row.marks();
        let gone: Vec<Field> = Field::ALL
            .iter()
            .copied()
            .filter(|f| !marks.contains(f))
            .collect();
        typed_in(t, typed, &gone)
    });
    let input = row.data();
    let contact = full_name(&input);
    let (checks, done) = lines(t, &view, (row.state, row.kind), &dossier.checks);
    let has_both = actor.agent == AgentRole::AdminAgent && actor.admin == AdminRole::GlobalAdmin;
    let timeline = dossier
        .timeline
        .iter()
        .map(|moment| Event {
            text: words::event(t, &moment.row),
            at: view.when(&moment.row.created_at),
            detail: moment
                .actor
                .as_ref()
                .map(|name| t.enrollments_event_by(name_words(t, name)))
                .unwrap_or_default(),
        })
        .collect();
    let limits = &visit.cx.site.limits;
    let minutes = number(visit.language, i64::from(limits.verification_minutes));
    let times = number(visit.language, i64::from(limits.verifications_a_day));
    let shown = StatusPage {
        state: row.state,
        state_words: words::state(t, row.state),
        state_tone: words::state_tone(row.state),
        title: head(t, row.state),
        lead: lead(t, row, &input.contact_email, has_both),
        next: next(visit, row.state, Some(&contact)),
        since: view.when(&row.state_since),
        reference: match &dossier.applicant {
            Some(user) => t.enrollments_status_sent_by(row.reference(), name_words(t, user.name())),
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
        resend_hint: t.enrollments_resend_hint(minutes, times),
        mail: mail_line(visit, &view, &dossier).filter(|_| row.kind == Kind::New),
        reason: row
            .reason
            .clone()
            .filter(|_| matches!(row.state, State::InfoRequested | State::Rejected)),
        version: row.version,
        errors: again
            .errors
            .in_words(t)
            .in_order_of(&words::page_order(visit.language, &answer.address)),
        answer,
        timeline,
        may_apply: view.may::<actions::ApplyForEnrollment>(),
        may_withdraw: row.state.is_open() && view.may::<actions::WithdrawEnrollment>(),
        may_see_customers: view.may::<actions::SeeCustomers>(),
        may_see_organization: view.may::<actions::SeeOrganization>(),
        lost: lost.filter(|_| again.notice.is_some()).unwrap_or_default(),
        notice: again.notice,
        typed_email: again.typed_email.unwrap_or(input.contact_email),
        view: if status.is_success() { view } else { view.failed() },
    };
    Ok(html(status, &shown))
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    render(&visit, &actor, StatusCode::OK, Again::default()).await
}
