//! `tandem demo`: a demonstration in a database of its own, made by the services that the pages use, and served.

mod cast;
mod chance;
mod crowd;
mod names;
mod opening;
mod play;
mod scenes;
mod stage;
mod supplies;

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use self::chance::Chance;
use self::stage::Stage;
use super::installation::{self, Installation};
use super::{Failure, out, serve};
use crate::config::{Config, environment};
use crate::db::{DatabaseUrl, Db, migrate, settings};
use crate::kernel::keys::random;
use crate::policy::{Actor, OrganizationState, Programme, Role};
use crate::web::hasher::Hasher;

/// Under this name a demonstration's database keeps the seed it was made with; without it nothing is overwritten.
const MARK: &str = "demo";

/// What is made, and where.
#[derive(Args)]
pub struct Arguments {
    /// The data folder of the demonstration. One that holds anything but a demonstration is refused.
    #[arg(long, value_name = "DIR", default_value = "demo")]
    dir: PathBuf,
    /// Fill this database instead of the folder’s own: sqlite:PATH or postgres://… TANDEM_DATABASE_URL isn’t read.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Give the first reseller so many more customers.
    #[arg(long, value_name = "N", default_value_t = 0)]
    customers: usize,
    /// Make the same data as every time with this number: people, password, customers.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Only make it; don’t start the portal.
    #[arg(long)]
    no_serve: bool,
    /// Print nothing but the sign-ins, as JSON.
    #[arg(long)]
    json: bool,
}

/// Somebody who can sign in.
#[derive(Serialize)]
struct SignIn {
    organization: String,
    programme: &'static str,
    role: String,
    username: String,
    password: String,
}

/// Makes the demonstration, says who can sign in, and serves it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = configuration(arguments)?;
    make_room(&config)?;
    let seed = arguments
        .seed
        .unwrap_or_else(|| u64::from_le_bytes(random::<8>()));
    let mut stage = stage(&config, seed)?;
    let now = stage.installation.clock.now();
    let bar = out::bar(play::length(), "demonstration");
    let first = play::play(&mut stage, now, &|| bar.inc(1))?;
    bar.finish_and_clear();
    let cx = stage.installation.cx();
    crowd::fill(
        &stage.installation.db,
        &cx,
        first,
        arguments.customers,
        &mut stage.chance,
    )?;
    let sign_ins = sign_ins(&stage)?;
    if arguments.json {
        out::json(&sign_ins);
    } else {
        print(&stage, &sign_ins, &config, arguments)?;
    }
    drop(stage);
    if arguments.no_serve {
        return Ok(());
    }
    out::log(&config);
    serve::run(&config, arguments.json)
}

/// The configuration of a real installation on another folder and database; its mails never leave the house.
fn configuration(arguments: &Arguments) -> Result<Config, Failure> {
    let mut environment = environment()?;
    let text = |path: &Path| {
        let text = path.to_str().filter(|text| !text.trim().is_empty());
        text.map(str::to_owned)
            .ok_or_else(|| Failure::Usage("--dir must be a folder’s name".to_owned()))
    };
    environment.remove("TANDEM_DATABASE_URL_FILE");
    environment.insert("TANDEM_DATA_DIR".to_owned(), text(&arguments.dir)?);
    let database = match &arguments.database {
        Some(url) if DatabaseUrl::parse(url).is_none() => {
            let words = "--database must be sqlite:PATH or postgres://user:password@host/database";
            return Err(Failure::Usage(words.to_owned()));
        }
        Some(url) => url.clone(),
        None => format!("sqlite:{}", text(&arguments.dir.join("tandem.db"))?),
    };
    environment.insert("TANDEM_DATABASE_URL".to_owned(), database);
    let mut config = Config::from(&environment)?;
    config.smtp = None;
    Ok(config)
}

/// Takes away an earlier demonstration; anything else in its place is refused.
fn make_room(config: &Config) -> Result<(), Failure> {
    if let DatabaseUrl::Sqlite(path) = &config.database
        && !Path::new(path).exists()
    {
        return Ok(());
    }
    let db = Db::open(&config.database)?;
    if db.read_blocking(migrate::is_new)? {
        return Ok(());
    }
    let marked = db.read_blocking(|conn| settings::get(conn, MARK));
    if !matches!(marked, Ok(Some(_))) {
        return Err(Failure::Usage(format!(
            "{:?} holds something else than a demonstration, which would be lost; choose another --dir or --database",
            config.database
        )));
    }
    match &config.database {
        DatabaseUrl::Sqlite(path) => {
            drop(db);
            for end in ["", "-wal", "-shm"] {
                remove(std::fs::remove_file(format!("{path}{end}")))?;
            }
        }
        DatabaseUrl::Postgres(_) => migrate::redo(&db)?,
    }
    remove(std::fs::remove_dir_all(config.data_dir.join("mail")))
}

