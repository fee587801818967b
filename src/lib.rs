//! Tandem: a self-hosted partner center for the two-tier cloud channel.
//!
//! Modules may use only what stands left of them:
//! `kernel ← i18n, db, policy ← mail, audit ← feature domain/store ← service ← pages (with web) ← app ← cli ← main`.
//! `tests/portal/architecture.rs` holds that order.

pub mod audit;
pub mod db;
pub mod features;
pub mod kernel;
pub mod policy;
