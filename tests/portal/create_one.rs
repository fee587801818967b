//! **Create one** (decision 16), one-time links (decision 3), the contact address, the language, and the public pages.

mod tries;

use diesel::prelude::*;
use tandem::db::schema::links;
use tandem::features::organizations;
use tandem::features::users::founding;
use tandem::kernel::clock::{days, minutes};
use tandem::kernel::email::EmailAddress;
use tandem::kernel::text::PersonName;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, TenantScope, Who};
use tandem::testkit::{Browser, PASSWORD, Page, TestApp, link_in};

const GOOD: &[(&str, &str)] = &[
    ("legal_name", "Fabrikam K.K."),
    ("country", "JP"),
    ("domain", "fabrikam.example"),
    ("full_name", "Kim Abe"),
    ("email", "kim.abe@fabrikam.example"),
    ("user_name", "kim.abe"),
    ("password", PASSWORD),
];

async fn create(browser: &Browser, changes: &[(&str, &str)]) -> Page {
    let page = browser.get("/enroll/create").await.expect(200);
    let mut fields = GOOD.to_vec();
    for change in changes {
        fields.retain(|(name, _)| name != &change.0);
        fields.push(*change);
    }
    browser.submit(&page, "/enroll/create", &fields).await
}

#[actix_web::test]
async fn who_creates_one_signs_in_as_the_global_admin_of_a_new_organization() {
    let app = TestApp::new().await;
    let browser = app.browser();
    create(&browser, &[])
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fenroll%2Fwork-account");
    browser.sign_in("kim.abe@fabrikam.example", PASSWORD).await;
    browser
        .open("/dashboard")
        .await
        .says("Fabrikam K.K.")
        .says("Global admin")
        .says("Please confirm your contact address kim.abe@fabrikam.example");
}

#[actix_web::test]
async fn every_bad_answer_is_named_and_everything_typed_stays() {
    let app = TestApp::new().await;
    app.organization("Contoso", "contoso.example", "JP", &[]);
    let browser = app.browser();
    for (field, value) in [
        ("legal_name", ""),
        ("country", "XX"),
        ("domain", "com"),
        ("domain", "gmail.com"),
        ("domain", "a.tenants.internal"),
        ("domain", "contoso.example"),
        ("full_name", " "),
        ("email", "kim.abe"),
        ("user_name", "kim abe"),
        ("password", "too short"),
    ] {
        let page = create(&browser, &[(field, value)])
            .await
            .expect(422)
            .says("Error:");
        assert!(
            page.body.contains(&format!("href=\"#{field}\"")),
            "{field}={value}: {}",
            page.visible()
        );
        let kept = page.form("/enroll/create");
        let kept = |name: &str| {
            kept.iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.clone())
                .unwrap_or_default()
        };
        assert_eq!(kept("password"), "", "passwords are never shown again");
        if field != "legal_name" {
            assert_eq!(kept("legal_name"), "Fabrikam K.K.");
        }
    }
    let page = create(&browser, &[("legal_name", ""), ("email", "x"), ("password", "y")]).await;
    let page = page.expect(422);
    for field in ["legal_name", "email", "password"] {
        assert!(page.body.contains(&format!("href=\"#{field}\"")), "all at once");
    }
    create(&browser, &[("domain", "contoso.example")])
        .await
        .expect(422)
        .doesnt_say("Contoso");
    browser.sign_in("kim.abe@fabrikam.example", PASSWORD).await;
    browser.get("/dashboard").await.expect(303);
}

#[actix_web::test]
async fn without_a_domain_a_name_below_the_installations_is_taken() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let own = [
        ("domain", ""),
        ("no_domain", "yes"),
        ("label", "fabrikam"),
        ("email", "kim@gmail.com"),
    ];
    create(&browser, &own).await.expect(303);
    browser
        .sign_in("kim.abe@fabrikam.tenants.internal", PASSWORD)
        .await;
    browser.get("/dashboard").await.expect(200);
}

fn state_of(app: &TestApp, domain: &str) -> String {
    let found = app.write(|conn| organizations::by_domain(conn, domain));
    let organization = found.unwrap();
    let whole = app.write(|conn| organizations::by_id(conn, &TenantScope::System, organization.id));
    format!("{:?}", whole.unwrap().domain_state)
}

#[actix_web::test]
async fn confirming_an_address_in_exactly_the_domain_verifies_it() {
    let app = TestApp::new().await;
    for (n, email, expected) in [
        (1, "kim@fabrikam1.example", "Verified"),
        (2, "kim@mail.fabrikam2.example", "Claimed"),
        (3, "kim@gmail.com", "Claimed"),
    ] {
        let browser = app.browser();
        let domain = format!("fabrikam{n}.example");
        create(&browser, &[("domain", &domain), ("email", email)])
            .await
            .expect(303);
        assert_eq!(state_of(&app, &domain), "Claimed");
        let mail = app.mail_to(email).await;
        let link = link_in(&mail, "/verify/contact/");
        let page = browser.get(&link).await.expect(200);
        assert_eq!(
            state_of(&app, &domain),
            "Claimed",
            "opening a link changes nothing"
        );
        browser
            .submit(&page, &link, &[])
            .await
            .expect(303)
            .leads_to("/signin");
        assert_eq!(state_of(&app, &domain), expected, "{email}");
        // A double click is harmless; whoever opens the used link anew is told.
        browser.submit(&page, &link, &[]).await.expect(303);
        browser
            .get(&link)
            .await
            .expect(200)
            .says("your contact address is confirmed");
    }
}

