//! The operator's pages of the membership directory.

use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::TestApp;

const PATH: &str = "/operations/memberships/import";
const FILE: &str = "mpn_id,login,password,organization,country,state,kind\n\
    1001,kim@contoso.example,open sesame,株式会社コントソ,JP,active,global\n\
    1002,kim@contoso.example,,Contoso Osaka,JP,inactive,location\n";

#[actix_web::test]
async fn a_reviewer_checks_a_file_imports_it_and_finds_its_profiles() {
    let app = TestApp::new().await;
    let browser = app.signed_in(&app.operator("rui", OperatorRole::Reviewer)).await;
    browser
        .get("/operations/memberships")
        .await
        .expect(200)
        .says("The directory is empty");
    let page = browser.get(PATH).await.expect(200);
    let checked = browser.send_file(&page, PATH, &[], FILE).await.expect(200);
    let checked = checked
        .says("What the file would change")
        .doesnt_say("open sesame");
    browser.get("/operations/memberships/1001").await.expect(404);
    let other = browser
        .send_file(&checked, PATH, &[], &FILE.replace("Osaka", "Kobe"))
        .await
        .expect(200)
        .says("This is another file than the one you checked");
    assert!(!other.body.contains("open sesame"));
    let done = browser.send_file(&checked, PATH, &[], FILE).await.expect(200);
    done.says("The file is imported.")
        .says("株式会社コントソ")
        .says("2 profiles");
    for q in ["1002", "contoso%20osaka", "kim@"] {
        browser
            .get(&format!("/operations/memberships?q={q}"))
            .await
            .expect(200)
            .says("Contoso Osaka");
    }
    let inactive = browser
        .get("/operations/memberships?state=inactive")
        .await
        .expect(200);
    assert!(inactive.has_state("inactive") && !inactive.has_state("active"));
    let shown = browser.get("/operations/memberships/1001").await.expect(200);
    shown.says("kim@contoso.example").says("No organization has it");
}

#[actix_web::test]
async fn a_faulty_file_says_where_and_why_in_both_languages() {
    let app = TestApp::new().await;
    let browser = app.signed_in(&app.operator("rui", OperatorRole::Reviewer)).await;
    let page = browser.get(PATH).await;
    let faulty = FILE.replace(",JP,", ",XX,");
    browser
        .send_file(&page, PATH, &[], &faulty)
        .await
        .expect(422)
        .says("The file has 2 faults")
        .says("country");
    browser
        .send_file(&page, PATH, &[], "")
        .await
        .expect(422)
        .says("Choose a CSV file.");
    browser.speaks("ja");
    let page = browser
        .get(PATH)
        .await
        .says("メンバーシップ ディレクトリのインポート");
    browser
        .send_file(&page, PATH, &[], &faulty)
        .await
        .expect(422)
        .says("2 件の誤り");
}

#[actix_web::test]
async fn two_reviewers_correct_one_profile_and_the_second_sees_what_the_first_wrote() {
    let app = TestApp::new().await;
    let first = app.signed_in(&app.operator("rui", OperatorRole::Reviewer)).await;
    let page = first.get(PATH).await;
    let checked = first.send_file(&page, PATH, &[], FILE).await;
    first.send_file(&checked, PATH, &[], FILE).await.expect(200);
    let second = app
        .signed_in(&app.operator("mio", OperatorRole::Administrator))
        .await;
    let edit = "/operations/memberships/1001/edit";
    let (one, two) = (
        first.get(edit).await.expect(200),
        second.get(edit).await.expect(200),
    );
    first
        .send_form(&one, edit, &[("organization", "Contoso KK")])
        .await
        .expect(200)
        .says("The profile is corrected.")
        .says("by rui of");
    let stale = second.submit(&two, edit, &[("city", "Osaka")]).await.expect(409);
    let stale = stale
        .says("Somebody else has changed this profile")
        .says("Contoso KK");
    assert!(
        stale
            .form(edit)
            .contains(&("city".to_owned(), "Osaka".to_owned()))
    );
    second.submit(&stale, edit, &[]).await.expect(303);
    let empty = second.get(edit).await;
    second
        .submit(&empty, edit, &[("organization", ""), ("website", "nonsense")])
        .await
        .expect(422);
}

#[actix_web::test]
async fn only_the_operators_people_come_here() {
    let app = TestApp::new().await;
    let reseller = app.reseller("Contoso", "contoso.example", "JP");
    let plain = app.person(
        reseller.organization,
        "lee@contoso.example",
        AgentRole::HelpdeskAgent,
        AdminRole::None,
    );
    for person in [reseller, plain] {
        let browser = app.signed_in(&person).await;
        for path in ["/operations/memberships", PATH, "/operations/memberships/1001"] {
            browser.get(path).await.expect(403);
        }
    }
    app.browser().get("/operations/memberships").await.expect(303);
}
