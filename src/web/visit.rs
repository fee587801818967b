//! One visit: who comes, in which language, from where, at what time. Made once per request.

use std::rc::Rc;

use actix_session::SessionExt as _;
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;

use super::cookies;
use super::form::FormKey;
use super::routes::Routes;
use super::state::{App, app_of};
use crate::db::{DbConn, DbError};
use crate::error::AppError;
use crate::features::sessions::keys as session_keys;
use crate::features::users;
use crate::i18n::{self, Words};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::UserId;
use crate::kernel::keys::{base64url, random};
use crate::kernel::language::Language;
use crate::kernel::site::{Cx, Origin};
use crate::mail::outbox::{self, Overdue};
use crate::policy::Actor;
use crate::policy::actions::{self, Can};

/// The cookie that ties forms to a browser before sign-in.
const PRE_SIGN_IN: &str = "pre";
/// The cookie of the language switch (decision 34).
pub const LANGUAGE: &str = "language";

/// One visit; an argument of nearly every handler.
#[derive(Clone)]
pub struct Visit {
    /// The portal.
    pub app: App,
    /// Who comes, if signed in and in good standing. The password may still be due.
    pub actor: Option<Rc<Actor>>,
    /// In which language to answer.
    pub language: Language,
    /// Its words.
    pub t: &'static Words,
    /// Mails that should have left long ago, for who looks after them.
    pub overdue: Option<Overdue>,
    /// When, and from where.
    pub cx: Cx,
    /// The request itself.
    pub req: HttpRequest,
}

