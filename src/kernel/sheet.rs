//! A CSV file read whole (RFC 4180): named columns in any order, rows with the line they stand on, and every fault with line,
//! column and reason. What the columns mean is the feature's business.

use super::problem::Problem;

/// The most rows of a file that is imported by the command line or the operator (interface.md).
pub const MAX_ROWS: usize = 50_000;

/// A column that a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header row.
    pub name: &'static str,
    /// Whether the file must have it and every row a value in it.
    pub required: bool,
}

/// What is wrong with a file or one of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, the header being line 1.
    pub line: u64,
    /// The column, where it is about one.
    pub column: Option<String>,
    /// Why.
    pub reason: Reason,
}

impl Fault {
    /// A fault of one cell.
    #[must_use]
    pub fn cell(line: u64, column: &str, reason: Reason) -> Self {
        Self {
            line,
            column: Some(column.to_owned()),
            reason,
        }
    }

    /// A fault of a whole line.
    #[must_use]
    pub const fn line(line: u64, reason: Reason) -> Self {
        Self {
            line,
            column: None,
            reason,
        }
    }
}

/// Why a row is refused; a code, whose words are in the locales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The file isn't UTF-8.
    NotUtf8,
    /// There is no header row.
    NoHeader,
    /// Nothing follows the header.
    NoRows,
    /// More rows than may be imported at once.
    TooManyRows {
        /// The most.
        max: usize,
    },
    /// A quotation mark that RFC 4180 doesn't allow there, or one that is never closed.
    BrokenQuote,
    /// More or fewer cells than the header has.
    UnevenCells {
        /// As many as the header.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// No such column; nothing is guessed.
    UnknownColumn,
    /// A column that must be there isn't.
    MissingColumn,
    /// The column stands twice in the header.
    RepeatedColumn,
    /// An earlier row has the same key.
    RepeatedKey {
        /// The line of that row.
        first: u64,
    },
    /// The value itself is wrong.
    Value(Problem),
    /// Only these words are known here.
    NotOneOf(&'static [&'static str]),
    /// Not an ISO 3166-1 alpha-2 code.
    NotACountry,
    /// Not a domain.
    NotADomain,
    /// Not a date as 2026-11-23.
    NotADate,
    /// A date that hasn't come yet.
    FutureDate,
    /// Characters that such an identifier doesn't have.
    NotAnIdentifier,
    /// A new login needs a password or its hash.
    PasswordMissing,
    /// A password and a hash at once.
    TwoPasswords,
    /// An earlier row gives the same login another password.
    OtherPassword {
        /// The line of that row.
        first: u64,
    },
    /// Not an argon2 hash in PHC form, or one too costly to check.
    NotAPasswordHash,
    /// Neither `http://` nor `https://` begins it.
    NotAWebSite,
    /// The customer would be the reseller itself.
    OwnDomain,
    /// Only who has the highest role gives it (A16).
    AboveOneself,
    /// More people than an organization may add in a day (A.5).
    TooManyToday,
}

impl Reason {
    /// What is wrong with a domain: whose it is says more than how it is written.
    #[must_use]
    pub fn of_domain(problem: Problem) -> Self {
        match problem {
            Problem::DomainReserved | Problem::DomainNotRegistrable | Problem::DomainWebmail => {
                Self::Value(problem)
            }
            _ => Self::NotADomain,
        }
    }
}

/// One row; its cells are asked for by the column's name.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line where it begins.
    pub line: u64,
    cells: Vec<String>,
}

