//! **Create one** (S14, decision 16).

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{check_password, countries, hashed};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::organizations::domain::{
    DomainState, Founding, Refused, SignInDomain, parse_internal_domain, parse_own_domain,
};
use crate::features::users::service::{domains, founding};
use crate::kernel::country::Country;
use crate::kernel::email::{EmailAddress, sign_in_spelling};
use crate::kernel::problem::Problem;
use crate::kernel::text::{LegalName, PersonName, UserName};
use crate::policy::{Permit, actions, permit_public};
use crate::web::errors::minutes;
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, html, invalid, page};

/// Where to go on after signing in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// **Create one** as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CreateForm {
    legal_name: String,
    country: String,
    domain: String,
    no_domain: String,
    label: String,
    full_name: String,
    email: String,
    user_name: String,
    password: String,
    next: String,
    /// An address in the domain, to which the link that proves it is mailed.
    proof: String,
}

/// What **Create one** makes, parsed; the password is still to be hashed.
struct Input {
    founding: Founding,
    full_name: PersonName,
    email: EmailAddress,
    user_name: UserName,
    password: String,
}

impl CreateForm {
    async fn parse(&self, visit: &Visit) -> Result<Result<Input, FieldErrors>, AppError> {
        let mut errors = FieldErrors::new();
        let tenants = &visit.app.site.tenant_domain;
        let legal_name = errors.take("legal_name", LegalName::parse(&self.legal_name));
        let country = errors.take("country", Country::parse(&self.country));
        let domain = if self.no_domain.is_empty() {
            errors.take("domain", parse_own_domain(&self.domain, tenants))
        } else {
            errors.take("label", parse_internal_domain(&self.label, tenants))
        };
        let full_name = errors.take("full_name", PersonName::parse(&self.full_name));
        let email = errors.take("email", EmailAddress::parse(&self.email));
        let user_name = errors.take("user_name", local_part(&self.user_name, domain.as_ref()));
        let known = [
            self.full_name.as_str(),
            &self.legal_name,
            &self.domain,
            &self.user_name,
            &self.email,
        ];
        let password = errors.take("password", check_password(visit, &self.password, &known).await?);
        match (legal_name, country, domain, full_name, email, user_name, password) {
            (
                Some(legal_name),
                Some(country),
                Some(domain),
                Some(full_name),
                Some(email),
                Some(user_name),
                Some(password),
            ) => Ok(Ok(Input {
                founding: Founding {
                    legal_name,
                    country,
                    domain,
                    domain_state: DomainState::Claimed,
                },
                full_name,
                email,
                user_name,
                password,
            })),
            _ => Ok(Err(errors)),
        }
    }
}

/// The part before the @; somebody who types the whole name means the same.
fn local_part(typed: &str, domain: Option<&SignInDomain>) -> Result<UserName, Problem> {
    let typed = sign_in_spelling(typed);
    let local = domain
        .and_then(|d| typed.strip_suffix(&format!("@{}", d.name().as_str())))
        .unwrap_or(&typed);
    UserName::parse(local)
}

#[derive(Template)]
#[template(path = "users/create.html")]
struct CreatePage {
    view: View,
    input: CreateForm,
    countries: Vec<(&'static str, &'static str)>,
    tenant_domain: String,
    errors: Errors,
    /// The domain is taken: the page offers what to do about it.
    taken: bool,
    /// When to come again, if it was too often; else empty.
    wait: String,
}

fn create_page(visit: &Visit, form: CreateForm, errors: &FieldErrors, taken: bool) -> CreatePage {
    let view = View::new(visit, visit.t.users_create_title());
    CreatePage {
        view: if errors.is_empty() { view } else { view.failed() },
        input: form,
        countries: countries(visit.language),
        tenant_domain: visit.app.site.tenant_domain.clone(),
        errors: errors.in_words(visit.t),
        taken,
        wait: String::new(),
    }
}

pub(super) async fn new(visit: Visit, _public: Public, query: Query<Next>) -> HttpResponse {
    let form = CreateForm {
        next: query.next.clone(),
        ..CreateForm::default()
    };
    page(&create_page(&visit, form, &FieldErrors::new(), false))
}

