//! Forms from elsewhere, cookies that aren't ours, ways out of the portal, and what a name may carry.

use actix_web::http::Method;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{PASSWORD, TestApp};

#[actix_web::test]
async fn a_form_without_its_token_or_from_elsewhere_changes_nothing_anywhere() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rosa = app.operator("rosa", OperatorRole::Administrator);
    let browsers = [
        app.browser(),
        app.signed_in(&kim).await,
        app.signed_in(&rosa).await,
    ];
    // A token of somebody else is none.
    let foreign = app.browser().get("/signin").await.form("/signin");
    let foreign = foreign.into_iter().find(|(name, _)| name == "_form").unwrap().1;
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("_form", &foreign)
        .finish();
    for browser in &browsers {
        let signed_in = browser.cookie("sid");
        for route in tandem::app::all_routes() {
            if route.method == "GET" {
                continue;
            }
            let path = route.path.replace("{id}", &kim.user.to_string());
            let mine = browser.get("/signin").await.form("/signin");
            let mine = mine.into_iter().find(|(name, _)| name == "_form").unwrap().1;
            let good = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("_form", &mine)
                .finish();
            for (sent, headers) in [
                (String::new(), vec![]),
                (body.clone(), vec![]),
                (good.clone(), vec![("sec-fetch-site", "cross-site")]),
                (good.clone(), vec![("sec-fetch-site", "same-site")]),
                (good.clone(), vec![("origin", "https://evil.example")]),
                (good.clone(), vec![("content-type", "text/plain")]),
            ] {
                let answer = browser.send(Method::POST, &path, Some(sent), &headers).await;
                let status = answer.status.as_u16();
                let to_sign_in = answer
                    .location
                    .as_deref()
                    .is_some_and(|to| to.starts_with("/signin?"));
                assert!(
                    matches!(status, 400 | 403 | 404) || to_sign_in,
                    "{} {headers:?}: {status} {:?}",
                    route.path,
                    answer.location
                );
            }
        }
        assert_eq!(
            browser.cookie("sid"),
            signed_in,
            "nobody was signed in or out by it"
        );
    }
}

#[actix_web::test]
async fn a_cookie_that_isnt_ours_is_none() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        kim.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let (owner, other) = (app.signed_in(&kim).await, app.signed_in(&mai).await);
    let (sid, others) = (owner.cookie("sid").unwrap(), other.cookie("sid").unwrap());
    let mut forged = vec![
        String::new(),
        "x".to_owned(),
        "%00".to_owned(),
        "x".repeat(4_000),
        sid.to_uppercase(),
        format!("{}{}", &sid[..sid.len() / 2], &others[others.len() / 2..]),
    ];
    for at in [0, sid.len() / 2, sid.len() - 1] {
        let mut bytes = sid.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        forged.push(String::from_utf8(bytes).unwrap());
    }
    for value in forged {
        let browser = app.browser();
        for name in ["sid", "pre", "flash", "language", "device"] {
            browser.set_cookie(name, &value);
        }
        browser
            .get("/account/me")
            .await
            .expect(303)
            .leads_to("/signin?next=%2Faccount%2Fme");
        browser.get("/signin").await.expect(200);
    }
    // A key planted before somebody signs in isn't theirs afterwards, nor is that of somebody signed in.
    for planted in ["planted", others.as_str()] {
        let victim = app.browser();
        victim.set_cookie("sid", planted);
        victim.sign_in(&kim.user_name, PASSWORD).await;
        assert_ne!(victim.cookie("sid").as_deref(), Some(planted));
        victim.get("/account/me").await.expect(200).says(&kim.user_name);
    }
    let attacker = app.browser();
    attacker.set_cookie("sid", &others);
    let page = attacker.get("/account/me").await;
    assert!(!page.visible().contains(&kim.user_name));
}

#[actix_web::test]
async fn a_way_back_stays_in_the_portal() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    for next in [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=y",
        "/\r\nSet-Cookie: x=y",
        "http:evil.example",
    ] {
        let browser = app.browser();
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("next", next)
            .finish();
        let page = browser.get(&format!("/signin?{query}")).await.expect(200);
        let fields = [
            ("user_name", kim.user_name.as_str()),
            ("password", PASSWORD),
            ("next", next),
        ];
        let answer = browser.submit(&page, "/signin", &fields).await.expect(303);
        let to = answer.location.clone().unwrap();
        assert!(
            to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'),
            "{next:?} led to {to}"
        );
        assert!(!answer.headers.contains_key("x") && !to.contains(['\r', '\n']));
        let page = browser.get("/account/me").await.expect(200);
        let switched = [("language", "ja"), ("next", next), ("return", next)];
        let answer = browser.submit(&page, "/language", &switched).await.expect(303);
        let to = answer.location.unwrap();
        assert!(
            to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'),
            "{next:?} led to {to}"
        );
    }
}

#[actix_web::test]
async fn a_name_carries_no_address_into_mails() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let ken = crate::people::KEN;
    for name in [
        "You have won: https://evil.example/x",
        "www.evil.example",
        "Ken\r\nBcc: x@evil.example",
        "Ken \u{202e}otaS",
    ] {
        let fields = [&[("full_name", name)], &ken[1..]].concat();
        let page = browser.get("/account/users/new").await;
        let answer = browser.submit(&page, "/account/users/new", &fields).await;
        let answer = answer.expect(422);
        assert!(answer.body.contains("id=\"full_name-e\""), "{name:?}");
    }
    assert!(app.mails().await.is_empty());
}
