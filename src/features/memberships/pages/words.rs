//! Words of the directory that several pages say.

use crate::features::memberships::domain::{Concern, ProfileKind, ProfileState};
use crate::i18n::{self, Words};

/// A state in words.
pub(super) fn state(t: &Words, state: ProfileState) -> String {
    match state {
        ProfileState::Active => t.memberships_state_active(),
        ProfileState::Inactive => t.memberships_state_inactive(),
    }
}

/// The color of a state.
pub(super) const fn tone(state: ProfileState) -> &'static str {
    match state {
        ProfileState::Active => "good",
        ProfileState::Inactive => "",
    }
}

/// A kind in words.
pub(super) fn kind(t: &Words, kind: ProfileKind) -> String {
    match kind {
        ProfileKind::Global => t.memberships_kind_global(),
        ProfileKind::Location => t.memberships_kind_location(),
    }
}

/// What the operator should look at, in words.
pub(super) fn concern(t: &Words, concern: Concern) -> String {
    match concern {
        Concern::Inactive => t.memberships_concern_inactive(),
        Concern::Moved => t.memberships_concern_moved(),
    }
}

/// A column of the import file, as the pages call it.
pub(super) fn column(t: &Words, column: &str) -> String {
    match column {
        "password" => t.memberships_password(),
        other => i18n::membership_column(t, other).unwrap_or_else(|| other.to_owned()),
    }
}
