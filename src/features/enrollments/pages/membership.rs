//! The membership account (S15–S20): why it is linked, its sign-in on two pages, and the choice of one organization profile.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::wizard::{
    Here, begin_membership, end_membership, led_on, membership, membership_name, remember_name,
    sign_in_first, steps,
};
use super::words;
use crate::db::Fault;
use crate::error::AppError;
use crate::features::enrollments::domain::{ProfileProblem, Refused, Step};
use crate::features::enrollments::service;
use crate::features::memberships::{
    self, Hashed, Login, MpnId, Outcome, Profile, ProfileKind, ProfileState, directory,
};
use crate::kernel::ids::MembershipAccountId;
use crate::kernel::password;
use crate::kernel::problem::Problem;
use crate::policy::{Actor, TenantScope, actions, permit};
use crate::web::hasher::{Checked, Stored};
use crate::web::{Errors, FieldErrors, Form, Nothing, Public, View, Visit, invalid, page, see_other};

type Steps = Vec<(String, &'static str, bool)>;

/// Answers with the step that comes first, or goes on with what was read.
macro_rules! at {
    ($visit:expr, $actor:expr, $step:expr) => {
        match Here::at($visit, $actor, $step).await? {
            Ok(here) => here,
            Err(elsewhere) => return Ok(elsewhere),
        }
    };
}
pub(super) use at;

#[derive(Template)]
#[template(path = "enrollments/association.html")]
struct AssociationPage {
    view: View,
    steps: Steps,
    /// Number and name of the profile that is chosen already.
    chosen: Option<(String, String)>,
}

pub(super) async fn association(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Association));
    };
    let here = at!(&visit, &actor, Step::Association);
    let view = View::new(&visit, visit.t.enrollments_step_membership());
    Ok(page(&AssociationPage {
        steps: steps(visit.t, here.progress),
        chosen: here.profile.map(|p| (p.mpn_id.to_string(), p.organization_name)),
        view,
    }))
}

#[derive(Template)]
#[template(path = "enrollments/membership.html")]
struct NamePage {
    view: View,
    steps: Steps,
    user_name: String,
    errors: Errors,
}

/// The membership user name as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct NameForm {
    user_name: String,
}

fn name_page(visit: &Visit, here: &Here, user_name: String, errors: &FieldErrors) -> NamePage {
    let brand = visit.app.site.brand(visit.language);
    let view = View::new(
        visit,
        visit.t.enrollments_membership_title(&brand.membership_site),
    );
    NamePage {
        view: if errors.is_empty() { view } else { view.failed() },
        steps: steps(visit.t, here.progress),
        user_name,
        errors: errors.in_words(visit.t),
    }
}

pub(super) async fn name(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Association));
    };
    let here = at!(&visit, &actor, Step::Membership);
    let typed = membership_name(&visit).unwrap_or_default();
    Ok(page(&name_page(&visit, &here, typed, &FieldErrors::new())))
}

/// **Next** (S16).
pub(super) async fn put_name(
    visit: Visit,
    actor: Actor,
    form: Form<NameForm>,
) -> Result<HttpResponse, AppError> {
    let here = at!(&visit, &actor, Step::Membership);
    match Login::parse(&form.user_name) {
        Ok(login) => {
            remember_name(&visit, login.as_str())?;
            Ok(see_other(Step::MembershipPassword.path()))
        }
        Err(problem) => Ok(invalid(&name_page(
            &visit,
            &here,
            form.user_name.clone(),
            &FieldErrors::one("user_name", problem),
        ))),
    }
}

#[derive(Template)]
#[template(path = "enrollments/membership_password.html")]
struct PasswordPage {
    view: View,
    steps: Steps,
    user_name: String,
    errors: Errors,
}

/// Its password.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    password: String,
}

fn password_page(visit: &Visit, here: &Here, errors: &FieldErrors) -> PasswordPage {
    let brand = visit.app.site.brand(visit.language);
    let view = View::new(
        visit,
        visit.t.enrollments_membership_title(&brand.membership_site),
    );
    PasswordPage {
        view: if errors.is_empty() { view } else { view.failed() },
        steps: steps(visit.t, here.progress),
        user_name: membership_name(visit).unwrap_or_default(),
        errors: errors.in_words(visit.t),
    }
}

