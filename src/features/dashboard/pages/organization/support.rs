//! The customer support contact: whom customers ask (S21).

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::error::AppError;
use crate::features::organizations::{self, Contact, ContactKind};
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::phone::{self, PhoneNumber};
use crate::kernel::text::PersonName;
use crate::kernel::website::WebSite;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page};

/// The customer support contact as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct SupportForm {
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

pub(in crate::features::dashboard::pages) async fn edit_support(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
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

pub(in crate::features::dashboard::pages) async fn update_support(
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
