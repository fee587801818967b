//! A row of the file that adds many people at once (interface.md, Import files), read strictly: what is wrong is said with line,
//! column and reason.

use std::collections::HashMap;

use crate::features::users::domain::sign_in_name;
use crate::kernel::email::EmailAddress;
use crate::kernel::problem::Problem;
use crate::kernel::sheet::{Column, Fault, Reason, Row, Sheet};
use crate::kernel::text::PersonName;
use crate::policy::{AdminRole, AgentRole, OperatorRole};

/// The most people that one file adds.
pub const MOST: usize = 500;

const fn must(name: &'static str) -> Column {
    Column { name, required: true }
}

/// The columns of a partner's or customer's file.
const COLUMNS: &[Column] = &[
    must("user_name"),
    must("full_name"),
    must("email"),
    must("agent_role"),
    must("admin_role"),
];

/// The columns at the operator, whose people have an axis of their own (decision 3).
const OPERATOR_COLUMNS: &[Column] = &[
    must("user_name"),
    must("full_name"),
    must("email"),
    must("operator_role"),
];

const AGENT_ROLES: &[&str] = &["admin_agent", "sales_agent", "helpdesk_agent", "none"];
const ADMIN_ROLES: &[&str] = &["global_admin", "user_management_admin", "billing_admin", "none"];
const OPERATOR_ROLES: &[&str] = &["administrator", "reviewer"];

/// Which axes there are, and who may give the highest role.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Whose people these are: the part of a user name behind the @.
    pub sign_in_domain: String,
    /// Whether it is the operator.
    pub operator: bool,
    /// Whether the organization has agents.
    pub agents: bool,
    /// Whether the file comes from a Global admin or Administrator (A16).
    pub top: bool,
}

impl Terms {
    /// The columns that such a file has.
    #[must_use]
    pub const fn columns(&self) -> &'static [Column] {
        if self.operator { OPERATOR_COLUMNS } else { COLUMNS }
    }
}

/// Somebody whom the file adds.
#[derive(Clone, Debug)]
pub struct BulkRow {
    /// Where it stands in the file.
    pub line: u64,
    /// The whole sign-in name.
    pub user_name: String,
    /// Full name.
    pub full_name: PersonName,
    /// Contact address.
    pub email: EmailAddress,
    /// Role on the agent axis.
    pub agent: AgentRole,
    /// Role on the admin axis.
    pub admin: AdminRole,
    /// Role at the operator.
    pub operator: OperatorRole,
}

