//! States, checks, fields, events and refusals in words: what the applicant's pages and the reviewer's say alike.

use super::address::AddressPart;
use crate::features::enrollments::domain::{
    CheckKind, CheckState, Field, FieldProblem, FormData, Kind, ProfileProblem, Refused, State, Step,
};
use crate::features::enrollments::{EventKind, TimelineRow};
use crate::features::memberships::Unselectable;
use crate::features::users::User;
use crate::i18n::{self, Words, dates, name_words};
use crate::kernel::language::Language;
use crate::mail::outbox::{Delivery, Mail};
use crate::web::FieldErrors;

/// Where an application stands.
#[must_use]
pub fn state(t: &Words, state: State) -> String {
    match state {
        State::Draft => t.enrollments_state_draft(),
        State::SubmittedUnverified => t.enrollments_state_submitted_unverified(),
        State::InReview => t.enrollments_state_in_review(),
        State::InfoRequested => t.enrollments_state_info_requested(),
        State::Active => t.enrollments_state_active(),
        State::Rejected => t.enrollments_state_rejected(),
        State::Disowned => t.enrollments_state_disowned(),
        State::Withdrawn => t.enrollments_state_withdrawn(),
        State::Abandoned => t.enrollments_state_abandoned(),
    }
}

/// What became of a mail to the primary contact: the word of `data-state`, its tone and words. One that isn't in the outbox yet waits.
#[must_use]
pub fn delivery(t: &Words, mail: Option<&Mail>, delivered: bool) -> (&'static str, &'static str, String) {
    let delivery = mail.map_or(Delivery::Queued, |mail| mail.delivery(delivered));
    let (tone, words) = match delivery {
        Delivery::Queued => ("run", t.enrollments_status_delivery_queued()),
        Delivery::HandedOver => ("good", t.enrollments_status_delivery_handed_over()),
        Delivery::Kept => ("warn", t.enrollments_status_delivery_kept()),
        Delivery::Refused => ("bad", t.enrollments_status_delivery_refused()),
        Delivery::GivenUp => ("bad", t.enrollments_status_delivery_given_up()),
    };
    (delivery.as_str(), tone, words)
}

/// The tone of its badge.
#[must_use]
pub const fn state_tone(state: State) -> &'static str {
    match state {
        State::Active => "good",
        State::SubmittedUnverified | State::InfoRequested => "warn",
        State::InReview => "run",
        State::Rejected | State::Disowned => "bad",
        State::Draft | State::Withdrawn | State::Abandoned => "",
    }
}

/// The name of a check.
#[must_use]
pub fn check(t: &Words, kind: CheckKind) -> String {
    match kind {
        CheckKind::Email => t.enrollments_check_email(),
        CheckKind::Membership => t.enrollments_check_membership(),
        CheckKind::Employment => t.enrollments_check_employment(),
        CheckKind::Business => t.enrollments_check_business(),
    }
}

/// How a check stands.
#[must_use]
pub fn check_state(t: &Words, state: CheckState) -> String {
    match state {
        CheckState::Waiting => t.enrollments_check_state_waiting(),
        CheckState::Passed => t.enrollments_check_state_passed(),
        CheckState::Failed => t.enrollments_check_state_failed(),
        CheckState::NotNeeded => t.enrollments_check_state_not_needed(),
    }
}

/// The tone of its mark.
#[must_use]
pub const fn check_tone(state: CheckState) -> &'static str {
    match state {
        CheckState::Passed | CheckState::NotNeeded => "good",
        CheckState::Failed => "bad",
        CheckState::Waiting => "",
    }
}

/// What is applied for.
#[must_use]
pub fn kind(t: &Words, kind: Kind) -> String {
    match kind {
        Kind::New => t.enrollments_kind_new(),
        Kind::SupportOnly => t.enrollments_kind_support_only(),
    }
}

