//! The list of people as CSV: exactly what the list shows under the same search, written while it is read.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Bytes, Query};
use futures_util::stream;
use serde::Deserialize;

use super::list::Asked;
use crate::error::AppError;
use crate::features::users::store::{self, Listed, Wanted};
use crate::kernel::sheet::export_line;
use crate::policy::actions::{Can, ManageUsers, SeeUsers};
use crate::policy::{Actor, Permit, permit};
use crate::web::{App, Visit};

/// How many rows are read at once.
const BATCH: i64 = 1_000;

const HEADER: [&str; 9] = [
    "full_name",
    "user_name",
    "email",
    "agent",
    "admin",
    "operator",
    "state",
    "created",
    "last_signed_in",
];

/// The form of the file, beside what the list asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::features::users::pages) struct Format {
    /// With a byte order mark, by which Excel knows UTF-8.
    bom: String,
}

/// Where the export stands.
struct Export {
    app: App,
    permit: Permit<SeeUsers>,
    actor: Actor,
    wanted: Wanted,
    /// Where it goes on; `None` when all is written.
    from: Option<store::From>,
    /// What stands before the next rows.
    head: String,
}

pub(in crate::features::users::pages) async fn export(
    visit: Visit,
    actor: Actor,
    asked: Query<Asked>,
    format: Query<Format>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<SeeUsers>(&actor)?;
    let mark = if format.bom.is_empty() { "" } else { "\u{feff}" };
    let begin = Export {
        app: visit.app.clone(),
        permit,
        wanted: asked.wanted(Can::of(Some(&actor)).may::<ManageUsers>()),
        actor,
        from: Some(store::From::Start),
        head: format!("{mark}{}", export_line(&HEADER)),
    };
    let body = stream::try_unfold(begin, |mut export| async move {
        let Some(from) = export.from else {
            return Ok::<_, AppError>(None);
        };
        let (permit, wanted) = (export.permit.clone(), export.wanted.clone());
        let organization = export.actor.organization;
        let rows = export
            .app
            .db
            .read(move |conn| store::list(conn, permit.scope(), organization, &wanted, from, BATCH))
            .await?;
        let mut text = std::mem::take(&mut export.head);
        for row in &rows {
            text.push_str(&line(row));
        }
        let full = i64::try_from(rows.len()) == Ok(BATCH);
        export.from = rows
            .last()
            .filter(|_| full)
            .map(|row| store::From::Older(row.seq));
        Ok(Some((Bytes::from(text), export)))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"users.csv\""))
        .streaming(body))
}

fn line(row: &Listed) -> String {
    let user = &row.user;
    let last = user
        .last_signed_in_at
        .map(|at| at.to_string())
        .unwrap_or_default();
    export_line(&[
        &user.full_name,
        &user.user_name,
        &user.email,
        user.agent_role.as_str(),
        user.admin_role.as_str(),
        user.operator_role.as_str(),
        user.state.as_str(),
        &user.created_at.to_string(),
        &last,
    ])
}
