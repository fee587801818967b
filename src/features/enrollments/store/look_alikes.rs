//! Who else looks like an applicant (decision 14), and what the operator says of mail domains (S23).

use diesel::prelude::*;

use crate::db::schema::{enrollments, organizations, web_mail_domains};
use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::State;
use crate::kernel::ids::OrganizationId;
use crate::kernel::webmail::Verdict;
use crate::policy::TenantScope;

const PENDING: [State; 3] = [State::SubmittedUnverified, State::InReview, State::InfoRequested];

/// A pending application of another organization that shares something: the organization, its name, and what of the three is equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alike {
    pub organization: OrganizationId,
    pub legal_name: String,
    pub same_name: bool,
    pub same_email: bool,
    pub same_phone: bool,
}

/// Pending applications of other organizations with the same folded legal name, contact address or telephone.
pub(crate) fn pending_like(
    conn: &mut DbConn,
    _: &TenantScope,
    except: OrganizationId,
    name_key: &str,
    email_norm: &str,
    phone: &str,
) -> DbResult<Vec<Alike>> {
    type Row = (
        OrganizationId,
        String,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let columns = (
        enrollments::organization_id,
        organizations::legal_name,
        enrollments::legal_name_key,
        enrollments::contact_email_norm,
        enrollments::contact_phone,
    );
    let pending = || {
        enrollments::table
            .inner_join(organizations::table)
            .filter(enrollments::state.eq_any(PENDING))
            .filter(enrollments::organization_id.ne(except))
            .select(columns)
            .limit(20)
    };
    // Three queries, each by its own index: neither engine answers an OR over three columns by index for certain.
    let mut rows: Vec<Row> = Vec::new();
    if !name_key.is_empty() {
        rows.extend(
            pending()
                .filter(enrollments::legal_name_key.eq(name_key))
                .load::<Row>(conn)?,
        );
    }
    rows.extend(
        pending()
            .filter(enrollments::contact_email_norm.eq(email_norm))
            .load::<Row>(conn)?,
    );
    if !phone.is_empty() {
        rows.extend(
            pending()
                .filter(enrollments::contact_phone.eq(phone))
                .load::<Row>(conn)?,
        );
    }
    rows.sort_by_key(|r| r.0);
    rows.dedup_by_key(|r| r.0);
    Ok(rows
        .into_iter()
        .map(|(organization, legal_name, key, email, tel)| Alike {
            organization,
            legal_name,
            same_name: !name_key.is_empty() && key.as_deref() == Some(name_key),
            same_email: email.as_deref() == Some(email_norm),
            same_phone: !phone.is_empty() && tel.as_deref() == Some(phone),
        })
        .collect())
}

/// What the operator says of any of these domains.
pub(crate) fn web_mail_verdicts(
    conn: &mut DbConn,
    _: &TenantScope,
    domains: &[String],
) -> DbResult<Vec<(String, Verdict)>> {
    Ok(web_mail_domains::table
        .filter(web_mail_domains::domain.eq_any(domains.to_vec()))
        .select((web_mail_domains::domain, web_mail_domains::verdict))
        .load(conn)?)
}
