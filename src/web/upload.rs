//! A form with a file (`multipart/form-data`): its token is a field like any other, and the file is read whole into memory, up to
//! a limit, so that nothing of it ever lies on a disk.

use std::collections::HashMap;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;

use super::form::{FIELD, FormKey, LIMIT, check_token};
use crate::error::AppError;
use crate::i18n::{Words, reason};
use crate::kernel::keys::sha256;
use crate::kernel::sheet::Fault;

/// The most bytes of an uploaded file (A.11).
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;

/// The most fields beside the file.
const FIELDS: usize = 16;

/// How many faults a page lists; the command line prints all.
const LISTED: usize = 100;

/// A fault of a file in words.
pub struct FaultLine {
    /// Where in the file.
    pub line: u64,
    /// In which column; empty where it is about the whole line.
    pub column: String,
    /// What to do about it.
    pub reason: String,
}

/// The first faults in words, for the page's list.
#[must_use]
pub fn fault_lines(t: &Words, faults: &[Fault]) -> Vec<FaultLine> {
    faults
        .iter()
        .take(LISTED)
        .map(|fault| FaultLine {
            line: fault.line,
            column: fault.column.clone().unwrap_or_default(),
            reason: reason(t, &fault.reason),
        })
        .collect()
}

/// A form with a file, whose token is good.
pub struct Upload {
    /// What makes a repeated submit harmless (A.14).
    pub key: FormKey,
    /// The file; empty if none was chosen.
    pub file: Vec<u8>,
    fields: HashMap<String, String>,
}

impl Upload {
    /// A field's value, empty where it is missing.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl FromRequest for Upload {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let announced = req
                .headers()
                .get(header::CONTENT_LENGTH)
                .and_then(|v| v.to_str().ok())
                .and_then(|v| v.parse::<usize>().ok());
            if announced.is_some_and(|n| n > FILE_LIMIT + LIMIT) {
                return Err(AppError::TooLarge);
            }
            let mut parts = Multipart::new(req.headers(), payload);
            let (mut fields, mut file) = (HashMap::new(), Vec::new());
            while let Some(part) = parts.next().await {
                let mut part = part.map_err(|_| AppError::BadRequest)?;
                let name = part.name().unwrap_or_default().to_owned();
                let is_file = part
                    .content_disposition()
                    .is_some_and(|d| d.get_filename().is_some());
                if is_file {
                    file = bytes(&mut part, FILE_LIMIT).await?;
                } else if fields.len() < FIELDS {
                    let value = bytes(&mut part, LIMIT).await?;
                    fields.insert(name, String::from_utf8(value).map_err(|_| AppError::BadRequest)?);
                } else {
                    return Err(AppError::BadRequest);
                }
            }
            let token = fields.get(FIELD).ok_or(AppError::StaleForm)?;
            if fields.values().any(|value| value.contains('\0')) {
                return Err(AppError::BadRequest);
            }
            Ok(Self {
                key: check_token(&req, token, &content(&fields, &file))?,
                file,
                fields,
            })
        })
    }
}

/// All that was sent, in one order.
fn content(fields: &HashMap<String, String>, file: &[u8]) -> Vec<u8> {
    let mut pairs: Vec<_> = fields.iter().collect();
    pairs.sort();
    let mut content = format!("{pairs:?}").into_bytes();
    content.extend_from_slice(&sha256(file));
    content
}

async fn bytes(part: &mut Field, limit: usize) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| AppError::BadRequest)?;
        if bytes.len() + chunk.len() > limit {
            return Err(AppError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
