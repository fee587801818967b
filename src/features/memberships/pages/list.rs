//! The directory as a list: by number, by state, by what should be looked at, or what a search finds.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::words;
use crate::db::DbError;
use crate::error::AppError;
use crate::features::memberships::domain::{MpnId, ProfileState};
use crate::features::memberships::service::{self, Found, MOST_COUNTED};
use crate::features::memberships::store::{Filter, Listed, Place};
use crate::i18n::number;
use crate::policy::{Actor, actions, permit};
use crate::web::{View, Visit, page};

const SIZE: usize = 50;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    state: String,
    concern: String,
    after: String,
    before: String,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            state: ProfileState::parse(&self.state),
            concerns: !self.concern.is_empty(),
        }
    }

    fn place(&self) -> Place {
        if let Some(after) = MpnId::parse(&self.after) {
            Place::After(after)
        } else if let Some(before) = MpnId::parse(&self.before) {
            Place::Before(before)
        } else {
            Place::Start
        }
    }

    /// The address of the same list from somewhere else.
    fn href(&self, key: &str, value: &str) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for (name, held) in [("state", &self.state), ("concern", &self.concern)] {
            if !held.is_empty() {
                pairs.append_pair(name, held);
            }
        }
        if !key.is_empty() {
            pairs.append_pair(key, value);
        }
        match pairs.finish() {
            query if query.is_empty() => "/operations/memberships".to_owned(),
            query => format!("/operations/memberships?{query}"),
        }
    }
}

/// A row in words.
struct Line {
    href: String,
    mpn_id: String,
    organization: String,
    country: String,
    kind: String,
    holder: String,
    state: ProfileState,
    state_words: String,
    tone: &'static str,
    concern: Option<String>,
}

#[derive(Template)]
#[template(path = "memberships/list.html")]
struct ListPage {
    view: View,
    query: ListQuery,
    states: Vec<(&'static str, String)>,
    concerns: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    total: String,
    filtered: bool,
    first: String,
    previous: String,
    next: String,
    may_import: bool,
}

pub(super) async fn list(
    visit: Visit,
    actor: Actor,
    query: Query<ListQuery>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::SeeMemberships>(&actor)?;
    let (t, query) = (visit.t, query.into_inner());
    let asked = query.clone();
    let found: Found = visit
        .read(move |conn| -> Result<Found, DbError> {
            if asked.q.trim().is_empty() {
                service::list(conn, &permit, asked.filter(), &asked.place(), SIZE)
            } else {
                service::search(conn, &permit, asked.filter(), &asked.q, SIZE)
            }
        })
        .await?;
    let view = View::new(&visit, t.memberships_title());
    let edge = |row: Option<&Listed>| row.map(|row| row.mpn_id.to_string()).unwrap_or_default();
    let searched = !query.q.trim().is_empty();
    let link = |there: bool, key: &str, value: String| {
        if there && !searched {
            query.href(key, &value)
        } else {
            String::new()
        }
    };
    Ok(page(&ListPage {
        states: ProfileState::ALL
            .iter()
            .map(|s| (s.as_str(), words::state(t, *s)))
            .collect(),
        concerns: vec![("yes", t.memberships_concern_only())],
        first: link(found.before, "", String::new()),
        previous: link(found.before, "before", edge(found.rows.first())),
        next: link(found.more, "after", edge(found.rows.last())),
        total: total(&visit, &found),
        filtered: searched || query.filter() != Filter::default(),
        lines: found.rows.iter().map(|row| line(&view, row)).collect(),
        may_import: view.may::<actions::ManageMemberships>(),
        query,
        view,
    }))
}

fn total(visit: &Visit, found: &Found) -> String {
    let (t, language) = (visit.t, visit.language);
    let shown = i64::try_from(found.rows.len()).unwrap_or(i64::MAX);
    match found.total {
        None if found.more => t.memberships_found_more(number(language, shown)),
        None => t.memberships_found(found.rows.len()),
        Some(total) if total >= MOST_COUNTED => t.memberships_many(number(language, 1_000)),
        Some(total) => t.memberships_total(total),
    }
}

fn line(view: &View, row: &Listed) -> Line {
    let t = view.t;
    Line {
        href: format!("/operations/memberships/{}", row.mpn_id),
        mpn_id: row.mpn_id.to_string(),
        organization: row.organization_name.clone(),
        country: view.country(&row.country),
        kind: words::kind(t, row.kind),
        holder: match (row.bound_organization_id, row.reserved_organization_id) {
            (Some(_), _) => t.memberships_holder_bound(),
            (None, Some(_)) => t.memberships_holder_reserved(),
            (None, None) => t.memberships_holder_free(),
        },
        state: row.state,
        state_words: words::state(t, row.state),
        tone: words::tone(row.state),
        concern: row.concern.map(|c| words::concern(t, c)),
    }
}
