//! A form that is sent after the session has ended, without a script: what was typed waits for its sender, and for nobody else (A.14).

use diesel::prelude::*;
use tandem::app::sweep;
use tandem::config::Retention;
use tandem::db::schema::{unsent_forms, users};
use tandem::features::sessions;
use tandem::features::users::domain::State;
use tandem::kernel::clock::{SignedDuration, days};
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Browser, PASSWORD, Page, Person, TestApp};

/// Comes back after the session is over: signs in where the portal leads.
async fn signs_in_again(browser: &Browser, late: &Page, person: &Person) -> Page {
    let to = late.location.clone().expect("to sign-in");
    let page = browser.get(&to).await.expect(200);
    let fields = [("user_name", person.user_name.as_str()), ("password", PASSWORD)];
    browser.submit(&page, "/signin", &fields).await.expect(303)
}

/// Presses **Send now**, and goes along with the form as a browser does.
async fn sends_now(browser: &Browser, page: &Page) -> Page {
    let fields = page.form("/unsent");
    let passed_on = browser.post("/unsent", &fields).await.expect(307);
    browser
        .post(&passed_on.location.expect("where it was meant to go"), &fields)
        .await
}

fn waiting(app: &TestApp) -> i64 {
    app.write(|conn| Ok(unsent_forms::table.count().get_result(conn)?))
}

fn later_than_a_session(app: &TestApp) {
    app.later(SignedDuration::from_mins(61));
}

