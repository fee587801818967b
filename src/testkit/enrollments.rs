//! Memberships and applications of tests, in every state an application passes.

use diesel::prelude::*;

use super::people::not_refused;
use super::{PASSWORD, Person, TestApp, link_in};
use crate::db::schema::{legacy_relationships, membership_accounts, membership_profiles, web_mail_domains};
use crate::features::enrollments::domain::{CheckKind, CheckState, FormData};
use crate::features::enrollments::{self, Enrollment};
use crate::features::memberships::MpnId;
use crate::kernel::ids::{
    EnrollmentId, LegacyRelationshipId, MembershipAccountId, MembershipProfileId, OrganizationId,
};
use crate::kernel::language::Language;
use crate::kernel::search::fold;
use crate::policy::actions::{ApplyForEnrollment, FollowLink, ReviewEnrollment, WithdrawEnrollment};
use crate::policy::{Permit, TenantScope, permit, permit_public};

/// A profile of the membership directory and the account that holds it, which signs in with [`PASSWORD`].
#[derive(Clone, Debug)]
pub struct Member {
    pub account: MembershipAccountId,
    pub login: String,
    pub mpn_id: MpnId,
}

impl TestApp {
    /// A new account of the directory with one active profile; its login is `member@` the number.
    pub fn membership(&self, mpn_id: &str, country: &str, name: &str) -> Member {
        let stored = self.app.hasher.hash_now(PASSWORD.as_bytes()).unwrap();
        let (account, login, now) = (
            MembershipAccountId::new(),
            format!("member-{mpn_id}@members.example"),
            self.clock.now(),
        );
        self.write(|conn| {
            diesel::insert_into(membership_accounts::table)
                .values((
                    membership_accounts::id.eq(account),
                    membership_accounts::login.eq(&login),
                    membership_accounts::login_norm.eq(fold(&login)),
                    membership_accounts::password_hash.eq(&stored.phc),
                    membership_accounts::password_key.eq(&stored.key_id),
                    membership_accounts::failed_count.eq(0),
                    membership_accounts::created_at.eq(now),
                ))
                .execute(conn)?;
            Ok(())
        });
        let member = Member {
            account,
            login,
            mpn_id: MpnId::parse(mpn_id).unwrap(),
        };
        self.profile(&member, mpn_id, country, name);
        member
    }

    /// One more active profile of an account.
    pub fn profile(&self, member: &Member, mpn_id: &str, country: &str, name: &str) -> MpnId {
        let (number, now) = (MpnId::parse(mpn_id).unwrap(), self.clock.now());
        self.write(|conn| {
            diesel::insert_into(membership_profiles::table)
                .values((
                    membership_profiles::id.eq(MembershipProfileId::new()),
                    membership_profiles::account_id.eq(member.account),
                    membership_profiles::mpn_id.eq(&number),
                    membership_profiles::organization_name.eq(name),
                    membership_profiles::name_key.eq(fold(name)),
                    membership_profiles::country.eq(country),
                    membership_profiles::state.eq("active"),
                    membership_profiles::kind.eq("location"),
                    membership_profiles::competencies.eq("[\"Cloud Platform\"]"),
                    membership_profiles::address_line1.eq("1-1-1 Marunouchi"),
                    membership_profiles::address_line2.eq(""),
                    membership_profiles::city.eq("Chiyoda-ku"),
                    membership_profiles::region.eq("Tokyo"),
                    membership_profiles::postal_code.eq("100-0005"),
                    membership_profiles::phone.eq(""),
                    membership_profiles::website.eq(""),
                    membership_profiles::updated_at.eq(now),
                    membership_profiles::version.eq(1),
                ))
                .execute(conn)?;
            Ok(())
        });
        number
    }

    /// Changes a profile as a later import would: its state and its country.
    pub fn profile_becomes(&self, mpn_id: &MpnId, state: &str, country: &str) {
        self.write(|conn| {
            diesel::update(membership_profiles::table.filter(membership_profiles::mpn_id.eq(mpn_id)))
                .set((
                    membership_profiles::state.eq(state),
                    membership_profiles::country.eq(country),
                ))
                .execute(conn)?;
            Ok(())
        });
    }

