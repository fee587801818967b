//! The portal's integration tests: one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    reason = "a test says what failed by panicking"
)]

mod accounts;
mod activity;
mod architecture;
mod create_one;
mod customers;
mod demo;
mod enrollments;
mod explain;
mod faults;
mod mail_page;
mod memberships;
mod operations;
mod organizations;
mod parity;
mod people;
mod permissions;
mod profile;
mod review;
mod standing;
mod throttling;
mod walk;
mod web;
