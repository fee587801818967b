//! The portal as somebody sees it who wants in: every form and every address of a whole demonstration, with values that no browser
//! sends, signs of markup in every stored text, and cookies that aren't ours.

mod cookies;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use serde_json::Value;
use tandem::db::DbConn;
use tandem::db::schema::enrollments;
use tandem::testkit::{Browser, Page, TestApp};

use super::demo::{Folder, listed, marked_database, text};

/// Markup that would run, break out of an attribute, or end a script.
const MARKUP: &str = "<img src=x onerror=alert(1)>\"' onfocus=alert(2) </title></script>{{7*7}}";

/// What of it may stand on no page as it is.
const RAW: [&str; 3] = ["<img src=x", "\"' onfocus", "</title></script>"];

const NASTY: [&str; 10] = [
    "a\0b",
    "\u{202e}gnp.exe",
    "99999999999999999999999",
    "-9223372036854775808",
    "' OR 1=1 --",
    "a\r\nBcc: x@evil.example",
    MARKUP,
    "2026-02-30",
    "../../../etc/passwd",
    "𝕏🏴‍☠️",
];

fn html_is_clean(page: &Page) {
    let kind = page
        .headers
        .get("content-type")
        .and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return;
    }
    for raw in RAW {
        let before = page.body.split(raw).next().unwrap_or_default();
        let from = before.char_indices().rev().nth(200).map_or(0, |(at, _)| at);
        assert!(
            before.len() == page.body.len(),
            "{} shows {raw} as markup after {}",
            page.path,
            &before[from..]
        );
    }
}

/// Every address that a page leads to within the portal.
fn links(page: &Page) -> Vec<String> {
    let hrefs = page.body.split("href=\"").skip(1);
    hrefs
        .filter_map(|rest| rest.split('"').next())
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| href.starts_with('/') && !href.starts_with("/static"))
        .collect()
}

/// Where the forms of a page go.
fn actions(page: &Page) -> BTreeSet<String> {
    let forms = page.body.split("<form").skip(1);
    forms
        .filter_map(|form| form.split('>').next())
        .filter(|head| head.contains("method=\"post\""))
        .filter_map(|head| head.split("action=\"").nth(1)?.split('"').next())
        .map(ToOwned::to_owned)
        .collect()
}

/// What tells one kind of page from another: ids and numbers don't.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| {
            if part.len() > 20 || part.starts_with(|c: char| c.is_ascii_digit()) {
                "*"
            } else {
                part
            }
        })
        .collect();
    let keys: Vec<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    format!("{}?{}", parts.join("/"), keys.join("&"))
}

/// Opens every kind of page that can be reached, a few of each.
async fn crawl(browser: &Browser, visit: &mut impl FnMut(&Page)) -> BTreeMap<String, String> {
    let (mut seen, mut of_kind) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    let mut forms = BTreeMap::new();
    let mut queue = vec!["/dashboard".to_owned()];
    while let Some(path) = queue.pop() {
        let count = of_kind.entry(kind(&path)).or_default();
        if *count >= 6 || !seen.insert(path.clone()) {
            continue;
        }
        *count += 1;
        let page = browser.open(&path).await;
        assert!(page.status.as_u16() < 500, "{path}: {}", page.visible());
        visit(&page);
        queue.extend(links(&page));
        for action in actions(&page) {
            forms
                .entry(kind(&action))
                .or_insert_with(|| (action, page.path.clone()));
        }
    }
    assert!(seen.len() > 10, "{seen:?}");
    forms.into_values().collect()
}

/// The demonstration, and somebody of each programme, by their names and the one password.
async fn demonstration(
    name: &str,
) -> (
    TestApp,
    Vec<(String, String, String)>,
    Folder,
    tandem::testkit::TestDb,
) {
    let folder = Folder::new(name);
    let (db, url) = marked_database();
    let rows = listed(&folder.demo(&["--customers", "30", "--seed", "7", "--database", &url]));
    let mut people = BTreeMap::new();
    for row in &rows {
        let role = text(row, "role");
        if role.contains("Global admin") || role.contains("Administrator") {
            people
                .entry(text(row, "programme").to_owned())
                .or_insert((text(row, "username").to_owned(), text(row, "password").to_owned()));
        }
    }
    let app = TestApp::over(&db.url, &folder.key()).await;
    let people = people
        .into_iter()
        .map(|(programme, (name, password))| (programme, name, password))
        .collect();
    (app, people, folder, db)
}

