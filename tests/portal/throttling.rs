//! Too many wrong passwords (A.5): a stranger makes the account wait, never its owner, and learns nothing by it.

use std::net::{IpAddr, Ipv4Addr};

use diesel::prelude::*;
use futures_util::future::join_all;
use tandem::db::schema::{audit_entries, devices, membership_accounts, users};
use tandem::features::memberships::{Outcome, directory};
use tandem::features::users::{self as people, Entrance};
use tandem::kernel::clock::{SignedDuration, days, minutes};
use tandem::policy::{AdminRole, AgentRole};
use tandem::testkit::{Browser, PASSWORD, Page, Person, TestApp, link_in};

const WRONG: &str = "not the password of anybody";
const NEW_PASSWORD: &str = "eleven quiet bridges over water";

async fn signs_in(browser: &Browser, user_name: &str, password: &str) -> Page {
    let page = browser.get("/signin").await;
    let fields = [("user_name", user_name), ("password", password)];
    browser.submit(&page, "/signin", &fields).await
}

/// Another address for each.
fn address(n: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from_bits(0xc633_0000 + n))
}

/// A stranger tries wrong passwords, each from another address and as soon as the account would look at one.
async fn attack(app: &TestApp, user_name: &str, tries: u32) {
    let stranger = app.browser();
    let page = stranger.get("/signin").await;
    for n in 0..tries {
        stranger.comes_from(address(n));
        app.later(SignedDuration::from_secs(11));
        let fields = [("user_name", user_name), ("password", WRONG)];
        stranger.submit(&page, "/signin", &fields).await.expect(422);
    }
}

fn wrong_tries(app: &TestApp, person: &Person) -> i32 {
    app.write(|conn| {
        Ok(users::table
            .find(person.user)
            .select(users::failed_count)
            .first(conn)?)
    })
}

#[actix_web::test]
async fn after_a_thousand_wrong_tries_from_everywhere_the_owner_signs_in_at_once() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.confirm_contact(&kim);
    let known = app.signed_in(&kim).await;
    let device = known.cookie("device").unwrap();
    attack(&app, &kim.user_name, 1_000).await;
    assert_eq!(wrong_tries(&app, &kim), 100, "the hundredth of a day is the last");

    // A browser that isn't known waits, even with the right password, and reads what everybody reads.
    let elsewhere = app.browser();
    let locked = signs_in(&elsewhere, &kim.user_name, PASSWORD).await.expect(422);
    let nobody = signs_in(&app.browser(), "nobody@fabrikam.example", PASSWORD)
        .await
        .expect(422);
    let masked = |page: &Page, name: &str| page.visible().replace(name, "…");
    assert_eq!(
        masked(&locked, &kim.user_name),
        masked(&nobody, "nobody@fabrikam.example")
    );

    // The owner's browser doesn't.
    known.forget();
    known.set_cookie("device", &device);
    signs_in(&known, &kim.user_name, PASSWORD).await.expect(303);
    assert_eq!(wrong_tries(&app, &kim), 100, "strangers go on waiting");
    let page = known
        .get(&format!("/account/users/{}", kim.user))
        .await
        .expect(200);
    page.says("Too many wrong passwords")
        .says("Too many wrong passwords in a row");

    // A reset by mail opens the account for whoever holds the mailbox, while the stranger goes on.
    let page = elsewhere.get("/password/reset").await;
    let name = [("user_name", kim.user_name.as_str())];
    elsewhere
        .submit(&page, "/password/reset", &name)
        .await
        .expect(200);
    let mail = app.mail_to("admin@mail.fabrikam-example.example").await;
    let link = link_in(&mail, "/password/reset/");
    let page = elsewhere.get(&link).await.expect(200);
    let new = [("password", NEW_PASSWORD)];
    elsewhere.submit(&page, &link, &new).await.expect(303);
    attack(&app, &kim.user_name, 100).await;
    signs_in(&app.browser(), &kim.user_name, NEW_PASSWORD)
        .await
        .expect(422);
    signs_in(&elsewhere, &kim.user_name, NEW_PASSWORD)
        .await
        .expect(303);

    // And a day without tries ends it for everybody.
    app.later(days(1));
    signs_in(&app.browser(), &kim.user_name, NEW_PASSWORD)
        .await
        .expect(303);
}

#[actix_web::test]
async fn a_temporary_password_opens_a_locked_account() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        kim.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    attack(&app, &mai.user_name, 100).await;
    let admin = app.signed_in(&kim).await;
    let shown = super::people::press(&admin, mai.user, "password", &[])
        .await
        .expect(200);
    let password = super::people::password_on(&shown);
    attack(&app, &mai.user_name, 100).await;
    // Nobody guesses 120 bits, so nobody is kept from using them.
    signs_in(&app.browser(), &mai.user_name, &password)
        .await
        .expect(303);
}

