//! *My profile*: who I am here, my roles and what they give, name, language and time zone.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::abilities::{Answer, answers};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::service::{self, profile};
use crate::features::users::store;
use crate::i18n::dates;
use crate::kernel::language::Language;
use crate::kernel::text::PersonName;
use crate::policy::{Actor, Role, TenantScope, actions, permit};
use crate::web::view::{programme_words, role_words};
use crate::web::{Errors, FieldErrors, Form, View, Visit, flash, invalid, page};

/// Name and choices as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProfileForm {
    full_name: String,
    language: String,
    time_zone: String,
}

#[derive(Template)]
#[template(path = "users/me.html")]
struct MePage {
    view: View,
    actor: Actor,
    roles: Vec<String>,
    programmes: Vec<String>,
    /// Who can give a role (decision 3).
    givers: Vec<String>,
    answers: Vec<Answer>,
    zones: Vec<(String, String)>,
    languages: Vec<(&'static str, &'static str)>,
    full_name: String,
    language: String,
    zone: String,
    /// Name and contact address can be changed: not while the organization is closed (decision 7).
    changes: bool,
    errors: Errors,
}

async fn me_page(
    visit: &Visit,
    actor: Actor,
    typed: Option<&ProfileForm>,
    errors: &FieldErrors,
) -> Result<MePage, AppError> {
    let t = visit.t;
    let held = actor.roles();
    let answers = answers(t, &actor.programmes, &held);
    let (organization, scope) = (actor.organization, TenantScope::Own(actor.organization));
    // Nobody needs to ask who lacks nothing.
    let givers = match held.is_empty() || answers.iter().any(|answer| !answer.yes) {
        false => Vec::new(),
        true => visit
            .read(move |conn| store::givers(conn, &scope, organization, &[]))
            .await?
            .into_iter()
            .filter(|user| user.id != actor.user)
            .map(|user| user.full_name)
            .collect(),
    };
    let view = View::new(visit, t.users_me_title());
    let typed = typed.cloned().unwrap_or_else(|| ProfileForm {
        full_name: actor.full_name.clone(),
        language: visit.language.code().to_owned(),
        time_zone: actor.time_zone.clone().unwrap_or_default(),
    });
    Ok(MePage {
        view: if errors.is_empty() { view } else { view.failed() },
        roles: held.iter().map(|r: &Role| role_words(t, *r)).collect(),
        programmes: actor.programmes.iter().map(|p| programme_words(t, *p)).collect(),
        givers,
        answers,
        zones: dates::time_zones(visit.language),
        languages: Language::ALL.map(|l| (l.code(), l.own_name())).to_vec(),
        full_name: typed.full_name,
        language: typed.language,
        zone: typed.time_zone,
        changes: permit::<actions::ChangeOwnDetails>(&actor).is_ok(),
        errors: errors.in_words(t),
        actor,
    })
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let none = FieldErrors::new();
    Ok(page(&me_page(&visit, actor, None, &none).await?))
}

pub(super) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<ProfileForm>,
) -> Result<HttpResponse, AppError> {
    let own = permit::<actions::ManageOwnProfile>(&actor)?;
    let language = Language::parse(&form.language).ok_or(AppError::BadRequest)?;
    let known = form.time_zone.is_empty()
        || dates::time_zones(language)
            .iter()
            .any(|(id, _)| *id == form.time_zone);
    if !known {
        return Err(AppError::BadRequest);
    }
    let mut errors = FieldErrors::new();
    // Where the name can't be changed, the form doesn't have it; who sends another all the same is told why.
    let renaming = match form.full_name.trim() {
        "" if permit::<actions::ChangeOwnDetails>(&actor).is_err() => None,
        same if same == actor.full_name => None,
        typed => {
            let may_change = permit::<actions::ChangeOwnDetails>(&actor)?;
            let Some(name) = errors.take("full_name", PersonName::parse(typed)) else {
                return Ok(invalid(&me_page(&visit, actor, Some(&form.data), &errors).await?));
            };
            Some((may_change, name))
        }
    };
    let zone = Some(form.time_zone.clone()).filter(|z| !z.is_empty());
    let done = visit
        .write(move |conn, cx| {
            if let Some((may_change, name)) = renaming {
                profile::set_name(conn, cx, &may_change, &name)?;
            }
            service::set_preferences(conn, cx, &own, language, zone.as_deref())?;
            Ok(())
        })
        .await;
    match done {
        Ok(()) => {}
        Err(Fault::Db(error)) => return Err(error.into()),
        Err(Fault::Refused(_)) => return Err(AppError::Conflict(visit.t.error_conflict_lead())),
    }
    let words = crate::i18n::words(language);
    Ok(flash::done(&visit.req, words.users_me_saved(), "/account/me"))
}
