//! One profile: what the directory says, the account that holds it, whose it is, and what was done with it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::words;
use crate::error::AppError;
use crate::features::memberships::domain::{MpnId, ProfileState};
use crate::features::memberships::service::{self, Shown};
use crate::features::memberships::store::Past;
use crate::i18n::{When, Words};
use crate::kernel::phone;
use crate::policy::{Actor, actions, permit};
use crate::web::{View, Visit, page};

/// An entry of the history in words.
struct Moment {
    text: String,
    detail: String,
    when: When,
}

#[derive(Template)]
#[template(path = "memberships/show.html")]
struct ShowPage {
    view: View,
    mpn_id: String,
    organization: String,
    state: ProfileState,
    state_words: String,
    tone: &'static str,
    concern: Option<String>,
    facts: Vec<(String, String)>,
    competencies: Vec<String>,
    login: String,
    holder: Option<String>,
    bound: Option<When>,
    applicant: Option<String>,
    imported: Option<When>,
    history: Vec<Moment>,
    may_edit: bool,
}

pub(super) async fn show(visit: Visit, actor: Actor, path: Path<String>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::SeeMemberships>(&actor)?;
    let mpn_id = MpnId::parse(&path).ok_or(AppError::NotFound)?;
    let shown = visit
        .read(move |conn| service::show(conn, &permit, &mpn_id))
        .await?
        .ok_or(AppError::NotFound)?;
    let (t, profile) = (visit.t, &shown.profile);
    let view = View::new(&visit, t.memberships_profile_title(profile.mpn_id.as_str()));
    Ok(page(&ShowPage {
        mpn_id: profile.mpn_id.to_string(),
        organization: profile.organization_name.clone(),
        state: profile.state,
        state_words: words::state(t, profile.state),
        tone: words::tone(profile.state),
        concern: profile.concern.map(|c| words::concern(t, c)),
        facts: facts(&view, &shown),
        competencies: profile.competency_list(),
        login: shown.login.clone(),
        holder: shown.name_of(profile.bound_organization_id).map(str::to_owned),
        bound: profile.bound_at.map(|at| view.when(&at)),
        applicant: shown.name_of(profile.reserved_organization_id).map(str::to_owned),
        imported: profile.imported_at.map(|at| view.when(&at)),
        history: shown.history.iter().map(|past| moment(&view, past)).collect(),
        may_edit: view.may::<actions::ManageMemberships>(),
        view,
    }))
}

/// What is known, in the order of the file; what is empty isn't shown.
fn facts(view: &View, shown: &Shown) -> Vec<(String, String)> {
    let (t, p) = (view.t, &shown.profile);
    let address: Vec<&str> = [
        &p.address_line1,
        &p.address_line2,
        &p.city,
        &p.region,
        &p.postal_code,
    ]
    .into_iter()
    .map(String::as_str)
    .filter(|part| !part.is_empty())
    .collect();
    [
        (t.memberships_country(), view.country(&p.country)),
        (t.memberships_kind(), words::kind(t, p.kind)),
        (t.memberships_address(), address.join(&t.roles_separator())),
        (t.memberships_phone(), phone::shown(&p.phone)),
        (t.memberships_website(), p.website.clone()),
        (
            t.memberships_enrolled_domain(),
            p.enrolled_domain.clone().unwrap_or_default(),
        ),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

fn moment(view: &View, past: &Past) -> Moment {
    let t: &Words = view.t;
    let columns: Vec<String> = past.columns.iter().map(|c| words::column(t, c)).collect();
    let text = match past.action.as_str() {
        "membership.change" if columns.is_empty() => t.memberships_event_change(),
        "membership.change" => t.memberships_event_change_of(columns.join(&t.roles_separator())),
        "membership.unbind" => t.memberships_event_unbind(),
        other => other.to_owned(),
    };
    Moment {
        text,
        detail: past
            .person
            .as_ref()
            .map_or_else(|| t.memberships_by_machine(), |name| t.memberships_by(name)),
        when: view.when(&past.at),
    }
}
