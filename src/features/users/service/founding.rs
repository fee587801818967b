//! The first people: **Create one** (decision 16), one-time links, and the operator's own organization (decision 3).

use serde_json::json;

use super::{Credentials, NewUser, create, send_contact_confirmation};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::organizations::domain::{DomainState, Founding, Refused, SignInDomain};
use crate::features::organizations::{self, Organization};
use crate::features::users::{domain, store};
use crate::kernel::clock::days;
use crate::kernel::country::Country;
use crate::kernel::domain_name::DomainName;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::keys::{KeyRing, Purpose, base64url, from_base64url};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::kernel::text::{LegalName, PersonName};
use crate::mail::link::{self, Link, LinkKind, NewLink};
use crate::policy::{AdminRole, AgentRole, OperatorRole, Permit, Programme, Role, TenantScope, Who, actions};

/// Makes an organization and its first Global admin, and mails the confirmation of the contact address.
#[expect(clippy::too_many_arguments, reason = "the form has so many fields")]
pub fn found(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::CreateOrganization>,
    founding: &Founding,
    full_name: &PersonName,
    email: &EmailAddress,
    user_name: &str,
    password: Credentials,
    language: Language,
) -> Result<UserId, Fault<Refused>> {
    let organization = organizations::create(conn, cx, permit.who(), founding, None)?;
    let user = NewUser {
        organization: organization.id,
        user_name: user_name.to_owned(),
        full_name: full_name.clone(),
        email: email.clone(),
        password: Some(password),
        agent: AgentRole::None,
        admin: AdminRole::GlobalAdmin,
        operator: OperatorRole::None,
        language: Some(language),
    };
    // A name in a domain that nobody has can only be taken by somebody who makes the same organization at the same time.
    let taken = |fault: Fault<domain::Refused>| match fault {
        Fault::Refused(_) => Fault::Refused(Refused::DomainTaken { verified: false }),
        Fault::Db(error) => Fault::Db(error),
    };
    let user = create(conn, cx, permit.who(), &user).map_err(taken)?;
    send_contact_confirmation(conn, cx, user)?;
    Ok(user)
}

/// Why a one-time link made nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WelcomeRefused {
    /// Used, revoked or too old.
    LinkDead,
    /// The user name is taken.
    UserNameTaken,
    /// Somebody of the organization has the contact address.
    EmailTaken,
}

/// Makes the person a one-time link stands for, and uses the link up.
#[expect(clippy::too_many_arguments, reason = "the form has so many fields")]
pub fn welcome(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::FollowLink>,
    token: &str,
    identity: Option<&(LegalName, Country)>,
    full_name: &PersonName,
    email: &EmailAddress,
    user_name: &str,
    password: Credentials,
    language: Language,
) -> Result<(), Fault<WelcomeRefused>> {
    let link = link::take(conn, cx, LinkKind::OneTime, token)?
        .map_err(|_| Fault::Refused(WelcomeRefused::LinkDead))?;
    let roles: LinkRoles =
        serde_json::from_value(link.details.clone()).map_err(|_| Fault::Refused(WelcomeRefused::LinkDead))?;
    if let (true, Some((name, country))) = (link.is_first(), identity) {
        organizations::set_identity(conn, cx, permit.who(), link.organization, name, *country)?;
    }
    let user = NewUser {
        organization: link.organization,
        user_name: user_name.to_owned(),
        full_name: full_name.clone(),
        email: email.clone(),
        password: Some(password),
        agent: AgentRole::None,
        admin: roles.admin,
        operator: roles.operator,
        language: Some(language),
    };
    let user = create(conn, cx, permit.who(), &user).map_err(|fault| match fault {
        Fault::Refused(domain::Refused::EmailTaken) => Fault::Refused(WelcomeRefused::EmailTaken),
        Fault::Refused(_) => Fault::Refused(WelcomeRefused::UserNameTaken),
        Fault::Db(error) => Fault::Db(error),
    })?;
    send_contact_confirmation(conn, cx, user)?;
    Ok(())
}

/// The roles a one-time link gives, kept in its row.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub struct LinkRoles {
    /// On the admin axis.
    pub admin: AdminRole,
    /// At the operator.
    pub operator: OperatorRole,
    /// The very first of the operator, who also says who runs the installation.
    #[serde(default)]
    pub first: bool,
}

