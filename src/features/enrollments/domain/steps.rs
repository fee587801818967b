//! The wizard's order: a step opened too early leads to the first incomplete one.

/// A step of the wizard, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What you will need (S7).
    Welcome,
    /// The work account (S13).
    WorkAccount,
    /// Why the membership is linked (S15).
    Association,
    /// User name at the membership directory (S16).
    Membership,
    /// Its password (S17).
    MembershipPassword,
    /// Which organization profile (S18).
    Profile,
    /// Legal profile, primary contact, support (S21).
    Details,
    /// Check your answers, **Enroll now**.
    Check,
}

impl Step {
    /// The address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Welcome => "/enroll",
            Self::WorkAccount => "/enroll/work-account",
            Self::Association => "/enroll/association",
            Self::Membership => "/enroll/membership",
            Self::MembershipPassword => "/enroll/membership/password",
            Self::Profile => "/enroll/profile",
            Self::Details => "/enroll/details",
            Self::Check => "/enroll/check",
        }
    }
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Signed in with a work account.
    pub signed_in: bool,
    /// The user name at the membership directory was typed in this session.
    pub login_typed: bool,
    /// The membership sign-in is good, for at most 30 minutes.
    pub membership_signed_in: bool,
    /// A profile is chosen in the draft.
    pub profile_chosen: bool,
    /// Legal profile, contact and support are complete and in order.
    pub details_complete: bool,
}

/// The first step that still has to be done. The membership sign-in counts only until a profile is chosen (decision 10).
#[must_use]
pub fn first_incomplete_step(at: Progress) -> Step {
    if !at.signed_in {
        Step::WorkAccount
    } else if at.profile_chosen {
        if at.details_complete {
            Step::Check
        } else {
            Step::Details
        }
    } else if at.membership_signed_in {
        Step::Profile
    } else {
        Step::Association
    }
}

/// Which step is shown when `wanted` is opened: itself, or the one that comes first.
#[must_use]
pub fn opened(wanted: Step, at: Progress) -> Step {
    let first = first_incomplete_step(at);
    match wanted {
        Step::Welcome | Step::WorkAccount => wanted,
        _ if !at.signed_in => first,
        Step::Association | Step::Membership => wanted,
        Step::MembershipPassword if at.login_typed => wanted,
        Step::MembershipPassword => Step::Membership,
        // Choosing another profile needs the membership sign-in again, also when one is chosen.
        Step::Profile if at.membership_signed_in => wanted,
        Step::Profile => Step::Membership,
        Step::Details if at.profile_chosen => wanted,
        Step::Check if at.profile_chosen && at.details_complete => wanted,
        Step::Details | Step::Check => first,
    }
}
