//! The list of customers, by role and with its export.

use tandem::features::customers::{self, ImportFile};
use tandem::features::memberships;
use tandem::policy::actions::{ImportCustomers, ManageMemberships};
use tandem::policy::{AdminRole, AgentRole, OperatorRole, TenantScope, permit};
use tandem::testkit::{Person, TestApp};

/// A reseller with these customers, imported.
fn serve(app: &TestApp, person: &Person, number: &str, names: &[&str]) {
    let actor = app.actor(&app.operator(&format!("rui{number}"), OperatorRole::Administrator));
    let manage = permit::<ManageMemberships>(&actor).unwrap();
    let allowed = permit::<ImportCustomers>(&actor).unwrap();
    let cx = app.cx();
    let text = format!(
        "mpn_id,login,password,organization,country,state,kind\n{number},{number},pw,Name,JP,active,global\n"
    );
    let profiles = memberships::ImportFile::read(text.as_bytes(), "tenants.internal").unwrap();
    let made = app
        .app
        .hasher
        .hash_bulk_now(&profiles.passwords(), &|| ())
        .unwrap();
    let hashes = memberships::hashes(made);
    let mut text = "reseller_mpn_id,customer_domain,customer_name,country,source_portal,since\n".to_owned();
    for (n, name) in names.iter().enumerate() {
        text.push_str(&format!(
            "{number},c{n}-{number}.example,{name},JP,azure_portal,2020-04-01\n"
        ));
    }
    let file = ImportFile::read(text.as_bytes(), cx.now, &cx.site.tenant_domain).unwrap();
    let number = memberships::MpnId::parse(number).unwrap();
    app.write(|conn| {
        memberships::import(conn, &cx, &manage, &profiles, &hashes, false, &|| ()).unwrap();
        memberships::bind(
            conn,
            &cx,
            &TenantScope::System,
            &number,
            person.organization,
            "JP",
        )?
        .unwrap();
        customers::import(conn, &cx, &allowed, &file, false, &|| ()).unwrap();
        Ok(())
    });
}

#[actix_web::test]
async fn a_reseller_pages_searches_and_exports_its_own_customers() {
    let app = TestApp::new().await;
    let contoso = app.reseller("Contoso", "contoso.example", "JP");
    let fabrikam = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mut names: Vec<String> = (1..=58).map(|n| format!("Customer {n:02}")).collect();
    names.push("株式会社ノースウィンド".to_owned());
    names.push("=cmd|' /C calc'!A0".to_owned());
    serve(
        &app,
        &contoso,
        "1001",
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    serve(&app, &fabrikam, "1002", &["Secret of Fabrikam"]);
    let browser = app.signed_in(&contoso).await;
    let first = browser.get("/customers").await.expect(200).says("Customers: 60");
    let first = first
        .says("25 of 60")
        .doesnt_say("Secret of Fabrikam")
        .doesnt_say("Customer 35");
    let href = |page: &tandem::testkit::Page, rel: &str| {
        let before = page.body.split(&format!("\" rel=\"{rel}\"")).next().unwrap();
        before
            .rsplit("href=\"")
            .next()
            .unwrap()
            .replace("&#38;", "&")
            .replace("&amp;", "&")
    };
    let second = browser.get(&href(&first, "next")).await.expect(200);
    let second = second
        .says("Customer 35")
        .doesnt_say("Customer 36")
        .doesnt_say("ノースウィンド");
    browser
        .get(&href(&second, "prev"))
        .await
        .expect(200)
        .says("Customer 36");
    let found = browser
        .get("/customers?q=%EF%BE%89%EF%BD%B0%EF%BD%BD")
        .await
        .expect(200);
    found
        .says("株式会社ノースウィンド")
        .says("Found: 1")
        .says("through the Azure portal");
    browser
        .get("/customers?q=Fabrikam")
        .await
        .expect(200)
        .says("No customer fits");
    browser
        .get("/customers?size=100")
        .await
        .expect(200)
        .says("60 of 60");

    let file = browser.get("/customers/export.csv?bom=yes").await.expect(200);
    assert!(file.body.starts_with('\u{feff}'), "Excel knows UTF-8 by it");
    assert_eq!(file.body.lines().count(), 61);
    assert!(file.body.contains("'=cmd|"), "no formula leaves the house");
    assert!(!file.body.contains("Secret"));
    let file = browser
        .get("/customers/export.csv?q=northwind&size=50")
        .await
        .expect(200);
    assert_eq!(file.body.lines().count(), 1, "{}", file.body);
    let file = browser
        .get("/customers/export.csv?q=customer%200")
        .await
        .expect(200);
    assert_eq!(file.body.lines().count(), 10, "{}", file.body);
}

#[actix_web::test]
async fn an_empty_list_says_why_a13() {
    let app = TestApp::new().await;
    let browser = app
        .signed_in(&app.reseller("Contoso", "contoso.example", "JP"))
        .await;
    browser
        .get("/customers")
        .await
        .expect(200)
        .says("The customers of an indirect provider don’t become yours by a partnership.");
    browser.speaks("ja");
    browser
        .get("/customers")
        .await
        .expect(200)
        .says("顧客はまだありません");
}

#[actix_web::test]
async fn agents_and_the_global_admin_see_customers_and_others_are_told_who_may() {
    let app = TestApp::new().await;
    let reseller = app.reseller("Contoso", "contoso.example", "JP");
    for (local, agent, admin, status) in [
        ("a", AgentRole::AdminAgent, AdminRole::None, 200),
        ("s", AgentRole::SalesAgent, AdminRole::None, 200),
        ("h", AgentRole::HelpdeskAgent, AdminRole::None, 200),
        ("g", AgentRole::None, AdminRole::GlobalAdmin, 200),
        ("u", AgentRole::None, AdminRole::UserManagementAdmin, 403),
        ("b", AgentRole::None, AdminRole::BillingAdmin, 403),
    ] {
        let person = app.person(
            reseller.organization,
            &format!("{local}@contoso.example"),
            agent,
            admin,
        );
        let browser = app.signed_in(&person).await;
        for path in ["/customers", "/customers/export.csv"] {
            let page = browser.get(path).await.expect(status);
            if status == 403 {
                page.says("This needs one of these roles");
            }
        }
    }
    let newcomer = app.signed_in(&app.newcomer("Trey", "trey.example", "JP")).await;
    newcomer.get("/customers").await.expect(403);
}
