//! *Organization profile*: legal info, sign-in domain, identifiers, contacts and membership (decisions 2 and 39). It stands here and
//! not in `organizations`, since it shows what later features know.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::memberships::{self, Profile, ProfileState};
use crate::features::organizations::domain::{DomainState, ProofRefused};
use crate::features::organizations::{self, Contact, ContactKind, Organization};
use crate::i18n::Words;
use crate::kernel::address::PostalAddress;
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::phone::{self, PhoneNumber};
use crate::kernel::text::PersonName;
use crate::kernel::website::WebSite;
use crate::policy::{Actor, actions, permit};
use crate::web::view::programme_words;
use crate::web::{Errors, FieldErrors, Form, View, Visit, flash, invalid, page};

const PATH: &str = "/account/organization";

/// A contact as it is shown.
struct Shown {
    name: String,
    email: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "dashboard/organization.html")]
struct OrganizationPage {
    view: View,
    organization: Organization,
    domain: (&'static str, &'static str, String, String),
    address: Vec<String>,
    programmes: String,
    primary: Option<Shown>,
    support: Option<Shown>,
    website: String,
    profile: Option<Profile>,
    competencies: String,
    membership_active: bool,
    manages: bool,
    proof: String,
    errors: Errors,
}

/// State, tone, word and explanation of a sign-in domain.
fn domain_words(t: &Words, state: DomainState) -> (&'static str, &'static str, String, String) {
    let (tone, word, lead) = match state {
        DomainState::None => (
            "",
            t.organizations_domain_none(),
            t.organizations_domain_none_lead(),
        ),
        DomainState::Claimed => (
            "warn",
            t.organizations_domain_claimed(),
            t.organizations_domain_claimed_lead(),
        ),
        DomainState::Verified => (
            "good",
            t.organizations_domain_verified(),
            t.organizations_domain_verified_lead(),
        ),
    };
    (state.as_str(), tone, word, lead)
}

fn shown(contact: Contact, visit: &Visit) -> Shown {
    let (first, last) = (contact.first_name.trim(), contact.last_name.trim());
    let name = match visit.language {
        crate::kernel::language::Language::Ja => format!("{last} {first}"),
        crate::kernel::language::Language::En => format!("{first} {last}"),
    };
    Shown {
        name: name.trim().to_owned(),
        email: contact.email,
        phone: phone::shown(&contact.phone),
    }
}

