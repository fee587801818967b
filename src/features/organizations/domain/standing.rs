//! How an organization is suspended and closed, and the way back (decision 7): one rule for every command in every standing.

use crate::kernel::clock::{Timestamp, days};
use crate::kernel::stored::text_enum;

/// For how long a closed organization can still be read, before sign-in ends and its domain and MPN ID are free again.
pub const CLOSED_DAYS: i64 = 30;

text_enum! {
    /// Who closed it: only they undo it.
    pub enum ClosedBy {
        /// The operator.
        Operator = "operator",
        /// A Global admin, by **Close account**.
        Organization = "organization",
    }
}

/// Where an organization stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Everything is possible.
    Active,
    /// It reads, tidies up and ends; it begins nothing.
    Suspended,
    /// It reads, until the days are over.
    Closed(Closing),
    /// The days are over: nobody signs in any more.
    Ended {
        /// It was suspended when it was closed.
        suspended: bool,
    },
    /// Nobody's to change: nobody signs in to it (unclaimed, merged), or it is the operator's own (decision 3).
    Fixed,
}

/// How it was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// By whom.
    pub by: ClosedBy,
    /// When.
    pub at: Timestamp,
    /// It was suspended then, and is so again if the closing is undone.
    pub suspended: bool,
}

impl Closing {
    /// Until when it can be read and undone.
    #[must_use]
    pub fn until(self) -> Timestamp {
        self.at + days(CLOSED_DAYS)
    }
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// The operator suspends.
    Suspend,
    /// The operator lifts the suspension.
    Reactivate,
    /// The operator, or a Global admin, closes.
    Close(ClosedBy),
    /// A Global admin takes **Close account** back.
    Undo,
    /// The operator opens a closed organization again, also after its days.
    Reopen,
    /// The days are over.
    End,
}

impl Command {
    /// Every command, for the test that walks them all.
    pub const ALL: [Self; 7] = [
        Self::Suspend,
        Self::Reactivate,
        Self::Close(ClosedBy::Operator),
        Self::Close(ClosedBy::Organization),
        Self::Undo,
        Self::Reopen,
        Self::End,
    ];

    /// Whether a reason must be given: what stops others says why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Suspend | Self::Close(ClosedBy::Operator))
    }
}

/// Where a command leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Active.
    Active,
    /// Suspended, with the reason it had.
    Suspended,
    /// Closed, by whom.
    Closed(ClosedBy),
    /// Ended.
    Ended,
}

/// Why a command does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingRefused {
    /// There is no such organization within reach.
    NotFound,
    /// It is the operator's own, or nobody's.
    Fixed,
    /// Not in this standing.
    NotNow,
    /// The operator closed it: only the operator opens it again.
    OnlyOperator,
    /// The days to undo it are over: only the operator opens it again.
    TooLate,
    /// The days aren't over.
    NotDue,
    /// Somebody changed it meanwhile.
    Changed,
}

impl Standing {
    /// Where `command` leads at `now`, or why nowhere.
    pub fn apply(self, command: Command, now: Timestamp) -> Result<Next, StandingRefused> {
        use Command as C;
        use Standing as S;
        match (self, command) {
            (S::Fixed, _) => Err(StandingRefused::Fixed),
            (S::Active, C::Suspend) => Ok(Next::Suspended),
            (S::Suspended, C::Reactivate) => Ok(Next::Active),
            (S::Active | S::Suspended, C::Close(by)) => Ok(Next::Closed(by)),
            (S::Closed(closing), C::Undo) => match closing.by {
                ClosedBy::Operator => Err(StandingRefused::OnlyOperator),
                ClosedBy::Organization if now >= closing.until() => Err(StandingRefused::TooLate),
                ClosedBy::Organization => Ok(before(closing.suspended)),
            },
            (S::Closed(Closing { suspended, .. }) | S::Ended { suspended }, C::Reopen) => {
                Ok(before(suspended))
            }
            (S::Closed(closing), C::End) if now >= closing.until() => Ok(Next::Ended),
            (S::Closed(_), C::End) => Err(StandingRefused::NotDue),
            (S::Ended { .. }, C::Undo) => Err(StandingRefused::TooLate),
            (S::Active, C::Reactivate | C::Undo | C::Reopen | C::End)
            | (S::Suspended, C::Suspend | C::Undo | C::Reopen | C::End)
            | (S::Closed(_), C::Suspend | C::Reactivate | C::Close(_))
            | (S::Ended { .. }, C::Suspend | C::Reactivate | C::Close(_) | C::End) => {
                Err(StandingRefused::NotNow)
            }
        }
    }
}

