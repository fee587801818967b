//! `tandem audit verify`.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::installation::Installation;
use super::{Failure, out};
use crate::audit;
use crate::config::Config;

/// The audit trail.
#[derive(Subcommand)]
pub enum Command {
    /// Compute every hash of every organization's chain again; exit status 1 names the first entry that doesn't fit.
    Verify {
        /// Answer as JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Verifies.
pub fn run(config: &Config, command: &Command) -> Result<ExitCode, Failure> {
    let Command::Verify { json } = command;
    let installation = Installation::open(config)?;
    let wheel = out::wheel("computing every hash again");
    let found = installation.db.read_blocking(audit::verify)?;
    wheel.finish_and_clear();
    match found {
        Ok(whole) => {
            if *json {
                out::json(&json!({ "whole": true, "chains": whole.chains, "entries": whole.entries }));
            } else {
                out::line(&format!(
                    "Whole: {} entries in {} chains.",
                    whole.entries, whole.chains
                ));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            if *json {
                let organization = broken.organization.to_string();
                out::json(&json!({ "whole": false, "organization": organization, "entry": broken.seq }));
            }
            Err(Failure::Failed(format!(
                "the chain of organization {} is broken at entry {}",
                broken.organization, broken.seq
            )))
        }
    }
}
