//! Programmes and roles (decisions 1, 3, 4; S38).

use crate::kernel::stored::text_enum;

text_enum! {
    /// What an organization does in the channel (decision 1).
    pub enum Programme {
        /// Indirect reseller.
        Reseller = "reseller",
        /// Indirect provider, also called distributor.
        Provider = "provider",
        /// Customer.
        Customer = "customer",
        /// Who runs the installation.
        Operator = "operator",
    }
}

text_enum! {
    /// The agent axis: what of the customers a person may see and change (S36).
    pub enum AgentRole {
        /// Admin agent.
        AdminAgent = "admin_agent",
        /// Sales agent.
        SalesAgent = "sales_agent",
        /// Helpdesk agent.
        HelpdeskAgent = "helpdesk_agent",
        /// Not an agent.
        None = "none",
    }
}

text_enum! {
    /// The admin axis: what of the portal a person reaches (S37).
    pub enum AdminRole {
        /// Global admin.
        GlobalAdmin = "global_admin",
        /// User management admin.
        UserManagementAdmin = "user_management_admin",
        /// Billing admin.
        BillingAdmin = "billing_admin",
        /// Not an admin.
        None = "none",
    }
}

text_enum! {
    /// The roles of the operator's people (decision 3).
    pub enum OperatorRole {
        /// Everything.
        Administrator = "administrator",
        /// Applications, checks, directory.
        Reviewer = "reviewer",
        /// Not of the operator.
        None = "none",
    }
}

/// One role of any axis, as the permission table names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Of the agent axis.
    Agent(AgentRole),
    /// Of the admin axis.
    Admin(AdminRole),
    /// Of the operator.
    Operator(OperatorRole),
}

impl Role {
    /// Every role that gives a right, in the order of the role table.
    pub const ALL: [Self; 8] = [
        Self::Agent(AgentRole::AdminAgent),
        Self::Agent(AgentRole::SalesAgent),
        Self::Agent(AgentRole::HelpdeskAgent),
        Self::Admin(AdminRole::GlobalAdmin),
        Self::Admin(AdminRole::UserManagementAdmin),
        Self::Admin(AdminRole::BillingAdmin),
        Self::Operator(OperatorRole::Administrator),
        Self::Operator(OperatorRole::Reviewer),
    ];

    /// Whether none but the highest role is among these, which a User management admin can't give (A16).
    #[must_use]
    pub fn only_top(roles: &[Self]) -> bool {
        roles
            .iter()
            .all(|role| *role == Self::Admin(AdminRole::GlobalAdmin))
    }

    /// The English words of the role table.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Agent(AgentRole::AdminAgent) => "Admin agent",
            Self::Agent(AgentRole::SalesAgent) => "Sales agent",
            Self::Agent(AgentRole::HelpdeskAgent) => "Helpdesk agent",
            Self::Agent(AgentRole::None) => "Not an agent",
            Self::Admin(AdminRole::GlobalAdmin) => "Global admin",
            Self::Admin(AdminRole::UserManagementAdmin) => "User management admin",
            Self::Admin(AdminRole::BillingAdmin) => "Billing admin",
            Self::Admin(AdminRole::None) => "Not an admin",
            Self::Operator(OperatorRole::Administrator) => "Administrator",
            Self::Operator(OperatorRole::Reviewer) => "Reviewer",
            Self::Operator(OperatorRole::None) => "Not an operator",
        }
    }
}
