//! The page of the link that gives a domain to whom it belongs (decision 2). Whoever opens it reaches a mailbox in the domain: they
//! see who is to become Global admin, and choose the password themselves.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::{check_password, hashed};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::events;
use crate::features::users::service::domains::{self, Claim, ClaimRefused};
use crate::policy::{actions, permit_public};
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, html, invalid, page};

/// The password as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ClaimForm {
    password: String,
    /// The claim went to the operator: nothing is typed.
    dispute: String,
}

#[derive(Template)]
#[template(path = "users/claim.html")]
struct ClaimPage {
    view: View,
    token: String,
    claim: Claim,
    errors: Errors,
}

fn claim_page(visit: &Visit, token: &str, claim: Claim, errors: &FieldErrors) -> ClaimPage {
    let view = View::new(visit, visit.t.organizations_claim_title());
    ClaimPage {
        view: if errors.is_empty() { view } else { view.failed() },
        token: token.to_owned(),
        claim,
        errors: errors.in_words(visit.t),
    }
}

async fn claim_of(visit: &Visit, token: &str) -> Result<Claim, AppError> {
    let permit = permit_public::<actions::FollowLink>(None);
    let (text, cx) = (token.to_owned(), visit.cx.clone());
    visit
        .read(move |conn| domains::claim_of(conn, &cx, &permit, &text))
        .await?
        .ok_or(AppError::NotFound)
}

pub(super) async fn show(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    let claim = claim_of(&visit, &token).await?;
    let works = claim.works;
    let shown = claim_page(&visit, &token, claim, &FieldErrors::new());
    Ok(if works {
        page(&shown)
    } else {
        html(StatusCode::GONE, &shown)
    })
}

pub(super) async fn take(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<ClaimForm>,
) -> Result<HttpResponse, AppError> {
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    let claim = claim_of(&visit, &token).await?;
    if !claim.works {
        let shown = claim_page(&visit, &token, claim, &FieldErrors::new());
        return Ok(html(StatusCode::GONE, &shown));
    }
    let permit = permit_public::<actions::FollowLink>(None);
    let (text, language) = (token.to_string(), visit.language);
    let done = if form.dispute.is_empty() {
        let draft = &claim.draft;
        let known = [
            draft.full_name.as_str(),
            &draft.legal_name,
            &draft.domain,
            &draft.user_name,
            &draft.email,
        ];
        let mut errors = FieldErrors::new();
        let checked = errors.take("password", check_password(&visit, &form.password, &known).await?);
        let Some(password) = checked else {
            return Ok(invalid(&claim_page(&visit, &token, claim, &errors)));
        };
        let credentials = hashed(&visit, &password).await?;
        let note = visit.t.users_created(&draft.user_name);
        visit
            .submit(form.key, Some(note), move |conn, cx| {
                let made = domains::take_domain(conn, cx, &permit, &text, credentials, language)?;
                events::domain_verified(conn, cx, permit.who(), made)?;
                Ok("/signin?next=/enroll/work-account".to_owned())
            })
            .await
    } else {
        let note = visit.t.organizations_dispute_sent();
        visit
            .submit(form.key, Some(note), move |conn, cx| {
                domains::dispute_domain(conn, cx, &permit, &text)?;
                Ok("/".to_owned())
            })
            .await
    };
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(ClaimRefused::LinkDead)) => {
            Err(AppError::Refused(visit.t.organizations_claim_dead()))
        }
        Err(Fault::Refused(ClaimRefused::Changed)) => Err(AppError::Conflict(visit.t.error_conflict_lead())),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}
