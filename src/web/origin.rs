//! Requests that change something come from our own pages (A.2): `Sec-Fetch-Site`, else `Origin`. Where a client sends neither,
//! the form's own token decides alone.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderMap;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

use super::state::App;
use crate::error::AppError;

/// Refuses unsafe methods from elsewhere with 403.
pub async fn same_origin(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let public = req
        .app_data::<App>()
        .map(|app| app.site.public_url.clone())
        .unwrap_or_default();
    // A path or query with a NUL in it is none of ours, and PostgreSQL takes no text that holds one.
    if req
        .uri()
        .path_and_query()
        .is_some_and(|asked| asked.as_str().contains("%00"))
    {
        let (req, _) = req.into_parts();
        return Ok(ServiceResponse::new(
            req,
            HttpResponse::from_error(AppError::BadRequest),
        ));
    }
    if !req.method().is_safe() && !from_here(req.headers(), &public) {
        // An answer, not an error: an error would lose the request, and with it the visitor's language.
        let (req, _) = req.into_parts();
        return Ok(ServiceResponse::new(
            req,
            HttpResponse::from_error(AppError::StaleForm),
        ));
    }
    Ok(next.call(req).await?.map_into_boxed_body())
}

fn from_here(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => text("origin").is_none_or(|origin| origin == public_url),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        map
    }

    #[test]
    fn other_sites_may_not_post() {
        let here = "https://tandem.example";
        for (pairs, expected) in [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("sec-fetch-site", "same-site")], false),
            (
                vec![
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://tandem.example"),
                ],
                false,
            ),
            (vec![("origin", "https://tandem.example")], true),
            (vec![("origin", "https://evil.example")], false),
            (vec![("origin", "null")], false),
            (vec![], true),
        ] {
            assert_eq!(from_here(&headers(&pairs), here), expected, "{pairs:?}");
        }
    }
}
