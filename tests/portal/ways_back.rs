//! Links that are opened again, forms that are pressed twice, and the way back from a refused one.

use tandem::testkit::{TestApp, link_in};

#[actix_web::test]
async fn a_used_confirmation_link_says_confirmed_to_whoever_opens_it_again() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let cx = app.cx();
    app.write(|conn| tandem::features::users::send_contact_confirmation(conn, &cx, kim.user));
    let address = app.actor(&kim).email;
    let link = link_in(&app.mail_to(&address).await, "/verify/contact/");
    let browser = app.browser();
    let page = browser.get(&link).await.expect(200);
    browser.submit(&page, &link, &[]).await.leads_to("/signin");
    let again = browser
        .get(&link)
        .await
        .expect(200)
        .says("your contact address is confirmed");
    assert!(!again.body.contains("<form class=\"form\""));
    // A window that was open before leads on too.
    let other = app.browser();
    let stale = other.get("/signin").await.form("/signin");
    other.post(&link, &stale).await.leads_to("/signin");
}

#[actix_web::test]
async fn a_refused_or_stale_form_leads_back_to_its_page_without_a_referer() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let stale = [("_form".to_owned(), "long ago".to_owned())];
    for (form, page) in [
        ("/enroll/status/resend", "/enroll/status"),
        ("/enroll/details/draft", "/enroll/details"),
        ("/enroll/support/new", "/enroll/support"),
    ] {
        let shown = browser.post(form, &stale).await.says("Open the page again");
        assert!(shown.body.contains(&format!("href=\"{page}\"")), "{form}");
    }
    let token = browser.get("/dashboard").await.form("/signout");
    let refused = browser
        .post("/verify/domain/unknown", &token)
        .await
        .expect(422)
        .says("Open the page again")
        .says("Go to the Dashboard");
    assert!(refused.body.contains("href=\"/verify/domain/unknown\""));
}

#[actix_web::test]
async fn a_reset_that_is_pressed_twice_is_mailed_once() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let address = tandem::kernel::email::EmailAddress::parse(&app.actor(&kim).email).unwrap();
    app.write(|conn| {
        let cx = app.cx();
        tandem::features::users::send_contact_confirmation(conn, &cx, kim.user)
    });
    let browser = app.browser();
    let link = link_in(&app.mail_to(address.as_str()).await, "/verify/contact/");
    let page = browser.get(&link).await.expect(200);
    browser.submit(&page, &link, &[]).await.leads_to("/signin");
    let before = app.mails().await.len();
    let page = browser.get("/password/reset").await.expect(200);
    for _ in 0..2 {
        browser
            .submit(&page, "/password/reset", &[("user_name", &kim.user_name)])
            .await
            .expect(200);
    }
    assert_eq!(app.mails().await.len(), before + 1);
}
