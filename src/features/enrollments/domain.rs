//! What an application to enroll may become, who may move it, and what it waits for (requirements 5.1, decisions 11 to 14).

mod form;
mod steps;
#[cfg(test)]
mod tests;

pub use form::{Field, FieldProblem, FormData};
pub use steps::{Progress, Step, first_incomplete_step, opened};

use crate::kernel::clock::{SignedDuration, Timestamp, days, minutes};
use crate::kernel::stored::text_enum;

/// How long the link of the verification mail lives (decision 13).
pub const LINK_LIFE: SignedDuration = days(7);
/// How long an application waits for its contact before it is given up.
pub const PATIENCE: SignedDuration = days(90);
/// How long a sign-in to the membership directory counts (decision 10).
pub const MEMBERSHIP_SIGN_IN: SignedDuration = minutes(30);
/// How soon the verification mail may be sent again (A.5).
pub const RESEND_EVERY: SignedDuration = minutes(5);
/// How many verification mails of one application may be sent in 24 hours (A.5).
pub const MAILS_A_DAY: i64 = 5;

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
        /// Nobody confirmed it in 90 days.
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

/// What is to be done with an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Write down what was typed.
    Save,
    /// **Enroll now**.
    Submit,
    /// **Enroll now** of the shortcut (S6).
    SubmitSupport,
    /// The contact ticks both boxes.
    Confirm,
    /// The contact did not sign up.
    Disown,
    /// Another address for the contact.
    ChangeContact,
    /// The verification mail again.
    Resend,
    /// The organization takes it back.
    Withdraw,
    /// A reviewer decides a check.
    DecideCheck(CheckKind),
    /// A reviewer asks something.
    AskForInformation,
    /// The organization answers.
    Answer,
    /// A reviewer says yes.
    Approve,
    /// A reviewer says no.
    Reject,
    /// Nobody confirmed in time.
    Abandon,
    /// The operator lets a disowned application begin anew.
    Reopen,
}

impl Command {
    /// Whether it is a reviewer's.
    #[must_use]
    pub const fn is_reviewers(self) -> bool {
        matches!(
            self,
            Self::DecideCheck(_) | Self::AskForInformation | Self::Approve | Self::Reject
        )
    }
}

/// Why an application did not move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It isn't in a state for that; in which it is.
    State(State),
    /// The contact hasn't confirmed yet (S25).
    NotVerified,
    /// These checks are neither passed nor needless (decision 14).
    ChecksMissing(Vec<CheckKind>),
    /// This check follows from the mailed link or from rule S20; nobody decides it by hand.
    NotByHand(CheckKind),
    /// Who decides is the applicant or the contact.
    OwnApplication,
    /// The link's seven days are over.
    LinkExpired,
    /// A newer link was mailed.
    LinkReplaced,
    /// There was no such link.
    LinkUnknown,
    /// The verification mail was sent a moment ago, or too often today; when it may be sent again.
    TooSoon(Timestamp),
    /// The 90 days aren't over.
    NotDue,
    /// This step comes first.
    Incomplete(Step),
    /// The profile can't be taken (rule S20, decision 12).
    Profile(ProfileProblem),
    /// These fields are wrong.
    Fields(Vec<(Field, FieldProblem)>),
    /// A reviewer's question needs at least one field.
    NothingMarked,
    /// The organization is an indirect reseller already.
    AlreadyReseller,
    /// The organization has an application under way.
    AlreadyOpen,
    /// Its last application was disowned: only the operator reopens it (decision 12).
    Disowned,
    /// The organization isn't enrolled already, so the shortcut is none (decision 11).
    NoShortcut,
    /// Somebody else changed it meanwhile.
    Changed,
}

/// Why a profile can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileProblem {
    /// It is inactive.
    Inactive,
    /// It is located in another country than the work account's organization.
    OtherCountry,
    /// Another organization has it or has applied with it.
    Taken,
    /// There is none with that number, or not in the membership account that is signed in.
    Unknown,
}

/// What a decision about an application rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it is.
    pub state: State,
    /// What is applied for.
    pub kind: Kind,
    /// The checks.
    pub checks: Checks,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// Until when the newest link lives.
    pub link_until: Option<Timestamp>,
    /// Whether who acts is its applicant or its contact.
    pub own: bool,
}

