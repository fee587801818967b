//! A line per check, and who acts next: for the organization and for the public page alike.

use crate::features::enrollments::Check;
use crate::features::enrollments::domain::{CheckKind, CheckState, Kind, Next, State};
use crate::features::enrollments::pages::words;
use crate::i18n::{When, Words};
use crate::web::{View, Visit};

/// One check, as a line.
pub struct CheckLine {
    pub state: &'static str,
    pub tone: &'static str,
    pub title: String,
    pub word: String,
    pub text: String,
    /// Who it waits for, and since when it stands so.
    pub waits: String,
    pub since: When,
}

fn check_line(
    t: &Words,
    view: &View,
    (state, kind): (State, Kind),
    all: &[Check],
    check: &Check,
) -> CheckLine {
    use CheckKind as K;
    use CheckState as S;
    let confirmed = all.iter().any(|c| c.kind == K::Email && c.state == S::Passed);
    let over = !state.is_open();
    let text = match (check.kind, check.state) {
        (_, S::NotNeeded) if kind == Kind::SupportOnly => t.enrollments_status_check_shortcut(),
        (_, S::NotNeeded) => t.enrollments_status_check_not_needed(),
        (K::Membership, S::Failed) => t.enrollments_status_check_membership_failed(),
        (_, S::Failed) => t.enrollments_status_check_failed(),
        (_, S::Waiting) if over => t.enrollments_status_check_undecided(),
        (K::Email, S::Waiting) => t.enrollments_status_check_email_waiting(),
        (K::Email, S::Passed) => t.enrollments_status_check_email_passed(),
        (K::Membership, S::Waiting) => t.enrollments_status_check_membership_waiting(),
        (K::Membership, S::Passed) => t.enrollments_status_check_membership_passed(),
        (K::Employment, S::Waiting) => t.enrollments_status_check_employment_waiting(),
        (K::Employment, S::Passed) => t.enrollments_status_check_employment_passed(),
        (K::Business, S::Waiting) => t.enrollments_status_check_business_waiting(),
        (K::Business, S::Passed) => t.enrollments_status_check_business_passed(),
    };
    let running = check.state == S::Waiting && confirmed && !over;
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
            (S::Waiting, _) if over => String::new(),
            (S::Waiting, K::Email) => t.enrollments_status_waits_contact(),
            (S::Waiting, _) if confirmed => t.enrollments_status_waits_reviewer(),
            (S::Waiting, _) => t.enrollments_status_waits_later(),
            _ => String::new(),
        },
        since: view.when(&check.since),
    }
}

/// A line per check of an application that stands thus, and how many are done.
pub fn lines(t: &Words, view: &View, at: (State, Kind), checks: &[Check]) -> (Vec<CheckLine>, usize) {
    let done = checks.iter().filter(|c| c.state.is_enough()).count();
    let lines = checks
        .iter()
        .map(|c| check_line(t, view, at, checks, c))
        .collect();
    (lines, done)
}

/// Who acts next. `contact`: their name, where the reader may know it.
pub fn next(visit: &Visit, state: State, contact: Option<&str>) -> String {
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