#[actix_web::test]
async fn a_one_time_link_makes_one_person() {
    let app = TestApp::new().await;
    let cx = app.cx();
    let token = app
        .write(|conn| Ok(founding::first_link(conn, &cx).unwrap()))
        .unwrap();
    let path = format!("/welcome/{token}");
    let browser = app.browser();
    let page = browser.get(&path).await.expect(200).says("Name of the operator");
    let fields = [
        ("organization_name", "Northwind Cloud Program"),
        ("country", "JP"),
        ("full_name", "Rosa Vidal"),
        ("email", "rosa@northwind.example"),
        ("user_name", "rosa"),
        ("password", PASSWORD),
    ];
    let typed = browser.submit(&page, &path, &[("full_name", "Rosa Vidal")]).await;
    typed.expect(422).says("Error:");
    browser
        .submit(&page, &path, &fields)
        .await
        .expect(303)
        .leads_to("/signin");
    browser.sign_in("rosa@operator.tenants.internal", PASSWORD).await;
    browser
        .get("/dashboard")
        .await
        .expect(200)
        .says("Administrator")
        .says("Northwind Cloud Program");

    app.browser()
        .get(&path)
        .await
        .expect(410)
        .says("This link has been used");
    app.browser().get("/welcome/unknown").await.expect(404);
}

#[actix_web::test]
async fn who_was_invited_finds_name_and_address_filled_in() {
    let app = TestApp::new().await;
    let operator = app.operator("ann", OperatorRole::Administrator);
    let roles = founding::LinkRoles {
        admin: AdminRole::None,
        operator: OperatorRole::Reviewer,
        first: false,
    };
    let name = PersonName::parse("Rosa Vidal").unwrap();
    let email = EmailAddress::parse("rosa@northwind.example").unwrap();
    let cx = app.cx();
    let token = app.write(|conn| {
        let who = Who::default();
        founding::one_time_link_for(conn, &cx, who, operator.organization, roles, (&name, &email))
    });
    let path = format!("/welcome/{token}");
    let fields = app.browser().get(&path).await.expect(200).form(&path);
    for (field, value) in [("full_name", "Rosa Vidal"), ("email", "rosa@northwind.example")] {
        assert!(
            fields.contains(&(field.to_owned(), value.to_owned())),
            "{fields:?}"
        );
    }
    let details: Vec<String> = app.write(|conn| Ok(links::table.select(links::details).load(conn)?));
    assert!(details.iter().all(|d| !d.contains("Rosa")), "sealed: {details:?}");
}

#[actix_web::test]
async fn a_one_time_link_lapses_after_seven_days() {
    let app = TestApp::new().await;
    let cx = app.cx();
    let token = app
        .write(|conn| Ok(founding::first_link(conn, &cx).unwrap()))
        .unwrap();
    app.later(days(7));
    let page = app.browser().get(&format!("/welcome/{token}")).await;
    page.expect(410).says("This link no longer works");
}

#[actix_web::test]
async fn the_language_switch_is_kept_for_the_browser_and_for_the_person() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.browser();
    let page = browser.get("/get-started").await.says("What is required");
    let ja = [("language", "ja")];
    browser
        .submit(&page, "/language", &ja)
        .await
        .expect(303)
        .leads_to("/get-started");
    browser.get("/get-started").await.says("必要なもの");

    let browser = app.signed_in(&kim).await;
    let page = browser.get("/account/me").await.expect(200).says("My profile");
    browser
        .submit(&page, "/language", &ja)
        .await
        .expect(303)
        .leads_to("/account/me");
    let elsewhere = app.signed_in(&kim).await;
    elsewhere.get("/account/me").await.says("マイ プロファイル");
}

#[actix_web::test]
async fn who_has_no_role_is_told_who_can_give_one() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let new = app.person(
        kim.organization,
        "lee@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let browser = app.signed_in(&new).await;
    browser
        .get("/dashboard")
        .await
        .expect(303)
        .leads_to("/account/me");
    browser
        .get("/account/me")
        .await
        .says("You have no role yet")
        .says("admin of fabrikam.example");
}

/// Runs of Latin words that are no names: what a Japanese page must not hold.
fn english_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in text.split(' ').chain(["。"]) {
        let word = word.trim_end_matches(['.', ',']);
        let latin = word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '’');
        if latin && word.chars().any(|c| c.is_ascii_lowercase()) {
            run.push(word);
        } else {
            if run.len() >= 4 {
                found.push(run.join(" "));
            }
            run.clear();
        }
    }
    found
}

#[actix_web::test]
async fn public_and_account_pages_hold_one_language_only() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rosa = app.operator("rosa", OperatorRole::Administrator);
    let paths = [
        "/",
        "/get-started",
        "/help/work-account",
        "/signin",
        "/password/reset",
        "/enroll/create",
        "/nowhere",
    ];
    for language in ["en", "ja"] {
        let mut pages = Vec::new();
        let visitor = app.browser();
        visitor.speaks(language);
        for path in paths {
            pages.push(visitor.get(path).await);
        }
        for person in [&kim, &rosa] {
            let browser = app.browser();
            browser.speaks(language);
            browser.sign_in(&person.user_name, PASSWORD).await;
            for path in ["/dashboard", "/account/me", "/password", "/operations/mail"] {
                pages.push(browser.get(path).await);
            }
        }
        for page in pages {
            assert!(
                page.body.contains(&format!("<html lang=\"{language}\"")),
                "{}",
                page.path
            );
            assert_eq!(page.body.matches("<h1").count(), 1, "{}", page.path);
            let visible = page.visible();
            if language == "ja" {
                assert_eq!(
                    english_in(&visible),
                    Vec::<String>::new(),
                    "{}: {visible}",
                    page.path
                );
            } else {
                let japanese = visible.replace("日本語", "");
                assert!(
                    japanese.is_ascii() || !japanese.contains(['の', 'を', 'で']),
                    "{}",
                    page.path
                );
            }
        }
    }
}
