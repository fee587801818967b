//! Adding many people by a file (interface.md, Import files). The sign-in information of all of them is shown once (decision 36).

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;

use super::{PATH, is_top};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::pages::abilities::has_agents;
use crate::features::users::service::bulk::{self, BulkRow, Terms};
use crate::features::users::service::people::SignIn;
use crate::i18n::number;
use crate::kernel::sheet::{self, export_line};
use crate::policy::{Actor, Programme, actions, permit};
use crate::web::export::{Format, csv};
use crate::web::upload::{FaultLine, fault_lines};
use crate::web::{Errors, FieldErrors, Upload, View, Visit, invalid, page};

/// What the organization of who sends the file makes of it.
fn terms(actor: &Actor) -> Terms {
    Terms {
        sign_in_domain: actor.sign_in_domain.clone(),
        operator: actor.is_in(Programme::Operator),
        agents: has_agents(&actor.programmes),
        top: is_top(actor),
    }
}

#[derive(Template)]
#[template(path = "users/people/import.html")]
struct ImportPage {
    view: View,
    errors: Errors,
    faults: Vec<FaultLine>,
    /// How many faults there are in all.
    faulty: usize,
    /// What a file that was only checked would do.
    checked: String,
    most: String,
    columns: Vec<(&'static str, bool)>,
    columns_lead: String,
}

impl ImportPage {
    fn new(visit: &Visit, actor: &Actor) -> Self {
        let (t, terms) = (visit.t, terms(actor));
        Self {
            view: View::new(visit, t.people_import_title()),
            errors: Errors::default(),
            faults: Vec::new(),
            faulty: 0,
            checked: String::new(),
            most: counted(visit, bulk::MOST),
            columns: terms.columns().iter().map(|c| (c.name, c.required)).collect(),
            columns_lead: if terms.operator {
                t.people_import_columns_lead_operator()
            } else {
                t.people_import_columns_lead()
            },
        }
    }

    /// With what is wrong about the file.
    fn refused(visit: &Visit, actor: &Actor, words: String, faults: &[sheet::Fault]) -> HttpResponse {
        let shown = Self::new(visit, actor);
        invalid(&Self {
            view: shown.view.failed(),
            errors: FieldErrors::one_said("file", words).in_words(visit.t),
            faults: fault_lines(visit.t, faults),
            faulty: faults.len(),
            ..Self::new(visit, actor)
        })
    }

    fn faulty(visit: &Visit, actor: &Actor, faults: &[sheet::Fault]) -> HttpResponse {
        Self::refused(visit, actor, visit.t.sheet_faulty(faults.len()), faults)
    }
}

fn counted(visit: &Visit, n: usize) -> String {
    number(visit.language, i64::try_from(n).unwrap_or(i64::MAX))
}

/// All that is shown once.
#[derive(Template)]
#[template(path = "users/people/added_all.html")]
struct AddedAllPage {
    view: View,
    title: String,
    made: Vec<SignIn>,
    sign_in: String,
    /// The same as lines of text.
    text: String,
}

pub(in crate::features::users::pages) async fn new(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageUsers>(&actor)?;
    Ok(page(&ImportPage::new(&visit, &actor)))
}

/// Checks the file, and adds everybody in it unless only the check was asked for.
pub(in crate::features::users::pages) async fn create(
    visit: Visit,
    actor: Actor,
    upload: Result<Upload, AppError>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let upload = upload?;
    if upload.file.is_empty() {
        return Ok(ImportPage::refused(&visit, &actor, visit.t.sheet_no_file(), &[]));
    }
    let rows = match bulk::read(&upload.file, &terms(&actor)) {
        Ok(rows) => rows,
        Err(faults) => return Ok(ImportPage::faulty(&visit, &actor, &faults)),
    };
    if !upload.field("check").is_empty() {
        let count = rows.len();
        let checked = visit.read(move |conn| bulk::check(conn, &permit, &rows)).await;
        return match checked {
            Ok(()) => Ok(page(&ImportPage {
                checked: visit.t.people_import_would(count, counted(&visit, count)),
                ..ImportPage::new(&visit, &actor)
            })),
            Err(Fault::Db(error)) => Err(error.into()),
            Err(Fault::Refused(faults)) => Ok(ImportPage::faulty(&visit, &actor, &faults)),
        };
    }
    add(&visit, &actor, upload, rows).await
}

async fn add(
    visit: &Visit,
    actor: &Actor,
    upload: Upload,
    rows: Vec<BulkRow>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(actor)?;
    let done = visit
        .submit_once(upload.key, move |conn, cx| {
            let made = bulk::add_all(conn, cx, &permit, &rows)?;
            Ok((PATH.to_owned(), made))
        })
        .await;
    match done {
        Ok(Ok(made)) => Ok(added_all(visit, made)),
        Ok(Err(elsewhere)) => Ok(elsewhere),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(faults)) => Ok(ImportPage::faulty(visit, actor, &faults)),
    }
}

fn added_all(visit: &Visit, made: Vec<SignIn>) -> HttpResponse {
    let title = visit.t.people_import_done(made.len(), counted(visit, made.len()));
    let lines: Vec<String> = made
        .iter()
        .map(|one| format!("{}\t{}\t{}", one.full_name, one.user_name, one.password))
        .collect();
    page(&AddedAllPage {
        view: View::new(visit, title.as_str()),
        title,
        sign_in: visit.app.site.link("/signin"),
        text: lines.join("\n"),
        made,
    })
}

/// A file to begin with.
pub(in crate::features::users::pages) async fn example(
    visit: Visit,
    actor: Actor,
    format: Query<Format>,
) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageUsers>(&actor)?;
    let terms = terms(&actor);
    let header: Vec<&str> = terms.columns().iter().map(|c| c.name).collect();
    let roles: &[&str] = match (terms.operator, terms.agents) {
        (true, _) => &["reviewer"],
        (_, true) => &["helpdesk_agent", "none"],
        (_, false) => &["none", "billing_admin"],
    };
    let mut cells = vec!["aiko.tanaka", "Aiko Tanaka", "aiko.tanaka@fabrikam.example"];
    cells.extend(roles);
    let line = export_line(&cells);
    drop(visit);
    Ok(csv("users-example.csv", &format, &header, (), move |()| {
        let line = line.clone();
        async move { Ok((line, None)) }
    }))
}
