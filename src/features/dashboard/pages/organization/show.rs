//! The profile itself, and **Verify domain**.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::memberships::{self, Profile, ProfileState};
use crate::features::organizations::domain::{ClosedBy, DomainState, NameState, ProofRefused, Standing};
use crate::features::organizations::{self, Contact, ContactKind, Organization};
use crate::i18n::{When, Words};
use crate::kernel::address::PostalAddress;
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::phone;
use crate::policy::{Actor, actions, permit};
use crate::web::view::programme_words;
use crate::web::{Errors, FieldErrors, Form, View, Visit, flash, invalid, page};

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
    /// Each with since when.
    programmes: Vec<(String, When)>,
    /// A new legal name that waits for the operator.
    new_name: Option<String>,
    primary: Option<Shown>,
    support: Option<Shown>,
    website: String,
    profile: Option<Profile>,
    competencies: String,
    membership_active: bool,
    manages: bool,
    closes: bool,
    /// While a Global admin's **Close account** can be undone: until when.
    undo: Option<When>,
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

fn shown(contact: Contact) -> Shown {
    Shown {
        name: contact.full_name(),
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
    let (organization, address, primary, support, profile, since, name) = visit
        .read(move |conn| {
            let scope = permit.scope();
            let organization = organizations::by_id(conn, scope, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((
                organization,
                organizations::address(conn, scope, id)?,
                organizations::contact(conn, scope, id, ContactKind::Primary)?,
                organizations::contact(conn, scope, id, ContactKind::Support)?,
                memberships::bound_to(conn, scope, id)?,
                organizations::programmes_since(conn, scope, id)?,
                organizations::newest_name_change(conn, scope, id)?,
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
    let competencies: Vec<String> = profile
        .as_ref()
        .and_then(|p| serde_json::from_str(&p.competencies).ok())
        .unwrap_or_default();
    let view = View::new(visit, t.menu_organization_profile());
    let manages = view.may::<actions::ManageOrganization>();
    Ok(OrganizationPage {
        domain: domain_words(t, organization.domain_state),
        address: address.into_iter().filter(|l| !l.is_empty()).collect(),
        programmes: since
            .into_iter()
            .map(|(programme, at)| (programme_words(t, programme), view.when(&at)))
            .collect(),
        new_name: name
            .filter(|change| change.state == NameState::Open)
            .map(|change| change.new_name),
        primary: primary.map(shown),
        support: support.map(shown),
        website: organization.support_website.clone().unwrap_or_default(),
        membership_active: profile.as_ref().is_some_and(|p| p.state == ProfileState::Active),
        competencies: competencies.join(&t.roles_separator()),
        profile,
        closes: view.may::<actions::CloseOrganization>(),
        undo: match organization.standing(false) {
            Standing::Closed(closing)
                if closing.by == ClosedBy::Organization && view.may::<actions::UndoClosing>() =>
            {
                Some(view.when(&closing.until()))
            }
            _ => None,
        },
        organization,
        manages,
        proof,
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

pub(in crate::features::dashboard::pages) async fn show(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    let shown = organization_page(&visit, &actor, String::new(), &FieldErrors::new()).await?;
    Ok(page(&shown))
}

/// **Verify domain** as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct ProofForm {
    proof: String,
}

pub(in crate::features::dashboard::pages) async fn verify_domain(
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
