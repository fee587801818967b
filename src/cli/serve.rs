//! `tandem serve`.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::installation::{Installation, open_to_everybody};
use super::{Failure, out};
use crate::app;
use crate::config::{Config, Retention};
use crate::db::Fault;
use crate::features::users::founding;
use crate::mail::worker::Worker;
use crate::web::App;
use crate::web::deadline;
use crate::web::hasher::Hasher;
use crate::web::state::Parts;
use crate::web::throttle::Throttle;

/// How many connections may wait to be taken.
const WAITING: i32 = 1_024;

/// Starts the portal and its mail worker, and comes back when they have stopped. `quiet`: standard output is for something else.
pub fn run(config: &Config, quiet: bool) -> Result<(), Failure> {
    let listener = TcpListener::bind(config.listen)
        .map_err(|e| Failure::Failed(format!("can’t listen on {}: {e}", config.listen)))?;
    // The standard library lets 128 wait; where more come at once, their first packets would be lost, each for a second.
    rustix::net::listen(&listener, WAITING).map_err(std::io::Error::from)?;
    let installation = Installation::migrated(config, Some(listener.local_addr()?))?;
    if let Ok(Some(open)) = open_to_everybody(config) {
        tracing::warn!("{open}");
    }
    actix_web::rt::System::new().block_on(serve(config, listener, &installation, quiet))
}

/// Within the runtime from the first line on: a pool of connections to a mail server can live nowhere else.
async fn serve(
    config: &Config,
    listener: TcpListener,
    installation: &Installation,
    quiet: bool,
) -> Result<(), Failure> {
    let Installation { db, site, clock } = installation;
    let bell = Arc::new(tokio::sync::Notify::new());
    let worker = Worker {
        db: db.clone(),
        site: site.clone(),
        transport: config.transport()?,
        clock: clock.clone(),
        bell: bell.clone(),
        keep_days: config.retention.mails_days,
    };
    let app = App::new(Parts {
        db: db.clone(),
        site: site.clone(),
        clock: clock.clone(),
        hasher: Hasher::new(site.keys.clone(), &config.passwords)
            .ok_or_else(|| Failure::Usage("[passwords] can’t be used by Argon2".to_owned()))?,
        blocklist: config.blocklist()?,
        throttle: Throttle::new(config.throttle.clone()),
        proxies: config.proxies.clone(),
        mail_bell: bell,
        body_deadline: deadline::BODY,
        stopping: Arc::new(AtomicBool::new(false)),
    });
    invite_first_administrator(installation)?;
    if !quiet {
        out::line(&format!(
            "Tandem {} is at {}",
            env!("CARGO_PKG_VERSION"),
            site.public_url
        ));
    }
    until_stopped(app, listener, worker, config.retention.clone()).await
}

/// The link goes to standard output only: a log is read by more people, and kept.
fn invite_first_administrator(installation: &Installation) -> Result<(), Failure> {
    let cx = installation.cx();
    let made = installation
        .db
        .write_blocking(|conn| founding::first_link(conn, &cx))
        .map_err(|fault| match fault {
            Fault::Db(error) => error.into(),
            Fault::Refused(_) => Failure::Failed("the operator’s organization can’t be made".to_owned()),
        })?;
    if let Some(token) = made {
        out::line(&format!(
            "Nobody has signed in as Administrator yet. This link, good once and for 7 days, makes the first account:\n  {}",
            installation.site.link(&format!("/welcome/{token}"))
        ));
    }
    Ok(())
}

async fn until_stopped(
    app: App,
    listener: TcpListener,
    worker: Worker,
    keep: Retention,
) -> Result<(), Failure> {
    let (stop, stopped) = watch::channel(false);
    let mails = actix_web::rt::spawn(worker.run(stopped.clone()));
    let sweeper = actix_web::rt::spawn(sweep_each_minute(app.clone(), keep, stopped));
    let server = app::serve(app.clone(), listener)?;
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: requests under way have 30 seconds, mails in hand are finished");
    // Who asks on an open connection learns at once that nothing new should be sent here.
    app.stopping.store(true, Ordering::Relaxed);
    handle.stop(true).await;
    let _ = stop.send(true);
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(format!("a part of the portal broke down: {e}"));
    running.await.map_err(|e| failed(&e))?.map_err(|e| failed(&e))?;
    mails.await.map_err(|e| failed(&e))?;
    sweeper.await.map_err(|e| failed(&e))?;
    tracing::info!("stopped");
    Ok(())
}

/// Writes down what has expired and forgets what is old, once a minute (decision 31).
async fn sweep_each_minute(app: App, keep: Retention, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        app::sweep(&app, &keep).await;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
            _ = stopped.changed() => {}
        }
    }
}
