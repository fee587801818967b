//! **Close account** (decision 7): what ends is said first, the name is typed to confirm, and there are thirty days to undo it.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::organizations::domain::{CLOSED_DAYS, ClosedBy, Command, NameState, StandingRefused};
use crate::features::organizations::{self, Organization};
use crate::kernel::clock::days;
use crate::kernel::search::fold;
use crate::kernel::text;
use crate::policy::{Actor, OrganizationState, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page, see_other};

/// The most characters of a reason.
const REASON: usize = 500;

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct CloseForm {
    version: i32,
    name: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "dashboard/close.html")]
struct ClosePage {
    view: View,
    effects: Vec<String>,
    legal_name: String,
    version: i32,
    typed: String,
    reason: String,
    errors: Errors,
}

/// The organization, and whether a request of its for another legal name is open.
struct Own {
    organization: Organization,
    asks_for_name: bool,
}

async fn own(visit: &Visit, actor: &Actor) -> Result<Own, AppError> {
    let permit = permit::<actions::CloseOrganization>(actor)?;
    let id = actor.organization;
    visit
        .read(move |conn| {
            let newest = organizations::newest_name_change(conn, permit.scope(), id)?;
            let found: Option<Organization> = organizations::by_id(conn, permit.scope(), id)?;
            Ok::<_, AppError>(found.map(|organization| Own {
                organization,
                asks_for_name: newest.is_some_and(|change| change.state == NameState::Open),
            }))
        })
        .await?
        .ok_or(AppError::NotFound)
}

fn close_page(visit: &Visit, own: &Own, typed: &CloseForm, errors: &FieldErrors) -> ClosePage {
    let t = visit.t;
    let view = View::new(visit, t.standing_account_title());
    let until = view.when(&(visit.cx.now + days(CLOSED_DAYS))).text;
    let name = own.asks_for_name.then(|| t.standing_account_effect_name());
    let effects = [
        Some(t.standing_account_effect_read(&until)),
        Some(t.standing_account_effect_undo()),
        Some(t.standing_effect_close_application()),
        name,
        Some(t.standing_account_effect_end()),
        Some(t.standing_account_effect_free()),
        Some(t.standing_account_effect_mail()),
    ];
    ClosePage {
        effects: effects.into_iter().flatten().collect(),
        legal_name: own.organization.legal_name.clone(),
        version: typed.version,
        typed: typed.name.clone(),
        reason: typed.reason.clone(),
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    }
}

pub(in crate::features::dashboard::pages) async fn ask(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    // Once it is closed, what can be done stands on the organization profile.
    let closed = actor.organization_state == OrganizationState::Closed;
    if closed && permit::<actions::UndoClosing>(&actor).is_ok() {
        return Ok(see_other(PATH));
    }
    let own = own(&visit, &actor).await?;
    let command = Command::Close(ClosedBy::Organization);
    if let Err(why) = own.organization.standing(false).apply(command, visit.cx.now) {
        return Err(organizations::standing_refused(visit.t, why));
    }
    let form = CloseForm {
        version: own.organization.version,
        ..CloseForm::default()
    };
    Ok(page(&close_page(&visit, &own, &form, &FieldErrors::new())))
}

pub(in crate::features::dashboard::pages) async fn close(
    visit: Visit,
    actor: Actor,
    form: Form<CloseForm>,
) -> Result<HttpResponse, AppError> {
    // The first of two presses has closed it, and with it the right to.
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    let permit = permit::<actions::CloseOrganization>(&actor)?;
    let own = own(&visit, &actor).await?;
    let mut errors = FieldErrors::new();
    if fold(&form.name) != fold(&own.organization.legal_name) {
        errors.say("name", visit.t.standing_account_name_wrong());
    }
    let reason = if form.reason.trim().is_empty() {
        Some(String::new())
    } else {
        errors.take("reason", text::line(&form.reason, REASON))
    };
    let Some(reason) = reason.filter(|_| errors.is_empty()) else {
        return Ok(invalid(&close_page(&visit, &own, &form.data, &errors)));
    };
    let version = form.version;
    let done = visit
        .submit(
            form.key,
            Some(visit.t.standing_account_done()),
            move |conn, cx| {
                organizations::close_account(conn, cx, &permit, version, &reason)?;
                Ok(PATH.to_owned())
            },
        )
        .await;
    answer(&visit, done)
}

/// The version of the page that **Undo** stands on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct UndoForm {
    version: i32,
}

pub(in crate::features::dashboard::pages) async fn undo(
    visit: Visit,
    actor: Actor,
    form: Form<UndoForm>,
) -> Result<HttpResponse, AppError> {
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    let permit = permit::<actions::UndoClosing>(&actor)?;
    let version = form.version;
    let done = visit
        .submit(
            form.key,
            Some(visit.t.standing_account_undone()),
            move |conn, cx| {
                organizations::undo_closing(conn, cx, &permit, version)?;
                Ok(PATH.to_owned())
            },
        )
        .await;
    answer(&visit, done)
}

fn answer(
    visit: &Visit,
    done: Result<HttpResponse, Fault<StandingRefused>>,
) -> Result<HttpResponse, AppError> {
    done.map_err(|fault| match fault {
        Fault::Refused(why) => organizations::standing_refused(visit.t, why),
        Fault::Db(error) => error.into(),
    })
}