async fn organization_page(
    visit: &Visit,
    actor: &Actor,
    proof: String,
    errors: &FieldErrors,
) -> Result<OrganizationPage, AppError> {
    let permit = permit::<actions::SeeOrganization>(actor)?;
    let id = actor.organization;
    let (organization, address, primary, support, profile) = visit
        .read(move |conn| {
            let scope = permit.scope();
            let organization = organizations::by_id(conn, scope, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((
                organization,
                organizations::address(conn, scope, id)?,
                organizations::contact(conn, scope, id, ContactKind::Primary)?,
                organizations::contact(conn, scope, id, ContactKind::Support)?,
                memberships::bound_to(conn, scope, id)?,
            ))
        })
        .await?;
    let t = visit.t;
    let address = address.map_or_else(Vec::new, |a| {
        let parts = [a.line1.as_str(), &a.line2, &a.city, &a.region, &a.postal_code];
        let parsed = Country::parse(&a.country)
            .ok()
            .and_then(|c| PostalAddress::parse(c, &parts).ok());
        match parsed {
            Some(address) => address.lines(visit.language),
            None => parts.map(str::to_owned).to_vec(),
        }
    });
    let programmes: Vec<String> = actor.programmes.iter().map(|p| programme_words(t, *p)).collect();
    let competencies: Vec<String> = profile
        .as_ref()
        .and_then(|p| serde_json::from_str(&p.competencies).ok())
        .unwrap_or_default();
    let view = View::new(visit, t.menu_organization_profile());
    let manages = view.may::<actions::ManageOrganization>();
    Ok(OrganizationPage {
        domain: domain_words(t, organization.domain_state),
        address: address.into_iter().filter(|l| !l.is_empty()).collect(),
        programmes: programmes.join(&t.roles_separator()),
        primary: primary.map(|c| shown(c, visit)),
        support: support.map(|c| shown(c, visit)),
        website: organization.support_website.clone().unwrap_or_default(),
        membership_active: profile.as_ref().is_some_and(|p| p.state == ProfileState::Active),
        competencies: competencies.join(&t.roles_separator()),
        profile,
        organization,
        manages,
        proof,
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

pub(super) async fn show(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let shown = organization_page(&visit, &actor, String::new(), &FieldErrors::new()).await?;
    Ok(page(&shown))
}

/// **Verify domain** as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProofForm {
    proof: String,
}

pub(super) async fn verify_domain(
    visit: Visit,
    actor: Actor,
    form: Form<ProofForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let mut errors = FieldErrors::new();
    let Some(email) = errors.take("proof", EmailAddress::parse(&form.proof)) else {
        let again = organization_page(&visit, &actor, form.proof.clone(), &errors).await?;
        return Ok(invalid(&again));
    };
    let domain = actor.sign_in_domain.clone();
    if email.domain().as_str() == domain {
        // Three an hour, for the organization and not for each address in its domain (decision 2).
        visit
            .app
            .throttle
            .mail_form(visit.cx.origin.ip.as_deref(), &domain, visit.cx.now)
            .map_err(|retry_after| AppError::TooMany { retry_after })?;
    }
    let (language, note) = (visit.language, visit.t.organizations_proof_sent(email.as_str()));
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            organizations::ask_for_proof(conn, cx, &permit, &email, language)?;
            Ok(format!("{PATH}#domain"))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(ProofRefused::NotInDomain)) => {
            let words = visit.t.organizations_not_in_domain(&domain);
            let errors = FieldErrors::one_said("proof", words);
            let again = organization_page(&visit, &actor, form.proof.clone(), &errors).await?;
            Ok(invalid(&again))
        }
        Err(Fault::Refused(ProofRefused::AlreadyVerified)) => Ok(flash::done(
            &visit.req,
            visit.t.organizations_already_verified(),
            &format!("{PATH}#domain"),
        )),
        Err(Fault::Refused(_)) => Err(AppError::Refused(visit.t.organizations_domain_none_lead())),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

/// The customer support contact as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SupportForm {
    first_name: String,
    last_name: String,
    email: String,
    phone: String,
    website: String,
}

#[derive(Template)]
#[template(path = "dashboard/support.html")]
struct SupportPage {
    view: View,
    input: SupportForm,
    errors: Errors,
}

fn support_page(visit: &Visit, form: SupportForm, errors: &FieldErrors) -> SupportPage {
    let view = View::new(visit, visit.t.organizations_support());
    SupportPage {
        view: if errors.is_empty() { view } else { view.failed() },
        input: form,
        errors: errors.in_words(visit.t),
    }
}

pub(super) async fn edit_support(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let id = actor.organization;
    let (contact, organization) = visit
        .read(move |conn| {
            let contact = organizations::contact(conn, permit.scope(), id, ContactKind::Support)?;
            Ok::<_, AppError>((contact, organizations::by_id(conn, permit.scope(), id)?))
        })
        .await?;
    let mut form = contact.map_or_else(SupportForm::default, |c| SupportForm {
        first_name: c.first_name,
        last_name: c.last_name,
        email: c.email,
        phone: phone::shown(&c.phone),
        website: String::new(),
    });
    form.website = organization.and_then(|o| o.support_website).unwrap_or_default();
    Ok(page(&support_page(&visit, form, &FieldErrors::new())))
}

pub(super) async fn update_support(
    visit: Visit,
    actor: Actor,
    form: Form<SupportForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let country = Country::parse(&actor.country).map_err(|_| AppError::Internal(actor.country.clone()))?;
    let mut errors = FieldErrors::new();
    let first_name = errors.take("first_name", PersonName::parse(&form.first_name));
    let last_name = errors.take("last_name", PersonName::parse(&form.last_name));
    let email = errors.take("email", EmailAddress::parse(&form.email));
    let phone = errors.take("phone", PhoneNumber::parse(&form.phone, country));
    let website = match form.website.trim() {
        "" => Some(None),
        typed => errors.take("website", WebSite::parse(typed)).map(Some),
    };
    let (Some(first_name), Some(last_name), Some(email), Some(phone), Some(website)) =
        (first_name, last_name, email, phone, website)
    else {
        return Ok(invalid(&support_page(&visit, form.data.clone(), &errors)));
    };
    let contact = Contact {
        organization_id: actor.organization,
        kind: ContactKind::Support,
        first_name: first_name.as_str().to_owned(),
        last_name: last_name.as_str().to_owned(),
        email_norm: email.norm(),
        email: email.as_str().to_owned(),
        phone: phone.as_str().to_owned(),
        verified_at: None,
    };
    let note = visit.t.organizations_support_saved();
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            let website = website.as_ref().map(WebSite::as_str);
            organizations::set_support(conn, cx, permit.who(), &contact, website)?;
            Ok::<_, AppError>(format!("{PATH}#contacts"))
        })
        .await
}