/// What isn't there needs no removing.
fn remove(done: std::io::Result<()>) -> Result<(), Failure> {
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn stage(config: &Config, seed: u64) -> Result<Stage, Failure> {
    let db = installation::database(config)?;
    migrate::up(&db)?;
    // Marked before anything is in it: a demonstration that was interrupted can be made anew.
    db.write_blocking(|conn| settings::set(conn, MARK, &seed.to_string()))?;
    drop(db);
    let installation = Installation::migrated(config, None)?;
    let hasher = Hasher::new(installation.site.keys.clone(), &config.passwords)
        .ok_or_else(|| Failure::Usage("[passwords] can’t be used by Argon2".to_owned()))?;
    Ok(Stage::new(
        installation,
        hasher,
        config.transport()?,
        Chance::new(seed),
        [names::ENGLISH_PEOPLE, names::JAPANESE_PEOPLE],
        &cast::known(),
    ))
}

fn roles(actor: &Actor) -> String {
    let words: Vec<&str> = actor.roles().into_iter().map(Role::english).collect();
    words.join(", ")
}

/// Everybody who has a role in an active organization with a programme, programme by programme.
fn sign_ins(stage: &Stage) -> Result<Vec<SignIn>, Failure> {
    let mut found = Vec::new();
    for user in &stage.people {
        let actor = stage.actor(*user)?;
        let Some(programme) = actor.programmes.first().copied() else {
            continue;
        };
        if actor.roles().is_empty() || actor.organization_state != OrganizationState::Active {
            continue;
        }
        let row = SignIn {
            organization: actor.organization_name.clone(),
            programme: programme.as_str(),
            role: roles(&actor),
            username: actor.user_name.clone(),
            password: stage.password.clone(),
        };
        found.push((programme, row));
    }
    let order = [
        Programme::Operator,
        Programme::Provider,
        Programme::Reseller,
        Programme::Customer,
    ];
    // Organizations stand together, in the order in which their first people came.
    let mut organizations: Vec<String> = Vec::new();
    for (_, row) in &found {
        if !organizations.contains(&row.organization) {
            organizations.push(row.organization.clone());
        }
    }
    let place = |row: &SignIn| organizations.iter().position(|o| *o == row.organization);
    found.sort_by_key(|(programme, row)| (order.iter().position(|p| p == programme), place(row)));
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// The table for people, and what else can be tried.
fn print(stage: &Stage, sign_ins: &[SignIn], config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let rows: Vec<Vec<String>> = sign_ins
        .iter()
        .map(|s| {
            vec![
                s.organization.clone(),
                s.programme.to_owned(),
                s.role.clone(),
                s.username.clone(),
            ]
        })
        .collect();
    out::table(&["organization", "programme", "role", "user name"], &rows);
    let (mut applying, mut stopped) = (Vec::new(), Vec::new());
    for user in &stage.people {
        let actor = stage.actor(*user)?;
        if actor.programmes.is_empty() {
            let state = application_of(stage, &actor)?;
            applying.push(vec![actor.organization_name, state, actor.user_name]);
        } else if actor.organization_state != OrganizationState::Active {
            let (state, role) = (actor.organization_state.to_string(), roles(&actor));
            stopped.push(vec![actor.organization_name, state, role, actor.user_name]);
        }
    }
    out::line("");
    out::table(&["enrolling", "application", "user name"], &applying);
    out::line("");
    out::table(&["suspended or closed", "state", "role", "user name"], &stopped);
    out::line("");
    out::line(&format!(
        "Everybody’s password, also at the membership site (partner@ and the domain): {}",
        stage.password
    ));
    out::line(&format!(
        "It is in {}{}. Later: TANDEM_DATA_DIR={} {}tandem serve",
        config.data_dir.display(),
        arguments
            .database
            .as_ref()
            .map_or("", |_| " and in the database that was named"),
        config.data_dir.display(),
        arguments
            .database
            .as_ref()
            .map_or("", |_| "TANDEM_DATABASE_URL=… "),
    ));
    Ok(())
}

/// Where the application of an organization without programme stands.
fn application_of(stage: &Stage, actor: &Actor) -> Result<String, Failure> {
    Ok(stage.application(actor.user)?.state.to_string())
}
