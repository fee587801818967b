//! The one way to name an address: a feature's `routes!` registers its handlers and lists them, so that a test can walk every
//! route of the portal and none is forgotten (A.10).

/// An address of the portal and the method it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `GET` or `POST`; what answers GET answers HEAD too.
    pub method: &'static str,
    /// The pattern, `/i/{token}`.
    pub path: &'static str,
}

/// Declares a feature's addresses: `ROUTES` lists them and `routes` registers them.
///
/// ```ignore
/// routes! {
///     GET "/signin" => show,
///     POST "/signin" => create,
/// }
/// ```
#[macro_export]
macro_rules! routes {
    ($($method:ident $path:literal => $handler:path),+ $(,)?) => {
        /// The addresses of this feature.
        pub const ROUTES: &[$crate::web::routes::Route] =
            &[$($crate::web::routes::Route { method: stringify!($method), path: $path }),+];

        /// Registers them.
        pub fn routes(cfg: &mut actix_web::web::ServiceConfig) {
            cfg$(.route(
                $path,
                $crate::web::routes::$method()
                    .to($handler)
                    .wrap(actix_web::middleware::from_fn($crate::web::errors::caught)),
            ))+;
        }
    };
}

/// A route that answers GET, and HEAD alike: scanners of mails ask for heads (P21).
#[must_use]
#[expect(non_snake_case, reason = "named as the method in a list of routes")]
pub fn GET() -> actix_web::Route {
    actix_web::web::route().guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()))
}

/// A route that answers POST.
#[must_use]
#[expect(non_snake_case, reason = "named as the method in a list of routes")]
pub fn POST() -> actix_web::Route {
    actix_web::web::post()
}
