//! Signing in and out, sessions, passwords: what the owner of an account meets, and what somebody else doesn't get.

mod names;

use actix_web::http::Method;
use diesel::prelude::*;
use tandem::db::schema::users;
use tandem::features::users as people;
use tandem::features::users::domain::State;
use tandem::kernel::clock::{SignedDuration, minutes};
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Browser, PASSWORD, Page, Person, TestApp, link_in};

const NEW_PASSWORD: &str = "eleven quiet bridges over water";

async fn signs_in(browser: &Browser, person: &Person, password: &str, next: &str) -> Page {
    let page = browser.get(&format!("/signin?next={next}")).await;
    let fields = [("user_name", person.user_name.as_str()), ("password", password)];
    browser.submit(&page, "/signin", &fields).await
}

async fn is_signed_in(browser: &Browser) -> bool {
    browser.get("/account/me").await.status == 200
}

fn set_state(app: &TestApp, person: &Person, state: State) {
    app.write(|conn| {
        diesel::update(users::table.find(person.user))
            .set(users::state.eq(state))
            .execute(conn)?;
        Ok(())
    });
}

#[actix_web::test]
async fn signing_in_returns_to_the_page_that_was_asked_for_and_to_no_other_site() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.browser();
    browser
        .get("/account/me?x=1")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Faccount%2Fme%3Fx%3D1");
    signs_in(&browser, &kim, PASSWORD, "%2Faccount%2Fme%3Fx%3D1")
        .await
        .expect(303)
        .leads_to("/account/me?x=1");
    for foreign in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "/signout",
    ] {
        let answer = signs_in(&app.browser(), &kim, PASSWORD, foreign).await;
        answer.expect(303).leads_to("/dashboard");
    }
}

#[actix_web::test]
async fn a_wrong_name_and_a_wrong_password_read_the_same() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let nobody = Person {
        user_name: "nobody@fabrikam.example".to_owned(),
        ..kim.clone()
    };
    let wrong = signs_in(&app.browser(), &kim, "not the password at all", "/dashboard").await;
    let unknown = signs_in(&app.browser(), &nobody, "not the password at all", "/dashboard").await;
    let words = "User name and password don’t match";
    let (wrong, unknown) = (wrong.expect(422).says(words), unknown.expect(422).says(words));
    let text = |page: &Page, name: &str| page.visible().replace(name, "…");
    assert_eq!(text(&wrong, &kim.user_name), text(&unknown, &nobody.user_name));
    let typed = wrong.form("/signin");
    assert!(typed.contains(&("user_name".to_owned(), kim.user_name.clone())));
    assert!(typed.contains(&("password".to_owned(), String::new())));
}

#[actix_web::test]
async fn wrong_passwords_make_strangers_wait_in_growing_steps_but_not_the_owner() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let owner = app.signed_in(&kim).await;
    let page = owner.get("/dashboard").await;
    owner.submit(&page, "/signout", &[]).await;

    let stranger = app.browser();
    for step in [1, 1, 3, 3] {
        signs_in(&stranger, &kim, "a guess of a stranger", "")
            .await
            .expect(422);
        // The right password isn't looked at before the wait is over.
        app.later(SignedDuration::from_millis(step * 1_000 - 1));
        signs_in(&stranger, &kim, PASSWORD, "").await.expect(422);
        app.later(SignedDuration::from_millis(1));
    }
    signs_in(&stranger, &kim, "a guess of a stranger", "")
        .await
        .expect(422);
    // At this moment the account waits; the browser that its owner used before is let in.
    signs_in(&owner, &kim, PASSWORD, "").await.expect(303);
    // Everybody else goes on waiting, and a good sign-in begins the counter of theirs anew.
    signs_in(&stranger, &kim, PASSWORD, "").await.expect(422);
    app.later(SignedDuration::from_secs(3));
    signs_in(&stranger, &kim, PASSWORD, "").await.expect(303);
    assert_eq!(
        app.write(|conn| people::credentials(conn, &kim.user_name))
            .map(|secrets| secrets.failures().count),
        Some(0)
    );
}

