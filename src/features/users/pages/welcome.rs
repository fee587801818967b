//! The page of a one-time link (decision 3): the first person of an organization, or a new one of the operator.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::{check_password, countries, hashed};
use crate::db::Fault;
use crate::error::AppError;
use crate::features::organizations::{self, Organization};
use crate::features::users::service::founding;
use crate::i18n::{When, dates, joined_roles};
use crate::kernel::country::Country;
use crate::kernel::email::{EmailAddress, sign_in_spelling};
use crate::kernel::problem::Problem;
use crate::kernel::text::{LegalName, PersonName, UserName};
use crate::mail::link::{self, LinkKind};
use crate::policy::{Permit, TenantScope, actions, permit_public};
use crate::web::{Errors, FieldErrors, Form, Public, View, Visit, invalid, page};

/// The form of a one-time link as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct WelcomeForm {
    organization_name: String,
    country: String,
    full_name: String,
    email: String,
    user_name: String,
    password: String,
}

#[derive(Template)]
#[template(path = "users/welcome.html")]
struct WelcomePage {
    view: View,
    input: WelcomeForm,
    token: String,
    /// The organization one will belong to, and where its people sign in.
    organization: String,
    sign_in_domain: String,
    /// What the account may do, in words.
    roles: String,
    /// Until when the link works.
    until: When,
    /// The first of the operator also says who runs the installation.
    first: bool,
    countries: Vec<(&'static str, &'static str)>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "users/welcome_dead.html")]
struct WelcomeDeadPage {
    view: View,
    used: bool,
}

/// A live link and its organization, or the page that says why not.
async fn live(
    visit: &Visit,
    token: &str,
) -> Result<Result<(link::Link, Organization), HttpResponse>, AppError> {
    let (text, now) = (token.to_owned(), visit.cx.now);
    let found = visit
        .read(move |conn| {
            let Some(link) = link::find(conn, LinkKind::OneTime, &text)? else {
                return Ok(None);
            };
            let organization = organizations::by_id(conn, &TenantScope::System, link.organization)?;
            Ok::<_, AppError>(organization.map(|o| (link, o)))
        })
        .await?;
    let Some((link, organization)) = found else {
        return Err(AppError::NotFound);
    };
    if let Err(dead) = link.usable(now) {
        let view = View::new(visit, visit.t.users_welcome_title());
        let page = WelcomeDeadPage {
            view,
            used: dead == link::Dead::Used,
        };
        return Ok(Err(crate::web::html(actix_web::http::StatusCode::GONE, &page)));
    }
    Ok(Ok((link, organization)))
}

fn welcome_page(
    visit: &Visit,
    token: &str,
    link: &link::Link,
    organization: &Organization,
    form: WelcomeForm,
    errors: &FieldErrors,
) -> WelcomePage {
    let view = View::new(visit, visit.t.users_welcome_title());
    let zone = Country::parse(&organization.country).map_or("UTC", |c| c.time_zone());
    WelcomePage {
        roles: joined_roles(visit.t, &founding::granted(link)),
        until: dates::when(visit.language, zone, link.expires_at()),
        view: if errors.is_empty() { view } else { view.failed() },
        input: form,
        token: token.to_owned(),
        organization: organization.legal_name.clone(),
        sign_in_domain: organization.sign_in_domain.clone().unwrap_or_default(),
        first: link.is_first(),
        countries: countries(visit.language),
        errors: errors.in_words(visit.t),
    }
}

pub(super) async fn show(
    visit: Visit,
    _public: Public,
    token: Path<String>,
) -> Result<HttpResponse, AppError> {
    match live(&visit, &token).await? {
        Ok((link, organization)) => {
            let (full_name, email) = founding::invited(&visit.app.site.keys, &link);
            let known = WelcomeForm {
                full_name,
                email,
                ..WelcomeForm::default()
            };
            Ok(page(&welcome_page(
                &visit,
                &token,
                &link,
                &organization,
                known,
                &FieldErrors::new(),
            )))
        }
        Err(dead) => Ok(dead),
    }
}

pub(super) async fn create(
    visit: Visit,
    _public: Public,
    token: Path<String>,
    form: Form<WelcomeForm>,
) -> Result<HttpResponse, AppError> {
    // The first of two presses has used the link up.
    if let Some(done) = visit.done_before(form.key).await? {
        return Ok(done);
    }
    let (link, organization) = match live(&visit, &token).await? {
        Ok(found) => found,
        Err(dead) => return Ok(dead),
    };
    let again = |errors: FieldErrors| {
        let form = WelcomeForm {
            password: String::new(),
            ..form.data.clone()
        };
        Ok(invalid(&welcome_page(
            &visit,
            &token,
            &link,
            &organization,
            form,
            &errors,
        )))
    };
    let mut errors = FieldErrors::new();
    let identity = match link.is_first() {
        false => None,
        true => errors
            .take("organization_name", LegalName::parse(&form.organization_name))
            .zip(errors.take("country", Country::parse(&form.country))),
    };
    let full_name = errors.take("full_name", PersonName::parse(&form.full_name));
    let email = errors.take("email", EmailAddress::parse(&form.email));
    let domain = organization.sign_in_domain.clone().unwrap_or_default();
    let typed = sign_in_spelling(&form.user_name);
    let user_name = errors.take(
        "user_name",
        UserName::parse(typed.strip_suffix(&format!("@{domain}")).unwrap_or(&typed)),
    );
    let known = [
        form.full_name.as_str(),
        &form.organization_name,
        &form.user_name,
        &form.email,
        &organization.legal_name,
    ];
    let password = errors.take("password", check_password(&visit, &form.password, &known).await?);
    let (Some(full_name), Some(email), Some(user_name), Some(password), true) =
        (full_name, email, user_name, password, errors.is_empty())
    else {
        return again(errors);
    };
    let credentials = hashed(&visit, &password).await?;
    let permit: Permit<actions::FollowLink> = permit_public(None);
    let user_name = format!("{}@{domain}", user_name.as_str());
    let note = visit.t.users_created(&user_name);
    let (text, language, name) = (token.to_string(), visit.language, user_name.clone());
    let operator_name = identity.as_ref().map(|(name, _)| name.as_str().to_owned());
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            founding::welcome(
                conn,
                cx,
                &permit,
                &text,
                identity.as_ref(),
                &full_name,
                &email,
                &name,
                credentials,
                language,
            )?;
            Ok("/signin".to_owned())
        })
        .await;
    match done {
        Ok(response) => {
            if let Some(name) = operator_name {
                visit.app.site.set_operator_name(name);
            }
            Ok(response)
        }
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(founding::WelcomeRefused::LinkDead)) => {
            Err(AppError::Conflict(visit.t.users_welcome_used()))
        }
        Err(Fault::Refused(founding::WelcomeRefused::UserNameTaken)) => {
            again(FieldErrors::one("user_name", Problem::UserNameTaken))
        }
        Err(Fault::Refused(founding::WelcomeRefused::EmailTaken)) => {
            again(FieldErrors::one("email", Problem::EmailTaken))
        }
    }
}
