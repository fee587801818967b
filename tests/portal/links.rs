//! Links in mails say what they are about before anything is done by them, and say at once when they do nothing any more.

use diesel::prelude::*;
use tandem::db::schema::{audit_entries, links, users};
use tandem::features::organizations;
use tandem::kernel::clock::{days, minutes};
use tandem::policy::TenantScope;
use tandem::testkit::{Browser, PASSWORD, Person, TestApp, link_in};

/// Somebody makes an organization that says it owns a domain, with the address of whoever they like.
async fn claims(browser: &Browser, domain: &str, email: &str) {
    let page = browser.get("/enroll/create").await.expect(200);
    let fields = [
        ("legal_name", "Mallory Inc."),
        ("country", "JP"),
        ("domain", domain),
        ("full_name", "Mal Lory"),
        ("email", email),
        ("user_name", "mal"),
        ("password", PASSWORD),
    ];
    browser.submit(&page, "/enroll/create", &fields).await.expect(303);
}

fn domain_of(app: &TestApp, domain: &str) -> String {
    let found = app.write(|conn| organizations::by_domain(conn, domain)).unwrap();
    let whole = app.write(|conn| organizations::by_id(conn, &TenantScope::System, found.id));
    format!("{:?}", whole.unwrap().domain_state)
}

fn confirmed(app: &TestApp, email: &str) -> bool {
    app.write(|conn| {
        Ok(users::table
            .filter(users::email.eq(email))
            .filter(users::email_confirmed_at.is_not_null())
            .count()
            .get_result::<i64>(conn)?)
    }) == 1
}

fn entries(app: &TestApp, action: &str) -> i64 {
    app.write(|conn| {
        Ok(audit_entries::table
            .filter(audit_entries::action.eq(action))
            .count()
            .get_result(conn)?)
    })
}

#[actix_web::test]
async fn an_employee_whose_address_a_stranger_gave_learns_what_one_click_would_do() {
    let app = TestApp::new().await;
    let stranger = app.browser();
    claims(&stranger, "victim.example", "ella@victim.example").await;
    let mail = app.mail_to("ella@victim.example").await;
    for text in [&mail.text, &mail.html] {
        assert!(
            text.contains("Mallory Inc. has ella@victim.example as the contact address of its work account mal@victim.example."),
            "{text}"
        );
        assert!(
            text.contains("shows that Mallory Inc. owns the domain victim.example."),
            "{text}"
        );
    }
    let link = link_in(&mail, "/verify/contact/");
    let employee = app.browser();
    let page = employee.get(&link).await.expect(200);
    let page = page
        .says("ella@victim.example")
        .says("mal@victim.example")
        .says("victim.example belongs to Mallory Inc., whose people sign in with it");
    let window = app.browser();
    let open = window.get(&link).await.expect(200);
    assert_eq!(
        entries(&app, "user.contact_disown"),
        0,
        "reading a link does nothing"
    );
    employee
        .submit(&page, &link, &[("not_me", "yes")])
        .await
        .expect(303)
        .leads_to("/");
    employee.get("/").await.says("nothing was confirmed");
    assert_eq!(domain_of(&app, "victim.example"), "Claimed");
    assert!(!confirmed(&app, "ella@victim.example"));
    assert_eq!(entries(&app, "user.contact_disown"), 1);
    assert_eq!(app.mails().await.len(), 1, "nobody else is written to");

    // The link is at its end, also for the page that was open in another window.
    employee.get(&link).await.expect(410).says("no longer works");
    window
        .submit(&open, &link, &[])
        .await
        .expect(410)
        .says("no longer works");
    assert!(!confirmed(&app, "ella@victim.example"));
}

#[actix_web::test]
async fn in_japanese_the_link_names_organization_and_domain_too() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser.speaks("ja");
    claims(&browser, "victim.example", "ella@victim.example").await;
    let mail = app.mail_to("ella@victim.example").await;
    let told = "ドメイン victim.example が Mallory Inc. のものであることも証明されます";
    assert!(mail.text.contains(told), "{}", mail.text);
    let link = link_in(&mail, "/verify/contact/");
    let page = browser.get(&link).await.expect(200);
    page.says("victim.example が Mallory Inc. のドメインであることも証明されます")
        .says("心当たりがない");
}