#[actix_web::test]
async fn a_session_ends_by_idleness_and_by_age() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rosa = app.operator("rosa", OperatorRole::Administrator);

    let idle = app.signed_in(&kim).await;
    app.later(minutes(59));
    assert!(is_signed_in(&idle).await);
    app.later(minutes(61));
    assert!(!is_signed_in(&idle).await, "an hour without a click");

    let busy = app.signed_in(&kim).await;
    for _ in 0..14 {
        app.later(minutes(50));
        assert!(is_signed_in(&busy).await);
    }
    app.later(minutes(21));
    assert!(!is_signed_in(&busy).await, "twelve hours in all");

    let operator = app.signed_in(&rosa).await;
    app.later(minutes(29));
    assert!(is_signed_in(&operator).await);
    app.later(minutes(31));
    assert!(!is_signed_in(&operator).await, "half an hour for operators");

    let operator = app.signed_in(&rosa).await;
    for _ in 0..16 {
        app.later(minutes(29));
        assert!(is_signed_in(&operator).await);
    }
    app.later(minutes(17));
    assert!(!is_signed_in(&operator).await, "eight hours for operators");
}

#[actix_web::test]
async fn signing_in_changes_the_key_and_signing_out_kills_it() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    // Somebody plants a cookie of their own session in Kim's browser (fixation).
    let mallory = app
        .signed_in(&app.newcomer("Mallory", "mallory.example", "JP"))
        .await;
    let planted = mallory.cookie("sid").unwrap();
    let browser = app.browser();
    browser.set_cookie("sid", &planted);
    signs_in(&browser, &kim, PASSWORD, "").await.expect(303);
    let mine = browser.cookie("sid").unwrap();
    assert_ne!(mine, planted);
    let other = app.browser();
    other.set_cookie("sid", &planted);
    assert!(!is_signed_in(&other).await, "the old key is dead");

    let page = browser.get("/account/me").await.expect(200);
    browser
        .submit(&page, "/signout", &[])
        .await
        .expect(303)
        .leads_to("/signin");
    assert!(!is_signed_in(&browser).await);
    other.set_cookie("sid", &mine);
    assert!(!is_signed_in(&other).await, "also for who kept the cookie");
}

#[actix_web::test]
async fn who_is_disabled_is_out_at_the_next_click() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    assert!(is_signed_in(&browser).await);
    set_state(&app, &kim, State::Disabled);
    assert!(!is_signed_in(&browser).await);
    signs_in(&app.browser(), &kim, PASSWORD, "").await.expect(422);
}

#[actix_web::test]
async fn with_a_temporary_password_nothing_is_reached_but_its_change() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    set_state(&app, &kim, State::MustChangePassword);
    let browser = app.browser();
    signs_in(&browser, &kim, PASSWORD, "%2Faccount%2Fme")
        .await
        .expect(303);
    let mut asked = 0;
    for route in tandem::app::all_routes() {
        let open = [
            "/signin",
            "/password",
            "/health",
            "/static",
            "/get-started",
            "/help",
        ];
        if route.method != "GET" || route.path.contains('{') || open.iter().any(|p| route.path.starts_with(p))
        {
            continue;
        }
        let page = browser.get(route.path).await;
        let forced = page
            .location
            .as_deref()
            .is_some_and(|l| l.starts_with("/password?next="));
        // Public pages stay public; the Dashboard's shell is never shown.
        let public = page.status == 200 && !page.body.contains("has-menu");
        assert!(
            forced || public || [303, 404].contains(&page.status.as_u16()),
            "{}: {}",
            route.path,
            page.visible()
        );
        asked += usize::from(forced);
    }
    assert!(asked > 2, "{asked} pages led to the change");

    let page = browser
        .open("/account/me")
        .await
        .says("Choose a password of your own");
    let short = browser.submit(&page, "/password", &[("password", "short")]).await;
    short.expect(422).says("Error:");
    let page = browser.open("/account/me").await;
    browser
        .submit(&page, "/password", &[("password", NEW_PASSWORD)])
        .await
        .expect(303)
        .leads_to("/account/me");
    browser
        .open("/account/me")
        .await
        .expect(200)
        .says("Your password has been changed");
    let told = app.mail_to("admin@mail.fabrikam-example.example").await;
    assert!(
        told.subject.contains("your password was changed"),
        "{}",
        told.subject
    );
}

