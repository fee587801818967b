//! Who is told of what: one mail for each transition to the primary contact (S26), even if the contact isn't the applicant. The
//! applicant has a mail of their own where they must know (E4 to E6), unless they are the contact.

use super::links;
use super::record::Case;
use crate::db::{DbConn, DbResult};
use crate::features::enrollments::mails::{
    Activated, Disowned, InformationRequested, Reader, Rejected, Status, Verify,
};
use crate::features::enrollments::store::EventKind;
use crate::features::organizations;
use crate::features::users::{self, User};
use crate::kernel::email::EmailAddress;
use crate::kernel::site::Cx;
use crate::mail::{self, Letter};
use crate::policy::{OperatorRole, TenantScope};

fn name(case: &Case) -> &str {
    &case.organization.legal_name
}

fn send<L: Letter>(conn: &mut DbConn, cx: &Cx, case: &Case, to: &EmailAddress, letter: &L) -> DbResult<()> {
    mail::send(conn, cx, Some(case.organization.id), to, letter)?;
    Ok(())
}

/// The contact's address and what it reads.
fn contact(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<Option<(EmailAddress, Reader)>> {
    let Some(to) = case.contact_email() else {
        return Ok(None);
    };
    let link = links::status(conn, cx, &case.scope, &case.row)?;
    Ok(Some((to, Reader::contact(&case.row, link))))
}

/// A person with an account: their address and what they read.
fn person(cx: &Cx, user: &User, path: &str) -> Option<(EmailAddress, Reader)> {
    let reader = Reader {
        name: user.full_name.clone(),
        language: user.language.unwrap_or_default(),
        link: cx.site.link(path),
    };
    EmailAddress::parse(&user.email).ok().map(|to| (to, reader))
}

fn applicant_user(conn: &mut DbConn, case: &Case) -> DbResult<Option<User>> {
    match case.row.applicant_user_id {
        Some(user) => users::by_id(conn, &case.scope, user),
        None => Ok(None),
    }
}

/// The applicant, while they are one of those who run the organization: the others go on from the status page.
fn applicant(
    conn: &mut DbConn,
    cx: &Cx,
    case: &Case,
    path: &str,
) -> DbResult<Option<(EmailAddress, Reader)>> {
    let leading = applicant_user(conn, case)?.filter(User::leads);
    Ok(leading.and_then(|user| person(cx, &user, path)))
}

/// The applicant, unless the mail to the contact reaches the same mailbox.
fn applicant_beside(
    conn: &mut DbConn,
    cx: &Cx,
    case: &Case,
    path: &str,
) -> DbResult<Option<(EmailAddress, Reader)>> {
    let contact = case.contact_email().map(|email| email.norm());
    Ok(applicant(conn, cx, case, path)?.filter(|(to, _)| Some(to.norm()) != contact))
}

/// E1 with a new link; those before it no longer work.
pub(super) fn verification(conn: &mut DbConn, cx: &Cx, case: &Case, to: &EmailAddress) -> DbResult<()> {
    let made = links::renew(conn, cx, &case.scope, &case.row, to)?;
    // Made here at the latest, so that the application has its status page from the first mail on.
    links::status(conn, cx, &case.scope, &case.row)?;
    let applicant = applicant_user(conn, case)?.map(|user| user.full_name);
    let letter = Verify::new(
        cx,
        &case.row,
        (name(case), &case.organization.country),
        Reader::contact(&case.row, made.url),
        applicant.unwrap_or_default(),
        (made.row.generation, made.row.expires_at),
    );
    case.note(conn, cx, EventKind::Mailed, to.as_str())?;
    send(conn, cx, case, to, &letter)
}

/// E2 to the contact.
pub(super) fn status(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<()> {
    match contact(conn, cx, case)? {
        Some((to, reader)) => send(
            conn,
            cx,
            case,
            &to,
            &Status::new(cx, &case.row, name(case), reader),
        ),
        None => Ok(()),
    }
}

/// E2 to the applicant: the operator let a disowned application begin anew. The contact, who disowned it, is left alone.
pub(super) fn reopened(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<()> {
    match applicant(conn, cx, case, "/enroll")? {
        Some((to, reader)) => send(
            conn,
            cx,
            case,
            &to,
            &Status::new(cx, &case.row, name(case), reader),
        ),
        None => Ok(()),
    }
}

/// E3 to the applicant and to the operator's Administrators, who alone can reopen it.
pub(super) fn disowned(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<()> {
    if let Some((to, reader)) = applicant(conn, cx, case, "/enroll/status")? {
        let letter = Disowned::new(cx, &case.row, name(case), reader, false);
        send(conn, cx, case, &to, &letter)?;
    }
    let Some(operator) = organizations::by_domain(conn, &cx.site.operator_domain())? else {
        return Ok(());
    };
    let path = format!("/operations/enrollments/{}", case.row.id);
    let scope = TenantScope::Own(operator.id);
    for user in users::operators(conn, &scope, operator.id, OperatorRole::Administrator)? {
        if let Some((to, reader)) = person(cx, &user, &path) {
            let letter = Disowned::new(cx, &case.row, name(case), reader, true);
            send(conn, cx, case, &to, &letter)?;
        }
    }
    Ok(())
}

/// A letter to the contact, and one to the applicant if that is somebody else; the latter's link leads to `path`.
fn both<L: Letter>(
    conn: &mut DbConn,
    cx: &Cx,
    case: &Case,
    path: &str,
    letter: impl Fn(Reader, bool) -> L,
) -> DbResult<()> {
    if let Some((to, reader)) = contact(conn, cx, case)? {
        send(conn, cx, case, &to, &letter(reader, false))?;
    }
    if let Some((to, reader)) = applicant_beside(conn, cx, case, path)? {
        send(conn, cx, case, &to, &letter(reader, true))?;
    }
    Ok(())
}

/// E4 to the contact, and to the applicant, who answers.
pub(super) fn information_requested(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<()> {
    both(conn, cx, case, "/enroll/status", |reader, applicant| {
        InformationRequested::new(cx, &case.row, name(case), reader, applicant)
    })
}

/// E5 to the contact, and to the applicant.
pub(super) fn activated(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<()> {
    both(conn, cx, case, "/dashboard", |reader, applicant| {
        Activated::new(cx, &case.row, name(case), reader, applicant)
    })
}

/// E5 of the shortcut to applicant and support contact (decision 11).
pub(super) fn activated_by_shortcut(
    conn: &mut DbConn,
    cx: &Cx,
    case: &Case,
    support: &EmailAddress,
) -> DbResult<()> {
    let applicant = applicant(conn, cx, case, "/dashboard")?;
    let same = applicant
        .as_ref()
        .is_some_and(|(to, _)| to.norm() == support.norm());
    if let Some((to, reader)) = applicant {
        let letter = Activated::new(cx, &case.row, name(case), reader, true);
        send(conn, cx, case, &to, &letter)?;
    }
    if !same {
        let reader = Reader {
            name: String::new(),
            language: case.row.language,
            link: links::status(conn, cx, &case.scope, &case.row)?,
        };
        let letter = Activated::new(cx, &case.row, name(case), reader, false);
        send(conn, cx, case, support, &letter)?;
    }
    Ok(())
}

/// E6 to the contact, and to the applicant, who may correct it.
pub(super) fn rejected(conn: &mut DbConn, cx: &Cx, case: &Case) -> DbResult<()> {
    both(conn, cx, case, "/enroll/status", |reader, applicant| {
        Rejected::new(cx, &case.row, name(case), reader, applicant)
    })
}
