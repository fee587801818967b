//! How the people of an organization get in again when they have forgotten their password: its Global admins decide.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use crate::db::DbError;
use crate::error::AppError;
use crate::features::organizations;
use crate::policy::{Actor, actions, permit};
use crate::web::{Form, View, Visit, page};

const PATH: &str = "/account/organization/sign-in";

/// The choice as sent: a box that isn't ticked isn't sent at all.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PolicyForm {
    reset_by_mail: String,
}

#[derive(Template)]
#[template(path = "users/policy.html")]
struct PolicyPage {
    view: View,
    reset_by_mail: bool,
}

pub(super) async fn edit(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let organization = actor.organization;
    let reset_by_mail = visit
        .read(move |conn| organizations::resets_by_mail(conn, permit.scope(), organization))
        .await?;
    Ok(page(&PolicyPage {
        view: View::new(&visit, visit.t.profile_reset_title()),
        reset_by_mail,
    }))
}

pub(super) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<PolicyForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let allow = !form.reset_by_mail.is_empty();
    let note = visit.t.profile_reset_saved();
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            organizations::allow_resets(conn, cx, &permit, allow)?;
            Ok::<_, DbError>(PATH.to_owned())
        })
        .await
        .map_err(AppError::from)
}
