//! What the wizard refuses, in words, with everything still there.

use tandem::features::enrollments::domain::Field;
use tandem::policy::OperatorRole;
use tandem::testkit::{PASSWORD, TestApp};

use super::{fill, membership_sign_in};

#[actix_web::test]
async fn the_server_refuses_a_disabled_row_that_is_sent_by_hand_s20() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    let inactive = app.profile(&member, "1000002", "JP", "Fabrikam Old");
    app.profile_becomes(&inactive, "inactive", "JP");
    app.profile(&member, "1000003", "US", "Fabrikam Inc.");
    let rival = app.newcomer("Contoso", "contoso.example", "JP");
    let theirs = app.membership("1000004", "JP", "Contoso");
    app.applies(&rival, &theirs);
    let browser = app.signed_in(&person).await;
    membership_sign_in(&browser, &member.login, PASSWORD).await;
    let list = browser
        .get("/enroll/profile")
        .await
        .expect(200)
        .says("This profile is inactive")
        .says("another country or region");
    for (mpn_id, words) in [
        ("", "Choose a profile"),
        ("1000002", "This profile is inactive"),
        ("1000003", "another country or region"),
        ("1000004", "isn’t one of the profiles"),
        ("9999999", "isn’t one of the profiles"),
        ("no number at all", "isn’t one of the profiles"),
    ] {
        browser
            .submit(&list, "/enroll/profile", &[("mpn_id", mpn_id)])
            .await
            .expect(422)
            .says(words);
    }
    browser
        .submit(&list, "/enroll/profile", &[("mpn_id", "1000001")])
        .await
        .leads_to("/enroll/details");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_words() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    let browser = app.signed_in(&person).await;
    let wrong = membership_sign_in(&browser, &member.login, "not it")
        .await
        .expect(422);
    let unknown = membership_sign_in(&browser, "nobody@members.example", PASSWORD)
        .await
        .expect(422);
    for page in [wrong, unknown] {
        page.says("We know no membership account with this user name and password");
    }
    browser
        .get("/enroll/profile")
        .await
        .leads_to("/enroll/membership");
    let page = browser.get("/enroll/membership").await;
    for (bad, status) in [("", 422), ("\u{0}", 400), (&"x".repeat(300), 422)] {
        browser
            .submit(&page, "/enroll/membership", &[("user_name", bad)])
            .await
            .expect(status);
    }
}

#[actix_web::test]
async fn an_address_at_a_web_mail_service_is_refused_at_its_field_s23() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&person, &member);
    let browser = app.signed_in(&person).await;
    let mut form = app.answers("Fabrikam K.K.", "fabrikam.example");
    for (email, accepted) in [
        ("A@GMAIL.com", false),
        ("a@mail.yahoo.co.jp", false),
        ("a@icloud.com", false),
        ("a@aol.com", false),
        ("a@outlook.com", false),
        ("a@hotmail.co.uk", false),
        ("a@gmail.example.com", true),
    ] {
        form.contact_email = email.to_owned();
        let page = fill(&browser, "/enroll/details", &form).await;
        if accepted {
            page.leads_to("/enroll/check");
        } else {
            let page = page.expect(422).says("is a web-mail service");
            assert!(page.body.contains(email), "{email} is still there");
            browser.get("/enroll/check").await.leads_to("/enroll/details");
        }
    }
}

#[actix_web::test]
async fn every_field_says_what_is_wrong_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&person, &member);
    let browser = app.signed_in(&person).await;
    for (field, typed) in [
        (Field::LegalName, ""),
        (Field::LegalName, "Fabrikam\u{202e}.K.K"),
        (Field::Line1, ""),
        (Field::City, "\u{7}"),
        (Field::Region, "Atlantis"),
        (Field::PostalCode, "ABC"),
        (Field::ContactFirstName, ""),
        (Field::ContactLastName, ""),
        (Field::ContactEmail, "nobody"),
        (Field::ContactPhone, "12"),
        (Field::ContactLanguage, "fr"),
        (Field::SupportEmail, "🚲"),
        (Field::SupportPhone, "call us"),
        (Field::SupportWebsite, "javascript:alert(1)"),
    ] {
        let good = app.answers("Fabrikam K.K.", "fabrikam.example");
        let mut bad = good.clone();
        let other = serde_json::json!({ field.as_str(): typed });
        let mut text = serde_json::to_value(&good).unwrap();
        text[field.as_str()] = other[field.as_str()].clone();
        bad.clone_from(&serde_json::from_value(text).unwrap());
        let page = fill(&browser, "/enroll/details", &bad).await.expect(422);
        assert!(
            page.body.contains(&format!("href=\"#{field}\"")),
            "{field}: {typed:?} is named in the summary"
        );
        let again = browser.get("/enroll/details").await.expect(200);
        assert!(again.body.contains("support@fabrikam.example") || field == Field::SupportEmail);
    }
}