#[actix_web::test]
async fn changing_the_password_asks_for_the_old_one_and_ends_the_other_sessions() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let (here, elsewhere) = (app.signed_in(&kim).await, app.signed_in(&kim).await);
    let page = here.get("/password?next=/account/me").await.expect(200);
    let wrong = [("current", "something else entirely"), ("password", NEW_PASSWORD)];
    here.submit(&page, "/password", &wrong)
        .await
        .expect(422)
        .says("That isn’t your current password.");
    app.later(SignedDuration::from_secs(1));
    let right = [("current", PASSWORD), ("password", NEW_PASSWORD)];
    here.submit(&page, "/password", &right)
        .await
        .expect(303)
        .leads_to("/account/me");
    assert!(is_signed_in(&here).await);
    assert!(!is_signed_in(&elsewhere).await);
    signs_in(&app.browser(), &kim, PASSWORD, "").await.expect(422);
}

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_a_link_that_works_once() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.confirm_contact(&kim);
    let old = app.signed_in(&kim).await;
    let browser = app.browser();
    let ask = async |name: &str| {
        let page = browser.get("/password/reset").await;
        let answer = browser
            .submit(&page, "/password/reset", &[("user_name", name)])
            .await;
        answer.expect(200).visible().replace(name, "…")
    };
    let unknown = ask("nobody@fabrikam.example").await;
    assert!(app.mails().await.is_empty());
    assert_eq!(ask(&kim.user_name).await, unknown, "both answers read the same");

    let mail = app.mail_to("admin@mail.fabrikam-example.example").await;
    assert!(mail.html.contains("lang=\"en\"") && mail.text.contains("If it wasn’t you"));
    let link = link_in(&mail, "/password/reset/");
    // Scanners of mails open links, too.
    browser.send(Method::HEAD, &link, None, &[]).await.expect(200);
    let (page, other) = (
        browser.get(&link).await.expect(200),
        browser.get(&link).await.expect(200),
    );
    browser
        .submit(&page, &link, &[("password", NEW_PASSWORD)])
        .await
        .expect(303)
        .leads_to("/signin");
    assert!(!is_signed_in(&old).await, "every session has ended");
    // A double click changes nothing more; whoever opens the link anew is told.
    let twice = browser.submit(&page, &link, &[("password", NEW_PASSWORD)]).await;
    twice.expect(303).leads_to("/signin");
    let again = browser
        .submit(&other, &link, &[("password", "twelve loud bridges over water")])
        .await;
    again.expect(410).says("This link has been used");
    browser
        .get(&link)
        .await
        .expect(410)
        .says("This link has been used");
    signs_in(&browser, &kim, NEW_PASSWORD, "").await.expect(303);
}

#[actix_web::test]
async fn without_a_confirmed_address_no_reset_is_mailed() {
    let app = TestApp::new().await;
    let kim = app.person(
        app.organization("Fabrikam", "fabrikam.example", "JP", &[]),
        "kim@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let browser = app.browser();
    let page = browser.get("/password/reset").await;
    let name = [("user_name", kim.user_name.as_str())];
    browser.submit(&page, "/password/reset", &name).await.expect(200);
    assert!(app.mails().await.is_empty());
    browser
        .submit(&page, "/password/reset", &[("user_name", "")])
        .await
        .expect(422);
}

#[actix_web::test]
async fn a_form_sent_after_the_session_ended_leads_back_to_its_page() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    app.later(minutes(61));
    for (referer, next) in [
        (
            "http://127.0.0.1:8080/enroll/details?x=1",
            "/signin?next=%2Fenroll%2Fdetails%3Fx%3D1",
        ),
        (
            "https://elsewhere.example/account/me",
            "/signin?next=%2Fenroll%2Fdetails",
        ),
    ] {
        let headers = [
            ("referer", referer),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let answer = browser
            .send(
                Method::POST,
                "/enroll/details/draft",
                Some(String::new()),
                &headers,
            )
            .await;
        answer.expect(303).leads_to(next);
    }
}
