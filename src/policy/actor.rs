//! The person who acts, as the database knows them at this request.

use super::roles::{AdminRole, AgentRole, OperatorRole, Programme, Role};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::kernel::stored::text_enum;

text_enum! {
    /// What an organization may do at present (decision 7).
    pub enum OrganizationState {
        /// Everything.
        Active = "active",
        /// Reads, tidies up and ends; begins nothing.
        Suspended = "suspended",
        /// Reads, for 30 days.
        Closed = "closed",
        /// Known from an import only; nobody signs in (decision 15).
        Unclaimed = "unclaimed",
        /// Was unclaimed and has become part of another.
        Merged = "merged",
    }
}

/// Who acts: read anew on every request, so that a revoked right is gone at the next click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user: UserId,
    /// `name@domain`.
    pub user_name: String,
    /// As typed by whoever made the account.
    pub full_name: String,
    /// The contact address.
    pub email: String,
    /// Whether the person confirmed the contact address.
    pub email_confirmed: bool,
    /// The language chosen, if any.
    pub language: Option<Language>,
    /// The time zone chosen, if any (IANA name).
    pub time_zone: Option<String>,
    /// The organization of the account (decision 1: exactly one).
    pub organization: OrganizationId,
    /// Its legal name.
    pub organization_name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Its sign-in domain.
    pub sign_in_domain: String,
    /// Whether that domain is verified (decision 2).
    pub domain_verified: bool,
    /// Its state, with the reason the operator gave.
    pub organization_state: OrganizationState,
    /// Why it is suspended or closed.
    pub state_reason: Option<String>,
    /// Until when it can be read, while it is closed.
    pub closed_until: Option<Timestamp>,
    /// Its active programmes.
    pub programmes: Vec<Programme>,
    /// Role on the agent axis.
    pub agent: AgentRole,
    /// Role on the admin axis.
    pub admin: AdminRole,
    /// Role at the operator.
    pub operator: OperatorRole,
    /// The person still has a temporary password (S34).
    pub password_due: bool,
}

impl Actor {
    /// Whether the organization takes part in this programme.
    #[must_use]
    pub fn is_in(&self, programme: Programme) -> bool {
        self.programmes.contains(&programme)
    }

    /// The roles that give rights.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|r| self.has(*r)).collect()
    }

    /// Whether the person has this role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        match role {
            Role::Agent(r) => self.agent == r && r != AgentRole::None,
            Role::Admin(r) => self.admin == r && r != AdminRole::None,
            Role::Operator(r) => self.operator == r && r != OperatorRole::None,
        }
    }
}
