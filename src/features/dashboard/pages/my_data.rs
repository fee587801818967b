//! *My data*: what is kept about me, to read and to take along (decision 9).

use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::dashboard::service;
use crate::policy::{Actor, actions, permit};
use crate::web::{Form, Nothing, View, Visit, page};

#[derive(Template)]
#[template(path = "dashboard/my_data.html")]
struct MyDataPage {
    view: View,
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageOwnProfile>(&actor)?;
    Ok(page(&MyDataPage {
        view: View::new(&visit, visit.t.personal_title()),
    }))
}

/// The file itself is the answer to the form, since that it was asked for is written down.
pub(super) async fn download(visit: Visit, actor: Actor, _: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOwnProfile>(&actor)?;
    let made = visit
        .write(move |conn, cx| service::my_data(conn, cx, &permit))
        .await;
    let data = made.map_err(|fault| match fault {
        Fault::Db(error) => AppError::from(error),
        Fault::Refused(service::NobodyAsks) => AppError::NotFound,
    })?;
    let text = serde_json::to_string_pretty(&data).map_err(|e| AppError::Internal(e.to_string()))?;
    Ok(HttpResponse::Ok()
        .content_type("application/json; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"my-data.json\"",
        ))
        .body(text))
}
