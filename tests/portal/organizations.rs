//! Organizations as tenants: whose domain it is, and what the profile says (decisions 2, 16, 39).

use tandem::features::organizations::domain::DomainState;
use tandem::features::organizations::{self, NoteKind};
use tandem::features::users;
use tandem::kernel::clock::days;
use tandem::policy::{OperatorRole, TenantScope, actions, permit};
use tandem::testkit::{Browser, PASSWORD, Page, TestApp, link_in};

const CREATE: &str = "/enroll/create";
const OURS: &str = "/enroll/create/ours";

/// Fills in **Create one** for somebody of `domain`.
async fn create_one(browser: &Browser, name: &str, domain: &str, who: &str) -> Page {
    let page = browser.get(CREATE).await;
    browser
        .submit(
            &page,
            CREATE,
            &[
                ("legal_name", name),
                ("country", "JP"),
                ("domain", domain),
                ("full_name", &format!("{who} Abe")),
                ("email", &format!("{who}@mailbox.example")),
                ("user_name", who),
                ("password", PASSWORD),
            ],
        )
        .await
}

fn domain_of(app: &TestApp, name: &str) -> (String, DomainState) {
    let name = name.to_owned();
    app.write(move |conn| {
        let user = users::by_user_name(conn, &name)?.expect("an account of this name");
        let found = organizations::by_id(conn, &TenantScope::System, user.organization_id)?;
        Ok(found.map(|o| (o.sign_in_domain.unwrap_or_default(), o.domain_state)))
    })
    .expect("its organization")
}

fn notes(app: &TestApp) -> Vec<NoteKind> {
    app.write(|conn| organizations::open_notes(conn, &TenantScope::System, None, 10))
        .into_iter()
        .map(|n| n.kind)
        .collect()
}

async fn signs_in(app: &TestApp, user_name: &str) -> bool {
    app.browser().sign_in(user_name, PASSWORD).await.status == 200
}

#[actix_web::test]
async fn a_claimed_domain_goes_to_who_can_show_that_it_is_theirs() {
    let app = TestApp::new().await;
    let squatter = app.browser();
    create_one(&squatter, "Quick Ltd", "fabrikam.example", "mallory")
        .await
        .expect(303);
    assert!(signs_in(&app, "mallory@fabrikam.example").await);

    let rightful = app.browser();
    let taken = create_one(&rightful, "Fabrikam Ltd", "fabrikam.example", "yuki")
        .await
        .expect(422)
        .says("It is our domain")
        .doesnt_say("Quick");
    // An address in another domain, even one below, shows nothing; and nothing typed is lost.
    for wrong in ["", "yuki", "yuki@contoso.example", "yuki@mail.fabrikam.example"] {
        let again = rightful
            .submit(&taken, OURS, &[("proof", wrong)])
            .await
            .expect(422);
        assert!(again.form(OURS).contains(&("proof".to_owned(), wrong.to_owned())));
        assert!(
            again
                .form(CREATE)
                .contains(&("legal_name".to_owned(), "Fabrikam Ltd".to_owned()))
        );
    }
    rightful
        .send_form(&taken, OURS, &[("proof", "info@fabrikam.example")])
        .await
        .expect(200)
        .says("We have mailed a link to info@fabrikam.example");
    let link = link_in(&app.mail_to("info@fabrikam.example").await, "/claim/");

    let anybody = app.browser();
    let page = anybody
        .get(&link)
        .await
        .expect(200)
        .says("Fabrikam Ltd")
        .says("yuki Abe");
    anybody
        .submit(&page, &link, &[("password", "short")])
        .await
        .expect(422);
    assert_eq!(
        domain_of(&app, "mallory@fabrikam.example").1,
        DomainState::Claimed
    );
    anybody
        .submit(&page, &link, &[("password", PASSWORD)])
        .await
        .leads_to("/signin?next=/enroll/work-account");

    assert_eq!(
        domain_of(&app, "yuki@fabrikam.example"),
        ("fabrikam.example".to_owned(), DomainState::Verified)
    );
    assert_eq!(
        domain_of(&app, "mallory@fabrikam.tenants.internal"),
        ("fabrikam.tenants.internal".to_owned(), DomainState::None)
    );
    assert_eq!(notes(&app), [NoteKind::TakenOver], "the operator is told");
    let mail = app.mail_to("mallory@mailbox.example").await;
    assert!(
        mail.text.contains("mallory@fabrikam.tenants.internal"),
        "{}",
        mail.text
    );
    assert!(signs_in(&app, "yuki@fabrikam.example").await);
    assert!(
        !signs_in(&app, "mallory@fabrikam.example").await,
        "the domain is used again, so the old name is dead"
    );
    app.browser()
        .sign_in("mallory@fabrikam.tenants.internal", PASSWORD)
        .await
        .expect(200)
        .says("no longer works");
    anybody.get(&link).await.expect(410);
}

