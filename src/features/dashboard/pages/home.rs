//! `/dashboard`: what needs me today, what comes next, where to go.

use actix_web::HttpResponse;
use askama::Template;

use crate::error::AppError;
use crate::features::organizations::domain::NameState;
use crate::features::{enrollments, organizations, users};
use crate::i18n::number;
use crate::policy::actions::{self, Can};
use crate::policy::{Actor, AdminRole, AgentRole, OrganizationState, Programme, TenantScope, permit};
use crate::web::view::{programme_words, roles_words};
use crate::web::{View, Visit, page, see_other};

/// One thing of *Finish setting up*.
pub struct Step {
    /// What it is.
    pub label: String,
    /// Whether it is done.
    pub done: bool,
    /// Words and address of what to do, where there is a page.
    pub action: Option<(String, String)>,
}

/// A tile that leads to a page that exists (decision 39).
pub struct Tile {
    /// The symbol.
    pub icon: &'static str,
    /// Its name.
    pub label: String,
    /// What is there.
    pub hint: String,
    /// Its address.
    pub href: &'static str,
}

/// Something that needs the person today, with its link.
pub struct Need {
    /// The sentence.
    pub text: String,
    /// The link's words and address.
    pub action: (String, String),
}

#[derive(Template)]
#[template(path = "dashboard/home.html")]
struct HomePage {
    view: View,
    full_name: String,
    organization: String,
    programmes: String,
    roles: String,
    needs: Vec<Need>,
    setup: Vec<Step>,
    setup_done: usize,
    /// Nothing at all: no banner asks for anything either.
    nothing_waits: bool,
    tiles: Vec<Tile>,
    /// No programme yet: the two doors of decision 3.
    doors: bool,
    may_enroll: bool,
}

pub(super) async fn home(visit: Visit, actor: Actor) -> Result<HttpResponse, AppError> {
    permit::<actions::SeeDashboard>(&actor)?;
    // Who has no right beyond their own profile is told so there (decision 3).
    if actor.roles().is_empty() {
        return Ok(see_other("/account/me"));
    }
    let t = visit.t;
    let can = Can::of(Some(&actor));
    let reading = actor.clone();
    let facts = visit.read(move |conn| Facts::read(conn, &reading)).await?;
    let setup = setup(&visit, &actor, &facts);
    let needs = needs(&visit, &actor, &facts);
    let programmes: Vec<String> = actor.programmes.iter().map(|p| programme_words(t, *p)).collect();
    Ok(page(&HomePage {
        view: View::new(&visit, t.menu_dashboard()),
        full_name: actor.full_name.clone(),
        organization: actor.organization_name.clone(),
        programmes: programmes.join(&t.roles_separator()),
        roles: roles_words(t, &actor),
        nothing_waits: needs.is_empty() && actor.email_confirmed && setup.iter().all(|s| s.done),
        needs,
        setup_done: setup.iter().filter(|s| s.done).count(),
        setup,
        tiles: tiles(&visit, can, &actor.programmes, &facts),
        // Both lead to beginning something, which a suspended or closed organization can't.
        doors: actor.programmes.is_empty() && actor.organization_state == OrganizationState::Active,
        may_enroll: can.may::<actions::ApplyForEnrollment>(),
    }))
}

/// The most things in a queue that are counted.
const MOST_WAITING: i64 = 1_001;

/// What the home page reads, in a fixed number of queries.
struct Facts {
    /// The application that is open, or was last decided: its state's word and address.
    application: Option<enrollments::Summary>,
    /// Applications that wait for a reviewer.
    waiting: i64,
    /// Requests for another legal name that wait for the operator.
    names: i64,
    /// What the operator was told about domains and nobody has seen to.
    notes: i64,
    customers: i64,
    /// Global admins with a password of their own: a temporary one may be lost before it is used.
    global_admins: usize,
    support_set: bool,
}

impl Facts {
    fn read(conn: &mut crate::db::DbConn, actor: &Actor) -> Result<Self, AppError> {
        let scope = TenantScope::Own(actor.organization);
        let organization = organizations::by_id(conn, &scope, actor.organization)?;
        let operator = actor.is_in(Programme::Operator);
        Ok(Self {
            application: if operator {
                None
            } else {
                enrollments::latest(conn, &scope, actor.organization)?
            },
            waiting: match permit::<actions::ReviewEnrollment>(actor) {
                Ok(permit) => enrollments::waiting_for_review(conn, &permit)?,
                Err(_) => 0,
            },
            names: match permit::<actions::DecideNames>(actor) {
                Ok(permit) => {
                    organizations::name_change_count(conn, permit.scope(), NameState::Open, MOST_WAITING)?
                }
                Err(_) => 0,
            },
            notes: match permit::<actions::ManageDomains>(actor) {
                Ok(permit) => organizations::open_note_count(conn, permit.scope(), MOST_WAITING)?,
                Err(_) => 0,
            },
            customers: organization.as_ref().map_or(0, |o| o.customer_count),
            global_admins: users::global_admins(conn, &scope, actor.organization)?
                .iter()
                .filter(|admin| admin.state == users::domain::State::Active)
                .count(),
            support_set: organization.is_some_and(|o| o.support_email.is_some()),
        })
    }
}

