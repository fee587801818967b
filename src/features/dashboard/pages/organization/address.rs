//! The registered address, in the form of the country, which never changes.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::PATH;
use crate::error::AppError;
use crate::features::organizations::{self, Address};
use crate::kernel::address::{AddressField, PostalAddress};
use crate::kernel::country::Country;
use crate::policy::{Actor, actions, permit};
use crate::web::address::{AddressPart, name_of, parts};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page};

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::dashboard::pages) struct AddressForm {
    line1: String,
    line2: String,
    city: String,
    region: String,
    postal_code: String,
}

impl AddressForm {
    fn get(&self, part: AddressField) -> &str {
        match part {
            AddressField::Line1 => &self.line1,
            AddressField::Line2 => &self.line2,
            AddressField::City => &self.city,
            AddressField::Region => &self.region,
            AddressField::PostalCode => &self.postal_code,
        }
    }
}

#[derive(Template)]
#[template(path = "dashboard/address.html")]
struct AddressPage {
    view: View,
    country: String,
    parts: Vec<AddressPart>,
    errors: Errors,
}

fn address_page(visit: &Visit, actor: &Actor, form: &AddressForm, errors: &FieldErrors) -> AddressPage {
    let t = visit.t;
    let view = View::new(visit, t.organizations_address());
    let parts = parts(t, visit.language, &actor.country, |part| {
        form.get(part).to_owned()
    });
    AddressPage {
        country: view.country(&actor.country),
        errors: parts.iter().fold(errors.in_words(t), |errors, part| {
            errors.named(t, part.name, &part.label)
        }),
        parts,
        view: if errors.is_empty() { view } else { view.failed() },
    }
}

pub(in crate::features::dashboard::pages) async fn edit(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let id = actor.organization;
    let known = visit
        .read(move |conn| organizations::address(conn, permit.scope(), id))
        .await?;
    let form = known.map_or_else(AddressForm::default, |a| AddressForm {
        line1: a.line1,
        line2: a.line2,
        city: a.city,
        region: a.region,
        postal_code: a.postal_code,
    });
    Ok(page(&address_page(&visit, &actor, &form, &FieldErrors::new())))
}

pub(in crate::features::dashboard::pages) async fn update(
    visit: Visit,
    actor: Actor,
    form: Form<AddressForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageOrganization>(&actor)?;
    let country = Country::parse(&actor.country).map_err(|_| AppError::Internal(actor.country.clone()))?;
    let typed = AddressField::ALL.map(|part| form.get(part));
    let address = match PostalAddress::parse(country, &typed) {
        Ok(address) => address,
        Err(problems) => {
            let mut errors = FieldErrors::new();
            for (part, problem) in problems {
                errors.add(name_of(part), problem);
            }
            return Ok(invalid(&address_page(&visit, &actor, &form.data, &errors)));
        }
    };
    let of = |part| address.get(part).to_owned();
    let address = Address {
        organization_id: actor.organization,
        kind: "legal".to_owned(),
        line1: of(AddressField::Line1),
        line2: of(AddressField::Line2),
        city: of(AddressField::City),
        region: of(AddressField::Region),
        postal_code: of(AddressField::PostalCode),
        country: country.code().to_owned(),
    };
    visit
        .submit(
            form.key,
            Some(visit.t.contacts_address_saved()),
            move |conn, cx| {
                organizations::set_address(conn, cx, &permit, &address)?;
                Ok::<_, AppError>(format!("{PATH}#legal"))
            },
        )
        .await
}
