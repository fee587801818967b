//! The list of organizations.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{Badge, domain_badge, programmes_words, state_badge};
use crate::error::AppError;
use crate::features::operations::store::{self, Filter};
use crate::i18n::{When, number};
use crate::kernel::ids::OrganizationId;
use crate::policy::{Actor, OrganizationState, Programme, actions, permit};
use crate::web::view::programme_words;
use crate::web::{View, Visit, page};

const PATH: &str = "/operations/organizations";
const ROWS: usize = 25;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    programme: String,
    state: String,
    before: String,
}

struct Row {
    href: String,
    name: String,
    number: String,
    domain: String,
    domain_state: Badge,
    programmes: String,
    country: String,
    state: Badge,
    created: When,
}

#[derive(Template)]
#[template(path = "operations/organizations.html")]
struct ListPage {
    view: View,
    asked: Asked,
    programmes: Vec<(&'static str, String)>,
    states: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    total: String,
    first: String,
    next: String,
}

fn href(asked: &Asked, before: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            [
                ("q", asked.q.as_str()),
                ("programme", &asked.programme),
                ("state", &asked.state),
                ("before", before),
            ]
            .iter()
            .filter(|(_, value)| !value.is_empty()),
        )
        .finish();
    format!("{PATH}?{query}")
}

pub async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::SeeOrganizations>(&actor)?;
    let t = visit.t;
    let filter = Filter {
        text: asked.q.chars().take(200).collect(),
        programme: Programme::parse(&asked.programme),
        state: OrganizationState::parse(&asked.state),
    };
    let before = asked.before.parse::<i64>().ok();
    let limit = i64::try_from(ROWS).unwrap_or(25) + 1;
    let (mut found, taking_part) = visit
        .read(move |conn| {
            let found = store::find(conn, permit.scope(), &filter, before, limit)?;
            let ids: Vec<OrganizationId> = found.iter().map(|o| o.id).collect();
            let programmes = store::programmes_of(conn, permit.scope(), &ids)?;
            Ok::<_, AppError>((found, programmes))
        })
        .await?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let mut programmes: HashMap<OrganizationId, Vec<Programme>> = HashMap::new();
    for (organization, programme) in taking_part {
        programmes.entry(organization).or_default().push(programme);
    }
    let next = match found.last() {
        Some(last) if more => href(&asked, &last.number.to_string()),
        _ => String::new(),
    };
    let view = View::new(&visit, t.menu_organizations());
    let rows: Vec<Row> = found
        .into_iter()
        .map(|o| Row {
            href: format!("{PATH}/{}", o.id),
            number: o.number.to_string(),
            domain: o.sign_in_domain.or(o.known_domain).unwrap_or_default(),
            domain_state: domain_badge(t, o.domain_state, o.state),
            programmes: programmes_words(t, programmes.get(&o.id).map_or(&[], Vec::as_slice)),
            country: view.country(&o.country),
            state: state_badge(t, o.state),
            created: view.when(&o.created_at),
            name: o.legal_name,
        })
        .collect();
    let shown = i64::try_from(rows.len()).unwrap_or(0);
    Ok(page(&ListPage {
        programmes: Programme::ALL
            .iter()
            .map(|p| (p.as_str(), programme_words(t, *p)))
            .collect(),
        states: OrganizationState::ALL
            .iter()
            .map(|s| (s.as_str(), state_badge(t, *s).2))
            .collect(),
        total: t.operations_shown(number(visit.language, shown)),
        first: before.map_or_else(String::new, |_| href(&asked, "")),
        next,
        rows,
        asked: asked.into_inner(),
        view,
    }))
}
