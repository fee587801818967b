//! Erasing a person (decision 9): what they did stays, who they were goes, on every page and in every column.

use std::process::{Command, Output};

use diesel::prelude::*;
use tandem::app::sweep;
use tandem::audit;
use tandem::config::Retention;
use tandem::db::DatabaseUrl;
use tandem::db::schema::{audit_personal, outbox, sessions, users};
use tandem::features::users::domain::State;
use tandem::kernel::clock::days;
use tandem::kernel::ids::UserId;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{PASSWORD, Person, TestApp, TestDb, link_in};

use super::dump::Dump;
use super::people::{add, id_of, password_on, press, state_of};

/// Somebody whose every value is easy to find.
const KANARI: [(&str, &str); 5] = [
    ("full_name", "Quendolin Kanarienvogel"),
    ("email", "q.kanarienvogel@post.example"),
    ("user_name", "kanarienvogel"),
    ("agent", "none"),
    ("admin", "global_admin"),
];
const CHOSEN: &str = "eleven quiet bridges over water";

/// Adds that person, who signs in, confirms the address, asks for a reset, and gives somebody a role.
async fn lived(app: &TestApp, aiko: &Person, mai: &Person) -> UserId {
    let admin = app.signed_in(aiko).await;
    let password = password_on(&add(&admin, &KANARI).await.expect(200));
    let name = "kanarienvogel@fabrikam.example";
    let theirs = app.browser();
    theirs.sign_in(name, &password).await;
    let form = theirs.get("/password").await.expect(200);
    theirs
        .submit(&form, "/password", &[("password", CHOSEN)])
        .await
        .expect(303);
    let page = theirs.get("/account/me").await.expect(200);
    theirs.submit(&page, "/account/me/contact", &[]).await.expect(303);
    let path = link_in(&app.mail_to(KANARI[1].1).await, "/verify/contact/");
    let page = theirs.get(&path).await.expect(200);
    theirs.send_form(&page, &path, &[]).await.expect(200);
    let visitor = app.browser();
    let form = visitor.get("/password/reset").await.expect(200);
    visitor
        .send_form(&form, "/password/reset", &[("user_name", name)])
        .await;
    let roles = [("agent", "sales_agent"), ("admin", "none")];
    press(&theirs, mai.user, "roles", &roles).await.expect(303);
    id_of(app, name)
}

fn nothing_left(app: &TestApp) {
    let dump = Dump::of(app);
    for canary in ["Kanarienvogel", "Quendolin", "q.kanarienvogel@post.example"] {
        assert_eq!(dump.places(canary), Vec::<String>::new(), "{canary}");
    }
}

#[actix_web::test]
async fn a_deleted_account_is_erased_after_thirty_days_and_its_name_is_free() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let id = lived(&app, &aiko, &mai).await;
    assert!(!Dump::of(&app).places("Kanarienvogel").is_empty());
    let admin = app.signed_in(&aiko).await;
    let action = format!("/account/users/{id}/delete");
    let page = admin.get(&action).await.expect(200);
    admin.submit(&page, &action, &[]).await.expect(303);
    assert_eq!(state_of(&app, id), State::Deleted);
    let taken = add(&admin, &KANARI).await;
    taken.expect(422);

    app.later(days(29));
    sweep(&app.app, &Retention::default()).await;
    assert_eq!(state_of(&app, id), State::Deleted, "it can still be restored");
    app.later(days(1));
    sweep(&app.app, &Retention::default()).await;
    assert_eq!(state_of(&app, id), State::Purged);
    nothing_left(&app);
    let (left, kept): (i64, i64) = app.write(|conn| {
        let left = sessions::table
            .filter(sessions::user_id.eq(id))
            .count()
            .get_result(conn)?;
        let kept = audit_personal::table
            .filter(audit_personal::user_id.eq(id))
            .filter(audit_personal::sealed.is_not_null())
            .count()
            .get_result(conn)?;
        Ok((left, kept))
    });
    assert_eq!((left, kept), (0, 0));
    assert!(app.write(audit::verify).is_ok(), "the chain covers hashes only");
    let mut counted: Vec<i64> = app.write(|conn| {
        use tandem::db::schema::organizations;
        let all = users::table.filter(users::organization_id.eq(aiko.organization));
        let there = all
            .filter(users::state.eq_any([State::Active, State::MustChangePassword, State::Disabled]))
            .count()
            .get_result(conn)?;
        let said = organizations::table
            .find(aiko.organization)
            .select(organizations::user_count)
            .first(conn)?;
        Ok(vec![there, said])
    });
    counted.dedup();
    assert_eq!(counted, [2]);

    // What they did is still told, without their name, in both languages.
    let admin = app.signed_in(&aiko).await;
    let path = format!("/account/users/{}", mai.user);
    admin.get(&path).await.says("Former user");
    admin.get("/account/activity?area=user").await.says("Former user");
    admin.get(&format!("/account/users/{id}")).await.expect(404);
    admin
        .get("/account/users?state=purged")
        .await
        .doesnt_say("Former user");
    let export = admin.get("/account/users/export.csv").await.expect(200);
    assert!(!export.body.contains("Former"), "{}", export.body);
    admin.speaks("ja");
    admin
        .get(&path)
        .await
        .says("元ユーザー")
        .doesnt_say("Former user");
    admin.speaks("en");
    add(&admin, &KANARI).await.expect(200);
}

