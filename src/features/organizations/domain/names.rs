//! A legal name changes when the operator says so (decision 8).

use crate::kernel::stored::text_enum;

text_enum! {
    /// Where the request for another legal name stands.
    pub enum NameState {
        /// The operator hasn't decided; the old name stands.
        Open = "open",
        /// The new name stands everywhere.
        Approved = "approved",
        /// The operator said no, with a reason.
        Declined = "declined",
        /// The organization took it back.
        Withdrawn = "withdrawn",
        /// The organization was closed meanwhile (decision 7).
        Ended = "ended",
    }
}

/// What is done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameCommand {
    /// The operator says yes.
    Approve,
    /// The operator says no.
    Decline,
    /// The organization takes it back.
    Withdraw,
    /// The organization is closed.
    End,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRefused {
    /// There is no such request within reach.
    NotFound,
    /// It is decided already.
    NotNow,
    /// One is open already.
    AlreadyOpen,
    /// It is the name the organization has.
    Same,
}

impl NameState {
    /// The state after a command: only what is open moves.
    pub const fn apply(self, command: NameCommand) -> Result<Self, NameRefused> {
        match (self, command) {
            (Self::Open, NameCommand::Approve) => Ok(Self::Approved),
            (Self::Open, NameCommand::Decline) => Ok(Self::Declined),
            (Self::Open, NameCommand::Withdraw) => Ok(Self::Withdrawn),
            (Self::Open, NameCommand::End) => Ok(Self::Ended),
            (
                Self::Approved | Self::Declined | Self::Withdrawn | Self::Ended,
                NameCommand::Approve | NameCommand::Decline | NameCommand::Withdraw | NameCommand::End,
            ) => Err(NameRefused::NotNow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_answers_every_command() {
        let commands = [
            (NameCommand::Approve, NameState::Approved),
            (NameCommand::Decline, NameState::Declined),
            (NameCommand::Withdraw, NameState::Withdrawn),
            (NameCommand::End, NameState::Ended),
        ];
        for (command, to) in commands {
            for state in NameState::ALL {
                let expected = if *state == NameState::Open {
                    Ok(to)
                } else {
                    Err(NameRefused::NotNow)
                };
                assert_eq!(state.apply(command), expected, "{state} {command:?}");
            }
        }
    }
}