pub(super) async fn edit_password(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Association));
    };
    let here = at!(&visit, &actor, Step::MembershipPassword);
    Ok(page(&password_page(&visit, &here, &FieldErrors::new())))
}

/// **Sign in** to the membership account (S17). Unknown names, wrong passwords and locked accounts get the same words in the same
/// time; only failures count against the client's address (A.5).
pub(super) async fn sign_in(
    visit: Visit,
    actor: Actor,
    form: Form<PasswordForm>,
) -> Result<HttpResponse, AppError> {
    let here = at!(&visit, &actor, Step::MembershipPassword);
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    if form.password.is_empty() {
        let errors = FieldErrors::one("password", Problem::Required);
        return Ok(invalid(&password_page(&visit, &here, &errors)));
    }
    let ip = visit.cx.origin.ip.clone();
    if let Some(retry_after) = visit.app.throttle.sign_in_blocked(ip.as_deref(), visit.cx.now) {
        return Err(AppError::TooMany { retry_after });
    }
    let login = membership_name(&visit).unwrap_or_default();
    let (asking, now) = (permit.clone(), visit.cx.now);
    let account = visit
        .read(move |conn| directory().account(conn, &asking, &login))
        .await?
        .filter(|a| a.locked_until.is_none_or(|until| until <= now));
    let stored = account.as_ref().map(|a| Stored {
        phc: a.stored.phc.clone(),
        key_id: a.stored.key.clone(),
    });
    let checked = visit
        .app
        .hasher
        .verify(&password::normalized(&form.password), stored)
        .await?;
    let outcome = account.as_ref().map(|a| match &checked {
        Checked::Wrong => Outcome::Wrong,
        Checked::Right => Outcome::Right {
            renewed: None,
            checked: a.stored.phc.clone(),
        },
        Checked::RightButRehash(new) => Outcome::Right {
            renewed: Some(Hashed {
                phc: new.phc.clone(),
                key: new.key_id.clone(),
            }),
            checked: a.stored.phc.clone(),
        },
    });
    let counts = match account.as_ref().map(|a| a.account).zip(outcome) {
        Some((account, outcome)) => {
            visit
                .write(move |conn, cx| directory().checked(conn, cx, &permit, account, &outcome))
                .await?
        }
        None => false,
    };
    match account {
        Some(account) if counts && checked != Checked::Wrong => {
            begin_membership(&visit, account.account)?;
            // Who answers a reviewer's question is led to it from here.
            Ok(see_other(if here.answers {
                "/enroll/status#answer"
            } else {
                Step::Profile.path()
            }))
        }
        _ => {
            visit.app.throttle.sign_in_failed(ip.as_deref(), visit.cx.now);
            let errors = FieldErrors::one_said("password", visit.t.enrollments_membership_wrong());
            Ok(invalid(&password_page(&visit, &here, &errors)))
        }
    }
}

/// **Cancel** (S19): out of the membership account, and of nothing else.
pub(super) async fn cancel(
    visit: Visit,
    actor: Actor,
    _form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    permit::<actions::ApplyForEnrollment>(&actor)?;
    end_membership(&visit);
    Ok(see_other(Step::Membership.path()))
}

/// A profile in the list.
pub(super) struct Row {
    pub mpn_id: String,
    pub name: String,
    pub country: String,
    pub kind: String,
    pub state: &'static str,
    pub state_words: String,
    pub competencies: String,
    /// Why it can't be chosen (S20).
    pub refused: Option<String>,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "enrollments/profile.html")]
struct ProfilePage {
    view: View,
    steps: Steps,
    account: String,
    country: String,
    rows: Vec<Row>,
    errors: Errors,
}

/// The choice as sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProfileForm {
    mpn_id: String,
}

/// The profiles of a membership account as rows.
pub(super) async fn rows(
    visit: &Visit,
    actor: &Actor,
    view: &View,
    account: MembershipAccountId,
    chosen: &str,
) -> Result<Vec<Row>, AppError> {
    let scope = TenantScope::Own(actor.organization);
    let profiles = visit
        .read(move |conn| directory().profiles_of(conn, &scope, account))
        .await?;
    Ok(profiles
        .into_iter()
        .map(|p| row(visit, actor, view, p, chosen))
        .collect())
}

