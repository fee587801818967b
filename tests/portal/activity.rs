//! The activity log: an organization reads what it did, what others did to it and what its people did for others, and no more.

mod filters;

use diesel::prelude::*;
use tandem::audit::{self, Event};
use tandem::db::schema::{audit_entries, audit_personal, users};
use tandem::kernel::clock::{SignedDuration, days};
use tandem::kernel::ids::OrganizationId;
use tandem::policy::{AdminRole, AgentRole, OperatorRole, Programme, Who};
use tandem::testkit::{Browser, Person, TestApp};

async fn log(browser: &Browser, query: &str) -> String {
    let page = browser
        .get(&format!("/account/activity{query}"))
        .await
        .expect(200);
    page.visible()
}

/// Something that `by` did in the chain of `organization` and that concerns `target`.
fn did(app: &TestApp, by: &Person, organization: OrganizationId, target: Option<OrganizationId>) {
    let cx = app.cx();
    let who = Who {
        user: Some(by.user),
        organization: Some(by.organization),
    };
    let event = Event {
        organization,
        action: "customer.begin",
        object_kind: "relationship",
        object_id: "secret-object".to_owned(),
        target,
        details: serde_json::json!({ "domain": "secret-detail" }),
        personal: Some((None, serde_json::json!({ "email": "secret@mail.example" }))),
    };
    app.write(|conn| audit::append(conn, &cx, who, event));
}

#[actix_web::test]
async fn a_global_admin_reads_who_changed_what_old_and_new() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let browser = app.signed_in(&aiko).await;
    let path = format!("/account/users/{}", mai.user);
    let page = browser.get(&path).await;
    let roles = [("agent", "sales_agent"), ("admin", "none")];
    browser
        .submit(&page, &format!("{path}/roles"), &roles)
        .await
        .expect(303);
    let page = browser.get("/account/activity").await.expect(200);
    let page = page
        .says("Roles were changed Not an agent → Sales agent")
        .says("mai of fabrikam.example")
        .says("in the portal")
        .says("Request ID")
        .says("IP address");
    assert!(page.body.contains("<details>"), "details stand behind the row");
    browser.speaks("ja");
    browser
        .get("/account/activity")
        .await
        .says("エージェント以外 → 販売エージェント")
        .doesnt_say("IP address");
}

#[actix_web::test]
async fn of_another_chain_only_what_was_done_to_us_is_told() {
    let app = TestApp::new().await;
    let fabrikam = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let customer = app.organization("Northwind", "northwind.example", "JP", &[Programme::Customer]);
    let nori = app.person(
        customer,
        "nori@northwind.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let trey = app.organization("Trey", "trey.example", "JP", &[Programme::Customer]);
    did(&app, &fabrikam, fabrikam.organization, Some(customer));
    did(&app, &fabrikam, fabrikam.organization, Some(trey));
    did(&app, &fabrikam, fabrikam.organization, None);

    let northwind = app.signed_in(&nori).await;
    let page = northwind.get("/account/activity?area=customer").await.expect(200);
    assert_eq!(
        page.body.matches("<tbody class=\"rec\">").count(),
        1,
        "{}",
        page.visible()
    );
    let page = page
        .says("A relationship with a customer began")
        .says("Fabrikam")
        .says("This stands in the log of another organization");
    for hidden in ["secret", "fabrikam.example", "Trey"] {
        assert!(
            !page.body.contains(hidden),
            "{hidden} is none of Northwind's business"
        );
    }
    let file = northwind
        .get("/account/activity/export.csv?area=customer")
        .await
        .expect(200);
    assert_eq!(file.body.lines().count(), 2, "{}", file.body);
    for hidden in ["secret", "fabrikam.example", "Trey"] {
        assert!(!file.body.contains(hidden), "{hidden}: {}", file.body);
    }

    let ours = app.signed_in(&fabrikam).await;
    let page = ours.get("/account/activity?area=customer").await;
    assert_eq!(page.body.matches("<tbody class=\"rec\">").count(), 3);
    page.says("secret-detail").says("Northwind").says("Trey");
    assert!(log(&ours, "?with=northwind.example").await.contains("1 entry"));
    assert!(log(&ours, "?with=Trey&area=customer").await.contains("1 entry"));
    for typed in ["North", "northw", "NORTHWIND.ex"] {
        let found = log(&ours, &format!("?with={typed}")).await;
        assert!(found.contains("1 entry"), "{typed}: {found}");
    }
    // Contoso is here, too, but never had to do with Fabrikam: nobody learns that it is.
    app.reseller("Contoso", "contoso.example", "JP");
    for typed in ["nobody.example", "Contoso", "contoso.example"] {
        let found = log(&ours, &format!("?with={typed}")).await;
        assert!(found.contains("No organization of this name"), "{typed}: {found}");
    }
}

#[actix_web::test]
async fn what_the_operator_did_stands_in_both_logs_and_names_nobody_of_the_operator() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let opal = app.operator("opal", OperatorRole::Administrator);
    did(&app, &opal, aiko.organization, None);
    let page = app
        .signed_in(&aiko)
        .await
        .get("/account/activity?area=customer")
        .await;
    let page = page.says("Done by somebody of Tandem").doesnt_say("opal");
    assert!(
        !page.body.contains("secret@mail.example"),
        "what the operator's people left is theirs"
    );
    let page = app
        .signed_in(&opal)
        .await
        .get("/account/activity?area=customer")
        .await;
    page.says("opal")
        .says("On behalf of Fabrikam")
        .doesnt_say("secret-detail");
}

