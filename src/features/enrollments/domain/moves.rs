//! The one rule of moves: who may do what with an application, and why not.

use super::{CheckKind, CheckState, Checks, Field, FieldProblem, Kind, PATIENCE, State, Step};
use crate::kernel::clock::Timestamp;
use crate::kernel::problem::Problem;

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
    /// Nobody confirmed in time, or went on with the draft.
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
    /// What the reviewer wrote is wrong: a question and a rejection need words.
    Text(Problem),
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
            // When a draft lapses is a setting, which its sweep knows.
            (C::Abandon, S::Draft) => Ok(S::Abandoned),
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
