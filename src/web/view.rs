//! What every page shows around its matter: words, menu, person, notes, footer.

use super::flash::{self, Flash};
use super::form::token;
use super::menu::{MenuGroup, menu};
use super::visit::{Visit, binding};
use crate::assets;
use crate::i18n::{When, Words, dates, number};
use crate::kernel::clock::Timestamp;
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::site::Brand;
use crate::policy::actions::{self, Action, Can};
use crate::policy::{Actor, OrganizationState};

pub use crate::i18n::{programme_words, role_words};

/// The signed-in person, as the top bar shows them.
#[derive(Clone, Debug)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// One or two letters for the round mark.
    pub initials: String,
    /// `name@domain`.
    pub user_name: String,
    /// Roles in words, joined.
    pub roles: String,
    /// The organization.
    pub organization: String,
    /// Where the brand leads.
    pub home: &'static str,
}

/// A standing note above the page.
#[derive(Clone, Debug)]
pub struct Banner {
    /// `info`, `warn` or `bad`.
    pub kind: &'static str,
    /// The sentence.
    pub text: String,
    /// A link's words and address.
    pub action: Option<(String, String)>,
}

/// Everything a layout needs.
#[derive(Clone)]
pub struct View {
    /// Words of the language.
    pub t: &'static Words,
    /// The language.
    pub language: Language,
    /// Title of the page, without the product.
    pub title: String,
    /// Brand words.
    pub brand: Brand,
    /// Who runs the installation.
    pub operator_name: Option<String>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The Dashboard menu.
    pub menu: Vec<MenuGroup>,
    /// The note left by the page before.
    pub flash: Option<Flash>,
    /// Standing notes.
    pub banners: Vec<Banner>,
    /// Path and query, for the language switch.
    pub path: String,
    /// Support address of the installation.
    pub support_email: Option<String>,
    /// Support page.
    pub support_url: Option<String>,
    /// Privacy statement.
    pub privacy_url: Option<String>,
    /// Terms of use.
    pub terms_url: Option<String>,
    /// The request's id, for support.
    pub request_id: String,
    /// The style sheet.
    pub css: &'static str,
    /// The script.
    pub js: &'static str,
    /// The sprite of symbols.
    pub icons: &'static str,
    /// The favicon.
    pub icon: &'static str,
    /// The person's time zone, IANA.
    pub time_zone: String,
    /// The present instant.
    pub now: Timestamp,
    /// Whether the page is an answer to wrong input: the title then begins with "Error:".
    pub failed: bool,
    visit: Visit,
}

impl View {
    /// The frame of a page with this title, in the Dashboard's shell when somebody is signed in.
    #[must_use]
    pub fn new(visit: &Visit, title: impl Into<String>) -> Self {
        let (t, actor, site) = (visit.t, visit.actor.as_deref(), &visit.app.site);
        let support = site.support.clone();
        Self {
            t,
            language: visit.language,
            title: title.into(),
            brand: site.brand(visit.language).clone(),
            operator_name: site.operator_name(),
            person: actor.map(|a| person(t, a)),
            menu: actor
                .filter(|a| !a.password_due)
                .map(|a| menu(t, a, visit.req.path()))
                .unwrap_or_default(),
            flash: flash::take(&visit.req),
            banners: actor.map(|a| banners(visit, a)).unwrap_or_default(),
            path: visit.path(),
            support_email: support.email,
            support_url: support.url,
            privacy_url: support.privacy_url,
            terms_url: support.terms_url,
            request_id: visit.cx.origin.request_id.clone().unwrap_or_default(),
            css: assets::APP_CSS,
            js: assets::APP_JS,
            icons: assets::ICONS_SVG,
            icon: assets::ICON_SVG,
            time_zone: time_zone(actor),
            now: visit.cx.now,
            failed: false,
            visit: visit.clone(),
        }
    }

    /// The same as an answer to wrong input.
    #[must_use]
    pub fn failed(mut self) -> Self {
        self.failed = true;
        self
    }

    /// The value of the form's hidden field; another text at each call.
    #[must_use]
    pub fn form_token(&self) -> String {
        token(&self.visit.app.site.keys, &binding(&self.visit.req), self.now)
    }

    /// Whether the action is permitted, by its name in the table; an unknown name is never permitted.
    #[must_use]
    pub fn can(&self, action: &str) -> bool {
        let can = Can::of(self.visit.actor.as_deref());
        actions::TABLE
            .iter()
            .any(|row| row.name == action && can.row(row))
    }

    /// Whether the action of this type is permitted.
    #[must_use]
    pub fn may<A: Action>(&self) -> bool {
        Can::of(self.visit.actor.as_deref()).may::<A>()
    }

