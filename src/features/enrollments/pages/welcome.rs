//! Welcome (S7, S9, S11) and the work account (S12–S14).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::wizard::{led_on, steps};
use super::words;
use crate::error::AppError;
use crate::features::enrollments::domain::{Kind, Progress, State, Step};
use crate::features::enrollments::{Enrollment, service};
use crate::features::users;
use crate::policy::{Actor, Programme, TenantScope, actions, permit};
use crate::web::view::{role_words, roles_words};
use crate::web::{Form, Nothing, Public, View, Visit, html, page, see_other};

/// An application under way, as Welcome shows it.
struct Open {
    organization: String,
    reference: String,
    state: State,
    words: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "enrollments/welcome.html")]
struct WelcomePage {
    view: View,
    steps: Vec<(String, &'static str, bool)>,
    /// The organization is a reseller already; its name.
    reseller: Option<String>,
    open: Option<Open>,
}

/// The address that partners know from the vendor's letters (S11).
pub(super) async fn kick_off(_public: Public) -> HttpResponse {
    see_other(Step::Welcome.path())
}

pub(super) async fn show(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    let newest = match &public.0 {
        Some(actor) => newest(&visit, actor).await?,
        None => None,
    };
    let open = newest.filter(|row| row.state.is_open());
    Ok(page(&WelcomePage {
        view: View::new(&visit, t.enrollments_welcome_title()),
        steps: steps(
            t,
            Progress {
                signed_in: public.0.is_some(),
                profile_chosen: open.as_ref().is_some_and(|row| row.mpn_id.is_some()),
                ..Progress::default()
            },
        ),
        reseller: public
            .0
            .as_ref()
            .filter(|a| a.is_in(Programme::Reseller))
            .map(|a| a.organization_name.clone()),
        open: open.zip(public.0).map(|(row, actor)| Open {
            organization: actor.organization_name,
            reference: row.reference(),
            state: row.state,
            words: words::state(t, row.state),
            tone: words::state_tone(row.state),
        }),
    }))
}

/// The newest application of the person's organization, if they may see it.
async fn newest(visit: &Visit, actor: &Actor) -> Result<Option<Enrollment>, AppError> {
    let Ok(see) = permit::<actions::SeeEnrollment>(actor) else {
        return Ok(None);
    };
    let dossier = visit.read(move |conn| service::dossier_of(conn, &see)).await?;
    Ok(dossier.map(|d| d.application))
}

/// Where to return to after signing in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// Who is signed in, as the page of the work account shows them.
struct Who {
    person: String,
    user_name: String,
    organization: String,
    roles: String,
    country: String,
    /// The sign-in domain, if it isn't verified.
    unverified: Option<String>,
    /// Why this person can't enroll the organization.
    refused: Option<String>,
    /// Who can instead.
    admins: Vec<String>,
    /// The organization is on its way already: this address instead of a new draft.
    onward: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "enrollments/account.html")]
struct AccountPage {
    view: View,
    steps: Vec<(String, &'static str, bool)>,
    who: Option<Who>,
    next: String,
}

pub(super) async fn account(
    visit: Visit,
    public: Public,
    query: Query<Next>,
) -> Result<HttpResponse, AppError> {
    let t = visit.t;
    // After signing in one goes on where one was; for a newcomer that is the next step (S12).
    let next = Some(query.next.clone())
        .filter(|n| n.starts_with("/enroll/"))
        .unwrap_or_else(|| Step::Association.path().to_owned());
    let progress = Progress {
        signed_in: public.0.is_some(),
        ..Progress::default()
    };
    let title = match &public.0 {
        Some(_) => t.enrollments_account_title_in(),
        None => t.enrollments_account_title(),
    };
    let view = View::new(&visit, title);
    let who = match public.0 {
        Some(actor) => Some(who(&visit, &view, &actor).await?),
        None => None,
    };
    let status = match &who {
        Some(who) if who.refused.is_some() => StatusCode::FORBIDDEN,
        _ => StatusCode::OK,
    };
    Ok(html(
        status,
        &AccountPage {
            steps: steps(t, progress),
            view,
            who,
            next,
        },
    ))
}

async fn who(visit: &Visit, view: &View, actor: &Actor) -> Result<Who, AppError> {
    let t = visit.t;
    let refused = permit::<actions::ApplyForEnrollment>(actor).err();
    let admins = match &refused {
        None => Vec::new(),
        Some(_) => {
            let (scope, organization) = (TenantScope::Own(actor.organization), actor.organization);
            visit
                .read(move |conn| users::global_admins(conn, &scope, organization))
                .await?
                .into_iter()
                .filter(|u| u.state == users::domain::State::Active)
                .map(|u| u.full_name)
                .collect()
        }
    };
    let newest = newest(visit, actor).await?;
    Ok(Who {
        person: actor.full_name.clone(),
        user_name: actor.user_name.clone(),
        organization: actor.organization_name.clone(),
        roles: roles_words(t, actor),
        country: view.country(&actor.country),
        unverified: (!actor.domain_verified).then(|| actor.sign_in_domain.clone()),
        refused: refused.map(|r| refusal(visit, &r)),
        admins,
        onward: match newest.map(|row| row.state) {
            _ if actor.is_in(Programme::Reseller) => Some(Step::Welcome.path()),
            Some(state) if state.is_pending() || state == State::Disowned => Some("/enroll/status"),
            _ => None,
        },
    })
}

fn refusal(visit: &Visit, refusal: &crate::policy::Refusal) -> String {
    use crate::policy::RefusalReason as R;
    let t = visit.t;
    match refusal.reason {
        R::Role => {
            let roles: Vec<String> = refusal.roles.iter().map(|r| role_words(t, *r)).collect();
            t.refusal_role(roles.join(&t.roles_separator()))
        }
        R::Programme => t.refusal_programme(),
        R::Suspended => t.refusal_suspended(),
        R::Closed => t.refusal_closed(),
    }
}

/// **Continue as {person}**: begins the draft, or goes on with the one there is (decision 12).
pub(super) async fn begin(visit: Visit, actor: Actor, form: Form<Nothing>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let language = visit.language;
    let done = visit
        .submit(form.key, None, move |conn, cx| {
            let draft = service::begin(conn, cx, &permit, language)?;
            Ok(match (draft.kind, &draft.mpn_id) {
                (Kind::SupportOnly, _) => "/enroll/support",
                (Kind::New, Some(_)) => Step::Details.path(),
                (Kind::New, None) => Step::Association.path(),
            }
            .to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(fault) => led_on(&visit, fault),
    }
}
