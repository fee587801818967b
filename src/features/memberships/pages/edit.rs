//! Correcting a profile by hand. Who saves an older version is shown what the other one wrote, and keeps what they typed (A.14).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::memberships::domain::{ADDRESS, MpnId, ProfileKind, ProfileState, competencies};
use crate::features::memberships::service::{self, Correction, NotCorrected};
use crate::features::memberships::store::Profile;
use crate::kernel::country::Country;
use crate::kernel::phone::PhoneNumber;
use crate::kernel::problem::Problem;
use crate::kernel::text;
use crate::kernel::webmail::own_domain;
use crate::kernel::website::WebSite;
use crate::policy::{Actor, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, html, invalid, page};

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct EditForm {
    version: i32,
    organization: String,
    country: String,
    state: String,
    kind: String,
    competencies: String,
    enrolled_domain: String,
    address_line1: String,
    address_line2: String,
    city: String,
    region: String,
    postal_code: String,
    phone: String,
    website: String,
}

impl EditForm {
    fn of(profile: &Profile) -> Self {
        Self {
            version: profile.version,
            organization: profile.organization_name.clone(),
            country: profile.country.clone(),
            state: profile.state.as_str().to_owned(),
            kind: profile.kind.as_str().to_owned(),
            competencies: profile.competency_list().join("; "),
            enrolled_domain: profile.enrolled_domain.clone().unwrap_or_default(),
            address_line1: profile.address_line1.clone(),
            address_line2: profile.address_line2.clone(),
            city: profile.city.clone(),
            region: profile.region.clone(),
            postal_code: profile.postal_code.clone(),
            phone: profile.phone.clone(),
            website: profile.website.clone(),
        }
    }

    fn columns(&self) -> [(&'static str, &str); 13] {
        [
            ("organization", &self.organization),
            ("country", &self.country),
            ("state", &self.state),
            ("kind", &self.kind),
            ("competencies", &self.competencies),
            ("enrolled_domain", &self.enrolled_domain),
            ("address_line1", &self.address_line1),
            ("address_line2", &self.address_line2),
            ("city", &self.city),
            ("region", &self.region),
            ("postal_code", &self.postal_code),
            ("phone", &self.phone),
            ("website", &self.website),
        ]
    }

    fn parse(&self, tenant_domain: &str) -> Result<Correction, FieldErrors> {
        let mut errors = FieldErrors::new();
        let organization = errors.take("organization", text::line(&self.organization, 200));
        let country = errors.take("country", Country::parse(&self.country));
        let state = errors.take("state", ProfileState::parse(&self.state).ok_or(Problem::Required));
        let kind = errors.take("kind", ProfileKind::parse(&self.kind).ok_or(Problem::Required));
        let competencies = errors.take("competencies", competencies(&self.competencies));
        let enrolled_domain = errors.take(
            "enrolled_domain",
            filled(&self.enrolled_domain, |typed| {
                own_domain(typed, tenant_domain).map(|domain| domain.as_str().to_owned())
            }),
        );
        let lines = [
            &self.address_line1,
            &self.address_line2,
            &self.city,
            &self.region,
            &self.postal_code,
        ];
        let mut address: [String; 5] = Default::default();
        for ((column, typed), place) in ADDRESS.iter().zip(lines).zip(&mut address) {
            let line = errors.take(column, filled(typed, |typed| text::line(typed, 200)));
            *place = line.flatten().unwrap_or_default();
        }
        let phone = errors.take(
            "phone",
            filled(&self.phone, |typed| match country {
                Some(country) => PhoneNumber::parse(typed, country).map(|p| p.as_str().to_owned()),
                None => Ok(typed.to_owned()),
            }),
        );
        let website = errors.take(
            "website",
            filled(&self.website, |typed| {
                WebSite::parse(typed).map(|site| site.as_str().to_owned())
            }),
        );
        match (organization, country, state, kind, competencies) {
            (Some(organization), Some(country), Some(state), Some(kind), Some(competencies))
                if errors.is_empty() =>
            {
                Ok(Correction {
                    organization,
                    country: country.code().to_owned(),
                    state,
                    kind,
                    competencies,
                    enrolled_domain: enrolled_domain.flatten(),
                    address,
                    phone: phone.flatten().unwrap_or_default(),
                    website: website.flatten().unwrap_or_default(),
                })
            }
            _ => Err(errors),
        }
    }
}

/// Parses what is typed; nothing typed is all right.
fn filled(
    typed: &str,
    parse: impl FnOnce(&str) -> Result<String, Problem>,
) -> Result<Option<String>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        typed => parse(typed).map(Some),
    }
}

