//! *My data* (decision 9): everything kept about a person, without a secret, and nothing about anybody else.

use diesel::prelude::*;
use tandem::db::schema::{audit_entries, users};
use tandem::kernel::clock::minutes;
use tandem::policy::{AdminRole, AgentRole};
use tandem::testkit::{Browser, PASSWORD, TestApp, link_in};

async fn download(browser: &Browser) -> (String, serde_json::Value) {
    let page = browser.get("/account/me").await.expect(200);
    assert!(page.body.contains("href=\"/account/me/data\""));
    let page = browser.get("/account/me/data").await.expect(200);
    let file = browser.submit(&page, "/account/me/data", &[]).await.expect(200);
    let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert!(header("content-disposition").contains("my-data.json"));
    assert_eq!(header("cache-control"), "no-store");
    let data = serde_json::from_str(&file.body).unwrap();
    (file.body, data)
}

#[actix_web::test]
async fn a_person_takes_along_what_is_kept_about_them_and_no_secret() {
    let app = TestApp::new().await;
    let admin = app.newcomer("Tailspin", "tailspin.example", "JP");
    let other = app.person(
        admin.organization,
        "kanarienvogel@tailspin.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    app.signed_in(&other).await;
    let member = app.membership("4471201", "JP", "Tailspin");
    app.applies(&admin, &member);
    let browser = app.signed_in(&admin).await;
    let page = browser.get("/account/me").await.expect(200);
    browser
        .submit(&page, "/account/me/contact", &[])
        .await
        .expect(303);
    let address = "admin@mail.tailspin-example.example";
    let path = link_in(&app.mail_to(address).await, "/verify/contact/");
    let page = browser.get(&path).await.expect(200);
    browser.send_form(&page, &path, &[]).await.expect(200);

    let (text, data) = download(&browser).await;
    let account = &data["account"];
    assert_eq!(account["user_name"], "admin@tailspin.example");
    assert_eq!(account["email"], address);
    assert_eq!(account["admin_role"], "global_admin");
    assert_eq!(data["sessions"][0]["ip"], "127.0.0.1");
    assert_eq!(data["applications"][0]["applicant"], true);
    assert_eq!(data["links"][0]["kind"], "contact_confirmation");
    assert!(
        data["mails"]
            .as_array()
            .unwrap()
            .iter()
            .any(|m| m["to"] == address)
    );
    let deeds = data["what_i_did"]["newest_first"].as_array().unwrap();
    assert!(deeds.iter().any(|d| d["action"] == "session.begin"));
    assert_eq!(data["what_i_did"]["there_is_more"], false);
    let values = data["personal_values_in_the_audit_trail"].as_array().unwrap();
    assert!(
        values
            .iter()
            .any(|v| v["full_name"] == "admin of tailspin.example")
    );

    assert!(
        !text.contains("kanarienvogel"),
        "nothing about anybody else: {text}"
    );
    let (hash, key): (Option<String>, Option<String>) = app.write(|conn| {
        Ok(users::table
            .find(admin.user)
            .select((users::password_hash, users::password_key))
            .first(conn)?)
    });
    let cookie = browser.cookie("sid").unwrap();
    let token = path.rsplit('/').next().unwrap();
    for secret in [
        PASSWORD,
        &hash.unwrap(),
        &key.unwrap(),
        &cookie[cookie.len() - 43..],
        token,
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    let asked: i64 = app.write(|conn| {
        Ok(audit_entries::table
            .filter(audit_entries::action.eq("user.data_export"))
            .count()
            .get_result(conn)?)
    });
    assert_eq!(asked, 1);
    browser
        .get("/account/activity")
        .await
        .says("A copy of the personal data was downloaded");
}

#[actix_web::test]
async fn an_address_that_isnt_confirmed_shows_nothing_of_its_owner() {
    let app = TestApp::new().await;
    let applicant = app.newcomer("Tailspin", "tailspin.example", "JP");
    let member = app.membership("4471201", "JP", "Tailspin");
    let application = app.applies(&applicant, &member);
    let contact = application.data();
    // Somebody of another organization types the contact's address as their own.
    let thief = app.person(
        app.organization("Contoso", "contoso.example", "JP", &[]),
        "thief@contoso.example",
        AgentRole::None,
        AdminRole::None,
    );
    app.write(|conn| {
        diesel::update(users::table.find(thief.user))
            .set((
                users::email.eq(&contact.contact_email),
                users::email_norm.eq(&contact.contact_email),
            ))
            .execute(conn)?;
        Ok(())
    });
    app.later(minutes(1));
    let browser = app.signed_in(&thief).await;
    let (text, data) = download(&browser).await;
    assert!(data["applications"].as_array().unwrap().is_empty());
    assert!(!contact.contact_phone.is_empty() && !text.contains(&contact.contact_phone));
    browser.speaks("ja");
    browser
        .get("/account/me/data")
        .await
        .says("個人データをダウンロード");
}

#[actix_web::test]
async fn a_visitor_gets_nothing() {
    let app = TestApp::new().await;
    app.browser().get("/account/me/data").await.expect(303);
}
