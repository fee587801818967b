//! The page of the link that verifies a domain (decision 2). Opening it changes nothing: a scanner of mails opens links too (P21). And
//! words that the pages of later features share.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::domain::{NameState, ProofRefused, StandingRefused};
use super::service;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::events;
use crate::i18n::Words;
use crate::policy::{actions, permit_public};
use crate::web::{Form, Nothing, Public, View, Visit, flash, html};

crate::routes! {
    GET "/verify/domain/{token}" => show,
    POST "/verify/domain/{token}" => confirm,
}

/// Why nothing was done about the standing of an organization, as an answer.
#[must_use]
pub fn standing_refused(t: &Words, why: StandingRefused) -> AppError {
    match why {
        StandingRefused::NotFound => AppError::NotFound,
        StandingRefused::Fixed => AppError::Refused(t.standing_refused_fixed()),
        StandingRefused::OnlyOperator => AppError::Refused(t.standing_refused_only_operator()),
        StandingRefused::TooLate => AppError::Refused(t.standing_refused_too_late()),
        StandingRefused::NotNow | StandingRefused::NotDue | StandingRefused::Changed => {
            AppError::Conflict(t.standing_refused_not_now())
        }
    }
}

/// The state of a request for another legal name: its name, tone and word.
#[must_use]
pub fn name_state_words(t: &Words, state: NameState) -> (&'static str, &'static str, String) {
    let (tone, word) = match state {
        NameState::Open => ("run", t.names_state_open()),
        NameState::Approved => ("good", t.names_state_approved()),
        NameState::Declined => ("bad", t.names_state_declined()),
        NameState::Withdrawn => ("", t.names_state_withdrawn()),
        NameState::Ended => ("", t.names_state_ended()),
    };
    (state.as_str(), tone, word)
}

#[derive(Template)]
#[template(path = "organizations/verify.html")]
struct VerifyPage {
    view: View,
    token: String,
    organization: String,
    /// Nothing when the link no longer works.
    domain: Option<String>,
    /// The link has done its work.
    verified: bool,
}

async fn show(visit: Visit, _public: Public, token: Path<String>) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let (text, cx) = (token.to_string(), visit.cx.clone());
    let found = visit
        .read(move |conn| service::proof(conn, &cx, &permit, &text))
        .await?;
    let (organization, domain) = found.ok_or(AppError::NotFound)?;
    let verified = domain == Err(ProofRefused::AlreadyVerified);
    let status = if domain.is_ok() || verified {
        StatusCode::OK
    } else {
        StatusCode::GONE
    };
    Ok(html(
        status,
        &VerifyPage {
            view: View::new(&visit, visit.t.organizations_verify_title()),
            token: token.into_inner(),
            organization: organization.legal_name,
            domain: domain.ok(),
            verified,
        },
    ))
}

async fn confirm(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let text = token.into_inner();
    let location = if visit.actor.is_some() {
        "/account/organization"
    } else {
        "/signin"
    };
    let note = visit.t.organizations_verified();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            let (organization, changed) = service::follow_proof(conn, cx, &permit, &text)?;
            if changed {
                events::domain_verified(conn, cx, permit.who(), organization)?;
            }
            Ok(location.to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(ProofRefused::AlreadyVerified)) => Ok(flash::done(
            &visit.req,
            visit.t.organizations_verified(),
            location,
        )),
        Err(Fault::Refused(_)) => Err(AppError::Refused(visit.t.organizations_verify_dead())),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}
