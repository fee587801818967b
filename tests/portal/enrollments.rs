//! An organization enrolls, page by page, as its applicant and its primary contact see it.

#[path = "enrollments/endings.rs"]
mod endings;
#[path = "enrollments/meanwhile.rs"]
mod meanwhile;
#[path = "enrollments/refusals.rs"]
mod refusals;
#[path = "enrollments/verify.rs"]
mod verify;

use tandem::features::enrollments::domain::{Field, FormData};
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Browser, PASSWORD, Page, TestApp, link_in};

/// What the details are sent with.
pub fn fields(form: &FormData) -> Vec<(&'static str, String)> {
    Field::ALL
        .iter()
        .filter(|f| **f != Field::Profile)
        .map(|f| (f.as_str(), form.get(*f).to_owned()))
        .collect()
}

/// Sends the form of a page over with these values.
pub async fn fill(browser: &Browser, path: &str, form: &FormData) -> Page {
    let page = browser.get(path).await.expect(200);
    let typed = fields(form);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.submit(&page, path, &typed).await
}

/// Signs in to the membership account on its two pages.
pub async fn membership_sign_in(browser: &Browser, login: &str, password: &str) -> Page {
    let name = browser.get("/enroll/membership").await.expect(200);
    let second = browser
        .send_form(&name, "/enroll/membership", &[("user_name", login)])
        .await
        .expect(200);
    browser
        .submit(&second, "/enroll/membership/password", &[("password", password)])
        .await
}

#[actix_web::test]
async fn a_partner_enrolls_from_welcome_to_the_dashboard_s11_to_s27() {
    let app = TestApp::new().await;
    let reviewer = app.operator("rin", OperatorRole::Reviewer);
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("4928371", "JP", "Fabrikam K.K.");
    let browser = app.browser();

    let welcome = browser
        .open("/pcv/register/joinnow/enrollmentwelcome/valueaddedreseller")
        .await
        .expect(200);
    welcome
        .says("Welcome")
        .says("several days")
        .says("Global admin credentials");
    let account = browser.get("/enroll/work-account").await.expect(200);
    let signed_in = browser
        .submit(
            &account,
            "/signin",
            &[("user_name", &person.user_name), ("password", PASSWORD)],
        )
        .await;
    signed_in.leads_to("/enroll/association");
    let account = browser
        .get("/enroll/work-account")
        .await
        .expect(200)
        .says("Fabrikam K.K.");
    browser
        .submit(&account, "/enroll/work-account", &[])
        .await
        .leads_to("/enroll/association");
    browser
        .get("/enroll/association")
        .await
        .expect(200)
        .says("MPN ID");
    membership_sign_in(&browser, &member.login, PASSWORD)
        .await
        .leads_to("/enroll/profile");
    let list = browser.get("/enroll/profile").await.expect(200).says("4928371");
    browser
        .submit(&list, "/enroll/profile", &[("mpn_id", "4928371")])
        .await
        .leads_to("/enroll/details");
    browser
        .get("/enroll/details")
        .await
        .expect(200)
        .says("Profile 4928371 is chosen");
    let form = app.answers("Fabrikam K.K.", "fabrikam.example");
    fill(&browser, "/enroll/details", &form)
        .await
        .leads_to("/enroll/check");
    let check = browser
        .get("/enroll/check")
        .await
        .expect(200)
        .says("contact@fabrikam.example");
    assert!(check.body.contains("aria-current=\"step\""));
    let sent = browser
        .submit(&check, "/enroll/check", &[])
        .await
        .leads_to("/enroll/status");
    assert_eq!(sent.status.as_u16(), 303);
    browser
        .submit(&check, "/enroll/check", &[])
        .await
        .leads_to("/enroll/status");
    let status = browser.get("/enroll/status").await.expect(200);
    assert!(status.has_state("submitted_unverified"));
    let mails = app.mails().await;
    assert_eq!(
        mails
            .iter()
            .filter(|m| m.to == "contact@fabrikam.example")
            .count(),
        1
    );

    let contact = app.browser();
    let link = link_in(&app.mail_to("contact@fabrikam.example").await, "/verify/");
    let page = contact.get(&link).await.expect(200);
    contact
        .send_form(&page, &link, &[("signed", "yes"), ("belongs", "yes")])
        .await
        .expect(200)
        .says("The review has begun");
    assert!(browser.get("/enroll/status").await.has_state("in_review"));

    let row = app.application(&person);
    app.passes_checks(&reviewer, row.id);
    let (cx, may, row) = (app.cx(), app.may_review(&reviewer), app.application(&person));
    app.write(|conn| {
        tandem::features::enrollments::approve(conn, &cx, &may, row.id, row.version).unwrap();
        Ok(())
    });
    let status = browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("You are an indirect reseller");
    assert!(status.has_state("active"));
    browser.get("/enroll/check").await.leads_to("/enroll");
    browser
        .get("/enroll")
        .await
        .expect(200)
        .says("You are enrolled already");
}