fn needs(visit: &Visit, actor: &Actor, facts: &Facts) -> Vec<Need> {
    let t = visit.t;
    let mut needs = Vec::new();
    let queues = [
        (
            facts.waiting,
            t.dashboard_need_review(number(visit.language, facts.waiting)),
            t.dashboard_need_review_action(),
            "/operations/enrollments",
        ),
        (
            facts.names,
            t.dashboard_need_names(number(visit.language, facts.names)),
            t.dashboard_need_names_action(),
            "/operations/changes",
        ),
        (
            facts.notes,
            t.dashboard_need_notes(number(visit.language, facts.notes)),
            t.dashboard_need_notes_action(),
            "/operations/domains",
        ),
    ];
    for (waiting, text, label, href) in queues {
        if waiting > 0 {
            needs.push(Need {
                text,
                action: (label, href.to_owned()),
            });
        }
    }
    if let Some(application) = facts
        .application
        .as_ref()
        .filter(|_| actor.admin == AdminRole::GlobalAdmin)
        && let Some((text, label)) = application.need(t)
    {
        needs.push(Need {
            text,
            action: (label, application.href().to_owned()),
        });
    }
    needs
}

fn setup(visit: &Visit, actor: &Actor, facts: &Facts) -> Vec<Step> {
    let t = visit.t;
    if !actor.is_in(Programme::Reseller) || actor.admin != AdminRole::GlobalAdmin {
        return Vec::new();
    }
    let both = actor.agent == AgentRole::AdminAgent;
    let step = |label: String, done: bool, action: Option<(String, String)>| Step {
        label,
        done,
        action: action.filter(|_| !done),
    };
    vec![
        step(t.dashboard_setup_enrolled(), true, None),
        // S28: one's own page, where the Admin agent role is chosen and **Update** pressed.
        step(
            t.dashboard_setup_roles(),
            both,
            Some((
                t.dashboard_setup_roles_action(),
                format!("/account/users/{}", actor.user),
            )),
        ),
        step(t.dashboard_setup_support(), facts.support_set, None),
        step(
            t.dashboard_setup_contact(),
            actor.email_confirmed,
            // The banner above leads to it.
            None,
        ),
        step(
            t.dashboard_setup_second_admin(),
            facts.global_admins > 1,
            Some((
                t.dashboard_setup_second_admin_action(),
                "/account/users/new".to_owned(),
            )),
        ),
    ]
}

fn tiles(visit: &Visit, can: Can<'_>, programmes: &[Programme], facts: &Facts) -> Vec<Tile> {
    let t = visit.t;
    let mut tiles = Vec::new();
    if can.may::<actions::SeeOrganization>() {
        tiles.push(Tile {
            icon: "organization",
            label: t.dashboard_tile_account(),
            hint: t.dashboard_tile_account_hint(),
            href: "/account/organization",
        });
    }
    if can.may::<actions::ManageUsers>() {
        tiles.push(Tile {
            icon: "people_settings",
            label: t.menu_users(),
            hint: t.people_lead(),
            href: "/account/users",
        });
    }
    if can.may::<actions::SeeCustomers>() {
        let hint = t.dashboard_tile_customers_hint(crate::i18n::number(visit.language, facts.customers));
        tiles.push(Tile {
            icon: "people",
            label: t.dashboard_tile_customers(),
            hint,
            href: "/customers",
        });
    }
    if can.may::<actions::ApplyForEnrollment>()
        && !programmes.is_empty()
        && !programmes.contains(&Programme::Reseller)
    {
        tiles.push(Tile {
            icon: "building_shop",
            label: t.dashboard_door_enroll(),
            hint: t.dashboard_door_enroll_hint(),
            href: "/enroll",
        });
    }
    if can.may::<actions::ReviewEnrollment>() {
        tiles.push(Tile {
            icon: "document_text",
            label: t.menu_enrollments(),
            hint: t.dashboard_tile_enrollments_hint(),
            href: "/operations/enrollments",
        });
    }
    if can.may::<actions::SeeMemberships>() {
        tiles.push(Tile {
            icon: "building",
            label: t.menu_memberships(),
            hint: t.dashboard_tile_memberships_hint(),
            href: "/operations/memberships",
        });
    }
    if can.may::<actions::ManageMail>() {
        tiles.push(Tile {
            icon: "mail",
            label: t.menu_mail(),
            hint: t.dashboard_tile_mail_hint(),
            href: "/operations/mail",
        });
    }
    tiles.push(Tile {
        icon: "person",
        label: t.menu_my_profile(),
        hint: t.dashboard_tile_me_hint(),
        href: "/account/me",
    });
    tiles
}
