//! `tandem import memberships|customers FILE.csv`: everything is checked first, then all of it is written, or nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::installation::Installation;
use super::{Failure, out};
use crate::config::Config;
use crate::db::{DbConn, Fault};
use crate::features::{customers, memberships};
use crate::i18n::{place, reason, words};
use crate::kernel::language::Language;
use crate::kernel::sheet::{self, Report};
use crate::policy::actions::{ImportCustomers, ManageMemberships};
use crate::policy::{Permit, System, permit_system};
use crate::web::hasher::Hasher;

/// What is imported.
#[derive(clap::Subcommand)]
pub enum Command {
    /// The membership directory: accounts and the organization profiles with their MPN IDs.
    #[command(after_help = columns(memberships::columns()))]
    Memberships(Arguments),
    /// The customers that resellers serve through other portals.
    #[command(after_help = columns(customers::columns()))]
    Customers(Arguments),
}

/// From where, and how.
#[derive(clap::Args)]
pub struct Arguments {
    /// A CSV file in UTF-8 with a header row.
    file: PathBuf,
    /// Print what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

/// The columns of a file, for `--help`.
fn columns(columns: impl Iterator<Item = (&'static str, bool)>) -> String {
    let (must, may): (Vec<_>, Vec<_>) = columns.partition(|(_, required)| *required);
    let names = |columns: Vec<(&'static str, bool)>| {
        let names: Vec<&str> = columns.into_iter().map(|(name, _)| name).collect();
        names.join(", ")
    };
    format!(
        "Columns, in any order:\n  every file has   {}\n  a file may have  {}",
        names(must),
        names(may)
    )
}

/// How an import ends: done, or refused for what is wrong with the file.
type Ended = Result<Report, Fault<Vec<sheet::Fault>>>;

/// Imports a file. A faulty one is told of line by line on standard error: exit status 1.
pub fn run(config: &Config, command: Command) -> Result<ExitCode, Failure> {
    let installation = Installation::open(config)?;
    let (ended, arguments) = match &command {
        Command::Memberships(arguments) => (import_memberships(config, &installation, arguments)?, arguments),
        Command::Customers(arguments) => (import_customers(&installation, arguments)?, arguments),
    };
    match ended {
        Ok(report) => {
            print(&report, arguments.json);
            Ok(ExitCode::SUCCESS)
        }
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(faults)) => {
            let t = words(Language::En);
            for fault in &faults {
                out::error(&format!("{}: {}", place(t, fault), reason(t, &fault.reason)));
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|e| Failure::Failed(format!("{} can’t be read: {e}", path.display())))
}

fn import_memberships(
    config: &Config,
    installation: &Installation,
    arguments: &Arguments,
) -> Result<Ended, Failure> {
    let file = match memberships::ImportFile::read(&read(&arguments.file)?, &installation.site.tenant_domain)
    {
        Ok(file) => file,
        Err(faults) => return Ok(Err(Fault::Refused(faults))),
    };
    let passwords = file.passwords();
    let hasher = Hasher::new(installation.site.keys.clone(), &config.passwords)
        .ok_or_else(|| Failure::Usage("the settings of [passwords] can’t be used".to_owned()))?;
    let bar = out::bar(passwords.len(), "hashing passwords");
    let made = hasher.hash_bulk_now(&passwords, &|| bar.inc(1));
    bar.finish_and_clear();
    let hashes = memberships::hashes(made.map_err(|e| Failure::Failed(e.to_string()))?);
    let permit: Permit<ManageMemberships> = permit_system(&System::new());
    let cx = installation.cx();
    Ok(performed(installation, arguments, file.len(), |conn, done| {
        memberships::import(conn, &cx, &permit, &file, &hashes, arguments.dry_run, done)
    }))
}

fn import_customers(installation: &Installation, arguments: &Arguments) -> Result<Ended, Failure> {
    let cx = installation.cx();
    let file = match customers::ImportFile::read(&read(&arguments.file)?, cx.now, &cx.site.tenant_domain) {
        Ok(file) => file,
        Err(faults) => return Ok(Err(Fault::Refused(faults))),
    };
    let permit: Permit<ImportCustomers> = permit_system(&System::new());
    Ok(performed(installation, arguments, file.len(), |conn, done| {
        customers::import(conn, &cx, &permit, &file, arguments.dry_run, done)
    }))
}

/// Runs the work under a progress bar; a dry run only reads.
fn performed(
    installation: &Installation,
    arguments: &Arguments,
    rows: usize,
    work: impl FnOnce(&mut DbConn, &dyn Fn()) -> Ended,
) -> Ended {
    let bar = out::bar(rows, "importing");
    let done = || bar.inc(1);
    let ended = if arguments.dry_run {
        installation.db.read_blocking(|conn| work(conn, &done))
    } else {
        installation.db.write_blocking(|conn| work(conn, &done))
    };
    bar.finish_and_clear();
    ended
}

fn print(report: &Report, json: bool) {
    if json {
        out::json(report);
        return;
    }
    if report.dry_run {
        for change in &report.changes {
            let what = if change.new {
                "new".to_owned()
            } else {
                change.columns.join(", ")
            };
            out::line(&format!("line {}: {}: {what}", change.line, change.key));
        }
    }
    let verb = if report.dry_run { "Would be" } else { "Imported" };
    out::line(&format!(
        "{verb}: {} new, {} changed, {} unchanged of {} rows.",
        report.created, report.updated, report.unchanged, report.rows
    ));
}