/// A draft at its details, and the browser of who types them.
async fn at_the_details(app: &TestApp) -> (Person, Browser) {
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("4928371", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    let browser = app.signed_in(&kim).await;
    (kim, browser)
}

const TYPED: [(&str, &str); 2] = [
    ("legal_name", "Fabrikam Nippon K.K."),
    ("contact_first_name", "直美"),
];

#[actix_web::test]
async fn details_that_were_sent_too_late_are_sent_after_sign_in() {
    let app = TestApp::new().await;
    let (kim, browser) = at_the_details(&app).await;
    let page = browser.get("/enroll/details").await.expect(200);
    later_than_a_session(&app);
    let late = browser.submit(&page, "/enroll/details", &TYPED).await;
    let late = late.expect(303).leads_to("/signin?next=%2Funsent");
    let sign_in = browser.get("/signin?next=%2Funsent").await.expect(200);
    sign_in
        .says("What you typed is kept for you")
        .doesnt_say("Fabrikam Nippon");
    assert_eq!(
        app.application(&kim).data().legal_name,
        "Fabrikam K.K.",
        "nothing is done before"
    );

    signs_in_again(&browser, &late, &kim).await.leads_to("/unsent");
    let kept = browser.get("/unsent").await.expect(200);
    let kept = kept
        .says("You sent this after your session had ended")
        .says("Fabrikam Nippon K.K.")
        .says("直美");
    assert!(kept.body.contains("href=\"/enroll/details\""));
    let sent = sends_now(&browser, &kept).await.expect(303);
    assert!(
        sent.location
            .as_deref()
            .is_some_and(|l| l.starts_with("/enroll/check")),
        "{:?}",
        sent.location
    );
    let data = app.application(&kim).data();
    assert_eq!(
        (data.legal_name.as_str(), data.contact_first_name.as_str()),
        ("Fabrikam Nippon K.K.", "直美")
    );
    // It is gone; a second click goes the same way.
    assert_eq!(waiting(&app), 0);
    browser.get("/unsent").await.expect(303).leads_to("/dashboard");
    let again = browser.post("/unsent", &kept.form("/unsent")).await;
    again.expect(307).leads_to("/enroll/details");
}

#[actix_web::test]
async fn what_a_reviewer_wrote_waits_too_and_may_be_thrown_away() {
    let app = TestApp::new().await;
    let rita = app.operator("rita", OperatorRole::Reviewer);
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("4928371", "JP", "Fabrikam K.K.");
    let row = app.in_review(&kim, &member).await;
    let browser = app.signed_in(&rita).await;
    let reject = format!("/operations/enrollments/{}/reject", row.id);
    let page = browser.get(&reject).await.expect(200);
    later_than_a_session(&app);
    let reason = [(
        "reason",
        "The register knows no such company.\nPlease write to us.",
    )];
    let late = browser.submit(&page, &reject, &reason).await;
    signs_in_again(&browser, &late, &rita).await.leads_to("/unsent");
    let kept = browser.get("/unsent").await.expect(200);
    let kept = kept.says("The register knows no such company.");
    let mut fields = kept.form("/unsent");
    fields.push(("_discard".to_owned(), "yes".to_owned()));
    browser
        .post("/unsent", &fields)
        .await
        .expect(303)
        .leads_to(&reject);
    assert_eq!(waiting(&app), 0);
    assert!(app.application(&kim).state.is_pending());
}

#[actix_web::test]
async fn nobody_else_gets_to_see_it() {
    let app = TestApp::new().await;
    let (kim, browser) = at_the_details(&app).await;
    let colleague = app.person(
        kim.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let page = browser.get("/enroll/details").await.expect(200);
    later_than_a_session(&app);
    let late = browser.submit(&page, "/enroll/details", &TYPED).await;
    // Somebody else signs in at the same browser.
    signs_in_again(&browser, &late, &colleague)
        .await
        .leads_to("/unsent");
    browser.get("/unsent").await.expect(303).leads_to("/dashboard");
    // Not even who knows its number.
    let id: tandem::kernel::ids::UnsentFormId =
        app.write(|conn| Ok(unsent_forms::table.select(unsent_forms::id).first(conn)?));
    let mut forged = browser.get("/account/me").await.expect(200).form("/signout");
    forged.push(("_unsent".to_owned(), id.to_string()));
    browser.post("/unsent", &forged).await.expect(404);
    assert_eq!(waiting(&app), 1);
    // Its sender still finds it, from anywhere, until a day has passed.
    let elsewhere = app.signed_in(&kim).await;
    elsewhere
        .get("/unsent")
        .await
        .expect(200)
        .says("Fabrikam Nippon K.K.");
    app.later(days(1) + SignedDuration::from_secs(1));
    let elsewhere = app.signed_in(&kim).await;
    elsewhere.get("/unsent").await.expect(303).leads_to("/dashboard");
    sweep(&app.app, &Retention::default()).await;
    assert_eq!(waiting(&app), 0);
}

#[actix_web::test]
async fn passwords_and_forms_of_strangers_are_not_kept() {
    let app = TestApp::new().await;
    let (_, browser) = at_the_details(&app).await;
    let email = browser.get("/account/me/email").await.expect(200);
    let details = browser.get("/enroll/details").await.expect(200);
    let mut forged = details.form("/enroll/details");
    later_than_a_session(&app);

    // A form that wasn't shown in that session.
    let other = app.browser().get("/signin").await.form("/signin");
    let token = other.iter().find(|(name, _)| name == "_form").expect("a token");
    for field in &mut forged {
        if field.0 == "_form" {
            field.1.clone_from(&token.1);
        }
    }
    let late = browser.post("/enroll/details", &forged).await.expect(303);
    late.leads_to("/signin?next=%2Fenroll%2Fdetails");
    assert_eq!(waiting(&app), 0);
    // A button without anything typed.
    let button: Vec<_> = details
        .form("/enroll/details")
        .into_iter()
        .filter(|(name, _)| name == "_form")
        .collect();
    browser.post("/enroll/status/resend", &button).await.expect(303);
    assert_eq!(waiting(&app), 0);
    // What a script sends it sends again by itself.
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(details.form("/enroll/details"))
        .finish();
    let by_script = [("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin")];
    browser
        .send(
            actix_web::http::Method::POST,
            "/enroll/details/draft",
            Some(body),
            &by_script,
        )
        .await
        .expect(303);
    assert_eq!(waiting(&app), 0);

    let typed = [("email", "kim.new@mail.example"), ("current", PASSWORD)];
    let late = browser.submit(&email, "/account/me/email", &typed).await;
    late.expect(303).leads_to("/signin?next=%2Funsent");
    let sealed: Vec<Vec<u8>> =
        app.write(|conn| Ok(unsent_forms::table.select(unsent_forms::sealed).load(conn)?));
    let holds = |what: &str| {
        sealed
            .iter()
            .any(|s| s.windows(what.len()).any(|w| w == what.as_bytes()))
    };
    assert!(sealed.len() == 1 && !holds("kim.new") && !holds(PASSWORD));
    let late = browser.get("/signin?next=%2Funsent").await.expect(200);
    let kim = late.form("/signin");
    assert!(!late.body.contains("kim.new"), "not before sign-in: {kim:?}");
}

#[actix_web::test]
async fn an_ended_session_opens_nothing() {
    let app = TestApp::new().await;
    let (kim, browser) = at_the_details(&app).await;
    later_than_a_session(&app);
    for page in ["/account/me", "/unsent", "/enroll/details", "/dashboard"] {
        let answer = browser.get(page).await.expect(303);
        let to = answer.location.unwrap_or_default();
        assert!(
            to.starts_with("/signin") || to.starts_with("/enroll/work-account"),
            "{page} leads to {to}"
        );
    }
    let start = browser.get("/").await.expect(200);
    start.doesnt_say(&kim.user_name);
}

#[actix_web::test]
async fn a_session_that_was_ended_on_purpose_leaves_nothing_behind() {
    let app = TestApp::new().await;
    let (kim, browser) = at_the_details(&app).await;
    let page = browser.get("/enroll/details").await.expect(200);
    // A thief's session, which its owner ends from elsewhere.
    let now = app.clock.now();
    app.write(|conn| sessions::revoke_all(conn, kim.user, now));
    let late = browser.submit(&page, "/enroll/details", &TYPED).await;
    late.expect(303).leads_to("/signin?next=%2Fenroll%2Fdetails");
    assert_eq!(waiting(&app), 0);

    // Nor is anything kept for somebody who can't sign in.
    let browser = app.signed_in(&kim).await;
    let page = browser.get("/enroll/details").await.expect(200);
    later_than_a_session(&app);
    app.write(|conn| {
        diesel::update(users::table.find(kim.user))
            .set(users::state.eq(State::Disabled))
            .execute(conn)?;
        Ok(())
    });
    browser.submit(&page, "/enroll/details", &TYPED).await.expect(303);
    assert_eq!(waiting(&app), 0);
}

#[actix_web::test]
async fn what_waits_can_itself_be_sent_too_late() {
    let app = TestApp::new().await;
    let (kim, browser) = at_the_details(&app).await;
    let page = browser.get("/enroll/details").await.expect(200);
    later_than_a_session(&app);
    let late = browser.submit(&page, "/enroll/details", &TYPED).await;
    signs_in_again(&browser, &late, &kim).await.leads_to("/unsent");
    let kept = browser.get("/unsent").await.expect(200);
    later_than_a_session(&app);
    let late = browser.post("/unsent", &kept.form("/unsent")).await;
    let late = late.expect(303).leads_to("/signin?next=%2Funsent");
    assert_eq!(waiting(&app), 1, "it waits already");
    signs_in_again(&browser, &late, &kim).await.leads_to("/unsent");
    let kept = browser.get("/unsent").await.expect(200);
    sends_now(&browser, &kept).await.expect(303);
    assert_eq!(app.application(&kim).data().legal_name, "Fabrikam Nippon K.K.");
}
