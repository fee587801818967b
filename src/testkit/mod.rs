//! A portal in process, for tests: on SQLite, or on PostgreSQL when `TANDEM_TEST_POSTGRES_URL` names a server. Its clock stands
//! still until it is moved, and its mails stay in memory.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test that can't go on should stop"
)]

mod browser;
mod database;
mod enrollments;
mod people;

use std::rc::Rc;
use std::sync::Arc;

use actix_http::Request;
use actix_web::body::BoxBody;
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::{Error, test};
use futures_util::future::LocalBoxFuture;

pub use browser::{Browser, Page};
pub use database::TestDb;
pub use enrollments::Member;
pub use people::{PASSWORD, Person};

use crate::db::{DatabaseUrl, Db, DbConn, DbError};
use crate::kernel::clock::{Clock, SignedDuration, Timestamp};
use crate::kernel::keys::KeyRing;
use crate::kernel::site::{Cx, Site};
use crate::mail::transport::{SentMail, Transport};
use crate::mail::worker;
use crate::web::App;
use crate::web::hasher::{Hasher, PasswordSettings};
use crate::web::state::Parts;

/// 23 November 2026, 03:00 UTC: noon in Tokyo.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_402_800_000);

type Handler = Rc<dyn Fn(Request) -> LocalBoxFuture<'static, Result<ServiceResponse<BoxBody>, Error>>>;

/// A portal for one test.
pub struct TestApp {
    pub app: App,
    pub clock: Clock,
    pub transport: Transport,
    handler: Handler,
    _db: Option<TestDb>,
}

/// The parts of a portal in a test; its hashes are light.
fn parts(db: Db, site: Arc<Site>, clock: Clock) -> Parts {
    let light = PasswordSettings {
        memory_kib: 64,
        passes: 1,
        ..PasswordSettings::default()
    };
    Parts {
        db,
        hasher: Hasher::new(site.keys.clone(), &light).unwrap(),
        blocklist: None,
        site,
        clock,
        throttle: crate::web::throttle::Throttle::default(),
        proxies: crate::web::client::TrustedProxies::default(),
        mail_bell: Arc::default(),
        body_deadline: crate::web::deadline::BODY,
        stopping: Arc::default(),
    }
}

impl TestApp {
    /// A fresh portal with an empty, migrated database.
    pub async fn new() -> Self {
        Self::with_site(|_| {}).await
    }

    /// A fresh portal whose installation is set up differently.
    pub async fn with_site(change: impl FnOnce(&mut Site)) -> Self {
        let db = TestDb::new();
        let keys = KeyRing::new(vec![b"a key of thirty-two bytes, no less".to_vec()]).unwrap();
        Self::start(db.db.clone(), Some(db), keys, Clock::fixed(NOON), change).await
    }

    /// A fresh portal with parts of its own.
    pub async fn with_parts(change: impl FnOnce(&mut Parts)) -> Self {
        let mut app = Self::new().await;
        let mut own = parts(app.app.db.clone(), app.app.site.clone(), app.clock.clone());
        change(&mut own);
        app.app = App::new(own);
        app.handler = handler(&app.app).await;
        app
    }

    /// A portal over a database that somebody else made with this key, at the present time.
    pub async fn over(url: &DatabaseUrl, key: &[u8]) -> Self {
        let keys = KeyRing::new(vec![key.to_vec()]).unwrap();
        Self::start(Db::open(url).unwrap(), None, keys, Clock::System, |_| {}).await
    }

    async fn start(
        db: Db,
        made: Option<TestDb>,
        keys: KeyRing,
        clock: Clock,
        change: impl FnOnce(&mut Site),
    ) -> Self {
        let mut site = Site::new("http://127.0.0.1:8080", keys);
        change(&mut site);
        let site = Arc::new(site);
        let app = App::new(parts(db, site, clock.clone()));
        Self {
            handler: handler(&app).await,
            app,
            clock,
            transport: Transport::memory(),
            _db: made,
        }
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(self.handler.clone())
    }

    /// A browser in which this person is signed in.
    pub async fn signed_in(&self, person: &Person) -> Browser {
        let browser = self.browser();
        browser.sign_in(&person.user_name, PASSWORD).await;
        browser
    }

    /// Where and when a change of the test itself happens.
    pub fn cx(&self) -> Cx {
        Cx::system(self.app.site.clone(), self.clock.now(), "system")
    }

    /// Moves the clock on.
    pub fn later(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// Reads or changes the database as the test itself.
    pub fn write<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T, DbError>) -> T {
        self.app.db.write_blocking(work).unwrap()
    }

    /// Sends what waits in the outbox and answers everything sent so far, oldest first.
    pub async fn mails(&self) -> Vec<SentMail> {
        worker::drain(&self.app.db, &self.app.site, &self.transport, &self.clock).await;
        self.transport.sent()
    }

    /// The newest mail to this address.
    pub async fn mail_to(&self, address: &str) -> SentMail {
        let mails = self.mails().await;
        let count = mails.len();
        mails
            .into_iter()
            .rev()
            .find(|m| m.to == address)
            .unwrap_or_else(|| panic!("no mail to {address} among {count}"))
    }
}

/// What answers requests to a portal.
async fn handler(app: &App) -> Handler {
    let service = Rc::new(test::init_service(crate::portal!(app.clone())).await);
    Rc::new(move |request| {
        let service = service.clone();
        Box::pin(async move {
            service
                .call(request)
                .await
                .map(ServiceResponse::map_into_boxed_body)
        })
    })
}

/// The path of the first link in a mail that begins so.
pub fn link_in(mail: &SentMail, prefix: &str) -> String {
    let start = mail
        .text
        .find(prefix)
        .unwrap_or_else(|| panic!("no {prefix} in: {}", mail.text));
    mail.text[start..]
        .split_whitespace()
        .next()
        .unwrap()
        .trim_end_matches(['.', ')', '。'])
        .to_owned()
}
