//! The customer list as CSV: exactly what the list shows under the same search, written while it is read, so that a long list
//! needs no more memory than a short one.

use actix_web::HttpResponse;
use actix_web::web::Query;

use super::list::ListQuery;
use crate::db::{DbConn, DbResult};
use crate::error::AppError;
use crate::features::customers::service;
use crate::features::customers::store::{From, Listed};
use crate::kernel::sheet::export_line;
use crate::policy::actions::SeeCustomers;
use crate::policy::{Actor, Permit, permit};
use crate::web::Visit;
use crate::web::export::{BATCH, Format, csv};

const HEADER: [&str; 6] = [
    "customer_name",
    "customer_domain",
    "country",
    "since",
    "source",
    "source_portal",
];

pub(super) async fn export(
    visit: Visit,
    actor: Actor,
    query: Query<ListQuery>,
    format: Query<Format>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<SeeCustomers>(&actor)?;
    let (app, q) = (visit.app, query.wanted().map(str::to_owned));
    Ok(csv("customers.csv", &format, &HEADER, None, move |place| {
        let (app, permit, q) = (app.clone(), permit.clone(), q.clone());
        async move {
            let (rows, next) = app
                .db
                .read(move |conn| read(conn, &permit, q.as_deref(), place))
                .await?;
            Ok((rows.iter().map(line).collect(), next.map(Some)))
        }
    }))
}

/// The next rows, and where to go on after them.
fn read(
    conn: &mut DbConn,
    permit: &Permit<SeeCustomers>,
    q: Option<&str>,
    place: Option<i64>,
) -> DbResult<(Vec<Listed>, Option<i64>)> {
    match q {
        Some(q) => {
            let found = service::search(conn, permit, q, place, BATCH)?;
            Ok((found.rows, found.next))
        }
        None => {
            let found = service::list(conn, permit, place.map_or(From::Start, From::Before), BATCH)?;
            let next = found.rows.last().map(|row| row.seq).filter(|_| found.older);
            Ok((found.rows, next))
        }
    }
}

fn line(row: &Listed) -> String {
    let since = row.since.to_string();
    export_line(&[
        &row.name,
        row.domain(),
        &row.country,
        since.get(..10).unwrap_or(&since),
        row.source.as_str(),
        row.source_portal.as_deref().unwrap_or_default(),
    ])
}
