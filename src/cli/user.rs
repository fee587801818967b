//! `tandem user`: what only who runs the machine does to an account.

use std::io::{IsTerminal as _, Write as _, stderr, stdin};

use clap::{Args, Subcommand};
use serde_json::json;

use super::installation::Installation;
use super::{Failure, out};
use crate::config::Config;
use crate::db::{DbConn, DbError, Fault};
use crate::features::users::domain::{Refused, State};
use crate::features::users::{self, User};
use crate::kernel::email::sign_in_spelling;
use crate::kernel::site::Cx;
use crate::policy::actions::ManageUsers;
use crate::policy::{Permit, System, permit_system};

/// Accounts.
#[derive(Subcommand)]
pub enum Command {
    /// Print a link by which somebody who lost access sets a new password; good once, for 7 days.
    Link(Whom),
    /// Lift the wait after too many wrong passwords.
    Unlock(Whom),
    /// Erase everything personal of an account, at once and for good: “Former user” stays in what it did.
    ///
    /// The user name becomes free, sessions end, mails to the person and personal values in the audit trail are emptied. The last
    /// Global admin of an organization, and the operator's last Administrator, can't be erased.
    Erase(Erase),
}

/// Which account.
#[derive(Args)]
pub struct Whom {
    /// The user name, as at sign-in: name@domain.
    user: String,
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Which account, and whether it is certain.
#[derive(Args)]
pub struct Erase {
    #[command(flatten)]
    whom: Whom,
    /// Don't ask.
    #[arg(long)]
    yes: bool,
}

/// Does what the command says.
pub fn run(config: &Config, command: &Command) -> Result<(), Failure> {
    let installation = Installation::open(config)?;
    match command {
        Command::Link(whom) => link(&installation, whom),
        Command::Unlock(whom) => {
            let user = find(&installation, whom)?;
            change(&installation, |conn, cx, permit| {
                users::unlock(conn, cx, permit, user.id)
            })?;
            said(
                whom,
                &user,
                "unlocked",
                "Wrong passwords are forgotten: the next one is looked at.",
            );
            Ok(())
        }
        Command::Erase(erase) => {
            let user = find(&installation, &erase.whom)?;
            if !erase.yes {
                confirm(&user)?;
            }
            change(&installation, |conn, cx, permit| {
                users::erase(conn, cx, permit, user.id)
            })?;
            said(
                &erase.whom,
                &user,
                "erased",
                &format!("Former user {} is left.", user.id),
            );
            Ok(())
        }
    }
}

fn find(installation: &Installation, whom: &Whom) -> Result<User, Failure> {
    let name = sign_in_spelling(&whom.user);
    let found = installation
        .db
        .read_blocking(|conn| users::by_user_name(conn, &name))?;
    found
        .filter(|user| user.state != State::Purged)
        .ok_or_else(|| Failure::Failed(format!("nobody signs in as {name}")))
}

fn change<T>(
    installation: &Installation,
    work: impl FnOnce(&mut DbConn, &Cx, &Permit<ManageUsers>) -> Result<T, Fault<Refused>>,
) -> Result<T, Failure> {
    let (cx, permit) = (installation.cx(), permit_system(&System::new()));
    let done = installation.db.write_blocking(|conn| work(conn, &cx, &permit));
    done.map_err(|fault: Fault<Refused>| match fault {
        Fault::Db(DbError::NotFound) | Fault::Refused(Refused::NotFound) => {
            Failure::Failed("there is no such account any more".to_owned())
        }
        Fault::Db(error) => error.into(),
        Fault::Refused(Refused::LastOne) => Failure::Failed(
            "this is the last Global admin or Administrator who can sign in; give somebody else the role first".to_owned(),
        ),
        Fault::Refused(_) => Failure::Failed(
            "the account is disabled or deleted; a Global admin of its organization can change that".to_owned(),
        ),
    })
}

fn link(installation: &Installation, whom: &Whom) -> Result<(), Failure> {
    let user = find(installation, whom)?;
    let token = change(installation, |conn, cx, permit| {
        users::give_link(conn, cx, permit, user.id)
    })?;
    let link = installation.site.link(&format!("/password/reset/{token}"));
    if whom.json {
        out::json(&json!({ "user": user.id, "user_name": user.user_name, "link": link }));
    } else {
        out::line(&format!(
            "Give this link to {}; it sets a new password once, within 7 days:\n  {link}",
            user.full_name
        ));
    }
    Ok(())
}

fn said(whom: &Whom, user: &User, done: &str, words: &str) {
    if whom.json {
        out::json(&json!({ "user": user.id, done: true }));
    } else {
        out::line(words);
    }
}

/// Erasing can't be undone: the user name is typed once more.
fn confirm(user: &User) -> Result<(), Failure> {
    if !stdin().is_terminal() {
        return Err(Failure::Usage(
            "nobody is there to ask; add --yes to erase without a question".to_owned(),
        ));
    }
    let question = format!(
        "This erases everything personal of {} ({}) for good.\nType the user name to go on: ",
        user.full_name, user.user_name
    );
    let mut typed = String::new();
    let asked = stderr()
        .write_all(question.as_bytes())
        .and_then(|()| stdin().read_line(&mut typed));
    asked?;
    if sign_in_spelling(&typed) == user.user_name {
        Ok(())
    } else {
        Err(Failure::Failed("nothing was erased".to_owned()))
    }
}
