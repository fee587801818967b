//! *Your sessions* (A.1 7.5.2), and those of a person for who manages people.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::super::domain::UserAgent;
use super::super::service;
use super::super::store::Listed;
use super::own_profile;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::domain::Refused;
use crate::i18n::{When, Words};
use crate::kernel::ids::UserId;
use crate::policy::{Actor, actions, permit};
use crate::web::{Form, View, Visit, id_of, page};

const OWN: &str = "/account/me/sessions";

/// Which session.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct EndForm {
    session: String,
}

struct Line {
    name: String,
    browser: String,
    ip: String,
    began: When,
    seen: When,
    /// The one that is looking.
    this: bool,
}

#[derive(Template)]
#[template(path = "sessions/list.html")]
struct ListPage {
    view: View,
    /// Whose: name and page of the person, or one's own.
    person: Option<(String, String)>,
    lines: Vec<Line>,
    /// Where **End** sends to.
    action: String,
    /// Whether there are others than this one.
    others: bool,
}

/// A browser and its system in words.
#[must_use]
pub fn agent_words(t: &Words, user_agent: &str) -> String {
    match UserAgent::of(user_agent) {
        UserAgent {
            browser: Some(browser),
            system: Some(system),
        } => t.sessions_agent(browser, system),
        UserAgent {
            browser: Some(one), ..
        }
        | UserAgent {
            system: Some(one), ..
        } => one.to_owned(),
        _ => t.sessions_agent_unknown(),
    }
}

fn lines(view: &View, sessions: &[Listed], binding: &str) -> Vec<Line> {
    sessions
        .iter()
        .map(|session| Line {
            name: session.name(),
            browser: agent_words(view.t, &session.user_agent),
            ip: session.ip.clone(),
            began: view.when(&session.created_at),
            seen: view.when(&session.seen_at),
            this: !binding.is_empty() && session.binding() == binding,
        })
        .collect()
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let (permit, cx) = (own_profile(&actor), visit.cx.clone());
    let sessions = visit.read(move |conn| service::own(conn, &cx, &permit)).await?;
    let view = View::new(&visit, visit.t.sessions_yours());
    let lines = lines(&view, &sessions, &visit.binding());
    Ok(page(&ListPage {
        person: None,
        action: format!("{OWN}/end"),
        others: lines.iter().any(|line| !line.this),
        lines,
        view,
    }))
}

/// Ends one of one's own sessions. The one that asks is ended by signing out.
pub(super) async fn end(visit: Visit, actor: Actor, form: Form<EndForm>) -> Result<HttpResponse, AppError> {
    let permit = own_profile(&actor);
    let (name, mine) = (form.session.clone(), visit.binding());
    let note = visit.t.sessions_ended();
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::end_own(conn, cx, &permit, |s| s.name() == name && s.binding() != mine)?;
            Ok::<_, AppError>(OWN.to_owned())
        })
        .await
}

/// Ends all others.
pub(super) async fn end_others(
    visit: Visit,
    actor: Actor,
    form: Form<EndForm>,
) -> Result<HttpResponse, AppError> {
    let permit = own_profile(&actor);
    let mine = visit.binding();
    let note = visit.t.sessions_others_ended();
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::end_own(conn, cx, &permit, |session| session.binding() != mine)?;
            Ok::<_, AppError>(OWN.to_owned())
        })
        .await
}

fn refused(visit: &Visit, fault: Fault<Refused>) -> AppError {
    match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(Refused::AboveOneself) => AppError::Refused(visit.t.people_refused_above()),
        Fault::Refused(_) => AppError::NotFound,
    }
}

/// The sessions of a person, for who manages people.
pub(super) async fn of_person(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let id: UserId = id_of(&path)?;
    let cx = visit.cx.clone();
    let found = visit
        .read(move |conn| service::of_person(conn, &cx, &permit, id))
        .await;
    let (user, sessions) = found.map_err(|fault| refused(&visit, fault))?;
    let view = View::new(&visit, visit.t.sessions_of(&user.full_name));
    let lines = lines(&view, &sessions, &visit.binding());
    let home = format!("/account/users/{id}");
    Ok(page(&ListPage {
        person: Some((user.full_name, home.clone())),
        action: format!("{home}/sessions/end"),
        others: false,
        lines,
        view,
    }))
}

/// Ends one of them.
pub(super) async fn end_of_person(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<EndForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let id: UserId = id_of(&path)?;
    let (name, note) = (form.session.clone(), visit.t.sessions_ended());
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::end_one(conn, cx, &permit, id, &name)?;
            Ok(format!("/account/users/{id}/sessions"))
        })
        .await;
    done.map_err(|fault| refused(&visit, fault))
}
