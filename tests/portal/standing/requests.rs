//! What an organization has asked for when it is suspended or closed: another legal name (decision 8), and to enroll.

use diesel::prelude::*;
use tandem::db::Fault;
use tandem::db::schema::name_changes;
use tandem::features::organizations;
use tandem::features::organizations::domain::NameRefused;
use tandem::kernel::ids::{NameChangeId, OrganizationId};
use tandem::kernel::text::LegalName;
use tandem::policy::actions::RenameOrganization;
use tandem::policy::{OperatorRole, TenantScope};
use tandem::testkit::{Browser, TestApp};

use super::{ALL, CLOSE, act, closes_account};

const NAME: &str = "/account/organization/name";
const STATUS: &str = "/enroll/status";

fn name_of(app: &TestApp, id: OrganizationId) -> String {
    app.write(|conn| organizations::by_id(conn, &TenantScope::System, id))
        .unwrap()
        .legal_name
}

/// Asks for another legal name and answers the address of the request on the operator's side.
async fn asks_for_name(app: &TestApp, theirs: &Browser, name: &str) -> String {
    let page = theirs.get(NAME).await.expect(200);
    let fields = [("name", name), ("grounds", "Register no. 17")];
    theirs.submit(&page, NAME, &fields).await.leads_to(NAME);
    let id: NameChangeId = app.write(|conn| {
        Ok(name_changes::table
            .filter(name_changes::state.eq("open"))
            .select(name_changes::id)
            .first(conn)?)
    });
    format!("/operations/changes/{id}")
}

#[actix_web::test]
async fn closing_ends_the_open_request_for_another_legal_name() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let (theirs, operators) = (app.signed_in(&aiko).await, app.signed_in(&ada).await);
    theirs
        .get(CLOSE)
        .await
        .doesnt_say("Your open request for another legal name ends");
    let request = asks_for_name(&app, &theirs, "Fabrikam Holdings").await;
    let stale = operators
        .get(&request)
        .await
        .expect(200)
        .says("Approve the new name");
    theirs
        .get(CLOSE)
        .await
        .says("Your open request for another legal name ends");
    app.mails().await;
    closes_account(&theirs, "Fabrikam").await.expect(303);

    let queue = operators.get("/operations/changes").await.expect(200);
    queue.says("No request here").doesnt_say("Fabrikam Holdings");
    operators
        .get("/operations/changes?state=ended")
        .await
        .says("Fabrikam Holdings")
        .says("1 shown");
    operators
        .get(&request)
        .await
        .expect(200)
        .says("its request ended with that")
        .doesnt_say("Approve the new name");
    operators
        .submit(&stale, &format!("{request}/approve"), &[])
        .await
        .expect(409);
    operators
        .get(&format!("{ALL}/{}", aiko.organization))
        .await
        .says("ended with the closing of the organization");
    let told = app.mails().await;
    assert!(
        told.iter().all(|mail| mail.subject.contains("closed")),
        "the closing says it: {:?}",
        told.iter().map(|mail| &mail.subject).collect::<Vec<_>>()
    );

    // Undoing opens the account, not the request; another can be sent.
    let page = theirs.get("/account/organization").await;
    theirs
        .submit(&page, &format!("{CLOSE}/undo"), &[])
        .await
        .expect(303);
    theirs
        .get(NAME)
        .await
        .says("Ended by closing")
        .says("Present name");
    operators.get("/operations/changes").await.says("No request here");
    let again = asks_for_name(&app, &theirs, "Fabrikam Group").await;
    act(&operators, aiko.organization, "close", "Fraud")
        .await
        .expect(303);
    operators.get(&again).await.says("its request ended with that");
    assert_eq!(name_of(&app, aiko.organization), "Fabrikam");
}

#[actix_web::test]
async fn the_operator_decides_on_the_name_of_a_suspended_organization_and_reads_that_it_is() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let (theirs, operators) = (app.signed_in(&aiko).await, app.signed_in(&ada).await);
    let request = asks_for_name(&app, &theirs, "Fabrikam Holdings").await;
    act(&operators, aiko.organization, "suspend", "Unpaid")
        .await
        .expect(303);
    let page = operators
        .get(&request)
        .await
        .expect(200)
        .says("Fabrikam is suspended")
        .says("Reason: Unpaid");
    operators
        .submit(&page, &format!("{request}/approve"), &[])
        .await
        .leads_to(&request);
    assert_eq!(name_of(&app, aiko.organization), "Fabrikam Holdings");
    operators.get(&request).await.doesnt_say("Reason: Unpaid");
    theirs.get(NAME).await.says("Approved");
}

#[actix_web::test]
async fn a_request_that_comes_while_the_organization_closes_stays_outside() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let theirs = app.signed_in(&aiko).await;
    // Permitted before the closing, written after it.
    let permit = tandem::policy::permit::<RenameOrganization>(&app.actor(&aiko)).unwrap();
    closes_account(&theirs, "Fabrikam").await.expect(303);
    let (cx, name) = (app.cx(), LegalName::parse("Fabrikam Holdings").unwrap());
    let done = app
        .app
        .db
        .write_blocking(|conn| organizations::ask_for_name(conn, &cx, &permit, &name, "x"));
    assert!(
        matches!(done, Err(Fault::Refused(NameRefused::NotFound))),
        "{done:?}"
    );
    let asked: i64 = app.write(|conn| Ok(name_changes::table.count().get_result(conn)?));
    assert_eq!(asked, 0);
}

#[actix_web::test]
async fn a_suspended_organization_withdraws_its_application_and_does_nothing_else_to_it() {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let ada = app.operator("ada", OperatorRole::Administrator);
    let member = app.membership("M100", "JP", "Fabrikam K.K.");
    let applied = app.applies(&kim, &member);
    let theirs = app.signed_in(&kim).await;
    let before = theirs.get(STATUS).await.expect(200).says("Change the contact");
    act(&app.signed_in(&ada).await, kim.organization, "suspend", "Unpaid")
        .await
        .expect(303);
    theirs
        .get(STATUS)
        .await
        .expect(200)
        .says("you can withdraw the application")
        .doesnt_say("Change the contact");
    for (what, fields) in [
        ("resend", &[][..]),
        ("contact", &[("contact_email", "other@fabrikam.example")]),
    ] {
        theirs
            .submit(&before, &format!("{STATUS}/{what}"), fields)
            .await
            .expect(403)
            .says("Your organization is suspended");
    }
    assert_eq!(app.application(&kim).version, applied.version);
    let question = theirs.get(&format!("{STATUS}/withdraw")).await.expect(200);
    theirs
        .submit(&question, &format!("{STATUS}/withdraw"), &[])
        .await
        .leads_to(STATUS);
    assert_eq!(app.application(&kim).state.as_str(), "withdrawn");
    assert_eq!(app.holder(&member.mpn_id), (None, None), "the number is free");
    // A new one has to wait.
    theirs
        .get(STATUS)
        .await
        .expect(200)
        .doesnt_say("Begin again")
        .doesnt_say("you can withdraw");
}
