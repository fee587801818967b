//! What happens in the demonstration, in the order of time, so that references, lists and audit chains look as if it had been lived.

use super::cast::{self, Applicant, Fate};
use super::opening::{founded, opens, provider_comes, staff, turnover};
use super::scenes::{Scene, applies};
use super::stage::{Stage, good, must};
use super::supplies;
use crate::cli::Failure;
use crate::db::DbError;
use crate::features::enrollments;
use crate::features::enrollments::domain::{CheckKind, CheckState, Field, FormData};
use crate::features::memberships::{MpnId, directory};
use crate::features::organizations;
use crate::features::organizations::domain::{Command, DomainState};
use crate::features::users::founding;
use crate::kernel::clock::{SignedDuration, Timestamp, days, minutes};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::kernel::text::{LegalName, PersonName};
use crate::policy::actions::ReviewEnrollment;
use crate::policy::{AgentRole, Permit, System, TenantScope, permit_public};

/// Who an organization of the play is.
#[derive(Clone, Copy)]
struct Made {
    organization: OrganizationId,
    admin: UserId,
}

/// The play, and what it has come to so far.
pub struct Play<'a> {
    stage: &'a mut Stage,
    now: Timestamp,
    administrator: UserId,
    reviewer: UserId,
    applicants: Vec<Option<Made>>,
}

/// Plays everything up to `now`. Answers the first reseller.
pub fn play(stage: &mut Stage, now: Timestamp, done: &dyn Fn()) -> Result<OrganizationId, Failure> {
    let (administrator, reviewer) = opens(stage, now - days(200))?;
    done();
    for (i, provider) in cast::PROVIDERS.iter().enumerate() {
        let at = now - days(190) + days(4 * i64::try_from(i).unwrap_or(0));
        provider_comes(stage, administrator, provider, i == 0, at)?;
        done();
    }
    supplies::import_memberships(stage)?;
    supplies::import_customers(stage)?;
    let mut play = Play {
        stage,
        now,
        administrator,
        reviewer,
        applicants: vec![None; cast::APPLICANTS.len()],
    };
    let mut scenes: Vec<(Timestamp, usize, Scene)> = Vec::new();
    for (i, applicant) in cast::APPLICANTS.iter().enumerate() {
        let came = now - days(applicant.days);
        for (hours, scene) in applicant.fate.scenes() {
            scenes.push((came + SignedDuration::from_hours(hours), i, scene));
        }
    }
    scenes.sort_by_key(|(at, ..)| *at);
    for (at, i, scene) in scenes {
        play.happens(at, i, scene)?;
        done();
    }
    let first = play.made(0)?;
    let reseller = &cast::APPLICANTS[0];
    let its = (first.organization, reseller.domain, reseller.country);
    turnover(play.stage, first.admin, its, now)?;
    done();
    for (i, customer) in cast::CLAIMED.iter().enumerate() {
        play.customer_comes(*customer, now - days(60 - 20 * i64::try_from(i).unwrap_or(0)))?;
        done();
    }
    Ok(first.organization)
}

