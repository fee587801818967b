//! *Organization profile*: legal info, sign-in domain, identifiers, contacts and membership (decisions 2, 8 and 39). It stands here
//! and not in `organizations`, since it shows what later features know.

pub(super) mod address;
pub(super) mod close;
pub(super) mod contact;
pub(super) mod name;
pub(super) mod show;
pub(super) mod support;

/// Where all of it is.
const PATH: &str = "/account/organization";
