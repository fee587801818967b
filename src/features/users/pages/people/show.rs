//! The page of a person: who they are, what they may do and why, and for who manages people everything that can be done.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::{PATH, is_top, state_words};
use crate::audit;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::domain::{Command, RESTORE_DAYS, Refused, Standing, State};
use crate::features::users::pages::abilities::{Answer, Axis, answers, axes};
use crate::features::users::service::people::{self, Roles};
use crate::features::users::store::{self, User};
use crate::i18n::{When, Words, joined_roles, name_words, role_words};
use crate::kernel::clock::{Timestamp, days};
use crate::kernel::ids::UserId;
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, Role, actions, permit};
use crate::web::{Errors, FieldErrors, View, Visit, id_of, page};

/// How many entries of the history are shown at once.
const HISTORY: i64 = 20;

/// Where the history goes on.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::users::pages) struct Asked {
    before: Option<i64>,
}

/// What happened, in words.
struct Entry {
    text: String,
    when: When,
    detail: String,
}

/// What who manages people can do here.
struct Managed {
    axes: Vec<Axis>,
    roles: [&'static str; 3],
    /// The roles the person has, for who changes them to send back.
    seen: String,
    /// Why nothing can be done, if so (A16).
    above: bool,
    may_reset: bool,
    may_disable: bool,
    may_enable: bool,
    may_delete: bool,
    may_restore: bool,
    may_set_roles: bool,
    may_end_sessions: bool,
    oneself: bool,
    last: bool,
    /// Until when sign-in waits after too many wrong passwords.
    locked: Option<When>,
    history: Vec<Entry>,
    older: String,
    /// What this person did, in the activity log.
    activity: String,
}

#[derive(Template)]
#[template(path = "users/people/show.html")]
struct ShowPage {
    view: View,
    user_id: String,
    full_name: String,
    user_name: String,
    email: String,
    confirmed: bool,
    roles: String,
    standing: (&'static str, &'static str, String),
    created: When,
    last_signed_in: Option<When>,
    /// Until when the temporary password works, while it hasn't been replaced; and whether it has lapsed.
    temporary: Option<(When, bool)>,
    /// Until when a deleted account can be restored.
    restorable_until: Option<When>,
    answers: Vec<Answer>,
    managed: Option<Managed>,
    errors: Errors,
}

impl Managed {
    /// What is chosen on an axis.
    fn chosen(&self, axis: &str) -> &'static str {
        let [agent, admin, operator] = self.roles;
        match axis {
            "agent" => agent,
            "admin" => admin,
            _ => operator,
        }
    }
}

/// What who manages people reads besides: how they stand to the person, the history, and the names in it.
type ManagedRead = (Standing, Vec<audit::Entry>, Vec<(UserId, String)>);

/// What the page reads.
struct Read {
    user: User,
    sign: store::Sign,
    managed: Option<ManagedRead>,
}

fn read(
    conn: &mut crate::db::DbConn,
    visit_cx: &crate::kernel::site::Cx,
    actor: &Actor,
    id: UserId,
    before: Option<i64>,
) -> Result<Read, AppError> {
    let seeing = permit::<actions::SeeUsers>(actor)?;
    let managing = permit::<actions::ManageUsers>(actor).ok();
    let user = store::by_id(conn, seeing.scope(), id)?
        .filter(|u| u.state != State::Purged && (managing.is_some() || u.state != State::Deleted))
        .ok_or(AppError::NotFound)?;
    let sign = store::sign(conn, &user)?;
    let managed = match &managing {
        None => None,
        Some(permit) => {
            let standing = match people::standing(conn, visit_cx, permit, &user) {
                Ok(standing) => standing,
                Err(Fault::Db(error)) => return Err(error.into()),
                Err(Fault::Refused(_)) => return Err(AppError::NotFound),
            };
            let object = ("user", &*id.to_string());
            let entries = audit::of_object(
                conn,
                permit.scope(),
                user.organization_id,
                object,
                before,
                HISTORY + 1,
            )?;
            let ids: Vec<UserId> = entries.iter().filter_map(|e| e.actor_user_id).collect();
            let names = store::names(conn, permit.scope(), &ids)?;
            Some((standing, entries, names))
        }
    };
    Ok(Read { user, sign, managed })
}

