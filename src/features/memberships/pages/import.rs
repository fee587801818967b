//! Importing the directory in the browser. A file is checked first and imported only when the very same file comes again: its
//! passwords are never sent back in a page, and nothing of it lies about between the two steps.

use actix_web::HttpResponse;
use askama::Template;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::memberships::service::{self, Hashed, Hashes, ImportFile};
use crate::kernel::keys::{base64url, sha256};
use crate::kernel::sheet::{self, Report};
use crate::policy::{Actor, actions, permit};
use crate::web::hasher::BulkHashes;
use crate::web::upload::{FaultLine, fault_lines};
use crate::web::{Errors, FieldErrors, Upload, View, Visit, invalid, page};

/// How many changes a page lists; the command line prints all.
const LISTED: usize = 100;

/// A change in words.
struct ChangeLine {
    line: u64,
    key: String,
    what: String,
}

/// What a check found.
struct Checked {
    report: Report,
    lines: Vec<ChangeLine>,
    /// The print of the file, so that **Import** takes this file and no other.
    print: String,
}

#[derive(Template)]
#[template(path = "memberships/import.html")]
struct ImportPage {
    view: View,
    errors: Errors,
    faults: Vec<FaultLine>,
    /// How many faults there are in all.
    faulty: usize,
    checked: Option<Checked>,
    /// The file that came with **Import** wasn't the one that had been checked.
    other_file: bool,
    columns: Vec<(&'static str, bool)>,
}

impl ImportPage {
    fn new(visit: &Visit) -> Self {
        Self {
            view: View::new(visit, visit.t.memberships_import_title()),
            errors: Errors::default(),
            faults: Vec::new(),
            faulty: 0,
            checked: None,
            other_file: false,
            columns: service::columns().collect(),
        }
    }

    fn refused(visit: &Visit, faults: &[sheet::Fault]) -> Self {
        let t = visit.t;
        let words = t.sheet_faulty(faults.len());
        Self {
            view: View::new(visit, t.memberships_import_title()).failed(),
            errors: FieldErrors::one_said("file", words).in_words(t),
            faults: fault_lines(t, faults),
            faulty: faults.len(),
            ..Self::new(visit)
        }
    }
}

pub(super) async fn new(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageMemberships>(&actor)?;
    Ok(page(&ImportPage::new(&visit)))
}

pub(super) async fn create(
    visit: Visit,
    actor: Actor,
    upload: Result<Upload, AppError>,
) -> Result<HttpResponse, AppError> {
    // Who may not import is told so, whatever came along.
    let permit = permit::<actions::ManageMemberships>(&actor)?;
    let upload = upload?;
    let t = visit.t;
    if upload.file.is_empty() {
        let empty = ImportPage {
            view: View::new(&visit, t.memberships_import_title()).failed(),
            errors: FieldErrors::one_said("file", t.sheet_no_file()).in_words(t),
            ..ImportPage::new(&visit)
        };
        return Ok(invalid(&empty));
    }
    let file = match ImportFile::read(&upload.file, &visit.app.site.tenant_domain) {
        Ok(file) => file,
        Err(faults) => return Ok(invalid(&ImportPage::refused(&visit, &faults))),
    };
    let hashes = hashes(visit.app.hasher.hash_bulk(file.passwords()).await?);
    let print = base64url(&sha256(&upload.file));
    let wanted = !upload.field("checked").is_empty();
    if wanted && upload.field("checked") == print {
        let note_visit = visit.clone();
        let done = visit
            .submit(upload.key, Some(t.memberships_import_done()), move |conn, cx| {
                service::import(conn, cx, &permit, &file, &hashes, false, &|| ())?;
                Ok("/operations/memberships".to_owned())
            })
            .await;
        return refusals(&note_visit, done);
    }
    let cx = visit.cx.clone();
    let report = visit
        .read(move |conn| service::import(conn, &cx, &permit, &file, &hashes, true, &|| ()))
        .await;
    let shown = report.map(|report| {
        page(&ImportPage {
            checked: Some(checked(&visit, report, print)),
            other_file: wanted,
            ..ImportPage::new(&visit)
        })
    });
    refusals(&visit, shown)
}

fn refusals(
    visit: &Visit,
    done: Result<HttpResponse, Fault<Vec<sheet::Fault>>>,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(faults)) => Ok(invalid(&ImportPage::refused(visit, &faults))),
    }
}

fn checked(visit: &Visit, report: Report, print: String) -> Checked {
    let t = visit.t;
    let lines = report
        .changes
        .iter()
        .take(LISTED)
        .map(|change| ChangeLine {
            line: change.line,
            key: change.key.clone(),
            what: if change.new {
                t.memberships_import_new()
            } else {
                let columns: Vec<String> = change
                    .columns
                    .iter()
                    .map(|column| super::words::column(t, column))
                    .collect();
                columns.join(&t.roles_separator())
            },
        })
        .collect();
    Checked { lines, report, print }
}

/// The hasher's answer as the directory stores it.
pub fn hashes(made: BulkHashes) -> Hashes {
    made.into_iter()
        .map(|(login, hashes)| {
            let hashes = hashes.into_iter().map(|hash| Hashed {
                phc: hash.phc,
                key: hash.key_id,
            });
            (login, hashes.collect())
        })
        .collect()
}
