//! Nothing is kept for longer than it says (decision 9), and nothing is forgotten in one long transaction.

use diesel::prelude::*;
use tandem::app::sweep;
use tandem::audit;
use tandem::config::Retention;
use tandem::db::schema::{audit_personal, form_submissions, links, outbox, sessions};
use tandem::db::{BATCH, DbConn};
use tandem::kernel::clock::{Timestamp, days};
use tandem::kernel::ids::{LinkId, MailId, UserId};
use tandem::mail::outbox as mails;
use tandem::testkit::{Person, TestApp};

/// How many rows of each kind are left: sessions, forms, links, mails, values of sign-ins.
fn left(app: &TestApp) -> [i64; 5] {
    app.write(|conn| {
        Ok([
            sessions::table.count().get_result(conn)?,
            form_submissions::table.count().get_result(conn)?,
            links::table.count().get_result(conn)?,
            outbox::table.count().get_result(conn)?,
            audit_personal::table
                .filter(audit_personal::sign_in_at.is_not_null())
                .filter(audit_personal::sealed.is_not_null())
                .count()
                .get_result(conn)?,
        ])
    })
}

fn rows(conn: &mut DbConn, aiko: &Person, n: i64, at: Timestamp) -> Result<(), tandem::db::DbError> {
    for i in 0..n {
        let key = UserId::new().as_bytes().repeat(2);
        diesel::insert_into(sessions::table)
            .values((
                sessions::key_hash.eq(&key),
                sessions::user_id.eq(aiko.user),
                sessions::state.eq("{}"),
                sessions::created_at.eq(at),
                sessions::seen_at.eq(at),
                sessions::ip.eq(""),
                sessions::user_agent.eq(""),
            ))
            .execute(conn)?;
        diesel::insert_into(form_submissions::table)
            .values((
                form_submissions::key_hash.eq(&key),
                form_submissions::outcome.eq("/"),
                form_submissions::created_at.eq(at),
            ))
            .execute(conn)?;
        diesel::insert_into(links::table)
            .values((
                links::id.eq(LinkId::new()),
                links::kind.eq("password_reset"),
                links::token_hash.eq(&key),
                links::organization_id.eq(aiko.organization),
                links::details.eq("{}"),
                links::created_at.eq(at),
                links::expires_at.eq(at),
            ))
            .execute(conn)?;
        diesel::insert_into(outbox::table)
            .values((
                outbox::id.eq(MailId::new()),
                outbox::recipient.eq(format!("x{i}@mail.example")),
                outbox::template.eq("users/reset_password"),
                outbox::language.eq("en"),
                outbox::subject.eq("x"),
                outbox::state.eq("sent"),
                outbox::queued_at.eq(at),
                outbox::next_at.eq(at),
                outbox::sent_at.eq(at),
                outbox::created_at.eq(at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

#[actix_web::test]
async fn each_kind_is_kept_for_its_days_and_not_one_longer() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    app.signed_in(&aiko).await;
    let now = app.clock.now();
    let [sessions, forms, links, mails_there, sign_ins] = left(&app);
    app.write(|conn| rows(conn, &aiko, 3, now));
    let with = [sessions + 3, forms + 3, links + 3, mails_there + 3, sign_ins];
    assert_eq!(left(&app), with);
    let keep = Retention::default();
    sweep(&app.app, &keep).await;
    assert_eq!(left(&app), with, "nothing is too old");

    app.later(days(2));
    sweep(&app.app, &keep).await;
    assert_eq!(left(&app)[1], 0, "forms: a day");
    assert_eq!(left(&app)[2], with[2]);
    app.later(days(29));
    sweep(&app.app, &keep).await;
    assert_eq!(left(&app)[2], links, "links: 30 days after they end");
    app.later(days(60));
    sweep(&app.app, &keep).await;
    assert_eq!(left(&app)[0], 0, "sessions: 90 days");
    assert_eq!(left(&app)[4], sign_ins);
    app.later(days(90));
    sweep(&app.app, &keep).await;
    assert_eq!(left(&app)[4], 0, "from where somebody signed in: 180 days");
    assert!(app.write(audit::verify).is_ok());
    let tidy = |app: &TestApp| {
        let now = app.clock.now();
        app.write(|conn| mails::tidy(conn, now, true, Retention::default().mails_days))
    };
    tidy(&app);
    assert!(left(&app)[3] >= 3);
    app.later(days(220));
    assert!(tidy(&app) >= 3, "mails: 400 days");
}

#[actix_web::test]
async fn a_long_list_goes_batch_by_batch() {
    let app = TestApp::new().await;
    let aiko = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let now = app.clock.now();
    let many = BATCH + 20;
    app.write(|conn| rows(conn, &aiko, many, now));
    app.later(days(500));
    let now = app.clock.now();
    let batch = usize::try_from(BATCH).unwrap();
    let once = app.write(|conn| {
        Ok([
            tandem::features::sessions::sweep(conn, now)?,
            tandem::web::once::forget(conn, now)?,
            tandem::mail::link::forget(conn, now)?,
            mails::tidy(conn, now, true, 400)?,
        ])
    });
    assert_eq!(once, [batch; 4], "one transaction takes so many and no more");
    sweep(&app.app, &Retention::default()).await;
    app.write(|conn| mails::tidy(conn, now, true, 400));
    let [sessions, forms, links, mails, _] = left(&app);
    assert_eq!(
        [sessions, forms, links, mails],
        [0; 4],
        "the sweeper goes on until nothing is left"
    );
}
