//! Confirming the contact address (decision 16). Opening the link changes nothing: a scanner of mails opens links too (P21).

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::events;
use crate::features::users::domain::Refused;
use crate::features::users::service;
use crate::i18n::problem;
use crate::kernel::problem::Problem;
use crate::policy::{Actor, actions, permit_public};
use crate::web::{Form, Nothing, Public, View, Visit, flash, page};

#[derive(Template)]
#[template(path = "users/confirm_contact.html")]
struct ConfirmPage {
    view: View,
    token: String,
    /// Where who has confirmed goes on.
    onward: &'static str,
    confirmed: bool,
}

/// Where somebody goes on who has confirmed.
fn onward(visit: &Visit) -> &'static str {
    match visit.actor {
        Some(_) => "/dashboard",
        None => "/signin",
    }
}

async fn used(visit: &Visit, token: &str) -> Result<bool, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let (cx, token) = (visit.cx.clone(), token.to_owned());
    visit
        .read(move |conn| Ok::<_, AppError>(service::contact_link_used(conn, &cx, &permit, &token)?))
        .await
}

pub(super) async fn show(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    let token = token.into_inner();
    Ok(page(&ConfirmPage {
        confirmed: used(&visit, &token).await?,
        onward: onward(&visit),
        view: View::new(&visit, visit.t.users_confirm_title()),
        token,
    }))
}

pub(super) async fn confirm(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.into_inner();
    let (location, again) = (onward(&visit), text.clone());
    let binding = visit.binding();
    let done = visit
        .submit(form.key, Some(visit.t.users_confirmed()), move |conn, cx| {
            let (user, verified) = service::confirm_contact(conn, cx, &permit, &text, &binding)?;
            if verified {
                events::domain_verified(conn, cx, permit.who(), user.organization_id)?;
            }
            Ok(location.to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::EmailTaken)) => {
            Err(AppError::Refused(problem(visit.t, &Problem::EmailTaken)))
        }
        Err(Fault::Refused(_)) if used(&visit, &again).await? => {
            Ok(flash::done(&visit.req, visit.t.users_confirmed(), location))
        }
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
