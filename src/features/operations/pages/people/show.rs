//! One person: to which organization they belong, what they are there, and from where they are signed in.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::{PATH, roles_of};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::operations::pages::ReasonForm;
use crate::features::operations::pages::organizations::state_badge as organization_badge;
use crate::features::operations::service::{self, NobodyThere};
use crate::features::operations::store;
use crate::features::organizations;
use crate::features::sessions::agent_words;
use crate::features::users::domain::State;
use crate::features::users::{self, User};
use crate::i18n::When;
use crate::kernel::clock::{SignedDuration, minutes};
use crate::kernel::ids::UserId;
use crate::policy::{Actor, OperatorRole, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, id_of, invalid, page};

struct Session {
    begun: When,
    seen: When,
    ip: String,
    browser: String,
}

#[derive(Template)]
#[template(path = "operations/person.html")]
struct ShowPage {
    view: View,
    path: String,
    user: User,
    account: (&'static str, &'static str, String),
    organization: (String, String),
    standing: (&'static str, &'static str, String),
    roles: String,
    created: When,
    last: Option<When>,
    sessions: Vec<Session>,
    reason: String,
    errors: Errors,
}

async fn show_page(
    visit: &Visit,
    actor: &Actor,
    id: UserId,
    reason: String,
    errors: &FieldErrors,
) -> Result<ShowPage, AppError> {
    let permit = permit::<actions::FindPeople>(actor)?;
    let (limits, now) = (visit.app.site.sessions.clone(), visit.cx.now);
    let (user, organization, sessions) = visit
        .read(move |conn| {
            let user = users::by_id(conn, permit.scope(), id)?
                .filter(|user| user.state != State::Purged)
                .ok_or(AppError::NotFound)?;
            let organization = organizations::by_id(conn, permit.scope(), user.organization_id)?;
            let (idle, absolute) = match user.operator_role {
                OperatorRole::None => (limits.idle_minutes, limits.absolute_hours),
                _ => (limits.operator_idle_minutes, limits.operator_absolute_hours),
            };
            let begun = now - SignedDuration::from_hours(absolute);
            let sessions = store::open_sessions(conn, permit.scope(), id, begun, now - minutes(idle))?;
            Ok::<_, AppError>((user, organization.ok_or(AppError::NotFound)?, sessions))
        })
        .await?;
    let t = visit.t;
    let view = View::new(visit, user.full_name.clone());
    Ok(ShowPage {
        path: format!("{PATH}/{id}"),
        account: users::state_words(t, user.state),
        standing: organization_badge(t, organization.state),
        organization: (
            format!("/operations/organizations/{}", organization.id),
            organization.legal_name,
        ),
        roles: roles_of(t, &user),
        created: view.when(&user.created_at),
        last: user.last_signed_in_at.map(|at| view.when(&at)),
        sessions: sessions
            .into_iter()
            .map(|s| Session {
                begun: view.when(&s.created_at),
                seen: view.when(&s.seen_at),
                ip: s.ip,
                browser: agent_words(t, &s.user_agent),
            })
            .collect(),
        user,
        reason,
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

pub async fn show(visit: Visit, actor: Actor, id: Path<String>) -> Result<HttpResponse, AppError> {
    permit::<actions::FindPeople>(&actor)?;
    let id = id_of(&id)?;
    let shown = show_page(&visit, &actor, id, String::new(), &FieldErrors::new()).await?;
    Ok(page(&shown))
}

/// **End all sessions**.
pub(in crate::features::operations::pages) async fn end_sessions(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::EndSessions>(&actor)?;
    let id = id_of(&id)?;
    let mut errors = FieldErrors::new();
    let Some(reason) = form.read(&mut errors) else {
        let again = show_page(&visit, &actor, id, form.reason.clone(), &errors).await?;
        return Ok(invalid(&again));
    };
    let done = visit
        .submit(form.key, Some(visit.t.found_sessions_ended()), move |conn, cx| {
            service::end_sessions(conn, cx, &permit, id, &reason)?;
            Ok(format!("{PATH}/{id}"))
        })
        .await;
    done.map_err(|fault| match fault {
        Fault::Refused(NobodyThere) => AppError::NotFound,
        Fault::Db(error) => error.into(),
    })
}
