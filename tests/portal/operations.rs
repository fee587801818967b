//! What the operator does about organizations and domains (decisions 2 and 3).

use tandem::features::organizations::domain::{DomainState, Founding, SignInDomain};
use tandem::features::{operations, organizations};
use tandem::kernel::clock::days;
use tandem::kernel::country::Country;
use tandem::kernel::domain_name::DomainName;
use tandem::kernel::ids::OrganizationId;
use tandem::kernel::text::LegalName;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, System, TenantScope, Who};
use tandem::testkit::TestApp;

const ALL: &str = "/operations/organizations";

fn claimed(app: &TestApp, name: &str, domain: &str) -> OrganizationId {
    let founding = Founding {
        legal_name: LegalName::parse(name).unwrap(),
        country: Country::parse("JP").unwrap(),
        domain: SignInDomain::Own(DomainName::parse(domain).unwrap()),
        domain_state: DomainState::Claimed,
    };
    let cx = app.cx();
    app.write(|conn| {
        Ok(organizations::create(conn, &cx, Who::default(), &founding, None)
            .expect("free")
            .id)
    })
}

fn state_of(app: &TestApp, id: OrganizationId) -> DomainState {
    app.write(|conn| organizations::by_id(conn, &TenantScope::System, id))
        .expect("the organization")
        .domain_state
}

#[actix_web::test]
async fn a_claimed_domain_that_nobody_uses_is_released_after_thirty_days() {
    let app = TestApp::new().await;
    let idle = claimed(&app, "Idle Ltd", "idle.example");
    let verified = app.organization("Contoso Ltd", "contoso.example", "JP", &[]);
    app.later(days(29));
    let sweep = || {
        let cx = app.cx();
        app.write(|conn| operations::release_idle_domains(conn, &cx, &System::new()))
    };
    assert_eq!(sweep(), 0, "day 29");
    app.later(days(1));
    assert_eq!(sweep(), 1, "day 30");
    assert_eq!(sweep(), 0, "once");
    assert_eq!(state_of(&app, idle), DomainState::None);
    assert_eq!(state_of(&app, verified), DomainState::Verified);
}

#[actix_web::test]
async fn the_sweeper_releases_idle_domains() {
    let app = TestApp::new().await;
    let idle = claimed(&app, "Idle Ltd", "idle.example");
    app.later(days(30));
    tandem::app::sweep(&app.app, &tandem::config::Retention::default()).await;
    assert_eq!(state_of(&app, idle), DomainState::None);
}

#[actix_web::test]
async fn the_operator_makes_an_organization_and_hands_out_its_link_once() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let form = browser.get("/operations/organizations/new").await.expect(200);
    let wrong = browser
        .submit(&form, ALL, &[("legal_name", "Wingtip"), ("domain", "gmail.com")])
        .await
        .expect(422);
    assert!(
        wrong
            .form(ALL)
            .contains(&("legal_name".to_owned(), "Wingtip".to_owned()))
    );
    let made = browser
        .submit(
            &form,
            ALL,
            &[
                ("legal_name", "Wingtip Ltd"),
                ("country", "JP"),
                ("programme", "provider"),
                ("domain", "wingtip.example"),
            ],
        )
        .await
        .expect(200)
        .says("It is shown only now");
    assert_eq!(made.headers.get("cache-control").unwrap(), "no-store");
    let link = made.visible();
    let link = &link[link.find("/welcome/").expect("a link")..];
    let link = link.split_whitespace().next().unwrap().to_owned();
    app.browser().get(&link).await.expect(200).says("Wingtip Ltd");

    let found = browser
        .get("/operations/organizations?q=wing&programme=provider")
        .await
        .expect(200);
    let found = found.says("Wingtip Ltd");
    browser
        .get("/operations/organizations?q=wingtip.ex")
        .await
        .says("Wingtip Ltd");
    browser
        .get("/operations/organizations?q=wing&programme=customer")
        .await
        .says("No organization found");
    let at = found.body.find(&format!("href=\"{ALL}/0")).expect("a row") + 6;
    let path = found.body[at..].split('"').next().unwrap().to_owned();
    let page = browser
        .get(&path)
        .await
        .expect(200)
        .says("The organization was made");
    // Nobody has come in yet: a new link makes the first one useless.
    browser
        .submit(&page, &format!("{path}/link"), &[])
        .await
        .expect(200)
        .says("/welcome/");
    app.browser().get(&link).await.expect(410);
}

#[actix_web::test]
async fn a_new_global_admin_needs_a_reason_and_everybody_is_told() {
    let app = TestApp::new().await;
    let reseller = app.reseller("Contoso Ltd", "contoso.example", "JP");
    app.signed_in(&reseller).await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let path = format!("{ALL}/{}", reseller.organization);
    let page = browser.get(&path).await.expect(200);
    let action = format!("{path}/admin-link");
    browser
        .submit(&page, &action, &[("reason", "")])
        .await
        .expect(422);
    browser
        .submit(&page, &action, &[("reason", "Their only admin has left")])
        .await
        .expect(200)
        .says("/welcome/");
    let mail = app.mail_to("admin@mail.contoso-example.example").await;
    assert!(mail.text.contains("Their only admin has left"), "{}", mail.text);
    browser.get(&path).await.says("Their only admin has left");
}

