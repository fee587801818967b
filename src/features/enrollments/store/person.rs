//! What applications keep of a person (decision 9).

use diesel::prelude::*;

use super::Enrollment;
use crate::db::schema::{enrollment_events, enrollment_links, enrollments};
use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::{FormData, State};
use crate::features::enrollments::store::EventKind;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::policy::TenantScope;

/// An organization's applications, newest first; of them there are few.
pub(in crate::features::enrollments) fn of_organization(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Vec<Enrollment>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(enrollments::table
        .filter(enrollments::organization_id.eq(organization))
        .order(enrollments::number.desc())
        .limit(200)
        .select(Enrollment::as_select())
        .load(conn)?)
}

/// Takes the contact out of an application: the form, what is searched, where its mails went and what the timeline says of that.
pub(in crate::features::enrollments) fn forget_contact(
    conn: &mut DbConn,
    _: &TenantScope,
    row: &Enrollment,
    form: &FormData,
) -> DbResult<()> {
    diesel::update(enrollments::table.find(row.id))
        .set((
            enrollments::form.eq(form.to_text()),
            enrollments::contact_email_norm.eq(None::<String>),
            enrollments::contact_phone.eq(None::<String>),
            enrollments::version.eq(enrollments::version + 1),
        ))
        .execute(conn)?;
    diesel::update(enrollment_links::table.filter(enrollment_links::enrollment_id.eq(row.id)))
        .set(enrollment_links::email.eq(""))
        .execute(conn)?;
    diesel::update(
        enrollment_events::table
            .filter(enrollment_events::organization_id.eq(row.organization_id))
            .filter(enrollment_events::enrollment_id.eq(row.id))
            .filter(enrollment_events::kind.eq(EventKind::AddressChanged)),
    )
    .set(enrollment_events::note.eq(""))
    .execute(conn)?;
    Ok(())
}

/// Applications that somebody sent or is the contact of, newest first. The contact only by an address that they confirmed.
pub(in crate::features::enrollments) fn of_person(
    conn: &mut DbConn,
    scope: &TenantScope,
    user: (OrganizationId, UserId),
    confirmed: Option<&str>,
) -> DbResult<Vec<Enrollment>> {
    let mut rows: Vec<Enrollment> = of_organization(conn, scope, user.0)?
        .into_iter()
        .filter(|row| row.applicant_user_id == Some(user.1))
        .collect();
    if let Some(email) = confirmed {
        let as_contact: Vec<Enrollment> = enrollments::table
            .filter(enrollments::contact_email_norm.eq(email))
            .filter(enrollments::state.ne(State::Draft))
            .limit(200)
            .select(Enrollment::as_select())
            .load(conn)?;
        rows.extend(as_contact);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.number));
    rows.dedup_by_key(|row| row.id);
    Ok(rows)
}
