//! The proof that somebody may do something. Services take one, so that none can be called without asking.

use std::marker::PhantomData;

use super::actions::{Action, Row, Who as Whom};
use super::actor::{Actor, OrganizationState};
use super::roles::Role;
use super::scope::TenantScope;
use crate::kernel::ids::{OrganizationId, UserId};

/// Worker, sweeper and command line. Made in `cli` and `app` only; the architecture test sees to it.
#[derive(Clone, Copy, Debug)]
pub struct System(());

impl System {
    /// The machine itself acts.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

impl Default for System {
    fn default() -> Self {
        Self::new()
    }
}

/// Marks the actions whose row says *anyone*: only these compile with [`permit_public`].
pub trait Anyone: Action {}

/// Somebody may do `A`.
#[derive(Clone, Debug)]
pub struct Permit<A: Action> {
    actor: Option<Actor>,
    scope: TenantScope,
    action: PhantomData<A>,
}

/// Who did it, for the audit trail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The person, unless the machine or a stranger with a link.
    pub user: Option<UserId>,
    /// Their organization.
    pub organization: Option<OrganizationId>,
}

impl<A: Action> Permit<A> {
    /// The person, if a person acts.
    #[must_use]
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }

    /// Whose rows are in reach.
    #[must_use]
    pub fn scope(&self) -> &TenantScope {
        &self.scope
    }

    /// For the audit trail.
    #[must_use]
    pub fn who(&self) -> Who {
        Who {
            user: self.actor.as_ref().map(|a| a.user),
            organization: self.actor.as_ref().map(|a| a.organization),
        }
    }

    /// The same permit, narrowed to the parties of a row that was just loaded within its scope.
    #[must_use]
    pub fn for_parties(self, parties: Vec<OrganizationId>) -> Self {
        Self {
            scope: TenantScope::Parties(parties),
            ..self
        }
    }
}

/// Why an action is refused; pages turn it into a sentence that says who can give the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The action's name, `enrollment.submit`.
    pub action: &'static str,
    /// What is missing.
    pub reason: RefusalReason,
    /// The roles that would do, at this actor's programmes.
    pub roles: Vec<Role>,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalReason {
    /// A role: [`Refusal::roles`] names those that would do.
    Role,
    /// The organization doesn't take part in the programme it needs.
    Programme,
    /// The organization is suspended (decision 7).
    Suspended,
    /// The organization is closed (decision 7).
    Closed,
}

/// Whether the actor may do `A`, and in which scope.
pub fn permit<A: Action>(actor: &Actor) -> Result<Permit<A>, Refusal> {
    check(&A::ROW, actor)?;
    let scope = if A::ROW.is_operators() {
        TenantScope::Operator
    } else {
        TenantScope::Own(actor.organization)
    };
    Ok(Permit {
        actor: Some(actor.clone()),
        scope,
        action: PhantomData,
    })
}

/// The table's answer for one row; what [`permit`] and `Can` both ask.
pub(super) fn check(row: &Row, actor: &Actor) -> Result<(), Refusal> {
    let refused = |reason, roles| {
        Err(Refusal {
            action: row.name,
            reason,
            roles,
        })
    };
    if !row.states.allow(actor.organization_state) {
        let reason = match actor.organization_state {
            OrganizationState::Suspended => RefusalReason::Suspended,
            _ => RefusalReason::Closed,
        };
        return refused(reason, Vec::new());
    }
    match row.who {
        Whom::Anyone | Whom::SignedIn => Ok(()),
        Whom::Roles => {
            let roles = row.granting(&actor.programmes);
            if roles.is_empty() {
                return refused(RefusalReason::Programme, roles);
            }
            // S40: the union of both axes; one granting role is enough.
            if roles.iter().any(|r| actor.has(*r)) {
                Ok(())
            } else {
                refused(RefusalReason::Role, roles)
            }
        }
    }
}

/// For actions whose row says *anyone*: a visitor, or a holder of a link.
#[must_use]
pub fn permit_public<A: Anyone>(actor: Option<&Actor>) -> Permit<A> {
    Permit {
        actor: actor.cloned(),
        scope: TenantScope::Secret,
        action: PhantomData,
    }
}

/// For worker, sweeper and command line.
#[must_use]
pub fn permit_system<A: Action>(_: &System) -> Permit<A> {
    Permit {
        actor: None,
        scope: TenantScope::System,
        action: PhantomData,
    }
}

#[cfg(test)]
mod tests {
    use super::super::actions::{
        ApplyForEnrollment, ManageServiceRequests, ManageUsers, Products, ReviewEnrollment, SeeCustomers,
    };
    use super::super::{AdminRole, AgentRole, OperatorRole, Programme};
    use super::*;

