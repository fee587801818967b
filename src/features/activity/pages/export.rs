//! The log as CSV: what the page shows under the same filters, written while it is read.

use actix_web::HttpResponse;
use actix_web::web::Query;

use super::{Asked, reader};
use crate::audit::From;
use crate::error::AppError;
use crate::features::activity::service::Line;
use crate::kernel::sheet::export_line;
use crate::policy::Actor;
use crate::web::Visit;
use crate::web::export::{BATCH, Format, csv};
use crate::web::view::time_zone;

const HEADER: [&str; 12] = [
    "time",
    "action",
    "user_name",
    "full_name",
    "organization",
    "object_kind",
    "object_id",
    "object_user_name",
    "other_organization",
    "changes",
    "source",
    "request_id",
];

pub(super) async fn export(
    visit: Visit,
    actor: Actor,
    asked: Query<Asked>,
    format: Query<Format>,
) -> Result<HttpResponse, AppError> {
    let reader = reader(&actor)?;
    let question = asked.question(&time_zone(Some(&actor)));
    let (asking, who) = (reader.clone(), actor.clone());
    let wanted = visit
        .read(move |conn| asking.wanted(conn, &who, &question))
        .await?;
    // Nobody of that name: the file has its header and nothing else.
    let start = wanted.ok().map(|wanted| (wanted, From::Start));
    let (app, own) = (visit.app, (actor.organization, actor.organization_name));
    Ok(csv("activity.csv", &format, &HEADER, start, move |place| {
        let (app, reader, own) = (app.clone(), reader.clone(), own.clone());
        async move {
            let Some((wanted, from)) = place else {
                return Ok((String::new(), None));
            };
            let (keys, asked, id) = (app.site.keys.clone(), wanted.clone(), own.0);
            let lines = app
                .db
                .read(move |conn| reader.lines(conn, &keys, id, &asked, from, BATCH))
                .await?;
            let last = lines.last().filter(|_| lines.len() == BATCH);
            let next = last.map(|line| Some((wanted, From::Older(line.act.place()))));
            Ok((lines.iter().map(|line| text(line, &own.1)).collect(), next))
        }
    }))
}

/// A row of the file. Actions and changes stand as they are stored: who reads it is a program.
fn text(line: &Line, own: &str) -> String {
    let act = &line.act;
    let time = act.created_at.to_string();
    let (full_name, user_name) = line
        .actor
        .as_ref()
        .map_or(("", ""), |(_, full, user)| (full.as_str(), user.as_str()));
    let subject = line.subject.as_ref().map_or("", |(_, _, name)| name.as_str());
    let by = match (&line.by, act.actor_organization_id) {
        (Some(by), _) => by.as_str(),
        (None, Some(_)) => own,
        (None, None) => "",
    };
    // Of the chain of another organization no more than what was done to us.
    let whole = |text: &'static str, value: &str| {
        if line.own {
            value.to_owned()
        } else {
            text.to_owned()
        }
    };
    export_line(&[
        &time,
        &act.action,
        user_name,
        full_name,
        by,
        &whole("", &act.object_kind),
        &whole("", &act.object_id),
        subject,
        line.other.as_deref().unwrap_or_default(),
        &whole("", &act.details),
        &act.source,
        &whole("", act.request_id.as_deref().unwrap_or_default()),
    ])
}
