//! Tandem: a self-hosted partner center for the two-tier cloud channel.
//!
//! Modules may use only what stands left of them:
//! `kernel ← i18n, db, policy ← mail, audit ← feature domain/store ← service ← pages (with web) ← app ← cli ← main`.
//! `tests/portal/architecture.rs` holds that order.

pub mod app;
pub mod assets;
pub mod audit;
pub mod cli;
pub mod config;
pub mod db;
pub mod error;
pub mod features;
pub mod i18n;
pub mod kernel;
pub mod mail;
pub mod policy;
#[cfg(feature = "testkit")]
pub mod testkit;
pub mod web;
