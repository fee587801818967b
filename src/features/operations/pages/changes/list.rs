//! The queue: open requests first.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::error::AppError;
use crate::features::organizations::domain::NameState;
use crate::features::organizations::{self, NameChange};
use crate::i18n::{When, number};
use crate::policy::{Actor, actions, permit};
use crate::web::{View, Visit, page};

const ROWS: usize = 25;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    before: String,
}

struct Row {
    href: String,
    old: String,
    new: String,
    at: When,
    state: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "operations/changes.html")]
struct ListPage {
    view: View,
    /// The tabs: address, words, whether it is this one.
    tabs: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    total: String,
    first: String,
    next: String,
}

pub async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::DecideNames>(&actor)?;
    let state = NameState::parse(&asked.state).unwrap_or(NameState::Open);
    let before = asked.before.parse().ok();
    let limit = i64::try_from(ROWS).unwrap_or(25) + 1;
    let mut found: Vec<NameChange> = visit
        .read(move |conn| organizations::name_changes_in(conn, permit.scope(), state, before, limit))
        .await?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let t = visit.t;
    let view = View::new(&visit, t.menu_name_changes());
    let here = format!("{PATH}?state={state}");
    let shown = i64::try_from(found.len()).unwrap_or(0);
    Ok(page(&ListPage {
        tabs: NameState::ALL
            .iter()
            .map(|each| {
                let href = format!("{PATH}?state={each}");
                (href, organizations::name_state_words(t, *each).2, *each == state)
            })
            .collect(),
        next: match found.last() {
            Some(last) if more => format!("{here}&before={}", last.id),
            _ => String::new(),
        },
        first: before.map_or_else(String::new, |_| here),
        total: t.names_shown(number(visit.language, shown)),
        rows: found
            .into_iter()
            .map(|change| Row {
                href: format!("{PATH}/{}", change.id),
                at: view.when(&change.requested_at),
                state: organizations::name_state_words(t, change.state),
                old: change.old_name,
                new: change.new_name,
            })
            .collect(),
        view,
    }))
}
