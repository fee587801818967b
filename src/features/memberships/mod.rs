//! The membership directory (the seed's Partner Membership Center, decision 10): accounts with a sign-in of their own, and the
//! organization profiles with the MPN IDs they hold. It is filled by `import memberships` and corrected by the operator.
//!
//! Enrollment reaches it through [`Directory`]: the account of a user name, its profiles, one profile. An MPN ID is reserved by
//! **Enroll now** and bound by activation; both are conditional updates, so that two organizations can't have one number.

mod domain;
mod pages;
mod service;
mod store;

pub use domain::{Concern, Login, MpnId, ProfileKind, ProfileState, Unselectable, selectable};
pub use pages::{ROUTES, hashes, routes};
pub use service::{
    BuiltIn, Credentials, Directory, Hashed, Hashes, ImportFile, NotTaken, Outcome, bind, check, columns,
    concerns, directory, import, release, reserve, unbind,
};
pub use store::{Profile, bound_to, enrolled_with, holders};
