//! No page reads a whole table: every SELECT that any page sends over 10,000 rows of everything is explained by the engine, and a
//! full scan or a sort of all matches fails.

use std::collections::BTreeSet;
use std::sync::Mutex;

use diesel::connection::{
    Instrumentation, InstrumentationEvent, SimpleConnection as _, set_default_instrumentation,
};
use tandem::db::dialect::explain;
use tandem::db::{DbConn, DbError};
use tandem::policy::{AdminRole, AgentRole, OperatorRole};
use tandem::testkit::{Browser, Page, TestApp};

/// Every query since the portal began, once each, without its values.
static SENT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

struct Listener;

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let sql = text
                .split(" -- binds")
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            if sql.starts_with("SELECT") {
                SENT.lock().unwrap().insert(sql);
            }
        }
    }
}

/// Tables with 10,000 rows; what stays small (settings, the operator's web-mail domains) may be read whole.
const LARGE: &[(&str, &str, &str)] = &[
    (
        "organizations",
        "id, number, legal_name, legal_name_key, country, sign_in_domain, domain_state, domain_skeleton, state, state_since, created_at",
        "{id}, 1000 + {i}, 'Organization ' || {i}, 'organization' || {i}, 'JP', 'org' || {i} || '.example', CASE {i} % 3 WHEN 0 THEN 'claimed' ELSE 'verified' END, 'org' || {i}, 'active', {i}, {i} FROM {series}",
    ),
    (
        "users",
        "id, organization_id, seq, user_name, full_name, email, email_norm, state, agent_role, admin_role, operator_role, created_at",
        "{id}, {fabrikam}, 1000 + {i}, 'u' || {i} || '@fabrikam.example', 'Person ' || {i}, 'u' || {i} || '@x.example', 'u' || {i} || '@x.example', 'active', 'none', 'none', 'none', {i} FROM {series}",
    ),
    (
        "membership_accounts",
        "id, login, login_norm, password_hash, password_key, created_at",
        "{id}, 'login' || {i}, 'login' || {i}, 'x', 'x', {i} FROM {series}",
    ),
    (
        "membership_profiles",
        "concern, enrolled_domain, id, account_id, mpn_id, organization_name, name_key, country, state, kind, competencies, address_line1, address_line2, city, region, postal_code, phone, website, updated_at",
        "CASE a.created_at % 500 WHEN 0 THEN 'moved' END, 'org' || a.created_at || '.example', {id}, a.id, 'M' || a.created_at, a.login, a.login, 'JP', CASE a.created_at % 50 WHEN 0 THEN 'inactive' ELSE 'active' END, 'global', '[]', '', '', '', '', '', '', '', a.created_at FROM membership_accounts a",
    ),
    (
        "enrollments",
        "legal_name_key, contact_email_norm, contact_phone, id, number, organization_id, kind, state, state_since, mpn_id, form, language, marked, submitted_at, confirmed_at, created_at, updated_at",
        "'organization' || o.number, 'c' || o.number || '@x.example', '+81' || o.number, {id}, o.number, o.id, 'new', CASE o.number % 5 WHEN 0 THEN 'in_review' WHEN 1 THEN 'submitted_unverified' WHEN 2 THEN 'info_requested' WHEN 3 THEN 'active' ELSE 'rejected' END, o.number, 'M' || o.number, '{}', 'en', '[]', o.number, o.number, o.number, o.number FROM organizations o WHERE o.number > 1000",
    ),
    (
        "enrollment_events",
        "id, organization_id, enrollment_id, kind, note, created_at",
        "{id}, e.organization_id, e.id, 'submitted', '', e.number FROM enrollments e",
    ),
    (
        "relationships",
        "id, partner_organization_id, customer_organization_id, seq, role, source, state, search_text, since, created_at",
        "{id}, {fabrikam}, o.id, o.number, 'reseller', 'legacy', 'active', 'organization ' || o.number, o.number, o.number FROM organizations o WHERE o.number > 1000",
    ),
    (
        "legacy_relationships",
        "id, mpn_id, customer_domain, customer_name, country, source_portal, imported_at",
        "{id}, 'M' || {i}, 'org' || {i} || '.example', 'x', 'JP', 'azure_portal', {i} FROM {series}",
    ),
    (
        "outbox",
        "id, organization_id, recipient, template, language, subject, state, queued_at, next_at, created_at",
        "{id}, {fabrikam}, 'x@x.example', 'users/reset_password', 'en', 'x', CASE {i} % 3 WHEN 0 THEN 'dead' ELSE 'sent' END, {i}, {i}, {i} FROM {series}",
    ),
    (
        "audit_entries",
        "id, organization_id, seq, created_at, actor_user_id, actor_organization_id, target_organization_id, action, object_kind, object_id, details, source, previous_hash, hash",
        "{id}, u.organization_id, u.seq, u.seq, u.id, u.organization_id, CASE WHEN u.seq < 1100 THEN (SELECT id FROM organizations WHERE sign_in_domain = 'org77.example') END, 'session.begin', 'user', 'x', '{}', 'ui', {bytes}, {bytes} FROM users u WHERE u.seq > 1000",
    ),
    (
        "links",
        "id, kind, token_hash, organization_id, details, created_at, expires_at",
        "{id}, 'password_reset', {bytes}, {fabrikam}, '{}', {i}, {i} FROM {series}",
    ),
    (
        "sessions",
        "key_hash, user_id, state, created_at, seen_at, ip, user_agent",
        "{bytes}, u.id, '{}', u.seq, u.seq, '', '' FROM users u WHERE u.seq > 1000",
    ),
    (
        "name_changes",
        "id, organization_id, old_name, new_name, grounds, state, requested_by, requested_at",
        "{id}, o.id, o.legal_name, 'x', 'x', CASE o.number % 3 WHEN 0 THEN 'open' ELSE 'declined' END, (SELECT id FROM users WHERE seq = 1001), o.number FROM organizations o WHERE o.number > 1000",
    ),
    (
        "unsent_forms",
        "id, user_id, sealed, created_at",
        "{id}, u.id, {bytes}, u.seq FROM users u WHERE u.seq > 1000",
    ),
    (
        "form_submissions",
        "key_hash, outcome, created_at",
        "{bytes}, '/', {i} FROM {series}",
    ),
];

