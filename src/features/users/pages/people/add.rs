//! **Add user** (S30–S33).

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::{PATH, is_top, parse_roles, refusal_words, refused, shown_once};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::users::domain::{Refused, sign_in_name};
use crate::features::users::pages::abilities::{Axis, axes};
use crate::features::users::service::people::{self, NewPerson};
use crate::kernel::email::EmailAddress;
use crate::kernel::problem::Problem;
use crate::kernel::text::PersonName;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, invalid, page};

/// **Add user** as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::users::pages) struct AddForm {
    full_name: String,
    email: String,
    user_name: String,
    agent: String,
    admin: String,
    operator: String,
}

impl AddForm {
    fn parse(&self, visit: &Visit, actor: &Actor) -> Result<NewPerson, FieldErrors> {
        let mut errors = FieldErrors::new();
        let full_name = errors.take("full_name", PersonName::parse(&self.full_name));
        let email = errors.take("email", EmailAddress::parse(&self.email));
        let user_name = errors.take("user_name", sign_in_name(&self.user_name, &actor.sign_in_domain));
        let roles = parse_roles(
            visit.t,
            actor,
            &self.agent,
            &self.admin,
            &self.operator,
            &mut errors,
        );
        match (full_name, email, user_name, roles) {
            (Some(full_name), Some(email), Some(user_name), Some(roles)) => Ok(NewPerson {
                user_name,
                full_name,
                email,
                roles,
            }),
            _ => Err(errors),
        }
    }

    /// What is chosen on an axis.
    fn chosen(&self, axis: &str) -> &str {
        match axis {
            "agent" => &self.agent,
            "admin" => &self.admin,
            _ => &self.operator,
        }
    }
}

#[derive(Template)]
#[template(path = "users/people/add.html")]
struct AddPage {
    view: View,
    input: AddForm,
    domain: String,
    axes: Vec<Axis>,
    errors: Errors,
}

fn add_page(visit: &Visit, actor: &Actor, input: AddForm, errors: &FieldErrors) -> AddPage {
    let view = View::new(visit, visit.t.people_add());
    AddPage {
        view: if errors.is_empty() { view } else { view.failed() },
        input,
        domain: actor.sign_in_domain.clone(),
        axes: axes(visit.t, &actor.programmes, is_top(actor)),
        errors: errors.in_words(visit.t),
    }
}

pub(in crate::features::users::pages) async fn new(
    visit: Visit,
    actor: Actor,
) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageUsers>(&actor)?;
    let none = FieldErrors::new();
    Ok(page(&add_page(&visit, &actor, AddForm::default(), &none)))
}

/// The answer shows user name and password, this once; the same form sent again leads to the person's page (decision 36).
pub(in crate::features::users::pages) async fn create(
    visit: Visit,
    actor: Actor,
    form: Form<AddForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageUsers>(&actor)?;
    let again = |errors: FieldErrors| Ok(invalid(&add_page(&visit, &actor, form.data.clone(), &errors)));
    let person = match form.parse(&visit, &actor) {
        Ok(person) => person,
        Err(errors) => return again(errors),
    };
    let done = visit
        .submit_once(form.key, move |conn, cx| {
            let made = people::add(conn, cx, &permit, &person)?;
            Ok((format!("{PATH}/{}", made.user), made))
        })
        .await;
    match done {
        Ok(Ok(made)) => {
            let title = visit.t.people_added(&made.full_name);
            Ok(shown_once(&visit, title, made, true))
        }
        Ok(Err(elsewhere)) => Ok(elsewhere),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(Refused::UserNameTaken)) => {
            again(FieldErrors::one("user_name", Problem::UserNameTaken))
        }
        Err(Fault::Refused(Refused::EmailTaken)) => again(FieldErrors::one("email", Problem::EmailTaken)),
        Err(Fault::Refused(Refused::AboveOneself)) => {
            again(FieldErrors::one_said("admin", visit.t.people_refused_above()))
        }
        Err(Fault::Refused(why @ Refused::TooManyToday)) => again(FieldErrors::one_said(
            "email",
            refusal_words(visit.t, &actor, why),
        )),
        Err(Fault::Refused(why)) => Err(refused(&visit, &actor, why)),
    }
}
