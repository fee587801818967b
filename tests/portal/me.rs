//! My profile: sessions, the contact address and its undoing, the name, what a person may do; and resets that are equal for everybody.

use diesel::prelude::*;
use tandem::db::schema::users;
use tandem::kernel::clock::{days, minutes};
use tandem::kernel::ids::UserId;
use tandem::policy::{AdminRole, AgentRole};
use tandem::testkit::{Browser, PASSWORD, Page, Person, TestApp};

fn email_of(app: &TestApp, user: UserId) -> String {
    app.write(|conn| Ok(users::table.find(user).select(users::email).first(conn)?))
}

async fn asks(browser: &Browser, email: &str, password: &str) -> Page {
    let page = browser.get("/account/me/email").await.expect(200);
    browser
        .submit(
            &page,
            "/account/me/email",
            &[("email", email), ("current", password)],
        )
        .await
}

/// The link with this path in the newest mail to an address.
async fn link(app: &TestApp, to: &str, path: &str) -> String {
    let mails = app.mails().await;
    let mail = mails.iter().rev().find(|m| m.to == to).expect("a mail");
    let at = mail.text.find(path).expect("a link");
    mail.text[at..].split_whitespace().next().unwrap().to_owned()
}

/// Names of the sessions that the page offers to end.
fn offered(page: &Page) -> Vec<String> {
    let fields = page.body.split("name=\"session\" value=\"").skip(1);
    fields.map(|f| f.split('"').next().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn a_session_that_is_ended_is_out_at_its_next_click() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let (home, cafe, phone) = (
        app.signed_in(&aiko).await,
        app.signed_in(&aiko).await,
        app.signed_in(&aiko).await,
    );
    let page = home.get("/account/me/sessions").await.expect(200);
    let page = page.says("This one").says("Your sessions");
    assert_eq!(
        offered(&page).len(),
        2,
        "the one that looks is ended by signing out"
    );
    let name = offered(&page)[0].clone();
    home.submit(&page, "/account/me/sessions/end", &[("session", &name)])
        .await
        .expect(303);
    let mut out = 0;
    for browser in [&cafe, &phone] {
        out += usize::from(browser.get("/dashboard").await.status.as_u16() == 303);
    }
    assert_eq!(out, 1);
    let page = home.get("/account/me/sessions").await.expect(200);
    home.submit(&page, "/account/me/sessions/others", &[])
        .await
        .expect(303);
    for browser in [&cafe, &phone] {
        browser
            .get("/dashboard")
            .await
            .expect(303)
            .leads_to("/signin?next=%2Fdashboard");
    }
    home.get("/account/me/sessions")
        .await
        .expect(200)
        .doesnt_say("End all others");
}

#[actix_web::test]
async fn who_manages_people_ends_their_sessions_but_not_those_of_a_global_admin() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let person = |name: &str, admin| app.person(aiko.organization, name, AgentRole::None, admin);
    let ken = person("ken@fabrikam.example", AdminRole::BillingAdmin);
    let uma = person("uma@fabrikam.example", AdminRole::UserManagementAdmin);
    let (kens, umas, aikos) = (
        app.signed_in(&ken).await,
        app.signed_in(&uma).await,
        app.signed_in(&aiko).await,
    );
    let path = format!("/account/users/{}/sessions", ken.user);
    let page = umas
        .get(&path)
        .await
        .expect(200)
        .says("Sessions of ken of fabrikam.example");
    let name = offered(&page)[0].clone();
    umas.submit(&page, &format!("{path}/end"), &[("session", &name)])
        .await
        .expect(303);
    kens.get("/dashboard")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fdashboard");

    let above = format!("/account/users/{}/sessions", aiko.user);
    umas.get(&above).await.expect(422).says("Only a Global admin");
    aikos.get("/dashboard").await.expect(200);
    app.signed_in(&ken).await.get(&above).await.expect(403);
    // Of another organization nobody learns whether it exists.
    let other = app.reseller("Contoso", "contoso.example", "KR");
    let strangers = app.signed_in(&other).await;
    strangers.get(&path).await.expect(404);
}

