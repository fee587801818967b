//! *People*: finding anybody of any organization, and ending their sessions.

mod list;
mod show;

pub(super) use list::list;
pub(super) use show::{end_sessions, show};

use crate::features::users::User;
use crate::features::users::people::Roles;
use crate::i18n::{Words, joined_roles};

/// Where all of it is.
const PATH: &str = "/operations/people";

/// The roles in words, joined.
fn roles_of(t: &Words, user: &User) -> String {
    joined_roles(t, &Roles::of(user).held())
}
