//! The life of a mail with a clock that stands still, on both engines.
#![cfg(feature = "testkit")]

use super::*;
use crate::kernel::clock::minutes;
use crate::kernel::email::EmailAddress;
use crate::kernel::keys::KeyRing;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::outbox::{Delivery, MailState, NewMail, NotAgain};
use crate::testkit::{NOON, TestDb};

struct House {
    db: TestDb,
    worker: Worker,
}

impl House {
    fn new(delivered: bool) -> Self {
        let db = TestDb::new();
        let keys = KeyRing::new(vec![vec![9; 32]]).unwrap();
        let mut site = Site::new("https://portal.example", keys);
        site.mail_delivered = delivered;
        let worker = Worker::new(
            db.db.clone(),
            Arc::new(site),
            Transport::memory(),
            Clock::fixed(NOON),
        );
        Self { db, worker }
    }

    fn cx(&self) -> Cx {
        Cx::system(self.worker.site.clone(), self.worker.clock.now(), "system")
    }

    fn queue(&self, key: Option<&str>) -> MailId {
        let mail = NewMail {
            organization: None,
            to: EmailAddress::parse("hanako@contoso.example").unwrap(),
            language: Language::Ja,
            template: "test/letter",
            subject: "確認".to_owned(),
            text: "https://portal.example/verify/a-secret-link".to_owned(),
            html: "<p>a-secret-link</p>".to_owned(),
            reply_to: None,
            dedupe_key: key.map(str::to_owned),
        };
        let cx = self.cx();
        self.db
            .db
            .write_blocking(|conn| outbox::enqueue(conn, &cx, &mail))
            .unwrap()
    }

    fn mail(&self, id: MailId) -> Mail {
        let found: DbResult<_> = self.db.db.read_blocking(|conn| outbox::find(conn, id));
        found.unwrap().unwrap()
    }

    fn has_body(&self, id: MailId) -> bool {
        let keys = self.worker.site.keys.clone();
        let body: DbResult<_> = self.db.db.read_blocking(|conn| outbox::body(conn, &keys, id));
        body.unwrap().is_some()
    }

    fn later(&self, by: SignedDuration) {
        self.worker.clock.advance(by);
    }

    async fn work(&self) {
        while self.worker.step().await.unwrap() == Step::Tried {}
    }
}

#[actix_web::test]
async fn a_mail_is_sent_once_and_its_body_emptied() {
    let house = House::new(true);
    let id = house.queue(None);
    house.work().await;
    house.work().await;
    assert_eq!(house.worker.transport.sent().len(), 1);
    let mail = house.mail(id);
    assert_eq!(
        (mail.state, mail.attempts, mail.delivery(true)),
        (MailState::Sent, 1, Delivery::HandedOver)
    );
    assert!(!house.has_body(id));
}

#[actix_web::test]
async fn without_a_mail_server_the_body_stays_a_week_or_until_there_is_one() {
    let house = House::new(false);
    let (first, second) = (house.queue(None), house.queue(None));
    house.work().await;
    assert!(house.has_body(first) && house.has_body(second));
    let tidy = |delivered, now| {
        let done: DbResult<_> = house
            .db
            .db
            .write_blocking(|conn| outbox::tidy(conn, now, delivered, 400));
        done.unwrap()
    };
    assert_eq!(tidy(false, NOON + minutes(60)), 0);
    assert_eq!(tidy(true, NOON + minutes(60)), 2, "a server was set up");
    assert!(!house.has_body(first));
    assert_eq!(
        tidy(true, NOON + SignedDuration::from_hours(24 * 401)),
        2,
        "decision 9"
    );
}

#[actix_web::test]
async fn a_soft_failure_is_tried_again_after_growing_pauses_for_72_hours() {
    let house = House::new(true);
    let id = house.queue(None);
    let mut pauses = Vec::new();
    while house.mail(id).state == MailState::Queued {
        house.worker.transport.fail_next(false, "451 try later");
        let now = house.worker.clock.now();
        house.work().await;
        let mail = house.mail(id);
        assert_eq!(mail.failure.as_deref(), Some("451 try later"));
        pauses.push(mail.next_at.since(now).as_secs());
        house.later(mail.next_at.since(now));
    }
    let mail = house.mail(id);
    assert_eq!(mail.delivery(true), Delivery::GivenUp);
    assert_eq!(
        mail.next_at,
        NOON + GIVE_UP_AFTER,
        "the last try is at the end of the 72 hours"
    );
    for (n, pause) in pauses.iter().take(10).enumerate() {
        let middle = (60_i64 << n).min(4 * 3_600);
        assert!(
            (middle * 4 / 5 - 1..=middle * 6 / 5).contains(pause),
            "pause {n}: {pause} s"
        );
    }
    assert!(house.has_body(id), "so that it can be sent again");
    let gone: DbResult<_> = house
        .db
        .db
        .write_blocking(|conn| outbox::tidy(conn, mail.next_at + SignedDuration::from_hours(169), true, 400));
    assert_eq!(gone.unwrap(), 1);
    assert!(!house.has_body(id), "dead bodies are kept a week at most");
    let again: DbResult<_> = house
        .db
        .db
        .write_blocking(|conn| outbox::again(conn, id, house.worker.clock.now()));
    assert_eq!(again.unwrap(), Err(NotAgain::BodyGone));
}