impl Play<'_> {
    fn made(&self, i: usize) -> Result<Made, Failure> {
        self.applicants[i].ok_or_else(|| Failure::from(DbError::NotFound))
    }

    /// **Create one**, with a Global admin; the contact address is confirmed unless the application only began.
    fn founds(
        &mut self,
        name: &str,
        country: &str,
        domain: &str,
        confirms: bool,
        at: Timestamp,
    ) -> Result<Made, Failure> {
        let founding = founded(self.stage, name, country, domain, DomainState::Claimed)?;
        let (person, credentials) = (self.stage.name(country)?, self.stage.credentials()?);
        let user_name = format!("{}@{domain}", person.local);
        let full_name = good(PersonName::parse(&person.full()))?;
        let email = good(EmailAddress::parse(&user_name))?;
        let (cx, permit) = (self.stage.at(at), permit_public(None));
        let admin = self.stage.write(|conn| {
            must(founding::found(
                conn,
                &cx,
                &permit,
                &founding,
                &full_name,
                &email,
                &user_name,
                credentials,
                person.language,
            ))
        })?;
        let (organization, later) = (
            self.stage.actor(admin)?.organization,
            self.stage.at(at + minutes(12)),
        );
        self.stage.made(&user_name)?;
        if confirms {
            self.stage.confirm_contact(organization, &later)?;
        }
        self.stage.signs_in(admin, &later)?;
        Ok(Made { organization, admin })
    }

    /// A customer that an import knew signs up; its relationships become its own (decision 15).
    fn customer_comes(&mut self, customer: usize, at: Timestamp) -> Result<(), Failure> {
        let (_, name, domain, country) = cast::CUSTOMERS[customer];
        let made = self.founds(name, country, domain, true, at)?;
        for role in cast::CUSTOMER_STAFF {
            let organization = (made.organization, domain, country);
            let roles = (AgentRole::None, *role);
            self.stage.adds(made.admin, organization, roles, at + days(1))?;
        }
        Ok(())
    }

    fn happens(&mut self, at: Timestamp, i: usize, scene: Scene) -> Result<(), Failure> {
        let applicant = &cast::APPLICANTS[i];
        if matches!(scene, Scene::Comes) {
            let confirms = applicant.fate != Fate::Begun;
            let made = self.founds(applicant.name, applicant.country, applicant.domain, confirms, at)?;
            self.applicants[i] = Some(made);
            if applicant.fate == Fate::Begun {
                self.begins(made, at + minutes(20))?;
            }
        } else {
            let made = self.made(i)?;
            match scene {
                Scene::AddsPeople => {
                    let organization = (made.organization, applicant.domain, applicant.country);
                    staff(self.stage, made.admin, organization, i == 0, at)?;
                }
                Scene::AsksForName => self.asks_for_name(made, at)?,
                Scene::IsSuspended | Scene::Closes => self.stops(made, scene, at)?,
                _ if applies(scene) => self.applies(applicant, made, scene, at)?,
                _ => self.is_reviewed(made, scene, at)?,
            }
        }
        // The newest mails wait for the worker of whoever serves this.
        if self.now.since(at) > days(4) {
            self.stage.deliver(at);
        }
        Ok(())
    }

    /// A Global admin asks for another legal name, which then waits for the operator.
    fn asks_for_name(&mut self, made: Made, at: Timestamp) -> Result<(), Failure> {
        let (cx, permit) = (self.stage.at(at), self.stage.permit(made.admin)?);
        let name = good(LegalName::parse("Lakeside Cloud Partners Ltd"))?;
        let grounds =
            "We no longer sell hardware. The new name was entered in the register of companies last week.";
        self.stage
            .write(|conn| must(organizations::ask_for_name(conn, &cx, &permit, &name, grounds)))
    }

    /// The operator suspends it, or it closes its account.
    fn stops(&mut self, made: Made, scene: Scene, at: Timestamp) -> Result<(), Failure> {
        let (cx, id) = (self.stage.at(at), made.organization);
        let suspends = self.stage.permit(self.administrator)?;
        let closes = self.stage.permit(made.admin)?;
        self.stage.write(|conn| {
            let found = organizations::by_id(conn, &TenantScope::System, id)?.ok_or(DbError::NotFound)?;
            if matches!(scene, Scene::Closes) {
                let why = "Our customers have moved to another reseller.";
                return must(organizations::close_account(
                    conn,
                    &cx,
                    &closes,
                    found.version,
                    why,
                ));
            }
            let why =
                "Letters to the registered address come back. Please tell us where your company is now.";
            let command = Command::Suspend;
            must(organizations::change_standing(
                conn,
                &cx,
                &suspends,
                id,
                found.version,
                command,
                why,
            ))
        })
    }

    fn begins(&mut self, made: Made, at: Timestamp) -> Result<(), Failure> {
        let (cx, permit) = (self.stage.at(at), self.stage.permit(made.admin)?);
        self.stage
            .write(|conn| must(enrollments::begin(conn, &cx, &permit, Language::Ja)))?;
        Ok(())
    }

    /// What the organization and its contact do.
    fn applies(&mut self, of: &Applicant, made: Made, scene: Scene, at: Timestamp) -> Result<(), Failure> {
        let cx = self.stage.at(at);
        let language = if of.is_japanese() {
            Language::Ja
        } else {
            Language::En
        };
        let public = permit_public(None);
        if let Scene::Confirms | Scene::IsDisowned = scene {
            let token = self.stage.token(made.organization, "/verify/")?;
            return self.stage.write(|conn| match scene {
                Scene::Confirms => must(enrollments::confirm(conn, &cx, &public, &token)),
                _ => must(enrollments::disown(conn, &cx, &public, &token)),
            });
        }
        let permit = self.stage.permit(made.admin)?;
        let withdrawing = self.stage.permit(made.admin)?;
        let version = self.stage.application(made.admin).map_or(0, |row| row.version);
        let form = match scene {
            Scene::FillsIn => self.form(of, language)?,
            Scene::TakesShortcut => support(FormData::default(), of),
            _ => FormData::default(),
        };
        let corrected = FormData {
            line2: "2F".to_owned(),
            ..FormData::default()
        };
        self.stage.write(|conn| match scene {
            Scene::FillsIn => {
                must(enrollments::begin(conn, &cx, &permit, language))?;
                let mpn_id = MpnId::parse(of.mpn_id).ok_or(DbError::NotFound)?;
                let profile = directory().profile(conn, &TenantScope::System, &mpn_id)?;
                let account = profile.ok_or(DbError::NotFound)?.account_id;
                must(enrollments::choose_profile(conn, &cx, &permit, account, &mpn_id))?;
                must(enrollments::save_details(conn, &cx, &permit, form, None))
            }
            Scene::Enrolls => must(enrollments::submit(conn, &cx, &permit, version)),
            Scene::Answers => must(enrollments::answer(conn, &cx, &permit, None, corrected, None)),
            Scene::Withdraws => must(enrollments::withdraw(conn, &cx, &withdrawing, None)),
            _ => must(enrollments::submit_support(conn, &cx, &permit, form, None)),
        })
    }

    fn form(&mut self, of: &Applicant, language: Language) -> Result<FormData, Failure> {
        let contact = self.stage.name(of.country)?;
        let [line1, line2, city, region, postal_code] = of.address.map(str::to_owned);
        let form = FormData {
            legal_name: of.name.to_owned(),
            line1,
            line2,
            city,
            region,
            postal_code,
            contact_first_name: contact.given.to_owned(),
            contact_last_name: contact.family.to_owned(),
            contact_email: format!("{}@{}", contact.local, of.domain),
            contact_phone: of.phone.to_owned(),
            contact_language: language.code().to_owned(),
            ..FormData::default()
        };
        Ok(support(form, of))
    }

    /// What the reviewer does, and the sweeper.
    fn is_reviewed(&mut self, made: Made, scene: Scene, at: Timestamp) -> Result<(), Failure> {
        let cx = self.stage.at(at);
        if matches!(scene, Scene::IsAbandoned) {
            self.stage
                .write(|conn| Ok(enrollments::abandon_due(conn, &cx, &System::new())?))?;
            return Ok(());
        }
        let permit: Permit<ReviewEnrollment> = self.stage.permit(self.reviewer)?;
        let row = self.stage.application(made.admin)?;
        let (id, version) = (row.id, row.version);
        self.stage.write(|conn| match scene {
            Scene::IsChecked => {
                let (kind, passed) = (CheckKind::Business, CheckState::Passed);
                let note = "Found in the public register under this name and address.";
                must(enrollments::decide_check(
                    conn, &cx, &permit, id, version, kind, passed, note, false,
                ))
            }
            Scene::IsAsked => {
                let text = "Please add the floor or suite to the address: the register shows several companies in this building.";
                must(enrollments::ask(conn, &cx, &permit, id, version, &[Field::Line2], text))
            }
            Scene::IsApproved => must(enrollments::approve(conn, &cx, &permit, id, version)),
            _ => {
                let why = "The public register shows this company as dissolved since March. Please apply again once it is entered anew.";
                must(enrollments::reject(conn, &cx, &permit, id, version, why))
            }
        })
    }
}

fn support(form: FormData, of: &Applicant) -> FormData {
    FormData {
        support_email: format!("support@{}", of.domain),
        support_phone: of.phone.to_owned(),
        support_website: format!("https://www.{}/support", of.domain),
        ..form
    }
}

/// How often `done` is called by [`play`].
pub fn length() -> usize {
    let scenes: usize = cast::APPLICANTS.iter().map(|a| a.fate.scenes().len()).sum();
    2 + cast::PROVIDERS.len() + scenes + cast::CLAIMED.len()
}
