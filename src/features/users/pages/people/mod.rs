//! *User management* (S28–S33, decisions 3–6 and 36).

pub(super) mod add;
pub(super) mod change;
pub(super) mod export;
pub(super) mod import;
pub(super) mod list;
pub(super) mod show;

use actix_web::HttpResponse;
use askama::Template;

use super::abilities;
use crate::error::AppError;
use crate::features::users::domain::{Refused, State};
use crate::features::users::service::people::{Roles, SignIn};
use crate::i18n::Words;
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, Programme};
use crate::web::{FieldErrors, View, Visit, page};

/// Where all of it is.
const PATH: &str = "/account/users";

/// The state of an account: its name, tone and word.
#[must_use]
pub fn state_words(t: &Words, state: State) -> (&'static str, &'static str, String) {
    let (tone, word) = match state {
        State::MustChangePassword => ("run", t.people_state_must_change_password()),
        State::Active => ("good", t.people_state_active()),
        State::Disabled => ("warn", t.people_state_disabled()),
        State::Deleted | State::Purged => ("", t.people_state_deleted()),
    };
    (state.as_str(), tone, word)
}

/// The choice on each axis as sent; an axis that the organization doesn't have is *not*.
fn parse_roles(
    t: &Words,
    actor: &Actor,
    agent: &str,
    admin: &str,
    operator: &str,
    errors: &mut FieldErrors,
) -> Option<Roles> {
    let none = Roles {
        agent: AgentRole::None,
        admin: AdminRole::None,
        operator: OperatorRole::None,
    };
    if actor.is_in(Programme::Operator) {
        let chosen = OperatorRole::parse(operator).filter(|r| *r != OperatorRole::None);
        if chosen.is_none() {
            errors.say("operator", t.people_operator_missing());
        }
        return chosen.map(|operator| Roles { operator, ..none });
    }
    let agent = if abilities::has_agents(&actor.programmes) {
        let chosen = AgentRole::parse(agent);
        if chosen.is_none() {
            errors.say("agent", t.people_agent_missing());
        }
        chosen
    } else {
        Some(AgentRole::None)
    };
    let chosen = AdminRole::parse(admin);
    if chosen.is_none() {
        errors.say("admin", t.people_admin_missing());
    }
    Some(Roles {
        agent: agent?,
        admin: chosen?,
        ..none
    })
}

/// Whether who acts is Global admin, at the operator Administrator.
fn is_top(actor: &Actor) -> bool {
    actor.admin == AdminRole::GlobalAdmin || actor.operator == OperatorRole::Administrator
}

/// Why a change was refused, in words.
fn refusal_words(t: &Words, actor: &Actor, why: Refused) -> String {
    let operator = actor.is_in(Programme::Operator);
    match why {
        Refused::Oneself => t.people_refused_oneself(),
        Refused::AboveOneself if operator => t.people_refused_above_operator(),
        Refused::AboveOneself => t.people_refused_above(),
        Refused::LastOne if operator => t.people_refused_last_operator(),
        Refused::LastOne => t.people_refused_last(),
        Refused::Meanwhile => t.people_refused_meanwhile(),
        Refused::NoLonger => t.people_refused_no_longer(),
        Refused::TooManyToday => t.people_refused_too_many(),
        _ => t.people_refused_not_now(),
    }
}

/// Why a change was refused, as an answer.
fn refused(visit: &Visit, actor: &Actor, why: Refused) -> AppError {
    let words = refusal_words(visit.t, actor, why);
    match why {
        Refused::NotFound => AppError::NotFound,
        Refused::Oneself | Refused::AboveOneself | Refused::LastOne | Refused::NoLonger => {
            AppError::Refused(words)
        }
        _ => AppError::Conflict(words),
    }
}

#[derive(Template)]
#[template(path = "users/people/shown_once.html")]
struct ShownOncePage {
    view: View,
    title: String,
    full_name: String,
    user_name: String,
    password: String,
    sign_in: String,
    href: String,
    /// Of a new person, after whom another may come.
    added: bool,
}

/// The page that shows user name and temporary password, this once (S33, decision 36).
fn shown_once(visit: &Visit, title: String, made: SignIn, added: bool) -> HttpResponse {
    page(&ShownOncePage {
        view: View::new(visit, title.as_str()),
        title,
        full_name: made.full_name,
        user_name: made.user_name,
        password: made.password,
        sign_in: visit.app.site.link("/signin"),
        href: format!("{PATH}/{}", made.user),
        added,
    })
}
