//! Adding many people at once (interface.md, Import files): everything is checked first, then all are added, or nobody.

mod rows;

use std::collections::HashSet;

pub use rows::{BulkRow, MOST, Terms, read};

use super::people::{self, NewPerson, Roles, SignIn};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::users::domain::Refused;
use crate::features::users::store;
use crate::kernel::problem::Problem;
use crate::kernel::sheet::{self, Reason};
use crate::kernel::site::Cx;
use crate::policy::Permit;
use crate::policy::actions::ManageUsers;

/// What of a file can't be added because somebody has the name or the address already (decision 6).
pub fn check(
    conn: &mut DbConn,
    permit: &Permit<ManageUsers>,
    rows: &[BulkRow],
) -> Result<(), Fault<Vec<sheet::Fault>>> {
    let taken = taken(conn, permit, rows)?;
    if taken.is_empty() {
        Ok(())
    } else {
        Err(Fault::Refused(taken))
    }
}

fn taken(conn: &mut DbConn, permit: &Permit<ManageUsers>, rows: &[BulkRow]) -> DbResult<Vec<sheet::Fault>> {
    let Some(actor) = permit.actor() else {
        return Ok(Vec::new());
    };
    let wanted: Vec<String> = rows.iter().map(|row| row.user_name.clone()).collect();
    let names: HashSet<String> = store::user_names_taken(conn, &wanted)?.into_iter().collect();
    let wanted: Vec<String> = rows.iter().map(|row| row.email.norm()).collect();
    let addresses = store::emails_taken(conn, permit.scope(), actor.organization, &wanted)?;
    let addresses: HashSet<String> = addresses.into_iter().collect();
    let mut faults = Vec::new();
    for row in rows {
        if names.contains(&row.user_name) {
            let taken = Reason::Value(Problem::UserNameTaken);
            faults.push(sheet::Fault::cell(row.line, "user_name", taken));
        }
        if addresses.contains(&row.email.norm()) {
            let taken = Reason::Value(Problem::EmailTaken);
            faults.push(sheet::Fault::cell(row.line, "email", taken));
        }
    }
    Ok(faults)
}

/// Adds everybody of the file with a temporary password each, in one transaction (U1, and one U4 for all new Global admins).
pub fn add_all(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    rows: &[BulkRow],
) -> Result<Vec<SignIn>, Fault<Vec<sheet::Fault>>> {
    let actor = people::acting(conn, cx, permit).map_err(|fault| match fault {
        Fault::Db(error) => Fault::Db(error),
        Fault::Refused(_) => Fault::Refused(vec![sheet::Fault::line(1, Reason::AboveOneself)]),
    })?;
    people::room_for(conn, cx, permit, &actor, rows.len()).map_err(|fault| match fault {
        Fault::Db(error) => Fault::Db(error),
        Fault::Refused(_) => Fault::Refused(vec![sheet::Fault::line(1, Reason::TooManyToday)]),
    })?;
    check(conn, permit, rows)?;
    let (mut made, mut tops) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        let person = NewPerson {
            user_name: row.user_name.clone(),
            full_name: row.full_name.clone(),
            email: row.email.clone(),
            roles: Roles {
                agent: row.agent,
                admin: row.admin,
                operator: row.operator,
            },
        };
        let (sign_in, user) =
            people::add_one(conn, cx, permit, &actor, &person).map_err(|fault| at(row, fault))?;
        if Roles::of(&user).top() {
            tops.push(user);
        }
        made.push(sign_in);
    }
    people::tell_tops(conn, cx, permit, &tops)?;
    Ok(made)
}

/// A refusal of one person as a fault of their row.
fn at(row: &BulkRow, fault: Fault<Refused>) -> Fault<Vec<sheet::Fault>> {
    let (column, reason) = match fault {
        Fault::Db(error) => return Fault::Db(error),
        Fault::Refused(Refused::EmailTaken) => ("email", Reason::Value(Problem::EmailTaken)),
        Fault::Refused(Refused::AboveOneself) => ("admin_role", Reason::AboveOneself),
        Fault::Refused(_) => ("user_name", Reason::Value(Problem::UserNameTaken)),
    };
    Fault::Refused(vec![sheet::Fault::cell(row.line, column, reason)])
}
