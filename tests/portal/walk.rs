//! Every route × every role × own, foreign and unknown objects (A.10). What each is expected to answer stands in `walk.tsv`, which was
//! read by people: a route that isn't in it fails, and so does an answer that changed. Nobody but who may know of a thing learns more
//! than 404, and a foreign thing can't be told from one that doesn't exist.

mod objects;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tandem::db::DbConn;
use tandem::kernel::ids::{OrganizationId, UserId};
use tandem::policy::{AdminRole as Ad, AgentRole as Ag, OperatorRole as Op, Programme as P};
use tandem::testkit::{Browser, Page, Person, TestApp};

use objects::{Objects, Whose, masked};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/walk.tsv");

/// Somebody who knocks at every door.
struct Principal {
    name: &'static str,
    browser: Browser,
    /// Where they belong; a visitor is walked with what is a reseller's.
    organization: OrganizationId,
}

async fn principals(app: &TestApp) -> Vec<Principal> {
    let reseller = app.organization("Fabrikam", "fabrikam.example", "JP", &[P::Reseller]);
    let provider = app.organization("Contoso", "contoso.example", "JP", &[P::Provider]);
    let customer = app.organization("Northwind", "northwind.example", "JP", &[P::Customer]);
    let newcomer = app.organization("Tailspin", "tailspin.example", "JP", &[]);
    let suspended = app.organization("Litware", "litware.example", "JP", &[P::Reseller]);
    let closed = app.organization("Proseware", "proseware.example", "JP", &[P::Reseller]);
    let at = |org: OrganizationId, name: &'static str, domain: &str, agent: Ag, admin: Ad| {
        (name, app.person(org, &format!("{name}@{domain}"), agent, admin))
    };
    let people: Vec<(&'static str, Person)> = vec![
        at(
            reseller,
            "reseller-global-admin",
            "fabrikam.example",
            Ag::None,
            Ad::GlobalAdmin,
        ),
        at(
            reseller,
            "reseller-user-admin",
            "fabrikam.example",
            Ag::None,
            Ad::UserManagementAdmin,
        ),
        at(
            reseller,
            "reseller-billing-admin",
            "fabrikam.example",
            Ag::None,
            Ad::BillingAdmin,
        ),
        at(
            reseller,
            "reseller-admin-agent",
            "fabrikam.example",
            Ag::AdminAgent,
            Ad::None,
        ),
        at(
            reseller,
            "reseller-sales-agent",
            "fabrikam.example",
            Ag::SalesAgent,
            Ad::None,
        ),
        at(
            reseller,
            "reseller-helpdesk-agent",
            "fabrikam.example",
            Ag::HelpdeskAgent,
            Ad::None,
        ),
        at(
            reseller,
            "reseller-nobody",
            "fabrikam.example",
            Ag::None,
            Ad::None,
        ),
        at(
            provider,
            "provider-global-admin",
            "contoso.example",
            Ag::None,
            Ad::GlobalAdmin,
        ),
        at(
            provider,
            "provider-admin-agent",
            "contoso.example",
            Ag::AdminAgent,
            Ad::None,
        ),
        at(
            customer,
            "customer-global-admin",
            "northwind.example",
            Ag::None,
            Ad::GlobalAdmin,
        ),
        at(
            customer,
            "customer-billing-admin",
            "northwind.example",
            Ag::None,
            Ad::BillingAdmin,
        ),
        at(
            customer,
            "customer-nobody",
            "northwind.example",
            Ag::None,
            Ad::None,
        ),
        at(
            newcomer,
            "newcomer-global-admin",
            "tailspin.example",
            Ag::None,
            Ad::GlobalAdmin,
        ),
        at(
            newcomer,
            "newcomer-nobody",
            "tailspin.example",
            Ag::None,
            Ad::None,
        ),
        at(
            suspended,
            "suspended-global-admin",
            "litware.example",
            Ag::AdminAgent,
            Ad::GlobalAdmin,
        ),
        at(
            closed,
            "closed-global-admin",
            "proseware.example",
            Ag::AdminAgent,
            Ad::GlobalAdmin,
        ),
        at(
            reseller,
            "password-due",
            "fabrikam.example",
            Ag::AdminAgent,
            Ad::GlobalAdmin,
        ),
        at(
            reseller,
            "disabled",
            "fabrikam.example",
            Ag::AdminAgent,
            Ad::GlobalAdmin,
        ),
        (
            "operator-administrator",
            app.operator("administrator", Op::Administrator),
        ),
        ("operator-reviewer", app.operator("reviewer", Op::Reviewer)),
    ];
    let mut principals = vec![Principal {
        name: "visitor",
        browser: app.browser(),
        organization: reseller,
    }];
    let mut users = BTreeMap::new();
    for (name, person) in people {
        users.insert(name, person.user);
        let browser = app.signed_in(&person).await;
        assert!(browser.cookie("sid").is_some(), "{name} is signed in");
        principals.push(Principal {
            name,
            browser,
            organization: person.organization,
        });
    }
    // What happened to them since they signed in counts at the next click.
    app.write(|conn| {
        set_organization(conn, suspended, "suspended")?;
        set_organization(conn, closed, "closed")?;
        set_user(conn, users["password-due"], "must_change_password")?;
        set_user(conn, users["disabled"], "disabled")
    });
    principals
}

type Done = Result<(), tandem::db::DbError>;

fn set_organization(conn: &mut DbConn, id: OrganizationId, state: &str) -> Done {
    use diesel::prelude::*;
    use tandem::db::schema::organizations;
    diesel::update(organizations::table.find(id))
        .set(organizations::state.eq(state))
        .execute(conn)?;
    Ok(())
}

