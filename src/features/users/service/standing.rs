//! What the standing of an organization means to people (decision 7): who is told, and what becomes of their sign-in names.

use super::{domains, mailable};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::organizations::domain::{ClosedBy, Command, DomainState};
use crate::features::organizations::{
    self, ContactKind, Moved, NameChanged, NameDecided, Reader, StandingChanged,
};
use crate::features::users::store;
use crate::kernel::email::EmailAddress;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail;
use crate::policy::{OperatorRole, TenantScope, Who};

/// The page of the organization profile.
const PROFILE: &str = "/account/organization";

fn letter(cx: &Cx, moved: &Moved, reader: Reader<'_>) -> StandingChanged {
    StandingChanged::new(cx, &moved.organization, moved.command, &moved.reason, reader)
}

/// Tells the Global admins, the primary contact, and the operator of what it didn't do itself; when the days after a closing are
/// over, the domain is released.
pub fn on_standing_changed(conn: &mut DbConn, cx: &Cx, who: Who, moved: &Moved) -> DbResult<()> {
    let organization = &moved.organization;
    let scope = TenantScope::Own(organization.id);
    let mut told = Vec::new();
    for admin in store::global_admins(conn, &scope, organization.id)? {
        if let Some(to) = mailable(&admin) {
            let reader = Reader {
                name: &admin.full_name,
                language: admin.language.unwrap_or_default(),
                path: PROFILE,
            };
            told.push(to.norm());
            let told_of = letter(cx, moved, reader);
            mail::send(conn, cx, Some(organization.id), &to, &told_of)?;
        }
    }
    tell_contact(conn, cx, moved, &scope, &told)?;
    if matches!(
        moved.command,
        Command::Close(ClosedBy::Organization) | Command::Undo
    ) {
        tell_operator(conn, cx, moved)?;
    }
    if moved.command == Command::End && organization.domain_state != DomainState::None {
        match domains::release(conn, cx, who, organization, domains::CLOSED) {
            Ok(_) => {}
            Err(Fault::Refused(why)) => {
                return Err(DbError::Query(format!("not released: {why:?}")));
            }
            Err(Fault::Db(error)) => return Err(error),
        }
    }
    Ok(())
}

/// The primary contact has no account, and so no language of their own: that of the country.
fn tell_contact(
    conn: &mut DbConn,
    cx: &Cx,
    moved: &Moved,
    scope: &TenantScope,
    told: &[String],
) -> DbResult<()> {
    let id = moved.organization.id;
    let Some(contact) = organizations::contact(conn, scope, id, ContactKind::Primary)? else {
        return Ok(());
    };
    let Ok(to) = EmailAddress::parse(&contact.email) else {
        return Ok(());
    };
    if told.contains(&to.norm()) {
        return Ok(());
    }
    let language = Language::of_country(&moved.organization.country);
    let name = contact.full_name();
    let reader = Reader {
        name: &name,
        language,
        path: "/",
    };
    mail::send(conn, cx, Some(id), &to, &letter(cx, moved, reader))?;
    Ok(())
}

fn tell_operator(conn: &mut DbConn, cx: &Cx, moved: &Moved) -> DbResult<()> {
    let Some(operator) = organizations::by_domain(conn, &cx.site.operator_domain())? else {
        return Ok(());
    };
    let organization = &moved.organization;
    let scope = TenantScope::Own(operator.id);
    let path = format!("/operations/organizations/{}", moved.organization.id);
    for user in store::operators(conn, &scope, operator.id, OperatorRole::Administrator)? {
        if let Some(to) = mailable(&user) {
            let reader = Reader {
                name: &user.full_name,
                language: user.language.unwrap_or_default(),
                path: &path,
            };
            let told_of =
                StandingChanged::for_operator(cx, organization, moved.command, &moved.reason, reader);
            mail::send(conn, cx, Some(operator.id), &to, &told_of)?;
        }
    }
    Ok(())
}

/// Tells the Global admins what became of the request for another legal name (decision 8).
pub fn on_name_decided(conn: &mut DbConn, cx: &Cx, _: Who, decided: &NameDecided) -> DbResult<()> {
    let id = decided.organization.id;
    for admin in store::global_admins(conn, &TenantScope::Own(id), id)? {
        if let Some(to) = mailable(&admin) {
            let reader = Reader {
                name: &admin.full_name,
                language: admin.language.unwrap_or_default(),
                path: PROFILE,
            };
            mail::send(
                conn,
                cx,
                Some(id),
                &to,
                &NameChanged::new(cx, &decided.organization, &decided.change, reader),
            )?;
        }
    }
    Ok(())
}