    /// Says in the directory that a domain is enrolled with a profile already (S6).
    pub fn enrolled_before(&self, mpn_id: &MpnId, domain: &str) {
        self.write(|conn| {
            diesel::update(membership_profiles::table.filter(membership_profiles::mpn_id.eq(mpn_id)))
                .set(membership_profiles::enrolled_domain.eq(domain))
                .execute(conn)?;
            Ok(())
        });
    }

    /// A customer that a reseller with this number serves through another portal (S52).
    pub fn served_elsewhere(&self, mpn_id: &MpnId, name: &str, domain: &str) {
        let now = self.clock.now();
        self.write(|conn| {
            diesel::insert_into(legacy_relationships::table)
                .values((
                    legacy_relationships::id.eq(LegacyRelationshipId::new()),
                    legacy_relationships::mpn_id.eq(mpn_id),
                    legacy_relationships::customer_domain.eq(domain),
                    legacy_relationships::customer_name.eq(name),
                    legacy_relationships::country.eq("JP"),
                    legacy_relationships::source_portal.eq("other"),
                    legacy_relationships::imported_at.eq(now),
                ))
                .execute(conn)?;
            Ok(())
        });
    }

    /// What the operator says of a mail domain: `refused` or `allowed` (S23).
    pub fn web_mail(&self, domain: &str, verdict: &str) {
        let now = self.clock.now();
        self.write(|conn| {
            diesel::insert_into(web_mail_domains::table)
                .values((
                    web_mail_domains::domain.eq(domain),
                    web_mail_domains::verdict.eq(verdict),
                    web_mail_domains::note.eq(""),
                    web_mail_domains::created_at.eq(now),
                ))
                .execute(conn)?;
            Ok(())
        });
    }

    /// A complete and right form of an organization in Japan, whose contact is `contact@` the domain.
    pub fn answers(&self, name: &str, domain: &str) -> FormData {
        FormData {
            legal_name: name.to_owned(),
            line1: "1-1-1 Marunouchi".to_owned(),
            line2: String::new(),
            city: "Chiyoda-ku".to_owned(),
            region: "Tokyo".to_owned(),
            postal_code: "100-0005".to_owned(),
            contact_first_name: "Aiko".to_owned(),
            contact_last_name: "Tanaka".to_owned(),
            contact_email: format!("contact@{domain}"),
            contact_phone: "03-3211-0001".to_owned(),
            contact_language: "en".to_owned(),
            support_email: format!("support@{domain}"),
            support_phone: "03-3211-0002".to_owned(),
            support_website: format!("https://www.{domain}/support"),
        }
    }

    /// What a Global admin needs to apply.
    pub fn may_apply(&self, person: &Person) -> Permit<ApplyForEnrollment> {
        permit(&self.actor(person)).unwrap()
    }

    /// What a Global admin needs to withdraw.
    pub fn may_withdraw(&self, person: &Person) -> Permit<WithdrawEnrollment> {
        permit(&self.actor(person)).unwrap()
    }

    /// What a reviewer needs to decide.
    pub fn may_review(&self, reviewer: &Person) -> Permit<ReviewEnrollment> {
        permit(&self.actor(reviewer)).unwrap()
    }

    /// What a stranger with a link has.
    pub fn by_link(&self) -> Permit<FollowLink> {
        permit_public(None)
    }

    /// The newest application of a person's organization.
    pub fn application(&self, person: &Person) -> Enrollment {
        self.write(|conn| {
            let permit = permit(&self.actor_in(conn, person)).unwrap();
            enrollments::dossier_of(conn, &permit)
        })
        .unwrap()
        .application
    }

    fn actor_in(&self, conn: &mut crate::db::DbConn, person: &Person) -> crate::policy::Actor {
        crate::features::users::actor(conn, person.user, self.clock.now())
            .unwrap()
            .unwrap()
    }

