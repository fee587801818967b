//! Suspending, closing and opening again (decision 7): each asks first, and says what happens.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::path_of;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::operations::pages::REASON;
use crate::features::organizations::domain::{CLOSED_DAYS, ClosedBy, Command, NameState, Standing};
use crate::features::organizations::{self, Organization};
use crate::i18n::{Words, number};
use crate::kernel::ids::OrganizationId;
use crate::kernel::text;
use crate::policy::{Actor, Programme, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, id_of, invalid, page};

/// What the operator can do here.
pub(super) const ACTS: [Act; 4] = [Act::Suspend, Act::Reactivate, Act::Close, Act::Reopen];

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Suspend,
    Reactivate,
    Close,
    Reopen,
}

impl Act {
    pub(super) const fn command(self) -> Command {
        match self {
            Self::Suspend => Command::Suspend,
            Self::Reactivate => Command::Reactivate,
            Self::Close => Command::Close(ClosedBy::Operator),
            Self::Reopen => Command::Reopen,
        }
    }

    /// The last part of its address.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Reactivate => "reactivate",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }

    pub(super) fn label(self, t: &Words) -> String {
        match self {
            Self::Suspend => t.standing_suspend(),
            Self::Reactivate => t.standing_reactivate(),
            Self::Close => t.standing_close(),
            Self::Reopen => t.standing_reopen(),
        }
    }

    fn title(self, t: &Words, organization: &str) -> String {
        match self {
            Self::Suspend => t.standing_suspend_title(organization),
            Self::Reactivate => t.standing_reactivate_title(organization),
            Self::Close => t.standing_close_title(organization),
            Self::Reopen => t.standing_reopen_title(organization),
        }
    }

    /// What happens, as far as it depends on where the organization stands, and on whether it asks for another legal name.
    fn effects(self, visit: &Visit, standing: Standing, asks_for_name: bool) -> Vec<String> {
        let t = visit.t;
        let mut effects = match (self, standing) {
            (Self::Suspend, _) => vec![
                t.standing_effect_suspend_may(),
                t.standing_effect_suspend_not(),
                t.standing_effect_banner(),
            ],
            (Self::Reactivate, _) => vec![t.standing_effect_all()],
            (Self::Close, _) => vec![
                t.standing_effect_close_read(number(visit.language, CLOSED_DAYS)),
                t.standing_effect_close_application(),
                t.standing_effect_close_end(),
                t.standing_effect_close_undo_operator(),
                t.standing_effect_banner(),
            ],
            (Self::Reopen, Standing::Closed(closing)) if closing.suspended => {
                vec![t.standing_effect_back_suspended()]
            }
            (Self::Reopen, Standing::Ended { suspended: true }) => {
                vec![
                    t.standing_effect_back_suspended(),
                    t.standing_effect_reopen_late(),
                ]
            }
            (Self::Reopen, Standing::Ended { suspended: false }) => {
                vec![t.standing_effect_all(), t.standing_effect_reopen_late()]
            }
            (Self::Reopen, _) => vec![t.standing_effect_all()],
        };
        if self == Self::Close && asks_for_name {
            effects.insert(2, t.standing_effect_close_name());
        }
        effects.push(t.standing_effect_mail());
        effects
    }
}

/// What was typed, and the version of the page it was typed on.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct StandingForm {
    version: i32,
    reason: String,
}

#[derive(Template)]
#[template(path = "operations/standing.html")]
struct StandingPage {
    view: View,
    href: String,
    organization: String,
    act: &'static str,
    label: String,
    danger: bool,
    optional: bool,
    effects: Vec<String>,
    version: i32,
    reason: String,
    errors: Errors,
}

async fn standing_page(
    visit: &Visit,
    actor: &Actor,
    id: OrganizationId,
    act: Act,
    typed: Option<&StandingForm>,
    errors: &FieldErrors,
) -> Result<StandingPage, AppError> {
    let permit = permit::<actions::SuspendOrganizations>(actor)?;
    let (found, programmes, newest) = visit
        .read(move |conn| {
            let found: Organization =
                organizations::by_id(conn, permit.scope(), id)?.ok_or(AppError::NotFound)?;
            let newest = organizations::newest_name_change(conn, permit.scope(), id)?;
            Ok::<_, AppError>((found, organizations::programmes(conn, id)?, newest))
        })
        .await?;
    let (t, standing) = (visit.t, found.standing(programmes.contains(&Programme::Operator)));
    if let Err(why) = standing.apply(act.command(), visit.cx.now) {
        return Err(organizations::standing_refused(t, why));
    }
    let asks_for_name = newest.is_some_and(|change| change.state == NameState::Open);
    let view = View::new(visit, act.title(t, &found.legal_name));
    Ok(StandingPage {
        href: path_of(id),
        act: act.path(),
        label: act.label(t),
        danger: act.command().needs_reason(),
        optional: !act.command().needs_reason(),
        effects: act.effects(visit, standing, asks_for_name),
        version: typed.map_or(found.version, |form| form.version),
        reason: typed.map(|form| form.reason.clone()).unwrap_or_default(),
        organization: found.legal_name,
        errors: errors.in_words(t),
        view: if errors.is_empty() { view } else { view.failed() },
    })
}

async fn ask(visit: Visit, actor: Actor, id: Path<String>, act: Act) -> Result<HttpResponse, AppError> {
    permit::<actions::SuspendOrganizations>(&actor)?;
    let id = id_of(&id)?;
    let shown = standing_page(&visit, &actor, id, act, None, &FieldErrors::new()).await?;
    Ok(page(&shown))
}

async fn change(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<StandingForm>,
    act: Act,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::SuspendOrganizations>(&actor)?;
    let id = id_of(&id)?;
    let mut errors = FieldErrors::new();
    let reason = if form.reason.trim().is_empty() && !act.command().needs_reason() {
        Some(String::new())
    } else {
        errors.take("reason", text::line(&form.reason, REASON))
    };
    let Some(reason) = reason else {
        let again = standing_page(&visit, &actor, id, act, Some(&form.data), &errors).await?;
        return Ok(invalid(&again));
    };
    let version = form.version;
    let done = visit
        .submit(form.key, Some(visit.t.standing_done()), move |conn, cx| {
            organizations::change_standing(conn, cx, &permit, id, version, act.command(), &reason)?;
            Ok(path_of(id))
        })
        .await;
    done.map_err(|fault| match fault {
        Fault::Refused(why) => organizations::standing_refused(visit.t, why),
        Fault::Db(error) => error.into(),
    })
}

/// Declares the two handlers of each act: the question, and the deed.
macro_rules! acts {
    ($($(#[$doc:meta])* $ask:ident $change:ident $act:ident,)+) => {$(
        $(#[$doc])*
        pub async fn $ask(visit: Visit, actor: Actor, id: Path<String>) -> Result<HttpResponse, AppError> {
            ask(visit, actor, id, Act::$act).await
        }

        $(#[$doc])*
        pub async fn $change(
            visit: Visit,
            actor: Actor,
            id: Path<String>,
            form: Form<StandingForm>,
        ) -> Result<HttpResponse, AppError> {
            change(visit, actor, id, form, Act::$act).await
        }
    )+};
}

acts! {
    /// **Suspend** (E7).
    ask_suspend suspend Suspend,
    /// **Lift the suspension** (E8).
    ask_reactivate reactivate Reactivate,
    /// **Close**.
    ask_close close Close,
    /// **Open again**.
    ask_reopen reopen Reopen,
}
