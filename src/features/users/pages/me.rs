//! *My profile*: who I am here, my roles and what they give, language and time zone.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use crate::error::AppError;
use crate::features::users::{service, store};
use crate::i18n::dates;
use crate::kernel::language::Language;
use crate::policy::{Actor, Role, TenantScope, actions, permit};
use crate::web::view::{programme_words, role_words};
use crate::web::{Form, View, Visit, flash, page};

/// The choices as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProfileForm {
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
    /// Who can give a role, where there is none yet (decision 3).
    givers: Vec<String>,
    zones: Vec<(String, String)>,
    languages: Vec<(&'static str, &'static str)>,
    zone: String,
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    let roles: Vec<String> = actor
        .roles()
        .into_iter()
        .map(|r: Role| role_words(t, r))
        .collect();
    let programmes = actor.programmes.iter().map(|p| programme_words(t, *p)).collect();
    let (organization, scope) = (actor.organization, TenantScope::Own(actor.organization));
    let givers = match roles.is_empty() {
        false => Vec::new(),
        true => visit
            .read(move |conn| store::global_admins(conn, &scope, organization))
            .await?
            .into_iter()
            .map(|u| u.full_name)
            .collect(),
    };
    let view = View::new(&visit, t.users_me_title());
    Ok(page(&MePage {
        zones: dates::time_zones(visit.language),
        languages: Language::ALL.map(|l| (l.code(), l.own_name())).to_vec(),
        zone: actor.time_zone.clone().unwrap_or_default(),
        view,
        actor,
        roles,
        programmes,
        givers,
    }))
}

pub(super) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<ProfileForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOwnProfile>(&actor)?;
    let language = Language::parse(&form.language).ok_or(AppError::BadRequest)?;
    let known = form.time_zone.is_empty()
        || dates::time_zones(language)
            .iter()
            .any(|(id, _)| *id == form.time_zone);
    if !known {
        return Err(AppError::BadRequest);
    }
    let zone = Some(form.time_zone.clone()).filter(|z| !z.is_empty());
    visit
        .write(move |conn, cx| service::set_preferences(conn, cx, &permit, language, zone.as_deref()))
        .await?;
    let words = crate::i18n::words(language);
    Ok(flash::done(&visit.req, words.users_me_saved(), "/account/me"))
}
