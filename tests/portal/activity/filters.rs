//! What the filters of the log find, and what they offer.

use super::*;

#[actix_web::test]
async fn the_log_of_one_person_has_what_they_did_and_what_was_done_to_them() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rin = app.person(
        aiko.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let other = app.reseller("Contoso", "contoso.example", "JP");
    did(&app, &rin, rin.organization, None);
    did(&app, &aiko, rin.organization, None);
    let browser = app.signed_in(&aiko).await;
    for name in ["rin@fabrikam.example", "RIN", "rin"] {
        let found = log(&browser, &format!("?area=customer&person={name}")).await;
        assert!(
            found.contains("1 entry") && found.contains("rin of"),
            "{name}: {found}"
        );
    }
    // Found by a part of the name as well, and with what others did: aiko made the account, here as the command line would.
    let found = log(&browser, "?person=rin+of").await;
    assert!(found.contains("An account was made"), "{found}");
    let uma = app.person(
        aiko.organization,
        "uma@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let manager = app.signed_in(&uma).await;
    let found = log(&manager, "?person=rin").await;
    assert!(found.contains("An account was made"), "{found}");
    assert!(!found.contains("relationship"), "{found}");
    for typed in ["admin%40contoso.example", "nobody"] {
        let found = log(&browser, &format!("?person={typed}")).await;
        assert!(found.contains("Nobody of this name"), "{typed}: {found}");
    }
    for n in 0..5 {
        app.person(
            aiko.organization,
            &format!("twin{n}@fabrikam.example"),
            AgentRole::None,
            AdminRole::None,
        );
    }
    let found = log(&browser, "?person=twin&area=user.create").await;
    assert!(found.contains("5 entries"), "{found}");
    let found = log(&browser, "?person=fabrikam.example").await;
    assert!(found.contains("Too many of this name"), "{found}");
    drop(other);
}

#[actix_web::test]
async fn only_what_a_log_can_have_is_offered_and_one_action_is_found() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    did(&app, &aiko, aiko.organization, None);
    let page = browser.get("/account/activity").await.expect(200);
    for offered in [
        "customer.begin",
        "user.create",
        "session.begin",
        "membership.change",
    ] {
        assert!(page.body.contains(&format!("value=\"{offered}\"")), "{offered}");
    }
    for never in [
        "mail.again",
        "web_mail_domain",
        "membership.import",
        "customer.import",
    ] {
        assert!(!page.body.contains(&format!("value=\"{never}")), "{never}");
    }
    let found = log(&browser, "?area=customer.begin").await;
    assert!(found.contains("1 entry"), "{found}");
    assert!(
        log(&browser, "?area=customer.end")
            .await
            .contains("Nothing found")
    );
    let uma = app.person(
        aiko.organization,
        "uma@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let page = app.signed_in(&uma).await.get("/account/activity").await;
    assert!(page.body.contains("value=\"user.create\"") && !page.body.contains("value=\"organization"));
    let opal = app.operator("opal", OperatorRole::Administrator);
    let page = app.signed_in(&opal).await.get("/account/activity").await;
    assert!(page.body.contains("value=\"web_mail_domain.add\""));
}
