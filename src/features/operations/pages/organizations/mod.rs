//! *Organizations*: finding any, looking at one, making one, and what the operator does about it (decisions 2 and 3).

mod list;
mod new;
mod show;
mod standing;

pub(super) use list::list;
pub(super) use new::{create, new};
pub(super) use show::{give_admin_link, release, send_link, show, verify};
pub(super) use standing::{
    ask_close, ask_reactivate, ask_reopen, ask_suspend, close, reactivate, reopen, suspend,
};

use crate::features::organizations::domain::DomainState;
use crate::i18n::Words;
use crate::kernel::ids::OrganizationId;
use crate::policy::{OrganizationState, Programme};
use crate::web::view::programme_words;

/// The page of an organization.
fn path_of(id: OrganizationId) -> String {
    format!("/operations/organizations/{id}")
}

/// State, tone and word of something, as badges show it.
pub(super) type Badge = (&'static str, &'static str, String);

/// The badge of an organization's state.
pub(super) fn state_badge(t: &Words, state: OrganizationState) -> Badge {
    let (tone, word) = match state {
        OrganizationState::Active => ("good", t.organizations_state_active()),
        OrganizationState::Suspended => ("bad", t.organizations_state_suspended()),
        OrganizationState::Closed => ("", t.organizations_state_closed()),
        OrganizationState::Unclaimed => ("", t.organizations_state_unclaimed()),
        OrganizationState::Merged => ("", t.organizations_state_merged()),
    };
    (state.as_str(), tone, word)
}

/// The badge of a sign-in domain.
pub(super) fn domain_badge(t: &Words, state: DomainState, organization: OrganizationState) -> Badge {
    let (tone, word) = match state {
        // Of a customer whom nobody signs in for, only the domain is known.
        DomainState::None if organization == OrganizationState::Unclaimed => {
            ("", t.organizations_domain_nobodys())
        }
        DomainState::None => ("", t.organizations_domain_none()),
        DomainState::Claimed => ("warn", t.organizations_domain_claimed()),
        DomainState::Verified => ("good", t.organizations_domain_verified()),
    };
    (state.as_str(), tone, word)
}

/// The programmes in words, joined.
fn programmes_words(t: &Words, programmes: &[Programme]) -> String {
    let words: Vec<String> = programmes.iter().map(|p| programme_words(t, *p)).collect();
    if words.is_empty() {
        t.organizations_no_programme()
    } else {
        words.join(&t.roles_separator())
    }
}
