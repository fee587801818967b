//! The life of applications, told in stories, on whichever engine the run is for.
#![allow(clippy::panic, reason = "a test says what failed by panicking")]

mod applying;
mod mailing;
mod reviewing;

use diesel::prelude::*;

use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::enrollments::domain::{Refused, State};
use crate::mail::transport::SentMail;
use crate::testkit::{Member, Person, TestApp};

/// The usual people: who applies, the membership, the reviewer.
async fn house() -> (TestApp, Person, Member, Person) {
    let app = TestApp::new().await;
    let kim = app.newcomer("Fabrikam", "fabrikam.example", "JP");
    let member = app.membership("1001", "JP", "Fabrikam K.K.");
    let reviewer = app.operator("rin", crate::policy::OperatorRole::Reviewer);
    (app, kim, member, reviewer)
}

/// Runs a change that a rule refuses, rolls back, and answers the rule.
fn refused(app: &TestApp, work: impl FnOnce(&mut DbConn) -> Result<(), Fault<Refused>>) -> Refused {
    match app.app.db.write_blocking(work) {
        Err(Fault::Refused(rule)) => rule,
        Err(Fault::Db(error)) => panic!("the database failed: {error}"),
        Ok(()) => panic!("nothing was refused"),
    }
}

/// Runs a change that nothing refuses.
fn done(app: &TestApp, work: impl FnOnce(&mut DbConn) -> Result<(), Fault<Refused>>) {
    if let Err(fault) = app.app.db.write_blocking(work) {
        panic!("{fault:?}");
    }
}

/// How many mails went to an address so far.
async fn mails_to(app: &TestApp, address: &str) -> usize {
    app.mails().await.iter().filter(|m| m.to == address).count()
}

/// The mails to an address since the first `skip`.
async fn newest_to(app: &TestApp, address: &str) -> SentMail {
    app.mail_to(address).await
}

/// The actions in an organization's chain, oldest first.
fn audited(app: &TestApp, person: &Person) -> Vec<String> {
    use crate::db::schema::audit_entries;
    app.write(|conn| -> DbResult<Vec<String>> {
        audit_entries::table
            .filter(audit_entries::organization_id.eq(person.organization))
            .order(audit_entries::seq.asc())
            .select(audit_entries::action)
            .load(conn)
            .map_err(DbError::from)
    })
}

fn state_of(app: &TestApp, person: &Person) -> State {
    app.application(person).state
}
