//! *Organization profile*: what a Global admin keeps right, and the legal name that only the operator changes (decision 8).

use diesel::prelude::*;
use tandem::db::schema::relationships;
use tandem::features::organizations;
use tandem::kernel::ids::OrganizationId;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, TenantScope};
use tandem::testkit::{Browser, Page, TestApp};

const PROFILE: &str = "/account/organization";
const NAME: &str = "/account/organization/name";
const CHANGES: &str = "/operations/changes";

async fn asks(browser: &Browser, name: &str, grounds: &str) -> Page {
    let page = browser.get(NAME).await.expect(200);
    browser
        .submit(&page, NAME, &[("name", name), ("grounds", grounds)])
        .await
}

fn name_of(app: &TestApp, id: OrganizationId) -> String {
    app.write(|conn| organizations::by_id(conn, &TenantScope::System, id))
        .unwrap()
        .legal_name
}

/// The address of the only request in the operator's queue.
async fn only_request(browser: &Browser) -> String {
    let list = browser.get(CHANGES).await.expect(200);
    let at = list.body.find(&format!("href=\"{CHANGES}/")).expect("a request") + 6;
    list.body[at..].split('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn a_new_legal_name_stands_everywhere_once_the_operator_has_approved_it() {
    let app = TestApp::new().await;
    let reviewer = app.operator("rev", OperatorRole::Reviewer);
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let member = app.membership("M100", "JP", "Fabrikam K.K.");
    app.served_elsewhere(&member.mpn_id, "Northwind", "northwind.example");
    let customer = app.newcomer("Northwind", "northwind.example", "JP");
    app.enrolled(&kim, &member, &reviewer).await;
    app.organization("Woodgrove", "woodgrove.example", "JP", &[]);

    let theirs = app.signed_in(&customer).await;
    asks(&theirs, "", "").await.expect(422);
    asks(&theirs, "Northwind", "no change")
        .await
        .expect(422)
        .says("This is the name that your organization has");
    asks(&theirs, "Woodgrove Ltd", "Merger, register no. 17")
        .await
        .leads_to(NAME);
    let waiting = theirs.get(NAME).await.expect(200).says("Waiting");
    assert!(!waiting.body.contains("name=\"grounds\""), "one at a time");
    assert_eq!(
        name_of(&app, customer.organization),
        "Northwind",
        "the old one stands"
    );
    theirs.get(PROFILE).await.says("Woodgrove Ltd");

    let operators = app.signed_in(&reviewer).await;
    let path = only_request(&operators).await;
    let page = operators
        .get(&path)
        .await
        .expect(200)
        .says("Merger, register no. 17")
        .says("Others have a name like it");
    operators
        .submit(&page, &format!("{path}/approve"), &[])
        .await
        .leads_to(&path);
    assert_eq!(name_of(&app, customer.organization), "Woodgrove Ltd");
    let text: String = app.write(|conn| {
        Ok(relationships::table
            .filter(relationships::customer_organization_id.eq(customer.organization))
            .select(relationships::search_text)
            .first(conn)?)
    });
    assert!(text.contains("woodgrove"), "the reseller finds it: {text}");
    app.signed_in(&kim)
        .await
        .get("/customers?q=woodgrove")
        .await
        .says("Woodgrove Ltd");
    operators
        .get("/operations/organizations?q=woodgrove&state=active")
        .await
        .says("Woodgrove Ltd");
    let mail = app.mail_to("admin@mail.northwind-example.example").await;
    assert!(mail.subject.contains("new legal name stands"), "{}", mail.subject);
    assert!(
        mail.text.contains("Old name: Northwind") && mail.text.contains("New legal name: Woodgrove Ltd"),
        "{}",
        mail.text
    );
    // Decided is decided.
    operators
        .submit(&page, &format!("{path}/decline"), &[("reason", "too late")])
        .await
        .expect(409);
    theirs.get("/dashboard").await.says("Woodgrove Ltd");
}

#[actix_web::test]
async fn a_declined_name_leaves_the_old_one_and_says_why() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let theirs = app.signed_in(&kim).await;
    asks(&theirs, "Microsoft", "We like it").await.expect(303);
    let operators = app.signed_in(&ada).await;
    let path = only_request(&operators).await;
    let page = operators.get(&path).await;
    let decline = format!("{path}/decline");
    operators
        .submit(&page, &decline, &[("reason", "")])
        .await
        .expect(422);
    operators
        .submit(&page, &decline, &[("reason", "Not in the register")])
        .await
        .leads_to(&path);
    assert_eq!(name_of(&app, kim.organization), "Fabrikam");
    let mail = app.mail_to("admin@mail.fabrikam-example.example").await;
    assert!(mail.text.contains("Not in the register"), "{}", mail.text);
    assert!(mail.text.contains("Present name: Fabrikam"), "{}", mail.text);
    theirs
        .get(NAME)
        .await
        .says("Declined")
        .says("Not in the register");
    // Another request may follow, and may be taken back by any Global admin.
    asks(&theirs, "Fabrikam Japan", "Register no. 18")
        .await
        .expect(303);
    let rin = app.person(
        kim.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let other = app.signed_in(&rin).await;
    let page = other.get(NAME).await.expect(200);
    let withdraw = format!("{NAME}/withdraw");
    other.submit(&page, &withdraw, &[]).await.leads_to(NAME);
    theirs.get(NAME).await.says("Withdrawn");
    operators.get(CHANGES).await.says("No request here");
    operators
        .get(&format!("{CHANGES}?state=withdrawn"))
        .await
        .says("Fabrikam Japan");
}

#[actix_web::test]
async fn a_request_is_its_organizations_alone() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let eve = app.reseller("Contoso", "contoso.example", "JP");
    let theirs = app.signed_in(&kim).await;
    asks(&theirs, "Fabrikam Japan", "Register").await.expect(303);
    let foreign = app.signed_in(&eve).await;
    let path = only_request(&app.signed_in(&ada).await).await;
    foreign.get(&path).await.expect(403);
    let id = path.rsplit('/').next().unwrap();
    let token = foreign.get(NAME).await.form("/signout").remove(0);
    foreign
        .post(
            &format!("{NAME}/withdraw"),
            &[token, ("id".to_owned(), id.to_owned())],
        )
        .await
        .expect(404);
    let agent = app.person(
        kim.organization,
        "agent@fabrikam.example",
        AgentRole::AdminAgent,
        AdminRole::None,
    );
    app.signed_in(&agent).await.get(NAME).await.expect(403);
    // The operator's own name isn't asked for here.
    app.signed_in(&ada).await.get(NAME).await.expect(403);
}

