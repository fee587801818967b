//! The customer list as CSV: exactly what the list shows under the same search, written while it is read, so that a long list
//! needs no more memory than a short one.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Bytes, Query};
use futures_util::stream;
use serde::Deserialize;

use super::list::ListQuery;
use crate::db::{DbConn, DbResult};
use crate::error::AppError;
use crate::features::customers::service;
use crate::features::customers::store::{From, Listed};
use crate::kernel::sheet::export_line;
use crate::policy::actions::SeeCustomers;
use crate::policy::{Actor, Permit, permit};
use crate::web::{App, Visit};

/// How many rows are read at once.
const BATCH: usize = 1_000;

const HEADER: [&str; 6] = [
    "customer_name",
    "customer_domain",
    "country",
    "since",
    "source",
    "source_portal",
];

/// The form of the file, beside what the list asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    /// With a byte order mark, by which Excel knows UTF-8.
    bom: String,
}

/// Where the export stands.
struct Export {
    app: App,
    permit: Permit<SeeCustomers>,
    q: Option<String>,
    /// The number below which it goes on; `None` when all is written.
    place: Option<Option<i64>>,
    /// What stands before the next rows.
    head: String,
}

pub(super) async fn export(
    visit: Visit,
    actor: Actor,
    query: Query<ListQuery>,
    form: Query<Form>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<SeeCustomers>(&actor)?;
    let mark = if form.bom.is_empty() { "" } else { "\u{feff}" };
    let begin = Export {
        app: visit.app,
        permit,
        q: query.wanted().map(str::to_owned),
        place: Some(None),
        head: format!("{mark}{}", export_line(&HEADER)),
    };
    let body = stream::try_unfold(begin, |mut export| async move {
        let Some(place) = export.place else {
            return Ok::<_, AppError>(None);
        };
        let (permit, q) = (export.permit.clone(), export.q.clone());
        let (rows, next) = export
            .app
            .db
            .read(move |conn| read(conn, &permit, q.as_deref(), place))
            .await?;
        let mut text = std::mem::take(&mut export.head);
        for row in &rows {
            text.push_str(&line(row));
        }
        export.place = next.map(Some);
        Ok(Some((Bytes::from(text), export)))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"customers.csv\"",
        ))
        .streaming(body))
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
