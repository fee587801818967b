//! Confirming the contact address (decision 16). Opening the link changes nothing: a scanner of mails opens links too (P21).

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::dead_link;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::events;
use crate::features::users::domain::Refused;
use crate::features::users::service::{self, ContactLink};
use crate::i18n::problem;
use crate::kernel::problem::Problem;
use crate::mail::link::Dead;
use crate::policy::{Actor, actions, permit_public};
use crate::web::{Form, Nothing, Public, View, Visit, flash, page};

#[derive(Template)]
#[template(path = "users/confirm_contact.html")]
struct ConfirmPage {
    view: View,
    token: String,
    /// Where who has confirmed goes on.
    onward: &'static str,
    link: ContactLink,
}

/// Where somebody goes on who has confirmed.
fn onward(visit: &Visit) -> &'static str {
    match visit.actor {
        Some(_) => "/dashboard",
        None => "/signin",
    }
}

async fn find(visit: &Visit, token: &str) -> Result<Option<ContactLink>, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let (cx, token) = (visit.cx.clone(), token.to_owned());
    visit
        .read(move |conn| Ok::<_, AppError>(service::contact_link(conn, &cx, &permit, &token)?))
        .await
}

/// A new link is sent from My profile, so that is where the page of a dead one leads.
fn dead(visit: &Visit, why: Dead) -> HttpResponse {
    let t = visit.t;
    let text = match why {
        Dead::Unknown | Dead::Used => t.users_confirm_used(),
        Dead::Revoked => t.users_confirm_replaced(),
        Dead::Expired => t.users_confirm_expired(),
    };
    dead_link(visit, why, text, ("/account/me", t.menu_my_profile()))
}

pub(super) async fn show(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    let token = token.into_inner();
    let Some(link) = find(&visit, &token).await? else {
        return Ok(dead(&visit, Dead::Unknown));
    };
    if let Some(why) = link.dead.filter(|_| !link.confirmed) {
        return Ok(dead(&visit, why));
    }
    Ok(page(&ConfirmPage {
        link,
        onward: onward(&visit),
        view: View::new(&visit, visit.t.users_confirm_title()),
        token,
    }))
}

/// Which of the two buttons was pressed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    not_me: String,
}

pub(super) async fn confirm(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<Answer>,
) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.into_inner();
    let again = text.clone();
    let done = if form.not_me.is_empty() {
        let (location, binding) = (onward(&visit), visit.binding());
        visit
            .submit(form.key, Some(visit.t.users_confirmed()), move |conn, cx| {
                let (user, verified) = service::confirm_contact(conn, cx, &permit, &text, &binding)?;
                if verified {
                    events::domain_verified(conn, cx, permit.who(), user.organization_id)?;
                }
                Ok(location.to_owned())
            })
            .await
    } else {
        visit
            .submit(
                form.key,
                Some(visit.t.users_confirm_not_me_done()),
                move |conn, cx| {
                    service::disown_contact(conn, cx, &permit, &text)?;
                    Ok("/".to_owned())
                },
            )
            .await
    };
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::EmailTaken)) => {
            Err(AppError::Refused(problem(visit.t, &Problem::EmailTaken)))
        }
        Err(Fault::Refused(_)) => Ok(match find(&visit, &again).await? {
            Some(link) if link.confirmed && form.not_me.is_empty() => {
                flash::done(&visit.req, visit.t.users_confirmed(), onward(&visit))
            }
            Some(link) => dead(&visit, link.dead.unwrap_or(Dead::Used)),
            None => dead(&visit, Dead::Unknown),
        }),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

pub(super) async fn resend(
    visit: Visit,
    actor: Actor,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    visit
        .app
        .throttle
        .mail_form(
            visit.cx.origin.ip.as_deref(),
            &actor.user.to_string(),
            visit.cx.now,
        )
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
