//! What is shown of an application: facts beside those of the directory, checks, mails, timeline.

use super::compared::{Compared, compared};
use super::{age, readable};
use crate::features::enrollments::domain::{
    CheckKind, CheckState, Command, Field, FormData, Kind, Refused, State, full_name,
};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service::{Dossier, LookAlike, Sign, is_of};
use crate::features::enrollments::{Check, EventKind, store};
use crate::features::organizations::domain::DomainState;
use crate::i18n::{When, Words, name_words};
use crate::kernel::language::Language;
use crate::policy::Actor;
use crate::web::{View, Visit};

/// A check with what was decided.
pub(super) struct CheckRow {
    pub key: &'static str,
    pub name: String,
    pub question: String,
    pub state: &'static str,
    pub tone: &'static str,
    pub word: String,
    pub decided: String,
    pub at: When,
    pub note: String,
}

/// A verification mail.
pub(super) struct MailRow {
    pub to: String,
    pub sent: When,
    pub until: When,
    pub lapsed: bool,
}

/// A line of the timeline.
pub(super) struct Line {
    pub text: String,
    pub at: When,
    pub detail: String,
}

/// Another organization that looks alike.
pub(super) struct Alike {
    pub href: String,
    pub name: String,
    pub signs: String,
}

/// Everything that is shown of an application, whatever the page asks.
pub(super) struct Shown {
    pub id: String,
    pub version: i32,
    pub name: String,
    pub reference: String,
    pub state: &'static str,
    pub tone: &'static str,
    pub word: String,
    pub lead: String,
    pub next: String,
    pub next_why: String,
    pub reason: String,
    pub facts: Vec<(String, String)>,
    pub compared: Vec<Compared>,
    pub has_profile: bool,
    pub profile_problem: String,
    pub contact: Vec<(String, String)>,
    pub support: Vec<(String, String)>,
    pub checks: Vec<CheckRow>,
    pub mails: Vec<MailRow>,
    pub delivery: Option<(&'static str, String)>,
    pub timeline: Vec<Line>,
    pub alike: Vec<Alike>,
}

/// What the rules say to a command of this person; pages and services ask the same rule.
pub(super) fn verdict(visit: &Visit, actor: &Actor, d: &Dossier, command: Command) -> Result<State, Refused> {
    let own = is_of(&d.application, actor);
    let checks = store::check_states(&d.checks);
    let until = d.mails.last().map(|m| m.expires_at);
    d.application
        .standing(checks, until, own)
        .apply(command, visit.cx.now)
}

/// Puts an application into words.
pub(super) fn shown(visit: &Visit, view: &View, d: &Dossier, alike: &[LookAlike]) -> Shown {
    let (t, app) = (visit.t, &d.application);
    let data = readable(app.data(), &d.organization.country);
    let name = Some(data.legal_name.trim())
        .filter(|n| !n.is_empty())
        .unwrap_or(&d.organization.legal_name)
        .to_owned();
    Shown {
        id: app.id.to_string(),
        version: app.version,
        reference: app.reference(),
        state: app.state.as_str(),
        tone: words::state_tone(app.state),
        word: words::state(t, app.state),
        lead: lead(view, d),
        next: super::queue::next_words(t, app.state.next()),
        next_why: next_why(visit, d),
        reason: app.reason.clone().unwrap_or_default(),
        facts: facts(view, d),
        compared: compared(view, &data, d),
        has_profile: d.profile.is_some(),
        profile_problem: d
            .profile_problem
            .map(|p| words::profile_problem(t, p))
            .unwrap_or_default(),
        contact: contact(t, &data),
        support: support(t, &data),
        checks: d.checks.iter().map(|c| check(visit, view, d, c)).collect(),
        mails: d
            .mails
            .iter()
            .rev()
            .map(|m| MailRow {
                to: m.email.clone(),
                sent: view.when(&m.sent_at),
                until: view.when(&m.expires_at),
                lapsed: visit.cx.now >= m.expires_at || m.generation != app.generation,
            })
            .collect(),
        delivery: d.newest_mail.as_ref().map(|mail| {
            let (state, _, words) = words::delivery(t, Some(mail), visit.app.site.mail_delivered);
            (state, words)
        }),
        timeline: d.timeline.iter().map(|m| line(view, m)).collect(),
        alike: alike.iter().map(|a| one_alike(t, a)).collect(),
        name,
    }
}

fn lead(view: &View, d: &Dossier) -> String {
    let t = view.t;
    match (&d.application.submitted_at, &d.applicant) {
        (Some(at), Some(who)) => t.review_sent_by(
            d.application.reference(),
            view.when(at).text,
            name_words(t, who.name()),
        ),
        (Some(at), None) => t.review_sent(d.application.reference(), view.when(at).text),
        (None, _) => t.review_not_sent(d.application.reference()),
    }
}

fn next_why(visit: &Visit, d: &Dossier) -> String {
    let t = visit.t;
    let since = age(visit, d.application.state_since);
    match d.application.state {
        State::Draft => t.review_why_draft(),
        State::SubmittedUnverified => t.review_why_unverified(d.application.data().contact_email, since),
        State::InReview => t.review_why_in_review(since),
        State::InfoRequested => t.review_why_asked(since),
        State::Active if d.application.kind == Kind::SupportOnly => t.review_why_shortcut(),
        State::Active => t.review_why_active(),
        State::Rejected => t.review_why_rejected(),
        State::Disowned => t.review_why_disowned(),
        State::Withdrawn => t.review_why_withdrawn(),
        State::Abandoned => t.review_why_abandoned(),
    }
}

fn facts(view: &View, d: &Dossier) -> Vec<(String, String)> {
    let (t, org) = (view.t, &d.organization);
    let domain = org.sign_in_domain.clone().unwrap_or_default();
    let domain = match org.domain_state {
        DomainState::Verified => t.review_domain_verified(domain),
        _ => t.review_domain_claimed(domain),
    };
    let mut facts = vec![
        (t.review_organization(), org.legal_name.clone()),
        (t.review_country(), view.country(&org.country)),
        (t.review_domain(), domain),
        (
            view.brand.membership_id.clone(),
            d.application
                .mpn_id
                .as_ref()
                .map_or_else(|| "–".to_owned(), ToString::to_string),
        ),
        (t.review_kind(), words::kind(t, d.application.kind)),
    ];
    if let Some(who) = &d.applicant {
        facts.push((t.review_applicant(), words::person(t, who)));
    }
    if let Some(at) = d.application.confirmed_at {
        facts.push((t.review_confirmed(), view.when(&at).text));
    }
    if let Some(at) = d.application.decided_at {
        facts.push((t.review_decided(), view.when(&at).text));
    }
    facts
}

fn contact(t: &Words, data: &FormData) -> Vec<(String, String)> {
    let language = Language::parse(&data.contact_language).map_or("", Language::own_name);
    vec![
        (t.review_name(), full_name(data)),
        (words::field(t, Field::ContactEmail), data.contact_email.clone()),
        (words::field(t, Field::ContactPhone), data.contact_phone.clone()),
        (words::field(t, Field::ContactLanguage), language.to_owned()),
    ]
}

fn support(t: &Words, data: &FormData) -> Vec<(String, String)> {
    [Field::SupportEmail, Field::SupportPhone, Field::SupportWebsite]
        .into_iter()
        .map(|f| (words::field(t, f), data.get(f).to_owned()))
        .collect()
}

fn check(visit: &Visit, view: &View, d: &Dossier, check: &Check) -> CheckRow {
    let t = visit.t;
    let decided_by = check.decided_by.and_then(|_| {
        d.timeline
            .iter()
            .find(|m| m.row.kind == EventKind::CheckDecided && m.row.check_kind == Some(check.kind))
            .and_then(|m| m.actor.as_deref().map(|name| name_words(t, name)))
    });
    CheckRow {
        key: check.kind.as_str(),
        name: words::check(t, check.kind),
        question: question(t, d, check.kind),
        state: check.state.as_str(),
        tone: words::check_tone(check.state),
        word: words::check_state(t, check.state),
        decided: match (decided_by, check.state) {
            (Some(who), _) => t.review_check_by(who),
            (None, CheckState::Waiting) => t.review_check_waits(),
            (None, _) => t.review_check_by_itself(),
        },
        at: view.when(&check.since),
        note: check.note.clone(),
    }
}

fn question(t: &Words, d: &Dossier, kind: CheckKind) -> String {
    let data = readable(d.application.data(), &d.organization.country);
    match kind {
        CheckKind::Email => t.review_question_email(data.contact_email),
        CheckKind::Membership => t.review_question_membership(),
        CheckKind::Employment => t.review_question_employment(
            data.contact_email.rsplit('@').next().unwrap_or_default(),
            d.organization.legal_name.as_str(),
        ),
        CheckKind::Business => t.review_question_business(),
    }
}

fn line(view: &View, moment: &crate::features::enrollments::Moment) -> Line {
    let t = view.t;
    let actor = moment
        .actor
        .as_deref()
        .map(|a| t.enrollments_event_by(name_words(t, a)));
    let note = Some(moment.row.note.clone()).filter(|n| !n.is_empty());
    let detail: Vec<String> = [actor, note].into_iter().flatten().collect();
    Line {
        text: words::event(t, &moment.row),
        at: view.when(&moment.row.created_at),
        detail: detail.join(" · "),
    }
}

fn one_alike(t: &Words, alike: &LookAlike) -> Alike {
    let signs: Vec<String> = alike
        .signs
        .iter()
        .map(|sign| match sign {
            Sign::SameName => t.review_sign_name(),
            Sign::SimilarDomain(domain) => t.review_sign_domain(domain),
            Sign::SamePhone => t.review_sign_phone(),
            Sign::SameContact => t.review_sign_contact(),
        })
        .collect();
    Alike {
        href: format!("/operations/organizations/{}", alike.organization),
        name: alike.legal_name.clone(),
        signs: signs.join(&t.roles_separator()),
    }
}
