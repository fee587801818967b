//! The first days: the operator, the indirect providers, and who works there.

use super::cast;
use super::stage::{Stage, good, must};
use crate::cli::Failure;
use crate::db::DbError;
use crate::features::operations;
use crate::features::organizations::domain::{DomainState, Founding, parse_own_domain};
use crate::features::users::domain::Command;
use crate::features::users::founding::{self, LinkRoles};
use crate::features::users::people::{self, NewPerson, Roles};
use crate::kernel::clock::{Timestamp, days, minutes};
use crate::kernel::country::Country;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::text::{LegalName, PersonName};
use crate::policy::actions::MakeOrganizations;
use crate::policy::{AdminRole, AgentRole, OperatorRole, Permit, Programme, Who, permit_public};

/// The operator's two people follow their links.
pub fn opens(stage: &mut Stage, at: Timestamp) -> Result<(UserId, UserId), Failure> {
    let (name, country) = cast::OPERATOR;
    let identity = (good(LegalName::parse(name))?, good(Country::parse(country))?);
    let cx = stage.at(at);
    let token = stage.write(|conn| must(founding::first_link(conn, &cx)))?;
    let token = token.ok_or_else(|| Failure::from(DbError::NotFound))?;
    let administrator = follows(stage, &token, "operator", country, Some(&identity), at)?;
    stage.installation.site.set_operator_name(name.to_owned());
    let organization = stage.actor(administrator)?.organization;
    let roles = LinkRoles {
        admin: AdminRole::None,
        operator: OperatorRole::Reviewer,
        first: false,
    };
    let who = Who {
        user: Some(administrator),
        organization: Some(organization),
    };
    let cx = stage.at(at + minutes(90));
    let token = stage.write(|conn| Ok(founding::one_time_link(conn, &cx, who, organization, roles)?))?;
    let reviewer = follows(stage, &token, "operator", country, None, cx.now)?;
    Ok((administrator, reviewer))
}

/// Somebody follows a one-time link, confirms the contact address and signs in.
fn follows(
    stage: &mut Stage,
    token: &str,
    domain: &str,
    country: &str,
    identity: Option<&(LegalName, Country)>,
    at: Timestamp,
) -> Result<UserId, Failure> {
    let (name, credentials) = (stage.name(country)?, stage.credentials()?);
    let (sign_in_domain, mail_domain) = match domain {
        "operator" => (stage.installation.site.operator_domain(), "meridian.example"),
        own => (own.to_owned(), own),
    };
    let user_name = format!("{}@{sign_in_domain}", name.local);
    let full_name = good(PersonName::parse(&name.full()))?;
    let email = good(EmailAddress::parse(&format!("{}@{mail_domain}", name.local)))?;
    let (cx, permit) = (stage.at(at + minutes(20)), permit_public(None));
    stage.write(|conn| {
        must(founding::welcome(
            conn,
            &cx,
            &permit,
            token,
            identity,
            &full_name,
            &email,
            &user_name,
            credentials,
            name.language,
        ))
    })?;
    let user = stage.made(&user_name)?;
    let later = stage.at(at + minutes(30));
    stage.confirm_contact(stage.actor(user)?.organization, &later)?;
    stage.signs_in(user, &later)?;
    stage.deliver(later.now);
    Ok(user)
}

/// The operator makes a provider, whose Global admin adds people.
pub fn provider_comes(
    stage: &mut Stage,
    administrator: UserId,
    provider: &cast::Member,
    first: bool,
    at: Timestamp,
) -> Result<(), Failure> {
    let permit: Permit<MakeOrganizations> = stage.permit(administrator)?;
    let founding = founded(
        stage,
        provider.name,
        provider.country,
        provider.domain,
        DomainState::Verified,
    )?;
    let cx = stage.at(at);
    let (organization, token) = stage.write(|conn| {
        let programme = Some(Programme::Provider);
        must(operations::make(conn, &cx, &permit, &founding, programme))
    })?;
    let admin = follows(stage, &token, provider.domain, provider.country, None, at)?;
    staff(
        stage,
        admin,
        (organization, provider.domain, provider.country),
        first,
        at + days(1),
    )
}

/// What makes an organization of the cast.
pub fn founded(
    stage: &Stage,
    name: &str,
    country: &str,
    domain: &str,
    domain_state: DomainState,
) -> Result<Founding, Failure> {
    Ok(Founding {
        legal_name: good(LegalName::parse(name))?,
        country: good(Country::parse(country))?,
        domain: good(parse_own_domain(domain, &stage.installation.site.tenant_domain))?,
        domain_state,
    })
}

/// A Global admin adds people; the first organization of a kind has somebody in every role.
pub fn staff(
    stage: &mut Stage,
    admin: UserId,
    organization: (OrganizationId, &str, &str),
    first: bool,
    at: Timestamp,
) -> Result<(), Failure> {
    let wanted = cast::STAFF
        .iter()
        .filter(|(_, _, only_first)| first || !only_first);
    for (i, (agent, role, _)) in wanted.enumerate() {
        let then = at + minutes(15 * i64::try_from(i).unwrap_or(0));
        stage.adds(admin, organization, (*agent, *role), then)?;
    }
    Ok(())
}

/// People come and go: in the organization stands an account in every state. None of these is listed, since none signs in.
pub fn turnover(
    stage: &mut Stage,
    admin: UserId,
    organization: (OrganizationId, &str, &str),
    now: Timestamp,
) -> Result<(), Failure> {
    let leaves = [(Command::Disable, days(30)), (Command::Delete, days(9))];
    for (command, ago) in leaves {
        let roles = (AgentRole::SalesAgent, AdminRole::None);
        stage.adds(admin, organization, roles, now - ago - days(60))?;
        let left = stage
            .people
            .pop()
            .ok_or_else(|| Failure::from(DbError::NotFound))?;
        let (cx, permit) = (stage.at(now - ago), stage.permit(admin)?);
        stage.write(|conn| must(people::change_state(conn, &cx, &permit, left, command)))?;
    }
    let (_, domain, country) = organization;
    let name = stage.name(country)?;
    let user_name = format!("{}@{domain}", name.local);
    let joins = NewPerson {
        full_name: good(PersonName::parse(&name.full()))?,
        email: good(EmailAddress::parse(&user_name))?,
        user_name,
        roles: Roles {
            agent: AgentRole::HelpdeskAgent,
            admin: AdminRole::None,
            operator: OperatorRole::None,
        },
    };
    let (cx, permit) = (stage.at(now - days(2)), stage.permit(admin)?);
    stage.write(|conn| must(people::add(conn, &cx, &permit, &joins)))?;
    Ok(())
}
