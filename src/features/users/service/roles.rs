//! The roles of one person.

use crate::features::users::store::User;
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, Programme, Role};

/// One role of each axis (S31).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    /// What of the customers.
    pub agent: AgentRole,
    /// What of the portal.
    pub admin: AdminRole,
    /// What of the program, for people of the operator.
    pub operator: OperatorRole,
}

impl Roles {
    /// The roles a person has.
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self {
            agent: user.agent_role,
            admin: user.admin_role,
            operator: user.operator_role,
        }
    }

    /// As a form carries them: a word for each axis.
    #[must_use]
    pub fn in_form(self) -> String {
        let [agent, admin, operator] = [self.agent.as_str(), self.admin.as_str(), self.operator.as_str()];
        format!("{agent} {admin} {operator}")
    }

    /// What [`Roles::in_form`] wrote.
    #[must_use]
    pub fn from_form(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        Some(Self {
            agent: AgentRole::parse(words.next()?)?,
            admin: AdminRole::parse(words.next()?)?,
            operator: OperatorRole::parse(words.next()?)?,
        })
    }

    /// Whether they reach everything: Global admin, at the operator Administrator.
    #[must_use]
    pub fn top(self) -> bool {
        self.admin == AdminRole::GlobalAdmin || self.operator == OperatorRole::Administrator
    }

    /// The roles that give rights.
    #[must_use]
    pub fn held(self) -> Vec<Role> {
        let all = [
            (self.agent != AgentRole::None).then_some(Role::Agent(self.agent)),
            (self.admin != AdminRole::None).then_some(Role::Admin(self.admin)),
            (self.operator != OperatorRole::None).then_some(Role::Operator(self.operator)),
        ];
        all.into_iter().flatten().collect()
    }

    /// The axes that there are in the organization of who gives them (decision 3).
    pub(super) fn within(self, actor: &Actor) -> Self {
        if actor.is_in(Programme::Operator) {
            Self {
                agent: AgentRole::None,
                admin: AdminRole::None,
                ..self
            }
        } else {
            Self {
                operator: OperatorRole::None,
                ..self
            }
        }
    }
}
