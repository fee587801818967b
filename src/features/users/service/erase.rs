//! Erasing a person's data (decision 9): the id stays, and what the trail says of it; everything personal goes.

use serde_json::{Value, json};

use super::append;
use crate::audit;
use crate::db::{DbConn, DbResult, Fault};
use crate::features::events::{self, Erased};
use crate::features::organizations;
use crate::features::users::domain::{Command, RESTORE_DAYS, Refused, Standing, State};
use crate::features::users::service::people::Roles;
use crate::features::users::store::{self, User};
use crate::kernel::clock::days;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{AuditPersonalId, UserId};
use crate::kernel::keys::KeyRing;
use crate::kernel::site::Cx;
use crate::mail::{link, outbox};
use crate::policy::actions::ManageUsers;
use crate::policy::{Permit, TenantScope, Who};

/// How many accounts one transaction purges: each may have written much.
const PURGED_AT_ONCE: i64 = 20;

/// Deletes an account, if it isn't yet, and erases it at once. The last Global admin (Administrator) stays.
pub fn erase(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<(), Fault<Refused>> {
    let gone = || Fault::Refused(Refused::NotFound);
    let user = store::by_id(conn, permit.scope(), id)?.ok_or_else(gone)?;
    store::hold(conn, user.organization_id)?;
    let user = store::by_id(conn, permit.scope(), id)?.ok_or_else(gone)?;
    if user.state != State::Deleted {
        let standing = Standing {
            oneself: false,
            actor_top: true,
            target_top: Roles::of(&user).top(),
            others_top: store::has_other_top(conn, permit.scope(), &user, cx.now)?,
        };
        standing.may(Command::Delete).map_err(Fault::Refused)?;
        let to = user.state.apply(Command::Delete).map_err(Fault::Refused)?;
        if !store::change_state(conn, &user, to, cx.now)? {
            return Err(Fault::Refused(Refused::NotNow));
        }
        let details = json!({ "from": user.state, "to": to });
        note(conn, cx, permit.who(), &user, "user.delete", details)?;
    }
    let user = store::by_id(conn, permit.scope(), id)?.ok_or_else(gone)?;
    purge(conn, cx, permit, &user)
}

/// Erases accounts that were deleted 30 days ago, a few at a time; how many.
pub fn purge_due(conn: &mut DbConn, cx: &Cx, permit: &Permit<ManageUsers>) -> DbResult<usize> {
    let before = cx.now - days(RESTORE_DAYS);
    let due = store::deleted_before(conn, permit.scope(), before, PURGED_AT_ONCE)?;
    let mut purged = 0;
    for user in due {
        match purge(conn, cx, permit, &user) {
            Ok(()) => purged += 1,
            // Somebody restored it at this moment.
            Err(Fault::Refused(_)) => {}
            Err(Fault::Db(error)) => return Err(error),
        }
    }
    Ok(purged)
}

fn purge(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    user: &User,
) -> Result<(), Fault<Refused>> {
    user.state.apply(Command::Purge).map_err(Fault::Refused)?;
    let addresses = traces(conn, permit.scope(), &cx.site.keys, user)?;
    if !store::purge(conn, user)? {
        return Err(Fault::Refused(Refused::NotNow));
    }
    forget_in_trail(
        conn,
        permit.scope(),
        &cx.site.keys,
        user,
        &[addresses.as_slice(), std::slice::from_ref(&user.user_name)].concat(),
    )?;
    outbox::forget_person(conn, user.organization_id, &addresses)?;
    link::forget_person(conn, user.organization_id, user.id, &addresses)?;
    organizations::forget_person(conn, permit.scope(), user.organization_id, &addresses)?;
    let erased = Erased {
        organization: user.organization_id,
        user: user.id,
        addresses,
    };
    events::person_erased(conn, &erased)?;
    note(conn, cx, permit.who(), user, "user.purge", json!({}))?;
    Ok(())
}

fn note(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    user: &User,
    action: &'static str,
    details: Value,
) -> DbResult<()> {
    append(
        conn,
        cx,
        who,
        user.organization_id,
        user.id,
        action,
        details,
        None,
    )
}

/// The contact addresses somebody is known to have had: the present one, and what the trail keeps of earlier ones.
pub fn traces(conn: &mut DbConn, scope: &TenantScope, keys: &KeyRing, user: &User) -> DbResult<Vec<String>> {
    let mut found = vec![user.email.clone()];
    each_personal(conn, scope, keys, user, Some(user.id), |_, values| {
        texts(values, &mut found);
    })?;
    // A user name isn't an address, unless it is the contact address too.
    let mut addresses: Vec<String> = found
        .into_iter()
        .filter(|text| *text == user.email || *text != user.user_name)
        .filter_map(|text| Some([EmailAddress::parse(&text).ok()?.norm(), text]))
        .flatten()
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    Ok(addresses)
}

/// Every text of a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// Empties what the trail keeps of the person, also where it was written before the account was there: about an invited person, or
/// the contact of an application.
fn forget_in_trail(
    conn: &mut DbConn,
    scope: &TenantScope,
    keys: &KeyRing,
    user: &User,
    known: &[String],
) -> DbResult<()> {
    audit::empty_personal_of(conn, user.organization_id, user.id)?;
    let mut theirs = Vec::new();
    each_personal(conn, scope, keys, user, None, |id, values| {
        let mut found = Vec::new();
        texts(values, &mut found);
        if found.iter().any(|text| known.contains(text)) {
            theirs.push(id);
        }
    })?;
    for batch in theirs.chunks(500) {
        audit::empty_personal(conn, batch)?;
    }
    Ok(())
}

/// Reads what the trail of the person's organization keeps of this account, or of nobody's, batch by batch.
fn each_personal(
    conn: &mut DbConn,
    scope: &TenantScope,
    keys: &KeyRing,
    user: &User,
    of: Option<UserId>,
    mut see: impl FnMut(AuditPersonalId, &Value),
) -> DbResult<()> {
    let mut after = None;
    loop {
        let batch = audit::personal_of(conn, scope, keys, (user.organization_id, of), after)?;
        let Some((last, _)) = batch.last() else {
            return Ok(());
        };
        after = Some(*last);
        for (id, values) in &batch {
            see(*id, values);
        }
    }
}
