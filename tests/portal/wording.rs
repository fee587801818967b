//! What pages and mails say is so, and they say it once.

use std::process::Command;

use diesel::prelude::*;
use tandem::db::schema::{organizations, users};
use tandem::features::users::founding;
use tandem::kernel::clock::days;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{PASSWORD, TestApp};

#[actix_web::test]
async fn without_a_mail_server_nobody_is_told_that_a_mail_was_handed_over() {
    for (delivered, state, words) in [
        (false, "kept", "Kept in the portal, not delivered"),
        (true, "handed_over", "Handed over to the mail server"),
    ] {
        let app = TestApp::with_site(|site| site.mail_delivered = delivered).await;
        let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
        let member = app.membership("1000001", "JP", "Fabrikam K.K.");
        let row = app.applies(&kim, &member);
        app.mails().await;
        let page = app.signed_in(&kim).await.get("/enroll/status").await.expect(200);
        assert!(page.has_state(state), "{delivered}: {}", page.visible());
        page.says(words);
        let reviewer = app.operator("rev", OperatorRole::Reviewer);
        let page = app
            .signed_in(&reviewer)
            .await
            .get(&format!("/operations/enrollments/{}", row.id))
            .await
            .expect(200);
        assert!(page.has_state(state), "{delivered}: {}", page.visible());
        page.says(words);
    }
}

#[actix_web::test]
async fn without_a_support_address_nobody_is_told_to_write() {
    for (email, asks) in [(None, false), (Some("help@northwind.example"), true)] {
        let app = TestApp::with_site(|site| site.support.email = email.map(str::to_owned)).await;
        let reviewer = app.operator("rev", OperatorRole::Reviewer);
        let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
        let member = app.membership("1000001", "JP", "Fabrikam K.K.");
        app.enrolled(&kim, &member, &reviewer).await;
        let mails = app.mails().await;
        assert!(!mails.is_empty());
        for mail in &mails {
            assert_eq!(
                mail.text.contains("write to us"),
                asks && mail.text.contains("Questions? Write to help@northwind.example")
                    && mail.text.contains("If you know nothing of this application"),
                "{}",
                mail.text
            );
        }
        let activated = mails
            .iter()
            .find(|m| m.text.contains("Sign in to add other users"))
            .expect("E5");
        assert!(
            !activated.text.contains("nothing you have to do"),
            "{}",
            activated.text
        );
        app.write(|conn| {
            diesel::update(organizations::table.find(kim.organization))
                .set((
                    organizations::state.eq("suspended"),
                    organizations::state_reason.eq("Unpaid"),
                ))
                .execute(conn)?;
            Ok(())
        });
        let page = app.signed_in(&kim).await.get("/dashboard").await.says("Unpaid");
        assert_eq!(page.visible().contains("Questions:"), asks, "{}", page.visible());
    }
}

#[actix_web::test]
async fn a_one_time_link_says_what_it_gives_and_until_when() {
    let app = TestApp::new().await;
    let cx = app.cx();
    let token = app
        .write(|conn| Ok(founding::first_link(conn, &cx).unwrap()))
        .unwrap();
    let browser = app.browser();
    let page = browser.get(&format!("/welcome/{token}")).await.expect(200);
    page.says("What you may do")
        .says("Administrator")
        .says("The link works until");
    browser.speaks("ja");
    let page = browser.get(&format!("/welcome/{token}")).await.expect(200);
    page.says("付与される役割")
        .says("運営管理者")
        .says("リンクの有効期限");
}

