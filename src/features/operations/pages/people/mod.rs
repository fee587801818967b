//! *People*: finding anybody of any organization, and ending their sessions.

mod list;
mod show;

pub(super) use list::list;
pub(super) use show::{end_sessions, show};

use crate::features::users::User;
use crate::features::users::domain::State;
use crate::i18n::{Words, joined_roles};
use crate::policy::{AdminRole, AgentRole, OperatorRole, Role};

/// Where all of it is.
const PATH: &str = "/operations/people";

/// The state of an account: its name, tone and word.
fn state_badge(t: &Words, state: State) -> (&'static str, &'static str, String) {
    let (tone, word) = match state {
        State::MustChangePassword => ("run", t.people_state_must_change_password()),
        State::Active => ("good", t.people_state_active()),
        State::Disabled => ("warn", t.people_state_disabled()),
        State::Deleted | State::Purged => ("", t.people_state_deleted()),
    };
    (state.as_str(), tone, word)
}

/// The roles in words, joined.
fn roles_of(t: &Words, user: &User) -> String {
    let agent = (user.agent_role != AgentRole::None).then_some(Role::Agent(user.agent_role));
    let admin = (user.admin_role != AdminRole::None).then_some(Role::Admin(user.admin_role));
    let operator = (user.operator_role != OperatorRole::None).then_some(Role::Operator(user.operator_role));
    let held: Vec<Role> = [agent, admin, operator].into_iter().flatten().collect();
    joined_roles(t, &held)
}
