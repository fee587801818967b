//! Mails about an organization: its domain, its standing, its name.

mod notices;

pub(super) use notices::ContactReplaced;
pub use notices::{DomainProof, NameChanged, Reader, StandingChanged};