#[actix_web::test]
async fn a_verified_domain_stays_and_the_operator_is_told() {
    let app = TestApp::new().await;
    app.newcomer("Contoso Ltd", "contoso.example", "JP");
    let stranger = app.browser();
    let taken = create_one(&stranger, "Contoso KK", "contoso.example", "ken")
        .await
        .expect(422);
    stranger
        .submit(&taken, OURS, &[("proof", "ken@contoso.example")])
        .await
        .leads_to("/enroll/create/sent");
    let link = link_in(&app.mail_to("ken@contoso.example").await, "/claim/");
    let page = stranger
        .get(&link)
        .await
        .expect(200)
        .says("Another organization has verified this domain")
        .doesnt_say("Contoso Ltd");
    stranger.submit(&page, &link, &[]).await.expect(303);
    assert_eq!(notes(&app), [NoteKind::Disputed]);
    assert_eq!(
        domain_of(&app, "admin@contoso.example"),
        ("contoso.example".to_owned(), DomainState::Verified)
    );
}

#[actix_web::test]
async fn old_names_sign_in_for_thirty_days_after_a_release() {
    let app = TestApp::new().await;
    let person = app.newcomer("Contoso Ltd", "contoso.example", "JP");
    let operator = app.operator("ada", OperatorRole::Administrator);
    let permit = permit::<actions::ManageDomains>(&app.actor(&operator)).unwrap();
    let cx = app.cx();
    let to = app.write(|conn| {
        Ok(users::release_by_operator(conn, &cx, &permit, person.organization).expect("it has a domain"))
    });
    assert_eq!(to, "contoso.tenants.internal");
    let own = app.actor(&operator).organization;
    assert!(
        app.write(|conn| Ok(users::release_by_operator(conn, &cx, &permit, own)))
            .is_err(),
        "the operator's own domain stays"
    );

    let browser = app.browser();
    browser
        .sign_in("admin@contoso.example", PASSWORD)
        .await
        .expect(200)
        .says("You now sign in as admin@contoso.tenants.internal");
    app.later(days(30) - days(1));
    assert!(signs_in(&app, "admin@contoso.example").await, "day 29");
    app.later(days(1));
    assert!(!signs_in(&app, "admin@contoso.example").await, "day 30");
    assert!(signs_in(&app, "admin@contoso.tenants.internal").await);
}

#[actix_web::test]
async fn two_released_organizations_of_one_name_are_told_apart() {
    let app = TestApp::new().await;
    let operator = app.operator("ada", OperatorRole::Administrator);
    let permit = permit::<actions::ManageDomains>(&app.actor(&operator)).unwrap();
    let cx = app.cx();
    let mut names = Vec::new();
    for domain in ["contoso.example", "contoso.co.jp", "operator.example"] {
        let person = app.newcomer("Contoso", domain, "JP");
        names.push(app.write(|conn| {
            Ok(users::release_by_operator(conn, &cx, &permit, person.organization).expect("a domain"))
        }));
    }
    assert_eq!(names[0], "contoso.tenants.internal");
    assert!(
        names[1].starts_with("contoso-") && names[2].starts_with("operator-"),
        "{names:?}"
    );
}
