//! The activity log: who did what for whom, out of the audit trail (A.9). An organization reads its own chain whole, what others
//! wrote in theirs that concerns it, and what its own people did elsewhere; of the chains of others it learns no more than that
//! something was done, when, and by which organization.

mod pages;
mod service;

pub use pages::{ROUTES, routes};
