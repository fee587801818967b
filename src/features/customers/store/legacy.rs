//! Imported rows that wait for their reseller.

use diesel::prelude::*;

use super::{BATCH, Legacy};
use crate::db::schema::legacy_relationships as legacy;
use crate::db::{DbConn, DbResult};
use crate::features::memberships::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{LegacyRelationshipId, RelationshipId};

/// The imported rows with these keys.
pub(in crate::features::customers) fn legacy_of(
    conn: &mut DbConn,
    keys: &[(MpnId, String)],
) -> DbResult<Vec<Legacy>> {
    let mut found = Vec::new();
    for batch in keys.chunks(BATCH) {
        let (numbers, domains): (Vec<&MpnId>, Vec<&String>) = batch.iter().map(|(n, d)| (n, d)).unzip();
        // More than was asked for, where the numbers are several: the caller looks them up by key.
        found.extend(
            legacy::table
                .filter(legacy::mpn_id.eq_any(numbers))
                .filter(legacy::customer_domain.eq_any(domains))
                .select(Legacy::as_select())
                .load::<Legacy>(conn)?,
        );
    }
    Ok(found)
}

pub(in crate::features::customers) fn legacy_waiting(
    conn: &mut DbConn,
    mpn_id: &MpnId,
) -> DbResult<Vec<Legacy>> {
    Ok(legacy::table
        .filter(legacy::mpn_id.eq(mpn_id))
        .filter(legacy::consumed_at.is_null())
        .order(legacy::id)
        .select(Legacy::as_select())
        .load(conn)?)
}

pub(in crate::features::customers) fn add_legacy(conn: &mut DbConn, row: &Legacy) -> DbResult<()> {
    diesel::insert_into(legacy::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::features::customers) fn change_legacy(conn: &mut DbConn, row: &Legacy) -> DbResult<()> {
    diesel::update(legacy::table.find(row.id))
        .set((
            legacy::customer_name.eq(&row.customer_name),
            legacy::country.eq(&row.country),
            legacy::source_portal.eq(&row.source_portal),
            legacy::since.eq(row.since),
            legacy::imported_at.eq(row.imported_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Marks an imported row as used; whether it wasn't yet.
pub(in crate::features::customers) fn consume(
    conn: &mut DbConn,
    id: LegacyRelationshipId,
    relationship: Option<RelationshipId>,
    at: Timestamp,
) -> DbResult<bool> {
    let rows = diesel::update(legacy::table.find(id).filter(legacy::consumed_at.is_null()))
        .set((
            legacy::consumed_at.eq(Some(at)),
            legacy::relationship_id.eq(relationship),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}
