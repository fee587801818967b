//! Customers: whom a reseller or provider serves, and since when. A relationship begins by an accepted invitation, by an import
//! (S52, decision 15) or by a provider's hand, and ends by either side; rows stay.
//!
//! What customers were served through other portals is imported under the reseller's MPN ID and waits in `legacy_relationships`
//! until that reseller is active. A customer nobody has an account for is an *unclaimed* organization; when an organization
//! verifies its domain, the relationships move to that one.

mod domain;
mod mails;
mod pages;
mod service;
mod store;

pub use domain::{Role, Source, State};
pub use pages::{ROUTES, routes};
pub use service::{
    ImportFile, fill, import, list, on_activated, on_domain_verified, on_renamed, on_standing_changed,
};
pub use store::{From, NewCustomer};

/// The columns that a file of `import customers` may have, and whether it must.
pub fn columns() -> impl Iterator<Item = (&'static str, bool)> {
    domain::COLUMNS
        .iter()
        .map(|column| (column.name, column.required))
}
