//! The language switch (decision 34).

use actix_web::HttpResponse;
use serde::Deserialize;

use super::domain::own_path;
use crate::error::AppError;
use crate::features::users;
use crate::kernel::language::Language;
use crate::web::{Form, Visit, cookies, see_other};

/// The language switch as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct LanguageForm {
    language: String,
    next: String,
}

pub(super) async fn switch(visit: Visit, form: Form<LanguageForm>) -> Result<HttpResponse, AppError> {
    let language = Language::parse(&form.language).ok_or(AppError::BadRequest)?;
    cookies::set(
        &visit.req,
        &visit.app.site,
        crate::web::visit::LANGUAGE,
        language.code(),
        365 * 24 * 3600,
    );
    if let Some(actor) = visit.actor.as_deref() {
        let permit = super::own_profile(actor);
        visit
            .write(move |conn, _| users::set_language(conn, &permit, language))
            .await?;
    }
    // Unlike after sign-in, any page of ours is returned to.
    Ok(see_other(own_path(&form.next).unwrap_or("/")))
}
