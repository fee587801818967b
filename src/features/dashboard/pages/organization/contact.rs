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

/// A contact as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct ContactForm {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) phone: String,
}

impl From<Contact> for ContactForm {
    fn from(contact: Contact) -> Self {
        Self {
            first_name: contact.first_name,
            last_name: contact.last_name,
            email: contact.email,
            phone: phone::shown(&contact.phone),
        }
    }
}

impl ContactForm {
    /// The contact of the actor's organization, unless something is wrong in it.
    pub(super) fn read(
        &self,
        actor: &Actor,
        kind: ContactKind,
        errors: &mut FieldErrors,
    ) -> Result<Option<Contact>, AppError> {
        let country =
            Country::parse(&actor.country).map_err(|_| AppError::Internal(actor.country.clone()))?;
        let first_name = errors.take("first_name", PersonName::parse(&self.first_name));
        let last_name = errors.take("last_name", PersonName::parse(&self.last_name));
        let email = errors.take("email", EmailAddress::parse(&self.email));
        let phone = errors.take("phone", PhoneNumber::parse(&self.phone, country));
        let (Some(first_name), Some(last_name), Some(email), Some(phone)) =
            (first_name, last_name, email, phone)
        else {
            return Ok(None);
        };
        Ok(Some(Contact {
            organization_id: actor.organization,
            kind,
            first_name: first_name.as_str().to_owned(),
            last_name: last_name.as_str().to_owned(),
            email_norm: email.norm(),
            email: email.as_str().to_owned(),
            phone: phone.as_str().to_owned(),
            verified_at: None,
        }))
    }
}

#[derive(Template)]
#[template(path = "dashboard/contact.html")]
struct ContactPage {
    view: View,
    phone_example: String,
    input: ContactForm,
    errors: Errors,
}

/// How a telephone number of the organization's country is written, for the hint.
pub(super) fn phone_example(visit: &Visit) -> String {
    let country = visit.actor.as_deref().map(|actor| Country::parse(&actor.country));
    country
        .and_then(Result::ok)
        .map_or_else(String::new, phone::example)
}

fn contact_page(visit: &Visit, form: ContactForm, errors: &FieldErrors) -> ContactPage {
    let view = View::new(visit, visit.t.organizations_primary());
    ContactPage {
        phone_example: phone_example(visit),
        view: if errors.is_empty() { view } else { view.failed() },
        input: form,
        errors: errors
            .in_words(visit.t)
            .in_order_of(&["first_name", "last_name", "email", "phone"]),
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
    let form = known.map(ContactForm::from).unwrap_or_default();
    Ok(page(&contact_page(&visit, form, &FieldErrors::new())))
}

pub(in crate::features::dashboard::pages) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<ContactForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let mut errors = FieldErrors::new();
    let contact = form.read(&actor, ContactKind::Primary, &mut errors)?;
    if let Ok(domain) = EmailAddress::parse(&form.email).map(|email| email.domain()) {
        let (reading, asked) = (permit.clone(), domain.clone());
        let rule = visit
            .read(move |conn| enrollments::web_mail_rule(conn, reading.scope(), &asked))
            .await?;
        if rule.refuses() {
            errors.say("email", visit.t.enrollments_web_mail(domain.as_str()));
        }
    }
    let (Some(contact), true) = (contact, errors.is_empty()) else {
        return Ok(invalid(&contact_page(&visit, form.data.clone(), &errors)));
    };
    visit
        .submit(form.key, Some(visit.t.contacts_saved()), move |conn, cx| {
            organizations::set_primary_contact(conn, cx, &permit, &contact)?;
            Ok::<_, AppError>(format!("{PATH}#contacts"))
        })
        .await
}
