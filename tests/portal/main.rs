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
mod attacks;
mod create_one;
mod customers;
mod demo;
mod dump;
mod enrollments;
mod erasure;
mod explain;
mod faults;
mod links;
mod mail_page;
mod me;
mod memberships;
mod my_data;
mod operations;
mod operators;
mod organizations;
mod overload;
mod parity;
mod passwords;
mod people;
mod permissions;
mod profile;
mod retention;
mod review;
mod secrets;
mod standing;
mod throttling;
mod twice;
mod unsent;
mod walk;
mod ways_back;
mod web;
mod wording;
