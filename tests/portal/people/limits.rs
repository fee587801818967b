//! Where user management ends: links that have had their day, other organizations, suspension, and how many strangers are written to.

use diesel::prelude::*;
use tandem::db::schema::{organizations, users};
use tandem::features::users::domain::State;
use tandem::kernel::clock::days;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, OrganizationState};
use tandem::testkit::{PASSWORD, Page, TestApp, link_in};

use super::guarding::page_of;
use super::{KEN, add, force, id_of, password_on, people_of, press, state_of};

const NEW_PASSWORD: &str = "eleven quiet bridges over water";

#[actix_web::test]
async fn a_mailed_reset_dies_with_the_password_it_was_asked_for() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    app.write(|conn| {
        diesel::update(users::table.find(mai.user))
            .set(users::email_confirmed_at.eq(Some(tandem::testkit::NOON)))
            .execute(conn)?;
        Ok(())
    });
    let stranger = app.browser();
    let asked = async || {
        let page = stranger.get("/password/reset").await;
        let name = [("user_name", mai.user_name.as_str())];
        stranger.submit(&page, "/password/reset", &name).await.expect(200);
        let mail = app.mail_to("mai@mail.fabrikam-example.example").await;
        let link = link_in(&mail, "/password/reset/");
        let open = stranger.get(&link).await.expect(200);
        (link, open)
    };
    // The link is at its end, and so is its page that was open before.
    let dead = async |(link, open): (String, Page)| {
        stranger
            .submit(&open, &link, &[("password", NEW_PASSWORD)])
            .await
            .expect(410)
            .says("was changed after it was sent");
        stranger.get(&link).await.expect(410);
    };
    // A reset by an admin, and an account disabled in between.
    let admin = app.signed_in(&aiko).await;
    let link = asked().await;
    let shown = press(&admin, mai.user, "password", &[]).await.expect(200);
    dead(link).await;
    let link = asked().await;
    press(&admin, mai.user, "disable", &[]).await.expect(303);
    press(&admin, mai.user, "enable", &[]).await.expect(303);
    dead(link).await;
    // And the owner's own change.
    let link = asked().await;
    let theirs = app.browser();
    theirs.sign_in(&mai.user_name, &password_on(&shown)).await;
    let form = theirs.get("/password").await.expect(200);
    theirs
        .submit(&form, "/password", &[("password", PASSWORD)])
        .await
        .expect(303);
    dead(link).await;
}

#[actix_web::test]
async fn a_colleague_isnt_told_of_a_temporary_password() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::SalesAgent,
        AdminRole::None,
    );
    let admin = app.signed_in(&aiko).await;
    add(&admin, &KEN).await.expect(200);
    let ken = id_of(&app, "ken.sato@fabrikam.example");
    page_of(&admin, ken).await.says("Not replaced yet");
    let page = page_of(&app.signed_in(&mai).await, ken).await;
    page.doesnt_say("Not replaced yet");
}

#[actix_web::test]
async fn a_suspended_organization_runs_its_people_and_a_closed_one_only_reads_them() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let browser = app.signed_in(&aiko).await;
    let set = |state: OrganizationState| {
        app.write(|conn| {
            diesel::update(organizations::table.find(aiko.organization))
                .set(organizations::state.eq(state))
                .execute(conn)?;
            Ok(())
        });
    };
    set(OrganizationState::Suspended);
    add(&browser, &KEN).await.expect(200);
    press(&browser, mai.user, "disable", &[]).await.expect(303);
    set(OrganizationState::Closed);
    browser.get("/account/users").await.expect(200).says("mai of");
    browser.get("/account/users/new").await.expect(403);
    for what in ["enable", "password", "roles", "delete", "sessions"] {
        force(&browser, mai.user, what, &[]).await.expect(403);
    }
    assert_eq!(state_of(&app, mai.user), State::Disabled);
}

#[actix_web::test]
async fn an_organization_that_anybody_may_have_made_writes_to_fifty_strangers_a_day() {
    let app = TestApp::new().await;
    let eve = app.newcomer("Tailspin", "tailspin.example", "JP");
    let browser = app.signed_in(&eve).await;
    let page = browser.get("/account/users/new").await.expect(200);
    let adds = async |n: usize| {
        let (email, user_name) = (format!("p{n}@mail.example"), format!("p{n}"));
        let person = [("email", email.as_str()), ("user_name", user_name.as_str())];
        let fields = [&KEN[..1], &person, &KEN[3..]].concat();
        browser.submit(&page, "/account/users/new", &fields).await
    };
    // The founder is of today too.
    for n in 1..50 {
        adds(n).await.expect(200);
    }
    let refused = adds(50)
        .await
        .expect(422)
        .says("as many people as it may in one day");
    assert!(refused.body.contains("id=\"email-e\""));
    assert_eq!(people_of(&app, &eve), 50);
    assert_eq!(app.mails().await.len(), 49);
    app.later(days(1));
    let browser = app.signed_in(&eve).await;
    add(&browser, &KEN).await.expect(200);
}

#[actix_web::test]
async fn the_operator_of_the_installation_sets_the_figures() {
    let app = TestApp::with_site(|site| {
        site.limits.people_a_day = 2;
        site.limits.account_failures = 3;
        site.limits.account_hours = 2;
        site.limits.account_steps = Vec::new();
    })
    .await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let admin = app.signed_in(&aiko).await;
    // She is of today too.
    add(&admin, &KEN).await.expect(200);
    let second = [
        &KEN[..1],
        &[("email", "b@mail.example"), ("user_name", "b")],
        &KEN[3..],
    ]
    .concat();
    add(&admin, &second)
        .await
        .expect(422)
        .says("as many people as it may in one day");

    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    for _ in 0..3 {
        app.browser()
            .sign_in(&mai.user_name, "not this one")
            .await
            .expect(422);
    }
    page_of(&admin, mai.user).await.says("Too many wrong passwords");
    app.browser().sign_in(&mai.user_name, PASSWORD).await.expect(422);
    app.later(tandem::kernel::clock::SignedDuration::from_hours(2));
    app.browser().sign_in(&mai.user_name, PASSWORD).await.expect(200);
}

#[actix_web::test]
async fn the_question_before_deleting_somebody_elses_person_is_404_too() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let other = app.reseller("Contoso", "contoso.example", "JP");
    let rosa = app.operator("rosa", OperatorRole::Administrator);
    for browser in [app.signed_in(&aiko).await, app.signed_in(&rosa).await] {
        for path in ["", "/delete"] {
            let path = format!("/account/users/{}{path}", other.user);
            browser.get(&path).await.expect(404);
        }
        for what in [
            "roles", "password", "disable", "enable", "delete", "restore", "sessions",
        ] {
            let roles = [("agent", "none"), ("admin", "none"), ("operator", "reviewer")];
            force(&browser, other.user, what, &roles).await.expect(404);
        }
        // Another spelling of one's own id is no other address of the same thing.
        let upper = other.user.to_string().to_uppercase();
        browser.get(&format!("/account/users/{upper}")).await.expect(404);
    }
    let exported = app
        .signed_in(&aiko)
        .await
        .get("/account/users/export.csv?q=contoso")
        .await;
    assert_eq!(exported.expect(200).body.lines().count(), 1);
}
