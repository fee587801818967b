//! What a new password may not be (A.3): in the operator's own list of known passwords, or made of what a guesser knows of its owner.

use std::path::PathBuf;

use sha1::{Digest as _, Sha1};
use tandem::kernel::keys::{base64url, random};
use tandem::testkit::{PASSWORD, TestApp, link_in};
use tandem::web::blocklist::Blocklist;

const STOLEN: &str = "nine yellow kettles boil quietly";
const GOOD: &str = "eleven quiet bridges over water";

/// A list in a folder of its own, gone at the end.
struct List(PathBuf);

impl List {
    fn of(passwords: &[&str]) -> Self {
        let mut lines: Vec<String> = passwords
            .iter()
            .map(|password| {
                let hash = Sha1::digest(password);
                let digits: String = hash.iter().map(|byte| format!("{byte:02X}")).collect();
                format!("{digits}:3\r\n")
            })
            .collect();
        lines.sort();
        let folder = std::env::temp_dir().join(format!("tandem-list-{}", base64url(&random::<9>())));
        std::fs::create_dir(&folder).expect("a new folder");
        let path = folder.join("known.txt");
        std::fs::write(&path, lines.concat()).expect("written");
        Self(path)
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().expect("a folder"));
    }
}

#[actix_web::test]
async fn nobody_may_choose_a_password_of_the_operators_list() {
    let list = List::of(&[STOLEN, "six wooden ladders lean on walls"]);
    let app = TestApp::with_parts(|parts| {
        parts.blocklist = Some(Blocklist::open(list.0.clone()).expect("a list"));
    })
    .await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let page = browser.get("/password").await.expect(200);
    let change = [("current", PASSWORD), ("password", STOLEN)];
    browser
        .submit(&page, "/password", &change)
        .await
        .expect(422)
        .says("this one is on the lists that attackers try first");

    app.confirm_contact(&kim);
    let visitor = app.browser();
    let ask = visitor.get("/password/reset").await.expect(200);
    let name = [("user_name", kim.user_name.as_str())];
    visitor.submit(&ask, "/password/reset", &name).await.expect(200);
    let link = link_in(
        &app.mail_to("admin@mail.fabrikam-example.example").await,
        "/password/reset/",
    );
    let page = visitor.get(&link).await.expect(200);
    visitor
        .submit(&page, &link, &[("password", STOLEN)])
        .await
        .expect(422)
        .says("this one is on the lists that attackers try first");
    // The same letters, composed differently, are the same password.
    let wide: String = STOLEN.chars().map(|c| if c == 'k' { 'ｋ' } else { c }).collect();
    let page = visitor.get(&link).await.expect(200);
    visitor
        .submit(&page, &link, &[("password", &wide)])
        .await
        .expect(422);
    // The link is still good for a password of one's own.
    let page = visitor.get(&link).await.expect(200);
    visitor
        .submit(&page, &link, &[("password", GOOD)])
        .await
        .expect(303)
        .leads_to("/signin");
}

#[actix_web::test]
async fn a_list_that_cant_be_read_any_more_lets_no_password_pass_unchecked() {
    let list = List::of(&[STOLEN]);
    let app = TestApp::with_parts(|parts| {
        parts.blocklist = Some(Blocklist::open(list.0.clone()).expect("a list"));
    })
    .await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    drop(list);
    let page = browser.get("/password").await.expect(200);
    let change = [("current", PASSWORD), ("password", GOOD)];
    browser.submit(&page, "/password", &change).await.expect(503);
    let signs_in = async |password: &str| {
        let visitor = app.browser();
        let form = visitor.get("/signin").await.expect(200);
        let fields = [("user_name", kim.user_name.as_str()), ("password", password)];
        visitor.submit(&form, "/signin", &fields).await
    };
    signs_in(PASSWORD).await.expect(303);
    signs_in(GOOD).await.expect(422);
}

#[actix_web::test]
async fn a_mailed_link_knows_whose_name_a_password_may_not_be_made_of() {
    let app = TestApp::new().await;
    let kim = app.reseller("Quillworth Harbor Zephyr", "fabrikam.example", "JP");
    app.confirm_contact(&kim);
    let visitor = app.browser();
    let ask = visitor.get("/password/reset").await.expect(200);
    let name = [("user_name", kim.user_name.as_str())];
    visitor.submit(&ask, "/password/reset", &name).await.expect(200);
    let link = link_in(
        &app.mail_to("admin@mail.fabrikam-example.example").await,
        "/password/reset/",
    );
    let page = visitor.get(&link).await.expect(200);
    for own in [kim.user_name.as_str(), "quillworth harbor zephyr"] {
        let typed = [("password", own)];
        visitor.submit(&page, &link, &typed).await.expect(422);
    }
    let page = visitor.get(&link).await.expect(200);
    visitor
        .submit(&page, &link, &[("password", GOOD)])
        .await
        .expect(303);
}

#[actix_web::test]
async fn strangers_who_ask_for_resets_dont_keep_the_owner_from_their_own_mails() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    for n in 0..4u8 {
        let stranger = app.browser();
        stranger.comes_from(std::net::IpAddr::from([198, 51, 100, n]));
        let page = stranger.get("/password/reset").await.expect(200);
        let name = [("user_name", kim.user_name.as_str())];
        let expected = if n < 3 { 200 } else { 429 };
        stranger
            .submit(&page, "/password/reset", &name)
            .await
            .expect(expected);
    }
    let page = browser.get("/account/me/email").await.expect(200);
    let own = [("email", "kim.new@mail.example"), ("current", PASSWORD)];
    browser.submit(&page, "/account/me/email", &own).await.expect(303);
}
