//! What every page has in common: headers, refusals of foreign requests, packing, cookies, languages, probes; and the command line.

mod process;

use actix_web::http::Method;
use tandem::assets;
use tandem::testkit::{Browser, PASSWORD, Page, TestApp};

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).map_or("", |v| v.to_str().unwrap())
}

async fn ask(browser: &Browser, method: &str, path: &str, headers: &[(&str, &str)]) -> Page {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    browser.send(method, path, None, headers).await
}

#[actix_web::test]
async fn every_kind_of_page_carries_the_headers() {
    let app = TestApp::new().await;
    let reseller = app.reseller("Fabrikam", "fabrikam.example", "US");
    let stranger = app.browser();
    let signed_in = app.signed_in(&reseller).await;
    let pages = [
        stranger.get("/").await.expect(200),
        stranger.get("/signin").await.expect(200),
        stranger.get("/nothing/here").await.expect(404),
        stranger.get("/dashboard").await.expect(303),
        stranger.get("/health/live").await.expect(200),
        stranger.get(assets::APP_CSS).await.expect(200),
        signed_in.get("/dashboard").await.expect(200),
        ask(&stranger, "POST", "/signin", &[("sec-fetch-site", "cross-site")])
            .await
            .expect(403),
    ];
    for page in &pages {
        assert_eq!(
            header(page, "content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
            "{}",
            page.path
        );
        assert_eq!(header(page, "x-content-type-options"), "nosniff");
        assert_eq!(header(page, "x-frame-options"), "DENY");
        assert_eq!(header(page, "referrer-policy"), "same-origin");
        assert_eq!(header(page, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(header(page, "cross-origin-resource-policy"), "same-origin");
        assert!(header(page, "permissions-policy").contains("camera=()"));
        assert_eq!(header(page, "strict-transport-security"), "", "only over https");
    }
    assert_eq!(header(&pages[6], "cache-control"), "no-store");
    assert!(header(&pages[5], "cache-control").contains("immutable"));
}

#[actix_web::test]
async fn a_page_with_a_token_tells_nobody_its_address() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for path in [
        "/welcome/abc",
        "/verify/contact/abc",
        "/password/reset/abc",
        "/enroll/status/abc",
        "/i/abc",
    ] {
        let page = browser.get(path).await;
        assert_eq!(header(&page, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header(&page, "cache-control"), "no-store", "{path}");
    }
}

#[actix_web::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let app = TestApp::new().await;
    let person = app.reseller("Fabrikam", "fabrikam.example", "US");
    let browser = app.browser();
    let page = browser.get("/signin").await.expect(200);
    let mut fields = page.form("/signin");
    fields.retain(|(name, _)| !["user_name", "password"].contains(&name.as_str()));
    fields.push(("user_name".to_owned(), person.user_name.clone()));
    fields.push(("password".to_owned(), PASSWORD.to_owned()));
    let body = |fields: &[(String, String)]| {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish()
    };
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let answer = browser
            .send(Method::POST, "/signin", Some(body(&fields)), &[foreign])
            .await;
        answer.expect(403).says("This form is no longer current");
        assert!(browser.cookie("sid").is_none(), "{foreign:?}");
    }
    let without: Vec<_> = fields.iter().filter(|(n, _)| n != "_form").cloned().collect();
    browser.post("/signin", &without).await.expect(403);
    let other = app.browser();
    other.get("/signin").await.expect(200);
    other.post("/signin", &fields).await.expect(403);
    let good = [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://127.0.0.1:8080"),
    ];
    let answer = browser
        .send(Method::POST, "/signin", Some(body(&fields)), &good)
        .await;
    answer.expect(303).leads_to("/dashboard");
}

#[actix_web::test]
async fn a_browser_keeps_assets_for_good() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let plain = browser.get(assets::APP_CSS).await.expect(200);
    assert_eq!(
        header(&plain, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(header(&plain, "content-type"), "text/css; charset=utf-8");
    assert!(plain.body.starts_with("@layer"));
    let tag = header(&plain, "etag").to_owned();
    let known = ask(&browser, "GET", assets::APP_CSS, &[("if-none-match", &tag)])
        .await
        .expect(304);
    assert!(known.body.is_empty());
    let packed = ask(
        &browser,
        "GET",
        assets::APP_CSS,
        &[("accept-encoding", "gzip, br")],
    )
    .await;
    assert_eq!(header(&packed, "content-encoding"), "br");
    assert!(header(&packed, "vary").contains("Accept-Encoding"));
    browser.get("/static/app.000000000000.css").await.expect(404);
}

#[actix_web::test]
async fn pages_are_packed_as_the_browser_likes() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for (accepted, expected) in [
        ("gzip, zstd", "zstd"),
        ("gzip", "gzip"),
        ("br", ""),
        ("zstd;q=0", ""),
    ] {
        let page = ask(&browser, "GET", "/signin", &[("accept-encoding", accepted)])
            .await
            .expect(200);
        assert_eq!(header(&page, "content-encoding"), expected, "{accepted}");
        assert!(header(&page, "vary").contains("Accept-Encoding"));
    }
    let small = ask(&browser, "GET", "/health/live", &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(&small, "content-encoding"), "");
}

#[actix_web::test]
async fn what_isnt_there_answers_404_and_what_is_too_large_413() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser
        .get("/nothing/here")
        .await
        .expect(404)
        .says("We can’t find that page");
    ask(&browser, "DELETE", "/signin", &[]).await.expect(404);
    let page = browser.get("/signin").await.expect(200);
    let long = "x".repeat(70_000);
    let answer = browser
        .submit(&page, "/signin", &[("user_name", &long), ("password", "y")])
        .await;
    answer.expect(413).says("That is too large");
    for path in ["/", "/signin", "/health/ready", assets::APP_JS] {
        ask(&browser, "HEAD", path, &[]).await.expect(200);
    }
}

#[actix_web::test]
async fn a_visitor_is_answered_in_their_language_and_can_switch() {
    let app = TestApp::new().await;
    let browser = app.browser();
    assert!(browser.get("/").await.body.contains("<html lang=\"en\">"));
    browser.speaks("ja,en;q=0.5");
    let page = browser.get("/signin").await;
    assert!(page.body.contains("<html lang=\"ja\">"));
    let answer = browser.submit(&page, "/language", &[("language", "en")]).await;
    let next = answer.expect(303).location.unwrap();
    assert!(
        browser.get(&next).await.body.contains("<html lang=\"en\">"),
        "the choice wins"
    );
}

#[actix_web::test]
async fn the_probes_answer_without_session() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let ready = browser.get("/health/ready").await.expect(200);
    assert_eq!(
        ready.body,
        r#"{"status":"ready","database":"ok","schema":"ok","mail":"ok"}"#
    );
    assert_eq!(header(&ready, "cache-control"), "no-store");
    app.app.stopping.store(true, std::sync::atomic::Ordering::Relaxed);
    let stopping = browser.get("/health/ready").await.expect(503);
    assert!(stopping.body.contains("stopping"));
    browser.get("/health/live").await.expect(200);
}

#[actix_web::test]
async fn cookies_stay_on_this_host_and_away_from_scripts() {
    let app = TestApp::new().await;
    let page = app.browser().get("/signin").await;
    let set = header(&page, "set-cookie");
    assert!(set.starts_with("pre="), "{set}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(attribute), "{set}");
    }
    assert!(
        !set.contains("Secure") && !set.contains("Domain"),
        "http on this machine: {set}"
    );
}
