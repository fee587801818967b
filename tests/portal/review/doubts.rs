//! What stands in the way of a decision: another reviewer, the contact's own, look-alikes, a disowned application, a domain.

use diesel::prelude::*;
use tandem::db::schema::users;
use tandem::features::enrollments::domain::FormData;
use tandem::features::users::domain::State as Account;

use super::*;

#[actix_web::test]
async fn the_second_of_two_reviewers_sees_what_the_first_did_and_loses_nothing() {
    let (house, row, first) = House::in_review().await;
    let ben = house.app.operator("ben", OperatorRole::Reviewer);
    let second = house.app.signed_in(&ben).await;
    let ask = format!("{}/ask", at(&row));
    let shown = second.get(&ask).await.expect(200);
    decides(&first, &at(&row), "business", "passed", "")
        .await
        .expect(303);
    let typed = [("fields", "line1"), ("text", "Which street is it?")];
    let late = second.submit(&shown, &ask, &typed).await.expect(409);
    let late = late.says("has changed meanwhile").says("Which street is it?");
    // What it shows is the present version, so the same words can be sent now.
    second.submit(&late, &ask, &[]).await.expect(303);
    assert_eq!(house.state(), State::InfoRequested);

    let (house, row, first) = House::in_review().await;
    let ben = house.app.operator("ben", OperatorRole::Reviewer);
    let second = house.app.signed_in(&ben).await;
    let reject = format!("{}/reject", at(&row));
    let shown = second.get(&reject).await.expect(200);
    let page = first.get(&reject).await.expect(200);
    first
        .submit(&page, &reject, &[("reason", "The first was faster")])
        .await
        .expect(303);
    let late = second
        .submit(&shown, &reject, &[("reason", "Words of the second")])
        .await;
    let late = late
        .expect(409)
        .says("Words of the second")
        .says("The first was faster");
    assert!(late.has_state("rejected"));
}

#[actix_web::test]
async fn who_is_the_contact_doesnt_decide_about_it() {
    let house = House::new().await;
    let (app, kim) = (&house.app, &house.kim);
    app.fills_in(kim, &house.member);
    let (cx, permit) = (app.cx(), app.may_apply(kim));
    let own = app.actor(&house.reviewer).email;
    app.write(|conn| {
        let mut form = app.answers("Fabrikam K.K.", "fabrikam.example");
        form.contact_email = own.clone();
        enrollments::save_details(conn, &cx, &permit, form, None).expect("a draft");
        Ok(())
    });
    let version = app.application(kim).version;
    app.write(|conn| {
        enrollments::submit(conn, &cx, &permit, version).expect("complete");
        Ok(())
    });
    let row = app.confirmed(kim).await;
    let browser = app.signed_in(&house.reviewer).await;
    let page = browser.get(&at(&row)).await.expect(200);
    assert!(!page.body.contains("/checks/business\""), "no form is offered");
    let refused = browser.submit(&page, &format!("{}/approve", at(&row)), &[]).await;
    refused.expect(422);
    assert_eq!(house.state(), State::InReview);
}

#[actix_web::test]
async fn look_alikes_are_shown_and_never_stop_anybody() {
    let house = House::new().await;
    house.app.newcomer("FABRIKAM Co., Ltd.", "fabrikan.example", "JP");
    let row = house.app.in_review(&house.kim, &house.member).await;
    let browser = house.app.signed_in(&house.reviewer).await;
    let page = browser
        .get(&at(&row))
        .await
        .expect(200)
        .says("Other organizations look like this one");
    let page = page.says("FABRIKAM Co., Ltd.").says("fabrikan.example");
    assert!(page.has_state("look_alike"));
    house.app.passes_checks(&house.reviewer, row.id);
    let page = browser.get(&at(&row)).await.expect(200);
    browser
        .submit(&page, &format!("{}/approve", at(&row)), &[])
        .await
        .expect(303);
    assert_eq!(house.state(), State::Active);
}

#[actix_web::test]
async fn only_an_administrator_opens_a_disowned_application_again() {
    let house = House::new().await;
    let (app, kim) = (&house.app, &house.kim);
    let row = app.applies(kim, &house.member);
    let token = app.verification_token(&row).await;
    let (cx, permit) = (app.cx(), app.by_link());
    app.write(|conn| {
        enrollments::disown(conn, &cx, &permit, &token).expect("by its link");
        Ok(())
    });
    let path = at(&row);
    let reviewer = app.signed_in(&house.reviewer).await;
    let page = reviewer
        .get(&path)
        .await
        .expect(200)
        .says("Only an administrator can open");
    assert!(!page.body.contains("/reopen\""));
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let page = browser.get(&path).await.expect(200);
    browser
        .submit(&page, &format!("{path}/reopen"), &[])
        .await
        .expect(303);
    assert_eq!(house.state(), State::Draft);
    browser
        .submit(&page, &format!("{path}/reopen"), &[])
        .await
        .expect(303);
}

