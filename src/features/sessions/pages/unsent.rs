//! What was sent after the session had ended, to be sent now (A.14).

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use askama::Template;

use super::super::service;
use super::own_profile;
use crate::error::AppError;
use crate::i18n::{self, When};
use crate::kernel::ids::UnsentFormId;
use crate::policy::Actor;
use crate::web::routes::Routes;
use crate::web::unsent::{DISCARD, WHICH};
use crate::web::{Form, View, Visit, once, page, see_other};

/// What forms carry that nobody typed.
const CARRIED: &[&str] = &["version", "seen", "next"];

struct Item {
    id: String,
    came: When,
    /// What was typed, by name.
    typed: Vec<(String, String)>,
    fields: Vec<(String, String)>,
    /// The page with that form.
    page: String,
}

#[derive(Template)]
#[template(path = "sessions/unsent.html")]
struct UnsentPage {
    view: View,
    items: Vec<Item>,
}

fn page_of(visit: &Visit, path: &str) -> String {
    let routes = visit.req.app_data::<Data<Routes>>();
    routes
        .and_then(|routes| routes.page_of(path))
        .unwrap_or_else(|| "/dashboard".to_owned())
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let (permit, cx) = (own_profile(&actor), visit.cx.clone());
    let found = visit
        .read(move |conn| service::unsent(conn, &cx, &permit))
        .await?;
    if found.is_empty() {
        return Ok(see_other("/dashboard"));
    }
    let view = View::new(&visit, visit.t.sessions_unsent_title());
    let items = found
        .into_iter()
        .map(|(id, came, sent)| Item {
            id: id.to_string(),
            came: view.when(&came),
            typed: sent
                .fields
                .iter()
                .filter(|(name, value)| !value.trim().is_empty() && !CARRIED.contains(&name.as_str()))
                // Whatever is sent is shown, also where it has no name in words.
                .map(|(name, value)| {
                    let label = i18n::field(visit.t, name).unwrap_or_else(|| name.clone());
                    (label, value.clone())
                })
                .collect(),
            page: page_of(&visit, &sent.path),
            fields: sent.fields,
        })
        .collect();
    Ok(page(&UnsentPage { view, items }))
}

/// Hands the form on to where it was meant to go: 307, so that the browser sends it there as it is.
pub(super) async fn send(
    visit: Visit,
    actor: Actor,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, AppError> {
    let of = |name: &str| form.data.iter().find(|(field, _)| field == name);
    let id: UnsentFormId = of(WHICH)
        .and_then(|(_, id)| id.parse().ok())
        .ok_or(AppError::NotFound)?;
    let discard = of(DISCARD).is_some();
    let (permit, key, cx) = (own_profile(&actor), form.key, visit.cx.clone());
    let to = visit
        .write(move |conn, _| {
            once::once(conn, &key, cx.now, |conn| {
                service::take_unsent(conn, &cx, &permit, id).map(|sent| sent.path)
            })
        })
        .await?;
    if discard {
        return Ok(see_other(&page_of(&visit, &to)));
    }
    Ok(HttpResponse::TemporaryRedirect()
        .insert_header((header::LOCATION, to))
        .finish())
}
