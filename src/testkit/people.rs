//! Organizations and people of tests, made by the services that the pages use.

use diesel::prelude::*;

use super::TestApp;
use crate::db::schema::users as rows;
use crate::db::{DbError, Fault};
use crate::features::organizations::domain::{DomainState, Founding, SignInDomain};
use crate::features::users::{Credentials, NewUser};
use crate::features::{organizations, users};
use crate::kernel::country::Country;
use crate::kernel::domain_name::DomainName;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::text::{LegalName, PersonName};
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, Programme, Who};

/// The password of everybody in tests.
pub const PASSWORD: &str = "seven green tandems roll downhill";

/// Somebody who can sign in with [`PASSWORD`].
#[derive(Clone, Debug)]
pub struct Person {
    pub user: UserId,
    pub organization: OrganizationId,
    pub user_name: String,
}

impl TestApp {
    /// An organization with this sign-in domain, verified, and these programmes.
    pub fn organization(
        &self,
        name: &str,
        domain: &str,
        country: &str,
        programmes: &[Programme],
    ) -> OrganizationId {
        let cx = self.cx();
        let founding = Founding {
            legal_name: LegalName::parse(name).unwrap(),
            country: Country::parse(country).unwrap(),
            domain: SignInDomain::Own(DomainName::parse(domain).unwrap()),
            domain_state: DomainState::Verified,
        };
        self.write(|conn| {
            let made =
                organizations::create(conn, &cx, Who::default(), &founding, None).map_err(not_refused)?;
            for programme in programmes {
                organizations::activate_programme(conn, &cx, Who::default(), made.id, *programme)?;
            }
            Ok(made.id)
        })
    }

    /// A person of an organization.
    pub fn person(
        &self,
        organization: OrganizationId,
        user_name: &str,
        agent: AgentRole,
        admin: AdminRole,
    ) -> Person {
        self.add(organization, user_name, agent, admin, OperatorRole::None)
    }

    /// Somebody of the operator.
    pub fn operator(&self, local: &str, role: OperatorRole) -> Person {
        let cx = self.cx();
        let operator = self.write(|conn| users::founding::ensure_operator(conn, &cx).map_err(not_refused));
        self.add(
            operator.id,
            &format!("{local}@{}", self.app.site.operator_domain()),
            AgentRole::None,
            AdminRole::None,
            role,
        )
    }

    /// The Global admin of a new organization without programme: who is about to enroll.
    pub fn newcomer(&self, name: &str, domain: &str, country: &str) -> Person {
        let organization = self.organization(name, domain, country, &[]);
        self.person(
            organization,
            &format!("admin@{domain}"),
            AgentRole::None,
            AdminRole::GlobalAdmin,
        )
    }

    /// The Global admin and Admin agent of an active reseller.
    pub fn reseller(&self, name: &str, domain: &str, country: &str) -> Person {
        let organization = self.organization(name, domain, country, &[Programme::Reseller]);
        self.person(
            organization,
            &format!("admin@{domain}"),
            AgentRole::AdminAgent,
            AdminRole::GlobalAdmin,
        )
    }

    /// The person confirms their contact address.
    pub fn confirm_contact(&self, person: &Person) {
        let now = self.clock.now();
        self.write(|conn| {
            diesel::update(rows::table.find(person.user))
                .set(rows::email_confirmed_at.eq(Some(now)))
                .execute(conn)?;
            Ok(())
        });
    }

    /// The actor a person is at this moment.
    pub fn actor(&self, person: &Person) -> Actor {
        self.write(|conn| users::actor(conn, person.user, self.clock.now()))
            .unwrap()
    }

    fn add(
        &self,
        organization: OrganizationId,
        user_name: &str,
        agent: AgentRole,
        admin: AdminRole,
        operator: OperatorRole,
    ) -> Person {
        let cx = self.cx();
        let stored = self.app.hasher.hash_now(PASSWORD.as_bytes()).unwrap();
        let local = user_name.split('@').next().unwrap();
        let new = NewUser {
            organization,
            user_name: user_name.to_owned(),
            // A domain of the world's isn't taken in a name.
            full_name: PersonName::parse(&format!("{local} of {}", user_name.split('@').nth(1).unwrap()))
                .or_else(|_| PersonName::parse(local))
                .unwrap(),
            email: EmailAddress::parse(&format!(
                "{local}@mail.{}.example",
                user_name
                    .split('@')
                    .nth(1)
                    .unwrap()
                    .replace('.', "-")
                    .replace("xn--", "")
            ))
            .unwrap(),
            password: Some(Credentials {
                phc: stored.phc,
                key_id: stored.key_id,
            }),
            agent,
            admin,
            operator,
            language: None,
        };
        let user = self.write(|conn| users::create(conn, &cx, Who::default(), &new).map_err(not_refused));
        Person {
            user,
            organization,
            user_name: user_name.to_owned(),
        }
    }
}

pub(super) fn not_refused<R: std::fmt::Debug>(fault: Fault<R>) -> DbError {
    match fault {
        Fault::Refused(refused) => DbError::Query(format!("refused: {refused:?}")),
        Fault::Db(error) => error,
    }
}