/// A file that has the right columns and even rows.
#[derive(Clone, Debug)]
pub struct Sheet {
    columns: Vec<(&'static str, Option<usize>)>,
    rows: Vec<Row>,
}

impl Sheet {
    /// Reads the file. Every fault of form is answered, not only the first.
    pub fn read(bytes: &[u8], columns: &'static [Column]) -> Result<Self, Vec<Fault>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
            vec![Fault::line(1 + count_lines(before), Reason::NotUtf8)]
        })?;
        if let Some(line) = broken_quote(text) {
            return Err(vec![Fault::line(line, Reason::BrokenQuote)]);
        }
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let Some(Ok(header)) = records.next() else {
            return Err(vec![Fault::line(1, Reason::NoHeader)]);
        };
        let columns = place(&header, columns)?;
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        let (mut line, mut counted) = (1, 0);
        for record in records {
            // The text is UTF-8 and the reader flexible: nothing else can go wrong in memory.
            let Ok(record) = record else { continue };
            // The reader begins a row at the line feed that ends the one before, and counts lines accordingly: count them here.
            let begins = record
                .position()
                .map_or(counted, |p| usize::try_from(p.byte()).unwrap_or(counted));
            let begins = begins
                + text
                    .get(begins..)
                    .map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
            line += count_lines(text.as_bytes().get(counted..begins).unwrap_or_default());
            counted = begins;
            if rows.len() == MAX_ROWS {
                faults.push(Fault::line(line, Reason::TooManyRows { max: MAX_ROWS }));
                break;
            }
            if record.len() != header.len() {
                faults.push(Fault::line(
                    line,
                    Reason::UnevenCells {
                        expected: header.len(),
                        found: record.len(),
                    },
                ));
            }
            rows.push(Row {
                line,
                cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
            });
        }
        if faults.is_empty() {
            Ok(Self { columns, rows })
        } else {
            Err(faults)
        }
    }

    /// The rows, in the order of the file.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cell of a row, trimmed; empty where the file lacks the column.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let place = self
            .columns
            .iter()
            .find(|(name, _)| *name == column)
            .and_then(|(_, place)| *place);
        place.and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }

    /// The cell, where an empty one means "leave as it is".
    #[must_use]
    pub fn optional<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        Some(self.cell(row, column)).filter(|cell| !cell.is_empty())
    }
}

