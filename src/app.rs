//! Builds the server: the pools, the middleware in order, and the one list of every feature's routes.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_session::SessionMiddleware;
use actix_session::config::{CookieContentSecurity, PersistentSession, TtlExtensionPolicy};
use actix_web::HttpServer;
use actix_web::cookie::{Key, SameSite};
use actix_web::dev::Server;
use actix_web::web::{Data, ServiceConfig};

use crate::audit;
use crate::config::Retention;
use crate::db::{BATCH, Db, DbConn, DbResult};
use crate::features::sessions::DbSessions;
use crate::features::{self, enrollments, operations, users};
use crate::kernel::clock::{Clock, days};
use crate::kernel::keys::Purpose;
use crate::kernel::site::{Cx, Site};
use crate::mail::link;
use crate::policy::{System, permit_system};
use crate::web::routes::{Route, Routes};
use crate::web::{App, assets, cookies, deadline, health, once};

/// The features with pages, each with its addresses.
macro_rules! features_with_pages {
    ($($feature:ident),+ $(,)?) => {
        /// Every address of the portal, feature by feature. A route that isn't in here doesn't exist.
        pub fn routes(cfg: &mut ServiceConfig) {
            cfg.app_data(Data::new(Routes(all_routes())));
            cfg.configure(health::routes).configure(assets::routes);
            $(cfg.configure(features::$feature::routes);)+
        }

        /// The same as a list, for the test that walks every route.
        #[must_use]
        pub fn all_routes() -> Vec<Route> {
            [health::ROUTES, assets::ROUTES, $(features::$feature::ROUTES),+].concat()
        }
    };
}

features_with_pages![
    activity,
    customers,
    dashboard,
    enrollments,
    memberships,
    operations,
    organizations,
    sessions,
    users
];

/// The session middleware: a signed cookie that holds a key, over sessions in the database (A.1).
#[must_use]
pub fn sessions(db: &Db, site: &Arc<Site>, clock: &Clock) -> SessionMiddleware<DbSessions> {
    let key = site.keys.derived(Purpose::SessionCookie);
    let hours = site
        .sessions
        .absolute_hours
        .max(site.sessions.operator_absolute_hours);
    let life = PersistentSession::default()
        .session_ttl(actix_web::cookie::time::Duration::hours(hours))
        .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges);
    SessionMiddleware::builder(
        DbSessions::new(db.clone(), site.clone(), clock.clone()),
        Key::derive_from(key.as_slice()),
    )
    .cookie_name(cookies::full_name(site, "sid"))
    .cookie_secure(site.is_https())
    .cookie_http_only(true)
    .cookie_same_site(SameSite::Lax)
    .cookie_path("/".to_owned())
    .cookie_content_security(CookieContentSecurity::Signed)
    .session_lifecycle(life)
    .build()
}

/// Everything around the handlers, outermost last: the order is that of architecture.md, "How a request flows".
#[macro_export]
macro_rules! portal {
    ($app:expr) => {{
        let app: $crate::web::App = $app;
        let sessions = $crate::app::sessions(&app.db, &app.site, &app.clock);
        actix_web::App::new()
            .app_data(app.clone())
            .app_data(actix_web::web::PayloadConfig::new($crate::web::form::LIMIT))
            .app_data(actix_web::web::JsonConfig::default().limit($crate::web::form::LIMIT))
            .configure($crate::app::routes)
            .wrap(actix_web::middleware::from_fn($crate::web::origin::same_origin))
            .wrap(actix_web::middleware::from_fn($crate::web::errors::errors))
            .wrap(sessions)
            .wrap(actix_web::middleware::from_fn($crate::web::headers::security))
            .wrap(actix_web::middleware::from_fn($crate::web::compress::compress))
            .wrap(actix_web::middleware::from_fn($crate::web::deadline::body))
            .wrap(tracing_actix_web::TracingLogger::<$crate::web::log::RequestSpan>::new())
    }};
}

/// Starts the portal on a listener that is already bound.
pub fn serve(app: App, listener: TcpListener) -> std::io::Result<Server> {
    let server = HttpServer::new(move || portal!(app.clone()))
        .client_request_timeout(Duration::from_secs(5))
        .client_disconnect_timeout(Duration::from_secs(2))
        .keep_alive(Duration::from_secs(30))
        .max_connections(10_000)
        .shutdown_timeout(30)
        .disable_signals()
        .on_connect(deadline::remember_socket)
        .listen(listener)?
        .run();
    Ok(server)
}

/// Writes down what has expired and forgets what is old; called once a minute. One sweeper's failure doesn't hold up the others.
pub async fn sweep(app: &App, keep: &Retention) {
    let now = app.clock.now();
    let cx = Cx::system(app.site.clone(), now, "system");
    let before = |n: i64| now - days(n);
    let (sessions, drafts) = (before(keep.sessions_days), keep.drafts_days);
    let (sign_ins, links) = (before(keep.sign_ins_days), before(keep.links_days));
    sweep_one(app, &cx, "forms", move |conn, _| {
        once::forget(conn, now - days(1))
    })
    .await;
    sweep_one(app, &cx, "unsent forms", move |conn, _| {
        features::sessions::forget_unsent(conn, now)
    })
    .await;
    sweep_one(app, &cx, "sessions", move |conn, _| {
        features::sessions::sweep(conn, sessions)
    })
    .await;
    sweep_one(app, &cx, "devices", move |conn, _| {
        users::forget_devices(conn, now - days(features::sessions::DEVICE_DAYS))
    })
    .await;
    sweep_one(app, &cx, "sign-ins", move |conn, _| {
        audit::empty_sign_ins(conn, sign_ins)
    })
    .await;
    sweep_one(app, &cx, "links", move |conn, _| link::forget(conn, links)).await;
    sweep_one(app, &cx, "unconfirmed applications", |conn, cx| {
        enrollments::abandon_due(conn, cx, &System::new())
    })
    .await;
    sweep_one(app, &cx, "lapsed drafts", move |conn, cx| {
        enrollments::empty_lapsed_drafts(conn, cx, &System::new(), drafts)
    })
    .await;
    sweep_one(app, &cx, "idle domains", |conn, cx| {
        operations::release_idle_domains(conn, cx, &System::new())
    })
    .await;
    sweep_one(app, &cx, "closed organizations", |conn, cx| {
        operations::end_closed_organizations(conn, cx, &System::new())
    })
    .await;
    sweep_one(app, &cx, "former user names", move |conn, _| {
        users::forget_former_names(conn, now)
    })
    .await;
    sweep_one(app, &cx, "deleted accounts", |conn, cx| {
        users::purge_due(conn, cx, &permit_system(&System::new()))
    })
    .await;
    // Some of it told people by mail.
    app.mail_bell.notify_one();
}

/// How many batches are done at once: what is left then is for the next minute.
const ROUNDS: usize = 100;

/// Batch by batch, each in a transaction of its own, so that no long list holds up who writes meanwhile.
async fn sweep_one(
    app: &App,
    cx: &Cx,
    what: &str,
    work: impl Fn(&mut DbConn, &Cx) -> DbResult<usize> + Clone + Send + 'static,
) {
    for _ in 0..ROUNDS {
        let (cx, work) = (cx.clone(), work.clone());
        match app.db.write(move |conn| work(conn, &cx)).await {
            Ok(0) => return,
            Ok(count) => {
                tracing::debug!(what, count, "swept");
                if i64::try_from(count).is_ok_and(|n| n < BATCH) {
                    return;
                }
            }
            Err(error) => {
                tracing::warn!(what, %error, "could not be swept; it is tried again in a minute");
                return;
            }
        }
    }
}
