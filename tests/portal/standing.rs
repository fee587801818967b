//! Suspending and closing an organization, and the way back (decision 7).

mod requests;

use diesel::prelude::*;
use tandem::db::schema::{organization_programmes, organizations as rows, relationships};
use tandem::features::organizations::domain::DomainState;
use tandem::features::{operations, organizations};
use tandem::kernel::clock::days;
use tandem::kernel::ids::OrganizationId;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, OrganizationState, System, TenantScope};
use tandem::testkit::{Browser, PASSWORD, Page, Person, TestApp};

const ALL: &str = "/operations/organizations";
const CLOSE: &str = "/account/organization/close";

async fn act(browser: &Browser, id: OrganizationId, what: &str, reason: &str) -> Page {
    let path = format!("{ALL}/{id}/{what}");
    let page = browser.get(&path).await.expect(200);
    browser.submit(&page, &path, &[("reason", reason)]).await
}

fn state_of(app: &TestApp, id: OrganizationId) -> OrganizationState {
    app.write(|conn| organizations::by_id(conn, &TenantScope::System, id))
        .unwrap()
        .state
}

fn end_due(app: &TestApp) -> usize {
    let cx = app.cx();
    app.write(|conn| operations::end_closed_organizations(conn, &cx, &System::new()))
}

async fn closes_account(browser: &Browser, name: &str) -> Page {
    let page = browser.get(CLOSE).await.expect(200);
    browser.submit(&page, CLOSE, &[("name", name)]).await
}

fn admin_mail(person: &Person) -> String {
    let domain = person.user_name.split('@').nth(1).unwrap();
    format!("admin@mail.{}.example", domain.replace('.', "-"))
}

#[actix_web::test]
async fn a_suspended_organization_is_told_why_and_reads_tidies_up_but_begins_nothing() {
    let app = TestApp::new().await;
    let aiko = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let theirs = app.signed_in(&aiko).await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    act(&browser, aiko.organization, "suspend", " ").await.expect(422);
    act(&browser, aiko.organization, "suspend", "The address is wrong")
        .await
        .leads_to(&format!("{ALL}/{}", aiko.organization));
    let mail = app.mail_to(&admin_mail(&aiko)).await;
    assert!(
        mail.subject.contains("is suspended") && mail.text.contains("The address is wrong"),
        "E7: {}",
        mail.text
    );
    assert!(mail.text.contains("export"), "what is still possible");

    theirs
        .get("/dashboard")
        .await
        .expect(200)
        .says("Reason: The address is wrong")
        .doesnt_say("What would you like to do?");
    theirs.get("/account/users/new").await.expect(200);
    theirs.get("/account/users/export.csv").await.expect(200);
    theirs
        .get("/enroll/association")
        .await
        .expect(403)
        .says("Your organization is suspended")
        .doesnt_say("your access doesn’t reach this far")
        .says("The address is wrong")
        .doesnt_say("Ask the operator");

    act(&browser, aiko.organization, "reactivate", "")
        .await
        .expect(303);
    let mail = app.mail_to(&admin_mail(&aiko)).await;
    assert!(mail.subject.contains("active again"), "E8: {}", mail.subject);
    theirs.get("/dashboard").await.doesnt_say("suspended");
    browser
        .get(&format!("{ALL}/{}", aiko.organization))
        .await
        .says("The organization was suspended")
        .says("The suspension was lifted");
}

#[actix_web::test]
async fn only_an_administrator_suspends_and_never_the_operator_itself() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let rev = app.operator("rev", OperatorRole::Reviewer);
    let path = format!("{ALL}/{}/suspend", aiko.organization);
    let reviewer = app.signed_in(&rev).await;
    reviewer.get(&path).await.expect(403);
    reviewer
        .get(&format!("{ALL}/{}", aiko.organization))
        .await
        .expect(200)
        .doesnt_say("Suspend");
    app.signed_in(&aiko).await.get(&path).await.expect(403);
    let browser = app.signed_in(&ada).await;
    for what in ["suspend", "close"] {
        browser
            .get(&format!("{ALL}/{}/{what}", ada.organization))
            .await
            .expect(422)
            .says("can’t be suspended or closed");
    }
    // What isn't possible at present isn't offered, and answers with a conflict.
    let page = browser
        .get(&format!("{ALL}/{}", aiko.organization))
        .await
        .says("Suspend");
    page.doesnt_say("Open again");
    for what in ["reactivate", "reopen"] {
        browser
            .get(&format!("{ALL}/{}/{what}", aiko.organization))
            .await
            .expect(409);
    }
}

