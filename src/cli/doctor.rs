//! `tandem doctor`: looks at everything that can be wrong with an installation, changes nothing, and says what it found.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::installation::{matches, open_to_everybody, stored_keys};
use super::{Failure, out};
use crate::audit;
use crate::config::Config;
use crate::db::{Db, DbResult, migrate};
use crate::kernel::clock::{Clock, Timestamp};
use crate::mail::outbox;

/// How to answer.
#[derive(Args)]
pub struct Arguments {
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// What was found about one thing.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    /// Well, but not for long.
    warning: bool,
    words: String,
}

fn finding(what: &'static str, found: Result<String, String>) -> Finding {
    let well = found.is_ok();
    let words = found.unwrap_or_else(|fault| fault);
    Finding {
        what,
        well,
        warning: false,
        words,
    }
}

/// Looks at everything.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut findings = Vec::new();
    match Config::load() {
        Ok(config) => {
            findings.push(finding(
                "configuration",
                Ok("every setting can be used".to_owned()),
            ));
            examine(&config, &mut findings);
        }
        Err(error) => findings.push(finding("configuration", Err(error.0))),
    }
    if arguments.json {
        out::json(&findings);
    } else {
        for f in &findings {
            let mark = match (f.well, f.warning) {
                (false, _) => "WRONG",
                (true, true) => "warn",
                (true, false) => "ok",
            };
            out::line(&format!("{mark:5} {}: {}", f.what, f.words));
        }
    }
    Ok(if findings.iter().all(|f| f.well) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn examine(config: &Config, findings: &mut Vec<Finding>) {
    let wheel = out::wheel("looking");
    findings.push(finding("data folder", folder(config)));
    findings.push(space(config));
    findings.push(finding("clock", clock(Clock::System.now())));
    findings.push(finding("mail server", mail_server(config)));
    findings.push(support(config));
    if config.passwords.blocklist_file.is_some() {
        findings.push(finding("known passwords", known_passwords(config)));
    }
    let there = !matches!(&config.database, crate::db::DatabaseUrl::Sqlite(path) if !std::path::Path::new(path).exists());
    let opened = if there {
        Db::open(&config.database)
            .and_then(|db| db.ping().map(|()| db))
            .map_err(|e| e.to_string())
    } else {
        Err("there is none yet; tandem serve makes it".to_owned())
    };
    match opened {
        Ok(db) => {
            findings.push(finding("database", Ok(format!("{} answers", db.engine()))));
            findings.push(finding("schema", schema(&db)));
            findings.push(finding("secret key", key(config, &db)));
            findings.push(finding("mails", mails(&db)));
            findings.push(finding("audit trail", trail(&db)));
        }
        Err(fault) => findings.push(finding("database", Err(fault))),
    }
    wheel.finish_and_clear();
}

fn folder(config: &Config) -> Result<String, String> {
    let path = config.data_dir.display();
    if let Some(open) = open_to_everybody(config).map_err(|e| format!("{path}: {e}"))? {
        return Err(open);
    }
    let probe = config.data_dir.join(".doctor");
    std::fs::write(&probe, [0; 65_536])
        .and_then(|()| std::fs::remove_file(&probe))
        .map_err(|e| format!("nothing can be written to {path}: {e}"))?;
    Ok(format!("{path} is ours and can be written"))
}

/// Whether people are told where to ask.
fn support(config: &Config) -> Finding {
    let email = config.support.email.as_deref();
    Finding {
        warning: email.is_none(),
        ..finding(
            "support",
            Ok(email.map_or_else(
                || "TANDEM_SUPPORT_EMAIL isn't set: mails and pages can't say whom to ask".to_owned(),
                |email| format!("people are told to ask {email}"),
            )),
        )
    }
}

/// The least that should be free: below it a day's work may fill the disk.
const LITTLE: u64 = 1 << 30;

/// Whether so much free space of so much is little: under 1 GiB, or under a tenth.
fn is_little(free: u64, total: u64) -> bool {
    free < LITTLE || free < total / 10
}

/// How much room is left where database and mails are.
fn space(config: &Config) -> Finding {
    let asked = rustix::fs::statvfs(&config.data_dir);
    let found = asked.map(|disk| {
        let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
        (bytes(disk.f_bavail), bytes(disk.f_blocks))
    });
    let mebibytes = |bytes: u64| bytes / (1 << 20);
    match found {
        Ok((free, total)) => Finding {
            warning: is_little(free, total),
            ..finding(
                "disk",
                Ok(format!(
                    "{} MiB of {} MiB are free",
                    mebibytes(free),
                    mebibytes(total)
                )),
            )
        },
        Err(error) => finding("disk", Err(format!("{}: {error}", config.data_dir.display()))),
    }
}

/// A clock that stands before this program was made would let every link live on.
fn clock(now: Timestamp) -> Result<String, String> {
    let made = Timestamp::parse("2026-11-01T00:00:00Z").unwrap_or(now);
    if now < made {
        return Err(format!("it is {now} here, which can’t be"));
    }
    Ok(format!("it is {now}"))
}

fn mail_server(config: &Config) -> Result<String, String> {
    let transport = config.transport().map_err(|e| e.0)?;
    let Some(server) = &config.smtp else {
        return Ok("none is set: mails stay here".to_owned());
    };
    let asked = actix_web::rt::System::new().block_on(async move { transport.reachable().await });
    asked.map(|()| format!("{}:{} answers", server.host, server.port))
}

fn known_passwords(config: &Config) -> Result<String, String> {
    config.blocklist().map_err(|e| e.to_string())?;
    Ok("the list can be read and is in order".to_owned())
}

fn in_words<T>(found: DbResult<T>) -> Result<T, String> {
    found.map_err(|e| e.to_string())
}

fn schema(db: &Db) -> Result<String, String> {
    match in_words(db.read_blocking(migrate::missing))? {
        0 => Ok("up to date".to_owned()),
        n => Err(format!("{n} migrations are missing; run tandem migrate")),
    }
}

fn key(config: &Config, db: &Db) -> Result<String, String> {
    let ring = config
        .keys()
        .map_err(|e| e.0)?
        .ok_or("there is none in the data folder or in TANDEM_SECRET_KEY")?;
    if matches(&ring, &in_words(stored_keys(db))?) {
        Ok("it is the database’s".to_owned())
    } else {
        Err("it isn’t the one that the database was made with".to_owned())
    }
}

fn mails(db: &Db) -> Result<String, String> {
    let now = Clock::System.now();
    match in_words(db.read_blocking(|conn| outbox::overdue(conn, now)))? {
        None => Ok("none has waited for long".to_owned()),
        Some(late) => Err(format!(
            "{} have waited for more than 15 minutes, the oldest since {}",
            late.count, late.since
        )),
    }
}

fn trail(db: &Db) -> Result<String, String> {
    match in_words(db.read_blocking(audit::verify))? {
        Ok(whole) => Ok(format!(
            "{} entries in {} chains are whole",
            whole.entries, whole.chains
        )),
        Err(broken) => Err(format!(
            "the chain of organization {} is broken at entry {}",
            broken.organization, broken.seq
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gibibyte_and_a_tenth_should_be_free() {
        let gib = |n: u64| n << 30;
        assert!(!is_little(gib(2), gib(10)));
        assert!(is_little(gib(1) - 1, gib(5)), "under a gibibyte");
        assert!(is_little(gib(9), gib(100)), "under a tenth");
        assert!(!is_little(gib(10), gib(100)));
    }
}