/// The name of a field within its group of the form.
#[must_use]
pub fn field(t: &Words, field: Field) -> String {
    match field {
        Field::Profile => t.enrollments_field_profile(),
        Field::LegalName => t.enrollments_field_legal_name(),
        Field::Line1 => t.enrollments_field_line1(),
        Field::Line2 => t.enrollments_field_line2(),
        Field::City => t.enrollments_field_city(),
        Field::Region => t.enrollments_field_region(),
        Field::PostalCode => t.enrollments_field_postal_code(),
        Field::ContactFirstName => t.enrollments_field_contact_first_name(),
        Field::ContactLastName => t.enrollments_field_contact_last_name(),
        Field::ContactEmail => t.enrollments_field_contact_email(),
        Field::ContactPhone => t.enrollments_field_contact_phone(),
        Field::ContactLanguage => t.enrollments_field_contact_language(),
        Field::SupportEmail => t.enrollments_field_support_email(),
        Field::SupportPhone => t.enrollments_field_support_phone(),
        Field::SupportWebsite => t.enrollments_field_support_website(),
    }
}

/// The name of a field where no group stands around it: a reviewer's list says whose name and telephone.
#[must_use]
pub fn field_alone(t: &Words, of: Field) -> String {
    match of {
        Field::ContactFirstName
        | Field::ContactLastName
        | Field::ContactEmail
        | Field::ContactPhone
        | Field::ContactLanguage => t.enrollments_field_of_contact(field(t, of)),
        _ => field(t, of),
    }
}

/// The fields as a page has them that asks in this language; those of every page's end aren't named.
pub(super) fn page_order(language: Language, address: &[AddressPart]) -> Vec<&str> {
    let names = match language {
        Language::En => [Field::ContactFirstName, Field::ContactLastName],
        Language::Ja => [Field::ContactLastName, Field::ContactFirstName],
    };
    std::iter::once(Field::LegalName.as_str())
        .chain(address.iter().map(|part| part.name))
        .chain(names.map(Field::as_str))
        .collect()
}

/// What stands in a field, as people read it.
#[must_use]
pub(super) fn value(form: &FormData, of: Field) -> String {
    match (of, Language::parse(form.get(of))) {
        (Field::ContactLanguage, Some(language)) => language.own_name().to_owned(),
        _ => form.get(of).to_owned(),
    }
}

/// One line of a timeline.
#[must_use]
pub fn event(t: &Words, row: &TimelineRow) -> String {
    match row.kind {
        EventKind::Begun => t.enrollments_event_begun(),
        EventKind::Corrected => t.enrollments_event_corrected(),
        EventKind::Submitted => t.enrollments_event_submitted(),
        EventKind::Mailed => t.enrollments_event_mailed(),
        EventKind::AddressChanged => t.enrollments_event_address_changed(),
        EventKind::Confirmed => t.enrollments_event_confirmed(),
        EventKind::Disowned => t.enrollments_event_disowned(),
        EventKind::CheckDecided => t.enrollments_event_check_decided(
            row.check_kind.map(|k| check(t, k)).unwrap_or_default(),
            row.check_state.map(|s| check_state(t, s)).unwrap_or_default(),
        ),
        EventKind::InformationRequested => t.enrollments_event_information_requested(),
        EventKind::Answered => t.enrollments_event_answered(),
        EventKind::Withdrawn => t.enrollments_event_withdrawn(),
        EventKind::Rejected => t.enrollments_event_rejected(),
        EventKind::Activated => t.enrollments_event_activated(),
        EventKind::Abandoned => t.enrollments_event_abandoned(),
        EventKind::Reopened => t.enrollments_event_reopened(),
    }
}

/// The name of a step.
#[must_use]
pub fn step(t: &Words, step: Step) -> String {
    match step {
        Step::Welcome => t.enrollments_step_welcome(),
        Step::WorkAccount => t.enrollments_step_account(),
        Step::Association | Step::Membership | Step::MembershipPassword => t.enrollments_step_membership(),
        Step::Profile => t.enrollments_step_profile(),
        Step::Details => t.enrollments_step_details(),
        Step::Check => t.enrollments_step_check(),
    }
}