pub(in crate::features::users::pages) async fn show(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, AppError> {
    permit::<actions::SeeUsers>(&actor)?;
    let id = id_of(&path)?;
    let shown = show_page(&visit, &actor, id, asked.before, None).await?;
    Ok(page(&shown))
}

/// The page; with the roles as chosen and what is wrong with them, when they couldn't be set.
pub(super) async fn again(
    visit: &Visit,
    actor: &Actor,
    id: UserId,
    roles: [&'static str; 3],
    errors: &FieldErrors,
) -> Result<HttpResponse, AppError> {
    let shown = show_page(visit, actor, id, None, Some((roles, errors))).await?;
    Ok(crate::web::invalid(&shown))
}

async fn show_page(
    visit: &Visit,
    actor: &Actor,
    id: UserId,
    before: Option<i64>,
    failed: Option<([&'static str; 3], &FieldErrors)>,
) -> Result<ShowPage, AppError> {
    let (reader, cx) = (actor.clone(), visit.cx.clone());
    let found = visit
        .read(move |conn| read(conn, &cx, &reader, id, before))
        .await?;
    let (user, t) = (found.user, visit.t);
    let view = View::new(visit, user.full_name.as_str());
    let roles = Roles::of(&user);
    let restorable = found
        .sign
        .deleted_at
        .map(|at| at + days(RESTORE_DAYS))
        .filter(|until| visit.cx.now < *until);
    let managed = found.managed.map(|(standing, entries, names)| {
        managed(&view, actor, &user, standing, &entries, &names, restorable)
    });
    let locked = found.sign.locked_until(visit.cx.now, &visit.cx.site.limits);
    let managed = managed.map(|m| Managed {
        roles: failed.map_or(m.roles, |(roles, _)| roles),
        locked: locked.map(|until| view.when(&until)),
        ..m
    });
    let errors = failed.map_or_else(FieldErrors::new, |(_, errors)| errors.clone());
    Ok(ShowPage {
        user_id: user.id.to_string(),
        confirmed: user.email_confirmed_at.is_some(),
        roles: joined_roles(t, &roles.held()),
        standing: state_words(t, user.state),
        created: view.when(&user.created_at),
        last_signed_in: user.last_signed_in_at.map(|at| view.when(&at)),
        temporary: found
            .sign
            .temporary_until
            .filter(|_| managed.is_some())
            .map(|until| (view.when(&until), until <= visit.cx.now)),
        restorable_until: restorable.map(|until| view.when(&until)),
        answers: answers(t, &actor.programmes, &roles.held()),
        managed,
        view: if errors.is_empty() { view } else { view.failed() },
        errors: errors.in_words(t),
        full_name: user.full_name,
        user_name: user.user_name,
        email: user.email,
    })
}

fn managed(
    view: &View,
    actor: &Actor,
    user: &User,
    standing: Standing,
    entries: &[audit::Entry],
    names: &[(UserId, String)],
    restorable: Option<Timestamp>,
) -> Managed {
    let may = |command: Command| standing.may(command).is_ok() && user.state.apply(command).is_ok();
    let roles = Roles::of(user);
    let shown = usize::try_from(HISTORY).unwrap_or(20);
    let older = entries
        .get(shown)
        .and(entries.get(shown - 1))
        .map(|last| format!("{PATH}/{}?before={}#history", user.id, last.seq))
        .unwrap_or_default();
    let mut activity = url::form_urlencoded::Serializer::for_suffix("/account/activity?".to_owned(), 18);
    activity.append_pair("person", &user.user_name);
    Managed {
        axes: axes(view.t, &actor.programmes, is_top(actor)),
        seen: roles.in_form(),
        roles: [
            roles.agent.as_str(),
            roles.admin.as_str(),
            roles.operator.as_str(),
        ],
        above: standing.may_end_sessions() == Err(Refused::AboveOneself),
        may_reset: may(Command::ResetPassword),
        may_disable: may(Command::Disable),
        may_enable: may(Command::Enable),
        may_delete: may(Command::Delete),
        may_restore: may(Command::Restore) && restorable.is_some(),
        may_set_roles: standing.may_set_roles(standing.target_top).is_ok() && user.state != State::Deleted,
        may_end_sessions: standing.may_end_sessions().is_ok() && user.state.signs_in(),
        oneself: standing.oneself,
        last: standing.target_top && !standing.others_top,
        locked: None,
        history: entries
            .iter()
            .take(shown)
            .map(|entry| line(view, entry, names))
            .collect(),
        older,
        activity: activity.finish(),
    }
}

fn line(view: &View, entry: &audit::Entry, names: &[(UserId, String)]) -> Entry {
    let t = view.t;
    let who = entry.actor_user_id.map_or_else(
        || t.audit_system(),
        |id| {
            names
                .iter()
                .find(|(known, _)| *known == id)
                .map_or_else(|| t.people_somebody_else(), |(_, name)| name_words(t, name))
        },
    );
    let detail = if entry.action == "user.roles_set" {
        changed_roles(t, entry)
    } else {
        String::new()
    };
    Entry {
        text: audit::words(t, entry),
        when: view.when(&entry.created_at),
        detail: if detail.is_empty() {
            who
        } else {
            t.people_by(&detail, &who)
        },
    }
}

/// Which roles an entry of the trail took and gave.
fn changed_roles(t: &Words, entry: &audit::Entry) -> String {
    let word = |axis: &str, value: &str| match axis {
        "agent" => AgentRole::parse(value).map(Role::Agent),
        "admin" => AdminRole::parse(value).map(Role::Admin),
        _ => OperatorRole::parse(value).map(Role::Operator),
    };
    let mut changes = Vec::new();
    for axis in ["agent", "admin", "operator"] {
        let change: serde_json::Value = serde_json::from_str(&entry.detail(axis)).unwrap_or_default();
        let side = |name: &str| {
            change
                .get(name)
                .and_then(serde_json::Value::as_str)
                .and_then(|value| word(axis, value))
        };
        if let (Some(from), Some(to)) = (side("from"), side("to"))
            && from != to
        {
            changes.push(t.audit_from_to(role_words(t, from), role_words(t, to)));
        }
    }
    changes.join(&t.roles_separator())
}
