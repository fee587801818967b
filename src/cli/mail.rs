//! `tandem mail`: the outbox from the command line.

use clap::Subcommand;
use serde_json::json;

use super::installation::Installation;
use super::{Failure, out};
use crate::config::Config;
use crate::features::operations::TestMail;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::MailId;
use crate::kernel::language::Language;
use crate::mail;
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
        /// Answer as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Send a mail again that was given up; it has 72 new hours.
    Retry {
        /// As `tandem mail list` shows it.
        id: MailId,
    },
    /// Send a test mail at once by the mail server that is set, and say what came of it; exit status 1 when it didn't leave.
    Test {
        /// To whom.
        #[arg(value_parser = address)]
        address: EmailAddress,
        /// In which language.
        #[arg(long, value_parser = language, default_value = "en")]
        language: Language,
    },
}

fn address(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|_| "this isn’t an e-mail address".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "en or ja".to_owned())
}

/// Does what the command says.
pub fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let installation = Installation::open(config)?;
    match command {
        Command::List { limit, json } => {
            let mails = installation
                .db
                .read_blocking(|conn| outbox::list(conn, None, Place::First, i64::from(limit)))?;
            list(&mails, installation.site.mail_delivered, json);
        }
        Command::Show { id, json } => show(&installation, id, json)?,
        Command::Retry { id } => {
            let now = installation.clock.now();
            let again = installation
                .db
                .write_blocking(|conn| outbox::again(conn, id, now))?;
            again.map_err(|why| Failure::Failed(not_again(id, why)))?;
            out::line("Queued again.");
        }
        Command::Test { address, language } => test(config, &installation, &address, language)?,
    }
    Ok(())
}

fn test(
    config: &Config,
    installation: &Installation,
    to: &EmailAddress,
    language: Language,
) -> Result<(), Failure> {
    let cx = installation.cx();
    let letter = TestMail::new(&cx, language);
    let wheel = out::wheel("sending");
    let sent = actix_web::rt::System::new().block_on(async {
        // A pool of connections to a mail server can live in the runtime only.
        let transport = config.transport()?;
        Ok::<_, Failure>(mail::try_now(&cx, &transport, to, &letter).await)
    });
    wheel.finish_and_clear();
    sent?.map_err(|words| {
        Failure::Failed(format!("the test mail to {} didn’t leave: {words}", to.as_str()))
    })?;
    out::line(&match &config.smtp {
        Some(server) => format!(
            "{}:{} has taken the test mail to {}.",
            server.host,
            server.port,
            to.as_str()
        ),
        None => format!(
            "No mail server is set: the test mail to {} is in {}.",
            to.as_str(),
            config.data_dir.join("mail").display()
        ),
    });
    Ok(())
}

fn not_again(id: MailId, why: NotAgain) -> String {
    match why {
        NotAgain::Unknown => format!("there is no mail {id}"),
        NotAgain::NotDead => format!("mail {id} wasn’t given up"),
        NotAgain::BodyGone => format!("the text of mail {id} is no longer kept"),
    }
}

fn list(mails: &[Mail], delivered: bool, json: bool) {
    if json {
        let rows: Vec<_> = mails
            .iter()
            .map(|m| {
                json!({
                    "id": m.id.to_string(), "to": m.recipient, "template": m.template, "subject": m.subject,
                    "state": m.delivery(delivered).as_str(), "attempts": m.attempts, "queued_at": m.queued_at,
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
                m.delivery(delivered).as_str().to_owned(),
                m.recipient.clone(),
                m.subject.clone(),
            ]
        })
        .collect();
    out::table(&["id", "queued", "state", "to", "subject"], &rows);
}

fn show(installation: &Installation, id: MailId, json: bool) -> Result<(), Failure> {
    let keys = installation.site.keys.clone();
    let found = installation.db.read_blocking(|conn| {
        let body = outbox::body(conn, &keys, id)?;
        Ok::<_, Failure>(outbox::find(conn, id)?.map(|mail| (mail, body)))
    })?;
    let Some((mail, body)) = found else {
        return Err(Failure::Failed(format!("there is no mail {id}")));
    };
    let state = mail.delivery(installation.site.mail_delivered).as_str();
    if json {
        out::json(&json!({
            "id": mail.id.to_string(), "to": mail.recipient, "template": mail.template, "subject": mail.subject,
            "state": state, "attempts": mail.attempts, "queued_at": mail.queued_at, "sent_at": mail.sent_at,
            "failure": mail.failure, "text": body.map(|b| b.text),
        }));
        return Ok(());
    }
    for (name, value) in [
        ("To", mail.recipient.clone()),
        ("Subject", mail.subject.clone()),
        ("Template", mail.template.clone()),
        ("State", state.to_owned()),
        ("Attempts", mail.attempts.to_string()),
        ("Queued", mail.queued_at.to_string()),
        ("Sent", mail.sent_at.map(|t| t.to_string()).unwrap_or_default()),
        ("Failure", mail.failure.unwrap_or_default()),
    ] {
        if !value.is_empty() {
            out::line(&format!("{name}: {value}"));
        }
    }
    out::line("");
    out::line(&body.map_or_else(|| "(The text is no longer kept.)".to_owned(), |b| b.text));
    Ok(())
}
