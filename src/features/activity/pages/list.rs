//! The log, newest first, each entry with its details behind it.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;

use super::words::{Group, changes, choices, none_words, source_words, who, whom};
use super::{Asked, PATH, reader};
use crate::audit;
use crate::error::AppError;
use crate::features::activity::service::Line;
use crate::i18n::{When, number};
use crate::policy::{Actor, actions};
use crate::web::export::hrefs;
use crate::web::pager::{From, SIZES, href, under};
use crate::web::view::time_zone;
use crate::web::{View, Visit, page};

struct Row {
    id: String,
    what: String,
    detail: String,
    who: String,
    whom: String,
    when: When,
    /// Label and value, behind the row.
    facts: Vec<(String, String)>,
    changes: Vec<(String, String)>,
    /// What changed isn't told: the entry stands in the chain of another organization.
    elsewhere: bool,
    about: String,
}

#[derive(Template)]
#[template(path = "activity/list.html")]
struct ListPage {
    view: View,
    asked: Asked,
    areas: Vec<Group>,
    /// Why nothing was found.
    none: (String, String),
    sizes: Vec<(String, bool)>,
    filtered: bool,
    whole: bool,
    rows: Vec<Row>,
    total: String,
    first: String,
    previous: String,
    next: String,
    export: String,
    export_excel: String,
}

pub(super) async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    let reader = reader(&actor)?;
    let asked = asked.into_inner();
    let zone = time_zone(Some(&actor));
    let (question, place) = (asked.question(&zone), asked.pages.from());
    let size = usize::try_from(asked.pages.size()).unwrap_or(25);
    let (site, own) = (visit.app.site.clone(), actor.organization);
    let choices = choices(visit.t, &actor);
    let (mut found, unknown) = visit
        .read(move |conn| {
            let wanted = match reader.wanted(conn, &actor, &question)? {
                Ok(wanted) => wanted,
                Err(unknown) => return Ok::<_, AppError>((Vec::new(), Some(unknown))),
            };
            let from = match place {
                From::Start => audit::From::Start,
                From::After(place) => audit::From::Older(place),
                From::Before(place) => audit::From::Newer(place),
            };
            let lines = reader.lines(conn, &site.keys, own, &wanted, from, size + 1)?;
            Ok((lines, None))
        })
        .await?;
    let (newer, older) = place.cut(&mut found, asked.pages.size());
    let link = |there: bool, key: &str, line: Option<&Line>| {
        line.filter(|_| there)
            .map(|line| href(PATH, &asked.filters(), key, &line.act.place()))
            .unwrap_or_default()
    };
    let t = visit.t;
    let view = View::new(&visit, t.activity_title());
    let shown = number(visit.language, i64::try_from(found.len()).unwrap_or(i64::MAX));
    let (export, export_excel) = hrefs("/account/activity/export.csv", &asked.filters());
    Ok(page(&ListPage {
        areas: choices,
        none: none_words(t, unknown),
        sizes: SIZES.map(|s| (s.to_string(), s == asked.pages.size())).to_vec(),
        filtered: asked.filtered(),
        whole: view.may::<actions::SeeActivity>(),
        total: if newer || older {
            t.activity_place(found.len(), &shown)
        } else {
            t.activity_total(found.len(), &shown)
        },
        first: if newer {
            under(PATH, &asked.filters())
        } else {
            String::new()
        },
        previous: link(newer, "before", found.first()),
        next: link(older, "after", found.last()),
        rows: found.iter().map(|line| row(&view, line)).collect(),
        export,
        export_excel,
        asked,
        view,
    }))
}

fn row(view: &View, line: &Line) -> Row {
    let (t, act) = (view.t, &line.act);
    let mut facts = Vec::new();
    if let Some((_, _, user_name)) = line.actor.as_ref().filter(|(_, _, name)| !name.is_empty()) {
        facts.push((t.activity_user_name(), user_name.clone()));
    }
    match (&line.by, &line.other) {
        // Somebody of another organization did it here, or ours did it there.
        (Some(by), _) => facts.push((t.activity_by_organization(), by.clone())),
        (None, Some(other)) if !line.own => facts.push((t.activity_on_behalf(), other.clone())),
        _ => {}
    }
    facts.push((t.activity_source(), source_words(t, &act.source)));
    if let Some(request) = act.request_id.as_ref().filter(|_| line.own) {
        facts.push((t.activity_request(), request.clone()));
    }
    let mut changed = Vec::new();
    if line.own {
        changed.extend(changes(t, &act.action, &act.details()));
        changed.extend(
            line.personal
                .iter()
                .flat_map(|values| changes(t, &act.action, values)),
        );
    }
    let what = audit::action_words(t, &act.action);
    Row {
        id: act.mark(),
        detail: if line.own {
            changed_words(&changed)
        } else {
            String::new()
        },
        about: t.activity_details(&what),
        who: who(t, line),
        whom: whom(t, line),
        when: view.when(&act.created_at),
        facts,
        changes: changed,
        elsewhere: !line.own,
        what,
    }
}

/// The first change, below the sentence.
fn changed_words(changes: &[(String, String)]) -> String {
    changes
        .iter()
        .map(|(_, value)| value)
        .find(|value| value.contains('→'))
        .cloned()
        .unwrap_or_default()
}
