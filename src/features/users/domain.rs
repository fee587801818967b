//! The life of an account (requirements 5.5) and how wrong passwords are counted (A.5).

use crate::kernel::clock::{Timestamp, days};
use crate::kernel::email::sign_in_spelling;
use crate::kernel::limits::Limits;
use crate::kernel::problem::Problem;
use crate::kernel::search::fold;
use crate::kernel::stored::text_enum;
use crate::kernel::text::UserName;

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
    /// No such person within reach.
    NotFound,
    /// Nobody does this to themselves.
    Oneself,
    /// Only a Global admin changes a Global admin or makes one (A16); at the operator an Administrator.
    AboveOneself,
    /// The last Global admin (Administrator) stays one (A17, decision 3).
    LastOne,
    /// Somebody else changed the roles after the choice was shown (A.14).
    Meanwhile,
    /// Who does it has just lost the role that would allow it.
    NoLonger,
    /// The organization has added as many people as it may in a day.
    TooManyToday,
}

/// How long a deleted account can be restored (requirements 5.5).
pub const RESTORE_DAYS: i64 = 30;

/// How long a temporary password works (decision 36).
pub const TEMPORARY_DAYS: i64 = 7;

/// The most rows of a file that adds people.
pub const BULK_ROWS: usize = 500;

/// Who changes whom, as far as the rules of user management ask. *Top* is Global admin, at the operator Administrator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who does it and who it is done to are one person.
    pub oneself: bool,
    /// Who does it is top.
    pub actor_top: bool,
    /// Who it is done to is top.
    pub target_top: bool,
    /// Somebody else is top and can sign in.
    pub others_top: bool,
}

impl Standing {
    /// Whether roles may be changed; `becomes_top` after it.
    pub fn may_set_roles(self, becomes_top: bool) -> Result<(), Refused> {
        self.reaches(becomes_top)?;
        self.leaves_one(becomes_top)
    }

    /// Whether this may be done. One's own password is changed in My profile, and nobody shuts themselves out.
    pub fn may(self, command: Command) -> Result<(), Refused> {
        use Command as C;
        match command {
            C::ChangePassword | C::Purge => Ok(()),
            C::ResetPassword | C::Disable | C::Enable | C::Delete | C::Restore => {
                if self.oneself {
                    return Err(Refused::Oneself);
                }
                self.reaches(false)?;
                self.leaves_one(!matches!(command, C::Disable | C::Delete))
            }
        }
    }

    /// Whether somebody's sessions may be ended.
    pub fn may_end_sessions(self) -> Result<(), Refused> {
        self.reaches(false)
    }

    fn reaches(self, becomes_top: bool) -> Result<(), Refused> {
        if (self.target_top || becomes_top) && !self.actor_top {
            return Err(Refused::AboveOneself);
        }
        Ok(())
    }

    fn leaves_one(self, stays_top: bool) -> Result<(), Refused> {
        if self.target_top && !stays_top && !self.others_top {
            return Err(Refused::LastOne);
        }
        Ok(())
    }
}

/// What a list of people is searched in.
#[must_use]
pub fn search_text(full_name: &str, user_name: &str, email: &str) -> String {
    fold(&format!("{full_name} {user_name} {email}"))
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

/// The whole sign-in name of what was typed: the part before the @, or all of it.
pub fn sign_in_name(typed: &str, domain: &str) -> Result<String, Problem> {
    let typed = sign_in_spelling(typed);
    let local = typed.strip_suffix(&format!("@{domain}")).unwrap_or(&typed);
    UserName::parse(local).map(|name| format!("{}@{domain}", name.as_str()))
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
    pub fn after_failure(self, now: Timestamp, limits: &Limits) -> Self {
        let fresh = self.at.is_none_or(|at| now.since(at) > days(1));
        let count = if fresh { 1 } else { self.count.saturating_add(1) };
        Self {
            count,
            at: Some(now),
            locked_until: Some(now + limits.wait_after(count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::SignedDuration;

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
    fn only_the_top_reaches_the_top_a16() {
        let helper = Standing {
            target_top: true,
            others_top: true,
            ..Standing::default()
        };
        for command in [
            Command::ResetPassword,
            Command::Disable,
            Command::Enable,
            Command::Delete,
        ] {
            assert_eq!(helper.may(command), Err(Refused::AboveOneself));
        }
        assert_eq!(helper.may_end_sessions(), Err(Refused::AboveOneself));
        assert_eq!(
            Standing::default().may_set_roles(true),
            Err(Refused::AboveOneself)
        );
        assert_eq!(Standing::default().may_set_roles(false), Ok(()));
    }

    #[test]
    fn the_last_one_stays_a17_and_nobody_shuts_themselves_out() {
        let last = Standing {
            actor_top: true,
            target_top: true,
            ..Standing::default()
        };
        assert_eq!(last.may_set_roles(false), Err(Refused::LastOne));
        assert_eq!(last.may_set_roles(true), Ok(()), "S28: the agent role may change");
        assert_eq!(last.may(Command::Disable), Err(Refused::LastOne));
        assert_eq!(last.may(Command::Delete), Err(Refused::LastOne));
        assert_eq!(last.may(Command::ResetPassword), Ok(()));
        let oneself = Standing {
            oneself: true,
            others_top: true,
            ..last
        };
        assert_eq!(oneself.may(Command::Delete), Err(Refused::Oneself));
        assert_eq!(oneself.may_set_roles(false), Ok(()), "there is another one");
    }

    #[test]
    fn waiting_grows_and_ends_after_a_day() {
        let mut failures = Failures::default();
        let now = Timestamp::from_millis(0);
        let limits = Limits::default();
        for _ in 0..limits.account_failures {
            failures = failures.after_failure(now, &limits);
        }
        assert!(failures.locked(now + SignedDuration::from_hours(23)));
        assert!(!failures.locked(now + days(1)));
        assert_eq!(failures.after_failure(now + days(2), &limits).count, 1);
    }
}
