//! What stands in the way of a decision: another reviewer, the contact's own, look-alikes, a disowned application, a domain.

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
