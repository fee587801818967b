//! User management against races, stale pages and sly forms.

use diesel::prelude::*;
use futures_util::future::join;
use tandem::db::schema::users;
use tandem::features::users::domain::State;
use tandem::kernel::ids::UserId;
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Browser, Page, Person, TestApp};

use super::{KEN, add, admin_role_of, force, id_of, password_on, people_of, press, state_of};

fn global_admin(app: &TestApp, beside: &Person, name: &str) -> Person {
    let name = format!("{name}@fabrikam.example");
    app.person(
        beside.organization,
        &name,
        AgentRole::None,
        AdminRole::GlobalAdmin,
    )
}

pub(super) async fn page_of(browser: &Browser, user: UserId) -> Page {
    browser.get(&format!("/account/users/{user}")).await.expect(200)
}

/// Sends a form of that page.
async fn send(browser: &Browser, page: &Page, what: &str, fields: &[(&str, &str)]) -> Page {
    browser
        .submit(page, &format!("{}/{what}", page.path), fields)
        .await
}

#[actix_web::test]
async fn two_global_admins_who_demote_each_other_at_once_leave_one() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rin = global_admin(&app, &aiko, "rin");
    let demoted = [("agent", "none"), ("admin", "none")];
    for _ in 0..5 {
        app.write(|conn| {
            diesel::update(users::table.filter(users::id.eq_any([aiko.user, rin.user])))
                .set(users::admin_role.eq(AdminRole::GlobalAdmin))
                .execute(conn)?;
            Ok(())
        });
        let (aikos, rins) = (app.signed_in(&aiko).await, app.signed_in(&rin).await);
        let (of_rin, of_aiko) = (page_of(&aikos, rin.user).await, page_of(&rins, aiko.user).await);
        let (one, other) = join(
            send(&aikos, &of_rin, "roles", &demoted),
            send(&rins, &of_aiko, "roles", &demoted),
        )
        .await;
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        // The second is refused in the transaction, or comes when the role is gone already.
        assert!(answers == [303, 422] || answers == [303, 403], "{answers:?}");
        let left = [aiko.user, rin.user].map(|user| admin_role_of(&app, user));
        assert!(
            left.contains(&AdminRole::GlobalAdmin) && left.contains(&AdminRole::None),
            "{left:?}"
        );
    }
}

#[actix_web::test]
async fn two_administrators_who_disable_each_other_at_once_leave_one_though_there_is_a_third() {
    let app = TestApp::new().await;
    let people = ["rosa", "rui", "rei"].map(|name| app.operator(name, OperatorRole::Administrator));
    let (rosas, ruis) = (app.signed_in(&people[0]).await, app.signed_in(&people[1]).await);
    let (of_rui, of_rosa) = (
        page_of(&rosas, people[1].user).await,
        page_of(&ruis, people[0].user).await,
    );
    let (one, other) = join(
        send(&rosas, &of_rui, "disable", &[]),
        send(&ruis, &of_rosa, "disable", &[]),
    )
    .await;
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    // The second is refused, or comes when its session has ended already.
    assert!(answers == [303, 422] || answers == [303, 303], "{answers:?}");
    let disabled = people
        .iter()
        .filter(|p| state_of(&app, p.user) == State::Disabled);
    assert_eq!(disabled.count(), 1);
}

#[actix_web::test]
async fn one_address_added_twice_at_once_is_one_person_and_the_other_reads_why() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browsers = [app.signed_in(&aiko).await, app.signed_in(&aiko).await];
    let second = [&KEN[..2], &[("user_name", "ken.two")], &KEN[3..]].concat();
    let (one, other) = join(add(&browsers[0], &KEN), add(&browsers[1], &second)).await;
    let (good, bad) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    good.expect(200);
    let bad = bad.expect(422);
    assert!(bad.body.contains("id=\"email-e\""), "said at the address");
    assert_eq!(people_of(&app, &aiko), 2);
}

#[actix_web::test]
async fn a_stale_page_doesnt_give_back_what_somebody_has_just_taken() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rin = global_admin(&app, &aiko, "rin");
    let mai = global_admin(&app, &aiko, "mai");
    let (aikos, rins) = (app.signed_in(&aiko).await, app.signed_in(&rin).await);
    let stale = page_of(&aikos, mai.user).await;
    press(&rins, mai.user, "roles", &[("admin", "none"), ("agent", "none")])
        .await
        .expect(303);
    // Only the agent role was chosen on this page; the radio of the other axis still says Global admin.
    let refused = send(&aikos, &stale, "roles", &[("agent", "sales_agent")]).await;
    let refused = refused.expect(422).says("Somebody has just changed these roles");
    assert_eq!(admin_role_of(&app, mai.user), AdminRole::None);
    let action = format!("/account/users/{}/roles", mai.user);
    let typed = refused.form(&action);
    assert!(typed.contains(&("agent".to_owned(), "sales_agent".to_owned())));
    // Who has seen it may decide so.
    aikos
        .submit(&refused, &action, &[("admin", "none")])
        .await
        .expect(303);
    assert_eq!(admin_role_of(&app, mai.user), AdminRole::None);
}

