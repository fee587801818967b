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

/// Every address, for finding the page on which a form stands.
#[derive(Clone, Debug)]
pub struct Routes(pub Vec<Route>);

impl Routes {
    /// The page of this address, with its query: itself if it is a page, else the nearest above it that is one, since what a form is
    /// sent to lies beneath its page.
    #[must_use]
    pub fn page_of(&self, address: &str) -> Option<String> {
        let path = address.split('?').next().unwrap_or_default();
        if self.is_page(path) {
            return Some(address.to_owned());
        }
        let mut above = path;
        while let Some((shorter, _)) = above.rsplit_once('/') {
            if self.is_page(shorter) {
                return Some(shorter.to_owned());
            }
            above = shorter;
        }
        None
    }

    /// Whether the address can be opened. Of two patterns that fit the one with fewer holes counts: `/status/resend` isn't
    /// `/status/{token}`.
    fn is_page(&self, path: &str) -> bool {
        let fitting = || self.0.iter().filter(|route| fits(route.path, path));
        let exact = fitting().map(|route| holes(route.path)).min();
        fitting().any(|route| route.method == "GET" && Some(holes(route.path)) == exact)
    }
}

fn holes(pattern: &str) -> usize {
    pattern.matches('{').count()
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut parts, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(text)) if part == text || (part.starts_with('{') && !text.is_empty()) => {}
            _ => return false,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_lies_beneath_its_page() {
        let route = |method, path| Route { method, path };
        let routes = Routes(vec![
            route("GET", "/"),
            route("GET", "/enroll/status"),
            route("POST", "/enroll/status/resend"),
            route("GET", "/enroll/status/{token}"),
            route("GET", "/cases/{id}"),
            route("POST", "/cases/{id}/checks/{kind}"),
            route("POST", "/signout"),
        ]);
        for (address, page) in [
            ("/enroll/status", Some("/enroll/status")),
            ("/enroll/status/resend", Some("/enroll/status")),
            ("/enroll/status/abc", Some("/enroll/status/abc")),
            ("/cases/7?tab=2", Some("/cases/7?tab=2")),
            ("/cases/7/checks/email?x=1", Some("/cases/7")),
            ("/signout", None),
            ("", None),
        ] {
            assert_eq!(routes.page_of(address).as_deref(), page, "{address}");
        }
    }
}
