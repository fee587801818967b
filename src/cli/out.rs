//! What the command line says: answers on standard output, errors on standard error, logs there too.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};

use serde::Serialize;
use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// A line of the answer. Who closes the pipe has read enough.
pub fn line(text: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// The answer for a program.
pub fn json(value: &impl Serialize) {
    line(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// An error in one sentence.
pub fn error(text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(stderr(), "tandem: {text}");
}

/// A table whose columns stand under one another.
pub fn table(head: &[&str], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = head.iter().map(|h| h.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let print = |cells: Vec<&str>| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        line(padded.join("  ").trim_end());
    };
    print(head.to_vec());
    for row in rows {
        print(row.iter().map(String::as_str).collect());
    }
}

/// A turning wheel for work that may take long, where somebody looks.
pub fn wheel(words: &'static str) -> indicatif::ProgressBar {
    let wheel = indicatif::ProgressBar::new_spinner().with_message(words);
    if stderr().is_terminal() {
        wheel.enable_steady_tick(std::time::Duration::from_millis(120));
    } else {
        wheel.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    wheel
}

/// A bar for work of known length, where somebody looks.
pub fn bar(length: usize, words: &'static str) -> indicatif::ProgressBar {
    let style = indicatif::ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}")
        .unwrap_or_else(|_| indicatif::ProgressStyle::default_bar());
    let bar = indicatif::ProgressBar::new(length as u64)
        .with_style(style)
        .with_message(words);
    if !stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    bar
}

/// Begins to log, to standard error, as the configuration says.
pub fn log(config: &Config) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&config.log))
        .with_writer(stderr);
    // A second start in one process keeps the first one's log.
    let _ = if config.log_json {
        builder.json().try_init()
    } else {
        builder.with_ansi(stderr().is_terminal()).try_init()
    };
}
