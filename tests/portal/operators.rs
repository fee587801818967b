//! The operator's own people, and what they find and do about people everywhere (decision 3).

use diesel::prelude::*;
use tandem::db::schema::users;
use tandem::kernel::ids::UserId;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Browser, Page, TestApp};

const PEOPLE: &str = "/operations/people";
const USERS: &str = "/account/users";

async fn press(browser: &Browser, user: UserId, what: &str, fields: &[(&str, &str)]) -> Page {
    let mut body = browser.get("/dashboard").await.form("/signout");
    body.retain(|(name, _)| name == "_form");
    body.extend(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    browser.post(&format!("{USERS}/{user}/{what}"), &body).await
}

fn role_of(app: &TestApp, user: UserId) -> OperatorRole {
    app.write(|conn| Ok(users::table.find(user).select(users::operator_role).first(conn)?))
}

#[actix_web::test]
async fn an_administrator_adds_a_reviewer_and_makes_them_administrator() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let path = format!("{USERS}/new");
    let form = browser
        .get(&path)
        .await
        .expect(200)
        .says("Reviewer")
        .doesnt_say("Helpdesk agent");
    let new = [
        ("full_name", "Rui Mori"),
        ("email", "rui@mail.example"),
        ("user_name", "rui"),
    ];
    browser
        .submit(&form, &path, &new)
        .await
        .expect(422)
        .says("Choose");
    let mut chosen = new.to_vec();
    chosen.push(("operator", "reviewer"));
    browser.submit(&form, &path, &chosen).await.expect(200);
    let rui: UserId = app.write(|conn| {
        Ok(users::table
            .filter(users::user_name.eq("rui@operator.tenants.internal"))
            .select(users::id)
            .first(conn)?)
    });
    assert_eq!(role_of(&app, rui), OperatorRole::Reviewer);
    press(&browser, rui, "roles", &[("operator", "administrator")])
        .await
        .expect(303);
    assert_eq!(role_of(&app, rui), OperatorRole::Administrator);
    browser
        .get(&format!("{USERS}?role=administrator"))
        .await
        .says("Rui Mori");
}

#[actix_web::test]
async fn the_last_administrator_stays_one() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let rev = app.operator("rev", OperatorRole::Reviewer);
    let browser = app.signed_in(&ada).await;
    press(&browser, ada.user, "roles", &[("operator", "reviewer")])
        .await
        .expect(422)
        .says("last Administrator");
    for what in ["disable", "delete"] {
        press(&browser, ada.user, what, &[]).await.expect(422);
    }
    assert_eq!(role_of(&app, ada.user), OperatorRole::Administrator);
    // With another one it goes, and the first has no such rights any more at the next click.
    press(&browser, rev.user, "roles", &[("operator", "administrator")])
        .await
        .expect(303);
    press(&browser, ada.user, "roles", &[("operator", "reviewer")])
        .await
        .expect(303);
    press(&browser, rev.user, "disable", &[]).await.expect(403);
    let other = app.signed_in(&rev).await;
    for what in ["disable", "delete"] {
        press(&other, rev.user, what, &[]).await.expect(422);
    }
    press(&other, ada.user, "disable", &[]).await.expect(303);
}

#[actix_web::test]
async fn a_reviewer_manages_nobody() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let rev = app.operator("rev", OperatorRole::Reviewer);
    let browser = app.signed_in(&rev).await;
    browser.get(USERS).await.expect(200).doesnt_say("Add user");
    browser.get(&format!("{USERS}/new")).await.expect(403);
    for (what, fields) in [
        ("roles", vec![("operator", "reviewer")]),
        ("password", vec![]),
        ("disable", vec![]),
        ("delete", vec![]),
        ("sessions", vec![]),
    ] {
        press(&browser, ada.user, what, &fields).await.expect(403);
    }
}

