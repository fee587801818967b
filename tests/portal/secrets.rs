//! A copy of the database opens nothing, and neither does a log (A.1, A.6, A.13): no password, no usable key of a session, no link.

use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::prelude::*;
use tandem::db::schema::outbox;
use tandem::features::users::founding;
use tandem::kernel::email::EmailAddress;
use tandem::kernel::text::PersonName;
use tandem::policy::{AdminRole, OperatorRole, Who};
use tandem::testkit::{Browser, PASSWORD, Page, TestApp, link_in};

use super::dump::{Dump, contains, forms};

/// What a log writes to.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that is ever logged, at the finest level.
fn listen() -> Log {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    log
}

/// The last part of an address: the token.
fn token(path: &str) -> String {
    path.rsplit('/')
        .next()
        .unwrap()
        .split('?')
        .next()
        .unwrap()
        .to_owned()
}

/// The key of a session as the cookie carries it, behind its signature.
fn session_key(browser: &Browser) -> String {
    let cookie = browser.cookie("sid").expect("signed in");
    // 32 bytes in base64url.
    cookie[cookie.len() - 43..].to_owned()
}

fn hidden(page: &Page, action: &str) -> String {
    let fields = page.form(action);
    fields.into_iter().find(|(name, _)| name == "_form").unwrap().1
}

