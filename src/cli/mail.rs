//! `tandem mail`: the outbox from the command line.

use clap::Subcommand;
use serde_json::json;

use super::installation::Installation;
use super::{Failure, out};
use crate::config::Config;
use crate::kernel::ids::MailId;
use crate::mail::outbox::{self, Mail, NotAgain, Place};

/// The outbox.
#[derive(Subcommand)]
pub enum Command {
    /// The newest mails.
    List {
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u16,
        /// Answer as JSON.
        #[arg(long)]
        json: bool,
    },
    /// One mail with its text, as long as that is kept.
    Show {
        /// As `tandem mail list` shows it.
        id: MailId,
    },
    /// Send a mail again that was given up; it has 72 new hours.
    Retry {
        /// As `tandem mail list` shows it.
        id: MailId,
    },
}

/// Does what the command says.
pub fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let installation = Installation::open(config)?;
    match command {
        Command::List { limit, json } => {
            let mails = installation
                .db
                .read_blocking(|conn| outbox::list(conn, None, Place::First, i64::from(limit)))?;
            list(&mails, json);
        }
        Command::Show { id } => show(&installation, id)?,
        Command::Retry { id } => {
            let now = installation.clock.now();
            let again = installation
                .db
                .write_blocking(|conn| outbox::again(conn, id, now))?;
            again.map_err(|why| Failure::Failed(not_again(id, why)))?;
            out::line("Queued again.");
        }
    }
    Ok(())
}

fn not_again(id: MailId, why: NotAgain) -> String {
    match why {
        NotAgain::Unknown => format!("there is no mail {id}"),
        NotAgain::NotDead => format!("mail {id} wasn’t given up"),
        NotAgain::BodyGone => format!("the text of mail {id} is no longer kept"),
    }
}

fn list(mails: &[Mail], json: bool) {
    if json {
        let rows: Vec<_> = mails
            .iter()
            .map(|m| {
                json!({
                    "id": m.id.to_string(), "to": m.recipient, "template": m.template, "subject": m.subject,
                    "state": m.delivery().as_str(), "attempts": m.attempts, "queued_at": m.queued_at,
                    "sent_at": m.sent_at, "failure": m.failure,
                })
            })
            .collect();
        return out::json(&rows);
    }
    let rows: Vec<Vec<String>> = mails
        .iter()
        .map(|m| {
            vec![
                m.id.to_string(),
                m.queued_at.to_string(),
                m.delivery().as_str().to_owned(),
                m.recipient.clone(),
                m.subject.clone(),
            ]
        })
        .collect();
    out::table(&["id", "queued", "state", "to", "subject"], &rows);
}

fn show(installation: &Installation, id: MailId) -> Result<(), Failure> {
    let keys = installation.site.keys.clone();
    let found = installation.db.read_blocking(|conn| {
        let body = outbox::body(conn, &keys, id)?;
        Ok::<_, Failure>(outbox::find(conn, id)?.map(|mail| (mail, body)))
    })?;
    let Some((mail, body)) = found else {
        return Err(Failure::Failed(format!("there is no mail {id}")));
    };
    for (name, value) in [
        ("To", mail.recipient.clone()),
        ("Subject", mail.subject.clone()),
        ("Template", mail.template.clone()),
        ("State", mail.delivery().as_str().to_owned()),
        ("Attempts", mail.attempts.to_string()),
        ("Queued", mail.queued_at.to_string()),
        ("Sent", mail.sent_at.map(|t| t.to_string()).unwrap_or_default()),
        ("Failure", mail.failure.clone().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            out::line(&format!("{name}: {value}"));
        }
    }
    out::line("");
    out::line(&body.map_or_else(|| "(The text is no longer kept.)".to_owned(), |b| b.text));
    Ok(())
}
