//! Many sign-ins at once (A.4): what is too much is told so with Retry-After, and nothing else waits for it. `scripts/bench signin`
//! measures what this asserts.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use diesel::prelude::*;
use futures_util::future::{join, join_all};
use tandem::db::DbError;
use tandem::db::schema::organizations;
use tandem::testkit::{Browser, Page, TestApp};
use tandem::web::hasher::{Hasher, PasswordSettings};

/// Hashes that take their time, one after the other.
fn slow(queue: usize) -> PasswordSettings {
    PasswordSettings {
        memory_kib: 19_456,
        passes: 2,
        at_once: 1,
        queue,
        blocklist_file: None,
    }
}

async fn hashing(so: &PasswordSettings) -> TestApp {
    TestApp::with_parts(|parts| {
        parts.hasher = Hasher::new(parts.site.keys.clone(), so).expect("good settings");
    })
    .await
}

/// A form to sign in, and the wrong password sent by it.
async fn wrong(browser: &Browser, form: &Page, n: usize) -> Page {
    let name = format!("nobody{n}@fabrikam.example");
    let fields = [("user_name", name.as_str()), ("password", "a wrong guess")];
    browser.submit(form, "/signin", &fields).await
}

#[actix_web::test]
async fn who_comes_when_the_line_is_full_is_told_when_to_come_again() {
    let app = hashing(&slow(2)).await;
    let visitors: Vec<Browser> = (0..16).map(|_| app.browser()).collect();
    let mut forms = Vec::new();
    for visitor in &visitors {
        forms.push(visitor.get("/signin").await.expect(200));
    }
    let tries = visitors.iter().zip(&forms).enumerate();
    let answers = join_all(tries.map(|(n, (visitor, form))| wrong(visitor, form, n))).await;
    let mut told = 0;
    for answer in &answers {
        match answer.status.as_u16() {
            422 => {}
            503 => {
                assert!(answer.headers.contains_key("retry-after"));
                told += 1;
            }
            other => panic!("{other}: {}", answer.visible()),
        }
    }
    assert!(told >= 1, "the line has three places, one of them at work");
    assert!(told < answers.len(), "who had a place was answered");
    wrong(&visitors[0], &forms[0], 99).await.expect(422);
}

#[actix_web::test]
async fn pages_are_served_while_passwords_are_looked_at() {
    let app = hashing(&slow(64)).await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let owner = app.signed_in(&aiko).await;
    let visitors: Vec<Browser> = (0..18).map(|_| app.browser()).collect();
    let mut forms = Vec::new();
    for visitor in &visitors {
        forms.push(visitor.get("/signin").await.expect(200));
    }
    // More of them than there are connections: if one was held while a password is hashed, none would be left for the pages.
    let answered = Cell::new(0);
    let tries = visitors
        .iter()
        .zip(&forms)
        .enumerate()
        .map(|(n, (visitor, form))| {
            let answered = &answered;
            async move {
                wrong(visitor, form, n).await;
                answered.set(answered.get() + 1);
            }
        });
    let pages = async {
        let mut before = Vec::new();
        for path in [
            "/health/live",
            "/account/users",
            "/customers",
            "/account/activity",
        ] {
            owner.get(path).await.expect(200);
            before.push(answered.get());
        }
        before
    };
    let (_, before) = join(join_all(tries), pages).await;
    assert!(
        before[3] < visitors.len(),
        "four pages while the tries went on: {before:?}"
    );
}

#[actix_web::test]
async fn who_waits_for_the_database_holds_no_thread() {
    let app = TestApp::new().await;
    let threads = Arc::new(Mutex::new(HashSet::new()));
    let read = || {
        let threads = threads.clone();
        app.app.db.read(move |conn| {
            threads
                .lock()
                .expect("nobody panicked")
                .insert(std::thread::current().id());
            organizations::table.count().get_result::<i64>(conn)?;
            Ok::<_, DbError>(())
        })
    };
    let read = join_all((0..200).map(|_| read())).await;
    assert!(read.iter().all(Result::is_ok), "everybody had a turn");
    let threads = threads.lock().expect("nobody panicked").len();
    // A turn is over a moment before its thread is free, so there may be a few more than connections.
    assert!(threads <= 40, "{threads} threads for eight connections at most");
}
