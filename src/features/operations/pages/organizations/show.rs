//! One organization, and what the operator does about it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::new::{link_page, made_already};
use super::standing::ACTS;
use super::{Badge, domain_badge, path_of, programmes_words, state_badge};
use crate::audit;
use crate::db::{DbConn, DbResult, Fault};
use crate::error::AppError;
use crate::features::operations::pages::ReasonForm;
use crate::features::operations::service::{self, LinkRefused};
use crate::features::organizations::domain::{ClosedBy, DomainState, Refused, Standing};
use crate::features::organizations::{self, Organization};
use crate::features::{events, users};
use crate::i18n::{When, name_words};
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::{Actor, OrganizationState, Programme, TenantScope, actions, permit};
use crate::web::{Errors, FieldErrors, Form, Nothing, View, Visit, flash, id_of, invalid, page};

/// How many entries of the trail are shown at once.
const ENTRIES: usize = 25;

/// What the address asks for: entries before this one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
}

struct Happened {
    text: String,
    at: When,
    detail: String,
}

struct Person {
    name: String,
    user_name: String,
    last: Option<When>,
}

#[derive(Template)]
#[template(path = "operations/organization.html")]
struct ShowPage {
    view: View,
    organization: Organization,
    path: String,
    programmes: String,
    standing: Badge,
    /// Since when, unless always.
    since: Option<When>,
    /// Who closed it.
    closed_by: String,
    until: Option<When>,
    /// What can be done about it: words, and the last part of the address.
    acts: Vec<(String, &'static str)>,
    domain: String,
    domain_state: Badge,
    admins: Vec<Person>,
    /// None of its Global admins ever signed in: a new link can be sent.
    never_signed_in: bool,
    /// Links are for organizations that people sign in to, and not for the operator's own.
    takes_links: bool,
    happened: Vec<Happened>,
    older: String,
    reason: String,
    errors: Errors,
}

/// What is read of one organization, in a fixed number of queries.
struct Facts {
    organization: Organization,
    programmes: Vec<Programme>,
    admins: Vec<users::User>,
    signed_in: bool,
    trail: Vec<audit::Entry>,
    names: std::collections::HashMap<UserId, String>,
}

impl Facts {
    fn read(
        conn: &mut DbConn,
        scope: &TenantScope,
        id: OrganizationId,
        before: Option<i64>,
    ) -> DbResult<Option<Self>> {
        let Some(organization) = organizations::by_id(conn, scope, id)? else {
            return Ok(None);
        };
        let limit = i64::try_from(ENTRIES).unwrap_or(25) + 1;
        let trail = audit::of_organization(conn, scope, id, before, limit)?;
        let ids: Vec<UserId> = trail.iter().filter_map(|e| e.actor_user_id).collect();
        Ok(Some(Self {
            organization,
            programmes: organizations::programmes(conn, id)?,
            admins: users::global_admins(conn, scope, id)?,
            signed_in: users::has_signed_in_global_admin(conn, scope, id)?,
            names: users::names(conn, scope, &ids)?.into_iter().collect(),
            trail,
        }))
    }
}

async fn show_page(
    visit: &Visit,
    actor: &Actor,
    id: &str,
    before: Option<i64>,
    reason: String,
    errors: &FieldErrors,
) -> Result<ShowPage, AppError> {
    let permit = permit::<actions::SeeOrganizations>(actor)?;
    let id: OrganizationId = id_of(id)?;
    let facts = visit
        .read(move |conn| Facts::read(conn, permit.scope(), id, before))
        .await?;
    let mut facts = facts.ok_or(AppError::NotFound)?;
    let t = visit.t;
    let view = View::new(visit, facts.organization.legal_name.clone());
    let path = path_of(id);
    let more = facts.trail.len() > ENTRIES;
    facts.trail.truncate(ENTRIES);
    let older = match facts.trail.last() {
        Some(last) if more => format!("{path}?before={}#timeline", last.seq),
        _ => String::new(),
    };
    let happened = facts
        .trail
        .iter()
        .map(|e| {
            let by = e
                .actor_user_id
                .and_then(|u| facts.names.get(&u).map(|name| name_words(t, name)));
            let detail = [by.unwrap_or_default(), audit::detail_words(t, e)];
            let detail: Vec<String> = detail.into_iter().filter(|d| !d.is_empty()).collect();
            Happened {
                text: audit::words(t, e),
                at: view.when(&e.created_at),
                detail: detail.join(" · "),
            }
        })
        .collect();
    let organization = facts.organization;
    let operators = facts.programmes.contains(&Programme::Operator);
    let standing = organization.standing(operators);
    let acts = ACTS
        .into_iter()
        .filter(|act| standing.apply(act.command(), visit.cx.now).is_ok())
        .map(|act| (act.label(t), act.path()))
        .collect();
    Ok(ShowPage {
        acts,
        since: (organization.state != OrganizationState::Active)
            .then(|| view.when(&organization.state_since)),
        closed_by: match (standing, organization.closed_by) {
            (Standing::Ended { .. }, _) => t.standing_ended(),
            (_, Some(ClosedBy::Operator)) => t.standing_by_operator(),
            (_, Some(ClosedBy::Organization)) => t.standing_by_organization(),
            (_, None) => String::new(),
        },
        until: organization.closed_until().map(|at| view.when(&at)),
        path,
        programmes: programmes_words(t, &facts.programmes),
        standing: state_badge(t, organization.state),
        domain: organization
            .sign_in_domain
            .clone()
            .or_else(|| organization.known_domain.clone())
            .unwrap_or_default(),
        domain_state: domain_badge(t, organization.domain_state, organization.state),
        admins: facts
            .admins
            .into_iter()
            .map(|u| Person {
                name: u.full_name,
                user_name: u.user_name,
                last: u.last_signed_in_at.map(|at| view.when(&at)),
            })
            .collect(),
        never_signed_in: !facts.signed_in,
        takes_links: organization.is_open(visit.cx.now) && !operators,
        organization,
        happened,
        older,
        reason,
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

pub async fn show(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let before = asked.before.parse().ok();
    let shown = show_page(&visit, &actor, &id, before, String::new(), &FieldErrors::new()).await?;
    Ok(page(&shown))
}

/// **Verify**: the operator says that the domain belongs to the organization.
pub async fn verify(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageDomains>(&actor)?;
    let organization: OrganizationId = id_of(&id)?;
    let location = path_of(organization);
    let (note, conflict) = (visit.t.organizations_verified(), visit.t.error_conflict_lead());
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            let found = organizations::by_id(conn, permit.scope(), organization)?;
            let found = found.ok_or(AppError::NotFound)?;
            if found.domain_state != DomainState::Claimed {
                return Err(AppError::Conflict(conflict));
            }
            organizations::verify_domain(conn, cx, permit.who(), organization, "operator")?;
            events::domain_verified(conn, cx, permit.who(), organization)?;
            Ok(location)
        })
        .await
}

/// **Release**: the domain is free again, and the organization's people get other names.
pub async fn release(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageDomains>(&actor)?;
    let organization: OrganizationId = id_of(&id)?;
    name_of(&visit, &actor, organization).await?;
    let location = path_of(organization);
    let note = visit.t.operations_released();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            users::release_by_operator(conn, cx, &permit, organization)?;
            Ok(location)
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Refused(Refused::DomainTaken { .. } | Refused::Changed)) => {
            Err(AppError::Conflict(visit.t.operations_cant_release()))
        }
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

async fn name_of(visit: &Visit, actor: &Actor, id: OrganizationId) -> Result<String, AppError> {
    let permit = permit::<actions::SeeOrganizations>(actor)?;
    let found = visit
        .read(move |conn| organizations::by_id(conn, permit.scope(), id))
        .await?;
    found.map(|o| o.legal_name).ok_or(AppError::NotFound)
}

fn answer(
    visit: &Visit,
    id: OrganizationId,
    name: &str,
    done: Result<Result<String, HttpResponse>, Fault<LinkRefused>>,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(Ok(token)) => Ok(link_page(visit, name, id, &token)),
        Ok(Err(elsewhere)) => Ok(made_already(visit, elsewhere)),
        Err(Fault::Refused(LinkRefused::NotFound)) => Err(AppError::NotFound),
        Err(Fault::Refused(LinkRefused::Operator)) => {
            Err(AppError::Refused(visit.t.operations_link_operator()))
        }
        Err(Fault::Refused(LinkRefused::HasAdmin)) => Ok(flash::done(
            &visit.req,
            visit.t.operations_link_has_admin(),
            &path_of(id),
        )),
        Err(Fault::Db(error)) => Err(error.into()),
    }
}

/// **Send a new link** to an organization that nobody has ever entered.
pub async fn send_link(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::MakeOrganizations>(&actor)?;
    let id = id_of(&id)?;
    let name = name_of(&visit, &actor, id).await?;
    let done = visit
        .submit_once(form.key, move |conn, cx| {
            Ok((path_of(id), service::send_link(conn, cx, &permit, id)?))
        })
        .await;
    answer(&visit, id, &name, done)
}

/// **Give a new Global admin a link**.
pub(in crate::features::operations::pages) async fn give_admin_link(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::MakeOrganizations>(&actor)?;
    let mut errors = FieldErrors::new();
    let Some(reason) = form.read(&mut errors) else {
        let shown = show_page(&visit, &actor, &id, None, form.reason.clone(), &errors).await?;
        return Ok(invalid(&shown));
    };
    let id = id_of(&id)?;
    let name = name_of(&visit, &actor, id).await?;
    let done = visit
        .submit_once(form.key, move |conn, cx| {
            let token = service::give_admin_link(conn, cx, &permit, id, &reason)?;
            Ok((path_of(id), token))
        })
        .await;
    answer(&visit, id, &name, done)
}