#[actix_web::test]
async fn neither_the_database_nor_the_log_opens_anything() {
    let log = listen();
    let app = TestApp::new().await;
    let mut secrets: Vec<(&str, String)> = vec![("the password of everybody here", PASSWORD.to_owned())];

    // Create one, with the mail that asks to confirm the address.
    let kim = app.browser();
    let form = kim.get("/enroll/create").await.expect(200);
    secrets.push(("a form's token", hidden(&form, "/enroll/create")));
    let fields = [
        ("legal_name", "Fabrikam K.K."),
        ("country", "JP"),
        ("domain", "fabrikam.example"),
        ("full_name", "Kim Abe"),
        ("email", "kim.abe@fabrikam.example"),
        ("user_name", "kim.abe"),
        ("password", "eleven quiet bridges over water"),
    ];
    kim.submit(&form, "/enroll/create", &fields).await.expect(303);
    secrets.push(("the password of the first admin", fields[6].1.to_owned()));
    let path = link_in(&app.mail_to("kim.abe@fabrikam.example").await, "/verify/contact/");
    secrets.push(("the link that confirms the contact address", token(&path)));
    let page = kim.get(&path).await.expect(200);
    kim.send_form(&page, &path, &[]).await.expect(200);
    kim.sign_in("kim.abe@fabrikam.example", "a wrong guess that stays secret")
        .await;
    secrets.push(("a wrong guess", "a wrong guess that stays secret".to_owned()));
    app.later(tandem::kernel::clock::minutes(1));
    kim.sign_in("kim.abe@fabrikam.example", fields[6].1).await;
    secrets.push(("a session's key", session_key(&kim)));

    // A person with a temporary password, who chooses another one.
    let form = kim.get("/account/users/new").await.expect(200);
    let shown = kim
        .submit(&form, "/account/users/new", &super::people::KEN)
        .await
        .expect(200);
    let temporary = super::people::password_on(&shown);
    let ken = app.browser();
    ken.sign_in("ken.sato@fabrikam.example", &temporary).await;
    secrets.push((
        "a session that began with a temporary password",
        session_key(&ken),
    ));
    secrets.push(("a temporary password", temporary));
    let form = ken.get("/password").await.expect(200);
    let chosen = "seven paper lanterns drifting north";
    ken.submit(&form, "/password", &[("password", chosen)])
        .await
        .expect(303);
    secrets.push(("a chosen password", chosen.to_owned()));
    secrets.push(("the session after the change", session_key(&ken)));

    // Many people of a file, one of whom signs in and chooses another password.
    let form = kim.get("/account/users/import").await.expect(200);
    let file = "user_name,full_name,email,agent_role,admin_role\n\
        mai,Mai Kato,mai@mail.example,sales_agent,none\n\
        jun,石川 淳,jun@mail.example,none,billing_admin\n\
        rei,Rei Ono,rei.ono@mail.example,none,none\n";
    let shown = kim
        .send_file(&form, "/account/users/import", &[], file)
        .await
        .expect(200);
    let given = super::people::passwords_of_file(&shown);
    assert_eq!(given.len(), 3);
    let mai = app.browser();
    mai.sign_in("mai@fabrikam.example", &given[0]).await;
    let form = mai.get("/password").await.expect(200);
    let chosen = "ten velvet foxes under the pier";
    mai.submit(&form, "/password", &[("password", chosen)])
        .await
        .expect(303);
    secrets.push(("a password chosen after one of a file", chosen.to_owned()));
    secrets.extend(
        given
            .into_iter()
            .map(|one| ("a temporary password of a file", one)),
    );

    // A reset by mail.
    let visitor = app.browser();
    let form = visitor.get("/password/reset").await.expect(200);
    let asked = [("user_name", "kim.abe@fabrikam.example")];
    visitor.send_form(&form, "/password/reset", &asked).await;
    let path = link_in(&app.mail_to("kim.abe@fabrikam.example").await, "/password/reset/");
    secrets.push(("a reset link", token(&path)));
    let form = visitor.get(&path).await.expect(200);
    let reset = "nine slow comets past the harbor";
    visitor.send_form(&form, &path, &[("password", reset)]).await;
    secrets.push(("a password after a reset", reset.to_owned()));

    // A one-time link, used by the person it is for; and another one, not used.
    let cx = app.cx();
    let operator = app.operator("opal", OperatorRole::Administrator);
    for used in [true, false] {
        let roles = founding::LinkRoles {
            admin: AdminRole::None,
            operator: OperatorRole::Reviewer,
            first: false,
        };
        let name = PersonName::parse("Rei Mori").unwrap();
        let email = EmailAddress::parse("rei@mail.example").unwrap();
        let made = app.write(|conn| {
            let for_whom = (&name, &email);
            founding::one_time_link_for(conn, &cx, Who::default(), operator.organization, roles, for_whom)
                .map_err(|_| tandem::db::DbError::NotFound)
        });
        let browser = app.browser();
        let path = format!("/welcome/{made}");
        secrets.push(("a one-time link", made));
        let form = browser.get(&path).await.expect(200);
        if used {
            let fields = [
                ("full_name", "Rei Mori"),
                ("email", "rei@mail.example"),
                ("user_name", "rei"),
                ("password", "twelve copper kettles sing low"),
            ];
            browser.send_form(&form, &path, &fields).await.expect(200);
            secrets.push(("a password behind a one-time link", fields[3].1.to_owned()));
        }
    }

    // An application, whose contact confirms by a mailed link.
    let admin = app.newcomer("Tailspin", "tailspin.example", "JP");
    let applicant = app.signed_in(&admin).await;
    secrets.push(("another session's key", session_key(&applicant)));
    let member = app.membership("4471201", "JP", "Tailspin");
    let application = app.applies(&admin, &member);
    let link = app.verification_token(&application).await;
    app.browser().get(&format!("/verify/{link}")).await.expect(200);
    secrets.push(("the link of an application's contact", link));
    app.confirmed(&admin).await;
    let texts: Vec<String> = app.mails().await.into_iter().map(|m| m.text).collect();
    let status = texts.iter().find_map(|text| text.split("/enroll/status/").nth(1));
    let status = status
        .expect("a link to the status")
        .split_whitespace()
        .next()
        .unwrap();
    app.browser()
        .get(&format!("/enroll/status/{status}"))
        .await
        .expect(200);
    secrets.push(("the link to an application's status", status.to_owned()));

    // Queued mails are sealed, and mails that left are empty: both stand in the dump.
    let waiting: i64 = app.write(|conn| Ok(outbox::table.count().get_result(conn)?));
    assert!(waiting > 4);
    let dump = Dump::of(&app);
    let logged = log.0.lock().unwrap().to_ascii_lowercase();
    assert!(
        contains(&logged, b"/signin"),
        "the log has the requests: {} bytes",
        logged.len()
    );
    for (what, secret) in &secrets {
        assert!(secret.len() >= 20, "{what}: {secret}");
        let places = dump.places(secret);
        assert!(places.is_empty(), "{what} stands in {places:?}");
        for form in forms(secret) {
            assert!(!contains(&logged, &form), "{what} stands in the log");
        }
    }
    assert!(
        !dump.places("kim.abe@fabrikam.example").is_empty(),
        "the dump has what it should"
    );
}
