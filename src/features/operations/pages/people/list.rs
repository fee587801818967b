//! Looking for somebody by how their name, sign-in name or contact address begins.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{PATH, roles_of};
use crate::error::AppError;
use crate::features::operations::store::{self, By, PersonFound};
use crate::features::users::state_words;
use crate::i18n::{When, number};
use crate::kernel::ids::UserId;
use crate::kernel::search::fold;
use crate::policy::{Actor, actions, permit};
use crate::web::pager::{From, PageQuery, href};
use crate::web::{View, Visit, page};

const ROWS: usize = 25;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    by: String,
    after: String,
}

struct Row {
    href: String,
    name: String,
    user_name: String,
    email: String,
    organization: (String, String),
    roles: String,
    last: Option<When>,
    state: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "operations/people.html")]
struct ListPage {
    view: View,
    q: String,
    by: String,
    ways: Vec<(&'static str, String)>,
    asked: bool,
    rows: Vec<Row>,
    total: String,
    first: String,
    next: String,
}

pub async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::FindPeople>(&actor)?;
    let text: String = fold(&asked.q).chars().take(200).collect();
    let place = PageQuery {
        after: asked.after.clone(),
        ..PageQuery::default()
    };
    let after = match place.from::<(String, UserId)>() {
        From::After(place) => Some(place),
        From::Start | From::Before(_) => None,
    };
    let (beyond, chosen, wanted) = (after.is_some(), By::parse(&asked.by), text.clone());
    let limit = i64::try_from(ROWS).unwrap_or(25) + 1;
    let (by, mut found): (By, Vec<PersonFound>) = visit
        .read(move |conn| {
            // Without a choice the first way that finds somebody is it.
            let ways = chosen.map_or_else(|| By::ALL.to_vec(), |by| vec![by]);
            let mut last = (chosen.unwrap_or(By::Name), Vec::new());
            for by in ways {
                let found = store::find_people(conn, permit.scope(), by, &wanted, after.as_ref(), limit)?;
                if !found.is_empty() {
                    last = (by, found);
                    break;
                }
            }
            Ok::<_, AppError>(last)
        })
        .await?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let t = visit.t;
    let filters = [("q", asked.q.trim()), ("by", by.as_str())];
    let next = match found.last() {
        Some(last) if more => href(PATH, &filters, "after", &(&last.key, last.user.id)),
        _ => String::new(),
    };
    let view = View::new(&visit, t.menu_people());
    let shown = i64::try_from(found.len()).unwrap_or(0);
    let first = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(filters)
        .finish();
    Ok(page(&ListPage {
        ways: vec![
            (By::Name.as_str(), t.users_full_name()),
            (By::UserName.as_str(), t.users_user_name()),
            (By::Email.as_str(), t.users_email()),
        ],
        asked: !text.is_empty(),
        total: t.found_shown(number(visit.language, shown)),
        first: if beyond {
            format!("{PATH}?{first}")
        } else {
            String::new()
        },
        next,
        rows: found.into_iter().map(|found| row(&view, found)).collect(),
        q: asked.q.clone(),
        by: asked.by.clone(),
        view,
    }))
}

fn row(view: &View, found: PersonFound) -> Row {
    let user = found.user;
    Row {
        href: format!("{PATH}/{}", user.id),
        organization: (
            format!("/operations/organizations/{}", user.organization_id),
            found.organization,
        ),
        roles: roles_of(view.t, &user),
        last: user.last_signed_in_at.map(|at| view.when(&at)),
        state: state_words(view.t, user.state),
        name: user.full_name,
        user_name: user.user_name,
        email: user.email,
    }
}
