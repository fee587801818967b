//! What an application says of itself when it is over, and the words that hold for one reader only.

use tandem::features::enrollments;
use tandem::kernel::clock::days;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, System};
use tandem::testkit::{Person, TestApp};

fn kim(app: &TestApp) -> Person {
    app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP")
}

#[actix_web::test]
async fn nothing_waits_for_the_reviewer_after_a_rejection() {
    let app = TestApp::new().await;
    let (kim, rin) = (kim(&app), app.operator("rin", OperatorRole::Reviewer));
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.in_review(&kim, &member).await;
    let browser = app.signed_in(&kim).await;
    browser.get("/enroll/status").await.says("With the reviewer");
    app.rejects(&rin, &kim, "Not known to us");
    browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("The application ended before this was decided")
        .doesnt_say("With the reviewer");
}

#[actix_web::test]
async fn a_draft_that_lapsed_was_withdrawn_by_nobody() {
    let app = TestApp::new().await;
    let kim = kim(&app);
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    app.later(days(180));
    app.write(|c| enrollments::empty_lapsed_drafts(c, &app.cx(), &System::new(), 180));
    app.signed_in(&kim)
        .await
        .get("/enroll/status")
        .await
        .expect(200)
        .says("Nobody went on with this draft")
        .doesnt_say("You withdrew")
        .doesnt_say("Nobody confirmed it");
}

#[actix_web::test]
async fn an_active_enrollment_names_only_the_roles_of_the_reader() {
    let app = TestApp::new().await;
    let (kim, rin) = (kim(&app), app.operator("rin", OperatorRole::Reviewer));
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.enrolled(&kim, &member, &rin).await;
    let other = app.person(
        kim.organization,
        "second@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    app.signed_in(&kim)
        .await
        .get("/enroll/status")
        .await
        .says("you are Global admin and Admin agent");
    let theirs = app.signed_in(&other).await;
    theirs
        .get("/enroll/status")
        .await
        .expect(200)
        .says("its first Admin agent")
        .doesnt_say("you are Global admin");
    theirs
        .get("/dashboard")
        .await
        .expect(200)
        .doesnt_say("Nothing waits for you");
}

#[actix_web::test]
async fn the_summary_of_errors_follows_the_page_in_its_language() {
    let app = TestApp::new().await;
    let kim = kim(&app);
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    for (language, first, second) in [
        ("en", "#contact_first_name", "#contact_last_name"),
        ("ja", "#contact_last_name", "#contact_first_name"),
    ] {
        let browser = app.signed_in(&kim).await;
        browser.speaks(language);
        let page = browser.get("/enroll/details").await.expect(200);
        let empty = [("contact_first_name", ""), ("contact_last_name", "")];
        let again = browser.submit(&page, "/enroll/details", &empty).await.expect(422);
        let at = |href: &str| again.body.find(&format!("href=\"{href}\"")).expect("a link");
        assert!(at(first) < at(second), "{language}");
    }
}

#[actix_web::test]
async fn who_is_signed_in_is_not_asked_to_sign_in() {
    let app = TestApp::new().await;
    let kim = kim(&app);
    app.browser()
        .get("/enroll/work-account")
        .await
        .says("Sign in with your work account");
    app.signed_in(&kim)
        .await
        .get("/enroll/work-account")
        .await
        .says("Enroll with your work account")
        .doesnt_say("Sign in with your work account");
}

#[actix_web::test]
async fn a_reviewer_reads_telephone_numbers_as_they_are_dialed_from_anywhere() {
    let app = TestApp::new().await;
    let (kim, rin) = (kim(&app), app.operator("rin", OperatorRole::Reviewer));
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    let row = app.in_review(&kim, &member).await;
    assert!(!row.data().contact_phone.starts_with('+'));
    app.signed_in(&rin)
        .await
        .get(&format!("/operations/enrollments/{}", row.id))
        .await
        .expect(200)
        .says("+81 ")
        .doesnt_say(&row.data().contact_phone);
}

#[actix_web::test]
async fn a_mail_names_who_runs_the_installation_only_once_they_have_said_so() {
    let app = TestApp::new().await;
    let kim = kim(&app);
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.applies(&kim, &member);
    let mail = app.mail_to("contact@fabrikam.example").await;
    assert!(
        mail.text.contains("Sent by Tandem.") && !mail.text.contains("run by"),
        "{}",
        mail.text
    );
}

#[actix_web::test]
async fn withdrawing_and_sending_again_does_not_begin_the_days_mails_anew() {
    let app = TestApp::new().await;
    let kim = kim(&app);
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    for _ in 0..5 {
        app.applies(&kim, &member);
        let (cx, permit) = (app.cx(), app.may_withdraw(&kim));
        app.write(|conn| {
            enrollments::withdraw(conn, &cx, &permit, None).expect("an open one");
            Ok(())
        });
    }
    app.fills_in(&kim, &member);
    let browser = app.signed_in(&kim).await;
    let check = browser.get("/enroll/check").await.expect(200);
    browser
        .send_form(&check, "/enroll/check", &[])
        .await
        .expect(200)
        .says("as many verification mails as it may in one day")
        .says("Check your answers");
    assert_eq!(app.application(&kim).state.as_str(), "draft");
    app.later(days(1));
    let browser = app.signed_in(&kim).await;
    let check = browser.get("/enroll/check").await.expect(200);
    browser
        .submit(&check, "/enroll/check", &[])
        .await
        .leads_to("/enroll/status");
}