    /// A draft with a chosen profile and a complete form, ready for **Enroll now**.
    pub fn fills_in(&self, person: &Person, member: &Member) -> Enrollment {
        let (cx, permit) = (self.cx(), self.may_apply(person));
        let domain = person.user_name.split('@').nth(1).unwrap().to_owned();
        self.write(|conn| {
            enrollments::begin(conn, &cx, &permit, Language::En).map_err(not_refused)?;
            enrollments::choose_profile(conn, &cx, &permit, member.account, &member.mpn_id)
                .map_err(not_refused)?;
            let form = self.answers("Fabrikam K.K.", &domain);
            enrollments::save_details(conn, &cx, &permit, form, None).map_err(not_refused)
        });
        self.application(person)
    }

    /// An application that waits for its contact.
    pub fn applies(&self, person: &Person, member: &Member) -> Enrollment {
        let draft = self.fills_in(person, member);
        let (cx, permit) = (self.cx(), self.may_apply(person));
        self.write(|conn| enrollments::submit(conn, &cx, &permit, draft.version).map_err(not_refused));
        self.application(person)
    }

    /// The token in the newest verification mail to the contact of an application.
    pub async fn verification_token(&self, application: &Enrollment) -> String {
        let mail = self.mail_to(&application.data().contact_email).await;
        link_in(&mail, "/verify/")
            .trim_start_matches("/verify/")
            .to_owned()
    }

    /// The contact confirms: the application is in review.
    pub async fn confirmed(&self, person: &Person) -> Enrollment {
        let token = self.verification_token(&self.application(person)).await;
        let (cx, permit) = (self.cx(), self.by_link());
        self.write(|conn| enrollments::confirm(conn, &cx, &permit, &token).map_err(not_refused));
        self.application(person)
    }

    /// An application in review.
    pub async fn in_review(&self, person: &Person, member: &Member) -> Enrollment {
        self.applies(person, member);
        self.confirmed(person).await
    }

    /// The reviewer passes both checks that a reviewer decides.
    pub fn passes_checks(&self, reviewer: &Person, id: EnrollmentId) {
        let (cx, permit) = (self.cx(), self.may_review(reviewer));
        for kind in [CheckKind::Employment, CheckKind::Business] {
            self.write(|conn| {
                let version = enrollments::dossier(conn, &permit, id)?
                    .unwrap()
                    .application
                    .version;
                let passed = CheckState::Passed;
                enrollments::decide_check(conn, &cx, &permit, id, version, kind, passed, "", false)
                    .map_err(not_refused)
            });
        }
    }

    /// The reviewer asks about fields.
    pub fn asks(
        &self,
        reviewer: &Person,
        person: &Person,
        fields: &[enrollments::domain::Field],
        text: &str,
    ) {
        let (cx, permit, row) = (self.cx(), self.may_review(reviewer), self.application(person));
        self.write(|conn| {
            enrollments::ask(conn, &cx, &permit, row.id, row.version, fields, text).map_err(not_refused)
        });
    }

    /// The reviewer rejects.
    pub fn rejects(&self, reviewer: &Person, person: &Person, reason: &str) {
        let (cx, permit, row) = (self.cx(), self.may_review(reviewer), self.application(person));
        self.write(|conn| {
            enrollments::reject(conn, &cx, &permit, row.id, row.version, reason).map_err(not_refused)
        });
    }

    /// The whole road: the person's organization is an indirect reseller.
    pub async fn enrolled(&self, person: &Person, member: &Member, reviewer: &Person) -> Enrollment {
        let row = self.in_review(person, member).await;
        self.passes_checks(reviewer, row.id);
        let (cx, permit, row) = (self.cx(), self.may_review(reviewer), self.application(person));
        self.write(|conn| enrollments::approve(conn, &cx, &permit, row.id, row.version).map_err(not_refused));
        self.application(person)
    }

    /// Who holds a number: whom it is reserved for, whose it is.
    pub fn holder(&self, mpn_id: &MpnId) -> (Option<OrganizationId>, Option<OrganizationId>) {
        self.write(|conn| {
            let found =
                crate::features::memberships::directory().profile(conn, &TenantScope::System, mpn_id)?;
            let profile = found.unwrap();
            Ok((profile.reserved_organization_id, profile.bound_organization_id))
        })
    }
}
