//! The operator's *Mail* page, with and without a mail server.

use tandem::kernel::clock::minutes;
use tandem::policy::OperatorRole;
use tandem::testkit::{TestApp, link_in};

/// Somebody creates an account: a mail waits.
async fn one_mail(app: &TestApp) {
    let browser = app.browser();
    let page = browser.get("/enroll/create").await;
    let fields = [
        ("legal_name", "Fabrikam K.K."),
        ("country", "JP"),
        ("domain", "fabrikam.example"),
        ("full_name", "Kim Abe"),
        ("email", "kim.abe@fabrikam.example"),
        ("user_name", "kim.abe"),
        ("password", tandem::testkit::PASSWORD),
    ];
    browser.submit(&page, "/enroll/create", &fields).await.expect(303);
}

fn detail_of(page: &str) -> String {
    let at = page.find("/operations/mail/").unwrap();
    page[at..].split('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn without_a_mail_server_the_texts_can_be_read_under_a_warning() {
    let app = TestApp::new().await;
    let browser = app
        .signed_in(&app.operator("rosa", OperatorRole::Administrator))
        .await;
    browser
        .get("/operations/mail")
        .await
        .expect(200)
        .says("No mails yet");
    one_mail(&app).await;
    let link = link_in(&app.mail_to("kim.abe@fabrikam.example").await, "/verify/contact/");
    let list = browser
        .get("/operations/mail")
        .await
        .expect(200)
        .says("Mails are not delivered")
        .says("kim.abe@fabrikam.example")
        .says("users/confirm_contact");
    let mail = browser
        .get(&detail_of(&list.body))
        .await
        .expect(200)
        .says("Kept here, not delivered");
    assert!(mail.body.contains(&link), "the link can be followed");
    browser
        .get("/operations/mail?state=dead")
        .await
        .says("No mail is in this state");
}

#[actix_web::test]
async fn with_a_mail_server_no_text_is_ever_shown_and_dead_mails_can_be_sent_again() {
    let app = TestApp::with_site(|site| site.mail_delivered = true).await;
    let browser = app
        .signed_in(&app.operator("rosa", OperatorRole::Administrator))
        .await;
    one_mail(&app).await;
    let list = browser
        .get("/operations/mail?state=queued")
        .await
        .doesnt_say("Mails are not delivered");
    let path = detail_of(&list.body);
    let quiet = |body: &str| {
        assert!(!body.contains("/verify/contact/") && !body.contains("Please confirm that it is yours"));
    };
    let page = browser.get(&path).await.expect(200);
    assert!(page.has_state("queued") && !page.body.contains(&format!("action=\"{path}\"")));
    quiet(&page.body);

    app.transport.fail_next(true, "550 no such mailbox");
    app.mails().await;
    let page = browser.get(&path).await.expect(200).says("550 no such mailbox");
    assert!(page.has_state("refused"));
    quiet(&page.body);
    let twice = browser.get(&path).await;
    browser
        .submit(&page, &path, &[])
        .await
        .expect(303)
        .leads_to(&path);
    browser.submit(&twice, &path, &[]).await.expect(409);
    assert_eq!(app.mails().await.len(), 1);
    let page = browser.get(&path).await.expect(200);
    assert!(page.has_state("handed_over"));
    quiet(&page.body);
}

#[actix_web::test]
async fn mails_that_wait_too_long_are_a_warning_on_every_page_of_an_administrator() {
    let app = TestApp::with_site(|site| site.mail_delivered = true).await;
    let (rosa, ravi) = (
        app.operator("rosa", OperatorRole::Administrator),
        app.operator("ravi", OperatorRole::Reviewer),
    );
    one_mail(&app).await;
    let (administrator, reviewer) = (app.signed_in(&rosa).await, app.signed_in(&ravi).await);
    administrator.get("/dashboard").await.doesnt_say("waiting since");
    app.later(minutes(16));
    administrator
        .get("/dashboard")
        .await
        .says("One mail has been waiting since")
        .doesnt_say("waiting since 1.");
    reviewer.get("/dashboard").await.doesnt_say("waiting since");
    reviewer.get("/operations/mail").await.expect(403);
}

#[actix_web::test]
async fn long_lists_are_turned_page_by_page() {
    let app = TestApp::new().await;
    let browser = app
        .signed_in(&app.operator("rosa", OperatorRole::Administrator))
        .await;
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let actor = app.actor(&kim);
    let cx = app.cx();
    app.write(|conn| {
        for n in 0..60 {
            let mail = tandem::mail::NewMail {
                organization: Some(actor.organization),
                to: tandem::kernel::email::EmailAddress::parse(&format!("n{n}@fabrikam.example")).unwrap(),
                language: tandem::kernel::language::Language::Ja,
                template: "users/confirm_contact",
                subject: "確認".to_owned(),
                text: "text".to_owned(),
                html: "<p>text</p>".to_owned(),
                reply_to: None,
                dedupe_key: None,
            };
            tandem::mail::outbox::enqueue(conn, &cx, &mail)?;
        }
        Ok(())
    });
    let link = |body: &str, rel: &str| {
        let at = body.find(&format!("rel=\"{rel}\"")).unwrap();
        let head = &body[..at];
        head[head.rfind("href=\"").unwrap() + 6..]
            .split('"')
            .next()
            .unwrap()
            .replace("&#38;", "&")
    };
    let first = browser
        .get("/operations/mail")
        .await
        .says("60 mails")
        .says("n59@")
        .doesnt_say("n34@");
    let second = browser
        .get(&link(&first.body, "next"))
        .await
        .says("n34@")
        .says("n10@")
        .doesnt_say("n9@");
    let third = browser
        .get(&link(&second.body, "next"))
        .await
        .says("n9@")
        .says("n0@");
    assert!(!third.body.contains("rel=\"next\""));
    let back = browser
        .get(&link(&third.body, "prev"))
        .await
        .says("n34@")
        .says("n10@");
    browser
        .get(&link(&back.body, "prev"))
        .await
        .says("n59@")
        .says("n35@")
        .doesnt_say("n34@");
}