    fn person(programmes: &[Programme], agent: AgentRole, admin: AdminRole) -> Actor {
        Actor {
            user: UserId::new(),
            user_name: "kim@fabrikam.example".to_owned(),
            full_name: "Kim Abe".to_owned(),
            email: "kim@fabrikam.example".to_owned(),
            email_confirmed: true,
            language: None,
            time_zone: None,
            organization: OrganizationId::new(),
            organization_name: "Fabrikam".to_owned(),
            country: "JP".to_owned(),
            sign_in_domain: "fabrikam.example".to_owned(),
            domain_verified: true,
            organization_state: OrganizationState::Active,
            state_reason: None,
            closed_until: None,
            programmes: programmes.to_vec(),
            agent,
            admin,
            operator: OperatorRole::None,
            password_due: false,
        }
    }

    #[test]
    fn an_admin_agent_alone_manages_no_users_a1() {
        let agent = person(&[Programme::Reseller], AgentRole::AdminAgent, AdminRole::None);
        let refused = permit::<ManageUsers>(&agent).expect_err("A1");
        assert_eq!(refused.reason, RefusalReason::Role);
        assert!(refused.roles.contains(&Role::Admin(AdminRole::GlobalAdmin)));
        let both = person(
            &[Programme::Reseller],
            AgentRole::AdminAgent,
            AdminRole::GlobalAdmin,
        );
        assert!(permit::<ManageUsers>(&both).is_ok());
    }

    #[test]
    fn both_axes_add_up_s40() {
        let helpdesk = person(
            &[Programme::Reseller],
            AgentRole::HelpdeskAgent,
            AdminRole::UserManagementAdmin,
        );
        assert!(permit::<SeeCustomers>(&helpdesk).is_ok());
        assert!(permit::<ManageUsers>(&helpdesk).is_ok());
    }

    #[test]
    fn for_office_365_a_helpdesk_agent_alone_is_not_enough_s39() {
        let requests = ManageServiceRequests::ROW;
        let helpdesk = Role::Agent(AgentRole::HelpdeskAgent);
        let reseller = [Programme::Reseller];
        assert_eq!(
            requests.products(&reseller, &[helpdesk]),
            Products::ExceptOffice365
        );
        // The union of both axes (S40).
        let both = [helpdesk, Role::Admin(AdminRole::GlobalAdmin)];
        assert_eq!(requests.products(&reseller, &both), Products::All);
        assert_eq!(SeeCustomers::ROW.products(&reseller, &[helpdesk]), Products::All);
    }

    #[test]
    fn a_person_reaches_only_their_own_organization() {
        let admin = person(&[Programme::Reseller], AgentRole::None, AdminRole::GlobalAdmin);
        let scope = permit::<ManageUsers>(&admin)
            .expect("a Global admin may")
            .scope()
            .clone();
        assert!(scope.allows(admin.organization));
        assert!(!scope.allows(OrganizationId::new()));
    }

    #[test]
    fn a_suspended_organization_begins_nothing_but_manages_its_users() {
        let mut admin = person(&[Programme::Reseller], AgentRole::None, AdminRole::GlobalAdmin);
        admin.organization_state = OrganizationState::Suspended;
        assert!(permit::<ManageUsers>(&admin).is_ok());
        assert_eq!(
            permit::<ApplyForEnrollment>(&admin)
                .expect_err("suspended")
                .reason,
            RefusalReason::Suspended
        );
        admin.organization_state = OrganizationState::Closed;
        assert!(permit::<SeeCustomers>(&admin).is_ok());
        assert_eq!(
            permit::<ManageUsers>(&admin).expect_err("closed").reason,
            RefusalReason::Closed
        );
    }

    #[test]
    fn reviewing_is_the_operators() {
        let admin = person(
            &[Programme::Reseller],
            AgentRole::AdminAgent,
            AdminRole::GlobalAdmin,
        );
        assert!(permit::<ReviewEnrollment>(&admin).is_err());
        let mut reviewer = person(&[Programme::Operator], AgentRole::None, AdminRole::None);
        reviewer.operator = OperatorRole::Reviewer;
        assert_eq!(
            permit::<ReviewEnrollment>(&reviewer)
                .expect("a reviewer may")
                .scope(),
            &TenantScope::Operator
        );
    }

    #[test]
    fn an_organization_without_programme_may_enroll() {
        let admin = person(&[], AgentRole::None, AdminRole::GlobalAdmin);
        assert!(permit::<ApplyForEnrollment>(&admin).is_ok());
        let nobody = person(&[], AgentRole::None, AdminRole::None);
        assert!(permit::<ApplyForEnrollment>(&nobody).is_err());
    }
}