#[actix_web::test]
async fn who_manages_users_sees_what_concerns_users_and_others_see_nothing() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let uma = app.person(
        aiko.organization,
        "uma@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let agent = app.person(
        aiko.organization,
        "ada@fabrikam.example",
        AgentRole::AdminAgent,
        AdminRole::BillingAdmin,
    );
    did(&app, &aiko, aiko.organization, None);
    let browser = app.signed_in(&uma).await;
    let page = browser.get("/account/activity").await.expect(200);
    page.says("You see what was done to the people")
        .says("An account was made")
        .doesnt_say("relationship");
    assert!(log(&browser, "?area=customer").await.contains("Nothing found"));
    assert!(
        log(&browser, "?area=organization")
            .await
            .contains("Nothing found")
    );
    let file = browser.get("/account/activity/export.csv").await.expect(200);
    assert!(!file.body.contains("customer.begin") && file.body.contains("user.create"));
    let browser = app.signed_in(&agent).await;
    browser
        .get("/account/activity")
        .await
        .expect(403)
        .says("Global admin");
    browser.get("/account/activity/export.csv").await.expect(403);
    let reviewer = app.operator("rei", OperatorRole::Reviewer);
    app.signed_in(&reviewer)
        .await
        .get("/account/activity")
        .await
        .expect(403);
}

#[actix_web::test]
async fn days_are_those_of_the_reader_and_pages_lead_on_and_back() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    // Noon in Tokyo on the 23rd; then 23:30 on that day, and the first minute of the next.
    app.later(SignedDuration::from_mins(11 * 60 + 30));
    did(&app, &aiko, aiko.organization, None);
    app.later(SignedDuration::from_mins(31));
    for _ in 0..60 {
        did(&app, &aiko, aiko.organization, None);
    }
    let browser = app.signed_in(&aiko).await;
    let found = log(&browser, "?area=customer&from=2026-11-23&until=2026-11-23").await;
    assert!(
        found.contains("1 entry") && found.contains("23:30 JST"),
        "{found}"
    );
    assert!(
        log(&browser, "?area=customer&until=2026-11-22")
            .await
            .contains("Nothing found")
    );

    let next = |body: &str, rel: &str| {
        let tag = body
            .split("<a ")
            .find(|t| t.contains(&format!("rel=\"{rel}\"")))?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?;
        Some(href.replace("&#38;", "&").replace("&amp;", "&"))
    };
    let times = |body: &str| body.matches("<tbody class=\"rec\">").count();
    let first = browser.get("/account/activity?area=customer").await;
    assert_eq!(times(&first.body), 25);
    let second = browser.get(&next(&first.body, "next").expect("more")).await;
    let third = browser.get(&next(&second.body, "next").expect("more")).await;
    assert_eq!((times(&second.body), times(&third.body)), (25, 11));
    assert_eq!(next(&third.body, "next"), None);
    let back = browser.get(&next(&third.body, "prev").expect("back")).await;
    let rows =
        |body: &str| -> Vec<String> { body.split("id=\"e").skip(1).map(|t| t[..36].to_owned()).collect() };
    assert_eq!(rows(&back.body), rows(&second.body));
}

#[actix_web::test]
async fn the_export_says_what_the_page_says_and_starts_no_formula() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.write(|conn| {
        diesel::update(users::table.find(aiko.user))
            .set(users::full_name.eq("=HYPERLINK(\"http://evil.example\")"))
            .execute(conn)?;
        Ok(())
    });
    for _ in 0..1_100 {
        did(&app, &aiko, aiko.organization, None);
    }
    let browser = app.signed_in(&aiko).await;
    let file = browser
        .get("/account/activity/export.csv?area=customer&bom=yes")
        .await
        .expect(200);
    assert!(
        file.body.starts_with("\u{feff}time,action,"),
        "{:?}",
        &file.body[..60]
    );
    assert_eq!(file.body.lines().count(), 1_101, "more than is read at once");
    assert!(file.body.contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\""));
    assert!(
        file.headers
            .get("content-disposition")
            .unwrap()
            .to_str()
            .unwrap()
            .contains("activity.csv")
    );
}

#[actix_web::test]
async fn values_that_were_emptied_are_gone_from_the_log_and_the_chain_is_whole() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    assert!(log(&browser, "?area=session").await.contains("127.0.0.1"));
    app.later(days(181));
    let now = app.clock.now();
    let emptied = app.write(|conn| audit::empty_sign_ins(conn, now - days(180)));
    assert_eq!(emptied, 1);
    let browser = app.signed_in(&aiko).await;
    let found = log(&browser, "?area=session").await;
    assert_eq!(found.matches("127.0.0.1").count(), 1, "only the new one: {found}");
    let kept: i64 = app.write(|conn| {
        Ok(audit_personal::table
            .filter(audit_personal::sealed.is_not_null())
            .filter(audit_personal::sign_in_at.is_not_null())
            .count()
            .get_result(conn)?)
    });
    assert_eq!(kept, 1);
    assert!(app.write(audit::verify).is_ok(), "the chain covers hashes only");
    let entries: i64 = app.write(|conn| Ok(audit_entries::table.count().get_result(conn)?));
    assert!(entries > 2);
}