async fn signed_in(app: &TestApp, name: &str, password: &str) -> Browser {
    let browser = app.browser();
    browser.sign_in(name, password).await;
    browser.get("/account/me").await.expect(200);
    browser
}

#[actix_web::test]
async fn no_stored_text_is_taken_for_markup_on_any_page_or_in_any_mail() {
    let (app, people, _folder, _db) = demonstration("markup").await;
    app.write(|conn| {
        let sql = |text: &str| text.replace("{x}", &MARKUP.replace('\'', "''"));
        for change in [
            "UPDATE users SET full_name = '{x}'",
            "UPDATE organizations SET legal_name = '{x}' || number, state_reason = '{x}', support_email = '{x}', support_phone = '{x}'",
            "UPDATE organization_addresses SET line1 = '{x}', line2 = '{x}', city = '{x}', region = '{x}', postal_code = '{x}'",
            "UPDATE organization_contacts SET first_name = '{x}', last_name = '{x}', phone = '{x}'",
            "UPDATE name_changes SET old_name = '{x}', new_name = '{x}', grounds = '{x}', reason = '{x}'",
            "UPDATE membership_profiles SET organization_name = '{x}', address_line1 = '{x}', city = '{x}', phone = '{x}'",
            "UPDATE enrollments SET reason = '{x}' WHERE reason IS NOT NULL",
            "UPDATE enrollment_checks SET note = '{x}'",
            "UPDATE enrollment_events SET note = '{x}'",
            "UPDATE relationships SET end_reason = '{x}', source_portal = '{x}'",
            "UPDATE web_mail_domains SET note = '{x}'",
            "UPDATE outbox SET subject = '{x}', failure = '{x}'",
        ] {
            let sql = sql(change);
            match conn {
                DbConn::Pg(c) => c.batch_execute(&sql),
                DbConn::Sqlite(c) => c.batch_execute(&sql),
            }
            .unwrap_or_else(|e| panic!("{e}: {sql}"));
        }
        let forms: Vec<(tandem::kernel::ids::EnrollmentId, String)> =
            enrollments::table.select((enrollments::id, enrollments::form)).load(conn)?;
        for (id, form) in forms {
            let mut form: Value = serde_json::from_str(&form).unwrap();
            for field in ["legal_name", "line1", "line2", "city", "contact_first_name", "contact_last_name"] {
                if let Some(value) = form.get_mut(field) {
                    *value = Value::from(MARKUP);
                }
            }
            diesel::update(enrollments::table.find(id))
                .set(enrollments::form.eq(form.to_string()))
                .execute(conn)?;
        }
        Ok(())
    });
    let mut shown = 0;
    for (_, name, password) in &people {
        let browser = signed_in(&app, name, password).await;
        crawl(&browser, &mut |page| {
            html_is_clean(page);
            shown += page.body.matches("&#60;img src=x").count();
        })
        .await;
    }
    assert!(shown > 200, "only {shown} of the texts were shown at all");

    // Mails: somebody of that name does something to somebody of that name.
    let (_, name, password) = people
        .iter()
        .find(|(programme, ..)| programme == "reseller")
        .unwrap();
    let browser = signed_in(&app, name, password).await;
    let before = app.mails().await.len();
    let form = browser.get("/account/users/new").await.expect(200);
    let ken = super::people::KEN;
    browser
        .submit(&form, "/account/users/new", &ken)
        .await
        .expect(200);
    let ken = super::people::id_of(&app, &format!("ken.sato@{}", name.split('@').nth(1).unwrap()));
    let roles = [("agent", "sales_agent"), ("admin", "global_admin")];
    super::people::press(&browser, ken, "roles", &roles)
        .await
        .expect(303);
    super::people::press(&browser, ken, "password", &[])
        .await
        .expect(200);
    let mails = app.mails().await;
    assert!(mails.len() >= before + 3);
    for mail in &mails[before..] {
        for raw in RAW {
            assert!(!mail.html.contains(raw), "{}: {raw}", mail.subject);
        }
        assert!(
            !mail.subject.contains("<img"),
            "names stand in no subject: {}",
            mail.subject
        );
        assert!(mail.html.contains("&#60;img"), "{}", mail.subject);
    }
}

