//! Sends embedded files. Their address changes with their bytes, so a browser may keep them for good.

use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use super::compress::accepts;
use crate::assets;
use crate::error::AppError;

crate::routes! {
    GET "/static/{name}" => show,
}

async fn show(req: HttpRequest, name: Path<String>) -> Result<HttpResponse, AppError> {
    let asset = assets::find(&name).ok_or(AppError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::ETAG, asset.etag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    if knows(req.headers(), asset.etag) {
        return Ok(response
            .status(actix_web::http::StatusCode::NOT_MODIFIED)
            .finish());
    }
    response.content_type(asset.mime);
    let accepted = |coding| accepts(req.headers(), coding);
    let (coding, bytes) = match (asset.br, asset.gzip) {
        (Some(br), _) if accepted("br") => (Some("br"), br),
        (_, Some(gzip)) if accepted("gzip") => (Some("gzip"), gzip),
        _ => (None, asset.plain),
    };
    if let Some(coding) = coding {
        response.insert_header((header::CONTENT_ENCODING, coding));
    }
    Ok(response.body(bytes))
}

/// Whether the browser has these very bytes already.
fn knows(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|tags| {
            tags.split(',')
                .map(|tag| tag.trim().trim_start_matches("W/"))
                .any(|tag| tag == etag || tag == "*")
        })
}
