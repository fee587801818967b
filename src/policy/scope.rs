//! Whose rows a permitted action may touch. Every store function takes one, so that none forgets it.

use crate::kernel::ids::OrganizationId;

/// The rows in reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TenantScope {
    /// The actor's own organization.
    Own(OrganizationId),
    /// The parties of one loaded row.
    Parties(Vec<OrganizationId>),
    /// Every organization, for the operator's people.
    Operator,
    /// Every organization, for worker, sweeper and command line.
    System,
    /// What is published to everybody.
    Published,
    /// One row, found by the hash of a presented key.
    Secret,
}

impl TenantScope {
    /// Whether rows of this organization are in reach.
    #[must_use]
    pub fn allows(&self, organization: OrganizationId) -> bool {
        match self {
            Self::Own(own) => *own == organization,
            Self::Parties(parties) => parties.contains(&organization),
            Self::Operator | Self::System => true,
            Self::Published | Self::Secret => false,
        }
    }

    /// The one organization in reach, if it is just one: what a query adds to its `WHERE`.
    #[must_use]
    pub fn own(&self) -> Option<OrganizationId> {
        match self {
            Self::Own(own) => Some(*own),
            _ => None,
        }
    }

    /// Whether every organization is in reach.
    #[must_use]
    pub fn everywhere(&self) -> bool {
        matches!(self, Self::Operator | Self::System)
    }
}
