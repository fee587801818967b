//! `import customers` (S52, decision 15): everything is checked first, then all of it is written, or nothing. A row waits until
//! its reseller is active, and becomes a relationship at once when it is.

use std::collections::HashMap;

use serde_json::json;

use super::super::store::{self, Legacy};
use super::establish::establish;
use crate::audit;
use crate::db::{DbConn, DbResult, Fault};
use crate::features::customers::domain::{ImportRow, read, search_text};
use crate::features::memberships::{self, MpnId};
use crate::features::organizations;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{LegacyRelationshipId, OrganizationId};
use crate::kernel::sheet::{self, Changed, Reason, Report};
use crate::kernel::site::Cx;
use crate::policy::Permit;
use crate::policy::actions::ImportCustomers;

/// A file that was read without a fault.
#[derive(Clone, Debug)]
pub struct ImportFile {
    rows: Vec<ImportRow>,
}

impl ImportFile {
    /// Reads a file; every fault of its rows is answered.
    pub fn read(bytes: &[u8], now: Timestamp, tenant_domain: &str) -> Result<Self, Vec<sheet::Fault>> {
        read(bytes, now, tenant_domain, |text| MpnId::parse(text).is_some()).map(|rows| Self { rows })
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What an import is going to write.
#[derive(Default)]
struct Plan {
    new: Vec<Legacy>,
    changed: Vec<(Legacy, Vec<&'static str>)>,
    same: usize,
}

/// Writes the file, or only says what it would change. `done` is called after each row that is written or left.
pub fn import(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ImportCustomers>,
    file: &ImportFile,
    dry_run: bool,
    done: &dyn Fn(),
) -> Result<Report, Fault<Vec<sheet::Fault>>> {
    let holders = holders(conn, permit, &file.rows)?;
    refuse_own_domains(conn, permit, &file.rows, &holders)?;
    let (plan, mut report) = plan(conn, cx, &file.rows)?;
    report.dry_run = dry_run;
    if !dry_run {
        write(conn, cx, permit, plan, &holders, &report, done)?;
    }
    Ok(report)
}

/// The active resellers behind the file's numbers.
fn holders(
    conn: &mut DbConn,
    permit: &Permit<ImportCustomers>,
    rows: &[ImportRow],
) -> DbResult<HashMap<MpnId, OrganizationId>> {
    let mut numbers: Vec<MpnId> = rows.iter().filter_map(|row| MpnId::parse(&row.mpn_id)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    memberships::holders(conn, permit.scope(), &numbers)
}

/// A reseller isn't its own customer.
fn refuse_own_domains(
    conn: &mut DbConn,
    permit: &Permit<ImportCustomers>,
    rows: &[ImportRow],
    holders: &HashMap<MpnId, OrganizationId>,
) -> Result<(), Fault<Vec<sheet::Fault>>> {
    let mut domains: HashMap<&str, String> = HashMap::new();
    for (number, organization) in holders {
        if let Some(found) = organizations::by_id(conn, permit.scope(), *organization)? {
            domains.insert(number.as_str(), found.sign_in_domain.unwrap_or_default());
        }
    }
    let faults: Vec<sheet::Fault> = rows
        .iter()
        .filter(|row| domains.get(row.mpn_id.as_str()) == Some(&row.domain))
        .map(|row| sheet::Fault::cell(row.line, "customer_domain", Reason::OwnDomain))
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Fault::Refused(faults))
    }
}

fn plan(conn: &mut DbConn, cx: &Cx, rows: &[ImportRow]) -> DbResult<(Plan, Report)> {
    let keys: Vec<(MpnId, String)> = rows
        .iter()
        .map(|row| (MpnId::stored(row.mpn_id.clone()), row.domain.clone()))
        .collect();
    let known: HashMap<(String, String), Legacy> = store::legacy_of(conn, &keys)?
        .into_iter()
        .map(|row| ((row.mpn_id.to_string(), row.customer_domain.clone()), row))
        .collect();
    let (mut plan, mut report) = (Plan::default(), Report::default());
    for row in rows {
        let key = format!("{} {}", row.mpn_id, row.domain);
        let Some(old) = known.get(&(row.mpn_id.clone(), row.domain.clone())) else {
            plan.new
                .push(legacy(cx, row, LegacyRelationshipId::new(), row.since));
            report.note(Some(Changed {
                line: row.line,
                key,
                new: true,
                columns: Vec::new(),
            }));
            continue;
        };
        let mut new = legacy(cx, row, old.id, row.since.or(old.since));
        (new.consumed_at, new.relationship_id) = (old.consumed_at, old.relationship_id);
        let columns: Vec<&'static str> = [
            ("customer_name", old.customer_name != new.customer_name),
            ("country", old.country != new.country),
            ("source_portal", old.source_portal != new.source_portal),
            ("since", old.since != new.since),
        ]
        .into_iter()
        .filter_map(|(column, differs)| differs.then_some(column))
        .collect();
        if columns.is_empty() {
            plan.same += 1;
            report.note(None);
        } else {
            report.note(Some(Changed {
                line: row.line,
                key,
                new: false,
                columns: columns.clone(),
            }));
            plan.changed.push((new, columns));
        }
    }
    Ok((plan, report))
}

fn legacy(cx: &Cx, row: &ImportRow, id: LegacyRelationshipId, since: Option<Timestamp>) -> Legacy {
    Legacy {
        id,
        mpn_id: MpnId::stored(row.mpn_id.clone()),
        customer_domain: row.domain.clone(),
        customer_name: row.name.clone(),
        country: row.country.code().to_owned(),
        source_portal: row.portal.clone(),
        since,
        imported_at: cx.now,
        consumed_at: None,
        relationship_id: None,
    }
}

fn write(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ImportCustomers>,
    plan: Plan,
    holders: &HashMap<MpnId, OrganizationId>,
    report: &Report,
    done: &dyn Fn(),
) -> DbResult<()> {
    let mut begins: HashMap<OrganizationId, Vec<Legacy>> = HashMap::new();
    for row in plan.new {
        store::add_legacy(conn, &row)?;
        match holders.get(&row.mpn_id) {
            Some(reseller) => begins.entry(*reseller).or_default().push(row),
            None => done(),
        }
    }
    for (row, columns) in &plan.changed {
        store::change_legacy(conn, row)?;
        follow(conn, row, columns)?;
        done();
    }
    // The order of a map is another at each run; that of a list isn't.
    let mut begins: Vec<_> = begins.into_iter().collect();
    begins.sort_unstable_by_key(|(reseller, _)| *reseller);
    for (reseller, rows) in begins {
        establish(conn, cx, permit.who(), permit.scope(), reseller, &rows, done)?;
    }
    (0..plan.same).for_each(|_| done());
    let operator = match permit.who().organization {
        Some(organization) => Some(organization),
        None => organizations::by_domain(conn, &cx.site.operator_domain())?.map(|o| o.id),
    };
    if let Some(organization) = operator
        && report.created + report.updated > 0
    {
        audit::append(
            conn,
            cx,
            permit.who(),
            audit::Event {
                organization,
                action: "customer.import",
                object_kind: "relationship",
                object_id: String::new(),
                target: None,
                details: json!({ "rows": report.rows, "created": report.created, "updated": report.updated }),
                personal: None,
            },
        )?;
    }
    Ok(())
}

/// What changed in a row that was used already, changes in its relationship and its unclaimed customer too.
fn follow(conn: &mut DbConn, row: &Legacy, columns: &[&'static str]) -> DbResult<()> {
    let Some(relationship) = row.relationship_id else {
        return Ok(());
    };
    store::set_origin(conn, relationship, &row.source_portal, row.since)?;
    if !columns.contains(&"customer_name") && !columns.contains(&"country") {
        return Ok(());
    }
    if let Some(unclaimed) = store::unclaimed_with(conn, &row.customer_domain)?
        && store::rename_unclaimed(conn, unclaimed, &row.customer_name, &row.country)?
    {
        let text = search_text(&row.customer_name, &row.customer_domain);
        store::set_search_text(conn, unclaimed, &text)?;
    }
    Ok(())
}
