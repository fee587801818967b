//! Adding many people by a file: everything is checked first, then all are added, or nobody.

use tandem::features::users::domain::State;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Page, Person, TestApp};

use super::{id_of, passwords_of_file, people_of, state_of};

const PATH: &str = "/account/users/import";
const HEAD: &str = "user_name,full_name,email,agent_role,admin_role\n";

async fn send(app: &TestApp, who: &Person, rows: &str) -> Page {
    let browser = app.signed_in(who).await;
    let page = browser.get(PATH).await.expect(200);
    browser
        .send_file(&page, PATH, &[], &format!("{HEAD}{rows}"))
        .await
}

#[actix_web::test]
async fn everybody_of_a_file_is_added_and_their_passwords_are_shown_once() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let form = browser.get(PATH).await.expect(200);
    let rows = "ken,Ken Sato,ken@mail.example,helpdesk_agent,none\n\
        mai,田中 舞,mai@mail.example,none,user_management_admin\n";
    let file = format!("{HEAD}{rows}");
    let shown = browser.send_file(&form, PATH, &[], &file).await.expect(200);
    let shown = shown
        .says("2 people were added")
        .says("ken@fabrikam.example")
        .says("田中 舞");
    assert_eq!(shown.headers.get("cache-control").unwrap(), "no-store");
    let passwords = passwords_of_file(&shown);
    assert_eq!(passwords.len(), 2);
    assert!(passwords.iter().all(|p| p.len() == 29), "{passwords:?}");

    // The same form once more adds nobody and shows nothing (decision 36).
    let again = browser.send_file(&form, PATH, &[], &file).await.expect(200);
    assert!(again.body.contains("User management"), "led to the list");
    assert!(!again.body.contains(&passwords[0]));
    assert_eq!(people_of(&app, &aiko), 3);

    let mai = id_of(&app, "mai@fabrikam.example");
    assert_eq!(state_of(&app, mai), State::MustChangePassword);
    let theirs = app.browser();
    theirs.sign_in("mai@fabrikam.example", &passwords[1]).await;
    theirs.get("/dashboard").await.expect(303);
    let mails = app.mails().await;
    for to in ["ken@mail.example", "mai@mail.example"] {
        let notice = mails.iter().find(|m| m.to == to).expect("U1");
        assert!(passwords.iter().all(|p| !notice.text.contains(p)));
    }
}

#[actix_web::test]
async fn one_faulty_row_keeps_everybody_out_and_is_named() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rows = "ken,Ken Sato,ken@mail.example,helpdesk_agent,none\n\
        admin,Again,admin@mail.fabrikam-example.example,boss,none\n\
        ken,Twice,other@mail.example,none,none\n";
    let refused = send(&app, &aiko, rows).await.expect(422);
    refused
        .says("Line Column Reason")
        .says("3 agent_role")
        .says("admin_agent, sales_agent, helpdesk_agent, none")
        .says("4 user_name Leave one of the two rows");
    assert_eq!(people_of(&app, &aiko), 1);
    // What only the database knows is said in the same way.
    let rows = "ken,Ken Sato,ken@mail.example,helpdesk_agent,none\n\
        admin,Again,ADMIN@mail.fabrikam-example.example,none,none\n";
    let refused = send(&app, &aiko, rows).await.expect(422);
    refused.says("3 user_name").says("3 email");
    assert_eq!(people_of(&app, &aiko), 1);
    assert!(app.mails().await.iter().all(|m| !m.to.starts_with("ken@")));
}

#[actix_web::test]
async fn a_file_that_is_only_checked_adds_nobody() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let form = browser.get(PATH).await.expect(200);
    let file = format!("{HEAD}ken,Ken Sato,ken@mail.example,helpdesk_agent,none\n");
    browser
        .send_file(&form, PATH, &[("check", "yes")], &file)
        .await
        .expect(200)
        .says("1 person would be added");
    assert_eq!(people_of(&app, &aiko), 1);
    browser
        .send_file(&form, PATH, &[], "")
        .await
        .expect(422)
        .says("Choose a CSV file");
}

#[actix_web::test]
async fn only_a_global_admin_adds_global_admins_and_the_others_are_told_in_one_mail() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let person = |name: &str, admin| app.person(aiko.organization, name, AgentRole::None, admin);
    let uma = person("uma@fabrikam.example", AdminRole::UserManagementAdmin);
    let ben = person("ben@fabrikam.example", AdminRole::BillingAdmin);
    let rows =
        "ken,Ken Sato,ken@mail.example,none,global_admin\nmai,Mai,mai@mail.example,none,global_admin\n";
    let refused = send(&app, &uma, rows).await.expect(422);
    refused.says("2 admin_role").says("only they can give it");
    app.signed_in(&ben).await.get(PATH).await.expect(403);
    assert_eq!(people_of(&app, &aiko), 3);
    send(&app, &aiko, rows).await.expect(200);
    let rin = person("rin@fabrikam.example", AdminRole::GlobalAdmin);
    drop(rin);
    let rows = "tom,Tom,tom@mail.example,none,global_admin\nivy,Ivy,ivy@mail.example,none,global_admin\n";
    send(&app, &aiko, rows).await.expect(200);
    let mails = app.mails().await;
    let told: Vec<_> = mails.iter().filter(|m| m.to == "mai@mail.example").collect();
    let news: Vec<_> = told
        .iter()
        .filter(|m| m.subject.contains("2 new people with the role Global admin"))
        .collect();
    assert_eq!(news.len(), 1, "one mail for both: {told:?}");
    assert!(news[0].text.contains("tom@fabrikam.example") && news[0].text.contains("ivy@fabrikam.example"));
}

#[actix_web::test]
async fn the_operator_and_customers_have_files_of_their_own() {
    let app = TestApp::new().await;
    let adam = app.operator("adam", OperatorRole::Administrator);
    let browser = app.signed_in(&adam).await;
    let form = browser.get(PATH).await.expect(200).says("operator_role");
    let file = "user_name,full_name,email,operator_role\nrita,Rita,rita@mail.example,reviewer\n";
    browser.send_file(&form, PATH, &[], file).await.expect(200);
    let rita = id_of(&app, &format!("rita@{}", app.app.site.operator_domain()));
    assert_eq!(state_of(&app, rita), State::MustChangePassword);
    let example = browser.get("/account/users/import/example.csv").await.expect(200);
    assert!(
        example
            .body
            .starts_with("user_name,full_name,email,operator_role\r\n"),
        "{}",
        example.body
    );
}