impl Visit {
    /// The path and query that were asked for.
    #[must_use]
    pub fn path(&self) -> String {
        self.req
            .uri()
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string)
    }

    /// The page the visitor stands on: the one that was asked for, or that of the form that was sent, as the browser says or as its
    /// address tells.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        if self.req.method().is_safe() {
            return Some(self.path());
        }
        let routes = self.req.app_data::<Data<Routes>>()?;
        let from = self
            .req
            .headers()
            .get("referer")
            .and_then(|from| from.to_str().ok());
        from.and_then(|from| from.strip_prefix(&self.app.site.public_url))
            .filter(|path| path.starts_with('/') && *path != super::unsent::PAGE)
            .and_then(|path| routes.page_of(path))
            .or_else(|| routes.page_of(&self.path()))
    }

    /// The text that ties forms to the session that asks; empty where nobody is signed in.
    #[must_use]
    pub fn binding(&self) -> String {
        let found = self.req.get_session().get::<String>(session_keys::BINDING);
        found.ok().flatten().unwrap_or_default()
    }

    /// Runs `work` in one transaction, once for this form, and leads on with 303 to where it says; with the note for the next page.
    pub async fn submit<E, F>(&self, key: FormKey, note: Option<String>, work: F) -> Result<HttpResponse, E>
    where
        F: FnOnce(&mut DbConn, &Cx) -> Result<String, E> + Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let cx = self.cx.clone();
        let location = self
            .app
            .db
            .write(move |conn| super::once::once(conn, &key, cx.now, |conn| work(conn, &cx)))
            .await?;
        self.app.mail_bell.notify_one();
        Ok(match note {
            Some(text) => super::flash::done(&self.req, text, &location),
            None => super::see_other(&location),
        })
    }

    /// Like [`Visit::submit`], for what is shown once (decision 36): answers what `work` made; when the same form comes again, where
    /// it led.
    pub async fn submit_once<T, E, F>(&self, key: FormKey, work: F) -> Result<Result<T, HttpResponse>, E>
    where
        F: FnOnce(&mut DbConn, &Cx) -> Result<(String, T), E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (location, made) = self
            .write(move |conn, cx| {
                let mut made = None;
                let location = super::once::once(conn, &key, cx.now, |conn| {
                    let (location, thing) = work(conn, cx)?;
                    made = Some(thing);
                    Ok::<_, E>(location)
                })?;
                Ok::<_, E>((location, made))
            })
            .await?;
        Ok(made.ok_or_else(|| super::see_other(&location)))
    }

    /// Where this very form led when it was done before. What takes time or counts tries asks it first: a form that is sent again costs
    /// nothing.
    pub async fn done_before(&self, key: FormKey) -> Result<Option<HttpResponse>, DbError> {
        let before = self.read(move |conn| super::once::outcome(conn, &key)).await?;
        Ok(before.map(|to| super::see_other(&to)))
    }

    /// Runs `work` in one transaction and wakes the mail worker.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut DbConn, &Cx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let cx = self.cx.clone();
        let done = self.app.db.write(move |conn| work(conn, &cx)).await?;
        self.app.mail_bell.notify_one();
        Ok(done)
    }

    /// Reads.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut DbConn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.app.db.read(work).await
    }

    /// The visit of a request, for middleware and extractors. The person is read from the database at each request.
    pub async fn of(req: &HttpRequest) -> Result<Self, AppError> {
        if let Some(known) = req.extensions().get::<Rc<Self>>() {
            return Ok(known.as_ref().clone());
        }
        let app = app_of(req)?;
        let session = req.get_session();
        if session.entries().contains_key(session_keys::OUT_OF_REACH) {
            return Err(AppError::Unavailable("the session can't be loaded".to_owned()));
        }
        let user = session.get::<UserId>(session_keys::USER).ok().flatten();
        let now = app.clock.now();
        let (actor, overdue) = match user {
            None => (None, None),
            Some(user) => app.db.read(move |conn| known(conn, user, now)).await?,
        };
        if user.is_some() && actor.is_none() {
            // Disabled, deleted, or the organization is gone: out at once.
            session.purge();
        }
        let chosen = cookies::get(req, &app.site, LANGUAGE)
            .as_deref()
            .and_then(Language::parse);
        let asked = || {
            i18n::negotiate(
                req.headers()
                    .get("accept-language")
                    .and_then(|v| v.to_str().ok())
                    .unwrap_or_default(),
            )
        };
        let language = actor
            .as_ref()
            .and_then(|a| a.language)
            .or(chosen)
            .unwrap_or_else(asked);
        let ip = super::client::address(req, &app.proxies).map(|ip| ip.to_string());
        let request_id = super::request_id(req);
        let cx = Cx {
            site: app.site.clone(),
            now,
            origin: Origin {
                source: "ui",
                ip,
                request_id,
            },
        };
        let visit = Self {
            actor: actor.map(Rc::new),
            overdue,
            language,
            t: i18n::words(language),
            cx,
            app,
            req: req.clone(),
        };
        Ok(visit)
    }
}

impl FromRequest for Visit {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { Self::of(&req).await })
    }
}

/// Who comes, and what they should know before anything else.
fn known(
    conn: &mut DbConn,
    user: UserId,
    now: Timestamp,
) -> Result<(Option<Actor>, Option<Overdue>), DbError> {
    let actor = users::actor(conn, user, now)?;
    let overdue = if Can::of(actor.as_ref()).may::<actions::ManageMail>() {
        outbox::overdue(conn, now)?
    } else {
        None
    };
    Ok((actor, overdue))
}

/// What ties a form to its visitor: the session's own text, or before sign-in that of a cookie.
#[must_use]
pub fn binding(req: &HttpRequest) -> String {
    let session = req.get_session();
    if let Ok(Some(text)) = session.get::<String>(session_keys::BINDING) {
        return text;
    }
    let Ok(app) = app_of(req) else {
        return String::new();
    };
    if let Some(Pre(text)) = req.extensions().get::<Pre>() {
        return text.clone();
    }
    let text = cookies::get(req, &app.site, PRE_SIGN_IN).unwrap_or_else(|| {
        let fresh = base64url(&random::<16>());
        cookies::set(req, &app.site, PRE_SIGN_IN, &fresh, 24 * 3600);
        fresh
    });
    req.extensions_mut().insert(Pre(text.clone()));
    text
}

#[derive(Clone)]
struct Pre(String);
