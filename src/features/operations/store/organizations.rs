//! Finding organizations over all tenants.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::db::schema::{enrollments, organization_programmes as programmes, organizations, relationships};
use crate::db::{DbConn, DbResult};
use crate::features::organizations::Organization;
use crate::features::organizations::domain::DomainState;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::kernel::search::{fold, prefix_end};
use crate::kernel::similar::legal_name_key;
use crate::policy::{OrganizationState, Programme, TenantScope};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The beginning of a name or domain, or a whole number.
    pub text: String,
    /// Taking part in this programme.
    pub programme: Option<Programme>,
    /// In this state.
    pub state: Option<OrganizationState>,
}

/// Organizations that the filter finds, newest first, before a number.
pub fn find(
    conn: &mut DbConn,
    scope: &TenantScope,
    filter: &Filter,
    before: Option<i64>,
    limit: i64,
) -> DbResult<Vec<Organization>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    let mut query = organizations::table
        .filter(organizations::number.lt(before.unwrap_or(i64::MAX)))
        .order(organizations::number.desc())
        .limit(limit)
        .select(Organization::as_select())
        .into_boxed();
    let text = fold(&filter.text);
    if let Ok(number) = text.parse::<i64>() {
        query = query.filter(organizations::number.eq(number));
    } else if !text.is_empty() {
        let name = Some(legal_name_key(&text))
            .filter(|key| !key.is_empty())
            .unwrap_or_else(|| text.clone());
        let name_end = prefix_end(&name);
        let domain = text.strip_prefix('@').unwrap_or(&text).to_owned();
        let domain_end = prefix_end(&domain);
        query = query.filter(
            organizations::legal_name_key
                .ge(name)
                .and(organizations::legal_name_key.lt(name_end))
                .or(organizations::sign_in_domain
                    .ge(domain.clone())
                    .assume_not_null()
                    .and(
                        organizations::sign_in_domain
                            .lt(domain_end.clone())
                            .assume_not_null(),
                    ))
                .or(organizations::known_domain
                    .ge(domain)
                    .assume_not_null()
                    .and(organizations::known_domain.lt(domain_end).assume_not_null())),
        );
    }
    if let Some(state) = filter.state {
        query = query.filter(organizations::state.eq(state));
    }
    if let Some(programme) = filter.programme {
        query = query.filter(exists(
            programmes::table
                .filter(programmes::organization_id.eq(organizations::id))
                .filter(programmes::programme.eq(programme))
                .filter(programmes::state.eq("active")),
        ));
    }
    Ok(query.load(conn)?)
}

/// The active programmes of these organizations, in one query.
pub fn programmes_of(
    conn: &mut DbConn,
    _: &TenantScope,
    ids: &[OrganizationId],
) -> DbResult<Vec<(OrganizationId, Programme)>> {
    Ok(programmes::table
        .filter(programmes::organization_id.eq_any(ids.to_vec()))
        .filter(programmes::state.eq("active"))
        .order((programmes::organization_id.asc(), programmes::programme.asc()))
        .select((programmes::organization_id, programmes::programme))
        .load(conn)?)
}

/// Organizations whose domain was claimed before then and that have done nothing since: no application was sent, no relationship
/// began (decision 2).
pub fn idle(
    conn: &mut DbConn,
    scope: &TenantScope,
    before: Timestamp,
    limit: i64,
) -> DbResult<Vec<OrganizationId>> {
    if !scope.everywhere() {
        return Ok(Vec::new());
    }
    Ok(organizations::table
        .filter(organizations::domain_state.eq(DomainState::Claimed))
        .filter(organizations::created_at.le(before))
        .filter(not(exists(
            enrollments::table
                .filter(enrollments::organization_id.eq(organizations::id))
                .filter(enrollments::submitted_at.is_not_null()),
        )))
        .filter(not(exists(
            relationships::table.filter(
                relationships::partner_organization_id
                    .eq(organizations::id)
                    .or(relationships::customer_organization_id.eq(organizations::id)),
            ),
        )))
        .order(organizations::number.asc())
        .limit(limit)
        .select(organizations::id)
        .load(conn)?)
}