/// Why a profile can't be taken (S20, decision 12).
#[must_use]
pub fn profile_problem(t: &Words, problem: ProfileProblem) -> String {
    match problem {
        ProfileProblem::Inactive => t.enrollments_profile_inactive(),
        ProfileProblem::OtherCountry => t.enrollments_profile_other_country(),
        ProfileProblem::Taken => t.enrollments_profile_taken(),
        ProfileProblem::Unknown => t.enrollments_profile_unknown(),
    }
}

/// The same for a row of the list.
#[must_use]
pub fn unselectable(t: &Words, why: Unselectable) -> String {
    match why {
        Unselectable::Inactive => t.enrollments_profile_inactive(),
        Unselectable::OtherCountry => t.enrollments_profile_other_country(),
        Unselectable::Taken => t.enrollments_profile_taken(),
    }
}

/// What is wrong at the fields, for a form.
#[must_use]
pub fn field_errors(t: &Words, problems: &[(Field, FieldProblem)]) -> FieldErrors {
    let mut errors = FieldErrors::new();
    for (field, problem) in problems {
        match problem {
            FieldProblem::Value(problem) => errors.add(field.as_str(), problem.clone()),
            FieldProblem::WebMail(domain) => errors.say(field.as_str(), t.enrollments_web_mail(domain)),
        }
    }
    errors
}

/// Why an application did not move. An instant is given in `zone` (IANA), named.
#[must_use]
pub fn refused_words_in(t: &Words, language: Language, zone: &str, refused: &Refused) -> String {
    match refused {
        Refused::State(now) => t.enrollments_refused_state(state(t, *now)),
        Refused::NotVerified => t.enrollments_refused_not_verified(),
        Refused::ChecksMissing(kinds) => {
            let names: Vec<String> = kinds.iter().map(|k| check(t, *k)).collect();
            t.enrollments_refused_checks(names.join(&t.roles_separator()))
        }
        Refused::NotByHand(kind) => t.enrollments_refused_not_by_hand(check(t, *kind)),
        Refused::OwnApplication => t.enrollments_refused_own(),
        Refused::LinkExpired => t.enrollments_refused_link_expired(),
        Refused::LinkReplaced => t.enrollments_refused_link_replaced(),
        Refused::LinkUnknown => t.enrollments_refused_link_unknown(),
        Refused::TooSoon(at) => t.enrollments_refused_too_soon(dates::when(language, zone, *at).text),
        Refused::NotDue => t.enrollments_refused_not_due(),
        Refused::Incomplete(first) => t.enrollments_refused_incomplete(step(t, *first)),
        Refused::Profile(problem) => profile_problem(t, *problem),
        Refused::Fields(problems) => match problems.as_slice() {
            [(at, FieldProblem::Value(problem))] => {
                format!("{}: {}", field(t, *at), i18n::problem(t, problem))
            }
            [(_, FieldProblem::WebMail(domain))] => t.enrollments_web_mail(domain),
            _ => t.enrollments_refused_fields(),
        },
        Refused::Text(problem) => i18n::problem(t, problem),
        Refused::NothingMarked => t.enrollments_refused_nothing_marked(),
        Refused::AlreadyReseller => t.enrollments_refused_already_reseller(),
        Refused::AlreadyOpen => t.enrollments_refused_already_open(),
        Refused::Disowned => t.enrollments_refused_disowned(),
        Refused::NoShortcut => t.enrollments_refused_no_shortcut(),
        Refused::Changed => t.enrollments_refused_changed(),
    }
}

/// The same where nobody's time zone is known.
#[must_use]
pub fn refused_words(t: &Words, language: Language, refused: &Refused) -> String {
    refused_words_in(t, language, "UTC", refused)
}

/// A person by name and user name; whose data were erased has neither.
pub(super) fn person(t: &Words, user: &User) -> String {
    match user.name() {
        "" => name_words(t, ""),
        name => t.review_person(name, user.user_name.as_str()),
    }
}
