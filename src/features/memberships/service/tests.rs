//! What an import and a correction do to the directory.

use std::cell::Cell;

use diesel::prelude::*;

use super::super::domain::{Concern, MpnId, ProfileKind, ProfileState};
use super::super::store::{self, Filter, Place, Profile};
use super::*;
use crate::db::schema::{membership_accounts, membership_profiles};
use crate::db::{DbError, Fault};
use crate::features::memberships::hashes;
use crate::kernel::ids::OrganizationId;
use crate::kernel::sheet::{self, Reason, Report};
use crate::policy::actions::{ManageMemberships, SeeMemberships};
use crate::policy::{OperatorRole, Permit, TenantScope, permit};
use crate::testkit::TestApp;
use crate::web::hasher::{Checked, Stored};

const HEAD: &str =
    "mpn_id,login,password,enrolled_domain,organization,country,state,kind,competencies,city,phone";

struct Desk {
    app: TestApp,
    manage: Permit<ManageMemberships>,
    see: Permit<SeeMemberships>,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let operator = app.operator("rui", OperatorRole::Reviewer);
        let actor = app.actor(&operator);
        Self {
            manage: permit(&actor).expect("a reviewer manages the directory"),
            see: permit(&actor).expect("a reviewer sees the directory"),
            app,
        }
    }

    fn run(&self, text: &str, dry_run: bool) -> Result<Report, Vec<sheet::Fault>> {
        let file = ImportFile::read(text.as_bytes(), &self.app.cx().site.tenant_domain)?;
        let made = self.app.app.hasher.hash_bulk_now(&file.passwords(), &|| ());
        let hashes = hashes(made.expect("hashed"));
        let (cx, done) = (self.app.cx(), Cell::new(0));
        let report = self.app.write(|conn| {
            let count = || done.set(done.get() + 1);
            match import(conn, &cx, &self.manage, &file, &hashes, dry_run, &count) {
                Ok(report) => Ok(Ok(report)),
                Err(fault) => fault.refused().map(Err),
            }
        })?;
        assert_eq!(
            done.get(),
            if dry_run { 0 } else { file.len() },
            "progress is told"
        );
        Ok(report)
    }

    fn import(&self, rows: &str) -> Report {
        self.run(&format!("{HEAD}\n{rows}"), false).expect("a right file")
    }

    fn profile(&self, number: &str) -> Profile {
        let mpn_id = MpnId::parse(number).expect("a number");
        self.app
            .write(|conn| store::profile(conn, &TenantScope::System, &mpn_id))
            .expect("it was imported")
    }

    fn counts(&self) -> (i64, i64) {
        self.app.write(|conn| {
            let accounts = membership_accounts::table.count().get_result(conn)?;
            let profiles = membership_profiles::table.count().get_result(conn)?;
            Ok::<_, DbError>((accounts, profiles))
        })
    }

    fn hold(&self, number: &str, organization: OrganizationId, country: &str) {
        let (cx, mpn_id) = (self.app.cx(), MpnId::parse(number).expect("a number"));
        self.app.write(|conn| {
            let bound = bind(conn, &cx, &TenantScope::System, &mpn_id, organization, country)?;
            assert!(bound.is_ok(), "{bound:?}");
            Ok(())
        });
    }
}

const KIM: &str = "1001,kim@contoso.example,open sesame,contoso.example,Contoso KK,JP,active,global,Cloud; Data,東京,03-1234-5678\n";

#[actix_web::test]
async fn an_import_fills_the_directory_and_repeating_it_changes_nothing() {
    let desk = Desk::new().await;
    let report = desk.import(KIM);
    assert_eq!((report.rows, report.created, report.updated), (1, 1, 0));
    let profile = desk.profile("1001");
    assert_eq!(profile.competency_list(), ["Cloud", "Data"]);
    assert_eq!(profile.phone, "+81312345678");
    assert_eq!(profile.enrolled_domain.as_deref(), Some("contoso.example"));

    let account = desk
        .app
        .write(|conn| store::account_by_login(conn, &TenantScope::System, "kim@contoso.example"));
    let account = account.expect("the account was made");
    assert!(
        !format!("{account:?}").contains("sesame"),
        "no plain text is stored"
    );
    let stored = Stored {
        phc: account.password_hash.clone(),
        key_id: account.password_key.clone(),
    };
    let checked = desk.app.app.hasher.verify("open sesame", Some(stored)).await;
    assert!(!matches!(checked, Ok(Checked::Wrong) | Err(_)));

    // A sign-in renews the hash; the file knows the password all the same.
    let scope = TenantScope::System;
    desk.app.write(|conn| {
        store::renew_hash(
            conn,
            &scope,
            account.id,
            &account.password_hash,
            "$renewed",
            "key",
        )
    });
    let report = desk.import(KIM);
    assert_eq!((report.created, report.updated, report.unchanged), (0, 0, 1));
    assert_eq!(desk.profile("1001").version, profile.version);
    let kept = desk.app.write(|conn| store::account(conn, &scope, account.id));
    assert_eq!(kept.expect("still there").password_hash, "$renewed");
}