#[actix_web::test]
async fn the_application_of_somebody_who_is_gone_says_former_user() {
    let app = TestApp::new().await;
    let admin = app.newcomer("Tailspin", "tailspin.example", "JP");
    let second = app.person(
        admin.organization,
        "second@tailspin.example",
        AgentRole::None,
        AdminRole::GlobalAdmin,
    );
    let rei = app.operator("rei", OperatorRole::Administrator);
    let member = app.membership("4471201", "JP", "Tailspin");
    let application = app.in_review(&admin, &member).await;
    let browser = app.signed_in(&second).await;
    browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("admin of tailspin.example");
    let here = app.signed_in(&second).await;
    press(&here, admin.user, "disable", &[]).await.expect(303);
    let page = here
        .get(&format!("/account/users/{}/delete", admin.user))
        .await
        .expect(200);
    let action = format!("/account/users/{}/delete", admin.user);
    here.submit(&page, &action, &[]).await.expect(303);
    app.later(days(30));
    sweep(&app.app, &Retention::default()).await;
    assert_eq!(state_of(&app, admin.user), State::Purged);
    let browser = app.signed_in(&second).await;
    browser
        .get("/enroll/status")
        .await
        .expect(200)
        .says("Former user")
        .doesnt_say("admin of tailspin.example");
    let reviewer = app.signed_in(&rei).await;
    reviewer
        .get(&format!("/operations/enrollments/{}", application.id))
        .await
        .expect(200)
        .says("Former user")
        .doesnt_say("admin of tailspin.example");
    reviewer
        .get(&format!("/operations/organizations/{}", admin.organization))
        .await
        .expect(200)
        .doesnt_say("admin of tailspin.example");
}

/// An installation that the program itself is run on.
struct Machine {
    db: TestDb,
    folder: std::path::PathBuf,
}

const KEY: &str = "a key of the machine, longer than thirty-two bytes";

impl Machine {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tandem-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self {
            db: TestDb::new(),
            folder,
        }
    }

    fn run(&self, words: &[&str]) -> Output {
        let url = match &self.db.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        Command::new(env!("CARGO_BIN_EXE_tandem"))
            .args(words)
            .env_clear()
            .env("TANDEM_DATABASE_URL", url)
            .env("TANDEM_DATA_DIR", &self.folder)
            .env("TANDEM_SECRET_KEY", KEY)
            .current_dir(&self.folder)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8([output.stdout.clone(), output.stderr.clone()].concat()).unwrap()
}

#[actix_web::test]
async fn the_command_line_erases_at_once_but_never_the_last_global_admin() {
    let machine = Machine::new("erase");
    let app = TestApp::over(&machine.db.url, KEY.as_bytes()).await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let id = lived(&app, &aiko, &mai).await;
    let unsure = machine.run(&["user", "erase", "kanarienvogel@fabrikam.example"]);
    assert_eq!(unsure.status.code(), Some(2), "{}", said(&unsure));
    assert!(said(&unsure).contains("--yes"));
    let done = machine.run(&[
        "user",
        "erase",
        "KANARIENVOGEL@fabrikam.example",
        "--yes",
        "--json",
    ]);
    assert!(done.status.success(), "{}", said(&done));
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(answer, serde_json::json!({ "user": id, "erased": true }));
    nothing_left(&app);
    assert_eq!(state_of(&app, id), State::Purged);
    let again = machine.run(&["user", "erase", "kanarienvogel@fabrikam.example", "--yes"]);
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));
    let last = machine.run(&["user", "erase", "admin@fabrikam.example", "--yes"]);
    assert_eq!(last.status.code(), Some(1));
    assert!(said(&last).contains("last Global admin"), "{}", said(&last));
    let opal = app.operator("opal", OperatorRole::Administrator);
    let last = machine.run(&["user", "erase", &opal.user_name, "--yes"]);
    assert!(said(&last).contains("Administrator"), "{}", said(&last));
    assert_eq!(state_of(&app, opal.user), State::Active);
    let trail = machine.run(&["audit", "verify"]);
    assert!(trail.status.success(), "{}", said(&trail));
}

#[actix_web::test]
async fn the_command_line_lets_somebody_in_again() {
    let machine = Machine::new("rescue");
    let app = TestApp::over(&machine.db.url, KEY.as_bytes()).await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    for _ in 0..3 {
        app.browser().sign_in(&aiko.user_name, "wrong").await;
    }
    let locked = |app: &TestApp| -> i32 {
        app.write(|conn| {
            Ok(users::table
                .find(aiko.user)
                .select(users::failed_count)
                .first(conn)?)
        })
    };
    assert!(locked(&app) > 0);
    let done = machine.run(&["user", "unlock", &aiko.user_name]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(locked(&app), 0);
    let done = machine.run(&["user", "link", &aiko.user_name, "--json"]);
    assert!(done.status.success(), "{}", said(&done));
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let link = answer["link"].as_str().unwrap();
    let path = &link[link.find("/password/reset/").expect("a link to set a password")..];
    let browser = app.browser();
    let form = browser.get(path).await.expect(200);
    browser.send_form(&form, path, &[("password", CHOSEN)]).await;
    browser.sign_in(&aiko.user_name, CHOSEN).await;
    browser.get("/dashboard").await.expect(200);
    let again = browser.submit(&form, path, &[("password", PASSWORD)]).await;
    assert_ne!(again.status, 303, "a link works once");
    let nobody = machine.run(&["user", "link", "nobody@fabrikam.example"]);
    assert_eq!(nobody.status.code(), Some(1));
    let mails: i64 = app.write(|conn| Ok(outbox::table.count().get_result(conn)?));
    assert!(mails > 0, "the person is told of the new password");
}
