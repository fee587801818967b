//! A row of `import customers` (interface.md, Import files), read strictly.

use std::collections::HashMap;

use crate::kernel::clock::Timestamp;
use crate::kernel::country::Country;
use crate::kernel::problem::Problem;
use crate::kernel::sheet::{Column, Fault, Reason, Row, Sheet};
use crate::kernel::text;
use crate::kernel::webmail::own_domain;

const fn must(name: &'static str) -> Column {
    Column { name, required: true }
}

/// The columns of the file.
pub const COLUMNS: &[Column] = &[
    must("reseller_mpn_id"),
    must("customer_domain"),
    must("customer_name"),
    must("country"),
    must("source_portal"),
    Column {
        name: "since",
        required: false,
    },
];

/// A row that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Where it stands in the file.
    pub line: u64,
    /// The reseller's MPN ID, as typed; whether it can be one is the membership directory's rule.
    pub mpn_id: String,
    /// The customer's domain: with the MPN ID the row's key.
    pub domain: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub country: Country,
    /// The portal that the customer was served through.
    pub portal: String,
    /// Since when; `None` leaves what is stored.
    pub since: Option<Timestamp>,
}

/// Reads the whole file; every fault is answered, not only the first. `is_number` says what an MPN ID looks like,
/// `tenant_domain` below which no customer has a domain of its own.
pub fn read(
    bytes: &[u8],
    now: Timestamp,
    tenant_domain: &str,
    is_number: fn(&str) -> bool,
) -> Result<Vec<ImportRow>, Vec<Fault>> {
    let sheet = Sheet::read(bytes, COLUMNS)?;
    let (mut rows, mut faults, mut keys) =
        (Vec::with_capacity(sheet.rows().len()), Vec::new(), HashMap::new());
    for row in sheet.rows() {
        let Some(read) = read_row(&sheet, row, (now, tenant_domain), is_number, &mut faults) else {
            continue;
        };
        let first = *keys
            .entry((read.mpn_id.clone(), read.domain.clone()))
            .or_insert(row.line);
        if first != row.line {
            faults.push(Fault::cell(
                row.line,
                "customer_domain",
                Reason::RepeatedKey { first },
            ));
        }
        rows.push(read);
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn read_row(
    sheet: &Sheet,
    row: &Row,
    (now, tenant_domain): (Timestamp, &str),
    is_number: fn(&str) -> bool,
    faults: &mut Vec<Fault>,
) -> Option<ImportRow> {
    let before = faults.len();
    let mpn_id = cell(sheet, row, faults, "reseller_mpn_id", |cell| {
        is_number(cell)
            .then(|| cell.to_owned())
            .ok_or(Reason::NotAnIdentifier)
    });
    let domain = cell(sheet, row, faults, "customer_domain", |cell| {
        own_domain(cell, tenant_domain)
            .map(|domain| domain.as_str().to_owned())
            .map_err(Reason::of_domain)
    });
    let name = cell(sheet, row, faults, "customer_name", |cell| {
        text::line(cell, 200).map_err(Reason::Value)
    });
    let country = cell(sheet, row, faults, "country", |cell| {
        Country::parse(cell).map_err(|_| Reason::NotACountry)
    });
    let portal = cell(sheet, row, faults, "source_portal", |cell| {
        text::line(cell, 100).map_err(Reason::Value)
    });
    let since = match sheet.optional(row, "since") {
        None => None,
        Some(_) => cell(sheet, row, faults, "since", |cell| date(cell, now)),
    };
    if faults.len() > before {
        return None;
    }
    Some(ImportRow {
        line: row.line,
        mpn_id: mpn_id?,
        domain: domain?,
        name: name?,
        country: country?,
        portal: portal?,
        since,
    })
}

fn cell<T>(
    sheet: &Sheet,
    row: &Row,
    faults: &mut Vec<Fault>,
    column: &str,
    parse: impl FnOnce(&str) -> Result<T, Reason>,
) -> Option<T> {
    let text = sheet.cell(row, column);
    let parsed = if text.is_empty() {
        Err(Reason::Value(Problem::Required))
    } else {
        parse(text)
    };
    parsed
        .map_err(|reason| faults.push(Fault::cell(row.line, column, reason)))
        .ok()
}

/// A day as 2026-11-23, which hasn't yet to come anywhere on earth. It is kept as noon UTC: the same day nearly everywhere.
fn date(cell: &str, now: Timestamp) -> Result<Timestamp, Reason> {
    let shape = cell.len() == 10 && cell.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let noon = shape
        .then(|| Timestamp::parse(&format!("{cell}T12:00:00Z")))
        .flatten();
    let noon = noon.ok_or(Reason::NotADate)?;
    if noon.millis() - 26 * 3_600_000 > now.millis() {
        return Err(Reason::FutureDate);
    }
    Ok(noon)
}
