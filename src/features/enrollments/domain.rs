//! What an application to enroll may become, who may move it, and what it waits for (requirements 5.1, decisions 11 to 14).

mod form;
mod moves;
mod seen;
mod steps;
#[cfg(test)]
mod tests;

pub use form::{Field, FieldProblem, FormData, full_name};
pub use moves::{Command, ProfileProblem, Refused, Standing};
pub use seen::Seen;
pub use steps::{Progress, Step, first_incomplete_step, opened};

use crate::kernel::clock::{SignedDuration, Timestamp, days, minutes};
use crate::kernel::limits::Limits;
use crate::kernel::stored::text_enum;

/// How long the link of the verification mail lives (decision 13).
pub const LINK_LIFE: SignedDuration = days(7);
/// How long an application waits for its contact before it is given up.
pub const PATIENCE: SignedDuration = days(90);
/// How long a sign-in to the membership directory counts (decision 10).
pub const MEMBERSHIP_SIGN_IN: SignedDuration = minutes(30);

text_enum! {
    /// Where an application stands. *approved* isn't stored: approval activates (decision 12).
    pub enum State {
        /// Being filled in; nobody but its organization knows of it.
        Draft = "draft",
        /// Sent; the primary contact hasn't confirmed yet.
        SubmittedUnverified = "submitted_unverified",
        /// The reviewer has it.
        InReview = "in_review",
        /// The reviewer has asked something of the applicant.
        InfoRequested = "info_requested",
        /// The organization is an indirect reseller.
        Active = "active",
        /// The reviewer said no.
        Rejected = "rejected",
        /// The primary contact did not sign up.
        Disowned = "disowned",
        /// The organization took it back.
        Withdrawn = "withdrawn",
        /// Nobody confirmed it in 90 days, or went on with the draft.
        Abandoned = "abandoned",
    }
}

impl State {
    /// Whether it is under way: an organization has at most one such application.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Draft | Self::SubmittedUnverified | Self::InReview | Self::InfoRequested
        )
    }

    /// Whether it was sent and isn't decided.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(
            self,
            Self::SubmittedUnverified | Self::InReview | Self::InfoRequested
        )
    }

    /// Whether its MPN ID is kept from others (decision 12).
    #[must_use]
    pub const fn holds_membership(self) -> bool {
        self.is_pending() || matches!(self, Self::Active)
    }

    /// Who acts next.
    #[must_use]
    pub const fn next(self) -> Next {
        match self {
            Self::Draft | Self::InfoRequested => Next::Applicant,
            Self::SubmittedUnverified => Next::Contact,
            Self::InReview => Next::Reviewer,
            Self::Disowned => Next::Operator,
            Self::Rejected | Self::Withdrawn | Self::Abandoned | Self::Active => Next::Nobody,
        }
    }
}

/// Who acts next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A Global admin of the organization.
    Applicant,
    /// The primary contact, by the mailed link.
    Contact,
    /// A reviewer of the operator.
    Reviewer,
    /// An administrator of the operator, who alone reopens.
    Operator,
    /// It is over.
    Nobody,
}

text_enum! {
    /// What is applied for.
    pub enum Kind {
        /// A new enrollment, with review.
        New = "new",
        /// The organization is enrolled already; only its support contact is missing (S6, decision 11).
        SupportOnly = "support_only",
    }
}

text_enum! {
    /// What is checked before an approval (decision 14).
    pub enum CheckKind {
        /// The primary contact confirmed the address.
        Email = "email",
        /// The MPN ID fulfills rule S20.
        Membership = "membership",
        /// The contact works for the organization.
        Employment = "employment",
        /// The organization has an established profile (S10).
        Business = "business",
    }
}

impl CheckKind {
    /// Whether a reviewer decides it. The others follow from the mailed link and from rule S20.
    #[must_use]
    pub const fn is_reviewers(self) -> bool {
        matches!(self, Self::Employment | Self::Business)
    }