#[actix_web::test]
async fn anybody_is_found_by_how_a_name_or_address_begins() {
    let app = TestApp::new().await;
    let rev = app.operator("rev", OperatorRole::Reviewer);
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let kim = app.newcomer("Contoso", "contoso.example", "JP");
    for n in 0..30 {
        app.person(
            aiko.organization,
            &format!("crowd{n:02}@fabrikam.example"),
            AgentRole::None,
            AdminRole::None,
        );
    }
    let browser = app.signed_in(&rev).await;
    browser
        .get(PEOPLE)
        .await
        .expect(200)
        .says("Look for somebody")
        .doesnt_say("Contoso");
    // The full name, the user name and the contact address each find; whatever the case.
    for q in [
        "ADMIN+of+contoso",
        "admin%40contoso",
        "admin%40mail.contoso-example",
    ] {
        browser
            .get(&format!("{PEOPLE}?q={q}"))
            .await
            .expect(200)
            .says("admin@contoso.example")
            .says("Contoso")
            .doesnt_say("admin@fabrikam.example");
    }
    browser
        .get(&format!("{PEOPLE}?q=admin%40contoso&by=email"))
        .await
        .says("Nobody found");
    browser.get(&format!("{PEOPLE}?q=%25")).await.says("Nobody found");
    // Pages go on where the last one ended, without a gap and without anybody twice.
    let first = browser.get(&format!("{PEOPLE}?q=crowd")).await.expect(200);
    let next = first
        .body
        .split("href=\"")
        .find(|h| h.contains("after="))
        .unwrap();
    let next = next
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = browser.get(&next).await.expect(200);
    for n in 0..30 {
        let name = format!("crowd{n:02}@fabrikam.example");
        let pages = [&first, &second].map(|page| page.visible().contains(&name));
        assert_eq!(
            pages.iter().filter(|there| **there).count(),
            1,
            "{name}: {pages:?}"
        );
    }
    app.signed_in(&kim).await.get(PEOPLE).await.expect(403);
}

#[actix_web::test]
async fn an_administrator_ends_all_sessions_of_anybody_with_a_reason() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let rev = app.operator("rev", OperatorRole::Reviewer);
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let theirs = app.signed_in(&aiko).await;
    let path = format!("{PEOPLE}/{}", aiko.user);
    let end = format!("{path}/sessions");
    let reading = app.signed_in(&rev).await;
    let page = reading.get(&path).await.expect(200).says("Global admin");
    assert!(!page.body.contains(&end), "a Reviewer only reads");
    let token = page.form("/signout").remove(0);
    reading.post(&end, &[token]).await.expect(403);

    let browser = app.signed_in(&ada).await;
    let page = browser
        .get(&path)
        .await
        .expect(200)
        .says("Fabrikam")
        .says("Last used");
    browser.submit(&page, &end, &[("reason", "")]).await.expect(422);
    theirs.get("/dashboard").await.expect(200);
    browser
        .submit(&page, &end, &[("reason", "Stolen laptop")])
        .await
        .leads_to(&path);
    theirs
        .get("/dashboard")
        .await
        .leads_to("/signin?next=%2Fdashboard");
    browser.get(&path).await.says("Not signed in anywhere");
    let mail = app.mail_to("admin@mail.fabrikam-example.example").await;
    assert!(mail.text.contains("Stolen laptop"), "{}", mail.text);
    // In the chain of the person's organization, by the operator.
    browser
        .get(&format!("/operations/organizations/{}", aiko.organization))
        .await
        .says("All sessions were ended")
        .says("Stolen laptop")
        .says("ada of operator.tenants.internal");
    browser
        .get(&format!("{PEOPLE}/{}", UserId::new()))
        .await
        .expect(404);
}

#[actix_web::test]
async fn organizations_are_found_page_by_page_by_state_and_programme() {
    let app = TestApp::new().await;
    let rev = app.operator("rev", OperatorRole::Reviewer);
    for n in 0..30 {
        app.organization(
            &format!("Crowd {n:02}"),
            &format!("crowd{n:02}.example"),
            "JP",
            &[],
        );
    }
    app.reseller("Crowd reseller", "crowd-reseller.example", "JP");
    let browser = app.signed_in(&rev).await;
    let all = "/operations/organizations";
    let first = browser.get(&format!("{all}?q=crowd")).await.expect(200);
    let next = first
        .body
        .split("href=\"")
        .find(|h| h.contains("before="))
        .unwrap();
    let next = next
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = browser.get(&next).await.expect(200);
    for n in 0..30 {
        let name = format!("Crowd {n:02}");
        let pages = [&first, &second].map(|page| page.visible().contains(&name));
        assert_eq!(pages.iter().filter(|there| **there).count(), 1, "{name}");
    }
    browser
        .get(&format!("{all}?q=crowd&programme=reseller&state=active"))
        .await
        .says("Crowd reseller")
        .doesnt_say("Crowd 01");
    browser
        .get(&format!("{all}?q=crowd&state=suspended"))
        .await
        .says("No organization found");
}
