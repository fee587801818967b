//! Lists as CSV files, written while they are read: a long list needs no more memory than a short one.

use std::future::Future;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::stream;
use serde::Deserialize;

use super::pager::under;
use crate::error::AppError;
use crate::kernel::sheet::export_line;

/// How many rows of an export are read at once.
pub const BATCH: usize = 1_000;

/// The form of the file, beside what the list asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Format {
    bom: String,
}

impl Format {
    /// With a byte order mark, by which Excel knows UTF-8.
    fn mark(&self) -> &'static str {
        if self.bom.is_empty() { "" } else { "\u{feff}" }
    }
}

/// The addresses of the file under the same filters: plain, and for Excel.
#[must_use]
pub fn hrefs(path: &str, filters: &[(&str, &str)]) -> (String, String) {
    (
        under(path, filters),
        under(path, &[filters, &[("bom", "yes")]].concat()),
    )
}

/// The file of this name, its header and then what `read` answers: the next lines, and where to go on, until it says nowhere.
pub fn csv<P, F, R>(name: &str, format: &Format, header: &[&str], start: P, read: F) -> HttpResponse
where
    P: 'static,
    F: Fn(P) -> R + 'static,
    R: Future<Output = Result<(String, Option<P>), AppError>> + 'static,
{
    let head = format!("{}{}", format.mark(), export_line(header));
    let body = stream::try_unfold((Some(start), head, read), |(place, mut text, read)| async move {
        let Some(place) = place else {
            return Ok::<_, AppError>(None);
        };
        let (lines, next) = read(place).await?;
        text.push_str(&lines);
        Ok(Some((Bytes::from(text), (next, String::new(), read))))
    });
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .streaming(body)
}
