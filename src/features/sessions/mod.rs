//! Signing in and out. A session is a row found by the hash of the key in the cookie; it ends by idleness, by age, by sign-out and
//! by revocation (A.1). The password is looked at behind the bounded gate, never while a connection is held (A.4); what a stranger
//! learns from a wrong name and from a wrong password is the same (A.5).

pub mod domain;
mod pages;
mod service;
mod store;

pub use domain::{DEVICE_DAYS, Sent, keys};
pub use pages::{ROUTES, agent_words, begin, routes};
pub use service::{end_others, keep_unsent};
pub use store::{DbSessions, Kept, forget_person, forget_unsent, kept, revoke_all, sweep};