#[actix_web::test]
async fn another_choice_in_a_page_that_the_browser_kept_is_another_change() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    let browser = app.signed_in(&aiko).await;
    let kept = browser.get("/account/users/new").await.expect(200);
    browser
        .submit(&kept, "/account/users/new", &KEN)
        .await
        .expect(200);
    let yui = [
        ("full_name", "Yui Sato"),
        ("email", "yui@mail.example"),
        ("user_name", "yui"),
    ];
    let second = [&yui[..], &KEN[3..]].concat();
    browser
        .submit(&kept, "/account/users/new", &second)
        .await
        .expect(200);
    assert_eq!(people_of(&app, &aiko), 4);
    // The token of one form opens no other twice: disabling doesn't answer that it was done because something else was.
    let page = page_of(&browser, mai.user).await;
    let token = page.form(&format!("{}/disable", page.path));
    let of = |what: &str| format!("{}/{what}", page.path);
    browser.post(&of("disable"), &token).await.expect(303);
    browser.post(&of("enable"), &token).await.expect(303);
    assert_eq!(state_of(&app, mai.user), State::Active);
    browser.post(&of("disable"), &token).await.expect(303);
    assert_eq!(
        state_of(&app, mai.user),
        State::Active,
        "a double click, as before"
    );
}

#[actix_web::test]
async fn a_user_management_admin_reaches_no_global_admin_in_any_state() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rin = global_admin(&app, &aiko, "rin");
    let uma = app.person(
        aiko.organization,
        "uma@fabrikam.example",
        AgentRole::None,
        AdminRole::UserManagementAdmin,
    );
    let (browser, admin) = (app.signed_in(&uma).await, app.signed_in(&aiko).await);
    for (given, tried) in [("disable", "enable"), ("delete", "restore")] {
        if given == "delete" {
            let question = admin.get(&format!("/account/users/{}/delete", rin.user)).await;
            send(
                &admin,
                &Page {
                    path: format!("/account/users/{}", rin.user),
                    ..question
                },
                given,
                &[],
            )
            .await
            .expect(303);
        } else {
            press(&admin, rin.user, given, &[]).await.expect(303);
        }
        let before = state_of(&app, rin.user);
        for what in [tried, "password", "sessions", "delete"] {
            force(&browser, rin.user, what, &[])
                .await
                .expect(422)
                .says("Only a Global admin");
        }
        browser
            .get(&format!("/account/users/{}/delete", rin.user))
            .await
            .expect(422);
        assert_eq!(state_of(&app, rin.user), before);
    }
    // Nor by a field that the form doesn't have.
    let sly = [
        &KEN[..],
        &[
            ("operator", "administrator"),
            ("state", "active"),
            ("organization", "x"),
        ],
    ]
    .concat();
    add(&browser, &sly).await.expect(200);
    let ken = id_of(&app, "ken.sato@fabrikam.example");
    let roles = [
        ("agent", "none"),
        ("admin", "none"),
        ("operator", "administrator"),
    ];
    press(&browser, ken, "roles", &roles).await.expect(303);
    let operator_role: OperatorRole =
        app.write(|conn| Ok(users::table.find(ken).select(users::operator_role).first(conn)?));
    assert_eq!(operator_role, OperatorRole::None);
}

#[actix_web::test]
async fn a_disabled_global_admin_is_neither_told_nor_counted() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let rin = global_admin(&app, &aiko, "rin");
    let browser = app.signed_in(&aiko).await;
    press(&browser, rin.user, "disable", &[]).await.expect(303);
    let mails = app.mails().await.len();
    // Other roles of somebody who can't sign in are no news to them.
    press(&browser, rin.user, "roles", &[("agent", "sales_agent")])
        .await
        .expect(303);
    assert_eq!(app.mails().await.len(), mails);
    let demoted = [("agent", "none"), ("admin", "none")];
    press(&browser, aiko.user, "roles", &demoted)
        .await
        .expect(422)
        .says("last Global admin");
    let mai = app.person(
        aiko.organization,
        "mai@fabrikam.example",
        AgentRole::None,
        AdminRole::None,
    );
    press(
        &browser,
        mai.user,
        "roles",
        &[("agent", "none"), ("admin", "global_admin")],
    )
    .await
    .expect(303);
    let to: Vec<String> = app.mails().await.into_iter().skip(mails).map(|m| m.to).collect();
    assert_eq!(to.len(), 2, "{to:?}");
    assert!(to.iter().any(|to| to.starts_with("mai@")) && to.iter().any(|to| to.starts_with("admin@")));
}

#[actix_web::test]
async fn somebody_who_never_signed_in_isnt_the_one_who_is_left_a17() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let browser = app.signed_in(&aiko).await;
    let home = browser.get("/dashboard").await.expect(200);
    home.says("A second Global admin, so that you are never locked out Add user");
    let second = [
        ("full_name", "Ken Sato"),
        ("email", "ken@mail.example"),
        ("user_name", "ken"),
        ("agent", "none"),
        ("admin", "global_admin"),
    ];
    let shown = add(&browser, &second).await.expect(200);
    let home = browser.get("/dashboard").await.expect(200);
    home.says("A second Global admin, so that you are never locked out Add user");
    let none = [("agent", "none"), ("admin", "none")];
    press(&browser, aiko.user, "roles", &none)
        .await
        .expect(422)
        .says("last Global admin with a password of their own");

    let visitor = app.browser();
    let temporary = password_on(&shown);
    visitor.sign_in("ken@fabrikam.example", &temporary).await;
    let page = visitor.open("/dashboard").await.expect(200);
    let own = [("password", "eleven quiet bridges over water")];
    visitor.submit(&page, "/password", &own).await.expect(303);
    press(&browser, aiko.user, "roles", &none).await.expect(303);
}
