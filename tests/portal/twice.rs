//! A button that is pressed twice does its work once, and both presses lead to the same place (A.14): whoever presses, signed in or not.

use diesel::prelude::*;
use tandem::db::schema::{audit_entries, links, organizations};
use tandem::features::enrollments::domain::State;
use tandem::features::users::founding;
use tandem::policy::OperatorRole;
use tandem::testkit::{Browser, PASSWORD, Page, TestApp, link_in};

/// What work leaves behind: entries in the trail, links, organizations, and mails.
async fn traces(app: &TestApp) -> (i64, i64, i64, usize) {
    let (entries, links, organizations) = app.write(|conn| {
        Ok((
            audit_entries::table.count().get_result(conn)?,
            links::table.count().get_result(conn)?,
            organizations::table.count().get_result(conn)?,
        ))
    });
    (entries, links, organizations, app.mails().await.len())
}

/// Presses a button of a page twice. The first press leaves traces, the second none; both answers, for who wants to look closer.
async fn press(
    app: &TestApp,
    browser: &Browser,
    page: &Page,
    action: &str,
    fields: &[(&str, &str)],
) -> (Page, Page) {
    let before = traces(app).await;
    let first = browser.submit(page, action, fields).await;
    let once = traces(app).await;
    assert_ne!(once, before, "{action} does something: {}", first.visible());
    let second = browser.submit(page, action, fields).await;
    assert_eq!(traces(app).await, once, "{action} does it once");
    (first, second)
}

/// The same for a button both presses of which lead on to the same page.
async fn press_on(
    app: &TestApp,
    browser: &Browser,
    at: &str,
    action: &str,
    fields: &[(&str, &str)],
) -> String {
    let page = browser.get(at).await.expect(200);
    let (first, second) = press(app, browser, &page, action, fields).await;
    let (first, second) = (first.expect(303), second.expect(303));
    assert_eq!(first.location, second.location, "{action}");
    first.location.expect("a place to go on")
}

const NEW: &[(&str, &str)] = &[
    ("legal_name", "Fabrikam Ltd"),
    ("country", "JP"),
    ("full_name", "Yuki Abe"),
    ("email", "yuki@mailbox.example"),
    ("user_name", "yuki"),
    ("password", PASSWORD),
];

/// A new organization as typed, with these answers instead or besides.
fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = NEW.to_vec();
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    [&fields, more].concat()
}

#[actix_web::test]
async fn a_stranger_who_asks_for_their_domain_twice_gets_one_mail() {
    let app = TestApp::new().await;
    let squatter = app.browser();
    let page = squatter.get("/enroll/create").await.expect(200);
    let taken = with(&[("domain", "fabrikam.example"), ("legal_name", "Quick Ltd")]);
    squatter.submit(&page, "/enroll/create", &taken).await.expect(303);
    let rightful = app.browser();
    let page = rightful.get("/enroll/create").await.expect(200);
    let page = rightful
        .submit(&page, "/enroll/create", &with(&[("domain", "fabrikam.example")]))
        .await
        .expect(422);
    let proof = [("proof", "info@fabrikam.example")];
    let (first, second) = press(&app, &rightful, &page, "/enroll/create/ours", &proof).await;
    first.leads_to("/enroll/create/sent");
    second.leads_to("/enroll/create/sent");
    let mails = app.mails().await;
    assert_eq!(
        mails.iter().filter(|m| m.to == "info@fabrikam.example").count(),
        1
    );
    // The page of the second press says where the mail went.
    rightful
        .get("/enroll/create/sent")
        .await
        .says("We have mailed a link to info@fabrikam.example");
}

#[actix_web::test]
async fn a_double_click_counts_as_one_try() {
    let app = TestApp::new().await;
    let browser = app.browser();
    // The last organization that an address may create in an hour, and the last mail it may cause to one address.
    for n in 1..=5 {
        let domain = format!("fabrikam{n}.example");
        let fields = with(&[("domain", &domain)]);
        let on = press_on(&app, &browser, "/enroll/create", "/enroll/create", &fields).await;
        assert_eq!(on, "/signin?next=%2Fenroll%2Fwork-account");
    }
    let page = browser.get("/enroll/create").await.expect(200);
    let sixth = with(&[("domain", "fabrikam6.example")]);
    browser.submit(&page, "/enroll/create", &sixth).await.expect(429);
    let answers = |n: usize| (0..n).map(|_| browser.get("/password/reset"));
    let mut refused = None;
    for (n, page) in answers(40).enumerate() {
        let page = page.await.expect(200);
        let name = [("user_name", "yuki@fabrikam1.example")];
        let first = browser.submit(&page, "/password/reset", &name).await.status;
        let second = browser.submit(&page, "/password/reset", &name).await.status;
        assert_eq!(first, second, "press {n}");
        if first == 429 {
            refused = Some(n);
            break;
        }
    }
    assert!(refused.is_some(), "there is an end to it");
}