/// The roles that whoever follows this link gets.
#[must_use]
pub fn granted(link: &Link) -> Vec<Role> {
    let Ok(roles) = serde_json::from_value::<LinkRoles>(link.details.clone()) else {
        return Vec::new();
    };
    let admin = (roles.admin != AdminRole::None).then_some(Role::Admin(roles.admin));
    let operator = (roles.operator != OperatorRole::None).then_some(Role::Operator(roles.operator));
    admin.into_iter().chain(operator).collect()
}

/// Makes a one-time link for a new person of an organization; lives 7 days. Answers the token, which is shown once.
pub fn one_time_link(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    roles: LinkRoles,
) -> DbResult<String> {
    create_link(conn, cx, who, organization, roles, None)
}

/// The same for somebody whose name and contact address are known: the page of the link has them filled in.
pub fn one_time_link_for(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    roles: LinkRoles,
    invited: (&PersonName, &EmailAddress),
) -> DbResult<String> {
    create_link(conn, cx, who, organization, roles, Some(invited))
}

fn create_link(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    roles: LinkRoles,
    invited: Option<(&PersonName, &EmailAddress)>,
) -> DbResult<String> {
    let mut details = serde_json::to_value(roles).unwrap_or_default();
    if let Some((name, _)) = invited {
        let sealed = cx.site.keys.seal(
            Purpose::LinkDetails,
            organization.as_bytes(),
            name.as_str().as_bytes(),
        );
        details["name"] = json!(base64url(&sealed));
    }
    let token = link::create(
        conn,
        cx,
        &NewLink {
            kind: LinkKind::OneTime,
            organization,
            user: None,
            email: invited.map(|(_, email)| email.as_str().to_owned()),
            details,
            expires_at: cx.now + days(7),
        },
    )?;
    let personal =
        invited.map(|(name, email)| json!({ "full_name": name.as_str(), "email": email.as_str() }));
    let event = Event {
        organization,
        action: "user.link_create",
        object_kind: "organization",
        object_id: organization.to_string(),
        target: None,
        details: json!({ "admin": roles.admin, "operator": roles.operator }),
        personal: personal.map(|values| (None, values)),
    };
    audit::append(conn, cx, who, event)?;
    Ok(token)
}

/// Full name and contact address of whom a one-time link was made for; empty where nobody said.
#[must_use]
pub fn invited(keys: &KeyRing, link: &Link) -> (String, String) {
    let sealed = link.details.get("name").and_then(serde_json::Value::as_str);
    let name = sealed
        .and_then(from_base64url)
        .and_then(|sealed| {
            keys.open(Purpose::LinkDetails, link.organization.as_bytes(), &sealed)
                .ok()
        })
        .and_then(|name| String::from_utf8(name).ok());
    (name.unwrap_or_default(), link.email.clone().unwrap_or_default())
}

/// The operator's organization, made at the first start (decision 3).
pub fn ensure_operator(conn: &mut DbConn, cx: &Cx) -> Result<Organization, Fault<Refused>> {
    let domain = cx.site.operator_domain();
    if let Some(found) = organizations::by_domain(conn, &domain)? {
        return Ok(found);
    }
    let name = DomainName::parse(&domain).map_err(|_| Fault::Refused(Refused::Changed))?;
    let legal_name = LegalName::parse(&cx.site.brand(Language::En).product)
        .map_err(|_| Fault::Refused(Refused::Changed))?;
    let country = Country::parse("US").map_err(|_| Fault::Refused(Refused::Changed))?;
    let founding = Founding {
        legal_name,
        country,
        domain: SignInDomain::Internal(name),
        domain_state: DomainState::None,
    };
    let made = organizations::create(conn, cx, Who::default(), &founding, Some(Programme::Operator))?;
    organizations::by_id(conn, &TenantScope::System, made.id)?.ok_or(Fault::Refused(Refused::Changed))
}

/// While no Administrator has ever signed in: a new one-time link for the first one. Earlier ones die with it.
pub fn first_link(conn: &mut DbConn, cx: &Cx) -> Result<Option<String>, Fault<Refused>> {
    let operator = ensure_operator(conn, cx)?;
    if store::has_signed_in_administrator(conn, operator.id)? {
        return Ok(None);
    }
    link::revoke_open(conn, cx, LinkKind::OneTime, operator.id)?;
    let first = !store::has_people(conn, operator.id)?;
    let roles = LinkRoles {
        admin: AdminRole::None,
        operator: OperatorRole::Administrator,
        first,
    };
    Ok(Some(one_time_link(conn, cx, Who::default(), operator.id, roles)?))
}
