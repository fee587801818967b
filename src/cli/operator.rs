//! `tandem operator create`.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::installation::Installation;
use super::{Failure, out};
use crate::config::Config;
use crate::db::Fault;
use crate::features::users::founding::{self, LinkRoles};
use crate::kernel::email::EmailAddress;
use crate::kernel::text::PersonName;
use crate::policy::{AdminRole, OperatorRole, Who};

/// The operator's people.
#[derive(Subcommand)]
pub enum Command {
    /// Print a one-time link by which a new person of the operator makes their account; good for 7 days.
    Create(Create),
}

/// Who is added.
#[derive(Args)]
pub struct Create {
    /// The person's full name.
    #[arg(long)]
    name: String,
    /// The person's contact address.
    #[arg(long)]
    email: String,
    /// What the person may do.
    #[arg(long, value_enum, default_value_t = Role::Administrator)]
    role: Role,
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// What a person of the operator may do.
#[derive(Clone, Copy, ValueEnum)]
enum Role {
    /// Review applications.
    Reviewer,
    /// Everything.
    Administrator,
}

/// Adds somebody.
pub fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let Command::Create(new) = command;
    let name = PersonName::parse(&new.name)
        .map_err(|_| Failure::Usage("--name must be a person’s name".to_owned()))?;
    let email = EmailAddress::parse(&new.email)
        .map_err(|_| Failure::Usage("--email must be an e-mail address".to_owned()))?;
    let installation = Installation::open(config)?;
    let cx = installation.cx();
    let roles = LinkRoles {
        admin: AdminRole::None,
        operator: match new.role {
            Role::Reviewer => OperatorRole::Reviewer,
            Role::Administrator => OperatorRole::Administrator,
        },
        first: false,
    };
    let made = installation.db.write_blocking(|conn| {
        let operator = founding::ensure_operator(conn, &cx)?;
        Ok(founding::one_time_link_for(
            conn,
            &cx,
            Who::default(),
            operator.id,
            roles,
            (&name, &email),
        )?)
    });
    let token = made.map_err(|fault: Fault<_>| match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(_) => Failure::Failed("the operator’s organization can’t be made".to_owned()),
    })?;
    let link = installation.site.link(&format!("/welcome/{token}"));
    if new.json {
        out::json(&json!({ "full_name": name.as_str(), "email": email.as_str(), "link": link }));
    } else {
        out::line(&format!(
            "Give this link to {} <{}>; it can be used once, within 7 days:\n  {link}",
            name.as_str(),
            email.as_str()
        ));
    }
    Ok(())
}
