//! Forms: the token that ties each to its visitor and makes a repeated submit harmless, and the errors at its fields.

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::state::app_of;
use super::visit::binding;
use crate::error::AppError;
use crate::i18n::{self, Words};
use crate::kernel::clock::{Timestamp, days};
use crate::kernel::keys::{KeyRing, Purpose, base64url, from_base64url, random, sha256};
use crate::kernel::problem::Problem;

/// The most bytes a form may have (A.11).
pub const LIMIT: usize = 64 * 1024;

/// The name of the hidden field.
pub const FIELD: &str = "_form";

/// A form whose token is good. `T` holds the values as typed; its own `parse` makes the input of a service.
pub struct Form<T> {
    /// The values as typed.
    pub data: T,
    /// What makes a repeated submit harmless (A.14).
    pub key: FormKey,
}

/// A form that has nothing but its token.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Nothing {}

/// Names what was sent with one rendering of one form to one address: a second click is the same, another choice in a page that the
/// browser kept isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormKey(pub(super) [u8; 32]);

impl<T> std::ops::Deref for Form<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, Result<Self, AppError>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let body = body(&req, payload, LIMIT).await?;
            let token = field(&body, FIELD).ok_or(AppError::StaleForm)?;
            let key = check_token(&req, &token, &body)?;
            // No browser sends it, no text holds it, and PostgreSQL stores none that does.
            if url::form_urlencoded::parse(&body).any(|(_, value)| value.contains('\0')) {
                return Err(AppError::BadRequest);
            }
            let data = serde_html_form::from_bytes::<T>(&body).map_err(|_| AppError::BadRequest)?;
            Ok(Self { data, key })
        })
    }
}

/// Checks the token of a form with this content.
pub fn check_token(req: &HttpRequest, token: &str, content: &[u8]) -> Result<FormKey, AppError> {
    let app = app_of(req)?;
    let binding = binding(req);
    let nonce = verify(&app.site.keys, &binding, token, app.clock.now()).ok_or(AppError::StaleForm)?;
    let sent = sha256(content);
    let parts = [binding.as_bytes(), &nonce, req.path().as_bytes(), &sent];
    Ok(FormKey(sha256(&parts.concat())))
}

