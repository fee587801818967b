//! `/customers` (S51): whom the organization serves, last added first, with a search in name and domain.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::db::DbError;
use crate::error::AppError;
use crate::features::customers::domain::{Role, Source};
use crate::features::customers::service::{self, Page, Searched};
use crate::features::customers::store::{From, Listed};
use crate::i18n::{When, Words, dates, number};
use crate::policy::{Actor, Programme, actions, permit};
use crate::web::{View, Visit, page};

/// How many rows a page may have; the first is the default.
const SIZES: [usize; 3] = [25, 50, 100];

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    size: usize,
    before: Option<i64>,
    after: Option<i64>,
}

impl ListQuery {
    fn size(&self) -> usize {
        if SIZES.contains(&self.size) {
            self.size
        } else {
            SIZES[0]
        }
    }

    fn from(&self) -> From {
        match (self.before, self.after) {
            (Some(before), _) => From::Before(before),
            (None, Some(after)) => From::After(after),
            (None, None) => From::Start,
        }
    }

    /// What is looked for, if anything.
    pub(super) fn wanted(&self) -> Option<&str> {
        Some(self.q.trim()).filter(|q| !q.is_empty())
    }

    /// The address of the same list from somewhere else.
    fn href(&self, path: &str, key: &str, value: Option<i64>) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        if let Some(q) = self.wanted() {
            pairs.append_pair("q", q);
        }
        if self.size() != SIZES[0] {
            pairs.append_pair("size", &self.size().to_string());
        }
        if let Some(value) = value {
            pairs.append_pair(key, &value.to_string());
        }
        match pairs.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

/// A row in words.
struct Line {
    id: String,
    name: String,
    domain: String,
    country: String,
    since: When,
    source: String,
    role: String,
    unclaimed: bool,
}

#[derive(Template)]
#[template(path = "customers/list.html")]
struct ListPage {
    view: View,
    query: ListQuery,
    sizes: Vec<(String, bool)>,
    lines: Vec<Line>,
    /// How many, in words, above the table.
    total: String,
    /// Where one is, in words, below it.
    place: String,
    first: String,
    previous: String,
    next: String,
    export: String,
    export_excel: String,
    /// A search that found nothing so far, and where it goes on.
    on: Option<String>,
    why_empty: String,
}

pub(super) async fn list(
    visit: Visit,
    actor: Actor,
    query: Query<ListQuery>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::SeeCustomers>(&actor)?;
    let query = query.into_inner();
    let asked = query.clone();
    let (page_of, searched) = visit
        .read(move |conn| -> Result<(Page, Option<Searched>), DbError> {
            match asked.wanted() {
                None => Ok((service::list(conn, &permit, asked.from(), asked.size())?, None)),
                Some(q) => {
                    let found = service::search(conn, &permit, q, asked.before, asked.size())?;
                    Ok((Page::default(), Some(found)))
                }
            }
        })
        .await?;
    Ok(page(&match searched {
        None => listed(&visit, &actor, query, &page_of),
        Some(found) => found_page(&visit, &actor, query, &found),
    }))
}

fn listed(visit: &Visit, actor: &Actor, query: ListQuery, found: &Page) -> ListPage {
    let t = visit.t;
    let seq = |row: Option<&Listed>| row.map(|row| row.seq);
    let link = |there: bool, key: &str, value: Option<i64>| {
        if there {
            query.href("/customers", key, value)
        } else {
            String::new()
        }
    };
    let shown = number(visit.language, count(found.rows.len()));
    ListPage {
        total: t.customers_total(number(visit.language, found.total)),
        place: t.customers_place(&shown, number(visit.language, found.total)),
        first: link(found.newer, "", None),
        previous: link(found.newer, "after", seq(found.rows.first())),
        next: link(found.older, "before", seq(found.rows.last())),
        ..frame(visit, actor, query.clone(), &found.rows)
    }
}

fn found_page(visit: &Visit, actor: &Actor, query: ListQuery, found: &Searched) -> ListPage {
    let t = visit.t;
    let next = found
        .next
        .map(|next| query.href("/customers", "before", Some(next)));
    let shown = number(visit.language, count(found.rows.len()));
    let words = if found.next.is_some() {
        t.customers_found_so_far(&shown)
    } else {
        t.customers_found(&shown)
    };
    let first = query.before.map(|_| query.href("/customers", "", None));
    ListPage {
        total: words.clone(),
        place: words,
        first: first.unwrap_or_default(),
        on: next.clone().filter(|_| found.rows.is_empty()),
        next: next.unwrap_or_default(),
        ..frame(visit, actor, query, &found.rows)
    }
}

fn frame(visit: &Visit, actor: &Actor, query: ListQuery, rows: &[Listed]) -> ListPage {
    let t = visit.t;
    let view = View::new(visit, t.customers_title());
    let export = query.href("/customers/export.csv", "", None);
    let joint = if export.contains('?') { '&' } else { '?' };
    ListPage {
        sizes: SIZES
            .map(|size| (size.to_string(), size == query.size()))
            .to_vec(),
        lines: rows.iter().map(|row| line(&view, row)).collect(),
        total: String::new(),
        place: String::new(),
        first: String::new(),
        previous: String::new(),
        next: String::new(),
        export_excel: format!("{export}{joint}bom=yes"),
        export,
        on: None,
        why_empty: if actor.is_in(Programme::Reseller) {
            t.customers_none_why()
        } else {
            t.customers_none_why_provider()
        },
        query,
        view,
    }
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn line(view: &View, row: &Listed) -> Line {
    let t = view.t;
    Line {
        id: format!("c{}", row.seq),
        name: row.name.clone(),
        domain: row.domain().to_owned(),
        country: view.country(&row.country),
        since: When {
            // A day is enough here; the exact instant stands beside it.
            text: dates::date(view.language, &view.time_zone, row.since),
            ..view.when(&row.since)
        },
        source: source(t, row),
        role: match row.role {
            Role::Reseller => t.customers_role_reseller(),
            Role::Provider => t.customers_role_provider(),
        },
        unclaimed: row.is_unclaimed(),
    }
}

/// Where a relationship came from, in words (S52, S61).
fn source(t: &Words, row: &Listed) -> String {
    match (row.source, row.source_portal.as_deref()) {
        (Source::Legacy, Some("office365_admin")) => {
            t.customers_source_legacy(t.customers_portal_office365_admin())
        }
        (Source::Legacy, Some("azure_portal")) => {
            t.customers_source_legacy(t.customers_portal_azure_portal())
        }
        (Source::Legacy, Some(portal)) => t.customers_source_legacy(portal),
        (Source::Legacy, None) => t.customers_source_before(),
        (Source::Invitation, _) => t.customers_source_invitation(),
        (Source::Joint, _) => t.customers_source_joint(),
        (Source::ProviderCreated, _) => t.customers_source_provider_created(),
        (Source::Referral, _) => t.customers_source_referral(),
    }
}
