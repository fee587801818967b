//! What an import does to the lists of customers, and how they are read.

use std::collections::HashSet;

use super::super::store::From;
use super::*;
use crate::db::DbError;
use crate::features::memberships;
use crate::kernel::ids::OrganizationId;
use crate::kernel::problem::Problem;
use crate::kernel::sheet::{self, Reason, Report};
use crate::policy::actions::{ImportCustomers, ManageMemberships, SeeCustomers};
use crate::policy::{OperatorRole, Permit, TenantScope, permit};
use crate::testkit::{Person, TestApp};

const HEAD: &str = "reseller_mpn_id,customer_domain,customer_name,country,source_portal,since";

struct Desk {
    app: TestApp,
    permit: Permit<ImportCustomers>,
    manage: Permit<ManageMemberships>,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let operator = app.operator("rui", OperatorRole::Administrator);
        let actor = app.actor(&operator);
        Self {
            permit: permit(&actor).expect("an administrator imports customers"),
            manage: permit(&actor).expect("and the directory"),
            app,
        }
    }

    fn run(&self, text: &str, dry_run: bool) -> Result<Report, Vec<sheet::Fault>> {
        let cx = self.app.cx();
        let file = ImportFile::read(text.as_bytes(), cx.now, &cx.site.tenant_domain)?;
        self.app.write(
            |conn| match import(conn, &cx, &self.permit, &file, dry_run, &|| ()) {
                Ok(report) => Ok(Ok(report)),
                Err(fault) => fault.refused().map(Err),
            },
        )
    }

    fn import(&self, rows: &str) -> Report {
        self.run(&format!("{HEAD}\n{rows}"), false).expect("a right file")
    }

    /// An active reseller that holds a number.
    fn reseller(&self, name: &str, domain: &str, number: &str) -> Person {
        let person = self.app.reseller(name, domain, "JP");
        self.hold(&person, number);
        person
    }

    fn hold(&self, person: &Person, number: &str) -> usize {
        let cx = self.app.cx();
        let text = format!(
            "mpn_id,login,password,organization,country,state,kind\n{number},{number},pw,Name,JP,active,global\n"
        );
        let file =
            memberships::ImportFile::read(text.as_bytes(), &cx.site.tenant_domain).expect("a right file");
        let made = self.app.app.hasher.hash_bulk_now(&file.passwords(), &|| ());
        let hashes = memberships::hashes(made.expect("hashed"));
        let (number, scope) = (MpnId::parse(number).expect("a number"), TenantScope::System);
        self.app.write(|conn| {
            memberships::import(conn, &cx, &self.manage, &file, &hashes, false, &|| ())
                .map_err(|_| DbError::NotFound)?;
            let bound = memberships::bind(conn, &cx, &scope, &number, person.organization, "JP")?;
            assert!(bound.is_ok(), "{bound:?}");
            on_activated(conn, &cx, Who::default(), &scope, person.organization, &number)
        })
    }

    fn see(&self, person: &Person) -> Permit<SeeCustomers> {
        permit(&self.app.actor(person)).expect("a reseller sees its customers")
    }

    fn names(&self, person: &Person) -> Vec<String> {
        let see = self.see(person);
        let page = self.app.write(|conn| list(conn, &see, From::Start, 100));
        assert_eq!(page.total, i64::try_from(page.rows.len()).expect("few"));
        page.rows.into_iter().map(|row| row.name).collect()
    }
}

use crate::features::memberships::MpnId;

const NORTHWIND: &str = "1001,northwind.example,Northwind,JP,office365_admin,2020-04-01\n";

#[actix_web::test]
async fn rows_wait_for_their_reseller_and_appear_with_its_activation_s52() {
    let desk = Desk::new().await;
    assert_eq!(desk.import(NORTHWIND).created, 1);
    let reseller = desk.app.reseller("Contoso", "contoso.example", "JP");
    assert!(desk.names(&reseller).is_empty());
    assert_eq!(desk.hold(&reseller, "1001"), 1);
    assert_eq!(desk.names(&reseller), ["Northwind"]);
    assert_eq!(desk.import(NORTHWIND).unchanged, 1);
    assert_eq!(desk.names(&reseller), ["Northwind"]);
}

#[actix_web::test]
async fn an_active_reseller_sees_them_at_once_and_nobody_else_ever() {
    let desk = Desk::new().await;
    let contoso = desk.reseller("Contoso", "contoso.example", "1001");
    let fabrikam = desk.reseller("Fabrikam", "fabrikam.example", "1002");
    desk.import(&format!(
        "{NORTHWIND}1002,northwind.example,Northwind,JP,azure_portal,\n1002,trey.example,Trey,US,Old portal,\n"
    ));
    assert_eq!(desk.names(&contoso), ["Northwind"]);
    assert_eq!(desk.names(&fabrikam), ["Trey", "Northwind"]);
    let see = desk.see(&contoso);
    let found = desk.app.write(|conn| search(conn, &see, "trey", None, 25));
    assert!(found.rows.is_empty() && found.next.is_none());
}