#[actix_web::test]
async fn an_equal_number_is_updated_and_an_empty_cell_leaves_what_is_there() {
    let desk = Desk::new().await;
    desk.import(KIM);
    let report = desk.import("1001,kim@contoso.example,,,Contoso Japan,JP,active,location,,,\n");
    assert_eq!((report.created, report.updated), (0, 1));
    assert_eq!(report.changes[0].columns, ["organization", "kind"]);
    let profile = desk.profile("1001");
    assert_eq!(
        (&*profile.organization_name, &*profile.city),
        ("Contoso Japan", "東京")
    );
    let report = desk.import("1001,kim@contoso.example,another word,,Contoso Japan,JP,active,location,,,\n");
    assert_eq!(report.changes[0].columns, ["password"]);
}

#[actix_web::test]
async fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let desk = Desk::new().await;
    desk.import(KIM);
    let text = format!(
        "{HEAD}\n{}2002,lee@fabrikam.example,pw,,Fabrikam,US,active,global,,,\n",
        KIM.replace("Contoso KK", "Contoso G.K.")
    );
    let report = desk.run(&text, true).expect("a right file");
    assert!(report.dry_run);
    assert_eq!((report.created, report.updated), (1, 1));
    assert_eq!(desk.counts(), (1, 1));
    assert_eq!(desk.profile("1001").organization_name, "Contoso KK");
}

#[actix_web::test]
async fn a_faulty_file_is_refused_whole_with_line_column_and_reason() {
    let desk = Desk::new().await;
    let row =
        |from: &str, to: &str| format!("{HEAD}\n{KIM}{}", KIM.replace("1001", "1002").replace(from, to));
    let cases: [(String, &str, Reason); 13] = [
        (row("1002", "10 02"), "mpn_id", Reason::NotAnIdentifier),
        (row("1002", "1001"), "mpn_id", Reason::RepeatedKey { first: 2 }),
        (row(",JP,", ",XX,"), "country", Reason::NotACountry),
        (
            row(",active,", ",on,"),
            "state",
            Reason::NotOneOf(&["active", "inactive"]),
        ),
        (
            row(",global,", ",world,"),
            "kind",
            Reason::NotOneOf(&["global", "location"]),
        ),
        (
            row("Contoso KK", ""),
            "organization",
            Reason::Value(crate::kernel::problem::Problem::Required),
        ),
        (
            row(",contoso.example,", ",not a domain,"),
            "enrolled_domain",
            Reason::NotADomain,
        ),
        (
            row(",contoso.example,", ",gmail.com,"),
            "enrolled_domain",
            Reason::Value(crate::kernel::problem::Problem::DomainWebmail),
        ),
        (
            row("open sesame", "something else"),
            "password",
            Reason::OtherPassword { first: 2 },
        ),
        (
            row("kim@contoso.example,open sesame", "new@contoso.example,"),
            "password",
            Reason::PasswordMissing,
        ),
        (
            "mpn_id,login,password_hash,organization,country,state,kind\n\n1,a,md5,O,JP,active,global\n"
                .to_owned(),
            "password_hash",
            Reason::NotAPasswordHash,
        ),
        (
            "mpn_id,login,organization,country,state,kind,colour\n".to_owned(),
            "colour",
            Reason::UnknownColumn,
        ),
        (
            "mpn_id,login,organization,country,state\n".to_owned(),
            "kind",
            Reason::MissingColumn,
        ),
    ];
    for (text, column, reason) in cases {
        let faults = desk.run(&text, false).expect_err(column);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].column.as_deref(), Some(column), "{faults:?}");
        assert_eq!(faults[0].reason, reason);
        assert!(faults[0].line == 3 || faults[0].line == 1, "{faults:?}");
    }
    assert_eq!(desk.counts(), (0, 0));
}

