//! Adding people, and finding them.

use diesel::prelude::*;
use tandem::db::schema::{outbox, users};
use tandem::features::users::domain::State;
use tandem::kernel::clock::days;
use tandem::policy::{AdminRole, AgentRole};
use tandem::testkit::TestApp;

use super::{KEN, add, id_of, password_on, people_of, press, state_of};

#[actix_web::test]
async fn a_global_admin_adds_a_person_who_signs_in_and_chooses_a_password() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let form = browser
        .get("/account/users/new")
        .await
        .expect(200)
        .says("Not an agent")
        .says("Not an admin")
        .says("What they can’t do");
    let chosen = form.form("/account/users/new");
    assert!(!chosen.iter().any(|(n, _)| n == "agent" || n == "admin"), "S31");

    let shown = browser
        .submit(&form, "/account/users/new", &KEN)
        .await
        .expect(200);
    assert_eq!(shown.headers.get("cache-control").unwrap(), "no-store");
    let shown = shown.says("ken.sato@fabrikam.example").says("This is shown once");
    let password = password_on(&shown);
    let ken = id_of(&app, "ken.sato@fabrikam.example");

    // The same form again leads to the person's page, without the password (S33, decision 36).
    let again = browser.submit(&form, "/account/users/new", &KEN).await;
    let again = again.expect(303).leads_to(&format!("/account/users/{ken}"));
    assert!(!again.body.contains(&password));
    let page = browser.open(&format!("/account/users/{ken}")).await.expect(200);
    assert!(!page.body.contains(&password));
    assert_eq!(people_of(&app, &aiko), 2, "one person was added, once");

    // U1 tells the person, and holds no password.
    let mail = app.mail_to("ken@mail.example").await;
    assert!(
        mail.text.contains("ken.sato@fabrikam.example") && mail.text.contains("admin of fabrikam.example")
    );
    assert!(!mail.text.contains(&password) && !mail.html.contains(&password));

    // S34: nothing but the change of the password, then everything the role gives.
    let theirs = app.browser();
    theirs.sign_in("ken.sato@fabrikam.example", &password).await;
    theirs
        .get("/customers")
        .await
        .expect(303)
        .leads_to("/password?next=%2Fcustomers");
    let form = theirs.get("/password?next=%2Fcustomers").await.expect(200);
    let same = theirs
        .submit(&form, "/password", &[("password", &password)])
        .await;
    same.expect(422);
    let changed = theirs
        .submit(
            &form,
            "/password",
            &[("password", "eleven quiet bridges over water")],
        )
        .await;
    changed.expect(303).leads_to("/customers");
    assert_eq!(state_of(&app, ken), State::Active);
    theirs
        .get("/account/users/new")
        .await
        .expect(403)
        .says("Ask: admin of fabrikam.example");
}

#[actix_web::test]
async fn the_database_holds_no_temporary_password() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let password = password_on(&add(&browser, &KEN).await.expect(200));
    let ken = id_of(&app, "ken.sato@fabrikam.example");
    let (hash, mac, outcomes): (Option<String>, Option<Vec<u8>>, Vec<String>) = app.write(|conn| {
        use tandem::db::schema::form_submissions;
        let (hash, mac) = users::table
            .find(ken)
            .select((users::password_hash, users::temporary_mac))
            .first(conn)?;
        let outcomes = form_submissions::table
            .select(form_submissions::outcome)
            .load(conn)?;
        Ok((hash, mac, outcomes))
    });
    assert_eq!(hash, None);
    assert_eq!(mac.map(|m| m.len()), Some(32), "an HMAC, not the password");
    assert!(outcomes.iter().all(|o| !o.contains(&password)));
    let subjects: Vec<String> = app.write(|conn| Ok(outbox::table.select(outbox::subject).load(conn)?));
    assert!(subjects.iter().all(|s| !s.contains(&password)));
}

#[actix_web::test]
async fn a_temporary_password_lapses_after_seven_days() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let password = password_on(&add(&browser, &KEN).await);
    app.later(days(7));
    let late = app.browser();
    late.sign_in("ken.sato@fabrikam.example", &password)
        .await
        .expect(422);
    let browser = app.signed_in(&aiko).await;
    let ken = id_of(&app, "ken.sato@fabrikam.example");
    browser
        .get(&format!("/account/users/{ken}"))
        .await
        .says("It has lapsed");
    let fresh = press(&browser, ken, "password", &[]).await.expect(200);
    let page = late
        .sign_in("ken.sato@fabrikam.example", &password_on(&fresh))
        .await;
    page.expect(200).says("password");
}

