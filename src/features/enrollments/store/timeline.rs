//! What happened to an application, line by line.

use diesel::prelude::*;

use super::Enrollment;
use crate::db::schema::enrollment_events;
use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::{CheckKind, CheckState};
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{EnrollmentEventId, EnrollmentId, OrganizationId, UserId};
use crate::kernel::stored::text_enum;
use crate::policy::TenantScope;

text_enum! {
    /// What happened to an application.
    pub enum EventKind {
        /// A Global admin began the draft.
        Begun = "begun",
        /// A draft was made of an earlier application.
        Corrected = "corrected",
        /// **Enroll now**.
        Submitted = "submitted",
        /// The verification mail went out.
        Mailed = "mailed",
        /// The contact has another address.
        AddressChanged = "address_changed",
        /// The contact confirmed.
        Confirmed = "confirmed",
        /// The contact did not sign up.
        Disowned = "disowned",
        /// A check was decided.
        CheckDecided = "check_decided",
        /// A reviewer asked something.
        InformationRequested = "information_requested",
        /// The organization answered.
        Answered = "answered",
        /// The organization took it back.
        Withdrawn = "withdrawn",
        /// A reviewer said no.
        Rejected = "rejected",
        /// The organization is a reseller.
        Activated = "activated",
        /// Nobody confirmed it.
        Abandoned = "abandoned",
        /// The operator reopened it.
        Reopened = "reopened",
    }
}

/// One line of a timeline.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = enrollment_events)]
pub struct TimelineRow {
    /// Its id.
    pub id: EnrollmentEventId,
    /// Of which organization.
    pub organization_id: OrganizationId,
    /// Of which application.
    pub enrollment_id: EnrollmentId,
    /// What happened.
    pub kind: EventKind,
    /// Who did it; nobody for the contact and for the machine.
    pub actor_user_id: Option<UserId>,
    /// Which check was decided.
    pub check_kind: Option<CheckKind>,
    /// How.
    pub check_state: Option<CheckState>,
    /// What was written with it; may be empty.
    pub note: String,
    /// When.
    pub created_at: Timestamp,
}

pub(crate) fn add_event(conn: &mut DbConn, _: &TenantScope, event: &TimelineRow) -> DbResult<()> {
    diesel::insert_into(enrollment_events::table)
        .values(event)
        .execute(conn)?;
    Ok(())
}

/// The timeline of an application within reach, newest first.
pub fn timeline(conn: &mut DbConn, scope: &TenantScope, row: &Enrollment) -> DbResult<Vec<TimelineRow>> {
    if !scope.allows(row.organization_id) {
        return Ok(Vec::new());
    }
    Ok(enrollment_events::table
        .filter(enrollment_events::organization_id.eq(row.organization_id))
        .filter(enrollment_events::enrollment_id.eq(row.id))
        .order(enrollment_events::id.desc())
        .limit(200)
        .select(TimelineRow::as_select())
        .load(conn)?)
}