#[actix_web::test]
async fn whatever_is_sent_to_a_form_is_refused_or_done_and_never_a_fault() {
    let (app, people, _folder, _db) = demonstration("forms").await;
    let ends = [
        "/signout",
        "/account/organization/close",
        "/password",
        "/language",
    ];
    let mut sent = 0;
    // The operator last: it can shut the others out.
    let (operators, others): (Vec<_>, Vec<_>) = people
        .iter()
        .filter(|(programme, ..)| programme != "provider")
        .partition(|(programme, ..)| programme == "operator");
    for (_, name, password) in others.into_iter().chain(operators) {
        let mut browser = signed_in(&app, name, password).await;
        let forms = crawl(&browser, &mut |_| {}).await;
        for (action, path) in forms {
            if ends.contains(&action.as_str()) {
                continue;
            }
            for nasty in NASTY.iter().map(|n| (*n).to_owned()).chain(["x".repeat(20_000)]) {
                let mut page = browser.open(&path).await;
                if page.path.starts_with("/signin") {
                    // It ended its own sessions.
                    browser = app.browser();
                    browser.sign_in(name, password).await;
                    page = browser.open(&path).await;
                }
                if !actions(&page).contains(&action) || page.body.contains("multipart/form-data") {
                    break;
                }
                let mut fields = page.form(&action);
                for (name, value) in &mut fields {
                    if name != "_form" && name != "seen" && name != "version" {
                        value.clone_from(&nasty);
                    }
                }
                // A field that the form left out since nothing was chosen.
                fields.push(("extra".to_owned(), nasty.clone()));
                let answer = browser.post(&action, &fields).await;
                let status = answer.status.as_u16();
                assert!(
                    status < 500,
                    "{action} with {nasty:?}: {status} {}",
                    answer.visible()
                );
                html_is_clean(&answer);
                assert!(
                    answer
                        .location
                        .as_deref()
                        .is_none_or(|to| to.starts_with('/') && !to.starts_with("//")),
                    "{action} leads to {:?}",
                    answer.location
                );
                sent += 1;
            }
        }
    }
    assert!(sent > 300, "only {sent} forms were sent");
}

#[actix_web::test]
async fn whatever_is_asked_of_a_list_is_answered_and_never_a_fault() {
    let (app, people, _folder, _db) = demonstration("lists").await;
    let keys = [
        "q",
        "role",
        "state",
        "after",
        "before",
        "size",
        "filter",
        "programme",
        "concern",
        "area",
        "from",
        "until",
        "person",
        "with",
        "next",
        "bom",
        "page",
        "country",
        "show",
    ];
    let cursor = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let mut values: Vec<String> = ["\0", "-9223372036854775808", "-9999-01-01", MARKUP]
        .map(ToOwned::to_owned)
        .to_vec();
    let unknown = tandem::kernel::ids::UserId::new();
    for json in [
        "9223372036854775807",
        "\"\\u0000\"",
        "[\"\\u0000\",1]",
        &format!("[\"\\u0000\",\"{unknown}\"]"),
        &format!("[9223372036854775807,\"{unknown}\"]"),
    ] {
        values.push(cursor(json));
    }
    for (programme, name, password) in &people {
        if programme != "reseller" && programme != "operator" {
            continue;
        }
        let browser = signed_in(&app, name, password).await;
        for route in tandem::app::all_routes() {
            let operators = route.path.starts_with("/operations");
            if route.method != "GET" || route.path.contains('{') || operators != (programme == "operator") {
                continue;
            }
            let plain = browser.get(route.path).await;
            let takes = |key: &&str| {
                plain.body.contains(&format!("name=\"{key}\"")) || ["after", "before", "next"].contains(key)
            };
            for key in keys
                .iter()
                .filter(|key| takes(key) || route.path.ends_with(".csv"))
            {
                for value in &values {
                    let query = url::form_urlencoded::Serializer::new(String::new())
                        .append_pair(key, value)
                        .finish();
                    let path = format!("{}?{query}", route.path);
                    let page = browser.get(&path).await;
                    assert!(page.status.as_u16() < 500, "{path}: {}", page.visible());
                    html_is_clean(&page);
                }
            }
            for broken in [
                "?%ff=%fe",
                "?%",
                "?q=%C3%28",
                "?=&&&=",
                "?before=9&before=8",
                "/",
                "/%00",
                "/%2e%2e",
            ] {
                let path = format!("{}{broken}", route.path);
                let page = browser.get(&path).await;
                assert!(page.status.as_u16() < 500, "{path}: {}", page.visible());
            }
        }
    }
}
