//! What is done to people, and by whom it isn't.

use tandem::features::users::domain::State;
use tandem::kernel::clock::days;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{PASSWORD, Person, TestApp};

use super::{KEN, add, admin_role_of, force, id_of, password_on, people_of, press, state_of};

#[actix_web::test]
async fn an_admin_agent_alone_manages_nobody_but_finds_whom_to_ask() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::AdminAgent,
        AdminRole::None,
    );
    let browser = app.signed_in(&mai).await;
    browser.get("/account/users/new").await.expect(403);
    let list = browser.get("/account/users?role=global_admin").await.expect(200);
    let listed = |who: &Person| {
        list.body
            .contains(&format!("href=\"/account/users/{}\"", who.user))
    };
    assert!(listed(&aiko) && !listed(&mai));
    let page = browser
        .get(&format!("/account/users/{}", aiko.user))
        .await
        .expect(200);
    assert!(!page.body.contains(&format!("/account/users/{}/roles", aiko.user)));
    force(&browser, aiko.user, "disable", &[]).await.expect(403);
}

#[actix_web::test]
async fn rights_count_at_the_next_click_and_the_person_is_told() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::BillingAdmin,
    );
    let (admin, theirs) = (app.signed_in(&aiko).await, app.signed_in(&mai).await);
    theirs.get("/customers").await.expect(403);
    let roles = [("agent", "sales_agent"), ("admin", "none")];
    press(&admin, mai.user, "roles", &roles).await.expect(303);
    theirs.get("/customers").await.expect(200);
    let mail = app.mail_to("mai@mail.fabrikam-example.example").await;
    assert!(mail.subject.contains("your roles were changed") && mail.text.contains("Sales agent"));
    let page = admin.get(&format!("/account/users/{}", mai.user)).await;
    page.says("Billing admin → Not an admin")
        .says("Search and view customers by Sales agent");
    // Without a choice on one axis nothing changes.
    press(&admin, mai.user, "roles", &[("agent", "nonsense")])
        .await
        .expect(422)
        .says("Choose the type of agent");
}

#[actix_web::test]
async fn the_others_are_told_of_a_new_global_admin() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rin = app.person(
        aiko.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let browser = app.signed_in(&aiko).await;
    let roles = [("agent", "none"), ("admin", "global_admin")];
    press(&browser, mai.user, "roles", &roles).await.expect(303);
    let told = app.mail_to("rin@mail.fabrikam-example.example").await;
    assert!(told.subject.contains("new Global admin") && told.text.contains("mai of fabrikam.example"));
    let mails = app.mails().await;
    assert!(
        !mails
            .iter()
            .any(|m| m.to.starts_with("mai@") && m.subject.contains("new Global admin"))
    );
    drop(rin);
}

#[actix_web::test]
async fn a_refusal_names_who_can_give_the_role() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let person = |name: &str, agent, admin| app.person(aiko.organization, name, agent, admin);
    person(
        "uma@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let ken = person("ken@fabrikam.example", AgentRole::HelpdeskAgent, AdminRole::None);
    let browser = app.signed_in(&ken).await;
    browser
        .get("/account/users/new")
        .await
        .expect(403)
        .says("A Global admin or User management admin")
        .says("Ask: admin of fabrikam.example, uma of fabrikam.example");
    // A User management admin makes no Global admin (A16), so asking one is of no use.
    let refused = browser.get("/account/organization/support").await.expect(403);
    assert!(
        !refused
            .says("Ask: admin of fabrikam.example")
            .body
            .contains("uma")
    );
    let reviewer = app.operator("rita", OperatorRole::Reviewer);
    app.operator("adam", OperatorRole::Administrator);
    app.signed_in(&reviewer)
        .await
        .get("/operations/mail")
        .await
        .expect(403)
        .says("An Administrator can give it to you");
}

#[actix_web::test]
async fn the_last_global_admin_stays_one_and_nobody_deletes_themselves() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let demoted = [("agent", "admin_agent"), ("admin", "none")];
    let refused = press(&browser, aiko.user, "roles", &demoted)
        .await
        .expect(422)
        .says("last Global admin");
    assert!(
        refused.body.contains("id=\"admin-e\""),
        "said at the role, with the form still there"
    );
    for what in ["disable", "delete", "password"] {
        force(&browser, aiko.user, what, &[])
            .await
            .expect(422)
            .says("to yourself");
    }
    // S28: one's own agent role may change.
    let sales = [("agent", "sales_agent"), ("admin", "global_admin")];
    press(&browser, aiko.user, "roles", &sales).await.expect(303);
    // With a second one the first may step down, and then reaches nobody any more.
    let rin = app.person(
        aiko.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    press(&browser, aiko.user, "roles", &demoted).await.expect(303);
    browser.get("/account/users/new").await.expect(403);
    assert_eq!(admin_role_of(&app, rin.user), AdminRole::GlobalAdmin);
}

#[actix_web::test]
async fn a_user_management_admin_neither_touches_a_global_admin_nor_makes_one() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.person(
        aiko.organization,
        "rin@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let uma = app.person(
        aiko.organization,
        "uma@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let browser = app.signed_in(&uma).await;
    browser
        .get(&format!("/account/users/{}", aiko.user))
        .await
        .expect(200)
        .says("Only a Global admin can change a Global admin");
    for (what, fields) in [
        ("password", vec![]),
        ("disable", vec![]),
        ("delete", vec![]),
        ("sessions", vec![]),
        ("roles", vec![("agent", "none"), ("admin", "none")]),
    ] {
        force(&browser, aiko.user, what, &fields)
            .await
            .expect(422)
            .says("Only a Global admin");
    }
    let raised = [("agent", "none"), ("admin", "global_admin")];
    force(&browser, mai.user, "roles", &raised).await.expect(422);
    force(&browser, uma.user, "roles", &raised).await.expect(422);
    let added = [&KEN[..3], &raised[..]].concat();
    add(&browser, &added)
        .await
        .expect(422)
        .says("Only a Global admin");
    press(
        &browser,
        mai.user,
        "roles",
        &[("agent", "sales_agent"), ("admin", "billing_admin")],
    )
    .await
    .expect(303);
    assert_eq!(admin_role_of(&app, aiko.user), AdminRole::GlobalAdmin);
    assert_eq!(admin_role_of(&app, mai.user), AdminRole::BillingAdmin);
}

