//! `import memberships`: everything is checked first, then all of it is written, or nothing.
//!
//! Passwords are hashed before the transaction and outside it. What is stored beside an account is the print of the hash *as
//! imported*, so that repeating a file changes nothing, even after a sign-in renewed the hash.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::super::store::{self, Account, Change, Profile};
use super::correct::{differences, new_profile};
use super::event;
use super::sign_in::Hashed;
use crate::audit;
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::memberships::domain::{COLUMNS, ImportRow, Secret, concern, read};
use crate::features::organizations;
use crate::kernel::ids::{MembershipAccountId, MembershipProfileId, OrganizationId};
use crate::kernel::keys::{base64url, sha256};
use crate::kernel::search::fold;
use crate::kernel::sheet::{self, Changed, Reason, Report};
use crate::kernel::site::Cx;
use crate::policy::Permit;
use crate::policy::actions::ManageMemberships;

/// A file that was read without a fault.
#[derive(Clone, Debug)]
pub struct ImportFile {
    rows: Vec<ImportRow>,
}

/// The hashes of a file's passwords by folded user name: under each key of the ring, the present one first.
pub type Hashes = HashMap<String, Vec<Hashed>>;

impl ImportFile {
    /// Reads a file; every fault of its rows is answered. No organization has a domain of its own below `tenant_domain`.
    pub fn read(bytes: &[u8], tenant_domain: &str) -> Result<Self, Vec<sheet::Fault>> {
        read(bytes, tenant_domain).map(|rows| Self { rows })
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

    /// The passwords that stand in it in plain, each account's once: folded user name and password.
    #[must_use]
    pub fn passwords(&self) -> Vec<(String, zeroize::Zeroizing<String>)> {
        let mut seen = HashSet::new();
        self.rows
            .iter()
            .filter_map(|row| match &row.secret {
                Some(Secret::Plain(password)) => Some((row.login.norm(), password.clone())),
                _ => None,
            })
            .filter(|(login, _)| seen.insert(login.clone()))
            .collect()
    }
}

/// The columns that a file may have, and whether it must.
pub fn columns() -> impl Iterator<Item = (&'static str, bool)> {
    COLUMNS.iter().map(|column| (column.name, column.required))
}

/// The print by which a password is known again at the next import.
fn print(hash: &str) -> String {
    base64url(&sha256(hash.as_bytes()))
}

/// What an import is going to write.
#[derive(Default)]
struct Plan {
    accounts: Vec<Account>,
    passwords: Vec<(MembershipAccountId, Hashed, String)>,
    new: Vec<Profile>,
    changed: Vec<(Profile, Change, Vec<&'static str>)>,
    same: Vec<MembershipProfileId>,
}

/// What is known of the file's rows before it.
struct Known {
    accounts: HashMap<String, Account>,
    profiles: HashMap<String, Profile>,
    countries: HashMap<OrganizationId, String>,
}

impl Known {
    fn load(conn: &mut DbConn, permit: &Permit<ManageMemberships>, rows: &[ImportRow]) -> DbResult<Self> {
        let mut logins: Vec<String> = rows.iter().map(|row| row.login.norm()).collect();
        logins.sort_unstable();
        logins.dedup();
        let numbers: Vec<_> = rows.iter().map(|row| row.mpn_id.clone()).collect();
        let accounts = store::accounts_by_login(conn, permit.scope(), &logins)?;
        let profiles = store::profiles_by_number(conn, permit.scope(), &numbers)?;
        let holders = profiles.iter().filter_map(|p| p.bound_organization_id).collect();
        Ok(Self {
            countries: store::countries_of_bound(conn, permit.scope(), holders)?,
            accounts: accounts.into_iter().map(|a| (a.login_norm.clone(), a)).collect(),
            profiles: profiles.into_iter().map(|p| (p.mpn_id.to_string(), p)).collect(),
        })
    }
}

/// Writes the file, or only says what it would change. `done` is called after each row that is written or left.
pub fn import(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageMemberships>,
    file: &ImportFile,
    hashes: &Hashes,
    dry_run: bool,
    done: &dyn Fn(),
) -> Result<Report, Fault<Vec<sheet::Fault>>> {
    let known = Known::load(conn, permit, &file.rows)?;
    let (plan, mut report) = plan(cx, &file.rows, known, hashes).map_err(Fault::Refused)?;
    report.dry_run = dry_run;
    if !dry_run {
        write(conn, cx, permit, plan, &report, done)?;
    }
    Ok(report)
}

fn plan(
    cx: &Cx,
    rows: &[ImportRow],
    mut known: Known,
    hashes: &Hashes,
) -> Result<(Plan, Report), Vec<sheet::Fault>> {
    let (mut plan, mut report, mut faults) = (Plan::default(), Report::default(), Vec::new());
    let given = secrets(rows, hashes);
    let mut renewed: HashSet<String> = HashSet::new();
    for row in rows {
        let login = row.login.norm();
        let secret = given.get(&login);
        let mut columns = Vec::new();
        let account = match known.accounts.get(&login) {
            Some(account) => account.clone(),
            None => {
                let Some(hash) = secret.and_then(|hashes| hashes.first()) else {
                    faults.push(sheet::Fault::cell(row.line, "password", Reason::PasswordMissing));
                    continue;
                };
                let account = new_account(cx, row, hash);
                known.accounts.insert(login.clone(), account.clone());
                renewed.insert(login.clone());
                plan.accounts.push(account.clone());
                account
            }
        };
        let same = secret.is_none_or(|hashes| {
            hashes
                .iter()
                .any(|hash| account.imported_print.as_deref() == Some(&*print(&hash.phc)))
        });
        if let Some(hash) = secret.and_then(|hashes| hashes.first())
            && !same
            && renewed.insert(login)
        {
            plan.passwords.push((account.id, hash.clone(), print(&hash.phc)));
            columns.push("password");
        }
        let old = known.profiles.get(row.mpn_id.as_str());
        let holder = old
            .and_then(|old| old.bound_organization_id)
            .and_then(|organization| known.countries.get(&organization));
        let change = change(cx, row, account.id, old, holder.map(String::as_str));
        let key = row.mpn_id.to_string();
        match old {
            None => {
                plan.new.push(new_profile(
                    MembershipProfileId::new(),
                    row.mpn_id.clone(),
                    change,
                ));
                report.note(Some(Changed {
                    line: row.line,
                    key,
                    new: true,
                    columns: Vec::new(),
                }));
            }
            Some(old) => {
                let profile_columns = differences(old, &change);
                columns.extend(&profile_columns);
                report.note((!columns.is_empty()).then_some(Changed {
                    line: row.line,
                    key,
                    new: false,
                    columns,
                }));
                // What became of a holder may have to be said although the row itself is as it was.
                if profile_columns.is_empty() && old.concern == change.concern {
                    plan.same.push(old.id);
                } else {
                    plan.changed.push((old.clone(), change, profile_columns));
                }
            }
        }
    }
    if faults.is_empty() {
        Ok((plan, report))
    } else {
        Err(faults)
    }
}

/// The hashes by folded user name, whatever row they stand in.
fn secrets(rows: &[ImportRow], hashes: &Hashes) -> HashMap<String, Vec<Hashed>> {
    let mut given = hashes.clone();
    for row in rows {
        if let Some(Secret::Phc(phc)) = &row.secret {
            let foreign = Hashed {
                phc: phc.clone(),
                key: String::new(),
            };
            given.insert(row.login.norm(), vec![foreign]);
        }
    }
    given
}

fn new_account(cx: &Cx, row: &ImportRow, hash: &Hashed) -> Account {
    Account {
        id: MembershipAccountId::new(),
        login: row.login.as_str().to_owned(),
        login_norm: row.login.norm(),
        password_hash: hash.phc.clone(),
        password_key: hash.key.clone(),
        imported_print: Some(print(&hash.phc)),
        failed_count: 0,
        failed_at: None,
        locked_until: None,
        created_at: cx.now,
    }
}

/// The columns as they are to be: those of the row, and what is stored where its cell is empty.
fn change(
    cx: &Cx,
    row: &ImportRow,
    account: MembershipAccountId,
    old: Option<&Profile>,
    holder: Option<&str>,
) -> Change {
    let keep = |new: &Option<String>, stored: fn(&Profile) -> &String| {
        new.clone()
            .or_else(|| old.map(|old| stored(old).clone()))
            .unwrap_or_default()
    };
    let [line1, line2, city, region, postal_code] = &row.address;
    let country = row.country.code();
    Change {
        account_id: account,
        organization_name: row.organization.clone(),
        name_key: fold(&row.organization),
        country: country.to_owned(),
        state: row.state,
        kind: row.kind,
        competencies: row.competencies.as_ref().map_or_else(
            || old.map_or_else(|| "[]".to_owned(), |old| old.competencies.clone()),
            |words| json!(words).to_string(),
        ),
        enrolled_domain: row
            .enrolled_domain
            .clone()
            .or_else(|| old.and_then(|old| old.enrolled_domain.clone())),
        address_line1: keep(line1, |old| &old.address_line1),
        address_line2: keep(line2, |old| &old.address_line2),
        city: keep(city, |old| &old.city),
        region: keep(region, |old| &old.region),
        postal_code: keep(postal_code, |old| &old.postal_code),
        phone: keep(&row.phone, |old| &old.phone),
        website: keep(&row.website, |old| &old.website),
        concern: holder.and_then(|holder| concern(row.state, country, holder)),
        imported_at: Some(cx.now),
        updated_at: cx.now,
    }
}

fn write(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageMemberships>,
    plan: Plan,
    report: &Report,
    done: &dyn Fn(),
) -> DbResult<()> {
    let scope = permit.scope();
    for account in &plan.accounts {
        store::add_account(conn, scope, account)?;
    }
    for (account, hash, print) in &plan.passwords {
        store::set_password(conn, scope, *account, &hash.phc, &hash.key, Some(print))?;
    }
    for profile in &plan.new {
        store::add_profile(conn, scope, profile)?;
        done();
    }
    for (old, change, columns) in &plan.changed {
        if !store::change_profile(conn, scope, old.id, old.version, change)? {
            return Err(DbError::Unavailable(
                "the directory was changed while the file was imported".to_owned(),
            ));
        }
        if let Some(holder) = old.bound_organization_id {
            let details = json!({ "columns": columns, "concern": change.concern });
            audit::append(
                conn,
                cx,
                permit.who(),
                event(holder, "membership.change", &old.mpn_id, details),
            )?;
        }
        done();
    }
    store::touch(conn, scope, &plan.same, cx.now)?;
    plan.same.iter().for_each(|_| done());
    let operator = match permit.who().organization {
        Some(organization) => Some(organization),
        None => organizations::by_domain(conn, &cx.site.operator_domain())?.map(|o| o.id),
    };
    if let Some(organization) = operator
        && report.created + report.updated > 0
    {
        let details = json!({ "rows": report.rows, "created": report.created, "updated": report.updated });
        audit::append(
            conn,
            cx,
            permit.who(),
            audit::Event {
                organization,
                action: "membership.import",
                object_kind: "membership",
                object_id: String::new(),
                target: None,
                details,
                personal: None,
            },
        )?;
    }
    Ok(())
}