#[actix_web::test]
async fn a_new_contact_address_counts_once_it_is_confirmed_and_the_old_one_can_undo_it() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let old = email_of(&app, aiko.user);
    let (home, cafe) = (app.signed_in(&aiko).await, app.signed_in(&aiko).await);
    asks(&home, "aiko@new.example", "not the password")
        .await
        .expect(422)
        .says("That isn’t your current password");
    app.later(minutes(1));
    asks(&home, "aiko@new.example", PASSWORD).await.expect(303);
    assert_eq!(email_of(&app, aiko.user), old, "nothing changes before");
    home.get("/account/me/email")
        .await
        .says("A new address waits")
        .says("aiko@new.example");

    let confirm = link(&app, "aiko@new.example", "/verify/contact/").await;
    let page = home.get(&confirm).await.expect(200);
    assert_eq!(email_of(&app, aiko.user), old, "reading a link does nothing");
    home.submit(&page, &confirm, &[]).await.expect(303);
    assert_eq!(email_of(&app, aiko.user), "aiko@new.example");
    home.get("/account/me").await.expect(200).says("aiko@new.example");
    cafe.get("/dashboard")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fdashboard");

    // Somebody else did it: the owner takes it back, and whoever was signed in is out.
    let undo = link(&app, &old, "/verify/undo/").await;
    let owner = app.browser();
    let page = owner.get(&undo).await.expect(200).says(&old);
    assert_eq!(
        email_of(&app, aiko.user),
        "aiko@new.example",
        "reading a link does nothing"
    );
    owner
        .submit(&page, &undo, &[])
        .await
        .expect(303)
        .leads_to("/password/reset");
    assert_eq!(email_of(&app, aiko.user), old);
    home.get("/dashboard")
        .await
        .expect(303)
        .leads_to("/signin?next=%2Fdashboard");
    owner.get(&undo).await.expect(422).says("already undone");
    // The link that confirmed the other address has done its work, and it was undone: nothing is confirmed by it.
    owner.get(&confirm).await.expect(410).doesnt_say("is confirmed");
    owner.get("/verify/undo/nothing").await.expect(404);
}

#[actix_web::test]
async fn a_change_that_was_taken_back_replaced_or_forgotten_comes_to_nothing() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let old = email_of(&app, aiko.user);
    let home = app.signed_in(&aiko).await;
    asks(&home, "one@new.example", PASSWORD).await.expect(303);
    let first = link(&app, "one@new.example", "/verify/contact/").await;
    asks(&home, "two@new.example", PASSWORD).await.expect(303);
    let second = link(&app, "two@new.example", "/verify/contact/").await;
    let visitor = app.browser();
    let refused = |page: Page| page.expect(410).doesnt_say("is confirmed");
    let tried = |path: String| {
        let visitor = &visitor;
        async move {
            // The button of a page that was opened while the link still worked.
            let page = visitor.get("/signin").await;
            let token = page.form("/signin").into_iter().filter(|(n, _)| n == "_form");
            visitor.post(&path, &token.collect::<Vec<_>>()).await
        }
    };
    refused(tried(first).await);
    let page = home.get("/account/me/email").await;
    home.submit(&page, "/account/me/email/cancel", &[])
        .await
        .expect(303);
    refused(tried(second).await);
    asks(&home, "three@new.example", PASSWORD).await.expect(303);
    let third = link(&app, "three@new.example", "/verify/contact/").await;
    app.later(days(1));
    refused(tried(third).await);
    assert_eq!(email_of(&app, aiko.user), old);
}

#[actix_web::test]
async fn nobody_takes_the_contact_address_of_a_colleague() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ken = app.person(
        aiko.organization,
        "ken@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let home = app.signed_in(&aiko).await;
    let theirs = email_of(&app, ken.user);
    asks(&home, &theirs.to_uppercase(), PASSWORD)
        .await
        .expect(422)
        .says("somebody in your organization already has this one");
    asks(&home, "nowhere", PASSWORD).await.expect(422);
    // Free when it was asked for, taken when it is confirmed.
    asks(&home, "late@new.example", PASSWORD).await.expect(303);
    let confirm = link(&app, "late@new.example", "/verify/contact/").await;
    app.write(|conn| {
        diesel::update(users::table.find(ken.user))
            .set((
                users::email.eq("late@new.example"),
                users::email_norm.eq("late@new.example"),
            ))
            .execute(conn)?;
        Ok(())
    });
    let page = home.get(&confirm).await.expect(200);
    home.submit(&page, &confirm, &[]).await.expect(422);
    assert_ne!(email_of(&app, aiko.user), "late@new.example");
}

