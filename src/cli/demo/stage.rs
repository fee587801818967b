//! What the demonstration is made with: the installation, the people so far, and the services that the pages use, called at an
//! instant of the past. Links are followed from the mails that carry them.

use std::sync::Arc;

use super::chance::Chance;
use crate::cli::Failure;
use crate::cli::installation::Installation;
use crate::db::{DbConn, DbError, Fault};
use crate::features::users::{self, Credentials, Entrance, NewUser};
use crate::features::{enrollments, events};
use crate::kernel::clock::{Clock, Timestamp, minutes};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::kernel::site::{Cx, Site};
use crate::kernel::text::PersonName;
use crate::mail::outbox::{self, Place};
use crate::mail::transport::Transport;
use crate::mail::worker;
use crate::policy::actions::Action;
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, Permit, Who, permit, permit_public};
use crate::web::hasher::Hasher;

/// A name that nobody else of the demonstration has.
#[derive(Clone, Copy)]
pub struct Name {
    pub given: &'static str,
    pub family: &'static str,
    pub local: &'static str,
    pub language: Language,
}

impl Name {
    /// As the person writes it.
    pub fn full(&self) -> String {
        match self.language {
            Language::En => format!("{} {}", self.given, self.family),
            Language::Ja => format!("{} {}", self.family, self.given),
        }
    }
}

/// Something that must not fail, since the demonstration is always the same, did.
pub fn must<T, R: std::fmt::Debug>(done: Result<T, Fault<R>>) -> Result<T, Failure> {
    done.map_err(|fault| match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(refused) => Failure::Failed(format!("the demonstration can’t be made: {refused:?}")),
    })
}

/// The same of a value of the cast.
pub fn good<T, E: std::fmt::Debug>(read: Result<T, E>) -> Result<T, Failure> {
    read.map_err(|e| Failure::Failed(format!("the demonstration can’t be made: {e:?}")))
}

/// Where everything happens.
pub struct Stage {
    pub installation: Installation,
    pub chance: Chance,
    pub password: String,
    hasher: Hasher,
    transport: Transport,
    names: [Vec<Name>; 2],
    /// Who was added, in order; these are listed.
    pub people: Vec<UserId>,
}