const FABRIKAM: &str = "(SELECT id FROM organizations WHERE sign_in_domain = 'fabrikam.example')";

fn fill(conn: &mut DbConn) -> Result<(), DbError> {
    for (table, columns, values) in LARGE {
        let (id, bytes, series) = match conn {
            DbConn::Pg(_) => (
                "gen_random_uuid()",
                "sha256(gen_random_uuid()::text::bytea)",
                "generate_series(1, 10000) AS n(i)",
            ),
            DbConn::Sqlite(_) => ("randomblob(16)", "randomblob(32)", "n"),
        };
        let values = values
            .replace("{id}", id)
            .replace("{bytes}", bytes)
            .replace("{series}", series)
            .replace("{fabrikam}", FABRIKAM)
            .replace("{i}", "n.i");
        let sql = match conn {
            DbConn::Pg(_) => format!("INSERT INTO {table} ({columns}) SELECT {values}"),
            DbConn::Sqlite(_) => format!(
                "INSERT INTO {table} ({columns}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT {values}"
            ),
        };
        match conn {
            DbConn::Pg(c) => c.batch_execute(&format!("{sql}; ANALYZE {table}")),
            DbConn::Sqlite(c) => c.batch_execute(&sql),
        }
        .unwrap_or_else(|e| panic!("{table}: {e}"));
    }
    if let DbConn::Sqlite(c) = conn {
        c.batch_execute("ANALYZE")?;
    }
    Ok(())
}

