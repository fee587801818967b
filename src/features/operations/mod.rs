//! What only the operator does about the whole installation: the web-mail domains that a primary contact's address can't be at
//! (S23), the organizations with their domains and links (decisions 2 and 3). Applications are reviewed in `enrollments`, the membership directory is kept in `memberships`.

mod domain;
mod mails;
mod pages;
mod service;
mod store;

pub use mails::Test as TestMail;
pub use pages::{ROUTES, routes};
pub use service::{end_closed_organizations, make, release_idle_domains};
