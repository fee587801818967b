//! What one feature sets off in a later one: a plain function per event, called in the transaction of the change.
//! Features register here; nothing is looked up at run time.

use crate::db::{DbConn, DbResult};
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::policy::Who;

/// A sign-in domain became verified: what an import knew by that domain moves to its owner (decision 15).
pub fn domain_verified(
    _conn: &mut DbConn,
    _cx: &Cx,
    _who: Who,
    _organization: OrganizationId,
) -> DbResult<()> {
    Ok(())
}
