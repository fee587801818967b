//! A row of `import memberships` (interface.md, Import files), read strictly: what is wrong is said with line, column and reason.

use std::collections::HashMap;

use argon2::{Params, PasswordHash};
use zeroize::Zeroizing;

use super::{Login, MpnId, ProfileKind, ProfileState};
use crate::kernel::country::Country;
use crate::kernel::phone::PhoneNumber;
use crate::kernel::problem::Problem;
use crate::kernel::sheet::{Column, Fault, Reason, Row, Sheet};
use crate::kernel::text;
use crate::kernel::webmail::own_domain;
use crate::kernel::website::WebSite;

const fn must(name: &'static str) -> Column {
    Column { name, required: true }
}

const fn may(name: &'static str) -> Column {
    Column {
        name,
        required: false,
    }
}

/// The columns of the file.
pub const COLUMNS: &[Column] = &[
    must("mpn_id"),
    must("login"),
    may("password"),
    may("password_hash"),
    may("enrolled_domain"),
    must("organization"),
    must("country"),
    must("state"),
    must("kind"),
    may("competencies"),
    may("address_line1"),
    may("address_line2"),
    may("city"),
    may("region"),
    may("postal_code"),
    may("phone"),
    may("website"),
];

/// The columns of the address, in the order of [`ImportRow::address`].
pub const ADDRESS: [&str; 5] = ["address_line1", "address_line2", "city", "region", "postal_code"];

/// The most of a competency's characters, and the most of them in one row.
const COMPETENCY: usize = 100;
const COMPETENCIES: usize = 50;

/// The costliest foreign hash that is taken: a sign-in must not be made a burden for everybody else (A.4).
const MOST_MEMORY_KIB: u32 = 262_144;
const MOST_PASSES: u32 = 10;
const MOST_LANES: u32 = 16;

/// A password of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secret {
    /// As it is typed; hashed before anything is stored.
    Plain(Zeroizing<String>),
    /// Hashed elsewhere, in PHC form.
    Phc(String),
}

/// A row that may be written. `None`: the cell is empty, so what is stored stays.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Where it stands in the file.
    pub line: u64,
    /// The row's key.
    pub mpn_id: MpnId,
    /// The account that holds the profile.
    pub login: Login,
    /// The account's password.
    pub secret: Option<Secret>,
    /// The domain that is already enrolled with it (S6).
    pub enrolled_domain: Option<String>,
    /// The organization's name.
    pub organization: String,
    /// Where it is located.
    pub country: Country,
    /// Whether it counts.
    pub state: ProfileState,
    /// What it stands for.
    pub kind: ProfileKind,
    /// Words.
    pub competencies: Option<Vec<String>>,
    /// Line 1, line 2, city, region, postal code.
    pub address: [Option<String>; 5],
    /// E.164.
    pub phone: Option<String>,
    /// URL.
    pub website: Option<String>,
}

