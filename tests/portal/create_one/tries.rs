//! How often organizations may be made, and what counts.

use super::*;

#[actix_web::test]
async fn an_address_may_create_five_organizations_an_hour() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for n in 1..=5 {
        let (domain, name) = (format!("fabrikam{n}.example"), format!("Fabrikam {n}"));
        let fields = [("domain", domain.as_str()), ("legal_name", name.as_str())];
        create(&browser, &fields).await.expect(303);
    }
    let sixth = [("domain", "fabrikam6.example"), ("legal_name", "Sechste GmbH")];
    let page = create(&browser, &sixth).await.expect(429).says("Too many tries");
    let page = page.says("in about 12 min.");
    assert_eq!(page.headers.get("retry-after").unwrap(), "720");
    let kept = page.form("/enroll/create");
    let value = |name: &str| {
        let found = kept.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    assert_eq!(value("legal_name"), "Sechste GmbH");
    assert_eq!(value("domain"), "fabrikam6.example");
    assert_eq!(value("password"), "", "a password is never sent back");
    app.later(minutes(61));
    create(&browser, &sixth).await.expect(303);
}

#[actix_web::test]
async fn a_domain_that_is_taken_uses_up_no_try() {
    let app = TestApp::new().await;
    app.reseller("Contoso", "contoso.example", "JP");
    let browser = app.browser();
    let taken = [("domain", "contoso.example")];
    for _ in 0..7 {
        create(&browser, &taken).await.expect(422);
    }
    for n in 1..=5 {
        let domain = format!("fabrikam{n}.example");
        create(&browser, &[("domain", domain.as_str())]).await.expect(303);
    }
    // Who reads out a list of domains is stopped: twelve for each organization that may be made.
    for _ in 12..60 {
        create(&browser, &taken).await;
    }
    create(&browser, &taken).await.expect(429).says("in about 1 min.");
}
