//! *Changes of names*: what organizations ask for, and what is decided (decision 8).

mod list;
mod show;

pub(super) use list::list;
pub(super) use show::{approve, decline, show};

use crate::features::organizations::domain::NameState;
use crate::i18n::Words;

/// Where all of it is.
const PATH: &str = "/operations/changes";

/// State, tone and word of a request.
fn state_badge(t: &Words, state: NameState) -> (&'static str, &'static str, String) {
    let (tone, word) = match state {
        NameState::Open => ("run", t.names_state_open()),
        NameState::Approved => ("good", t.names_state_approved()),
        NameState::Declined => ("bad", t.names_state_declined()),
        NameState::Withdrawn => ("", t.names_state_withdrawn()),
    };
    (state.as_str(), tone, word)
}
