//! User management: a Global admin runs their own people, and everybody sees and can do just what their roles give.

mod adding;
mod changing;
mod guarding;
mod limits;
mod many;

use diesel::prelude::*;
use tandem::db::schema::{organizations, users};
use tandem::features::users::domain::State;
use tandem::kernel::ids::UserId;
use tandem::policy::AdminRole;
use tandem::testkit::{Browser, Page, Person, TestApp};

pub(super) const KEN: [(&str, &str); 5] = [
    ("full_name", "Ken Sato"),
    ("email", "ken@mail.example"),
    ("user_name", "Ken.Sato"),
    ("agent", "helpdesk_agent"),
    ("admin", "none"),
];

pub(super) async fn add(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let form = browser.get("/account/users/new").await.expect(200);
    browser.submit(&form, "/account/users/new", fields).await
}

/// The temporary passwords that stand on the page after many people were added.
pub(super) fn passwords_of_file(shown: &Page) -> Vec<String> {
    let cells = shown.body.split("data-l=\"Temporary password\">").skip(1);
    cells
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect()
}

/// The temporary password on the page that shows it once.
pub(super) fn password_on(page: &Page) -> String {
    let codes = page.body.split("<code").skip(1);
    codes
        .filter_map(|c| c.split_once('>')?.1.split('<').next())
        .find(|text| text.len() == 29 && text.matches('-').count() == 5)
        .expect("a temporary password")
        .to_owned()
}

pub(super) fn id_of(app: &TestApp, user_name: &str) -> UserId {
    app.write(|conn| {
        Ok(users::table
            .filter(users::user_name.eq(user_name))
            .select(users::id)
            .first(conn)?)
    })
}

pub(super) fn state_of(app: &TestApp, user: UserId) -> State {
    app.write(|conn| Ok(users::table.find(user).select(users::state).first(conn)?))
}

pub(super) fn admin_role_of(app: &TestApp, user: UserId) -> AdminRole {
    app.write(|conn| Ok(users::table.find(user).select(users::admin_role).first(conn)?))
}

pub(super) fn people_of(app: &TestApp, person: &Person) -> i64 {
    app.write(|conn| {
        Ok(organizations::table
            .find(person.organization)
            .select(organizations::user_count)
            .first(conn)?)
    })
}

/// Presses a button of a person's page.
pub(super) async fn press(browser: &Browser, user: UserId, what: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(&format!("/account/users/{user}")).await.expect(200);
    browser
        .submit(&page, &format!("/account/users/{user}/{what}"), fields)
        .await
}

/// The same, where the page offers no such button.
pub(super) async fn force(browser: &Browser, user: UserId, what: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get("/dashboard").await;
    let mut body = page.form("/signout");
    body.retain(|(name, _)| name == "_form");
    body.extend(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    browser
        .post(&format!("/account/users/{user}/{what}"), &body)
        .await
}