fn row(visit: &Visit, actor: &Actor, view: &View, profile: Profile, chosen: &str) -> Row {
    let t = visit.t;
    let refused = profile.selectable_by(actor.organization, &actor.country).err();
    let competencies: Vec<String> = serde_json::from_str(&profile.competencies).unwrap_or_default();
    Row {
        chosen: refused.is_none() && profile.mpn_id.as_str() == chosen,
        mpn_id: profile.mpn_id.to_string(),
        name: profile.organization_name,
        country: view.country(&profile.country),
        kind: match profile.kind {
            ProfileKind::Global => t.enrollments_choose_global(),
            ProfileKind::Location => t.enrollments_choose_location(),
        },
        state: profile.state.as_str(),
        state_words: match profile.state {
            ProfileState::Active => t.enrollments_choose_active(),
            ProfileState::Inactive => t.enrollments_choose_inactive(),
        },
        competencies: competencies.join(&t.roles_separator()),
        refused: refused.map(|why: memberships::Unselectable| words::unselectable(t, why)),
    }
}

async fn profile_page(
    visit: &Visit,
    actor: &Actor,
    here: &Here,
    chosen: &str,
    errors: &FieldErrors,
) -> Result<ProfilePage, AppError> {
    let view = View::new(visit, visit.t.enrollments_choose_title());
    let rows = match here.membership {
        Some(account) => rows(visit, actor, &view, account, chosen).await?,
        None => Vec::new(),
    };
    Ok(ProfilePage {
        steps: steps(visit.t, here.progress),
        account: membership_name(visit).unwrap_or_default(),
        country: view.country(&actor.country),
        rows,
        view: if errors.is_empty() { view } else { view.failed() },
        errors: errors.in_words(visit.t),
    })
}

pub(super) async fn profile(visit: Visit, public: Public) -> Result<HttpResponse, AppError> {
    let Some(actor) = public.0 else {
        return Ok(sign_in_first(Step::Profile));
    };
    let here = at!(&visit, &actor, Step::Profile);
    let chosen = here
        .draft
        .as_ref()
        .and_then(|row| row.mpn_id.as_ref())
        .map(ToString::to_string)
        .unwrap_or_default();
    let shown = profile_page(&visit, &actor, &here, &chosen, &FieldErrors::new()).await?;
    Ok(page(&shown))
}

/// **Continue** with one profile (S18). The server checks rule S20 itself: a disabled row can be sent by hand.
pub(super) async fn choose(
    visit: Visit,
    actor: Actor,
    form: Form<ProfileForm>,
) -> Result<HttpResponse, AppError> {
    let here = at!(&visit, &actor, Step::Profile);
    let permit = permit::<actions::ApplyForEnrollment>(&actor)?;
    let Some(account) = membership(&visit) else {
        return Ok(see_other(Step::Membership.path()));
    };
    let mut errors = FieldErrors::new();
    match MpnId::parse(&form.mpn_id) {
        Some(mpn_id) => {
            let language = visit.language;
            let note = visit.t.enrollments_chosen(mpn_id.as_str());
            let done = visit
                .submit(form.key, Some(note), move |conn, cx| {
                    service::begin(conn, cx, &permit, language)?;
                    service::choose_profile(conn, cx, &permit, account, &mpn_id)?;
                    Ok(Step::Details.path().to_owned())
                })
                .await;
            match done {
                Ok(response) => return Ok(response),
                Err(Fault::Refused(Refused::Profile(problem))) => {
                    errors.say("mpn_id", words::profile_problem(visit.t, problem));
                }
                Err(fault) => return led_on(&visit, fault),
            }
        }
        None if form.mpn_id.is_empty() => errors.say("mpn_id", visit.t.enrollments_choose_required()),
        None => errors.say("mpn_id", words::profile_problem(visit.t, ProfileProblem::Unknown)),
    }
    let shown = profile_page(&visit, &actor, &here, &form.mpn_id, &errors).await?;
    Ok(invalid(&shown))
}