#[actix_web::test]
async fn a_forged_or_foreign_device_cookie_counts_as_none() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let eve = app.person(
        kim.organization,
        "eve@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let kims = app.signed_in(&kim).await.cookie("device").unwrap();
    let eves = app.signed_in(&eve).await.cookie("device").unwrap();
    attack(&app, &kim.user_name, 100).await;
    let (value, tag) = kims.split_once('.').unwrap();
    let (other, other_tag) = eves.split_once('.').unwrap();
    let language = app.browser();
    let page = language.get("/signin").await;
    language.submit(&page, "/language", &[("language", "ja")]).await;
    for forged in [
        eves.clone(),
        value.to_owned(),
        format!("{value}."),
        format!("{value}.{other_tag}"),
        format!("{other}.{tag}"),
        format!("{value}.{}", "A".repeat(tag.len())),
        format!("{value}.{tag}x"),
        language.cookie("language").unwrap_or_default(),
        language.cookie("pre").unwrap(),
        "nonsense".to_owned(),
    ] {
        let browser = app.browser();
        browser.set_cookie("device", &forged);
        signs_in(&browser, &kim.user_name, PASSWORD).await.expect(422);
    }
    let owner = app.browser();
    owner.set_cookie("device", &kims);
    signs_in(&owner, &kim.user_name, PASSWORD).await.expect(303);
    // One browser may be known to several people, and each keeps it.
    signs_in(&owner, &eve.user_name, PASSWORD).await.expect(303);
    attack(&app, &eve.user_name, 100).await;
    for person in [&kim, &eve] {
        let browser = app.browser();
        browser.set_cookie("device", &owner.cookie("device").unwrap());
        signs_in(&browser, &person.user_name, PASSWORD).await.expect(303);
    }
}

#[actix_web::test]
async fn a_known_browser_has_a_counter_and_a_limit_of_its_own() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let device = app.signed_in(&kim).await.cookie("device").unwrap();
    let stolen = app.browser();
    let page = stolen.get("/signin").await;
    stolen.set_cookie("device", &device);
    for n in 0..100 {
        stolen.comes_from(address(n));
        app.later(SignedDuration::from_secs(11));
        let fields = [("user_name", kim.user_name.as_str()), ("password", WRONG)];
        stolen.submit(&page, "/signin", &fields).await.expect(422);
    }
    assert_eq!(wrong_tries(&app, &kim), 0, "the account itself doesn't wait");
    app.later(minutes(1));
    signs_in(&stolen, &kim.user_name, PASSWORD).await.expect(422);
    signs_in(&app.browser(), &kim.user_name, PASSWORD)
        .await
        .expect(303);
}

#[actix_web::test]
async fn who_shares_an_address_with_a_stranger_is_shut_out_only_where_nobody_knows_them() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let known = app.signed_in(&kim).await;
    let device = known.cookie("device").unwrap();
    let stranger = app.browser();
    for n in 0..30 {
        app.later(minutes(1));
        let answer = signs_in(&stranger, &format!("guess{n}@fabrikam.example"), WRONG).await;
        assert_eq!(answer.status, if n < 25 { 422 } else { 429 }, "{n}");
    }
    // What a client itself says of its address counts for nothing without a configured proxy.
    let page = stranger.get("/signin").await;
    let mut body = page.form("/signin");
    body.retain(|(name, _)| name == "_form");
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&body)
        .append_pair("user_name", &kim.user_name)
        .append_pair("password", PASSWORD)
        .finish();
    for header in ["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip"] {
        let headers = [(header, "203.0.113.77")];
        let post = actix_web::http::Method::POST;
        let answer = stranger.send(post, "/signin", Some(body.clone()), &headers).await;
        assert!(answer.expect(429).headers.contains_key("retry-after"));
    }
    known.forget();
    known.set_cookie("device", &device);
    signs_in(&known, "somebody.else@fabrikam.example", PASSWORD)
        .await
        .expect(429);
    signs_in(&known, &kim.user_name, PASSWORD).await.expect(303);
}

#[actix_web::test]
async fn a_browser_found_signed_in_guesses_the_password_no_faster_than_a_stranger() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&kim).await;
    let page = browser.get("/password").await;
    let tries = [("current", WRONG), ("password", NEW_PASSWORD)];
    browser.submit(&page, "/password", &tries).await.expect(422);
    let right = [("current", PASSWORD), ("password", NEW_PASSWORD)];
    let at_once = browser.submit(&page, "/password", &right).await;
    at_once.expect(422).says("That isn’t your current password");
    app.later(SignedDuration::from_secs(2));
    browser.submit(&page, "/password", &right).await.expect(303);
}

