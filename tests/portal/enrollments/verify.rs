//! What the primary contact is asked by the mailed link (S24, decision 13).

use tandem::kernel::clock::days;
use tandem::testkit::{TestApp, link_in};

#[actix_web::test]
async fn both_boxes_are_needed_and_opening_changes_nothing() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    let row = app.applies(&person, &member);
    let link = format!("/verify/{}", app.verification_token(&row).await);
    let contact = app.browser();
    let page = contact.get(&link).await.expect(200).says("Fabrikam K.K.");
    assert_eq!(app.application(&person).version, row.version);
    for ticked in [vec![], vec![("signed", "yes")], vec![("belongs", "yes")]] {
        contact
            .submit(&page, &link, &ticked)
            .await
            .expect(422)
            .says("Tick this only if it is so");
    }
    contact
        .send_form(&page, &link, &[("signed", "yes"), ("belongs", "yes")])
        .await
        .expect(200)
        .says("The review has begun");
    contact
        .get(&link)
        .await
        .expect(200)
        .says("This is confirmed already");
    let other = app.browser();
    other.speaks("ja");
    other.get(&link).await.expect(200).says("既に確認済みです");
}

#[actix_web::test]
async fn unknown_replaced_expired_and_disowned_links_are_different_pages() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    let row = app.applies(&person, &member);
    let first = format!("/verify/{}", app.verification_token(&row).await);
    let contact = app.browser();
    contact
        .get("/verify/never-was")
        .await
        .expect(404)
        .says("We don’t know this link");
    app.later(days(8));
    contact
        .get(&first)
        .await
        .expect(410)
        .says("This link has lapsed")
        .doesnt_say("Confirm");
    let browser = app.signed_in(&person).await;
    let status = browser.get("/enroll/status").await.says("The link has lapsed");
    browser
        .send_form(&status, "/enroll/status/resend", &[])
        .await
        .expect(200);
    contact
        .get(&first)
        .await
        .expect(410)
        .says("There is a newer link");
    let second = link_in(&app.mail_to("contact@fabrikam.example").await, "/verify/");
    let ask = contact
        .get(&format!("{second}/disown"))
        .await
        .expect(200)
        .says("I did not sign up");
    assert_eq!(app.application(&person).state.as_str(), "submitted_unverified");
    contact
        .send_form(&ask, &format!("{second}/disown"), &[])
        .await
        .expect(200)
        .says("Thank you for telling us");
    assert_eq!(app.application(&person).state.as_str(), "disowned");
    browser
        .get("/enroll/association")
        .await
        .leads_to("/enroll/status");
}

#[actix_web::test]
async fn the_status_by_link_names_nobody() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.in_review(&person, &member).await;
    let link = link_in(&app.mail_to("contact@fabrikam.example").await, "/enroll/status/");
    let page = app.browser().get(&link).await.expect(200).says("In review");
    page.doesnt_say("contact@fabrikam.example").doesnt_say("Tanaka");
    app.browser().get("/enroll/status/never-was").await.expect(404);
}
