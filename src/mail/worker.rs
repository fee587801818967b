//! The worker: takes what is due from the outbox and hands it over, outside any transaction. Several nodes may run it at once: the
//! lease of a row decides who sends it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::{Notify, watch};

use super::compose::compose;
use super::outbox::{self, GIVE_UP_AFTER, Mail};
use super::transport::{Failure, Transport};
use crate::db::{Db, DbError, DbResult};
use crate::kernel::clock::{Clock, SignedDuration, Timestamp};
use crate::kernel::ids::MailId;
use crate::kernel::keys::random;
use crate::kernel::site::Site;

/// How many mails are on their way at once: one slow conversation must not hold up the others.
pub const LANES: u32 = 4;
/// How often the outbox is looked at when nobody rings.
const POLL: Duration = Duration::from_secs(2);
/// Days for which mails without body are kept, unless the configuration says otherwise (decision 9).
const KEEP_DAYS: i64 = 400;

/// What the worker needs.
#[derive(Clone)]
pub struct Worker {
    /// The database.
    pub db: Db,
    /// The installation.
    pub site: Arc<Site>,
    /// How mails leave.
    pub transport: Transport,
    /// The time.
    pub clock: Clock,
    /// Rung after a commit that queued a mail; the worker also looks every two seconds.
    pub bell: Arc<Notify>,
    /// Days for which mails without body are kept.
    pub keep_days: i64,
}

/// What one look at the outbox came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing is due.
    Idle,
    /// One mail was tried, with whatever result.
    Tried,
}

impl Worker {
    /// A worker without a bell.
    #[must_use]
    pub fn new(db: Db, site: Arc<Site>, transport: Transport, clock: Clock) -> Self {
        Self {
            db,
            site,
            transport,
            clock,
            bell: Arc::default(),
            keep_days: KEEP_DAYS,
        }
    }

    /// Works until `stop` becomes true, or its sender is gone; mails on their way are finished first.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let lanes = (0..LANES).map(|_| self.lane(stop.clone()));
        let tidier = self.tidy_now_and_then(stop.clone());
        tokio::join!(join_all(lanes), tidier);
    }

    async fn lane(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.step().await {
                Ok(Step::Tried) => {}
                Ok(Step::Idle) => self.rest(&mut stop, self.bell.notified()).await,
                Err(error) => {
                    tracing::warn!(%error, "the outbox can't be read; it is tried again");
                    self.rest(&mut stop, std::future::pending()).await;
                }
            }
        }
    }

    /// Waits until something wakes the lane, for two seconds at most.
    async fn rest(&self, stop: &mut watch::Receiver<bool>, bell: impl Future<Output = ()>) {
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = bell => {}
            _ = stop.changed() => {}
        }
    }

    async fn tidy_now_and_then(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.tidy(&stop).await {
                tracing::warn!(%error, "old mails could not be tidied away");
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(3_600)) => {}
                changed = stop.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Batch by batch, so that no long list holds up who writes meanwhile.
    async fn tidy(&self, stop: &watch::Receiver<bool>) -> DbResult<()> {
        let (now, delivered, days) = (self.clock.now(), self.site.mail_delivered, self.keep_days);
        loop {
            let tidied: usize = self
                .db
                .write(move |conn| outbox::tidy(conn, now, delivered, days))
                .await?;
            if tidied == 0 || *stop.borrow() {
                return Ok(());
            }
        }
    }

    /// Sends the mail that is due longest, if there is one.
    async fn step(&self) -> DbResult<Step> {
        let Some(mail) = self.claim().await? else {
            return Ok(Step::Idle);
        };
        let outcome = self.attempt(&mail).await;
        self.settle(mail, outcome).await?;
        Ok(Step::Tried)
    }

    async fn claim(&self) -> DbResult<Option<Mail>> {
        let now = self.clock.now();
        let due: Vec<MailId> = self
            .db
            .read(move |conn| outbox::due(conn, now, i64::from(2 * LANES)))
            .await?;
        for id in due {
            let claimed: Option<Mail> = self.db.write(move |conn| outbox::claim(conn, id, now)).await?;
            if claimed.is_some() {
                return Ok(claimed);
            }
        }
        Ok(None)
    }

    async fn attempt(&self, mail: &Mail) -> Result<(), Failure> {
        let site = self.site.clone();
        let id = mail.id;
        let body: DbResult<_> = self.db.read(move |conn| outbox::body(conn, &site.keys, id)).await;
        let body = match body {
            Ok(Some(body)) => body,
            Ok(None) => return Err(broken(true, "its body was emptied")),
            Err(error) => return Err(broken(false, &error.to_string())),
        };
        let composed = compose(&self.site, mail, body).map_err(|error| broken(true, &error.to_string()))?;
        self.transport.send(&composed).await
    }

    async fn settle(&self, mail: Mail, outcome: Result<(), Failure>) -> DbResult<()> {
        let now = self.clock.now();
        let (id, template, attempts) = (mail.id, mail.template.clone(), mail.attempts);
        match outcome {
            Ok(()) => {
                let keep = !self.site.mail_delivered;
                self.db
                    .write::<_, DbError, _>(move |conn| outbox::sent(conn, id, now, keep))
                    .await?;
                tracing::info!(mail = %id, template, attempts, "mail sent");
            }
            Err(Failure { permanent, words }) => {
                let next = if permanent { None } else { next_try(&mail, now) };
                let told = words.clone();
                self.db
                    .write::<_, DbError, _>(move |conn| outbox::failed(conn, &mail, next, now, &told))
                    .await?;
                match next {
                    Some(next) => {
                        tracing::warn!(mail = %id, template, attempts, %next, words, "mail not sent, tried again");
                    }
                    None => tracing::error!(mail = %id, template, attempts, words, "mail given up"),
                }
            }
        }
        Ok(())
    }
}

fn broken(permanent: bool, words: &str) -> Failure {
    Failure {
        permanent,
        words: words.to_owned(),
    }
}

/// When a mail that failed is tried again: after 1, 2, 4 … minutes, at most 4 hours, each a fifth more or less, so that mails that
/// failed together don't come back together. `None` once 72 hours are over; the last try is at their very end.
fn next_try(mail: &Mail, now: Timestamp) -> Option<Timestamp> {
    let end = mail.queued_at + GIVE_UP_AFTER;
    if now >= end {
        return None;
    }
    let doublings = u32::try_from(mail.attempts - 1).unwrap_or(0).min(8);
    let wait = (60_000_i64 << doublings).min(4 * 3_600_000);
    let jitter = i64::from(u16::from_be_bytes(random::<2>())) * (2 * wait / 5) / 65_535 - wait / 5;
    let next = now + SignedDuration::from_millis(wait + jitter);
    Some(next.min(end))
}

/// Sends everything that is due and comes back; for tests and the command line.
pub async fn drain(db: &Db, site: &Arc<Site>, transport: &Transport, clock: &Clock) {
    let worker = Worker::new(db.clone(), site.clone(), transport.clone(), clock.clone());
    loop {
        match worker.step().await {
            Ok(Step::Tried) => {}
            Ok(Step::Idle) => return,
            Err(error) => {
                tracing::warn!(%error, "the outbox can't be read");
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests;