#[actix_web::test]
async fn the_tick_of_the_reviewer_verifies_the_domain() {
    let house = House::new().await;
    let row = house.app.in_review(&house.kim, &house.member).await;
    let browser = house.app.signed_in(&house.reviewer).await;
    // Verified already: nothing to tick.
    let page = browser
        .get(&at(&row))
        .await
        .expect(200)
        .says("fabrikam.example (verified)");
    assert!(!page.body.contains("domain_belongs"));
}

#[actix_web::test]
async fn an_answer_about_what_was_checked_is_checked_again() {
    let (house, row, browser) = House::in_review().await;
    house.app.passes_checks(&house.reviewer, row.id);
    let asks = async |fields: &[Field], change: &dyn Fn(&mut FormData)| {
        house.app.asks(&house.reviewer, &house.kim, fields, "Is it so?");
        let (cx, permit) = (house.app.cx(), house.app.may_apply(&house.kim));
        let mut form = house.app.answers("Fabrikam K.K.", "fabrikam.example");
        change(&mut form);
        house.app.write(|conn| {
            enrollments::answer(conn, &cx, &permit, None, form, None).expect("only what was asked");
            Ok(())
        });
        browser.get(&at(&row)).await.expect(200)
    };
    let approve = format!("{}/approve", at(&row));

    // A phone number says nothing about who they are.
    let page = asks(&[Field::SupportPhone], &|form| {
        form.support_phone = "+81 3 1234 9999".to_owned();
    })
    .await;
    page.doesnt_say("Check “Business”: Waiting");

    let page = asks(&[Field::LegalName], &|form| {
        form.legal_name = "Totally Different Holdings".to_owned();
    })
    .await;
    // Nobody has looked at this company.
    let page = page.says("Check “Business”: Waiting");
    browser.submit(&page, &approve, &[]).await.expect(422);
    assert_eq!(house.state(), State::InReview);
    house.app.passes_checks(&house.reviewer, row.id);
    let page = browser.get(&at(&row)).await.expect(200);
    browser.submit(&page, &approve, &[]).await.expect(303);
    assert_eq!(house.state(), State::Active);
}

#[actix_web::test]
async fn who_lost_the_role_meanwhile_gets_nothing_back_by_activation() {
    for deleted in [false, true] {
        let (house, row, browser) = House::in_review().await;
        let (app, kim) = (&house.app, &house.kim);
        let rin = app.person(
            kim.organization,
            "rin@fabrikam.example",
            AgentRole::None,
            AdminRole::GlobalAdmin,
        );
        app.write(|conn| {
            diesel::update(users::table.find(kim.user))
                .set(if deleted {
                    (
                        users::admin_role.eq(AdminRole::GlobalAdmin),
                        users::state.eq(Account::Deleted),
                    )
                } else {
                    (
                        users::admin_role.eq(AdminRole::None),
                        users::state.eq(Account::Active),
                    )
                })
                .execute(conn)?;
            Ok(())
        });
        app.passes_checks(&house.reviewer, row.id);
        let page = browser.get(&at(&row)).await.expect(200);
        let page = page.says("no longer runs the organization");
        let mails = app.mails().await.len();
        browser
            .submit(&page, &format!("{}/approve", at(&row)), &[])
            .await
            .expect(303);
        assert_eq!(app.application(&rin).state, State::Active);
        let roles: (AgentRole, AdminRole) = app.write(|conn| {
            Ok(users::table
                .find(kim.user)
                .select((users::agent_role, users::admin_role))
                .first(conn)?)
        });
        let admin = if deleted {
            AdminRole::GlobalAdmin
        } else {
            AdminRole::None
        };
        assert_eq!(roles, (AgentRole::None, admin));
        let told: Vec<String> = app.mails().await.into_iter().skip(mails).map(|m| m.to).collect();
        assert_eq!(told.len(), 1, "the contact alone hears of it: {told:?}");
        // Who runs the organization now finds what is to be done.
        let home = app.signed_in(&rin).await.get("/dashboard").await.expect(200);
        home.says("Finish setting up");
    }
}