/// Finds each column in the header; unknown, missing and repeated ones are faults.
fn place(
    header: &csv::StringRecord,
    columns: &'static [Column],
) -> Result<Vec<(&'static str, Option<usize>)>, Vec<Fault>> {
    let mut faults = Vec::new();
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    for (at, name) in names.iter().enumerate() {
        if !columns.iter().any(|c| c.name == *name) {
            faults.push(Fault::cell(1, name, Reason::UnknownColumn));
        } else if names.iter().take(at).any(|earlier| earlier == name) {
            faults.push(Fault::cell(1, name, Reason::RepeatedColumn));
        }
    }
    let placed: Vec<_> = columns
        .iter()
        .map(|c| (c.name, names.iter().position(|n| *n == c.name)))
        .collect();
    for (column, (_, place)) in columns.iter().zip(&placed) {
        if column.required && place.is_none() {
            faults.push(Fault::cell(1, column.name, Reason::MissingColumn));
        }
    }
    if faults.is_empty() {
        Ok(placed)
    } else {
        Err(faults)
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

/// The line of the first quotation mark that RFC 4180 doesn't allow: inside a bare cell, after a closed one, or never closed.
/// The reader itself takes such a file as it comes, and a forgotten mark would swallow the rows after it.
fn broken_quote(text: &str) -> Option<u64> {
    #[derive(PartialEq)]
    enum At {
        Start,
        Bare,
        Quoted,
        Closed,
    }
    let (mut at, mut line, mut opened) = (At::Start, 1, 1);
    for c in text.chars() {
        at = match (at, c) {
            (At::Quoted, '"') => At::Closed,
            (At::Quoted, _) => At::Quoted,
            (At::Closed, '"') => At::Quoted,
            (At::Start, '"') => {
                opened = line;
                At::Quoted
            }
            (At::Bare, '"') => return Some(line),
            (_, ',' | '\n' | '\r') => At::Start,
            (At::Closed, _) => return Some(line),
            _ => At::Bare,
        };
        line += u64::from(c == '\n');
    }
    (at == At::Quoted).then_some(opened)
}

/// What one row of an import changes, or would change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Changed {
    /// The line of the file.
    pub line: u64,
    /// The row's key, as people name it.
    pub key: String,
    /// Whether the thing is new.
    pub new: bool,
    /// The columns that change; all of them for a new thing are not listed.
    pub columns: Vec<&'static str>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Nothing was written.
    pub dry_run: bool,
    /// Rows of the file.
    pub rows: usize,
    /// New things.
    pub created: usize,
    /// Things that changed.
    pub updated: usize,
    /// Things that were so already.
    pub unchanged: usize,
    /// Each change, in the order of the file.
    pub changes: Vec<Changed>,
}

impl Report {
    /// Notes a row: `None` when nothing changes.
    pub fn note(&mut self, changed: Option<Changed>) {
        self.rows += 1;
        match changed {
            None => self.unchanged += 1,
            Some(changed) => {
                if changed.new {
                    self.created += 1;
                } else {
                    self.updated += 1;
                }
                self.changes.push(changed);
            }
        }
    }
}

/// Writes one cell of an export: quoted where needed, and with an apostrophe before what a spreadsheet would take for a formula (A.11).
#[must_use]
pub fn export_cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if risky {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// Writes one line of an export, with the line end of RFC 4180.
#[must_use]
pub fn export_line(cells: &[&str]) -> String {
    let mut line = cells
        .iter()
        .map(|cell| export_cell(cell))
        .collect::<Vec<_>>()
        .join(",");
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column {
            name: "id",
            required: true,
        },
        Column {
            name: "name",
            required: true,
        },
        Column {
            name: "note",
            required: false,
        },
    ];

    fn faults(text: &str) -> Vec<Fault> {
        Sheet::read(text.as_bytes(), COLUMNS).expect_err("the file is faulty")
    }

    #[test]
    fn columns_stand_in_any_order_and_a_byte_order_mark_is_no_part_of_a_name() {
        let sheet = Sheet::read(
            "\u{feff}name,id\r\n\"Contoso, \"\"Ltd\"\"\",1\r\n 株式会社 ,2\r\n".as_bytes(),
            COLUMNS,
        )
        .expect("the file is right");
        let [first, second] = sheet.rows() else {
            unreachable!("two rows")
        };
        assert_eq!(
            (sheet.cell(first, "name"), sheet.cell(first, "id"), first.line),
            ("Contoso, \"Ltd\"", "1", 2)
        );
        assert_eq!((sheet.cell(second, "name"), second.line), ("株式会社", 3));
        assert_eq!(sheet.optional(second, "note"), None);
    }

    #[test]
    fn unknown_missing_and_repeated_columns_are_named() {
        assert_eq!(
            faults("id,colour,id\n1,2,3\n"),
            [
                Fault::cell(1, "colour", Reason::UnknownColumn),
                Fault::cell(1, "id", Reason::RepeatedColumn),
                Fault::cell(1, "name", Reason::MissingColumn)
            ]
        );
    }

    #[test]
    fn a_line_with_other_cells_than_the_header_is_told_with_its_line() {
        assert_eq!(
            faults("id,name\n1,a\n2\n3,c,d\n"),
            [
                Fault::line(
                    3,
                    Reason::UnevenCells {
                        expected: 2,
                        found: 1
                    }
                ),
                Fault::line(
                    4,
                    Reason::UnevenCells {
                        expected: 2,
                        found: 3
                    }
                ),
            ]
        );
    }

    #[test]
    fn a_forgotten_quotation_mark_is_found_where_it_opened() {
        assert_eq!(
            faults("id,name\n1,a\n2,\"b\n3,c\n"),
            [Fault::line(3, Reason::BrokenQuote)]
        );
        assert_eq!(faults("id,name\n1,a\"b\n"), [Fault::line(2, Reason::BrokenQuote)]);
        assert_eq!(
            faults("id,name\n1,\"a\"b\n"),
            [Fault::line(2, Reason::BrokenQuote)]
        );
    }

    #[test]
    fn a_file_that_is_no_text_or_has_no_header_is_refused() {
        assert_eq!(
            Sheet::read(b"id,name\n1,\xff\n", COLUMNS).expect_err("not UTF-8"),
            [Fault::line(2, Reason::NotUtf8)]
        );
        assert_eq!(faults(""), [Fault::line(1, Reason::NoHeader)]);
    }

    #[test]
    fn a_line_break_inside_quotes_counts_for_the_lines_after_it() {
        let sheet = Sheet::read(b"id,name\n1,\"a\nb\"\n2,c\n", COLUMNS).expect("the file is right");
        assert_eq!(sheet.rows().iter().map(|r| r.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn an_export_holds_no_formula() {
        for text in ["=1+1", "+49 30 1234", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert!(
                export_cell(text).trim_start_matches('"').starts_with('\''),
                "{text}"
            );
        }
        assert_eq!(export_line(&["a", "b,c", "d\"e"]), "a,\"b,c\",\"d\"\"e\"\r\n");
    }
}