#[actix_web::test]
async fn nothing_is_lost_by_signing_out_and_going_on_elsewhere_in_another_language() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("4928371", "JP", "Fabrikam K.K.");
    app.fills_in(&person, &member);
    let browser = app.signed_in(&person).await;
    let details = browser.get("/enroll/details").await.expect(200);
    let mut typed = details.form("/enroll/details");
    typed.retain(|(name, _)| name != "legal_name");
    typed.push(("legal_name".to_owned(), "ファブリカム 株式会社 🚲".to_owned()));
    assert_eq!(
        browser
            .post("/enroll/details/draft", &typed)
            .await
            .status
            .as_u16(),
        204
    );
    browser.forget();
    browser
        .get("/enroll/details")
        .await
        .leads_to("/enroll/work-account?next=/enroll/details");

    let elsewhere = app.browser();
    elsewhere.speaks("ja");
    let account = elsewhere
        .get("/enroll/work-account?next=/enroll/details")
        .await
        .expect(200);
    elsewhere
        .submit(
            &account,
            "/signin",
            &[("user_name", &person.user_name), ("password", PASSWORD)],
        )
        .await
        .leads_to("/enroll/details");
    let there = elsewhere
        .get("/enroll/details")
        .await
        .expect(200)
        .says("法人情報と連絡先");
    assert!(there.body.contains("ファブリカム 株式会社 🚲"));
    elsewhere
        .get("/enroll")
        .await
        .expect(200)
        .says("ようこそ")
        .says("申請を続ける");
    // Choosing another profile needs the membership sign-in again; the chosen one doesn't (decision 10).
    elsewhere
        .get("/enroll/profile")
        .await
        .leads_to("/enroll/membership");
}

#[actix_web::test]
async fn cancel_leaves_only_the_membership_account_s19() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("4928371", "JP", "Fabrikam K.K.");
    app.fills_in(&person, &member);
    let browser = app.signed_in(&person).await;
    membership_sign_in(&browser, &member.login, PASSWORD)
        .await
        .leads_to("/enroll/profile");
    let list = browser.get("/enroll/profile").await.expect(200);
    browser
        .submit(&list, "/enroll/membership/cancel", &[])
        .await
        .leads_to("/enroll/membership");
    browser
        .get("/enroll/profile")
        .await
        .leads_to("/enroll/membership");
    browser.get("/enroll/check").await.expect(200).says("4928371");
}

#[actix_web::test]
async fn a_step_opened_too_early_leads_to_the_first_incomplete_one() {
    let app = TestApp::new().await;
    let person = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let stranger = app.browser();
    for path in [
        "/enroll/association",
        "/enroll/profile",
        "/enroll/details",
        "/enroll/check",
    ] {
        let next = format!("/enroll/work-account?next={path}");
        stranger.get(path).await.leads_to(&next);
    }
    let browser = app.signed_in(&person).await;
    for (path, first) in [
        ("/enroll/membership/password", "/enroll/membership"),
        ("/enroll/profile", "/enroll/membership"),
        ("/enroll/details", "/enroll/association"),
        ("/enroll/check", "/enroll/association"),
    ] {
        browser.get(path).await.leads_to(first);
    }
    browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("There is no application yet");
}

#[actix_web::test]
async fn only_a_global_admin_enrolls_and_others_learn_who_can_s13() {
    let app = TestApp::new().await;
    let admin = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let person = app.person(
        admin.organization,
        "kim@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let browser = app.signed_in(&person).await;
    browser
        .get("/enroll/work-account")
        .await
        .expect(403)
        .says("can’t enroll Fabrikam K.K.")
        .says("admin of fabrikam.example");
    browser.get("/enroll/association").await.expect(403);
}
