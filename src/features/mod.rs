//! What Tandem does, a folder for each feature, the same file names in every one.

pub mod activity;
pub mod customers;
pub mod dashboard;
pub mod enrollments;
pub mod events;
pub mod memberships;
pub mod operations;
pub mod organizations;
pub mod sessions;
pub mod users;
