//! The primary contact (S22, S23): its mail address can't be at a web-mail service, and who was it before is told.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::error::AppError;
use crate::features::enrollments;
use crate::features::organizations::{self, Contact, ContactKind};
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::phone::{self, PhoneNumber};
use crate::kernel::text::PersonName;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page};

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct ContactForm {
    first_name: String,
    last_name: String,
    email: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "dashboard/contact.html")]
struct ContactPage {
    view: View,
    input: ContactForm,
    errors: Errors,
}

fn contact_page(visit: &Visit, form: ContactForm, errors: &FieldErrors) -> ContactPage {
    let view = View::new(visit, visit.t.organizations_primary());
    ContactPage {
        view: if errors.is_empty() { view } else { view.failed() },
        input: form,
        errors: errors.in_words(visit.t),
    }
}

pub(in crate::features::dashboard::pages) async fn edit(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let id = actor.organization;
    let known = visit
        .read(move |conn| organizations::contact(conn, permit.scope(), id, ContactKind::Primary))
        .await?;
    let form = known.map_or_else(ContactForm::default, |c| ContactForm {
        first_name: c.first_name,
        last_name: c.last_name,
        email: c.email,
        phone: phone::shown(&c.phone),
    });
    Ok(page(&contact_page(&visit, form, &FieldErrors::new())))
}

pub(in crate::features::dashboard::pages) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<ContactForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let country = Country::parse(&actor.country).map_err(|_| AppError::Internal(actor.country.clone()))?;
    let mut errors = FieldErrors::new();
    let first_name = errors.take("first_name", PersonName::parse(&form.first_name));
    let last_name = errors.take("last_name", PersonName::parse(&form.last_name));
    let email = errors.take("email", EmailAddress::parse(&form.email));
    if let Some(domain) = email.as_ref().map(EmailAddress::domain) {
        let (reading, asked) = (permit.clone(), domain.clone());
        let rule = visit
            .read(move |conn| enrollments::web_mail_rule(conn, reading.scope(), &asked))
            .await?;
        if rule.refuses() {
            errors.say("email", visit.t.enrollments_web_mail(domain.as_str()));
        }
    }
    let phone = errors.take("phone", PhoneNumber::parse(&form.phone, country));
    let (Some(first_name), Some(last_name), Some(email), Some(phone), true) =
        (first_name, last_name, email, phone, errors.is_empty())
    else {
        return Ok(invalid(&contact_page(&visit, form.data.clone(), &errors)));
    };
    let contact = Contact {
        organization_id: actor.organization,
        kind: ContactKind::Primary,
        first_name: first_name.as_str().to_owned(),
        last_name: last_name.as_str().to_owned(),
        email_norm: email.norm(),
        email: email.as_str().to_owned(),
        phone: phone.as_str().to_owned(),
        verified_at: None,
    };
    visit
        .submit(form.key, Some(visit.t.contacts_saved()), move |conn, cx| {
            organizations::set_primary_contact(conn, cx, &permit, &contact)?;
            Ok::<_, AppError>(format!("{PATH}#contacts"))
        })
        .await
}
