//! Cookies of our own: set by handlers through the request, written by the outermost middleware; small ones are signed.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpMessage as _, HttpRequest};

use crate::kernel::keys::{Purpose, base64url, from_base64url};
use crate::kernel::site::Site;

/// Cookies that this request's answer will set.
#[derive(Default)]
pub struct Jar(pub Vec<Cookie<'static>>);

/// Sets a signed cookie for so many seconds; 0 seconds removes it.
pub fn set(req: &HttpRequest, site: &Site, name: &'static str, value: &str, seconds: i64) {
    let tag = site
        .keys
        .mac(Purpose::Cookie, &[name.as_bytes(), value.as_bytes()]);
    let text = format!("{}.{}", base64url(value.as_bytes()), base64url(&tag[..16]));
    let cookie = Cookie::build(full_name(site, name), text)
        .path("/")
        .http_only(true)
        .secure(site.is_https())
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(seconds))
        .finish();
    let mut extensions = req.extensions_mut();
    if extensions.get::<Jar>().is_none() {
        extensions.insert(Jar::default());
    }
    if let Some(jar) = extensions.get_mut::<Jar>() {
        jar.0.retain(|c| c.name() != cookie.name());
        jar.0.push(cookie);
    }
}

/// Reads a cookie that [`set`] signed; anything else is as good as none.
#[must_use]
pub fn get(req: &HttpRequest, site: &Site, name: &'static str) -> Option<String> {
    let cookie = req.cookie(&full_name(site, name))?;
    let (value, tag) = cookie.value().split_once('.')?;
    let (value, tag) = (from_base64url(value)?, from_base64url(tag)?);
    let good = site.keys.ids().any(|id| {
        site.keys
            .mac_with(id, Purpose::Cookie, &[name.as_bytes(), &value])
            .is_some_and(|m| bool::from(subtle::ConstantTimeEq::ct_eq(&m[..16], tag.as_slice())))
    });
    if good { String::from_utf8(value).ok() } else { None }
}

/// `__Host-` names are kept by browsers only over TLS, for this very host and path `/` (A.1).
#[must_use]
pub fn full_name(site: &Site, name: &str) -> String {
    if site.is_https() {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}
