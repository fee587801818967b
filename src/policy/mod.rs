//! Who may do what. Nothing else decides: menus, buttons, pages and services all ask the one table in [`actions`].

pub mod actions;
mod actor;
mod permit;
mod roles;
mod scope;

pub use actor::{Actor, OrganizationState};
pub use permit::{Anyone, Permit, Refusal, RefusalReason, System, Who, permit, permit_public, permit_system};
pub use roles::{AdminRole, AgentRole, OperatorRole, Programme, Role};
pub use scope::TenantScope;
