//! The customer support contact: whom customers ask (S21).

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use super::contact::{ContactForm, phone_example};
use crate::error::AppError;
use crate::features::organizations::{self, ContactKind};
use crate::kernel::website::WebSite;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page};

/// The customer support contact as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct SupportForm {
    #[serde(flatten)]
    contact: ContactForm,
    website: String,
}

#[derive(Template)]
#[template(path = "dashboard/support.html")]
struct SupportPage {
    view: View,
    phone_example: String,
    input: SupportForm,
    errors: Errors,
}

fn support_page(visit: &Visit, form: SupportForm, errors: &FieldErrors) -> SupportPage {
    let view = View::new(visit, visit.t.organizations_support());
    SupportPage {
        phone_example: phone_example(visit),
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
    let form = SupportForm {
        contact: contact.map(ContactForm::from).unwrap_or_default(),
        website: organization.and_then(|o| o.support_website).unwrap_or_default(),
    };
    Ok(page(&support_page(&visit, form, &FieldErrors::new())))
}

pub(in crate::features::dashboard::pages) async fn update_support(
    visit: Visit,
    actor: Actor,
    form: Form<SupportForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let mut errors = FieldErrors::new();
    let contact = form.contact.read(&actor, ContactKind::Support, &mut errors)?;
    let website = match form.website.trim() {
        "" => Some(None),
        typed => errors.take("website", WebSite::parse(typed)).map(Some),
    };
    let (Some(contact), Some(website)) = (contact, website) else {
        return Ok(invalid(&support_page(&visit, form.data.clone(), &errors)));
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
