use super::{audited, done, house, refused, state_of};
use crate::db::{DbError, Fault};
use crate::features::customers::{self, From};
use crate::features::enrollments::domain::{CheckKind, CheckState, Field, ProfileProblem, Refused, State};
use crate::features::enrollments::{self, Filter, Sign, approve, store};
use crate::features::organizations::{self, ContactKind};
use crate::kernel::clock::minutes;
use crate::kernel::problem::Problem;
use crate::policy::{AdminRole, AgentRole, Programme, TenantScope, permit};
use crate::testkit::{Person, TestApp};

fn customers_of(app: &TestApp, person: &Person) -> Vec<String> {
    match permit(&app.actor(person)) {
        Ok(may) => {
            let page = app.write(|c| customers::list(c, &may, From::Start, 10));
            page.rows.into_iter().map(|row| row.name).collect()
        }
        Err(_) => Vec::new(),
    }
}

#[actix_web::test]
async fn approval_makes_a_reseller_whole_and_its_customers_appear_s52() {
    let (app, kim, member, rin) = house().await;
    app.served_elsewhere(&member.mpn_id, "Tailspin", "tailspin.example");
    app.served_elsewhere(&member.mpn_id, "Wingtip", "wingtip.example");
    app.in_review(&kim, &member).await;
    assert!(customers_of(&app, &kim).is_empty());
    let row = app.application(&kim);
    app.passes_checks(&rin, row.id);
    assert!(customers_of(&app, &kim).is_empty(), "not before activation");
    let (version, may) = (app.application(&kim).version, app.may_review(&rin));
    done(&app, |c| approve(c, &app.cx(), &may, row.id, version));
    let actor = app.actor(&kim);
    assert_eq!(
        (actor.admin, actor.agent),
        (AdminRole::GlobalAdmin, AgentRole::AdminAgent)
    );
    assert!(actor.is_in(Programme::Reseller));
    assert_eq!(app.holder(&member.mpn_id), (None, Some(kim.organization)));
    let (organization, contact, address) = app.write(|c| {
        let scope = TenantScope::Own(kim.organization);
        Ok((
            organizations::by_id(c, &scope, kim.organization)?.unwrap(),
            organizations::contact(c, &scope, kim.organization, ContactKind::Primary)?.unwrap(),
            organizations::address(c, &scope, kim.organization)?.unwrap(),
        ))
    });
    assert_eq!(organization.legal_name, "Fabrikam K.K.");
    assert_eq!(
        organization.support_email.as_deref(),
        Some("support@fabrikam.example")
    );
    assert_eq!(organization.support_phone.as_deref(), Some("+81332110002"));
    assert_eq!(
        (contact.phone.as_str(), contact.verified_at.is_some()),
        ("+81332110001", true)
    );
    assert_eq!(address.city, "Chiyoda-ku");
    let mut listed = customers_of(&app, &kim);
    listed.sort();
    assert_eq!(listed, ["Tailspin", "Wingtip"]);
    let again = refused(&app, |c| approve(c, &app.cx(), &may, row.id, version + 1));
    assert_eq!(again, Refused::State(State::Active));
    assert_eq!(customers_of(&app, &kim).len(), 2, "not twice");
    assert!(audited(&app, &kim).iter().any(|a| a == "enrollment.activate"));
    assert!(app.write(crate::audit::verify).is_ok(), "the chain holds");
}