#[actix_web::test]
async fn the_registered_address_has_the_form_of_the_country() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let path = format!("{PROFILE}/address");
    let page = browser.get(&path).await.expect(200).says("Prefecture");
    browser
        .submit(&page, &path, &[("line1", "1-1-1 Marunouchi")])
        .await
        .expect(422);
    browser
        .submit(
            &page,
            &path,
            &[
                ("line1", "1-1-1 Marunouchi"),
                ("city", "Chiyoda-ku"),
                ("region", "Tokyo"),
                ("postal_code", "1000005"),
            ],
        )
        .await
        .leads_to("/account/organization#legal");
    browser.get(PROFILE).await.says("100-0005").says("Marunouchi");
    let agent = app.person(
        kim.organization,
        "agent@fabrikam.example",
        AgentRole::AdminAgent,
        AdminRole::None,
    );
    let reading = app.signed_in(&agent).await;
    let page = reading.get(PROFILE).await.expect(200).says("Marunouchi");
    assert!(!page.body.contains(&path), "reading alone offers no change");
    reading.get(&path).await.expect(403);
}

#[actix_web::test]
async fn the_old_primary_contact_is_told_who_took_their_place() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "GB");
    let browser = app.signed_in(&kim).await;
    let path = format!("{PROFILE}/contact");
    let aiko = [
        ("first_name", "Aiko"),
        ("last_name", "Tanaka"),
        ("email", "aiko@fabrikam.example"),
        ("phone", "+81 3 3211 0001"),
    ];
    let page = browser.get(&path).await.expect(200);
    // S23, as in the enrollment.
    let mut at_gmail = aiko;
    at_gmail[2].1 = "Aiko@GMAIL.com";
    browser.submit(&page, &path, &at_gmail).await.expect(422);
    browser
        .submit(&page, &path, &aiko)
        .await
        .leads_to("/account/organization#contacts");
    browser.get(PROFILE).await.says("Aiko Tanaka");
    browser.speaks("ja");
    browser.get(PROFILE).await.says("Aiko Tanaka");
    browser.speaks("en");
    let sent = app.mails().await.len();
    let mut other = aiko;
    other[0].1 = "Rin";
    other[2].1 = "rin@fabrikam.example";
    let page = browser.get(&path).await.expect(200);
    browser.submit(&page, &path, &other).await.expect(303);
    let mail = app.mail_to("aiko@fabrikam.example").await;
    assert!(mail.text.contains("Rin Tanaka"), "{}", mail.text);
    assert_eq!(app.mails().await.len(), sent + 1);
}
