//! What every request can reach.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::blocklist::Blocklist;
use super::hasher::Hasher;
use crate::db::Db;
use crate::error::AppError;
use crate::kernel::clock::Clock;
use crate::kernel::site::Site;

/// The parts of a running portal.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The installation.
    pub site: Arc<Site>,
    /// The time.
    pub clock: Clock,
    /// The bounded password hasher (A.4).
    pub hasher: Hasher,
    /// The operator's own list of passwords that nobody may choose (A.3).
    pub blocklist: Option<Blocklist>,
    /// The counters against too many tries (A.5).
    pub throttle: super::throttle::Throttle,
    /// Which peers may say for whom they speak.
    pub proxies: super::client::TrustedProxies,
    /// Wakes the mail worker after a commit.
    pub mail_bell: Arc<tokio::sync::Notify>,
    /// How long the body of a request may take.
    pub body_deadline: Duration,
    /// Whether the portal is about to stop: then it isn't ready any more.
    pub stopping: Arc<AtomicBool>,
}

/// A running portal, cheap to clone; an argument of every handler that needs it.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl App {
    /// Of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRequest for App {
    type Error = AppError;
    type Future = std::future::Ready<Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(app_of(req))
    }
}

/// The portal that answers this request.
pub fn app_of(req: &HttpRequest) -> Result<App, AppError> {
    req.app_data::<App>()
        .cloned()
        .ok_or_else(|| AppError::Internal("the portal isn't set up".to_owned()))
}