    /// Whether a reviewer who decided this looked at that field: when it changes, the decision is about something else (S10).
    #[must_use]
    pub const fn rests_on(self, field: Field) -> bool {
        match self {
            Self::Email | Self::Membership => false,
            Self::Employment => matches!(
                field,
                Field::Profile | Field::LegalName | Field::ContactFirstName | Field::ContactLastName
            ),
            Self::Business => matches!(
                field,
                Field::Profile
                    | Field::LegalName
                    | Field::Line1
                    | Field::Line2
                    | Field::City
                    | Field::Region
                    | Field::PostalCode
            ),
        }
    }
}

text_enum! {
    /// How a check stands.
    pub enum CheckState {
        /// Not decided.
        Waiting = "waiting",
        /// In order.
        Passed = "passed",
        /// Not in order.
        Failed = "failed",
        /// Not asked for here.
        NotNeeded = "not_needed",
    }
}

impl CheckState {
    /// Whether an approval may rest on it.
    #[must_use]
    pub const fn is_enough(self) -> bool {
        matches!(self, Self::Passed | Self::NotNeeded)
    }
}

/// How the four checks stand, in the order of [`CheckKind::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checks(pub [CheckState; 4]);

impl Checks {
    /// None decided.
    pub const WAITING: Self = Self([CheckState::Waiting; 4]);

    /// How one stands.
    #[must_use]
    pub const fn of(&self, kind: CheckKind) -> CheckState {
        self.0[kind as usize]
    }

    /// The same with one decided.
    #[must_use]
    pub const fn with(mut self, kind: CheckKind, state: CheckState) -> Self {
        self.0[kind as usize] = state;
        self
    }

    /// Those that an approval still needs.
    #[must_use]
    pub fn missing(&self) -> Vec<CheckKind> {
        CheckKind::ALL
            .iter()
            .copied()
            .filter(|k| !self.of(*k).is_enough())
            .collect()
    }
}

/// Whether an organization whose newest application stands thus may begin another (decision 12).
pub fn may_begin(last: Option<State>, is_reseller: bool) -> Result<(), Refused> {
    match last {
        _ if is_reseller => Err(Refused::AlreadyReseller),
        Some(state) if state.is_open() => Err(Refused::AlreadyOpen),
        Some(State::Disowned) => Err(Refused::Disowned),
        _ => Ok(()),
    }
}

/// When a verification mail may be sent again at all, given when mails went out, oldest first; now if `Ok`. Holds for another address too.
pub fn may_mail_again(sent: &[Timestamp], now: Timestamp, limits: &Limits) -> Result<(), Refused> {
    let today: Vec<Timestamp> = sent
        .iter()
        .copied()
        .filter(|at| now.since(*at) < days(1))
        .collect();
    match usize::try_from(limits.verifications_a_day)
        .ok()
        .and_then(|most| today.len().checked_sub(most))
    {
        Some(first) => Err(Refused::TooSoon(today[first] + days(1))),
        None => Ok(()),
    }
}

/// When the mail may be sent again to the same address: not within a few minutes either.
pub fn may_resend(sent: &[Timestamp], now: Timestamp, limits: &Limits) -> Result<(), Refused> {
    may_mail_again(sent, now, limits)?;
    let apart = minutes(i64::from(limits.verification_minutes));
    match sent.last().map(|at| *at + apart) {
        Some(at) if now < at => Err(Refused::TooSoon(at)),
        _ => Ok(()),
    }
}

/// Whether the employment check passes by itself: the contact's mail domain is the sign-in domain, or that of the profile's web site
/// (decision 14). `website` is an address as the directory has it, or empty.
#[must_use]
pub fn employment_by_itself(mail_domain: &str, sign_in_domain: Option<&str>, website: &str) -> CheckState {
    let host = website
        .split("://")
        .last()
        .unwrap_or_default()
        .split(['/', ':', '?', '#'])
        .next()
        .unwrap_or_default();
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if sign_in_domain == Some(mail_domain) || (!host.is_empty() && host == mail_domain) {
        CheckState::Passed
    } else {
        CheckState::Waiting
    }
}

/// The reference that people see: `ENR-000418`.
#[must_use]
pub fn reference(number: i64) -> String {
    format!("ENR-{number:06}")
}
