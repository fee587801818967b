//! One request, old and new side by side, and the decision.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::PATH;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::operations::pages::ReasonForm;
use crate::features::organizations::domain::{NameRefused, NameState};
use crate::features::organizations::{self, NameChange, Organization};
use crate::features::users;
use crate::i18n::When;
use crate::kernel::ids::NameChangeId;
use crate::policy::{Actor, OrganizationState, actions, permit};
use crate::web::{Errors, FieldErrors, Form, Nothing, View, Visit, id_of, invalid, page};

#[derive(Template)]
#[template(path = "operations/change.html")]
struct ShowPage {
    view: View,
    path: String,
    organization: Organization,
    change: NameChange,
    open: bool,
    /// It ended because the organization was closed.
    ended: bool,
    /// The organization is suspended: the reason.
    suspended: Option<String>,
    standing: (&'static str, &'static str, String),
    at: When,
    by: String,
    decided: Option<When>,
    /// Others with a like name: address and name.
    alike: Vec<(String, String)>,
    reason: String,
    errors: Errors,
}

async fn show_page(
    visit: &Visit,
    actor: &Actor,
    id: NameChangeId,
    reason: String,
    errors: &FieldErrors,
) -> Result<ShowPage, AppError> {
    let permit = permit::<actions::DecideNames>(actor)?;
    let (change, organization, names, alike) = visit
        .read(move |conn| {
            let change = organizations::name_change(conn, permit.scope(), id)?.ok_or(AppError::NotFound)?;
            let of = organizations::by_id(conn, permit.scope(), change.organization_id)?;
            let names = users::names(conn, permit.scope(), &[change.requested_by])?;
            let alike = organizations::alike_names(conn, &permit, &change)?;
            Ok::<_, AppError>((change, of.ok_or(AppError::NotFound)?, names, alike))
        })
        .await?;
    let t = visit.t;
    let view = View::new(visit, t.names_title());
    Ok(ShowPage {
        path: format!("{PATH}/{id}"),
        open: change.state == NameState::Open,
        ended: change.state == NameState::Ended,
        suspended: (organization.state == OrganizationState::Suspended)
            .then(|| organization.state_reason.clone().unwrap_or_default()),
        standing: organizations::name_state_words(t, change.state),
        at: view.when(&change.requested_at),
        by: names.into_iter().next().map(|(_, name)| name).unwrap_or_default(),
        decided: change.decided_at.map(|at| view.when(&at)),
        alike: alike
            .into_iter()
            .map(|o| (format!("/operations/organizations/{}", o.id), o.legal_name))
            .collect(),
        change,
        organization,
        reason,
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

pub async fn show(visit: Visit, actor: Actor, id: Path<String>) -> Result<HttpResponse, AppError> {
    permit::<actions::DecideNames>(&actor)?;
    let id = id_of(&id)?;
    let shown = show_page(&visit, &actor, id, String::new(), &FieldErrors::new()).await?;
    Ok(page(&shown))
}

pub async fn approve(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::DecideNames>(&actor)?;
    let id = id_of(&id)?;
    let done = visit
        .submit(form.key, Some(visit.t.names_approved()), move |conn, cx| {
            organizations::approve_name(conn, cx, &permit, id)?;
            Ok(format!("{PATH}/{id}"))
        })
        .await;
    answer(&visit, done)
}

pub(in crate::features::operations::pages) async fn decline(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::DecideNames>(&actor)?;
    let id = id_of(&id)?;
    let mut errors = FieldErrors::new();
    let Some(reason) = form.read(&mut errors) else {
        let again = show_page(&visit, &actor, id, form.reason.clone(), &errors).await?;
        return Ok(invalid(&again));
    };
    let done = visit
        .submit(form.key, Some(visit.t.names_declined()), move |conn, cx| {
            organizations::decline_name(conn, cx, &permit, id, &reason)?;
            Ok(format!("{PATH}/{id}"))
        })
        .await;
    answer(&visit, done)
}

fn answer(visit: &Visit, done: Result<HttpResponse, Fault<NameRefused>>) -> Result<HttpResponse, AppError> {
    done.map_err(|fault| match fault {
        Fault::Refused(NameRefused::NotFound) => AppError::NotFound,
        Fault::Refused(_) => AppError::Conflict(visit.t.names_not_now()),
        Fault::Db(error) => error.into(),
    })
}
