//! Making an organization by hand: with a programme, a verified domain, and a link that is shown once.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use askama::Template;
use serde::Deserialize;

use super::path_of;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::operations::service;
use crate::features::organizations::domain::{
    DomainState, Founding, Refused, parse_internal_domain, parse_own_domain,
};
use crate::i18n::Words;
use crate::kernel::country::Country;
use crate::kernel::ids::OrganizationId;
use crate::kernel::problem::Problem;
use crate::kernel::text::LegalName;
use crate::policy::{Actor, Programme, actions, permit};
use crate::web::view::programme_words;
use crate::web::{Errors, FieldErrors, Form, View, Visit, flash, invalid, page};

/// A new organization as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    legal_name: String,
    country: String,
    programme: String,
    domain: String,
    no_domain: String,
    label: String,
}

#[derive(Template)]
#[template(path = "operations/organization_new.html")]
struct NewPage {
    view: View,
    input: NewForm,
    countries: Vec<(&'static str, &'static str)>,
    programmes: Vec<(&'static str, String, &'static str)>,
    tenant_domain: String,
    errors: Errors,
}

/// A link that is shown once (decision 36: the answer to the POST, never stored by the browser).
#[derive(Template)]
#[template(path = "operations/link.html")]
struct LinkPage {
    view: View,
    organization: String,
    href: String,
    link: String,
}

pub(super) fn link_page(visit: &Visit, organization: &str, id: OrganizationId, token: &str) -> HttpResponse {
    let mut answer = page(&LinkPage {
        view: View::new(visit, visit.t.operations_link_title()),
        organization: organization.to_owned(),
        href: path_of(id),
        link: visit.app.site.link(&format!("/welcome/{token}")),
    });
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The same form again: the link was made and shown, and who didn't see it makes a new one.
pub(super) fn made_already(visit: &Visit, elsewhere: HttpResponse) -> HttpResponse {
    flash::leave(&visit.req, "warn", visit.t.operations_link_made_already());
    elsewhere
}

/// The programmes that an organization can be made for, or none yet.
fn programmes(t: &Words) -> Vec<(&'static str, String, &'static str)> {
    [Programme::Provider, Programme::Reseller, Programme::Customer]
        .into_iter()
        .map(|p| (p.as_str(), programme_words(t, p), ""))
        .chain([("none", t.organizations_no_programme(), "")])
        .collect()
}

fn new_page(visit: &Visit, form: NewForm, errors: &FieldErrors) -> NewPage {
    let view = View::new(visit, visit.t.operations_new_title());
    NewPage {
        view: if errors.is_empty() { view } else { view.failed() },
        input: form,
        countries: Country::all(visit.language)
            .iter()
            .map(|c| (c.code(), c.name(visit.language)))
            .collect(),
        programmes: programmes(visit.t),
        tenant_domain: visit.app.site.tenant_domain.clone(),
        errors: errors.in_words(visit.t),
    }
}

pub async fn new(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    permit::<actions::MakeOrganizations>(&actor)?;
    Ok(page(&new_page(&visit, NewForm::default(), &FieldErrors::new())))
}

pub async fn create(visit: Visit, actor: Actor, form: Form<NewForm>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::MakeOrganizations>(&actor)?;
    let tenants = &visit.app.site.tenant_domain;
    let mut errors = FieldErrors::new();
    let legal_name = errors.take("legal_name", LegalName::parse(&form.legal_name));
    let country = errors.take("country", Country::parse(&form.country));
    let programme = match form.programme.as_str() {
        "none" => Some(None),
        other => Programme::parse(other)
            .filter(|p| *p != Programme::Operator)
            .map(Some),
    };
    if programme.is_none() {
        errors.add("programme", Problem::Required);
    }
    let domain = if form.no_domain.is_empty() {
        errors.take("domain", parse_own_domain(&form.domain, tenants))
    } else {
        errors.take("label", parse_internal_domain(&form.label, tenants))
    };
    let (Some(legal_name), Some(country), Some(programme), Some(domain)) =
        (legal_name, country, programme, domain)
    else {
        return Ok(invalid(&new_page(&visit, form.data.clone(), &errors)));
    };
    let name = legal_name.as_str().to_owned();
    let founding = Founding {
        legal_name,
        country,
        domain,
        domain_state: DomainState::Verified,
    };
    let done = visit
        .submit_once(form.key, move |conn, cx| {
            let (id, token) = service::make(conn, cx, &permit, &founding, programme)?;
            Ok((path_of(id), (id, token)))
        })
        .await;
    match done {
        Ok(Ok((id, token))) => Ok(link_page(&visit, &name, id, &token)),
        Ok(Err(elsewhere)) => Ok(made_already(&visit, elsewhere)),
        Err(Fault::Refused(Refused::DomainTaken { .. })) => {
            let field = if form.no_domain.is_empty() {
                "domain"
            } else {
                "label"
            };
            let errors = FieldErrors::one(field, Problem::DomainTaken);
            Ok(invalid(&new_page(&visit, form.data.clone(), &errors)))
        }
        Err(Fault::Refused(Refused::Changed)) => Err(AppError::Conflict(visit.t.error_conflict_lead())),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}