#[actix_web::test]
async fn the_dashboard_asks_once_for_the_contact_address() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let page = browser.get("/dashboard").await.expect(200);
    assert_eq!(
        page.visible().matches("Send the link again").count(),
        1,
        "{}",
        page.visible()
    );
    let rin = app.newcomer("Contoso", "contoso.example", "JP");
    let page = app.signed_in(&rin).await.get("/dashboard").await.expect(200);
    let page = page.says("Please confirm your contact address");
    page.doesnt_say("Nothing waits for you");
    let now = app.clock.now();
    app.write(|conn| {
        diesel::update(users::table.find(rin.user))
            .set(users::email_confirmed_at.eq(Some(now)))
            .execute(conn)?;
        Ok(())
    });
    app.signed_in(&rin)
        .await
        .get("/dashboard")
        .await
        .says("Nothing waits for you");
}

#[actix_web::test]
async fn who_gives_up_the_last_role_goes_on_where_they_may_be() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.person(
        kim.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    app.write(|conn| {
        diesel::update(users::table)
            .set(users::first_signed_in_at.eq(1))
            .execute(conn)?;
        Ok(())
    });
    let browser = app.signed_in(&kim).await;
    let path = format!("/account/users/{}", kim.user);
    let page = browser.get(&path).await.expect(200);
    browser
        .submit(
            &page,
            &format!("{path}/roles"),
            &[("agent", "none"), ("admin", "none")],
        )
        .await
        .expect(303)
        .leads_to("/account/me");
    browser.get("/account/me").await.expect(200);
}

#[actix_web::test]
async fn a_new_password_for_somebody_doesnt_offer_to_add_another_person() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ken = app.person(
        kim.organization,
        "ken@fabrikam.example",
        AgentRole::None,
        AdminRole::BillingAdmin,
    );
    let browser = app.signed_in(&kim).await;
    let added = super::people::add(&browser, &super::people::KEN)
        .await
        .expect(200);
    added.says("Add another");
    super::people::press(&browser, ken.user, "password", &[])
        .await
        .expect(200)
        .doesnt_say("Add another");
}

#[actix_web::test]
async fn a_claimed_domain_tells_its_age_and_a_mere_customers_is_nobodys() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.browser();
    let page = browser.get("/enroll/create").await;
    let fields = [
        ("legal_name", "Fabrikam K.K."),
        ("country", "JP"),
        ("domain", "fabrikam.example"),
        ("full_name", "Kim Abe"),
        ("email", "kim@gmail.com"),
        ("user_name", "kim.abe"),
        ("password", PASSWORD),
    ];
    browser.submit(&page, "/enroll/create", &fields).await.expect(303);
    let domains = "/operations/domains";
    app.signed_in(&ada).await.get(domains).await.says("Today");
    app.later(days(1));
    app.signed_in(&ada)
        .await
        .get(domains)
        .await
        .says("1 day ago")
        .doesnt_say("1 days ago");
    app.later(days(1));
    app.signed_in(&ada).await.get(domains).await.says("2 days ago");

    let reviewer = app.operator("rev", OperatorRole::Reviewer);
    let rin = app.newcomer("Contoso", "contoso.example", "JP");
    let member = app.membership("M100", "JP", "Contoso K.K.");
    app.served_elsewhere(&member.mpn_id, "Northwind", "northwind.example");
    app.enrolled(&rin, &member, &reviewer).await;
    let operators = app.signed_in(&ada).await;
    operators
        .get("/operations/organizations?q=northwind")
        .await
        .says("northwind.example")
        .says("Nobody’s yet")
        .doesnt_say("Of this installation");
    operators
        .get("/operations/organizations?q=operator")
        .await
        .doesnt_say("Nobody’s yet");
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tandem"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_help_of_an_import_names_the_columns() {
    let words = help(&["import", "memberships", "--help"]);
    for column in ["mpn_id", "login", "password_hash", "competencies", "website"] {
        assert!(words.contains(column), "{column}: {words}");
    }
    let words = help(&["import", "customers", "--help"]);
    for column in ["reseller_mpn_id", "customer_domain", "source_portal", "since"] {
        assert!(words.contains(column), "{column}: {words}");
    }
    for command in [&["mail", "show", "--help"][..], &["operator", "create", "--help"]] {
        assert!(help(command).contains("--json"), "{command:?}");
    }
}
