//! Names that people sign in with, as they type them.

use super::*;

#[actix_web::test]
async fn a_name_in_another_script_is_typed_as_it_is_written() {
    let app = TestApp::new().await;
    let ola = app.reseller("株式会社例え", "xn--r8jz45g.jp", "JP");
    app.confirm_contact(&ola);
    for typed in ["admin@例え.jp", "ａｄｍｉｎ＠例え．ｊｐ", "Admin@XN--R8JZ45G.JP"] {
        let ola = Person {
            user_name: typed.to_owned(),
            ..ola.clone()
        };
        signs_in(&app.browser(), &ola, PASSWORD, "").await.expect(303);
    }
    let browser = app.browser();
    let page = browser.get("/password/reset").await;
    browser
        .submit(&page, "/password/reset", &[("user_name", "admin＠例え.jp")])
        .await
        .expect(200)
        .says("admin＠例え.jp");
    assert_eq!(app.mails().await.len(), 1);

    let browser = app.signed_in(&ola).await;
    let page = browser.get("/account/users/new").await.expect(200);
    let mai = [
        ("full_name", "まい"),
        ("user_name", "mai＠例え.jp"),
        ("email", "mai@mail.example"),
        ("agent", "none"),
        ("admin", "none"),
    ];
    browser
        .submit(&page, "/account/users/new", &mai)
        .await
        .says("mai@xn--r8jz45g.jp");
}
