//! What is done to a person: roles, password, disabling, deleting, sessions. Each is told on the page it leads back to.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::{PATH, parse_roles, refusal_words, refused, show, shown_once};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::domain::{Command, Refused, State};
use crate::features::users::service::people::{self, Roles};
use crate::features::users::store::{self, User};
use crate::i18n::Words;
use crate::kernel::ids::UserId;
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, Permit, Programme, actions, permit};
use crate::web::{FieldErrors, Form, Nothing, View, Visit, id_of, page};

/// The choice on each axis as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::users::pages) struct RolesForm {
    agent: String,
    admin: String,
    operator: String,
    /// The roles that the choice was made from.
    seen: String,
}

impl RolesForm {
    /// The choices as they are known; what isn't one is none.
    fn chosen(&self) -> [&'static str; 3] {
        [
            AgentRole::parse(&self.agent).map_or("", AgentRole::as_str),
            AdminRole::parse(&self.admin).map_or("", AdminRole::as_str),
            OperatorRole::parse(&self.operator).map_or("", OperatorRole::as_str),
        ]
    }
}

async fn find(visit: &Visit, permit: &Permit<actions::ManageUsers>, id: UserId) -> Result<User, AppError> {
    let permit = permit.clone();
    visit
        .read(move |conn| store::by_id(conn, permit.scope(), id))
        .await?
        .filter(|user| user.state != State::Purged)
        .ok_or(AppError::NotFound)
}

/// **Update** (S28).
pub(in crate::features::users::pages) async fn roles(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<RolesForm>,
) -> Result<HttpResponse, AppError> {
    let managing = permit::<actions::ManageUsers>(&actor)?;
    let id = id_of(&path)?;
    let user = find(&visit, &managing, id).await?;
    let mut errors = FieldErrors::new();
    let chosen = parse_roles(
        visit.t,
        &actor,
        &form.agent,
        &form.admin,
        &form.operator,
        &mut errors,
    );
    let Some(roles) = chosen else {
        return show::again(&visit, &actor, id, form.chosen(), &errors).await;
    };
    let seen = Roles::from_form(&form.seen);
    let note = visit.t.people_roles_set(&user.full_name);
    // Who gave up their own right to this page goes on where everybody may be.
    let after = Actor {
        agent: roles.agent,
        admin: roles.admin,
        operator: roles.operator,
        ..actor.clone()
    };
    let location = if id == actor.user && permit::<actions::SeeUsers>(&after).is_err() {
        "/account/me".to_owned()
    } else {
        format!("{PATH}/{id}")
    };
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            people::set_roles(conn, cx, &managing, id, seen, roles)?;
            Ok(location)
        })
        .await;
    match done {
        Ok(done) => Ok(done),
        // Said at the role, with the choice still there (A17, A.14).
        Err(Fault::Refused(why @ (Refused::LastOne | Refused::Meanwhile))) => {
            let axis = if actor.is_in(Programme::Operator) {
                "operator"
            } else {
                "admin"
            };
            let errors = FieldErrors::one_said(axis, refusal_words(visit.t, &actor, why));
            show::again(&visit, &actor, id, form.chosen(), &errors).await
        }
        Err(fault) => Err(unchanged(&visit, &actor, fault)),
    }
}

fn unchanged(visit: &Visit, actor: &Actor, fault: Fault<Refused>) -> AppError {
    match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(why) => refused(visit, actor, why),
    }
}

/// **Reset password**: the new one is shown once, like that of a new person (decision 36).
pub(in crate::features::users::pages) async fn password(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let id = id_of(&path)?;
    let done = visit
        .submit_once(form.key, move |conn, cx| {
            let made = people::give_password(conn, cx, &permit, id)?;
            Ok((format!("{PATH}/{id}"), made))
        })
        .await;
    match done {
        Ok(Ok(made)) => {
            let title = visit.t.people_password_given(&made.full_name);
            Ok(shown_once(&visit, title, made, false))
        }
        Ok(Err(elsewhere)) => Ok(elsewhere),
        Err(fault) => Err(unchanged(&visit, &actor, fault)),
    }
}

/// Disables, enables, deletes or restores, and says so.
async fn state(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
    command: Command,
    said: fn(&Words, &str) -> String,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let id = id_of(&path)?;
    let user = find(&visit, &permit, id).await?;
    let note = said(visit.t, &user.full_name);
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            people::change_state(conn, cx, &permit, id, command)?;
            Ok(format!("{PATH}/{id}"))
        })
        .await;
    done.map_err(|fault| unchanged(&visit, &actor, fault))
}

pub(in crate::features::users::pages) async fn disable(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    state(visit, actor, path, form, Command::Disable, |t, name| {
        t.people_disabled(name)
    })
    .await
}

pub(in crate::features::users::pages) async fn enable(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    state(visit, actor, path, form, Command::Enable, |t, name| {
        t.people_enabled(name)
    })
    .await
}

pub(in crate::features::users::pages) async fn delete(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    state(visit, actor, path, form, Command::Delete, |t, name| {
        t.people_deleted(name)
    })
    .await
}

pub(in crate::features::users::pages) async fn restore(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    state(visit, actor, path, form, Command::Restore, |t, name| {
        t.people_restored(name)
    })
    .await
}

/// Ends every session of the person.
pub(in crate::features::users::pages) async fn sessions(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let id = id_of(&path)?;
    let user = find(&visit, &permit, id).await?;
    let note = visit.t.people_sessions_ended(&user.full_name);
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            people::end_sessions(conn, cx, &permit, id)?;
            Ok(format!("{PATH}/{id}"))
        })
        .await;
    done.map_err(|fault| unchanged(&visit, &actor, fault))
}

#[derive(Template)]
#[template(path = "users/people/delete.html")]
struct DeletePage {
    view: View,
    id: String,
    full_name: String,
    effects: Vec<String>,
}

/// The question before deleting.
pub(in crate::features::users::pages) async fn ask_delete(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let id = id_of(&path)?;
    let user = find(&visit, &permit, id).await?;
    let (reader, cx, asked) = (permit, visit.cx.clone(), user.clone());
    let allowed = visit
        .read(move |conn| {
            let standing = people::standing(conn, &cx, &reader, &asked)?;
            standing.may(Command::Delete).map_err(Fault::Refused)?;
            asked.state.apply(Command::Delete).map_err(Fault::Refused)
        })
        .await;
    if let Err(fault) = allowed {
        return Err(unchanged(&visit, &actor, fault));
    }
    let t = visit.t;
    Ok(page(&DeletePage {
        view: View::new(&visit, t.people_delete_title(&user.full_name)),
        id: id.to_string(),
        effects: vec![
            t.people_delete_effect_out(),
            t.people_delete_effect_name(&user.user_name),
            t.people_delete_effect_restore(),
        ],
        full_name: user.full_name,
    }))
}