impl Stage {
    /// An empty one; mails go where this transport brings them.
    pub fn new(
        installation: Installation,
        hasher: Hasher,
        transport: Transport,
        mut chance: Chance,
        names: [&[(&'static str, &'static str, &'static str)]; 2],
        known: &[&str],
    ) -> Self {
        let languages = [Language::En, Language::Ja];
        let mixed = [0, 1].map(|i| {
            let names = chance.shuffled(names[i]);
            let named = |(given, family, local)| Name {
                given,
                family,
                local,
                language: languages[i],
            };
            names.into_iter().map(named).collect()
        });
        Self {
            password: chance.password(known),
            installation,
            chance,
            hasher,
            transport,
            names: mixed,
            people: Vec::new(),
        }
    }

    /// A name in the language of the country.
    pub fn name(&mut self, country: &str) -> Result<Name, Failure> {
        let list = &mut self.names[usize::from(country == "JP")];
        list.pop()
            .ok_or_else(|| Failure::Failed("the demonstration has run out of names".to_owned()))
    }

    /// The installation at an instant.
    pub fn at(&self, now: Timestamp) -> Cx {
        Cx::system(self.site().clone(), now, "ui")
    }

    fn site(&self) -> &Arc<Site> {
        &self.installation.site
    }

    /// The hash of everybody's password, with a salt of its own.
    pub fn credentials(&self) -> Result<Credentials, Failure> {
        let stored = self
            .hasher
            .hash_now(self.password.as_bytes())
            .map_err(|e| Failure::Failed(e.to_string()))?;
        Ok(Credentials {
            phc: stored.phc,
            key_id: stored.key_id,
        })
    }

    /// The hasher, for the accounts of the membership directory.
    pub fn hasher(&self) -> &Hasher {
        &self.hasher
    }

    /// One transaction.
    pub fn write<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T, Failure>) -> Result<T, Failure> {
        self.installation.db.write_blocking(work)
    }

    /// The person as they are at present.
    pub fn actor(&self, user: UserId) -> Result<Actor, Failure> {
        let found = self
            .installation
            .db
            .read_blocking(|conn| users::actor(conn, user, Clock::System.now()))?;
        found.ok_or_else(|| Failure::from(DbError::NotFound))
    }

    /// What this person may do.
    pub fn permit<A: Action>(&self, user: UserId) -> Result<Permit<A>, Failure> {
        good(permit::<A>(&self.actor(user)?))
    }

    /// Hands over what waits, as the worker did a minute after `now`.
    pub fn deliver(&self, now: Timestamp) {
        let clock = Clock::fixed(now + minutes(1));
        let (db, site) = (&self.installation.db, self.site());
        actix_web::rt::System::new().block_on(worker::drain(db, site, &self.transport, &clock));
    }

    /// The token behind this path in the newest mail about an organization that has it.
    pub fn token(&self, organization: OrganizationId, path: &str) -> Result<String, Failure> {
        let start = self.site().link(path);
        let keys = &self.site().keys;
        let found = self.installation.db.read_blocking(|conn| {
            let mails = outbox::list(conn, None, Place::First, 500)?;
            for mail in mails.iter().filter(|m| m.organization_id == Some(organization)) {
                let text = outbox::body(conn, keys, mail.id)?.map_or_else(String::new, |body| body.text);
                let rest = text.split_once(&start).map_or("", |(_, rest)| rest);
                let token = rest
                    .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                    .next()
                    .unwrap_or_default();
                // Longer than any word of a path: a mail that confirms a contact address also leads below `/verify/`.
                if token.len() > 20 {
                    return Ok(Some(token.to_owned()));
                }
            }
            Ok::<_, DbError>(None)
        })?;
        found.ok_or_else(|| Failure::Failed(format!("no mail of the demonstration leads to {path}")))
    }

    /// Follows the link that confirms a contact address, a little later.
    pub fn confirm_contact(&self, organization: OrganizationId, cx: &Cx) -> Result<(), Failure> {
        let token = self.token(organization, "/verify/contact/")?;
        let permit = permit_public(None);
        self.write(|conn| {
            let (user, verified) = must(users::confirm_contact(conn, cx, &permit, &token, ""))?;
            if verified {
                let who = Who {
                    user: Some(user.id),
                    organization: Some(user.organization_id),
                };
                events::domain_verified(conn, cx, who, user.organization_id)?;
            }
            Ok(())
        })
    }

    /// The person signs in.
    pub fn signs_in(&self, user: UserId, cx: &Cx) -> Result<(), Failure> {
        let name = self.actor(user)?.user_name;
        self.write(|conn| {
            let secrets = users::credentials(conn, &name)?.ok_or(DbError::NotFound)?;
            users::record_success(conn, cx, &secrets, None, Entrance::Guessable, None)?;
            Ok(())
        })
    }

    /// The account that a link or a form just made.
    pub fn made(&mut self, user_name: &str) -> Result<UserId, Failure> {
        let found = self
            .installation
            .db
            .read_blocking(|conn| users::by_user_name(conn, user_name))?;
        let user = found.ok_or_else(|| Failure::from(DbError::NotFound))?.id;
        self.people.push(user);
        Ok(user)
    }

    /// A Global admin adds somebody, who confirms the contact address and signs in for the first time.
    pub fn adds(
        &mut self,
        by: UserId,
        (organization, domain, country): (OrganizationId, &str, &str),
        roles: (AgentRole, AdminRole),
        now: Timestamp,
    ) -> Result<(), Failure> {
        let (name, cx, actor) = (self.name(country)?, self.at(now), self.actor(by)?);
        let user_name = format!("{}@{domain}", name.local);
        let new = NewUser {
            organization,
            user_name: user_name.clone(),
            full_name: good(PersonName::parse(&name.full()))?,
            email: good(EmailAddress::parse(&user_name))?,
            password: Some(self.credentials()?),
            agent: roles.0,
            admin: roles.1,
            operator: OperatorRole::None,
            language: Some(name.language),
        };
        let who = Who {
            user: Some(actor.user),
            organization: Some(actor.organization),
        };
        self.write(|conn| {
            let user = must(users::create(conn, &cx, who, &new))?;
            Ok(users::send_contact_confirmation(conn, &cx, user)?)
        })?;
        let user = self.made(&user_name)?;
        let later = self.at(now + minutes(40));
        self.confirm_contact(organization, &later)?;
        self.signs_in(user, &later)?;
        self.deliver(later.now);
        Ok(())
    }

    /// An application as its organization sees it.
    pub fn application(&self, applicant: UserId) -> Result<enrollments::Enrollment, Failure> {
        let permit = self.permit(applicant)?;
        let found = self
            .installation
            .db
            .read_blocking(|conn| enrollments::dossier_of(conn, &permit))?;
        Ok(found.ok_or_else(|| Failure::from(DbError::NotFound))?.application)
    }
}