/// Reads the whole file; every fault is answered, not only the first.
pub fn read(bytes: &[u8], tenant_domain: &str) -> Result<Vec<ImportRow>, Vec<Fault>> {
    let sheet = Sheet::read(bytes, COLUMNS)?;
    let (mut rows, mut faults) = (Vec::with_capacity(sheet.rows().len()), Vec::new());
    let (mut keys, mut secrets) = (HashMap::new(), HashMap::new());
    for row in sheet.rows() {
        let mut cells = Cells {
            sheet: &sheet,
            row,
            tenant_domain,
            faults: &mut faults,
        };
        let Some(read) = cells.read() else { continue };
        if let Some(first) = keys.insert(read.mpn_id.clone(), row.line) {
            keys.insert(read.mpn_id.clone(), first);
            faults.push(Fault::cell(row.line, "mpn_id", Reason::RepeatedKey { first }));
        }
        if let Some(secret) = &read.secret {
            let (first, known) = secrets
                .entry(read.login.norm())
                .or_insert_with(|| (row.line, secret.clone()));
            if known != secret {
                let column = match secret {
                    Secret::Plain(_) => "password",
                    Secret::Phc(_) => "password_hash",
                };
                faults.push(Fault::cell(
                    row.line,
                    column,
                    Reason::OtherPassword { first: *first },
                ));
            }
        }
        rows.push(read);
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// The cells of one row, and the faults found so far.
struct Cells<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    /// No organization has a domain of its own below it.
    tenant_domain: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl Cells<'_> {
    fn read(&mut self) -> Option<ImportRow> {
        let before = self.faults.len();
        let mpn_id = self.required("mpn_id", |cell| MpnId::parse(cell).ok_or(Reason::NotAnIdentifier));
        let login = self.required("login", |cell| Login::parse(cell).map_err(Reason::Value));
        let secret = self.secret();
        let tenant_domain = self.tenant_domain;
        let enrolled_domain = self.optional("enrolled_domain", |cell| {
            own_domain(cell, tenant_domain)
                .map(|domain| domain.as_str().to_owned())
                .map_err(Reason::of_domain)
        });
        let organization = self.required("organization", |cell| {
            text::line(cell, 200).map_err(Reason::Value)
        });
        let country = self.required("country", |cell| {
            Country::parse(cell).map_err(|_| Reason::NotACountry)
        });
        let state = self.required("state", |cell| {
            ProfileState::parse(cell).ok_or(Reason::NotOneOf(&["active", "inactive"]))
        });
        let kind = self.required("kind", |cell| {
            ProfileKind::parse(cell).ok_or(Reason::NotOneOf(&["global", "location"]))
        });
        let competencies = self.optional("competencies", |cell| competencies(cell).map_err(Reason::Value));
        let address =
            ADDRESS.map(|column| self.optional(column, |cell| text::line(cell, 200).map_err(Reason::Value)));
        let phone = country.and_then(|country| {
            self.optional("phone", |cell| {
                let phone = PhoneNumber::parse(cell, country).map_err(Reason::Value)?;
                Ok(phone.as_str().to_owned())
            })
        });
        let website = self.optional("website", |cell| {
            let site = WebSite::parse(cell).map_err(|_| Reason::NotAWebSite)?;
            Ok(site.as_str().to_owned())
        });
        if self.faults.len() > before {
            return None;
        }
        Some(ImportRow {
            line: self.row.line,
            mpn_id: mpn_id?,
            login: login?,
            secret,
            enrolled_domain,
            organization: organization?,
            country: country?,
            state: state?,
            kind: kind?,
            competencies,
            address,
            phone,
            website,
        })
    }

    fn required<T>(&mut self, column: &str, parse: impl FnOnce(&str) -> Result<T, Reason>) -> Option<T> {
        let cell = self.sheet.cell(self.row, column);
        let parsed = if cell.is_empty() {
            Err(Reason::Value(Problem::Required))
        } else {
            parse(cell)
        };
        self.note(column, parsed)
    }

    fn optional<T>(&mut self, column: &str, parse: impl FnOnce(&str) -> Result<T, Reason>) -> Option<T> {
        let cell = self.sheet.optional(self.row, column)?;
        self.note(column, parse(cell))
    }

    fn note<T>(&mut self, column: &str, parsed: Result<T, Reason>) -> Option<T> {
        parsed
            .map_err(|reason| self.faults.push(Fault::cell(self.row.line, column, reason)))
            .ok()
    }

    fn secret(&mut self) -> Option<Secret> {
        let plain = self.optional("password", |cell| {
            // It is another system's password: only what can't be checked later is refused.
            if cell.len() > 1024 {
                Err(Reason::Value(Problem::TooLong { max: 1024 }))
            } else {
                Ok(Secret::Plain(Zeroizing::new(cell.to_owned())))
            }
        });
        let hash = self.optional("password_hash", |cell| {
            if is_fit(cell) {
                Ok(Secret::Phc(cell.to_owned()))
            } else {
                Err(Reason::NotAPasswordHash)
            }
        });
        if plain.is_some() && hash.is_some() {
            self.faults
                .push(Fault::cell(self.row.line, "password_hash", Reason::TwoPasswords));
        }
        plain.or(hash)
    }
}

/// Reads a list of competencies, as the file and the correction form hold it: separated by `;`, each once.
pub fn competencies(cell: &str) -> Result<Vec<String>, Problem> {
    let mut words: Vec<String> = Vec::new();
    for word in cell.split(';').filter(|word| !word.trim().is_empty()) {
        let word = text::line(word, COMPETENCY)?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() > COMPETENCIES {
        return Err(Problem::TooLong { max: COMPETENCIES });
    }
    Ok(words)
}

/// Whether this is an argon2 hash that can be checked at an acceptable cost.
fn is_fit(phc: &str) -> bool {
    let Ok(hash) = PasswordHash::new(phc) else {
        return false;
    };
    let Ok(params) = Params::try_from(&hash) else {
        return false;
    };
    phc.starts_with("$argon2")
        && hash.hash.is_some()
        && hash.salt.is_some()
        && params.m_cost() <= MOST_MEMORY_KIB
        && params.t_cost() <= MOST_PASSES
        && params.p_cost() <= MOST_LANES
}