/// What it was before it was closed: nobody gets rid of a suspension by closing and coming back.
const fn before(suspended: bool) -> Next {
    if suspended { Next::Suspended } else { Next::Active }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSED: Timestamp = Timestamp::from_millis(0);

    fn closed(by: ClosedBy, suspended: bool) -> Standing {
        Standing::Closed(Closing {
            by,
            at: CLOSED,
            suspended,
        })
    }

    #[test]
    fn every_standing_answers_every_command() {
        use ClosedBy::{Operator, Organization};
        use Command as C;
        use StandingRefused as R;
        let (early, late) = (CLOSED + days(29), CLOSED + days(30));
        let standings = [
            (Standing::Active, early),
            (Standing::Suspended, early),
            (closed(Organization, false), early),
            (closed(Organization, true), early),
            (closed(Organization, false), late),
            (closed(Operator, false), early),
            (closed(Operator, true), late),
            (Standing::Ended { suspended: false }, late),
            (Standing::Ended { suspended: true }, late),
            (Standing::Fixed, early),
        ];
        let legal = [
            (0, C::Suspend, Ok(Next::Suspended)),
            (0, C::Close(Operator), Ok(Next::Closed(Operator))),
            (0, C::Close(Organization), Ok(Next::Closed(Organization))),
            (1, C::Reactivate, Ok(Next::Active)),
            (1, C::Close(Operator), Ok(Next::Closed(Operator))),
            (1, C::Close(Organization), Ok(Next::Closed(Organization))),
            (2, C::Undo, Ok(Next::Active)),
            (2, C::Reopen, Ok(Next::Active)),
            (2, C::End, Err(R::NotDue)),
            (3, C::Undo, Ok(Next::Suspended)),
            (3, C::Reopen, Ok(Next::Suspended)),
            (3, C::End, Err(R::NotDue)),
            (4, C::Undo, Err(R::TooLate)),
            (4, C::Reopen, Ok(Next::Active)),
            (4, C::End, Ok(Next::Ended)),
            (5, C::Undo, Err(R::OnlyOperator)),
            (5, C::Reopen, Ok(Next::Active)),
            (5, C::End, Err(R::NotDue)),
            (6, C::Undo, Err(R::OnlyOperator)),
            (6, C::Reopen, Ok(Next::Suspended)),
            (6, C::End, Ok(Next::Ended)),
            (7, C::Undo, Err(R::TooLate)),
            (7, C::Reopen, Ok(Next::Active)),
            (8, C::Undo, Err(R::TooLate)),
            (8, C::Reopen, Ok(Next::Suspended)),
        ];
        for (at, (standing, now)) in standings.into_iter().enumerate() {
            for command in Command::ALL {
                let otherwise = if standing == Standing::Fixed {
                    Err(R::Fixed)
                } else {
                    Err(R::NotNow)
                };
                let expected = legal
                    .iter()
                    .find(|(which, c, _)| *which == at && *c == command)
                    .map_or(otherwise, |(.., expected)| *expected);
                assert_eq!(standing.apply(command, now), expected, "{standing:?} {command:?}");
            }
        }
    }

    #[test]
    fn what_stops_others_says_why() {
        let with: Vec<Command> = Command::ALL.into_iter().filter(|c| c.needs_reason()).collect();
        assert_eq!(with, [Command::Suspend, Command::Close(ClosedBy::Operator)]);
    }
}
