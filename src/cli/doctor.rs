//! `tandem doctor`.

use std::process::ExitCode;

use clap::Args;

use super::{Failure, out};
use crate::config::Config;

/// How to answer.
#[derive(Args)]
pub struct Arguments {
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Looks at everything.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _config = Config::load()?;
    if arguments.json {
        out::json(&serde_json::json!([]));
    }
    Ok(ExitCode::SUCCESS)
}
