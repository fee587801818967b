//! Asking for another legal name (decision 8): one request at a time, which the operator decides.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::organizations::domain::{NameRefused, NameState};
use crate::features::organizations::{self, NameChange};
use crate::features::users;
use crate::i18n::When;
use crate::kernel::text::{self, LegalName};
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page};

/// The most characters of reason and evidence.
const GROUNDS: usize = 2_000;

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct NameForm {
    name: String,
    grounds: String,
}

/// The newest request, as it is shown.
struct Asked {
    id: String,
    state: (&'static str, &'static str, String),
    old: String,
    new: String,
    grounds: String,
    at: When,
    by: String,
    decided: Option<When>,
    reason: String,
}

#[derive(Template)]
#[template(path = "dashboard/name.html")]
struct NamePage {
    view: View,
    legal_name: String,
    /// A request waits: no other can be sent.
    waits: bool,
    asked: Option<Asked>,
    input: NameForm,
    errors: Errors,
}

impl NamePage {
    /// What stands above the request.
    fn heading(&self) -> String {
        if self.waits {
            self.view.t.names_open()
        } else {
            self.view.t.names_last()
        }
    }
}

fn asked(view: &View, change: NameChange, by: String) -> Asked {
    Asked {
        id: change.id.to_string(),
        state: organizations::name_state_words(view.t, change.state),
        at: view.when(&change.requested_at),
        decided: change.decided_at.map(|at| view.when(&at)),
        old: change.old_name,
        new: change.new_name,
        grounds: change.grounds,
        reason: change.reason.unwrap_or_default(),
        by,
    }
}

async fn name_page(
    visit: &Visit,
    actor: &Actor,
    input: NameForm,
    errors: &FieldErrors,
) -> Result<NamePage, AppError> {
    let permit = permit::<actions::RenameOrganization>(actor)?;
    let id = actor.organization;
    let (newest, names) = visit
        .read(move |conn| {
            let newest = organizations::newest_name_change(conn, permit.scope(), id)?;
            let by: Vec<_> = newest.iter().map(|change| change.requested_by).collect();
            Ok::<_, AppError>((newest, users::names(conn, permit.scope(), &by)?))
        })
        .await?;
    let view = View::new(visit, visit.t.names_title());
    let by = names.into_iter().next().map(|(_, name)| name);
    Ok(NamePage {
        legal_name: actor.organization_name.clone(),
        waits: newest
            .as_ref()
            .is_some_and(|change| change.state == NameState::Open),
        asked: newest.map(|change| asked(&view, change, by.unwrap_or_default())),
        input,
        errors: errors.in_words(visit.t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

pub(in crate::features::dashboard::pages) async fn show(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    let shown = name_page(&visit, &actor, NameForm::default(), &FieldErrors::new()).await?;
    Ok(page(&shown))
}

pub(in crate::features::dashboard::pages) async fn ask(
    visit: Visit,
    actor: Actor,
    form: Form<NameForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::RenameOrganization>(&actor)?;
    let mut errors = FieldErrors::new();
    let name = errors.take("name", LegalName::parse(&form.name));
    let grounds = errors.take("grounds", text::paragraph(&form.grounds, GROUNDS));
    let (Some(name), Some(grounds)) = (name, grounds) else {
        return Ok(invalid(
            &name_page(&visit, &actor, form.data.clone(), &errors).await?,
        ));
    };
    let done = visit
        .submit(form.key, Some(visit.t.names_asked()), move |conn, cx| {
            organizations::ask_for_name(conn, cx, &permit, &name, &grounds)?;
            Ok(format!("{PATH}/name"))
        })
        .await;
    match done {
        Err(Fault::Refused(NameRefused::Same)) => {
            let errors = FieldErrors::one_said("name", visit.t.names_same());
            Ok(invalid(
                &name_page(&visit, &actor, form.data.clone(), &errors).await?,
            ))
        }
        done => answer(&visit, done),
    }
}

/// Which request is taken back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct WithdrawForm {
    id: String,
}

pub(in crate::features::dashboard::pages) async fn withdraw(
    visit: Visit,
    actor: Actor,
    form: Form<WithdrawForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::RenameOrganization>(&actor)?;
    let id = form.id.parse().map_err(|_| AppError::NotFound)?;
    let done = visit
        .submit(form.key, Some(visit.t.names_withdrawn()), move |conn, cx| {
            organizations::withdraw_name(conn, cx, &permit, id)?;
            Ok(format!("{PATH}/name"))
        })
        .await;
    answer(&visit, done)
}

fn answer(visit: &Visit, done: Result<HttpResponse, Fault<NameRefused>>) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    done.map_err(|fault| match fault {
        Fault::Refused(NameRefused::NotFound) => AppError::NotFound,
        Fault::Refused(NameRefused::NotNow) => AppError::Conflict(t.names_not_now()),
        Fault::Refused(NameRefused::AlreadyOpen | NameRefused::Same) => {
            AppError::Conflict(t.names_already_open())
        }
        Fault::Db(error) => error.into(),
    })
}
