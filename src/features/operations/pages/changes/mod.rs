//! *Changes of names*: what organizations ask for, and what is decided (decision 8).

mod list;
mod show;

pub(super) use list::list;
pub(super) use show::{approve, decline, show};

/// Where all of it is.
const PATH: &str = "/operations/changes";