    /// Who is signed in.
    #[must_use]
    pub fn actor(&self) -> Option<&Actor> {
        self.visit.actor.as_deref()
    }

    /// An instant in the person's language and time zone.
    #[must_use]
    pub fn when(&self, at: &Timestamp) -> When {
        dates::when(self.language, &self.time_zone, *at)
    }

    /// A country's name.
    #[must_use]
    pub fn country(&self, code: &str) -> String {
        Country::parse(code).map_or_else(|_| code.to_owned(), |c| c.name(self.language).to_owned())
    }
}

/// The person's own time zone, else that of the organization's country (decision 34), else UTC.
#[must_use]
pub fn time_zone(actor: Option<&Actor>) -> String {
    actor
        .and_then(|a| {
            a.time_zone
                .clone()
                .or_else(|| Country::parse(&a.country).ok().map(|c| c.time_zone().to_owned()))
        })
        .unwrap_or_else(|| "UTC".to_owned())
}

/// The roles of a person in words, joined; "no role yet" without one.
#[must_use]
pub fn roles_words(t: &Words, actor: &Actor) -> String {
    crate::i18n::joined_roles(t, &actor.roles())
}

fn person(t: &Words, actor: &Actor) -> Person {
    Person {
        name: actor.full_name.clone(),
        initials: initials(&actor.full_name),
        user_name: actor.user_name.clone(),
        roles: roles_words(t, actor),
        organization: actor.organization_name.clone(),
        home: "/dashboard",
    }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().next());
    let first = words.next();
    // A Japanese name has no first letters that mean anything beyond the first.
    match first {
        Some(c) if !c.is_ascii() => c.to_string(),
        Some(c) => [Some(c), words.next_back()]
            .into_iter()
            .flatten()
            .collect::<String>()
            .to_uppercase(),
        None => String::new(),
    }
}

fn banners(visit: &Visit, actor: &Actor) -> Vec<Banner> {
    let t = visit.t;
    let mut banners = mail_banners(visit, actor);
    banners.extend(standing_banner(visit, actor));
    if !actor.email_confirmed && !actor.password_due {
        banners.push(Banner {
            kind: "warn",
            text: t.banner_confirm_address(&actor.email),
            action: Some((
                t.banner_confirm_address_action(),
                "/account/me#contact".to_owned(),
            )),
        });
    }
    banners
}

/// Why the organization can't do everything at present, and whom to ask (decision 7).
fn standing_banner(visit: &Visit, actor: &Actor) -> Option<Banner> {
    let t = visit.t;
    let reason = actor.state_reason.as_deref().unwrap_or_default();
    let until = actor
        .closed_until
        .map(|at| dates::when(visit.language, &time_zone(Some(actor)), at).text)
        .unwrap_or_default();
    let text = match actor.organization_state {
        OrganizationState::Suspended => t.banner_suspended(reason),
        OrganizationState::Closed if reason.is_empty() => t.banner_closed(&until),
        OrganizationState::Closed => t.banner_closed_for(reason, &until),
        OrganizationState::Active | OrganizationState::Unclaimed | OrganizationState::Merged => return None,
    };
    let text = match visit.app.site.contact() {
        Some(contact) => t.banner_with_contact(&text, &contact),
        None => text,
    };
    let undo = Can::of(Some(actor)).may::<actions::UndoClosing>() && !until.is_empty();
    Some(Banner {
        kind: "bad",
        text,
        action: undo.then(|| (t.menu_organization_profile(), "/account/organization".to_owned())),
    })
}

/// For who looks after the mail: nothing leaves the house, or something should have left long ago.
fn mail_banners(visit: &Visit, actor: &Actor) -> Vec<Banner> {
    if !Can::of(Some(actor)).may::<actions::ManageMail>() {
        return Vec::new();
    }
    let t = visit.t;
    let mut banners = Vec::new();
    let link = |href: &str| Some((t.operations_mail_banner_action(), href.to_owned()));
    if !visit.app.site.mail_delivered {
        banners.push(Banner {
            kind: "bad",
            text: t.operations_mail_banner_undelivered(),
            action: link("/operations/mail"),
        });
    }
    if let Some(overdue) = visit.overdue {
        let since = dates::when(visit.language, &time_zone(Some(actor)), overdue.since);
        let count = i64::try_from(overdue.count).unwrap_or(i64::MAX);
        banners.push(Banner {
            kind: "bad",
            text: t.operations_mail_banner_overdue(count, &since.text, number(visit.language, count)),
            action: link("/operations/mail?state=queued"),
        });
    }
    banners
}
