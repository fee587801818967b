//! The one error of the portal. Pages answer with it; `web::errors` makes the page, in the visitor's language, and logs once.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::db::DbError;
use crate::policy::Refusal;

/// Why a request wasn't done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or none that the visitor may know of.
    #[error("not found")]
    NotFound,
    /// The visitor is known and may not; the page explains and names who could.
    #[error("not permitted: {}", .0.action)]
    Forbidden(Box<Refusal>),
    /// The form's own token is missing, foreign or too old, or the request comes from another site (A.2).
    #[error("the form's token isn't good")]
    StaleForm,
    /// Nobody is signed in: leads to the sign-in page and back.
    #[error("not signed in")]
    SignIn {
        /// The path to return to.
        next: String,
    },
    /// The temporary password must be changed first (S34).
    #[error("the password is due")]
    PasswordDue {
        /// The path to return to.
        next: String,
    },
    /// The thing has moved on since the page was shown; the page shows its present state.
    #[error("conflict")]
    Conflict(String),
    /// A rule of the business says no; the sentence is in the visitor's language.
    #[error("refused: {0}")]
    Refused(String),
    /// Too often.
    #[error("too many requests")]
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Larger than a form may be.
    #[error("too large")]
    TooLarge,
    /// The body didn't arrive in time.
    #[error("the request's body took too long")]
    Slow,
    /// The body didn't arrive whole, or isn't what it should be.
    #[error("the request's body is broken")]
    BadRequest,
    /// The database or the hasher is out of reach or overloaded.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A fault of ours. The text is for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl AppError {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::SignIn { .. } | Self::PasswordDue { .. } => StatusCode::SEE_OTHER,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    /// A bare answer: the middleware of `web::errors` knows the visitor and makes the page.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status())
    }
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::NotFound,
            DbError::Unavailable(text) => Self::Unavailable(text),
            DbError::Duplicate(text) | DbError::Query(text) => Self::Internal(text),
        }
    }
}

impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Forbidden(Box::new(refusal))
    }
}
