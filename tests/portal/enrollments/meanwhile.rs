//! Two people, or two windows, at one application: nothing is overwritten unseen, and nothing typed is lost (A.14).

use tandem::features::enrollments;
use tandem::features::enrollments::domain::{Field, FormData};
use tandem::kernel::language::Language;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Page, Person, TestApp};

fn colleague(app: &TestApp, of: &Person) -> Person {
    let domain = of.user_name.split('@').nth(1).unwrap();
    let name = format!("second@{domain}");
    app.person(of.organization, &name, AgentRole::None, AdminRole::GlobalAdmin)
}

/// The form of a page with one field changed.
fn with(page: &Page, action: &str, field: &str, value: &str) -> Vec<(String, String)> {
    let mut form = page.form(action);
    form.retain(|(name, _)| name != field);
    form.push((field.to_owned(), value.to_owned()));
    form
}

#[actix_web::test]
async fn two_who_fill_in_the_details_see_each_others_answers_before_one_replaces_them() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    let (mine, theirs) = (
        app.signed_in(&kim).await,
        app.signed_in(&colleague(&app, &kim)).await,
    );
    let my_page = mine.get("/enroll/details").await.expect(200);
    let their_page = theirs.get("/enroll/details").await.expect(200);
    theirs
        .submit(&their_page, "/enroll/details", &[("city", "Their City")])
        .await
        .leads_to("/enroll/check");

    let by_itself = with(&my_page, "/enroll/details", "city", "My City");
    mine.post("/enroll/details/draft", &by_itself).await.expect(409);
    assert_eq!(app.application(&kim).data().city, "Their City");
    let both = mine
        .submit(&my_page, "/enroll/details", &[("city", "My City")])
        .await
        .expect(409)
        .says("Somebody else has changed this form meanwhile")
        .says("Their City")
        .says("Take theirs");
    assert!(both.body.contains("value=\"My City\""));
    assert_eq!(app.application(&kim).data().city, "Their City");
    assert!(
        mine.get("/enroll/details")
            .await
            .expect(200)
            .body
            .contains("value=\"Their City\"")
    );
    mine.submit(&both, "/enroll/details", &[])
        .await
        .leads_to("/enroll/check");
    assert_eq!(app.application(&kim).data().city, "My City");
}

#[actix_web::test]
async fn a_page_is_not_in_its_own_way() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    let browser = app.signed_in(&kim).await;
    let page = browser.get("/enroll/details").await.expect(200);
    // Saved by itself twice, sent, gone back to and sent again, wrong and right: always the page as it was opened.
    for city in ["A", "B"] {
        let form = with(&page, "/enroll/details", "city", city);
        browser.post("/enroll/details/draft", &form).await.expect(204);
    }
    for city in ["C", "D"] {
        browser
            .submit(&page, "/enroll/details", &[("city", city)])
            .await
            .leads_to("/enroll/check");
        assert_eq!(app.application(&kim).data().city, city);
    }
    let wrong = browser
        .submit(&page, "/enroll/details", &[("city", "")])
        .await
        .expect(422);
    browser
        .submit(&wrong, "/enroll/details", &[("city", "E")])
        .await
        .leads_to("/enroll/check");
    // Another window of the same person is another page.
    let other = browser.get("/enroll/details").await.expect(200);
    browser
        .submit(&other, "/enroll/details", &[("city", "F")])
        .await
        .leads_to("/enroll/check");
    browser
        .submit(&page, "/enroll/details", &[("city", "G")])
        .await
        .expect(409);
    assert_eq!(app.application(&kim).data().city, "F");
}

#[actix_web::test]
async fn who_types_while_a_colleague_enrolls_gets_the_typing_back() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    let browser = app.signed_in(&kim).await;
    let page = browser.get("/enroll/details").await.expect(200);
    app.applies(&kim, &member);
    browser
        .submit(&page, "/enroll/details", &[("city", "Typed in vain")])
        .await
        .expect(409)
        .says("Somebody was faster")
        .says("Typed in vain");
}

#[actix_web::test]
async fn an_answer_after_a_colleagues_answer_is_not_lost() {
    let app = TestApp::new().await;
    let rin = app.operator("rin", OperatorRole::Reviewer);
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.in_review(&kim, &member).await;
    app.asks(&rin, &kim, &[Field::City], "Which city?");
    let (mine, theirs) = (
        app.signed_in(&kim).await,
        app.signed_in(&colleague(&app, &kim)).await,
    );
    let my_page = mine.get("/enroll/status").await.expect(200);
    let their_page = theirs.get("/enroll/status").await.expect(200);
    theirs
        .submit(&their_page, "/enroll/status/answer", &[("city", "Theirs")])
        .await
        .leads_to("/enroll/status");
    mine.submit(&my_page, "/enroll/status/answer", &[("city", "Mine")])
        .await
        .expect(409)
        .says("Mine")
        .says("In review");
    assert_eq!(app.application(&kim).data().city, "Theirs");
    // The reviewer asks something else: the answer to the first question isn't one to the second, and isn't lost either.
    app.asks(&rin, &kim, &[Field::Line1], "Which street?");
    mine.submit(&my_page, "/enroll/status/answer", &[("city", "Mine again")])
        .await
        .expect(409)
        .says("Which street?")
        .says("Mine again");
    assert_eq!(app.application(&kim).data().city, "Theirs");
}

#[actix_web::test]
async fn withdrawing_is_asked_again_when_the_application_has_moved() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    let browser = app.signed_in(&kim).await;
    let question = browser.get("/enroll/status/withdraw").await.expect(200);
    app.applies(&kim, &member);
    let again = browser
        .submit(&question, "/enroll/status/withdraw", &[])
        .await
        .expect(409)
        .says("has changed since you opened this page");
    assert!(again.has_state("submitted_unverified"));
    assert_eq!(app.application(&kim).state.as_str(), "submitted_unverified");
    browser
        .submit(&again, "/enroll/status/withdraw", &[])
        .await
        .leads_to("/enroll/status");
    assert_eq!(app.application(&kim).state.as_str(), "withdrawn");
}

#[actix_web::test]
async fn the_support_step_tells_who_was_faster() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("1000001", "JP", "Fabrikam K.K.");
    app.enrolled_before(&member.mpn_id, "fabrikam.example");
    let (mine, theirs) = (
        app.signed_in(&kim).await,
        app.signed_in(&colleague(&app, &kim)).await,
    );
    let my_page = mine.get("/enroll/support").await.expect(200);
    let their_page = theirs.get("/enroll/support").await.expect(200);
    let (cx, permit) = (app.cx(), app.may_apply(&kim));
    app.write(|conn| {
        enrollments::begin(conn, &cx, &permit, Language::En).unwrap();
        let saved = FormData {
            support_email: "saved@fabrikam.example".to_owned(),
            ..FormData::default()
        };
        enrollments::save_details(conn, &cx, &permit, saved, None).unwrap();
        Ok(())
    });
    let typed = [
        ("support_email", "mine@fabrikam.example"),
        ("support_phone", "03-1234-5678"),
    ];
    let both = mine
        .submit(&my_page, "/enroll/support", &typed)
        .await
        .expect(409)
        .says("saved@fabrikam.example");
    assert!(both.body.contains("value=\"mine@fabrikam.example\""));
    mine.submit(&both, "/enroll/support", &[])
        .await
        .leads_to("/enroll/status");
    theirs
        .submit(
            &their_page,
            "/enroll/support",
            &[
                ("support_email", "late@fabrikam.example"),
                ("support_phone", "03-1234-5678"),
            ],
        )
        .await
        .expect(409)
        .says("late@fabrikam.example");
}
