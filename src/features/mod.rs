//! What Tandem does, a folder for each feature, the same file names in every one.

pub mod customers;
pub mod enrollments;
pub mod memberships;
