//! Confirming the contact address (decision 16). Opening the link changes nothing: a scanner of mails opens links too (P21).

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::events;
use crate::features::users::service;
use crate::policy::{Actor, actions, permit_public};
use crate::web::{Form, Public, View, Visit, page};

#[derive(Template)]
#[template(path = "users/confirm_contact.html")]
struct ConfirmPage {
    view: View,
    token: String,
}

pub(super) async fn show(visit: Visit, _public: Public, token: Path<String>) -> HttpResponse {
    page(&ConfirmPage {
        view: View::new(&visit, visit.t.users_confirm_title()),
        token: token.into_inner(),
    })
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Nothing {}

pub(super) async fn confirm(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.into_inner();
    let location = if visit.actor.is_some() {
        "/dashboard"
    } else {
        "/signin"
    };
    let done = visit
        .submit(form.key, Some(visit.t.users_confirmed()), move |conn, cx| {
            let (user, verified) = service::confirm_contact(conn, cx, &permit, &text)?;
            if verified {
                events::domain_verified(conn, cx, permit.who(), user.organization_id)?;
            }
            Ok(location.to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(_)) => Err(AppError::Refused(visit.t.users_confirm_dead())),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

pub(super) async fn resend(
    visit: Visit,
    actor: Actor,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    visit
        .app
        .throttle
        .mail_form(visit.cx.origin.ip.as_deref(), &actor.user_name, visit.cx.now)
        .map_err(|retry_after| AppError::TooMany { retry_after })?;
    let user = actor.user;
    let note = visit.t.users_confirmation_sent(&actor.email);
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::send_contact_confirmation(conn, cx, user)?;
            Ok::<_, AppError>("/account/me".to_owned())
        })
        .await
}