#[actix_web::test]
async fn who_sends_an_old_page_sees_how_it_stands_now() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&person, &member);
    let browser = app.signed_in(&person).await;
    let old = browser.get("/enroll/check").await.expect(200);
    let form = app.answers("Fabrikam Holdings", "fabrikam.example");
    fill(&browser, "/enroll/details", &form)
        .await
        .leads_to("/enroll/check");
    let now = browser
        .submit(&old, "/enroll/check", &[])
        .await
        .expect(409)
        .says("The application has changed")
        .says("Fabrikam Holdings");
    browser
        .submit(&now, "/enroll/check", &[])
        .await
        .leads_to("/enroll/status");
}

#[actix_web::test]
async fn the_status_page_resends_changes_the_address_and_withdraws() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.applies(&person, &member);
    let browser = app.signed_in(&person).await;
    let status = browser.get("/enroll/status").await.expect(200);
    browser
        .submit(&status, "/enroll/status/resend", &[])
        .await
        .expect(429)
        .says("so soon or so often");
    app.later(tandem::kernel::clock::minutes(6));
    let status = browser.get("/enroll/status").await.expect(200);
    browser
        .send_form(&status, "/enroll/status/resend", &[])
        .await
        .expect(200)
        .says("A new link is on its way");
    app.later(tandem::kernel::clock::minutes(6));
    let status = browser.get("/enroll/status").await;
    browser
        .submit(
            &status,
            "/enroll/status/contact",
            &[("contact_email", "hana@gmail.com")],
        )
        .await
        .expect(422)
        .says("is a web-mail service");
    browser
        .send_form(
            &status,
            "/enroll/status/contact",
            &[("contact_email", "hana@fabrikam.example")],
        )
        .await
        .expect(200)
        .says("hana@fabrikam.example");
    let ask = browser
        .get("/enroll/status/withdraw")
        .await
        .expect(200)
        .says("1000001");
    browser
        .send_form(&ask, "/enroll/status/withdraw", &[])
        .await
        .expect(200)
        .says("You withdrew this application");
    let status = browser.get("/enroll/status").await;
    assert!(status.has_state("withdrawn"));
    assert_eq!(
        app.holder(&member.mpn_id),
        (None, None),
        "the number is free again"
    );
    browser
        .submit(&status, "/enroll/status/correct", &[])
        .await
        .leads_to("/enroll/details");
    assert_eq!(
        app.application(&person).data().contact_email,
        "hana@fabrikam.example"
    );
}

#[actix_web::test]
async fn only_what_the_reviewer_asked_about_is_answered() {
    let app = TestApp::new().await;
    let reviewer = app.operator("rin", OperatorRole::Reviewer);
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.in_review(&person, &member).await;
    app.asks(
        &reviewer,
        &person,
        &[Field::LegalName],
        "Is this the registered name?",
    );
    let browser = app.signed_in(&person).await;
    let status = browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("Is this the registered name?");
    assert!(!status.body.contains("name=\"city\""));
    browser
        .submit(&status, "/enroll/status/answer", &[("legal_name", "")])
        .await
        .expect(422);
    browser
        .send_form(
            &status,
            "/enroll/status/answer",
            &[("legal_name", "Fabrikam Kabushiki Kaisha"), ("city", "Osaka")],
        )
        .await
        .expect(200)
        .says("Your answer is with the reviewer");
    let data = app.application(&person).data();
    assert_eq!(
        (data.legal_name.as_str(), data.city.as_str()),
        ("Fabrikam Kabushiki Kaisha", "Chiyoda-ku")
    );
    app.rejects(&reviewer, &person, "No such company.");
    let status = browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("No such company.");
    browser
        .submit(&status, "/enroll/status/correct", &[])
        .await
        .leads_to("/enroll/details");
    browser
        .get("/enroll/check")
        .await
        .expect(200)
        .says("Fabrikam Kabushiki Kaisha");
}

#[actix_web::test]
async fn who_is_enrolled_already_gives_a_support_contact_only_s6() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.enrolled_before(&member.mpn_id, "fabrikam.example");
    let browser = app.signed_in(&person).await;
    browser
        .get("/enroll/association")
        .await
        .leads_to("/enroll/support");
    let page = browser
        .get("/enroll/support")
        .await
        .expect(200)
        .says("You are already enrolled")
        .says("1000001");
    let wrong = browser
        .submit(&page, "/enroll/support", &[("support_email", "nobody")])
        .await
        .expect(422);
    assert!(wrong.body.contains("value=\"nobody\""));
    let support = [
        ("support_email", "help@fabrikam.example"),
        ("support_phone", "03-3211-0002"),
    ];
    let done = browser
        .send_form(&page, "/enroll/support", &support)
        .await
        .expect(200);
    assert!(done.has_state("active"));
}