#[derive(Template)]
#[template(path = "memberships/edit.html")]
struct EditPage {
    view: View,
    mpn_id: String,
    /// The profile's own page.
    back: String,
    trail: Vec<(String, String)>,
    input: EditForm,
    countries: Vec<(&'static str, &'static str)>,
    states: Vec<(&'static str, String, String)>,
    kinds: Vec<(&'static str, String)>,
    errors: Errors,
    /// What somebody else wrote meanwhile: name and value of what differs from the form.
    theirs: Vec<(String, String)>,
}

fn edit_page(
    visit: &Visit,
    mpn_id: &MpnId,
    input: EditForm,
    errors: &FieldErrors,
    theirs: Vec<(String, String)>,
) -> EditPage {
    let t = visit.t;
    let view = View::new(visit, t.memberships_edit_title(mpn_id.as_str()));
    EditPage {
        view: if errors.is_empty() && theirs.is_empty() {
            view
        } else {
            view.failed()
        },
        mpn_id: mpn_id.to_string(),
        trail: vec![
            ("/operations/memberships".to_owned(), t.memberships_title()),
            (format!("/operations/memberships/{mpn_id}"), mpn_id.to_string()),
        ],
        back: format!("/operations/memberships/{mpn_id}"),
        input,
        countries: Country::all(visit.language)
            .iter()
            .map(|c| (c.code(), c.name(visit.language)))
            .collect(),
        states: vec![
            (
                "active",
                t.memberships_state_active(),
                t.memberships_state_active_hint(),
            ),
            (
                "inactive",
                t.memberships_state_inactive(),
                t.memberships_state_inactive_hint(),
            ),
        ],
        kinds: ProfileKind::ALL
            .iter()
            .map(|kind| (kind.as_str(), words::kind(t, *kind)))
            .collect(),
        errors: errors.in_words(t),
        theirs,
    }
}

async fn profile(visit: &Visit, actor: &Actor, mpn_id: &MpnId) -> Result<Profile, AppError> {
    let (permit, mpn_id) = (permit::<actions::SeeMemberships>(actor)?, mpn_id.clone());
    let shown = visit
        .read(move |conn| service::show(conn, &permit, &mpn_id))
        .await?;
    shown.map(|shown| shown.profile).ok_or(AppError::NotFound)
}

pub(super) async fn edit(visit: Visit, actor: Actor, path: Path<String>) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageMemberships>(&actor)?;
    let mpn_id = MpnId::parse(&path).ok_or(AppError::NotFound)?;
    let input = EditForm::of(&profile(&visit, &actor, &mpn_id).await?);
    Ok(page(&edit_page(
        &visit,
        &mpn_id,
        input,
        &FieldErrors::new(),
        Vec::new(),
    )))
}

pub(super) async fn update(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<EditForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageMemberships>(&actor)?;
    let mpn_id = MpnId::parse(&path).ok_or(AppError::NotFound)?;
    let correction = match form.parse(&visit.app.site.tenant_domain) {
        Ok(correction) => correction,
        Err(errors) => {
            return Ok(invalid(&edit_page(
                &visit,
                &mpn_id,
                form.data.clone(),
                &errors,
                Vec::new(),
            )));
        }
    };
    let (number, version) = (mpn_id.clone(), form.version);
    let note = visit.t.memberships_edit_saved();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::correct(conn, cx, &permit, &number, version, correction)?;
            Ok(format!("/operations/memberships/{number}"))
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(NotCorrected::Unknown)) => Err(AppError::NotFound),
        Err(Fault::Refused(NotCorrected::Stale)) => {
            let stored = EditForm::of(&profile(&visit, &actor, &mpn_id).await?);
            let theirs = stored
                .columns()
                .into_iter()
                .zip(form.columns())
                .filter(|(stored, typed)| stored.1 != typed.1)
                .map(|((column, value), _)| (words::column(visit.t, column), value.to_owned()))
                .collect();
            let input = EditForm {
                version: stored.version,
                ..form.data.clone()
            };
            let again = edit_page(&visit, &mpn_id, input, &FieldErrors::new(), theirs);
            Ok(html(StatusCode::CONFLICT, &again))
        }
    }
}