fn set_user(conn: &mut DbConn, id: UserId, state: &str) -> Done {
    use diesel::prelude::*;
    use tandem::db::schema::users;
    diesel::update(users::table.find(id))
        .set(users::state.eq(state))
        .execute(conn)?;
    Ok(())
}

/// What is compared: the status, and where a way leads that isn't the page itself.
fn answer(page: &Page) -> String {
    let status = page.status.as_u16();
    match page.location.as_deref().map(|l| l.split('?').next().unwrap_or(l)) {
        Some(to) => format!("{status} {}", masked(to)),
        None => status.to_string(),
    }
}

fn is_operator(principal: &Principal) -> bool {
    principal.name.starts_with("operator")
}

async fn ask(principal: &Principal, method: &str, path: &str) -> Page {
    if method == "GET" {
        return principal.browser.get(path).await;
    }
    // Any form of this visitor gives a good token; the fields stay empty.
    let page = principal.browser.get("/signin").await;
    let token = page
        .form("/signin")
        .into_iter()
        .find(|(name, _)| name == "_form")
        .expect("a token");
    principal.browser.post(path, &[token]).await
}

#[actix_web::test]
async fn every_route_answers_every_role_as_agreed() {
    let app = TestApp::new().await;
    let principals = principals(&app).await;
    let mut routes = tandem::app::all_routes();
    // Signing out ends the walk of whoever does it.
    routes.sort_by_key(|r| (r.path == "/signout", r.path, r.method));
    let mut table = String::from("method\tpath\tobject");
    for principal in &principals {
        let _ = write!(table, "\t{}", principal.name);
    }
    table.push('\n');
    let objects = Objects::new();
    for route in routes {
        let mut whose: Vec<Option<Whose>> = Objects::whose(route.path).iter().copied().map(Some).collect();
        if whose.is_empty() {
            whose.push(None);
        }
        let mut foreign = Vec::new();
        for whose in whose {
            let _ = write!(
                table,
                "{}\t{}\t{}",
                route.method,
                route.path,
                whose.map_or("–", Whose::word)
            );
            for (n, principal) in principals.iter().enumerate() {
                let path = objects.filled(&app, route.path, whose, principal.organization);
                let page = ask(principal, route.method, &path).await;
                assert!(
                    page.status.as_u16() < 500,
                    "{} {path} fails for {}: {}",
                    route.method,
                    principal.name,
                    page.visible()
                );
                match whose {
                    Some(Whose::Foreign) => {
                        foreign.push((answer(&page), masked(&page.body.replace(&path, "@"))));
                    }
                    // The operator's people may know of everybody's things; to all others a foreign one is as none.
                    Some(Whose::Unknown)
                        if !(is_operator(principal) && route.path.starts_with("/operations")) =>
                    {
                        if let Some((status, body)) = foreign.get(n) {
                            let same = *body == masked(&page.body.replace(&path, "@"));
                            assert!(
                                *status == answer(&page) && same,
                                "{} {path} tells {} that a foreign thing is there: {status} {body}",
                                route.method,
                                principal.name
                            );
                        }
                    }
                    _ => {}
                }
                let _ = write!(table, "\t{}", answer(&page));
            }
            table.push('\n');
        }
    }
    let agreed = std::fs::read_to_string(TABLE).unwrap_or_default();
    if table != agreed {
        std::fs::write(TABLE, &table).unwrap();
        let changed: Vec<&str> = table
            .lines()
            .filter(|l| !agreed.lines().any(|a| a == *l))
            .collect();
        panic!(
            "tests/portal/walk.tsv is renewed; read what changed and commit it if it is right:\n{}",
            changed.join("\n")
        );
    }
}

/// The table itself is held to the rules, so that nobody agrees to a hole: what isn't public leads a visitor to the sign-in page,
/// whoever must change the password reaches nothing else, and the operator's pages are the operator's.
#[test]
fn the_agreed_table_has_no_hole() {
    let text = std::fs::read_to_string(TABLE).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| head.iter().position(|h| *h == name).unwrap();
    let public = [
        "/",
        "/static",
        "/health",
        "/signin",
        "/password",
        "/language",
        "/enroll",
        "/pcv",
        "/verify",
        "/claim",
        "/welcome",
        "/get-started",
        "/help",
        "/partner",
        "/i/",
    ];
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (method, path) = (cells[0], cells[1]);
        if cells[2] == "unknown" && path.contains("{id}") {
            for (name, cell) in head.iter().zip(&cells).skip(3) {
                let refused = ["403", "404", "303 /signin", "303 /password"].contains(cell);
                assert!(refused, "{method} {path} without an object for {name}: {cell}");
            }
        }
        let is_public = path == "/" || public.iter().skip(1).any(|p| path.starts_with(p));
        if !is_public {
            assert_eq!(
                cells[column("visitor")],
                "303 /signin",
                "{method} {path} for a visitor"
            );
            assert_eq!(
                cells[column("disabled")],
                "303 /signin",
                "{method} {path} for somebody disabled"
            );
            if path != "/signout" {
                assert_eq!(
                    cells[column("password-due")],
                    "303 /password",
                    "{method} {path} with a password due"
                );
            }
        }
        if path.starts_with("/operations") {
            for (name, cell) in head.iter().zip(&cells).skip(3).filter(|(n, _)| {
                !n.starts_with("operator") && !["visitor", "disabled", "password-due"].contains(n)
            }) {
                assert_eq!(*cell, "403", "{method} {path} for {name}");
            }
        }
    }
}