#[actix_web::test]
async fn the_operator_verifies_and_releases_domains_but_never_its_own() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let id = claimed(&app, "Fabrikam Ltd", "fabrikam.example");
    let path = format!("{ALL}/{id}");
    let page = browser
        .get("/operations/domains")
        .await
        .expect(200)
        .says("fabrikam.example");
    browser
        .submit(&page, &format!("{path}/verify"), &[])
        .await
        .expect(303);
    assert_eq!(state_of(&app, id), DomainState::Verified);
    let page = browser
        .get(&path)
        .await
        .expect(200)
        .says("Release fabrikam.example?");
    browser
        .submit(&page, &format!("{path}/release"), &[])
        .await
        .expect(303);
    assert_eq!(state_of(&app, id), DomainState::None);

    let own = format!("{ALL}/{}", ada.organization);
    let shown = browser.get(&own).await.expect(200).doesnt_say("Release domain");
    let mut forged = page.form(&format!("{path}/release"));
    forged.retain(|(name, _)| name != "_form");
    forged.extend(
        shown
            .form("/signout")
            .into_iter()
            .filter(|(name, _)| name == "_form"),
    );
    browser.post(&format!("{own}/release"), &forged).await.expect(409);
}

#[actix_web::test]
async fn only_the_operators_people_look_at_organizations() {
    let app = TestApp::new().await;
    let reseller = app.reseller("Contoso Ltd", "contoso.example", "JP");
    let rita = app.operator("rita", OperatorRole::Reviewer);
    let outside = app.signed_in(&reseller).await;
    let path = format!("{ALL}/{}", reseller.organization);
    for path in [ALL, &path, "/operations/organizations/new", "/operations/domains"] {
        outside.get(path).await.expect(403);
        app.browser().get(path).await.expect(303);
    }
    let reviewer = app.signed_in(&rita).await;
    reviewer
        .get(ALL)
        .await
        .expect(200)
        .says("Contoso Ltd")
        .doesnt_say("New organization");
    reviewer.get(&path).await.expect(200).doesnt_say("Release domain");
    reviewer.get("/operations/organizations/new").await.expect(403);
    reviewer.get("/operations/domains").await.expect(403);
    let unknown = format!("{ALL}/{}", OrganizationId::new());
    for path in [unknown.as_str(), "/operations/organizations/x"] {
        reviewer.get(path).await.expect(404);
    }
    reviewer.speaks("ja");
    reviewer.get(ALL).await.expect(200).says("新しい順に表示されます");
}

#[actix_web::test]
async fn the_profile_verifies_the_domain_and_changes_the_support_contact() {
    let app = TestApp::new().await;
    let id = claimed(&app, "Fabrikam Ltd", "fabrikam.example");
    let admin = app.person(
        id,
        "kim@fabrikam.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let browser = app.signed_in(&admin).await;
    let (profile, ask) = ("/account/organization", "/account/organization/domain");
    let page = browser.get(profile).await.expect(200).says("Claimed");
    for wrong in ["", "x", "kim@contoso.example", "kim@mail.fabrikam.example"] {
        let again = browser.submit(&page, ask, &[("proof", wrong)]).await.expect(422);
        assert!(again.form(ask).contains(&("proof".to_owned(), wrong.to_owned())));
    }
    browser
        .submit(&page, ask, &[("proof", "it@fabrikam.example")])
        .await
        .expect(303);
    let link = tandem::testkit::link_in(&app.mail_to("it@fabrikam.example").await, "/verify/domain/");
    let anybody = app.browser();
    let shown = anybody.get(&link).await.expect(200).says("Fabrikam Ltd");
    assert_eq!(
        state_of(&app, id),
        DomainState::Claimed,
        "opening changes nothing"
    );
    anybody.submit(&shown, &link, &[]).await.leads_to("/signin");
    assert_eq!(state_of(&app, id), DomainState::Verified);
    anybody
        .get(&link)
        .await
        .expect(200)
        .says("The domain is verified");
    // Pressed twice: the second press finds it done.
    anybody
        .submit(&shown, &link, &[])
        .await
        .expect(303)
        .leads_to("/signin");
    browser
        .get(profile)
        .await
        .expect(200)
        .says("Verified")
        .doesnt_say("An address in the domain");

    let support = "/account/organization/support";
    let form = browser.get(support).await.expect(200);
    let typed = [
        ("first_name", "Sora"),
        ("last_name", "Ito"),
        ("email", "help@fabrikam.example"),
        ("phone", "03-1234-5678"),
    ];
    for (field, _) in typed {
        let mut wrong = typed.to_vec();
        wrong.retain(|(name, _)| *name != field);
        wrong.push((field, ""));
        browser.submit(&form, support, &wrong).await.expect(422);
    }
    browser.submit(&form, support, &typed).await.expect(303);
    browser
        .get(profile)
        .await
        .says("help@fabrikam.example")
        .says("+81 3-1234-5678");
    let helper = app.person(
        id,
        "hana@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let helper = app.signed_in(&helper).await;
    helper
        .get(profile)
        .await
        .expect(200)
        .doesnt_say("Change the support contact");
    helper.get(support).await.expect(403);
}

#[actix_web::test]
async fn the_operators_home_says_what_waits_in_each_queue() {
    let app = TestApp::new().await;
    let ada = app.operator("ada", OperatorRole::Administrator);
    let browser = app.signed_in(&ada).await;
    let quiet = browser.get("/dashboard").await.expect(200);
    quiet.doesnt_say("Requests for another legal name");
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let own = app.signed_in(&kim).await;
    let page = own.get("/account/organization/name").await.expect(200);
    let asked = [("name", "Fabrikam Holdings"), ("grounds", "We merged.")];
    own.submit(&page, "/account/organization/name", &asked)
        .await
        .expect(303);
    let home = browser.get("/dashboard").await.expect(200);
    let home = home.says("Requests for another legal name: 1");
    assert!(home.body.contains("href=\"/operations/changes\""));
}