#[actix_web::test]
async fn nothing_is_decided_before_the_contact_confirmed_nor_by_the_contact_s25() {
    let (app, kim, member, rin) = house().await;
    let row = app.applies(&kim, &member);
    let may = app.may_review(&rin);
    let cx = app.cx();
    assert_eq!(
        refused(&app, |c| approve(c, &cx, &may, row.id, row.version)),
        Refused::NotVerified
    );
    assert_eq!(
        refused(&app, |c| enrollments::reject(
            c,
            &cx,
            &may,
            row.id,
            row.version,
            "no"
        )),
        Refused::NotVerified
    );
    let row = app.confirmed(&kim).await;
    assert_eq!(
        refused(&app, |c| approve(c, &cx, &may, row.id, row.version)),
        Refused::ChecksMissing(vec![CheckKind::Business]),
        "employment passed by itself at the sign-in domain"
    );
    let passed = CheckState::Passed;
    let why = refused(&app, |c| {
        enrollments::decide_check(
            c,
            &cx,
            &may,
            row.id,
            row.version,
            CheckKind::Email,
            passed,
            "",
            false,
        )
    });
    assert_eq!(why, Refused::NotByHand(CheckKind::Email));
    // A reviewer who is the contact decides nothing.
    let address = app.actor(&rin).email;
    app.write(|c| {
        use crate::db::schema::enrollments as rows;
        use diesel::prelude::*;
        let mut form = row.data();
        form.contact_email = address;
        diesel::update(rows::table.find(row.id))
            .set(rows::form.eq(form.to_text()))
            .execute(c)?;
        Ok(())
    });
    let why = refused(&app, |c| {
        enrollments::reject(c, &cx, &may, row.id, row.version, "no")
    });
    assert_eq!(why, Refused::OwnApplication);
}