#[actix_web::test]
async fn a_page_that_was_opened_before_somebody_else_acted_is_a_conflict() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let path = format!("{ALL}/{}/suspend", aiko.organization);
    let stale = browser.get(&path).await.expect(200);
    let close = format!("{ALL}/{}/close", aiko.organization);
    let stale_close = browser.get(&close).await.expect(200);
    act(&browser, aiko.organization, "suspend", "One")
        .await
        .expect(303);
    browser
        .submit(&stale, &path, &[("reason", "Two")])
        .await
        .expect(409);
    // Closing would still be possible, but the page showed another organization than there is.
    browser
        .submit(&stale_close, &close, &[("reason", "Two")])
        .await
        .expect(409);
    assert_eq!(state_of(&app, aiko.organization), OrganizationState::Suspended);
}

#[actix_web::test]
async fn a_global_admin_closes_the_account_and_takes_it_back() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let agent = app.person(
        aiko.organization,
        "agent@fabrikam.example",
        AgentRole::AdminAgent,
        AdminRole::None,
    );
    app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&aiko).await;
    app.signed_in(&agent).await.get(CLOSE).await.expect(403);
    closes_account(&browser, "Contoso")
        .await
        .expect(422)
        .says("exactly as it stands");
    closes_account(&browser, " fabrikam ")
        .await
        .leads_to("/account/organization");
    let mail = app.mail_to(&admin_mail(&aiko)).await;
    assert_eq!(mail.subject, "Tandem: your organization is closed");
    let mail = app.mail_to("ada@mail.operator-tenants-internal.example").await;
    assert_eq!(mail.subject, "Tandem: an organization has closed its account");
    assert!(
        mail.text.contains("as an Administrator of the operator"),
        "{}",
        mail.text
    );
    assert!(!mail.text.contains("Questions"), "{}", mail.text);
    // What can be done now stands on the organization profile.
    browser
        .get(CLOSE)
        .await
        .expect(303)
        .leads_to("/account/organization");
    browser.get("/dashboard").await.expect(200).says("closed");
    browser.get("/customers").await.expect(200);
    browser
        .get("/account/users/new")
        .await
        .expect(403)
        .says("Your organization is closed");
    // Name and contact address stay as they are; language, time zone, password, sessions and data are everybody's own.
    let me = browser.get("/account/me").await.expect(200);
    assert!(me.form("/account/me").iter().all(|(name, _)| name != "full_name"));
    let choices = [("language", "en"), ("time_zone", "Europe/Oslo")];
    browser.submit(&me, "/account/me", &choices).await.expect(303);
    let renamed = [choices[0], choices[1], ("full_name", "Somebody Else")];
    browser
        .submit(&me, "/account/me", &renamed)
        .await
        .expect(403)
        .says("Your organization is closed");
    browser.get("/account/me/email").await.expect(403);
    browser.get("/account/me/sessions").await.expect(200);
    browser.get("/account/me/data").await.expect(200);
    browser.get("/password").await.expect(200);
    let me = browser.get("/account/me").await.doesnt_say("Somebody Else");
    assert!(me.body.contains("value=\"Europe/Oslo\" selected"));
    app.later(days(29));
    let browser = app.signed_in(&aiko).await;
    let page = browser.get("/account/organization").await.expect(200);
    let undo = format!("{CLOSE}/undo");
    browser
        .submit(&page, &undo, &[])
        .await
        .leads_to("/account/organization");
    assert_eq!(state_of(&app, aiko.organization), OrganizationState::Active);
    let mail = app.mail_to("ada@mail.operator-tenants-internal.example").await;
    assert_eq!(mail.subject, "Tandem: an organization is open again");
    app.later(days(2));
    assert_eq!(end_due(&app), 0, "an undone closing never comes due");
}

#[actix_web::test]
async fn what_the_operator_closed_only_the_operator_opens_again() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let operators = app.signed_in(&ada).await;
    let theirs = app.signed_in(&aiko).await;
    act(&operators, aiko.organization, "suspend", "Unpaid")
        .await
        .expect(303);
    act(&operators, aiko.organization, "close", "Fraud")
        .await
        .expect(303);
    let page = theirs.get("/account/organization").await.expect(200);
    assert!(!page.body.contains("/close/undo"), "nothing to press");
    let token = page.form("/signout").remove(0);
    theirs
        .post(&format!("{CLOSE}/undo"), &[token])
        .await
        .expect(422)
        .says("Only the operator");
    act(&operators, aiko.organization, "reopen", "").await.expect(303);
    // Closing and opening isn't a way out of a suspension.
    assert_eq!(state_of(&app, aiko.organization), OrganizationState::Suspended);
    theirs.get("/dashboard").await.says("Reason: Unpaid");
}