#[actix_web::test]
async fn a_hash_from_elsewhere_is_taken_as_it_is() {
    let desk = Desk::new().await;
    let phc =
        "$argon2id$v=19$m=16,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$e5bNRQGtH8LdzjlSsr9yFkZdDqs0bJE4V8MgUR6GW4w";
    let text = format!(
        "mpn_id,login,password_hash,organization,country,state,kind\n7,kim,\"{phc}\",Contoso,JP,active,global\n"
    );
    assert_eq!(desk.run(&text, false).expect("a right file").created, 1);
    assert_eq!(desk.run(&text, false).expect("a right file").unchanged, 1);
}

#[actix_web::test]
async fn a_bound_profile_that_turns_inactive_or_moves_concerns_the_operator() {
    let desk = Desk::new().await;
    let reseller = desk.app.reseller("Contoso KK", "contoso.example", "JP");
    desk.import(KIM);
    desk.hold("1001", reseller.organization, "JP");
    for (state, country, expected) in [
        (",inactive,", ",JP,", Some(Concern::Inactive)),
        (",active,", ",US,", Some(Concern::Moved)),
        (",active,", ",JP,", None),
    ] {
        desk.import(
            &KIM.replace(",active,", state)
                .replace(",JP,", country)
                .replace("03-1234-5678", ""),
        );
        assert_eq!(desk.profile("1001").concern, expected, "{state}{country}");
        let only = Filter {
            concerns: true,
            ..Filter::default()
        };
        let found = desk
            .app
            .write(|conn| list(conn, &desk.see, only, &Place::Start, 10));
        assert_eq!(found.rows.len(), usize::from(expected.is_some()));
    }
}

#[actix_web::test]
async fn ten_thousand_rows_are_imported_and_paged_forward_and_back() {
    let desk = Desk::new().await;
    let mut rows = String::new();
    for n in 0..10_000 {
        let password = if n % 100 == 0 { "one for all" } else { "" };
        rows.push_str(&format!(
            "{n:05},login{},{password},,会社{n},JP,active,global,,,\n",
            n / 100
        ));
    }
    assert_eq!(desk.import(&rows).created, 10_000);
    assert_eq!(desk.import(&rows).unchanged, 10_000);
    let page = |place: &Place| {
        desk.app
            .write(|conn| list(conn, &desk.see, Filter::default(), place, 700))
    };
    let (mut place, mut seen) = (Place::Start, Vec::new());
    loop {
        let found = page(&place);
        seen.extend(found.rows.iter().map(|row| row.mpn_id.to_string()));
        match found.rows.last().filter(|_| found.more) {
            Some(last) => place = Place::After(last.mpn_id.clone()),
            None => break,
        }
    }
    let all: Vec<String> = (0..10_000).map(|n| format!("{n:05}")).collect();
    assert_eq!(seen, all);
    let mut back: Vec<String> = Vec::new();
    let mut place = Place::Before(MpnId::stored("99999".to_owned()));
    loop {
        let found = page(&place);
        back.extend(found.rows.iter().rev().map(|row| row.mpn_id.to_string()));
        match found.rows.first().filter(|_| found.before) {
            Some(first) => place = Place::Before(first.mpn_id.clone()),
            None => break,
        }
    }
    back.reverse();
    assert_eq!(back, all);
    let found = desk
        .app
        .write(|conn| search(conn, &desk.see, Filter::default(), "会社９９９", 50));
    assert_eq!(
        found.rows.len(),
        11,
        "会社999 and 会社9990 to 会社9999, whatever their width"
    );
}

#[actix_web::test]
async fn who_corrects_an_older_version_is_told_so() {
    let desk = Desk::new().await;
    desk.import(KIM);
    let (cx, mpn_id) = (desk.app.cx(), MpnId::parse("1001").expect("a number"));
    let typed = |organization: &str| Correction {
        organization: organization.to_owned(),
        country: "JP".to_owned(),
        state: ProfileState::Active,
        kind: ProfileKind::Global,
        competencies: Vec::new(),
        enrolled_domain: None,
        address: Default::default(),
        phone: String::new(),
        website: String::new(),
    };
    let version = desk.profile("1001").version;
    let done = desk
        .app
        .app
        .db
        .write_blocking(|conn| correct(conn, &cx, &desk.manage, &mpn_id, version, typed("First")));
    assert!(matches!(done, Ok(true)));
    let late = desk
        .app
        .app
        .db
        .write_blocking(|conn| correct(conn, &cx, &desk.manage, &mpn_id, version, typed("Second")));
    assert!(matches!(late, Err(Fault::Refused(NotCorrected::Stale))));
    let shown = desk
        .app
        .write(|conn| show(conn, &desk.see, &mpn_id))
        .expect("it is there");
    assert_eq!(shown.profile.organization_name, "First");
    assert_eq!(shown.history.len(), 1, "{:?}", shown.history);
}