/// How the engine would run the query for values it doesn't know yet.
fn plan(conn: &mut DbConn, sql: &str) -> Vec<String> {
    let text = match conn {
        DbConn::Sqlite(_) => sql.to_owned(),
        DbConn::Pg(c) => {
            let values = (1..)
                .take_while(|n| sql.contains(&format!("${n}")))
                .map(|_| "NULL")
                .collect::<Vec<_>>()
                .join(", ");
            c.batch_execute(&format!(
                "DEALLOCATE ALL; SET plan_cache_mode = force_generic_plan; PREPARE asked AS {sql}"
            ))
            .unwrap_or_else(|e| panic!("{e}: {sql}"));
            if values.is_empty() {
                "EXECUTE asked".to_owned()
            } else {
                format!("EXECUTE asked({values})")
            }
        }
    };
    explain(conn, &text).unwrap_or_else(|e| panic!("{e}: {sql}"))
}

/// What is wrong with a plan, if anything.
fn fault(sql: &str, plan: &[String]) -> Option<String> {
    // What diesel makes of "one of none".
    if sql.contains("(1=0)") {
        return None;
    }
    let large = |line: &str, words: &str| {
        LARGE
            .iter()
            .any(|(table, ..)| line.contains(&format!("{words} {table}")))
    };
    let limited = sql.contains(" LIMIT ");
    for line in plan {
        // SQLite: a walk along an index in its order is fine if nothing is sought and the page ends it.
        // Nor is the walk along an index that holds only what is sought.
        let partial = line.ends_with("USING INDEX membership_profiles_concern");
        let walk = limited && (partial || line.contains("USING") && !sql.contains(" WHERE "));
        if large(line.trim_start(), "SCAN") && !walk {
            return Some(line.clone());
        }
        // Of one object's entries, or of the profiles of the accounts on one page, there are few.
        let few = ["`object_id` = ?", "`account_id` IN ("]
            .iter()
            .any(|words| sql.contains(words));
        if line.contains("USE TEMP B-TREE FOR ORDER BY") && limited && !few {
            return Some(format!("{line}: every match is sorted before the page is cut"));
        }
        if large(line, "Seq Scan on") {
            return Some(line.clone());
        }
    }
    None
}

/// Opens a page, and the next and the previous one of its list.
async fn leaf(browser: &Browser, path: &str) {
    let page = browser.open(path).await;
    assert!(page.status.as_u16() < 500, "{path}: {}", page.visible());
    for rel in ["next", "prev"] {
        if let Some(href) = linked(&page, rel) {
            let page = browser.open(&href).await.expect(200);
            if let Some(href) = linked(&page, "prev") {
                browser.open(&href).await.expect(200);
            }
        }
    }
}

fn linked(page: &Page, rel: &str) -> Option<String> {
    let tag = page.body.split("<a ").find(|t| {
        t.split('>')
            .next()
            .is_some_and(|h| h.contains(&format!("rel=\"{rel}\"")))
    })?;
    let href = tag.split("href=\"").nth(1)?.split('"').next()?;
    Some(href.replace("&#38;", "&").replace("&amp;", "&"))
}

