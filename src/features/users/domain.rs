//! The life of an account (requirements 5.5) and how wrong passwords are counted (A.5).

use crate::kernel::clock::{SignedDuration, Timestamp, days};
use crate::kernel::stored::text_enum;

text_enum! {
    /// What an account is doing. Locking is a question of the failure counter, not a state.
    pub enum State {
        /// Has a temporary password and reaches nothing but its change (S34).
        MustChangePassword = "must_change_password",
        /// Signs in.
        Active = "active",
        /// Doesn't sign in until somebody enables it.
        Disabled = "disabled",
        /// Can be restored for 30 days.
        Deleted = "deleted",
        /// Personal values are gone (decision 9).
        Purged = "purged",
    }
}

/// What can be done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// The owner sets a password of their own.
    ChangePassword,
    /// Somebody gives a temporary password.
    ResetPassword,
    /// No sign-in until enabled.
    Disable,
    /// Sign-in again.
    Enable,
    /// Out of the lists; can be restored.
    Delete,
    /// Back from deletion.
    Restore,
    /// Personal values go.
    Purge,
}

impl Command {
    /// Every command, for the test that walks them all.
    pub const ALL: [Self; 7] = [
        Self::ChangePassword,
        Self::ResetPassword,
        Self::Disable,
        Self::Enable,
        Self::Delete,
        Self::Restore,
        Self::Purge,
    ];
}

/// Why a command does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Not in this state.
    NotNow,
    /// The user name is taken.
    UserNameTaken,
    /// Somebody of the organization has this contact address (decision 6).
    EmailTaken,
    /// The link was used, is too old, or never was.
    LinkDead,
}

impl State {
    /// The state after a command.
    pub fn apply(self, command: Command) -> Result<Self, Refused> {
        use Command as C;
        match (self, command) {
            (Self::MustChangePassword | Self::Active, C::ChangePassword) => Ok(Self::Active),
            (Self::MustChangePassword | Self::Active, C::ResetPassword) => Ok(Self::MustChangePassword),
            (Self::MustChangePassword | Self::Active, C::Disable) => Ok(Self::Disabled),
            (Self::Disabled, C::Enable) => Ok(Self::Active),
            (Self::MustChangePassword | Self::Active | Self::Disabled, C::Delete) => Ok(Self::Deleted),
            (Self::Deleted, C::Restore) => Ok(Self::Disabled),
            (Self::Deleted, C::Purge) => Ok(Self::Purged),
            (Self::Disabled | Self::Deleted | Self::Purged, C::ChangePassword | C::ResetPassword)
            | (Self::Disabled | Self::Deleted | Self::Purged, C::Disable)
            | (Self::MustChangePassword | Self::Active | Self::Deleted | Self::Purged, C::Enable)
            | (Self::Deleted | Self::Purged, C::Delete)
            | (Self::MustChangePassword | Self::Active | Self::Disabled | Self::Purged, C::Restore)
            | (Self::MustChangePassword | Self::Active | Self::Disabled | Self::Purged, C::Purge) => {
                Err(Refused::NotNow)
            }
        }
    }

    /// Whether somebody in this state may sign in.
    #[must_use]
    pub const fn signs_in(self) -> bool {
        matches!(self, Self::MustChangePassword | Self::Active)
    }
}

/// The most wrong passwords in a day (NIST SP 800-63B-4: at most 100).
pub const HARD_STOP: i32 = 100;

/// How long the account waits after so many wrong passwords in a row (kanidm's steps, A.5).
#[must_use]
pub fn wait_after(failures: i32) -> SignedDuration {
    match failures {
        ..=2 => SignedDuration::from_secs(1),
        3..=8 => SignedDuration::from_secs(3),
        9..=24 => SignedDuration::from_secs(5),
        25..HARD_STOP => SignedDuration::from_secs(10),
        _ => days(1),
    }
}

/// The failure counter of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// Wrong passwords since the last good one.
    pub count: i32,
    /// When the last one was.
    pub at: Option<Timestamp>,
    /// Until when no password is looked at.
    pub locked_until: Option<Timestamp>,
}

impl Failures {
    /// Whether a password is looked at now.
    #[must_use]
    pub fn locked(self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// The counter after another wrong password. A day without one begins it anew.
    #[must_use]
    pub fn after_failure(self, now: Timestamp) -> Self {
        let fresh = self.at.is_none_or(|at| now.since(at) > days(1));
        let count = if fresh { 1 } else { self.count.saturating_add(1) };
        Self {
            count,
            at: Some(now),
            locked_until: Some(now + wait_after(count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_answers_every_command() {
        use Command as C;
        use State as S;
        let legal = [
            (S::MustChangePassword, C::ChangePassword, S::Active),
            (S::MustChangePassword, C::ResetPassword, S::MustChangePassword),
            (S::MustChangePassword, C::Disable, S::Disabled),
            (S::MustChangePassword, C::Delete, S::Deleted),
            (S::Active, C::ChangePassword, S::Active),
            (S::Active, C::ResetPassword, S::MustChangePassword),
            (S::Active, C::Disable, S::Disabled),
            (S::Active, C::Delete, S::Deleted),
            (S::Disabled, C::Enable, S::Active),
            (S::Disabled, C::Delete, S::Deleted),
            (S::Deleted, C::Restore, S::Disabled),
            (S::Deleted, C::Purge, S::Purged),
        ];
        for state in State::ALL {
            for command in Command::ALL {
                let expected = legal
                    .iter()
                    .find(|(s, c, _)| s == state && *c == command)
                    .map(|(.., to)| *to)
                    .ok_or(Refused::NotNow);
                assert_eq!(state.apply(command), expected, "{state:?} {command:?}");
            }
        }
    }

    #[test]
    fn waiting_grows_and_ends_after_a_day() {
        let mut failures = Failures::default();
        let now = Timestamp::from_millis(0);
        for _ in 0..HARD_STOP {
            failures = failures.after_failure(now);
        }
        assert!(failures.locked(now + SignedDuration::from_hours(23)));
        assert!(!failures.locked(now + days(1)));
        assert_eq!(failures.after_failure(now + days(2)).count, 1);
    }
}
