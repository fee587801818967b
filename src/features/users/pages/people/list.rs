//! The list of people, newest first, by role and state: everybody finds whom to ask (S29).

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{PATH, state_words};
use crate::error::AppError;
use crate::features::users::domain::State;
use crate::features::users::service::people::Roles;
use crate::features::users::store::{self, Listed, Wanted};
use crate::i18n::{When, Words, joined_roles, number, role_words};
use crate::policy::{Actor, AdminRole, Programme, Role, actions, permit};
use crate::web::export::hrefs;
use crate::web::pager::{From, PageQuery, SIZES, href, under};
use crate::web::{View, Visit, page};

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::users::pages) struct Asked {
    q: String,
    role: String,
    state: String,
    #[serde(flatten)]
    pages: PageQuery,
}

impl Asked {
    /// What is looked for. Only who manages people sees deleted ones.
    pub(super) fn wanted(&self, manages: bool) -> Wanted {
        Wanted {
            text: self.q.trim().to_owned(),
            role: Role::ALL.into_iter().find(|role| value(*role) == self.role),
            state: State::parse(&self.state)
                .filter(|s| *s != State::Purged && (manages || *s != State::Deleted)),
        }
    }

    fn filters(&self) -> [(&'static str, &str); 4] {
        [
            ("q", self.q.trim()),
            ("role", &self.role),
            ("state", &self.state),
            ("size", self.pages.kept()),
        ]
    }
}

/// A role as the address names it.
fn value(role: Role) -> &'static str {
    match role {
        Role::Agent(r) => r.as_str(),
        Role::Admin(r) => r.as_str(),
        Role::Operator(r) => r.as_str(),
    }
}

struct Row {
    href: String,
    name: String,
    user_name: String,
    email: String,
    roles: String,
    last: Option<When>,
    state: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "users/people/list.html")]
struct ListPage {
    view: View,
    q: String,
    role: String,
    state: String,
    roles: Vec<(&'static str, String)>,
    states: Vec<(&'static str, String)>,
    sizes: Vec<(String, bool)>,
    /// *Show Global admins*: words and address.
    admins: (String, String),
    filtered: bool,
    rows: Vec<Row>,
    total: String,
    place: String,
    first: String,
    previous: String,
    next: String,
    export: String,
    export_excel: String,
    manages: bool,
}

pub(in crate::features::users::pages) async fn list(
    visit: Visit,
    actor: Actor,
    asked: Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::SeeUsers>(&actor)?;
    let asked = asked.into_inner();
    let view = View::new(&visit, visit.t.people_title());
    let manages = view.may::<actions::ManageUsers>();
    let (wanted, place, size) = (asked.wanted(manages), asked.pages.from(), asked.pages.size());
    let (everybody, filtered) = (wanted.is_everybody(), !wanted.is_everybody());
    let organization = actor.organization;
    let (mut found, total) = visit
        .read(move |conn| {
            let from = match place {
                From::Start => store::From::Start,
                From::After(seq) => store::From::Older(seq),
                From::Before(seq) => store::From::Newer(seq),
            };
            let rows = store::list(conn, permit.scope(), organization, &wanted, from, size + 1)?;
            let total = if everybody {
                Some(store::total(conn, permit.scope(), organization)?)
            } else {
                None
            };
            Ok::<_, AppError>((rows, total))
        })
        .await?;
    let (newer, older) = place.cut(&mut found, size);
    let link = |there: bool, key: &str, row: Option<&Listed>| {
        row.filter(|_| there)
            .map(|row| href(PATH, &asked.filters(), key, &row.seq))
            .unwrap_or_default()
    };
    let t = visit.t;
    let shown = number(visit.language, i64::try_from(found.len()).unwrap_or(i64::MAX));
    let words = match total {
        Some(total) => t.people_total(total, number(visit.language, total)),
        None if newer || older => t.people_found_more(&shown),
        None => t.people_found(found.len(), &shown),
    };
    let (export, export_excel) = hrefs("/account/users/export.csv", &asked.filters());
    Ok(page(&ListPage {
        roles: roles(t, &actor),
        states: states(t, manages),
        sizes: SIZES.map(|s| (s.to_string(), s == size)).to_vec(),
        admins: admins(t, &actor),
        filtered,
        place: t.people_place(&shown),
        total: words,
        first: if newer {
            under(PATH, &asked.filters())
        } else {
            String::new()
        },
        previous: link(newer, "before", found.first()),
        next: link(older, "after", found.last()),
        rows: found.into_iter().map(|row| line(&view, row)).collect(),
        export,
        export_excel,
        manages,
        q: asked.q.clone(),
        role: asked.role.clone(),
        state: asked.state.clone(),
        view,
    }))
}

fn line(view: &View, row: Listed) -> Row {
    let user = row.user;
    Row {
        href: format!("{PATH}/{}", user.id),
        roles: joined_roles(view.t, &Roles::of(&user).held()),
        last: user.last_signed_in_at.map(|at| view.when(&at)),
        state: state_words(view.t, user.state),
        name: user.full_name,
        user_name: user.user_name,
        email: user.email,
    }
}

/// The roles there are in this organization.
fn roles(t: &Words, actor: &Actor) -> Vec<(&'static str, String)> {
    let operator = actor.is_in(Programme::Operator);
    Role::ALL
        .into_iter()
        .filter(|role| matches!(role, Role::Operator(_)) == operator)
        .map(|role| (value(role), role_words(t, role)))
        .collect()
}

fn states(t: &Words, manages: bool) -> Vec<(&'static str, String)> {
    [
        State::Active,
        State::MustChangePassword,
        State::Disabled,
        State::Deleted,
    ]
    .into_iter()
    .filter(|s| manages || *s != State::Deleted)
    .map(|s| (s.as_str(), state_words(t, s).2))
    .collect()
}

/// Whom to ask: Global admins, at the operator Administrators.
fn admins(t: &Words, actor: &Actor) -> (String, String) {
    if actor.is_in(Programme::Operator) {
        (
            t.people_show_administrators(),
            format!("{PATH}?role=administrator"),
        )
    } else {
        let role = AdminRole::GlobalAdmin.as_str();
        (t.people_show_global_admins(), format!("{PATH}?role={role}"))
    }
}