#[actix_web::test]
async fn who_is_disabled_is_out_at_the_next_click_and_a_temporary_password_stays_one() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::SalesAgent,
        AdminRole::None,
    );
    let (admin, theirs) = (app.signed_in(&aiko).await, app.signed_in(&mai).await);
    press(&admin, mai.user, "disable", &[]).await.expect(303);
    theirs
        .get("/customers")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fcustomers");
    press(&admin, mai.user, "enable", &[]).await.expect(303);
    // The old session doesn't come back with the account.
    theirs
        .get("/customers")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fcustomers");
    let theirs = app.signed_in(&mai).await;
    theirs.get("/customers").await.expect(200);

    let shown = press(&admin, mai.user, "password", &[]).await.expect(200);
    theirs
        .get("/customers")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fcustomers");
    let mail = app.mail_to("mai@mail.fabrikam-example.example").await;
    assert!(mail.subject.contains("your password was reset") && !mail.text.contains(&password_on(&shown)));
    let old = app.browser();
    old.sign_in(&mai.user_name, PASSWORD).await.expect(422);
    // Disabled and enabled in between: the password still has to be replaced (S34).
    press(&admin, mai.user, "disable", &[]).await.expect(303);
    press(&admin, mai.user, "enable", &[]).await.expect(303);
    assert_eq!(state_of(&app, mai.user), State::MustChangePassword);
}

#[actix_web::test]
async fn a_deleted_person_can_be_restored_for_thirty_days() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::SalesAgent,
        AdminRole::None,
    );
    let browser = app.signed_in(&aiko).await;
    let question = browser
        .get(&format!("/account/users/{}/delete", mai.user))
        .await
        .expect(200);
    let delete = format!("/account/users/{}/delete", mai.user);
    browser.submit(&question, &delete, &[]).await.expect(303);
    assert_eq!(people_of(&app, &aiko), 1);
    browser
        .get("/account/users")
        .await
        .says("is deleted and can be restored");
    browser
        .get("/account/users")
        .await
        .doesnt_say("mai of fabrikam.example");
    browser
        .get("/account/users?state=deleted")
        .await
        .says("mai of fabrikam.example");
    // The name stays taken.
    let again = [
        ("full_name", "Mai Two"),
        ("email", "mai2@mail.example"),
        ("user_name", "mai"),
    ];
    add(&browser, &[&again[..], &KEN[3..]].concat()).await.expect(422);
    press(&browser, mai.user, "restore", &[]).await.expect(303);
    assert_eq!(
        (state_of(&app, mai.user), people_of(&app, &aiko)),
        (State::Disabled, 2)
    );

    let question = browser.get(&delete).await.expect(200);
    browser.submit(&question, &delete, &[]).await.expect(303);
    app.later(days(30));
    let browser = app.signed_in(&aiko).await;
    force(&browser, mai.user, "restore", &[]).await.expect(409);
}

#[actix_web::test]
async fn nobody_reaches_the_people_of_another_organization() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let other = app.reseller("Contoso", "contoso.example", "JP");
    let browser = app.signed_in(&aiko).await;
    browser.get("/account/users").await.doesnt_say("contoso.example");
    browser
        .get(&format!("/account/users/{}", other.user))
        .await
        .expect(404);
    let roles = [("agent", "none"), ("admin", "none")];
    for (what, fields) in [
        ("roles", &roles[..]),
        ("password", &[]),
        ("disable", &[]),
        ("enable", &[]),
        ("delete", &[]),
        ("restore", &[]),
        ("sessions", &[]),
    ] {
        force(&browser, other.user, what, fields).await.expect(404);
    }
    assert_eq!(admin_role_of(&app, other.user), AdminRole::GlobalAdmin);
}

#[actix_web::test]
async fn an_administrator_runs_the_operators_people_the_same_way() {
    let app = TestApp::new().await;
    let rosa = app.operator("rosa", OperatorRole::Administrator);
    let rui = app.operator("rui", OperatorRole::Reviewer);
    let browser = app.signed_in(&rosa).await;
    let form = browser.get("/account/users/new").await.expect(200);
    form.says("Reviewer").doesnt_say("Not an agent");
    add(&browser, &KEN)
        .await
        .expect(422)
        .says("Choose Administrator or Reviewer");
    let person = [&KEN[..3], &[("operator", "reviewer"), ("admin", "global_admin")]].concat();
    add(&browser, &person).await.expect(200);
    let name = format!("ken.sato@{}", app.app.site.operator_domain());
    assert_eq!(
        admin_role_of(&app, id_of(&app, &name)),
        AdminRole::None,
        "the operator has its own axis"
    );
    press(&browser, rosa.user, "roles", &[("operator", "reviewer")])
        .await
        .expect(422)
        .says("last Administrator");
    press(&browser, rui.user, "roles", &[("operator", "administrator")])
        .await
        .expect(303);
    let reviewer = app.operator("rei", OperatorRole::Reviewer);
    let theirs = app.signed_in(&reviewer).await;
    theirs
        .get("/account/users?role=administrator")
        .await
        .expect(200)
        .says("rosa of");
    theirs.get("/account/users/new").await.expect(403);
}