#[actix_web::test]
async fn a_suspended_organization_that_closes_its_account_comes_back_suspended() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let operators = app.signed_in(&ada).await;
    act(&operators, aiko.organization, "suspend", "Unpaid")
        .await
        .expect(303);
    let theirs = app.signed_in(&aiko).await;
    closes_account(&theirs, "Fabrikam").await.expect(303);
    let page = theirs.get("/account/organization").await;
    theirs
        .submit(&page, &format!("{CLOSE}/undo"), &[])
        .await
        .expect(303);
    assert_eq!(state_of(&app, aiko.organization), OrganizationState::Suspended);
}

#[actix_web::test]
async fn closing_withdraws_an_open_application() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let member = app.membership("M100", "JP", "Fabrikam K.K.");
    let applied = app.applies(&kim, &member);
    let browser = app.signed_in(&kim).await;
    closes_account(&browser, "Fabrikam").await.expect(303);
    assert_eq!(app.application(&kim).state.as_str(), "withdrawn");
    assert_eq!(app.holder(&member.mpn_id), (None, None), "the number is free");
    let mail = app.mail_to(&applied.data().contact_email).await;
    assert!(mail.text.contains("withdrawn"), "{}", mail.text);
}

#[actix_web::test]
async fn after_thirty_days_nobody_signs_in_and_domain_and_number_are_free() {
    let app = TestApp::new().await;
    let reviewer = app.operator("rev", OperatorRole::Reviewer);
    let ada = app.operator("ada", OperatorRole::Administrator);
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let member = app.membership("M100", "JP", "Fabrikam K.K.");
    app.served_elsewhere(&member.mpn_id, "Northwind", "northwind.example");
    app.enrolled(&kim, &member, &reviewer).await;
    let browser = app.signed_in(&kim).await;
    closes_account(&browser, "Fabrikam K.K.").await.expect(303);
    app.later(days(30));
    // The time is over, whether or not the sweeper has come by.
    app.browser()
        .sign_in(&kim.user_name, PASSWORD)
        .await
        .expect(422)
        .says("the time to read its data is over")
        .doesnt_say("Ask the operator");
    tandem::app::sweep(&app.app, &tandem::config::Retention::default()).await;
    assert_eq!(end_due(&app), 0, "once");
    let found = app
        .write(|conn| organizations::by_id(conn, &TenantScope::System, kim.organization))
        .unwrap();
    assert_eq!(found.domain_state, DomainState::None);
    assert_eq!(app.holder(&member.mpn_id), (None, None));
    let (active, programmes): (i64, i64) = app.write(|conn| {
        Ok((
            relationships::table
                .filter(relationships::partner_organization_id.eq(kim.organization))
                .filter(relationships::state.eq("active"))
                .count()
                .get_result(conn)?,
            organization_programmes::table
                .filter(organization_programmes::organization_id.eq(kim.organization))
                .filter(organization_programmes::state.eq("active"))
                .count()
                .get_result(conn)?,
        ))
    });
    assert_eq!((active, programmes), (0, 0));
    let customers: i64 = app.write(|conn| {
        Ok(rows::table
            .find(kim.organization)
            .select(rows::customer_count)
            .first(conn)?)
    });
    assert_eq!(customers, 0);
    app.organization("Another", "fabrikam.example", "JP", &[]);

    // The operator can open it later too; people have new names, since the domain is somebody else's.
    let operators = app.signed_in(&ada).await;
    act(&operators, kim.organization, "reopen", "They came back")
        .await
        .expect(303);
    app.browser()
        .sign_in("admin@fabrikam.tenants.internal", PASSWORD)
        .await
        .expect(200);
}

#[actix_web::test]
async fn the_partners_of_a_closed_customer_are_told() {
    let app = TestApp::new().await;
    let reviewer = app.operator("rev", OperatorRole::Reviewer);
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let member = app.membership("M100", "JP", "Fabrikam K.K.");
    app.served_elsewhere(&member.mpn_id, "Northwind", "northwind.example");
    let customer = app.newcomer("Northwind", "northwind.example", "JP");
    app.enrolled(&kim, &member, &reviewer).await;
    let browser = app.signed_in(&customer).await;
    closes_account(&browser, "Northwind").await.expect(303);
    app.later(days(30));
    assert_eq!(end_due(&app), 1);
    let mail = app.mail_to(&admin_mail(&kim)).await;
    assert!(
        mail.subject.contains("a customer is closed") && mail.text.contains("Northwind"),
        "{}",
        mail.text
    );
}