pub(super) async fn create(
    visit: Visit,
    _public: Public,
    form: Form<CreateForm>,
) -> Result<HttpResponse, AppError> {
    let again = |errors: FieldErrors, taken: bool| {
        Ok(invalid(&create_page(
            &visit,
            CreateForm {
                password: String::new(),
                ..form.data.clone()
            },
            &errors,
            taken,
        )))
    };
    let field = if form.no_domain.is_empty() {
        "domain"
    } else {
        "label"
    };
    let own = form.no_domain.is_empty();
    let taken = || again(FieldErrors::one(field, Problem::DomainTaken), own);
    let input = match form.parse(&visit).await? {
        Ok(input) => input,
        Err(errors) => return again(errors, false),
    };
    let (throttle, ip, now) = (&visit.app.throttle, visit.cx.origin.ip.clone(), visit.cx.now);
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    if let Err(seconds) = throttle.ask_for_domain(ip.as_deref(), now) {
        return Ok(too_many(&visit, &form, false, seconds));
    }
    if let Err(seconds) = throttle.create_account(ip.as_deref(), now) {
        return Ok(too_many(&visit, &form, false, seconds));
    }
    let credentials = hashed(&visit, &input.password).await?;
    let permit: Permit<actions::CreateOrganization> = permit_public(None);
    let language = visit.language;
    let user_name = format!(
        "{}@{}",
        input.user_name.as_str(),
        input.founding.domain.name().as_str()
    );
    let note = visit.t.users_created(&user_name);
    let next = if form.next.is_empty() {
        "/enroll/work-account".to_owned()
    } else {
        form.next.clone()
    };
    let location = format!(
        "/signin?next={}",
        url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>()
    );
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            founding::found(
                conn,
                cx,
                &permit,
                &input.founding,
                &input.full_name,
                &input.email,
                &user_name,
                credentials,
                language,
            )?;
            Ok(location)
        })
        .await;
    if done.is_err() {
        throttle.account_not_created(ip.as_deref());
    }
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(Refused::DomainTaken { .. })) => taken(),
        Err(Fault::Refused(Refused::Changed)) => Err(AppError::Conflict(visit.t.error_conflict_lead())),
    }
}

/// Too often: the form comes back as it was filled in, without the password, and says when to come again.
fn too_many(visit: &Visit, form: &CreateForm, taken: bool, seconds: u64) -> HttpResponse {
    let form = CreateForm {
        password: String::new(),
        ..form.clone()
    };
    let mut answer = create_page(visit, form, &FieldErrors::new(), taken);
    answer.wait = visit.t.users_create_wait(minutes(seconds));
    let mut response = html(StatusCode::TOO_MANY_REQUESTS, &answer);
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    response
}

/// **It is our domain**: mails the link that gives the domain to whom it belongs. What was typed travels in the link's row.
pub(super) async fn ours(
    visit: Visit,
    _public: Public,
    form: Form<CreateForm>,
) -> Result<HttpResponse, AppError> {
    let tenants = &visit.app.site.tenant_domain;
    let mut errors = FieldErrors::new();
    let legal_name = errors.take("legal_name", LegalName::parse(&form.legal_name));
    let country = errors.take("country", Country::parse(&form.country));
    let domain = errors.take("domain", parse_own_domain(&form.domain, tenants));
    let full_name = errors.take("full_name", PersonName::parse(&form.full_name));
    let email = errors.take("email", EmailAddress::parse(&form.email));
    let user_name = errors.take("user_name", local_part(&form.user_name, domain.as_ref()));
    let proof = errors.take("proof", EmailAddress::parse(&form.proof));
    if let (Some(domain), Some(proof)) = (&domain, &proof)
        && proof.domain() != *domain.name()
    {
        let words = visit.t.organizations_not_in_domain(domain.name().as_str());
        errors.say("proof", words);
    }
    let (
        Some(legal_name),
        Some(country),
        Some(domain),
        Some(full_name),
        Some(email),
        Some(user_name),
        Some(proof),
        true,
    ) = (
        legal_name,
        country,
        domain,
        full_name,
        email,
        user_name,
        proof,
        errors.is_empty(),
    )
    else {
        return Ok(invalid(&create_page(&visit, form.data.clone(), &errors, true)));
    };
    let (throttle, ip) = (&visit.app.throttle, visit.cx.origin.ip.as_deref());
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    if let Err(seconds) = throttle.mail_form(ip, &proof.norm(), visit.cx.now) {
        return Ok(too_many(&visit, &form, true, seconds));
    }
    let permit: Permit<actions::CreateOrganization> = permit_public(None);
    let draft = domains::Draft {
        legal_name: legal_name.as_str().to_owned(),
        country: country.code().to_owned(),
        user_name: format!("{}@{}", user_name.as_str(), domain.name().as_str()),
        domain: domain.name().as_str().to_owned(),
        full_name: full_name.as_str().to_owned(),
        email: email.as_str().to_owned(),
    };
    let (language, note) = (visit.language, visit.t.organizations_claim_sent(proof.as_str()));
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            if domains::ask_for_domain(conn, cx, &permit, &draft, &proof, language)? {
                Ok("/enroll/create/sent".to_owned())
            } else {
                Err(Fault::Refused(()))
            }
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        // The domain became free meanwhile: the form makes the organization as it is.
        Err(Fault::Refused(())) => Ok(invalid(&create_page(
            &visit,
            form.data.clone(),
            &FieldErrors::new(),
            false,
        ))),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "users/claim_sent.html")]
struct SentPage {
    view: View,
}

pub(super) async fn sent(visit: Visit, _public: Public) -> HttpResponse {
    page(&SentPage {
        view: View::new(&visit, visit.t.organizations_claim_sent_title()),
    })
}