#[actix_web::test]
async fn a_one_time_link_that_is_sent_off_twice_makes_one_person_and_leads_to_the_sign_in() {
    let app = TestApp::new().await;
    let cx = app.cx();
    let token = app
        .write(|conn| Ok(founding::first_link(conn, &cx).unwrap()))
        .unwrap();
    let path = format!("/welcome/{token}");
    let fields = with(&[("organization_name", "Northwind Cloud Program")]);
    let on = press_on(&app, &app.browser(), &path, &path, &fields).await;
    assert_eq!(on, "/signin");
}

#[actix_web::test]
async fn the_operator_makes_an_organization_and_its_links_once() {
    let app = TestApp::new().await;
    let browser = app
        .signed_in(&app.operator("ann", OperatorRole::Administrator))
        .await;
    let page = browser.get("/operations/organizations/new").await.expect(200);
    let fields = [
        ("legal_name", "Wingtip Ltd"),
        ("country", "JP"),
        ("programme", "provider"),
        ("domain", "wingtip.example"),
    ];
    let all = "/operations/organizations";
    let (first, second) = press(&app, &browser, &page, all, &fields).await;
    first.expect(200).says("/welcome/").says("Wingtip Ltd");
    let at = second.expect(303).location.expect("the organization's page");
    assert!(at.starts_with("/operations/organizations/"), "{at}");
    let page = browser
        .get(&at)
        .await
        .expect(200)
        .says("The link has been made and was shown once");

    let (first, second) = press(&app, &browser, &page, &format!("{at}/link"), &[]).await;
    first.expect(200).says("/welcome/");
    second.leads_to(&at);

    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.signed_in(&kim).await;
    let at = format!("/operations/organizations/{}", kim.organization);
    let page = browser.get(&at).await.expect(200);
    let reason = [("reason", "The only admin has left.")];
    let (first, second) = press(&app, &browser, &page, &format!("{at}/admin-link"), &reason).await;
    first.expect(200).says("/welcome/");
    second.leads_to(&at);
    assert_eq!(app.mails().await.len(), 1, "the one Global admin is told once");
}

#[actix_web::test]
async fn an_organization_changes_its_profile_once() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let home = "/account/organization";
    let contact = [
        ("first_name", "Aiko"),
        ("last_name", "Tanaka"),
        ("email", "aiko@fabrikam.example"),
        ("phone", "03-1234-5678"),
    ];
    let name = [("name", "Fabrikam Holdings"), ("grounds", "We have merged.")];
    type Typed<'a> = &'a [(&'a str, &'a str)];
    let forms: [(&str, &str, Typed<'_>); 4] = [
        ("contact", "contact", &contact),
        ("support", "support", &contact),
        ("name", "name", &name),
        ("close", "close", &[("name", "Fabrikam")]),
    ];
    for (at, action, fields) in forms {
        press_on(
            &app,
            &browser,
            &format!("{home}/{at}"),
            &format!("{home}/{action}"),
            fields,
        )
        .await;
    }
    press_on(&app, &browser, home, &format!("{home}/close/undo"), &[]).await;
}

#[actix_web::test]
async fn an_application_is_sent_confirmed_and_decided_once() {
    let app = TestApp::new().await;
    let rita = app.operator("rita", OperatorRole::Reviewer);
    let kim = app.newcomer("Fabrikam K.K.", "fabrikam.example", "JP");
    let member = app.membership("4928371", "JP", "Fabrikam K.K.");
    app.fills_in(&kim, &member);
    let (applicant, reviewer) = (app.signed_in(&kim).await, app.signed_in(&rita).await);
    let on = press_on(&app, &applicant, "/enroll/check", "/enroll/check", &[]).await;
    assert_eq!(on, "/enroll/status");
    app.later(tandem::kernel::clock::minutes(30));
    press_on(&app, &applicant, "/enroll/status", "/enroll/status/resend", &[]).await;

    let row = app.application(&kim);
    let mail = app
        .mails()
        .await
        .into_iter()
        .rfind(|m| m.to == row.data().contact_email);
    let link = link_in(&mail.expect("the mail to the contact"), "/verify/");
    let yes = [("signed", "yes"), ("belongs", "yes")];
    press_on(&app, &app.browser(), &link, &link, &yes).await;
    assert_eq!(app.application(&kim).state, State::InReview);

    let at = format!("/operations/enrollments/{}", row.id);
    let ask = [
        ("fields", "contact_phone"),
        ("text", "Which number do you answer?"),
    ];
    press_on(&app, &reviewer, &format!("{at}/ask"), &format!("{at}/ask"), &ask).await;
    assert_eq!(app.application(&kim).state, State::InfoRequested);
    let phone = [("contact_phone", "03-1234-9999")];
    press_on(
        &app,
        &applicant,
        "/enroll/status",
        "/enroll/status/answer",
        &phone,
    )
    .await;
    let reason = [("reason", "The organization can't be found.")];
    press_on(
        &app,
        &reviewer,
        &format!("{at}/reject"),
        &format!("{at}/reject"),
        &reason,
    )
    .await;
    assert_eq!(app.application(&kim).state, State::Rejected);
}
