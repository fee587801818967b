//! The demonstration: made by the command, and signed in to as everybody whom it lists.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::prelude::*;
use serde_json::Value;
use tandem::db::schema::{enrollments, organizations, users};
use tandem::db::{DatabaseUrl, settings};
use tandem::features::enrollments::domain::State;
use tandem::kernel::ids::OrganizationId;
use tandem::testkit::{TestApp, TestDb};

/// A folder of its own, removed with the test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tandem-demo-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tandem"))
            .args(words)
            .env_clear()
            .current_dir(&self.0)
            .output()
            .unwrap()
    }

    pub(super) fn demo(&self, words: &[&str]) -> Output {
        self.run(&[&["demo", "--no-serve", "--json"], words].concat())
    }

    pub(super) fn key(&self) -> Vec<u8> {
        let text = std::fs::read_to_string(self.0.join("demo/secret.key")).unwrap();
        URL_SAFE_NO_PAD.decode(text.trim()).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SUSPENDED: &str = "Saltmarsh Cloud Services Ltd";
const CLOSED: &str = "Juniper Hill Computing LLC";

fn said(output: &Output) -> String {
    String::from_utf8([output.stdout.clone(), output.stderr.clone()].concat()).unwrap()
}

pub(super) fn listed(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", said(output));
    assert!(output.stderr.is_empty(), "{}", said(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(super) fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

fn of_programme<'a>(rows: &'a [Value], programme: &str) -> Vec<&'a Value> {
    rows.iter()
        .filter(|r| text(r, "programme") == programme)
        .collect()
}

/// The database of this run’s engine, marked as a demonstration’s, and how the command names it.
pub(super) fn marked_database() -> (TestDb, String) {
    let db = TestDb::new();
    db.db
        .write_blocking(|conn| settings::set(conn, "demo", "1"))
        .unwrap();
    let url = match &db.url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    (db, url)
}

#[actix_web::test]
async fn everybody_listed_signs_in_and_reaches_the_dashboard() {
    let folder = Folder::new("people");
    let (db, url) = marked_database();
    let rows = listed(&folder.demo(&["--customers", "500", "--seed", "7", "--database", &url]));

    let programmes: BTreeSet<&str> = rows.iter().map(|r| text(r, "programme")).collect();
    assert_eq!(
        programmes,
        BTreeSet::from(["customer", "operator", "provider", "reseller"])
    );
    let roles: BTreeSet<&str> = rows.iter().flat_map(|r| text(r, "role").split(", ")).collect();
    assert_eq!(roles.len(), 8, "every role that opens a dashboard: {roles:?}");
    assert!(rows.iter().any(|r| text(r, "role") == "Admin agent"), "A1");
    for programme in ["reseller", "provider"] {
        let people = of_programme(&rows, programme);
        let roles: BTreeSet<&str> = people.iter().flat_map(|r| text(r, "role").split(", ")).collect();
        assert_eq!(roles.len(), 6, "{programme}: {roles:?}");
    }
    let providers = of_programme(&rows, "provider");
    let names: BTreeSet<&str> = providers.iter().map(|r| text(r, "organization")).collect();
    assert_eq!(names.len(), 3);
    let first = of_programme(&rows, "reseller")[0];
    assert!(text(first, "role").contains("Global admin"), "{first}");

    let app = TestApp::over(&db.url, &folder.key()).await;
    let name = text(first, "organization").to_owned();
    let (states, accounts, customers) = app.write(|conn| {
        let states: Vec<State> = enrollments::table.select(enrollments::state).load(conn)?;
        let (id, customers): (OrganizationId, i64) = organizations::table
            .filter(organizations::legal_name.eq(&name))
            .select((organizations::id, organizations::customer_count))
            .first(conn)?;
        let accounts: Vec<String> = users::table
            .filter(users::organization_id.eq(id))
            .select(users::state)
            .load(conn)?;
        Ok((states, accounts, customers))
    });
    for state in State::ALL {
        assert!(states.contains(state), "no application is {state}");
    }
    for state in ["must_change_password", "active", "disabled", "deleted"] {
        assert!(accounts.iter().any(|s| s == state), "no account is {state}");
    }
    assert!(
        customers > 500,
        "its own and those it was filled with: {customers}"
    );

    for row in &rows {
        let browser = app.browser();
        browser
            .sign_in(text(row, "username"), text(row, "password"))
            .await;
        browser
            .get("/dashboard")
            .await
            .expect(200)
            .says(text(row, "organization"));
    }
}

#[actix_web::test]
async fn one_reseller_is_suspended_one_has_closed_and_one_asks_for_another_name() {
    let folder = Folder::new("standing");
    let (db, url) = marked_database();
    let rows = listed(&folder.demo(&["--seed", "7", "--database", &url]));
    let app = TestApp::over(&db.url, &folder.key()).await;
    let password = text(&rows[0], "password").to_owned();
    // Whoever is listed can do what their role says; these can't, and stand in the table for people.
    for name in [SUSPENDED, CLOSED] {
        assert!(rows.iter().all(|row| text(row, "organization") != name), "{name}");
    }
    let said = said(&folder.run(&["demo", "--no-serve", "--seed", "7", "--dir", "other"]));
    let standing: Vec<&str> = said
        .lines()
        .filter(|line| line.contains(SUSPENDED) || line.contains(CLOSED))
        .collect();
    assert_eq!(standing.len(), 6, "three people each: {said}");
    assert!(
        standing.iter().any(|line| line.contains("suspended")),
        "{standing:?}"
    );
    assert!(
        standing.iter().any(|line| line.contains("closed")),
        "{standing:?}"
    );

    let admin = |name: &str| -> String {
        app.write(|conn| {
            Ok(users::table
                .inner_join(organizations::table)
                .filter(organizations::legal_name.eq(name))
                .filter(users::admin_role.eq("global_admin"))
                .select(users::user_name)
                .first(conn)?)
        })
    };
    let suspended = app.browser();
    suspended.sign_in(&admin(SUSPENDED), &password).await.expect(200);
    suspended
        .get("/dashboard")
        .await
        .expect(200)
        .says("Letters to the registered address come back");
    let closed = app.browser();
    closed.sign_in(&admin(CLOSED), &password).await.expect(200);
    let page = closed.get("/account/organization").await.expect(200);
    closed
        .submit(&page, "/account/organization/close/undo", &[])
        .await
        .expect(303);

    let reviewer = of_programme(&rows, "operator")
        .into_iter()
        .find(|row| text(row, "role") == "Reviewer")
        .unwrap();
    let operators = app.browser();
    operators.sign_in(text(reviewer, "username"), &password).await;
    operators
        .get("/operations/changes")
        .await
        .expect(200)
        .says("Lakeside IT Partners Ltd")
        .says("Lakeside Cloud Partners Ltd");
}

#[test]
fn the_same_seed_gives_the_same_list_and_the_folder_can_be_served_later() {
    let folder = Folder::new("seed");
    let first = listed(&folder.demo(&["--seed", "7", "--customers", "20"]));
    assert_eq!(first, listed(&folder.demo(&["--seed", "7", "--customers", "20"])));
    assert_ne!(first, listed(&folder.demo(&["--seed", "8"])));
    let doctor = Command::new(env!("CARGO_BIN_EXE_tandem"))
        .arg("doctor")
        .env_clear()
        .env("TANDEM_DATA_DIR", "demo")
        .current_dir(&folder.0)
        .output()
        .unwrap();
    let words = said(&doctor);
    assert!(words.contains("chains are whole"), "{words}");
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let folder = Folder::new("foreign");
    assert!(folder.run(&["migrate"]).status.success());
    let refused = folder.demo(&["--dir", "data"]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("something else than a demonstration"));
    assert!(folder.run(&["audit", "verify"]).status.success());
    let wrong = folder.demo(&["--database", "mysql://h/d"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", said(&wrong));
}