#[actix_web::test]
async fn both_axes_must_be_chosen_and_names_and_addresses_are_taken_once() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let person = &KEN[..3];
    add(&browser, person)
        .await
        .expect(422)
        .says("Choose the type of agent")
        .says("Choose the type of admin");
    let agent_only = [person, &[("agent", "none")]].concat();
    add(&browser, &agent_only)
        .await
        .expect(422)
        .says("Choose the type of admin");
    add(&browser, &KEN).await.expect(200);
    let same_name = [
        ("email", "other@mail.example"),
        ("user_name", "KEN.SATO@fabrikam.example"),
    ];
    let taken = add(&browser, &[&KEN[..1], &same_name, &KEN[3..]].concat()).await;
    taken.expect(422).says("user name");
    let same_email = [("email", "KEN@mail.example"), ("user_name", "ken2")];
    let taken = add(&browser, &[&KEN[..1], &same_email, &KEN[3..]].concat())
        .await
        .expect(422);
    let typed = taken.form("/account/users/new");
    assert!(
        typed.contains(&("user_name".to_owned(), "ken2".to_owned())),
        "what was typed stays"
    );
    assert!(typed.contains(&("agent".to_owned(), "helpdesk_agent".to_owned())));
    assert_eq!(people_of(&app, &aiko), 2);
}

#[actix_web::test]
async fn people_are_found_by_name_role_and_state_and_exported_as_shown() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let odd = [
        ("full_name", "=SUM(A1) 佐藤　健"),
        ("email", "ken@mail.example"),
        ("user_name", "ken"),
        ("agent", "sales_agent"),
        ("admin", "none"),
    ];
    add(&browser, &odd).await.expect(200);
    for n in 0..30 {
        app.person(
            aiko.organization,
            &format!("p{n}@fabrikam.example"),
            AgentRole::None,
            AdminRole::None,
        );
    }
    let first = browser.get("/account/users").await.expect(200).says("32 people");
    assert!(first.body.contains("p29@fabrikam.example") && !first.body.contains("p0@fabrikam.example"));
    let next = first
        .body
        .split("rel=\"next\"")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap();
    let next = next.split('"').next().unwrap().replace("&#38;", "&");
    let second = browser.get(&next).await.expect(200);
    assert!(second.body.contains("p0@fabrikam.example") && second.body.contains("rel=\"prev\""));
    browser
        .get("/account/users?q=%E4%BD%90%E8%97%A4")
        .await
        .says("佐藤")
        .doesnt_say("p1@");
    browser.get("/account/users?q=KEN%40MAIL").await.says("佐藤");
    browser
        .get("/account/users?role=sales_agent")
        .await
        .says("1 person found");
    browser
        .get("/account/users?state=must_change_password")
        .await
        .says("佐藤");
    browser
        .get("/account/users?q=nobody+at+all")
        .await
        .says("Nobody found");
    let file = browser
        .get("/account/users/export.csv?role=sales_agent")
        .await
        .expect(200);
    assert!(
        file.body
            .starts_with("full_name,user_name,email,agent,admin,operator,state")
    );
    assert!(
        file.body.contains("\r\n'=SUM(A1)"),
        "no formula reaches a spreadsheet: {}",
        file.body
    );
    assert_eq!(file.body.lines().count(), 2);
    assert_eq!(
        browser
            .get("/account/users/export.csv")
            .await
            .body
            .lines()
            .count(),
        33
    );
}

#[actix_web::test]
async fn finishing_the_setup_leads_to_the_pages_that_do_it() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let none = [("agent", "none"), ("admin", "global_admin")];
    press(&browser, aiko.user, "roles", &none).await.expect(303);
    let home = browser.get("/dashboard").await.expect(200);
    assert!(
        home.body
            .contains(&format!("href=\"/account/users/{}\"", aiko.user)),
        "S28"
    );
    assert!(
        home.body.contains("href=\"/account/users/new\""),
        "a second Global admin"
    );
}

#[actix_web::test]
async fn the_pages_speak_japanese() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    browser.speaks("ja");
    browser
        .get("/account/users")
        .await
        .expect(200)
        .says("ユーザーの追加");
    browser
        .get("/account/users/new")
        .await
        .says("エージェント以外")
        .says("顧客のサービス要求（Office 365 を除く）");
    add(&browser, &KEN)
        .await
        .expect(200)
        .says("この情報は 1 回だけ表示されます");
    browser
        .get(&format!("/account/users/{}", aiko.user))
        .await
        .says("実行できる操作とその理由");
}
