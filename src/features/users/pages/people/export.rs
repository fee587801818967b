//! The list of people as CSV: exactly what the list shows under the same search, written while it is read.

use actix_web::HttpResponse;
use actix_web::web::Query;

use super::list::Asked;
use crate::error::AppError;
use crate::features::users::store::{self, Listed};
use crate::kernel::sheet::export_line;
use crate::policy::actions::{Can, ManageUsers, SeeUsers};
use crate::policy::{Actor, permit};
use crate::web::Visit;
use crate::web::export::{BATCH, Format, csv};

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

pub(in crate::features::users::pages) async fn export(
    visit: Visit,
    actor: Actor,
    asked: Query<Asked>,
    format: Query<Format>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<SeeUsers>(&actor)?;
    let wanted = asked.wanted(Can::of(Some(&actor)).may::<ManageUsers>());
    let (app, organization) = (visit.app, actor.organization);
    let start = store::From::Start;
    Ok(csv("users.csv", &format, &HEADER, start, move |from| {
        let (app, permit, wanted) = (app.clone(), permit.clone(), wanted.clone());
        async move {
            let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
            let rows = app
                .db
                .read(move |conn| store::list(conn, permit.scope(), organization, &wanted, from, limit))
                .await?;
            let last = rows.last().filter(|_| rows.len() == BATCH);
            let next = last.map(|row| store::From::Older(row.seq));
            Ok((rows.iter().map(line).collect(), next))
        }
    }))
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