#[actix_web::test]
async fn a_refusal_kills_at_once_and_send_again_revives() {
    let house = House::new(true);
    let id = house.queue(None);
    house
        .worker
        .transport
        .fail_next(true, "550 5.1.1 no such\r\nmailbox");
    house.work().await;
    let mail = house.mail(id);
    assert_eq!(
        (mail.state, mail.delivery(true)),
        (MailState::Dead, Delivery::Refused)
    );
    assert_eq!(mail.failure.as_deref(), Some("550 5.1.1 no such mailbox"));
    house.later(minutes(600));
    house.work().await;
    assert!(house.worker.transport.sent().is_empty(), "the dead stay dead");
    let again = |now| {
        let done: DbResult<_> = house.db.db.write_blocking(|conn| outbox::again(conn, id, now));
        done.unwrap()
    };
    assert_eq!(again(house.worker.clock.now()), Ok(()));
    assert_eq!(again(house.worker.clock.now()), Err(NotAgain::NotDead));
    house.work().await;
    assert_eq!(house.mail(id).state, MailState::Sent);
}

#[actix_web::test]
async fn of_two_workers_one_gets_the_lease() {
    let house = House::new(true);
    for _ in 0..20 {
        house.queue(None);
    }
    let other = house.worker.clone();
    let both = async |worker: &Worker| while worker.step().await.unwrap() == Step::Tried {};
    tokio::join!(
        both(&house.worker),
        both(&other),
        both(&house.worker),
        both(&other)
    );
    house.work().await;
    let mut ids: Vec<String> = house
        .worker
        .transport
        .sent()
        .into_iter()
        .map(|m| m.message_id)
        .collect();
    assert_eq!(ids.len(), 20);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 20);
}

#[actix_web::test]
async fn a_mail_whose_sender_died_is_sent_again_under_the_same_message_id() {
    let house = House::new(true);
    let id = house.queue(None);
    // Taken and handed over, but killed before that could be written down.
    let claimed = house.worker.claim().await.unwrap().unwrap();
    house.worker.attempt(&claimed).await.unwrap();
    house.work().await;
    assert_eq!(house.worker.transport.sent().len(), 1, "the lease is respected");
    house.later(outbox::LEASE + SignedDuration::from_millis(1));
    house.work().await;
    let sent = house.worker.transport.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].message_id, sent[1].message_id);
    assert_eq!(
        (house.mail(id).state, house.mail(id).attempts),
        (MailState::Sent, 2)
    );
    // The one that was only slow comes back: its failure no longer counts.
    house
        .worker
        .settle(claimed, Err(broken(true, "late")))
        .await
        .unwrap();
    assert_eq!(house.mail(id).state, MailState::Sent);
}

#[actix_web::test]
async fn one_key_one_mail() {
    let house = House::new(true);
    assert_eq!(house.queue(Some("once")), house.queue(Some("once")));
    assert_ne!(house.queue(Some("once")), house.queue(Some("twice")));
    assert_ne!(house.queue(None), house.queue(None));
}

#[actix_web::test]
async fn a_dump_shows_no_link() {
    let house = House::new(true);
    let id = house.queue(None);
    let sealed: Option<Vec<u8>> = house
        .db
        .db
        .read_blocking(|conn| {
            use crate::db::{DbError, schema::outbox};
            use diesel::prelude::*;
            outbox::table
                .find(id)
                .select(outbox::sealed)
                .first(conn)
                .map_err(DbError::from)
        })
        .unwrap();
    let sealed = sealed.unwrap();
    assert!(!sealed.windows(13).any(|w| w == b"a-secret-link"));
    let stranger = KeyRing::new(vec![vec![8; 32]]).unwrap();
    let opened: DbResult<_> = house
        .db
        .db
        .read_blocking(|conn| outbox::body(conn, &stranger, id));
    assert!(opened.is_err());
}

#[actix_web::test]
async fn what_waits_a_quarter_of_an_hour_is_a_warning() {
    let house = House::new(true);
    house.queue(None);
    let overdue = |now| {
        let asked: DbResult<_> = house.db.db.read_blocking(|conn| outbox::overdue(conn, now));
        asked.unwrap()
    };
    assert_eq!(overdue(NOON + minutes(15)), None);
    let late = overdue(NOON + minutes(16)).unwrap();
    assert_eq!((late.count, late.since), (1, NOON));
    house.work().await;
    assert_eq!(overdue(NOON + minutes(16)), None);
}

#[actix_web::test]
async fn a_running_worker_hears_the_bell_and_finishes_when_told() {
    let house = House::new(true);
    let (stop, stopped) = watch::channel(false);
    let running = actix_web::rt::spawn(house.worker.clone().run(stopped));
    let id = house.queue(None);
    house.worker.bell.notify_one();
    let sent = async {
        loop {
            let mail: DbResult<_> = house.worker.db.read(move |conn| outbox::find(conn, id)).await;
            if mail.unwrap().unwrap().state == MailState::Sent {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), sent).await.unwrap();
    assert_eq!(house.worker.transport.sent().len(), 1);
    stop.send(true).unwrap();
    running.await.unwrap();
}