#[actix_web::test]
async fn passwords_tried_at_the_same_moment_are_looked_at_one_at_a_time() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browsers: Vec<Browser> = (0..12)
        .map(|n| {
            let browser = app.browser();
            browser.comes_from(address(n));
            browser
        })
        .collect();
    let answers = join_all(
        browsers
            .iter()
            .map(|browser| signs_in(browser, &kim.user_name, WRONG)),
    )
    .await;
    assert!(answers.iter().all(|answer| answer.status == 422));
    assert_eq!(wrong_tries(&app, &kim), 1, "the others would have had to wait");
}

#[actix_web::test]
async fn a_password_replaced_while_it_was_looked_at_opens_nothing_and_stays_replaced() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let cx = app.cx();
    let looked_at = app
        .write(|conn| people::credentials(conn, &kim.user_name))
        .unwrap();
    let stored = app.app.hasher.hash_now(NEW_PASSWORD.as_bytes()).unwrap();
    let new = people::Credentials {
        phc: stored.phc,
        key_id: stored.key_id,
    };
    app.write(|conn| {
        diesel::update(users::table.find(kim.user))
            .set((
                users::password_hash.eq(&new.phc),
                users::password_key.eq(&new.key_id),
            ))
            .execute(conn)?;
        Ok(())
    });
    let old = people::Credentials {
        phc: "the old one, hashed anew".to_owned(),
        key_id: new.key_id.clone(),
    };
    let opened = app
        .write(|conn| people::record_success(conn, &cx, &looked_at, None, Entrance::Guessable, Some(&old)));
    assert_eq!(opened, None);
    let browser = app.browser();
    signs_in(&browser, &kim.user_name, NEW_PASSWORD).await.expect(303);
}

#[actix_web::test]
async fn browsers_are_forgotten_when_there_are_many_or_they_stay_away() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let count = |app: &TestApp| app.write(|conn| Ok(devices::table.count().get_result::<i64>(conn)?));
    for _ in 0..22 {
        app.later(minutes(1));
        app.signed_in(&kim).await;
    }
    assert_eq!(count(&app), 20);
    app.later(days(181));
    tandem::app::sweep(&app.app, &tandem::config::Retention::default()).await;
    assert_eq!(count(&app), 0);
    let locks: i64 = app.write(|conn| {
        Ok(audit_entries::table
            .filter(audit_entries::action.eq("user.lock"))
            .count()
            .get_result(conn)?)
    });
    assert_eq!(locks, 0);
}

#[actix_web::test]
async fn the_right_password_among_many_wrong_ones_of_a_moment_doesnt_count() {
    let app = TestApp::new().await;
    let kim = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let cx = app.cx();
    // Found right, and meanwhile another try was found wrong.
    let looked_at = app
        .write(|conn| people::credentials(conn, &kim.user_name))
        .unwrap();
    assert!(app.write(|conn| people::still_right(conn, &cx, &looked_at, None)));
    app.write(|conn| people::record_failure(conn, &cx, &looked_at, None));
    assert!(!app.write(|conn| people::still_right(conn, &cx, &looked_at, None)));
    app.later(minutes(1));
    let cx = app.cx();
    assert!(app.write(|conn| people::still_right(conn, &cx, &looked_at, None)));

    // The same at the membership sign-in, where a day without a wrong one begins anew.
    let kim = app.newcomer("Contoso", "contoso.example", "JP");
    let member = app.membership("4928371", "JP", "Contoso");
    let permit = app.may_apply(&kim);
    let right = Outcome::Right {
        renewed: None,
        checked: String::new(),
    };
    let ends = |outcome: &Outcome| {
        let cx = app.cx();
        app.write(|conn| directory().checked(conn, &cx, &permit, member.account, outcome))
    };
    let count = || -> i32 {
        app.write(|conn| {
            Ok(membership_accounts::table
                .find(member.account)
                .select(membership_accounts::failed_count)
                .first(conn)?)
        })
    };
    assert!(ends(&Outcome::Wrong));
    assert!(!ends(&right), "a wrong one came first");
    assert!(!ends(&Outcome::Wrong), "one is looked at at a time");
    assert_eq!(count(), 1);
    app.later(days(2));
    assert!(ends(&Outcome::Wrong));
    assert_eq!(count(), 1, "a guess a day locks nobody out for good");
    app.later(minutes(1));
    assert!(ends(&right));
    assert_eq!(count(), 0);
}
