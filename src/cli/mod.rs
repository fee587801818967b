//! The command line. Exit status 0: done, 1: failed, 2: wrong usage or configuration; errors are one sentence on standard error.

mod audit;
mod demo;
mod doctor;
mod import;
mod installation;
mod mail;
mod migrate;
mod operator;
mod out;
mod serve;
mod user;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, ConfigError};
use crate::db::DbError;

/// Why a command didn't do its work.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage or configuration: exit status 2.
    Usage(String),
    /// It failed: exit status 1.
    Failed(String),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.0)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// A self-hosted partner center for the two-tier cloud channel.
///
/// Settings come from tandem.toml (another path in TANDEM_CONFIG) and from TANDEM_… variables, which win; README.md lists them.
#[derive(Parser)]
#[command(name = "tandem", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate, then start the portal and its mail worker (also without any command).
    ///
    /// On an empty database this makes the operator's organization. While no Administrator has signed in, it prints a one-time
    /// sign-in link on standard output. SIGTERM and SIGINT stop it: what is under way is finished first, within 30 seconds.
    Serve,
    /// Make a demonstration in a folder of its own, print who can sign in, and serve it.
    ///
    /// An operator, providers, resellers in every state of an application, customers and people in every role, all invented. The
    /// folder is a complete data folder: TANDEM_DATA_DIR=demo tandem serve serves it again. An earlier demonstration is made anew.
    Demo(demo::Arguments),
    /// Bring the database's schema up to date and stop; two at once are safe.
    Migrate,
    /// The operator's people.
    #[command(subcommand)]
    Operator(operator::Command),
    /// Import a CSV file: everything is checked first, then all of it is written, or nothing.
    #[command(subcommand)]
    Import(import::Command),
    /// The outbox: what was sent, what waits, what was given up.
    #[command(subcommand)]
    Mail(mail::Command),
    /// The audit trail.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Accounts: a link for who lost access, unlocking, erasing.
    #[command(subcommand)]
    User(user::Command),
    /// Check configuration, database, key, data folder, mail server and audit trail; exit status 1 when something is wrong.
    Doctor(doctor::Arguments),
}

/// Runs the command that these arguments name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for and go to standard output; clap knows which is which.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match perform(arguments.command.unwrap_or(Command::Serve)) {
        Ok(code) => code,
        Err(Failure::Usage(words)) => {
            out::error(&words);
            ExitCode::from(2)
        }
        Err(Failure::Failed(words)) => {
            out::error(&words);
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<ExitCode, Failure> {
    // The doctor tells of a wrong configuration among the rest.
    if let Command::Doctor(arguments) = command {
        return doctor::run(&arguments);
    }
    // The demonstration has a configuration of its own: it must not see the real database.
    if let Command::Demo(arguments) = command {
        demo::run(&arguments)?;
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::load()?;
    out::log(&config);
    match command {
        Command::Serve => serve::run(&config, false)?,
        Command::Migrate => migrate::run(&config)?,
        Command::Operator(command) => operator::run(&config, command)?,
        Command::Import(command) => return import::run(&config, command),
        Command::Mail(command) => mail::run(&config, command)?,
        Command::Audit(command) => return audit::run(&config, &command),
        Command::User(command) => user::run(&config, &command)?,
        Command::Doctor(_) | Command::Demo(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}