#[actix_web::test]
async fn a_changed_row_renames_the_unclaimed_customer_and_a_dry_run_doesnt() {
    let desk = Desk::new().await;
    let contoso = desk.reseller("Contoso", "contoso.example", "1001");
    desk.import(NORTHWIND);
    let renamed = format!(
        "{HEAD}\n{}",
        NORTHWIND.replace(",Northwind,", ",株式会社ノースウィンド,")
    );
    let report = desk.run(&renamed, true).expect("a right file");
    assert_eq!((report.updated, report.dry_run), (1, true));
    assert_eq!(report.changes[0].columns, ["customer_name"]);
    assert_eq!(desk.names(&contoso), ["Northwind"]);
    desk.run(&renamed, false).expect("a right file");
    assert_eq!(desk.names(&contoso), ["株式会社ノースウィンド"]);
    let see = desk.see(&contoso);
    for typed in ["ﾉｰｽｳｨﾝﾄﾞ", "ノース", "NORTHWIND.ex"] {
        let found = desk.app.write(|conn| search(conn, &see, typed, None, 25));
        assert_eq!(found.rows.len(), 1, "{typed}");
    }
}

#[actix_web::test]
async fn a_faulty_file_is_refused_whole() {
    let desk = Desk::new().await;
    let contoso = desk.reseller("Contoso", "contoso.example", "1001");
    let row = |from: &str, to: &str| {
        format!(
            "{HEAD}\n{NORTHWIND}{}",
            NORTHWIND.replace("northwind", "trey").replace(from, to)
        )
    };
    for (text, column, reason) in [
        (row("1001", "1 001"), "reseller_mpn_id", Reason::NotAnIdentifier),
        (row("trey.example", "trey"), "customer_domain", Reason::NotADomain),
        (
            row("trey.example", "gmail.com"),
            "customer_domain",
            Reason::Value(Problem::DomainWebmail),
        ),
        (
            row("trey.example", "co.uk"),
            "customer_domain",
            Reason::Value(Problem::DomainNotRegistrable),
        ),
        (
            row("trey.example", "trey.tenants.internal"),
            "customer_domain",
            Reason::Value(Problem::DomainReserved),
        ),
        (
            row("trey.example", "northwind.example"),
            "customer_domain",
            Reason::RepeatedKey { first: 2 },
        ),
        (
            row("trey.example", "contoso.example"),
            "customer_domain",
            Reason::OwnDomain,
        ),
        (row(",JP,", ",Japan,"), "country", Reason::NotACountry),
        (row("2020-04-01", "1.4.2020"), "since", Reason::NotADate),
        (row("2020-04-01", "2020-02-30"), "since", Reason::NotADate),
        (row("2020-04-01", "2027-04-01"), "since", Reason::FutureDate),
    ] {
        let faults = desk.run(&text, false).expect_err(column);
        assert_eq!(faults, [sheet::Fault::cell(3, column, reason)]);
    }
    assert!(desk.names(&contoso).is_empty());
}

#[actix_web::test]
async fn ten_thousand_customers_are_paged_and_searched_each_exactly_once() {
    let desk = Desk::new().await;
    let contoso = desk.reseller("Contoso", "contoso.example", "1001");
    let mut rows = String::new();
    for n in 0..10_000 {
        rows.push_str(&format!("1001,c{n}.example,Customer {n},JP,azure_portal,\n"));
    }
    assert_eq!(desk.import(&rows).created, 10_000);
    let see = desk.see(&contoso);
    let (mut from, mut seen) = (From::Start, Vec::new());
    loop {
        let page = desk.app.write(|conn| list(conn, &see, from, 900));
        seen.extend(page.rows.iter().map(|row| row.seq));
        match page.rows.last().filter(|_| page.older) {
            Some(last) => from = From::Before(last.seq),
            None => break,
        }
    }
    assert_eq!(seen.len(), 10_000);
    assert!(
        seen.windows(2).all(|pair| pair[0] > pair[1]),
        "newest first, none twice"
    );
    let (mut from, mut back) = (From::After(0), HashSet::new());
    loop {
        let page = desk.app.write(|conn| list(conn, &see, from, 900));
        back.extend(page.rows.iter().map(|row| row.seq));
        match page.rows.first().filter(|_| page.newer) {
            Some(first) => from = From::After(first.seq),
            None => break,
        }
    }
    assert_eq!(back.len(), 10_000);
    let (mut place, mut found) = (None, Vec::new());
    loop {
        let part = desk
            .app
            .write(|conn| search(conn, &see, "customer 99", place, 25));
        found.extend(part.rows.iter().map(|row| row.seq));
        match part.next {
            Some(next) => place = Some(next),
            None => break,
        }
    }
    assert_eq!(found.len(), 111, "99, 990 to 999 and 9900 to 9999");
    assert!(found.windows(2).all(|pair| pair[0] > pair[1]));
}

#[actix_web::test]
async fn who_verifies_the_domain_takes_over_the_unclaimed_customer() {
    let desk = Desk::new().await;
    let contoso = desk.reseller("Contoso", "contoso.example", "1001");
    desk.import(NORTHWIND);
    let cx = desk.app.cx();
    let owner: OrganizationId = desk
        .app
        .organization("Northwind Traders", "northwind.example", "JP", &[]);
    let moved = desk
        .app
        .write(|conn| on_domain_verified(conn, &cx, Who::default(), owner, "northwind.example"));
    assert_eq!(moved, 1);
    assert_eq!(desk.names(&contoso), ["Northwind Traders"]);
}
