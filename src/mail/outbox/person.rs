//! Mails by the person they went to: told to who asks, and forgotten when a person's data are erased (decision 9).

use diesel::prelude::*;

use super::{Mail, MailState};
use crate::db::schema::outbox;
use crate::db::{DbConn, DbResult};
use crate::kernel::ids::{MailId, OrganizationId};

/// The mails of an organization to these addresses, newest first.
pub fn to_person(
    conn: &mut DbConn,
    organization: OrganizationId,
    addresses: &[String],
    limit: i64,
) -> DbResult<Vec<Mail>> {
    Ok(outbox::table
        .filter(outbox::organization_id.eq(organization))
        .filter(outbox::recipient.eq_any(addresses.to_vec()))
        .order(outbox::id.desc())
        .limit(limit)
        .select(Mail::as_select())
        .load(conn)?)
}

/// Empties the mails to these addresses: recipient, subject and body. What still waits isn't sent any more.
pub fn forget_person(conn: &mut DbConn, organization: OrganizationId, addresses: &[String]) -> DbResult<()> {
    let ours: Vec<MailId> = outbox::table
        .filter(
            outbox::organization_id
                .eq(organization)
                .or(outbox::organization_id.is_null()),
        )
        .filter(outbox::recipient.eq_any(addresses.to_vec()))
        .select(outbox::id)
        .load(conn)?;
    for batch in ours.chunks(500) {
        diesel::update(outbox::table.filter(outbox::id.eq_any(batch.to_vec())))
            .set((
                outbox::recipient.eq(""),
                outbox::subject.eq(""),
                outbox::sealed.eq(None::<Vec<u8>>),
                outbox::failure.eq(None::<String>),
            ))
            .execute(conn)?;
        diesel::update(
            outbox::table
                .filter(outbox::id.eq_any(batch.to_vec()))
                .filter(outbox::state.eq(MailState::Queued)),
        )
        .set(outbox::state.eq(MailState::Dead))
        .execute(conn)?;
    }
    Ok(())
}