/// Reads the whole file; every fault is answered, not only the first.
pub fn read(bytes: &[u8], terms: &Terms) -> Result<Vec<BulkRow>, Vec<Fault>> {
    let sheet = Sheet::read(bytes, terms.columns())?;
    if sheet.rows().is_empty() {
        return Err(vec![Fault::line(1, Reason::NoRows)]);
    }
    if let Some(beyond) = sheet.rows().get(MOST) {
        return Err(vec![Fault::line(beyond.line, Reason::TooManyRows { max: MOST })]);
    }
    let (mut rows, mut faults) = (Vec::with_capacity(sheet.rows().len()), Vec::new());
    let (mut names, mut addresses) = (HashMap::new(), HashMap::new());
    for row in sheet.rows() {
        let mut cells = Cells {
            sheet: &sheet,
            row,
            terms,
            faults: &mut faults,
        };
        let Some(read) = cells.read() else { continue };
        let keys = [
            ("user_name", read.user_name.clone(), &mut names),
            ("email", read.email.norm(), &mut addresses),
        ];
        for (column, key, seen) in keys {
            let first = *seen.entry(key).or_insert(row.line);
            if first != row.line {
                faults.push(Fault::cell(row.line, column, Reason::RepeatedKey { first }));
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
    terms: &'a Terms,
    faults: &'a mut Vec<Fault>,
}

impl Cells<'_> {
    fn read(&mut self) -> Option<BulkRow> {
        let terms = self.terms;
        let user_name = self.cell("user_name", |cell| {
            sign_in_name(cell, &terms.sign_in_domain).map_err(Reason::Value)
        });
        let full_name = self.cell("full_name", |cell| PersonName::parse(cell).map_err(Reason::Value));
        let email = self.cell("email", |cell| EmailAddress::parse(cell).map_err(Reason::Value));
        let roles = if terms.operator {
            let operator = self.cell("operator_role", |cell| {
                let role = OperatorRole::parse(cell).filter(|r| *r != OperatorRole::None);
                let role = role.ok_or(Reason::NotOneOf(OPERATOR_ROLES))?;
                withheld(role == OperatorRole::Administrator && !terms.top)?;
                Ok(role)
            });
            operator.map(|operator| (AgentRole::None, AdminRole::None, operator))
        } else {
            let agent = self.cell("agent_role", |cell| match AgentRole::parse(cell) {
                Some(role) if terms.agents || role == AgentRole::None => Ok(role),
                _ if terms.agents => Err(Reason::NotOneOf(AGENT_ROLES)),
                _ => Err(Reason::NotOneOf(&["none"])),
            });
            let admin = self.cell("admin_role", |cell| {
                let role = AdminRole::parse(cell).ok_or(Reason::NotOneOf(ADMIN_ROLES))?;
                withheld(role == AdminRole::GlobalAdmin && !terms.top)?;
                Ok(role)
            });
            agent
                .zip(admin)
                .map(|(agent, admin)| (agent, admin, OperatorRole::None))
        };
        let (agent, admin, operator) = roles?;
        Some(BulkRow {
            line: self.row.line,
            user_name: user_name?,
            full_name: full_name?,
            email: email?,
            agent,
            admin,
            operator,
        })
    }

    fn cell<T>(&mut self, column: &str, parse: impl FnOnce(&str) -> Result<T, Reason>) -> Option<T> {
        let cell = self.sheet.cell(self.row, column);
        let parsed = if cell.is_empty() {
            Err(Reason::Value(Problem::Required))
        } else {
            parse(cell)
        };
        parsed
            .map_err(|reason| self.faults.push(Fault::cell(self.row.line, column, reason)))
            .ok()
    }
}

/// The highest role is given only by who has it (A16).
const fn withheld(withheld: bool) -> Result<(), Reason> {
    if withheld {
        Err(Reason::AboveOneself)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            sign_in_domain: "fabrikam.example".to_owned(),
            operator: false,
            agents: true,
            top: true,
        }
    }

    fn faults(text: &str, terms: &Terms) -> Vec<(u64, String, Reason)> {
        let faults = read(text.as_bytes(), terms).expect_err("faults");
        faults
            .into_iter()
            .map(|f| (f.line, f.column.unwrap_or_default(), f.reason))
            .collect()
    }

    #[test]
    fn every_cell_is_read_strictly_and_every_fault_is_answered() {
        let good = "user_name,full_name,email,agent_role,admin_role\nken,Ken Sato,Ken@fabrikam.example,helpdesk_agent,none\nRin@fabrikam.example,田中 凛,rin@mail.example,none,global_admin\n";
        let rows = read(good.as_bytes(), &terms()).expect("two rows");
        assert_eq!(
            rows.iter().map(|r| r.user_name.as_str()).collect::<Vec<_>>(),
            ["ken@fabrikam.example", "rin@fabrikam.example"]
        );
        assert_eq!(rows[1].admin, AdminRole::GlobalAdmin);

        let bad = "user_name,full_name,email,agent_role,admin_role\n,Ken,ken@x.example,boss,none\nmai@contoso.example,Mai,nowhere,none,\n";
        let found: Vec<(u64, String)> = faults(bad, &terms())
            .into_iter()
            .map(|(l, c, _)| (l, c))
            .collect();
        let expected = [
            (2, "user_name"),
            (2, "agent_role"),
            (3, "user_name"),
            (3, "email"),
            (3, "admin_role"),
        ];
        assert_eq!(found, expected.map(|(l, c)| (l, c.to_owned())));
    }

    #[test]
    fn nobody_stands_in_a_file_twice() {
        let twice = "user_name,full_name,email,agent_role,admin_role\nken,Ken,ken@x.example,none,none\nKEN,Ken,KEN@X.example,none,none\n";
        let first = Reason::RepeatedKey { first: 2 };
        assert_eq!(
            faults(twice, &terms()),
            [
                (3, "user_name".to_owned(), first.clone()),
                (3, "email".to_owned(), first)
            ]
        );
    }

    #[test]
    fn only_a_global_admin_makes_one_and_customers_have_no_agents() {
        let file = "user_name,full_name,email,agent_role,admin_role\nken,Ken,ken@x.example,sales_agent,global_admin\n";
        let limited = Terms {
            top: false,
            agents: false,
            ..terms()
        };
        assert_eq!(
            faults(file, &limited),
            [
                (2, "agent_role".to_owned(), Reason::NotOneOf(&["none"])),
                (2, "admin_role".to_owned(), Reason::AboveOneself),
            ]
        );
        let operators = Terms {
            operator: true,
            ..terms()
        };
        let file = "user_name,full_name,email,operator_role\nrita,Rita,rita@x.example,reviewer\nnil,Nil,nil@x.example,none\n";
        assert_eq!(
            faults(file, &operators),
            [(3, "operator_role".to_owned(), Reason::NotOneOf(OPERATOR_ROLES))]
        );
    }

    #[test]
    fn a_file_has_between_one_row_and_five_hundred() {
        let head = "user_name,full_name,email,agent_role,admin_role\n";
        assert_eq!(faults(head, &terms()), [(1, String::new(), Reason::NoRows)]);
        let rows = |n: usize| {
            (0..n)
                .map(|i| format!("u{i},U,u{i}@x.example,none,none\n"))
                .collect::<String>()
        };
        let full = format!("{head}{}", rows(MOST));
        assert_eq!(read(full.as_bytes(), &terms()).map(|r| r.len()), Ok(MOST));
        let over = format!("{head}{}", rows(MOST + 1));
        assert_eq!(
            faults(&over, &terms()),
            [(502, String::new(), Reason::TooManyRows { max: MOST })]
        );
    }
}