#[actix_web::test]
async fn no_page_scans_a_table_or_sorts_all_it_finds() {
    set_default_instrumentation(|| Some(Box::new(Listener))).unwrap();
    let app = TestApp::new().await;
    let admin = app.reseller("Fabrikam", "fabrikam.example", "JP");
    let agent = app.person(
        admin.organization,
        "agent@fabrikam.example",
        AgentRole::AdminAgent,
        AdminRole::None,
    );
    let operator = app.operator("administrator", OperatorRole::Administrator);
    let newcomer = app.newcomer("Tailspin", "tailspin.example", "JP");
    app.write(fill);
    // What nobody can open by an address: lists behind filters, searches, exports, and single objects.
    let more = [
        "/customers?q=organization+77",
        "/customers?q=nothing+like+it",
        "/customers?size=100",
        "/customers/export.csv",
        "/operations/enrollments?show=unverified",
        "/operations/enrollments?show=asked",
        "/operations/enrollments?show=active",
        "/operations/enrollments?show=ended&size=100",
        "/operations/memberships?q=login77",
        "/operations/memberships?q=M77",
        "/operations/memberships?state=inactive",
        "/operations/memberships?concern=moved",
        "/operations/memberships/M77",
        "/operations/organizations?q=org77",
        "/operations/organizations?q=Organization+77",
        "/operations/organizations?programme=reseller",
        "/operations/organizations?state=suspended",
        "/operations/organizations?state=closed",
        "/operations/people?q=person",
        "/operations/people?q=u77%40fabrikam.example&by=user_name",
        "/operations/people?q=u77&by=email",
        "/operations/people?q=nothing+like+it",
        "/operations/changes?state=declined",
        "/operations/mail?state=dead",
        "/operations/mail?state=queued",
        "/account/activity?area=customer",
        "/account/activity?from=2026-01-01&until=2026-12-31&area=user&size=100",
        "/account/activity?person=agent",
        "/account/activity?person=agent&with=org77.example&area=user",
        "/account/activity?with=org77.example&from=2026-01-01",
        "/account/activity?with=Organization+77",
        "/account/activity?with=Organization+7",
        "/account/activity?person=somebody",
        "/account/activity?area=user.create",
        "/account/activity/export.csv?with=org77.example",
        "/account/users?q=u77",
        "/account/users?role=global_admin",
        "/account/users?role=sales_agent",
        "/account/users?role=administrator",
        "/account/users?state=disabled",
        "/account/users?role=admin_agent&state=active&q=person",
    ];
    for person in [&admin, &agent, &operator, &newcomer] {
        let browser = app.signed_in(person).await;
        for route in tandem::app::all_routes() {
            if route.method == "GET" && !route.path.contains('{') {
                leaf(&browser, route.path).await;
            }
        }
        for path in more {
            leaf(&browser, path).await;
        }
        leaf(&browser, &format!("/operations/people/{}", admin.user)).await;
        // One object of each list.
        for list in [
            "/operations/enrollments",
            "/operations/organizations",
            "/operations/mail",
            "/operations/memberships",
            "/account/users",
            "/operations/changes",
        ] {
            let page = browser.open(list).await;
            let first = page
                .body
                .split("href=\"")
                .skip(1)
                .filter_map(|h| h.split('"').next())
                .find(|h| h.starts_with(&format!("{list}/")) && h.len() > list.len() + 20);
            if let Some(first) = first {
                leaf(&browser, first).await;
            }
        }
    }
    let sent = SENT.lock().unwrap().clone();
    assert!(sent.len() > 40, "the pages sent only {} queries", sent.len());
    let faults: Vec<String> = app.write(|conn| {
        let faulty = |sql: &String| fault(sql, &plan(conn, sql)).map(|why| format!("{why}\n    {sql}"));
        Ok(sent.iter().filter_map(faulty).collect())
    });
    assert!(
        faults.is_empty(),
        "{} of {} queries read too much:\n  {}",
        faults.len(),
        sent.len(),
        faults.join("\n  ")
    );
}

#[test]
fn a_scan_is_seen_in_the_plan_of_either_engine() {
    let fault = |sql: &str, line: &str| fault(sql, &[line.to_owned()]).is_some();
    assert!(fault("SELECT 1 FROM users WHERE x", "SCAN users"));
    assert!(fault(
        "SELECT 1 FROM users WHERE x LIMIT 1",
        "SCAN users USING INDEX users_role"
    ));
    assert!(!fault(
        "SELECT 1 FROM outbox ORDER BY id LIMIT 1",
        "SCAN outbox USING INDEX outbox_newest"
    ));
    assert!(!fault(
        "SELECT 1 FROM users WHERE x",
        "SEARCH users USING INDEX users_role (organization_id=?)"
    ));
    assert!(fault(
        "SELECT 1 FROM users",
        "        ->  Seq Scan on users  (cost=0.00..1.00 rows=1 width=1)"
    ));
    assert!(!fault(
        "SELECT 1 FROM settings",
        "Seq Scan on settings  (cost=0.00..1.00 rows=1 width=1)"
    ));
    assert!(fault(
        "SELECT 1 FROM users ORDER BY x LIMIT 1",
        "USE TEMP B-TREE FOR ORDER BY"
    ));
}
