//! The probes: whether the process lives, and whether it can serve. Readiness fails for database, schema and shutdown only; mails
//! that wait too long are a word in its body.

use std::sync::atomic::Ordering;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;

use super::state::App;
use crate::db::{DbError, migrate};
use crate::mail::outbox;

crate::routes! {
    GET "/health/live" => live,
    GET "/health/ready" => ready,
}

/// What `/health/ready` says.
#[derive(Serialize)]
struct Ready {
    status: &'static str,
    database: &'static str,
    schema: &'static str,
    mail: &'static str,
}

fn answer(status: StatusCode, body: &impl Serialize) -> HttpResponse {
    HttpResponseBuilder::new(status)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body)
}

async fn live() -> HttpResponse {
    answer(StatusCode::OK, &serde_json::json!({ "status": "live" }))
}

async fn ready(app: App) -> HttpResponse {
    let now = app.clock.now();
    let asked: Result<(usize, bool), DbError> = app
        .db
        .read(move |conn| Ok((migrate::missing(conn)?, outbox::overdue(conn, now)?.is_some())))
        .await;
    let stopping = app.stopping.load(Ordering::Relaxed);
    let (database, schema, mail) = match asked {
        Ok((missing, overdue)) => (
            "ok",
            if missing == 0 { "ok" } else { "outdated" },
            if overdue { "overdue" } else { "ok" },
        ),
        Err(error) => {
            tracing::warn!(%error, "not ready: the database doesn't answer");
            ("unreachable", "unknown", "unknown")
        }
    };
    let well = database == "ok" && schema == "ok" && !stopping;
    let status = match (stopping, well) {
        (true, _) => "stopping",
        (false, true) => "ready",
        (false, false) => "not ready",
    };
    let code = if well {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    answer(
        code,
        &Ready {
            status,
            database,
            schema,
            mail,
        },
    )
}