impl Standing {
    /// The one rule of moves: where `command` leads at `now`, or why not.
    pub fn apply(&self, command: Command, now: Timestamp) -> Result<State, Refused> {
        use Command as C;
        use State as S;
        if command.is_reviewers() {
            self.check_reviewer(command)?;
        }
        match (command, self.state) {
            (C::Save, S::Draft) => Ok(S::Draft),
            (C::Submit, S::Draft) if matches!(self.kind, Kind::New) => Ok(S::SubmittedUnverified),
            (C::SubmitSupport, S::Draft) if matches!(self.kind, Kind::SupportOnly) => Ok(S::Active),
            (C::Submit | C::SubmitSupport, S::Draft) => Err(Refused::NoShortcut),
            (C::Confirm, S::SubmittedUnverified) => {
                self.live_link(now)?;
                Ok(S::InReview)
            }
            (C::Disown, S::SubmittedUnverified) => {
                self.live_link(now)?;
                Ok(S::Disowned)
            }
            (C::ChangeContact | C::Resend, S::SubmittedUnverified) => Ok(S::SubmittedUnverified),
            (C::Withdraw, S::Draft | S::SubmittedUnverified | S::InReview | S::InfoRequested) => {
                Ok(S::Withdrawn)
            }
            (C::DecideCheck(_), S::InReview) => Ok(S::InReview),
            (C::AskForInformation, S::InReview) => Ok(S::InfoRequested),
            (C::Answer, S::InfoRequested) => Ok(S::InReview),
            (C::Approve, S::InReview) => Ok(S::Active),
            (C::Reject, S::InReview) => Ok(S::Rejected),
            (C::Abandon, S::SubmittedUnverified) => {
                let due = self.submitted_at.is_some_and(|at| now.since(at) >= PATIENCE);
                if due {
                    Ok(S::Abandoned)
                } else {
                    Err(Refused::NotDue)
                }
            }
            (C::Reopen, S::Disowned) => Ok(S::Draft),
            (
                C::Save
                | C::Submit
                | C::SubmitSupport
                | C::Confirm
                | C::Disown
                | C::ChangeContact
                | C::Resend
                | C::Withdraw
                | C::DecideCheck(_)
                | C::AskForInformation
                | C::Answer
                | C::Approve
                | C::Reject
                | C::Abandon
                | C::Reopen,
                state,
            ) => Err(Refused::State(state)),
        }
    }

    /// What holds for every move of a reviewer: never before verification, never by the applicant (S25, 5.1).
    fn check_reviewer(&self, command: Command) -> Result<(), Refused> {
        if self.state == State::SubmittedUnverified {
            return Err(Refused::NotVerified);
        }
        if self.state != State::InReview {
            return Err(Refused::State(self.state));
        }
        if self.own {
            return Err(Refused::OwnApplication);
        }
        if self.checks.of(CheckKind::Email) != CheckState::Passed {
            return Err(Refused::NotVerified);
        }
        match command {
            Command::DecideCheck(kind) if !kind.is_reviewers() => Err(Refused::NotByHand(kind)),
            Command::Approve => match self.checks.missing() {
                missing if missing.is_empty() => Ok(()),
                missing => Err(Refused::ChecksMissing(missing)),
            },
            _ => Ok(()),
        }
    }

    fn live_link(&self, now: Timestamp) -> Result<(), Refused> {
        if self.link_until.is_some_and(|until| now < until) {
            Ok(())
        } else {
            Err(Refused::LinkExpired)
        }
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

/// When the verification mail may be sent again, given when mails of the last 24 hours went out, oldest first; at once if `Ok`.
pub fn may_resend(sent: &[Timestamp], now: Timestamp) -> Result<(), Refused> {
    let today: Vec<&Timestamp> = sent.iter().filter(|at| now.since(**at) < days(1)).collect();
    let spaced = today.last().map(|at| **at + RESEND_EVERY).filter(|at| now < *at);
    let full =
        (today.len() as i64 >= MAILS_A_DAY).then(|| *today[today.len() - MAILS_A_DAY as usize] + days(1));
    match spaced.max(full) {
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
