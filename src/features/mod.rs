//! The features, each in a folder of its own with the same file names. A feature uses another only through what its `mod.rs` re-exports.

pub mod customers;
pub mod memberships;