#[actix_web::test]
async fn an_address_elsewhere_shows_nothing_about_the_domain() {
    let app = TestApp::new().await;
    let browser = app.browser();
    claims(&browser, "mallory.example", "mal@gmail.com").await;
    let mail = app.mail_to("mal@gmail.com").await;
    assert!(!mail.text.contains("owns the domain"), "{}", mail.text);
    let link = link_in(&mail, "/verify/contact/");
    let page = browser.get(&link).await.expect(200);
    let page = page.says("Mallory Inc.").doesnt_say("belongs to");
    browser.submit(&page, &link, &[]).await.expect(303);
    assert!(confirmed(&app, "mal@gmail.com"));
    assert_eq!(domain_of(&app, "mallory.example"), "Claimed");
}

#[actix_web::test]
async fn a_link_to_confirm_that_does_nothing_says_why_when_it_is_opened() {
    let app = TestApp::new().await;
    let browser = app.browser();
    claims(&browser, "mallory.example", "mal@mallory.example").await;
    let link = link_in(&app.mail_to("mal@mallory.example").await, "/verify/contact/");
    browser
        .get("/verify/contact/nothing")
        .await
        .expect(404)
        .says("This link isn’t known");
    app.write(|conn| {
        diesel::update(users::table)
            .set(users::email.eq("other@mallory.example"))
            .execute(conn)?;
        Ok(())
    });
    browser
        .get(&link)
        .await
        .expect(410)
        .says("The address has changed");
    app.later(days(7));
    browser.get(&link).await.expect(410).says("Its time is over");
}

/// Asks for a reset and answers the link of the mail.
async fn asks_reset(app: &TestApp, browser: &Browser, person: &Person) -> String {
    let page = browser.get("/password/reset").await.expect(200);
    let name = [("user_name", person.user_name.as_str())];
    browser.submit(&page, "/password/reset", &name).await.expect(200);
    let mails = app.mails().await;
    let mail = mails.iter().rev().find(|m| m.text.contains("/password/reset/"));
    link_in(mail.unwrap(), "/password/reset/")
}

#[actix_web::test]
async fn a_reset_link_says_used_too_old_or_overtaken_when_it_is_opened() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let now = app.clock.now();
    app.write(|conn| {
        diesel::update(users::table.find(kim.user))
            .set(users::email_confirmed_at.eq(Some(now)))
            .execute(conn)?;
        Ok(())
    });
    let browser = app.browser();
    browser
        .get("/password/reset/nothing")
        .await
        .expect(404)
        .says("This link isn’t known");
    let old = asks_reset(&app, &browser, &kim).await;
    app.later(minutes(30));
    browser
        .get(&old)
        .await
        .expect(410)
        .says("It is older than 30 minutes")
        .doesnt_say("It works once");
    browser.speaks("ja");
    browser
        .get(&old)
        .await
        .expect(410)
        .says("30 分の有効期限を過ぎています");
    browser.speaks("en");
    let (first, second) = (
        asks_reset(&app, &browser, &kim).await,
        asks_reset(&app, &browser, &kim).await,
    );
    let page = browser.get(&second).await.expect(200);
    let rows = |app: &TestApp| {
        app.write(|conn| {
            Ok(links::table
                .filter(links::used_at.is_not_null().or(links::revoked_at.is_not_null()))
                .count()
                .get_result::<i64>(conn)?)
        })
    };
    assert_eq!(rows(&app), 0, "reading a link changes nothing");
    browser
        .submit(&page, &second, &[("password", "seven green lamps under snow")])
        .await
        .expect(303)
        .leads_to("/signin");
    browser
        .get(&second)
        .await
        .expect(410)
        .says("It works once, and a password was set with it")
        .doesnt_say("30 minutes");
    browser
        .get(&first)
        .await
        .expect(410)
        .says("was changed after it was sent");
    browser.speaks("ja");
    browser.get(&first).await.expect(410).says("リンクの送信後に");
    browser
        .get(&second)
        .await
        .expect(410)
        .says("既にパスワードが設定されています");
}

#[actix_web::test]
async fn a_dead_link_is_told_before_a_password_is_looked_at() {
    let app = TestApp::new().await;
    let visitor = app.browser();
    let mut fields = visitor.get("/signin").await.expect(200).form("/signin");
    fields.push(("password".to_owned(), "short".to_owned()));
    let answer = visitor.post("/password/reset/no-such-link", &fields).await;
    assert!(
        answer.status != 422 && !answer.visible().contains("characters"),
        "{}",
        answer.visible()
    );
}