pub(super) async fn body(req: &HttpRequest, mut payload: Payload, limit: usize) -> Result<Vec<u8>, AppError> {
    if req.content_type() != "application/x-www-form-urlencoded" {
        return Err(AppError::BadRequest);
    }
    let announced = req
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<usize>().ok());
    if announced.is_some_and(|n| n > limit) {
        return Err(AppError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or(1024));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(broken)?;
        if bytes.len() + chunk.len() > limit {
            return Err(AppError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Why a body broke off: a slow one is told so.
fn broken(error: PayloadError) -> AppError {
    match error {
        PayloadError::Incomplete(Some(e)) if e.kind() == std::io::ErrorKind::TimedOut => AppError::Slow,
        _ => AppError::BadRequest,
    }
}

pub(super) fn field(body: &[u8], name: &str) -> Option<String> {
    url::form_urlencoded::parse(body)
        .find(|(k, _)| k == name)
        .map(|(_, v)| v.into_owned())
}

/// A new token: another text at each rendering, so that compression gives nothing away (BREACH).
#[must_use]
pub fn token(keys: &KeyRing, binding: &str, now: Timestamp) -> String {
    let nonce: [u8; 16] = random();
    let at = now.millis().to_be_bytes();
    let tag = keys.mac(Purpose::Form, &[binding.as_bytes(), &nonce, &at]);
    base64url(&[nonce.as_slice(), &at, &tag].concat())
}

/// What tells this rendering of a form from every other, if the token is good for this visitor.
pub(super) fn verify(keys: &KeyRing, binding: &str, token: &str, now: Timestamp) -> Option<[u8; 16]> {
    let bytes = from_base64url(token).filter(|b| b.len() == 56)?;
    let (nonce, rest) = bytes.split_at(16);
    let (at, tag) = rest.split_at(8);
    if !keys.verify(Purpose::Form, &[binding.as_bytes(), nonce, at], tag) {
        return None;
    }
    let at = Timestamp::from_millis(i64::from_be_bytes(at.try_into().ok()?));
    nonce.try_into().ok().filter(|_| now.since(at) <= days(1))
}

/// What is wrong at which field. Gathered whole, so that a visitor sees everything at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, Fault)>);

/// What is wrong: a code of the kernel, or a sentence that a feature has already put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Put into words by `i18n::problem`.
    Problem(Problem),
    /// In the visitor's language.
    Words(String),
}

impl FieldErrors {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a problem at a field.
    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push((field.to_owned(), Fault::Problem(problem)));
    }

    /// Notes a sentence at a field.
    pub fn say(&mut self, field: &str, words: String) {
        self.0.push((field.to_owned(), Fault::Words(words)));
    }

    /// Takes the value of a parse, or notes its problem.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.add(field, problem)).ok()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors in words, in the order of the fields.
    #[must_use]
    pub fn in_words(&self, t: &Words) -> Errors {
        Errors(
            self.0
                .iter()
                .map(|(field, fault)| match fault {
                    Fault::Problem(problem) => {
                        let text = i18n::problem(t, problem);
                        FieldError {
                            summary: match i18n::field(t, field) {
                                Some(label) => t.layout_error_at(&label, &text),
                                None => text.clone(),
                            },
                            field: field.clone(),
                            text,
                        }
                    }
                    Fault::Words(words) => FieldError {
                        field: field.clone(),
                        text: words.clone(),
                        summary: words.clone(),
                    },
                })
                .collect(),
        )
    }

    /// One problem at one field.
    #[must_use]
    pub fn one(field: &str, problem: Problem) -> Self {
        let mut errors = Self::new();
        errors.add(field, problem);
        errors
    }

    /// One sentence at one field.
    #[must_use]
    pub fn one_said(field: &str, words: String) -> Self {
        let mut errors = Self::new();
        errors.say(field, words);
        errors
    }
}

/// One error in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, which is also its id.
    pub field: String,
    /// The sentence.
    pub text: String,
    /// The same for the summary: general sentences, "Fill this in", after the field's label.
    pub summary: String,
}

/// The errors of a form in words; empty when nothing is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    /// The sentence at a field, if something is wrong there.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|e| e.field == field).map(|e| e.text.as_str())
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same in the order in which the page has its fields; others after them, as they were.
    #[must_use]
    pub fn in_order_of(mut self, names: &[&str]) -> Self {
        let place = |field: &str| names.iter().position(|name| *name == field);
        self.0.sort_by_key(|e| place(&e.field).unwrap_or(names.len()));
        self
    }

    /// What a field is called here, where its label depends on something: the country, for parts of an address.
    #[must_use]
    pub fn named(mut self, t: &Words, field: &str, label: &str) -> Self {
        for error in self
            .0
            .iter_mut()
            .filter(|e| e.field == field && e.summary != e.text)
        {
            error.summary = t.layout_error_at(label, &error.text);
        }
        self
    }

    /// Field and sentence of each, for the summary.
    #[must_use]
    pub fn list(&self) -> Vec<(&str, &str)> {
        self.0
            .iter()
            .map(|e| (e.field.as_str(), e.summary.as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_visitor_and_a_day() {
        let keys = KeyRing::new(vec![vec![7; 32]]).expect("long key");
        let now = Timestamp::from_millis(1_000_000);
        let token = token(&keys, "visitor", now);
        assert!(verify(&keys, "visitor", &token, now + days(1)).is_some());
        assert!(verify(&keys, "visitor", &token, now + days(2)).is_none());
        assert!(verify(&keys, "somebody else", &token, now).is_none());
        assert!(verify(&keys, "visitor", &token[1..], now).is_none());
        assert!(verify(&keys, "visitor", "", now).is_none());
    }

    #[test]
    fn two_renderings_are_two_keys() {
        let keys = KeyRing::new(vec![vec![7; 32]]).expect("long key");
        let now = Timestamp::from_millis(0);
        assert_ne!(
            verify(&keys, "v", &token(&keys, "v", now), now),
            verify(&keys, "v", &token(&keys, "v", now), now)
        );
    }
}