#[actix_web::test]
async fn a_person_changes_their_name_and_reads_what_they_may_do_and_whom_to_ask() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let ken = app.person(
        aiko.organization,
        "ken@fabrikam.example",
        AgentRole::HelpdeskAgent,
        AdminRole::None,
    );
    let browser = app.signed_in(&ken).await;
    let page = browser
        .get("/account/me")
        .await
        .expect(200)
        .says("except Office 365")
        .says("To be able to do more, ask: admin of fabrikam.example");
    browser
        .submit(&page, "/account/me", &[("full_name", " ")])
        .await
        .expect(422);
    browser
        .submit(&page, "/account/me", &[("full_name", "佐藤 健")])
        .await
        .expect(303);
    let aikos = app.signed_in(&aiko).await;
    aikos
        .get("/account/users?q=%E4%BD%90%E8%97%A4")
        .await
        .expect(200)
        .says("佐藤 健");
}

/// What a stranger sees, without what differs each time anyway.
fn masked(page: &Page, name: &str) -> (u16, String, Vec<String>) {
    let mut body = page.body.replace(name, "NAME");
    for mark in ["name=\"_form\" value=\"", "Number of this request: "] {
        let parts: Vec<String> = body
            .split(mark)
            .enumerate()
            .map(|(i, part)| match i {
                0 => part.to_owned(),
                _ => part[part.find(['"', '<']).unwrap_or_default()..].to_owned(),
            })
            .collect();
        body = parts.join(mark);
    }
    let mut headers: Vec<String> = page
        .headers
        .iter()
        .filter(|(name, _)| name.as_str() != "set-cookie")
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
        .collect();
    headers.sort();
    (page.status.as_u16(), body, headers)
}

#[actix_web::test]
async fn a_stranger_learns_nothing_from_signing_in_or_from_a_reset() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let person = |name: &str| -> Person {
        app.person(aiko.organization, name, AgentRole::None, AdminRole::BillingAdmin)
    };
    let (active, disabled, locked) = (
        person("active@fabrikam.example"),
        person("gone@fabrikam.example"),
        person("lock@fabrikam.example"),
    );
    let strict = app.reseller("Contoso", "contoso.example", "KR");
    let admin = app.signed_in(&strict).await;
    let page = admin.get("/account/organization/sign-in").await.expect(200);
    let untick: Vec<(String, String)> = page
        .form("/account/organization/sign-in")
        .into_iter()
        .filter(|(name, _)| name == "_form")
        .collect();
    admin
        .post("/account/organization/sign-in", &untick)
        .await
        .expect(303);
    app.write(|conn| {
        diesel::update(users::table.find(disabled.user))
            .set(users::state.eq("disabled"))
            .execute(conn)?;
        Ok(())
    });
    app.write(|conn| {
        diesel::update(users::table)
            .set(users::email_confirmed_at.eq(1))
            .execute(conn)?;
        Ok(())
    });
    for _ in 0..4 {
        app.browser().sign_in(&locked.user_name, "a wrong password").await;
    }
    let names = [
        "nobody@fabrikam.example",
        "nobody@nowhere.example",
        &active.user_name,
        &disabled.user_name,
        &locked.user_name,
        &strict.user_name,
    ];
    let (mut signing_in, mut resets) = (Vec::new(), Vec::new());
    for name in names {
        let browser = app.browser();
        let page = browser.sign_in(name, "not the password at all").await.expect(422);
        signing_in.push(masked(&page, name));
        let page = browser.get("/password/reset").await.expect(200);
        let answer = browser
            .submit(&page, "/password/reset", &[("user_name", name)])
            .await
            .expect(200);
        resets.push(masked(&answer, name));
    }
    for (at, name) in names.iter().enumerate().skip(1) {
        assert_eq!(signing_in[0], signing_in[at], "signing in as {name}");
        assert_eq!(resets[0], resets[at], "a reset for {name}");
    }
    let mails = app.mails().await;
    let reset: Vec<_> = mails
        .iter()
        .filter(|m| m.subject.contains("reset your password"))
        .collect();
    let with_link = reset
        .iter()
        .filter(|m| m.text.contains("/password/reset/"))
        .count();
    assert_eq!(with_link, 2, "to who is active and to who waits: {reset:?}");
    let without: Vec<_> = reset
        .iter()
        .filter(|m| !m.text.contains("/password/reset/"))
        .collect();
    assert_eq!(without.len(), 1);
    assert!(without[0].text.contains("doesn’t allow that by mail"));
}