#[actix_web::test]
async fn of_two_reviewers_at_once_one_decides() {
    let (app, kim, member, rin) = house().await;
    let row = app.in_review(&kim, &member).await;
    app.passes_checks(&rin, row.id);
    let row = app.application(&kim);
    let may = app.may_review(&rin);
    let outcomes: Vec<Result<(), Fault<Refused>>> = std::thread::scope(|threads| {
        let running: Vec<_> = [true, false]
            .into_iter()
            .map(|yes| {
                let (db, cx, may, row) = (app.app.db.clone(), app.cx(), &may, &row);
                threads.spawn(move || {
                    db.write_blocking(|c| match yes {
                        true => approve(c, &cx, may, row.id, row.version),
                        false => enrollments::reject(c, &cx, may, row.id, row.version, "Not known to us"),
                    })
                })
            })
            .collect();
        running.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1, "{outcomes:?}");
    assert!(
        outcomes
            .iter()
            .any(|o| matches!(o, Err(Fault::Refused(Refused::Changed)))),
        "{outcomes:?}"
    );
    let (reserved, bound) = app.holder(&member.mpn_id);
    assert_eq!(bound.is_some(), state_of(&app, &kim) == State::Active);
    assert_eq!(reserved, None);
}

#[actix_web::test]
async fn a_profile_that_no_longer_counts_stops_the_approval_and_can_be_asked_about() {
    let (app, kim, member, rin) = house().await;
    let row = app.in_review(&kim, &member).await;
    app.passes_checks(&rin, row.id);
    app.profile_becomes(&member.mpn_id, "inactive", "JP");
    let (may, apply) = (app.may_review(&rin), app.may_apply(&kim));
    let dossier = app.write(|c| enrollments::dossier(c, &may, row.id)).unwrap();
    assert_eq!(dossier.profile_problem, Some(ProfileProblem::Inactive));
    assert_eq!(
        dossier.checks[CheckKind::Membership as usize].state,
        CheckState::Failed
    );
    let version = dossier.application.version;
    let why = refused(&app, |c| approve(c, &app.cx(), &may, row.id, version));
    assert_eq!(why, Refused::Profile(ProfileProblem::Inactive));
    // The refusal has left nothing behind.
    assert_eq!(state_of(&app, &kim), State::InReview);
    assert!(!app.actor(&kim).is_in(Programme::Reseller));
    app.asks(&rin, &kim, &[Field::Profile], "Please choose an active one.");
    let other = app.profile(&member, "1004", "JP", "Fabrikam K.K.");
    let strange = app.membership("2002", "JP", "Contoso");
    let form = app.answers("ignored", "fabrikam.example");
    let foreign = refused(&app, |c| {
        enrollments::answer(
            c,
            &app.cx(),
            &apply,
            None,
            form.clone(),
            Some((member.account, &strange.mpn_id)),
        )
    });
    assert_eq!(foreign, Refused::Profile(ProfileProblem::Unknown));
    done(&app, |c| {
        enrollments::answer(c, &app.cx(), &apply, None, form, Some((member.account, &other)))
    });
    assert_eq!(app.holder(&member.mpn_id), (None, None));
    // Another profile is another business to look at.
    let version = app.application(&kim).version;
    let why = refused(&app, |c| approve(c, &app.cx(), &may, row.id, version));
    assert_eq!(why, Refused::ChecksMissing(vec![CheckKind::Business]));
    app.passes_checks(&rin, row.id);
    let version = app.application(&kim).version;
    done(&app, |c| approve(c, &app.cx(), &may, row.id, version));
    assert_eq!(app.holder(&other), (None, Some(kim.organization)));
}

#[actix_web::test]
async fn a_question_needs_fields_and_words_and_a_rejection_a_reason() {
    let (app, kim, member, rin) = house().await;
    let row = app.in_review(&kim, &member).await;
    let (cx, may) = (app.cx(), app.may_review(&rin));
    let ask = |fields: &[Field], text: &str| {
        refused(&app, |c| {
            enrollments::ask(c, &cx, &may, row.id, row.version, fields, text)
        })
    };
    assert_eq!(ask(&[], "What?"), Refused::NothingMarked);
    assert_eq!(
        ask(&[Field::ContactEmail], "What?"),
        Refused::NothingMarked,
        "it is confirmed already"
    );
    assert_eq!(ask(&[Field::City], "  "), Refused::Text(Problem::Required));
    let why = refused(&app, |c| {
        enrollments::reject(c, &cx, &may, row.id, row.version, "")
    });
    assert_eq!(why, Refused::Text(Problem::Required));
    let unknown = app.app.db.write_blocking(|c| {
        enrollments::reject(c, &cx, &may, crate::kernel::ids::EnrollmentId::new(), 1, "no")
    });
    assert!(matches!(unknown, Err(Fault::Db(DbError::NotFound))));
}

#[actix_web::test]
async fn a_rejected_application_is_corrected_with_its_data_and_history() {
    let (app, kim, member, rin) = house().await;
    let first = app.in_review(&kim, &member).await;
    app.rejects(&rin, &kim, "The name is not the registered one.");
    assert_eq!(app.holder(&member.mpn_id), (None, None));
    let mail = app.mail_to("contact@fabrikam.example").await;
    assert!(
        mail.text.contains("> The name is not the registered one."),
        "{}",
        mail.text
    );
    let may = app.may_apply(&kim);
    done(&app, |c| enrollments::correct(c, &app.cx(), &may));
    let draft = app.application(&kim);
    assert_eq!((draft.state, draft.previous_id), (State::Draft, Some(first.id)));
    assert_eq!(draft.data(), first.data());
    assert_eq!(draft.mpn_id, first.mpn_id);
    let why = refused(&app, |c| enrollments::correct(c, &app.cx(), &may));
    assert_eq!(why, Refused::State(State::Draft));
}

#[actix_web::test]
async fn the_reviewer_sees_who_waits_longest_first_and_who_looks_alike() {
    let (app, kim, member, rin) = house().await;
    let like = app.newcomer("Fabrikarn", "fabrikan.example", "JP");
    let second = app.membership("2002", "JP", "Fabrikam Ltd");
    let row = app.in_review(&kim, &member).await;
    app.later(minutes(10));
    let other = app.in_review(&like, &second).await;
    let may = app.may_review(&rin);
    let queue = app.write(|c| enrollments::queue(c, &may, Filter::Review, store::From::Start, 10));
    assert_eq!(queue.iter().map(|r| r.id).collect::<Vec<_>>(), [row.id, other.id]);
    assert_eq!(app.write(|c| enrollments::waiting_for_review(c, &may)), 2);
    let dossier = app.write(|c| enrollments::dossier(c, &may, row.id)).unwrap();
    let alike = app.write(|c| enrollments::look_alikes(c, &may, &dossier));
    assert_eq!(alike.len(), 1, "{alike:?}");
    assert_eq!(alike[0].organization, like.organization);
    assert!(
        alike[0]
            .signs
            .contains(&Sign::SimilarDomain("fabrikan.example".to_owned()))
    );
    assert!(alike[0].signs.contains(&Sign::SameName) && alike[0].signs.contains(&Sign::SamePhone));
    assert_eq!(
        dossier.timeline.last().unwrap().actor.as_deref(),
        Some("admin of fabrikam.example")
    );
    assert!(dossier.newest_mail.is_some());
}
