//! Rows of people.

mod devices;
mod former;
mod list;
mod manage;
mod names;
mod people;
mod purge;

use diesel::prelude::*;

use super::domain::{Failures, State};
use crate::db::schema::{organizations as organizations_table, users};
use crate::db::{DbConn, DbResult};
use crate::features::organizations;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::policy::{Actor, AdminRole, AgentRole, OperatorRole, TenantScope};

pub use devices::forget_devices;
pub(super) use devices::{
    add_device, device, forgive_devices, hold_secrets, set_device_failures, touch_device,
};
pub(super) use former::keep_former_name;
pub use former::{FormerName, forget_former_names, former_name, present_name};
pub use list::{From, Listed, Wanted, called, givers, list, total};
pub(super) use manage::{
    NewTemporary, Sign, change_state, enable_to, has_other_top, hold, set_operator_role, set_temporary, sign,
    tops,
};
pub use names::{full_and_user_names, names};
pub(super) use people::{
    added_before, batch, confirm_email, email_taken, emails_taken, rename, set_email, set_name,
    user_names_taken,
};
pub use people::{has_signed_in_administrator, has_signed_in_global_admin};
pub(super) use purge::{deleted_before, purge};

/// A person.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct User {
    /// The account's id.
    pub id: UserId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// `name@domain`.
    pub user_name: String,
    /// Full name.
    pub full_name: String,
    /// The contact address as typed.
    pub email: String,
    /// When its owner confirmed it.
    pub email_confirmed_at: Option<Timestamp>,
    /// What the account is doing.
    pub state: State,
    /// Agent axis.
    pub agent_role: AgentRole,
    /// Admin axis.
    pub admin_role: AdminRole,
    /// At the operator.
    pub operator_role: OperatorRole,
    /// The language chosen.
    pub language: Option<Language>,
    /// The time zone chosen.
    pub time_zone: Option<String>,
    /// When the person first signed in.
    pub first_signed_in_at: Option<Timestamp>,
    /// When the person last signed in.
    pub last_signed_in_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl User {
    /// Whether the person is Global admin and can sign in.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.admin_role == AdminRole::GlobalAdmin && self.state.signs_in()
    }
}

impl User {
    /// The name to show; empty when the person's data were erased.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.state == State::Purged {
            ""
        } else {
            &self.full_name
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = users)]
pub(super) struct NewRow<'a> {
    pub id: UserId,
    pub organization_id: OrganizationId,
    pub seq: i64,
    pub user_name: &'a str,
    pub full_name: &'a str,
    pub email: &'a str,
    pub email_norm: &'a str,
    pub email_confirmed_at: Option<Timestamp>,
    pub password_hash: Option<&'a str>,
    pub password_key: Option<&'a str>,
    pub state: State,
    pub agent_role: AgentRole,
    pub admin_role: AdminRole,
    pub operator_role: OperatorRole,
    pub language: Option<Language>,
    pub created_at: Timestamp,
    pub search_text: &'a str,
}

pub(super) fn insert(conn: &mut DbConn, row: &NewRow<'_>) -> DbResult<()> {
    diesel::insert_into(users::table).values(row).execute(conn)?;
    Ok(())
}

/// The next number within the organization; there is one person more.
pub(super) fn next_seq(conn: &mut DbConn, organization: OrganizationId) -> DbResult<i64> {
    Ok(diesel::update(organizations_table::table.find(organization))
        .set((
            organizations_table::user_seq.eq(organizations_table::user_seq + 1),
            organizations_table::user_count.eq(organizations_table::user_count + 1),
        ))
        .returning(organizations_table::user_seq)
        .get_result(conn)?)
}

/// The acting person with organization, state and roles; nothing for who may not sign in (any more).
pub fn actor(conn: &mut DbConn, user: UserId, now: Timestamp) -> DbResult<Option<Actor>> {
    let found: Option<(User, organizations::Organization)> = users::table
        .inner_join(organizations_table::table)
        .filter(users::id.eq(user))
        .select((User::as_select(), organizations::Organization::as_select()))
        .first(conn)
        .optional()?;
    let Some((user, organization)) = found else {
        return Ok(None);
    };
    if !user.state.signs_in() || !organization.is_open(now) {
        return Ok(None);
    }
    let programmes = organizations::programmes(conn, organization.id)?;
    Ok(Some(Actor {
        closed_until: organization.closed_until(),
        user: user.id,
        user_name: user.user_name,
        full_name: user.full_name,
        email: user.email,
        email_confirmed: user.email_confirmed_at.is_some(),
        language: user.language,
        time_zone: user.time_zone,
        organization: organization.id,
        organization_name: organization.legal_name,
        country: organization.country,
        sign_in_domain: organization.sign_in_domain.unwrap_or_default(),
        domain_verified: organization.domain_state == organizations::domain::DomainState::Verified,
        organization_state: organization.state,
        state_reason: organization.state_reason,
        programmes,
        agent: user.agent_role,
        admin: user.admin_role,
        operator: user.operator_role,
        password_due: user.state == State::MustChangePassword,
    }))
}

/// A person within reach.
pub fn by_id(conn: &mut DbConn, scope: &TenantScope, id: UserId) -> DbResult<Option<User>> {
    let user: Option<User> = users::table
        .find(id)
        .select(User::as_select())
        .first(conn)
        .optional()?;
    Ok(user.filter(|u| scope.allows(u.organization_id)))
}

/// The account of a user name. For signing in and for rules: tells nobody anything by itself.
pub fn by_user_name(conn: &mut DbConn, user_name: &str) -> DbResult<Option<User>> {
    Ok(users::table
        .filter(users::user_name.eq(user_name))
        .select(User::as_select())
        .first(conn)
        .optional()?)
}

/// What signing in compares with.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct Secrets {
    /// Whose.
    pub id: UserId,
    /// Of which organization.
    pub organization_id: OrganizationId,
    /// What the account is doing.
    pub state: State,
    /// Argon2id, PHC text.
    pub password_hash: Option<String>,
    /// The key of its pepper.
    pub password_key: Option<String>,
    /// HMAC of a temporary password (decision 36).
    pub temporary_mac: Option<Vec<u8>>,
    /// Under which key.
    pub temporary_key: Option<String>,
    /// Until when it works.
    pub temporary_until: Option<Timestamp>,
    failed_count: i32,
    failed_at: Option<Timestamp>,
    locked_until: Option<Timestamp>,
}

impl Secrets {
    /// The failure counter.
    #[must_use]
    pub fn failures(&self) -> Failures {
        Failures {
            count: self.failed_count,
            at: self.failed_at,
            locked_until: self.locked_until,
        }
    }

    /// Whether what was looked at a moment ago still opens the account.
    #[must_use]
    pub fn opens_as(&self, looked_at: &Self) -> bool {
        let what = |s: &Self| (s.state, s.password_hash.clone(), s.temporary_mac.clone());
        self.state.signs_in() && what(self) == what(looked_at)
    }
}

/// What signing in compares with, for a user name.
pub fn credentials(conn: &mut DbConn, user_name: &str) -> DbResult<Option<Secrets>> {
    Ok(users::table
        .filter(users::user_name.eq(user_name))
        .select(Secrets::as_select())
        .first(conn)
        .optional()?)
}

/// Who holds the Global admin role, newest first; a page of at most twenty for "ask one of these people".
pub fn global_admins(
    conn: &mut DbConn,
    scope: &TenantScope,
    organization: OrganizationId,
) -> DbResult<Vec<User>> {
    if !scope.allows(organization) {
        return Ok(Vec::new());
    }
    Ok(users::table
        .filter(users::organization_id.eq(organization))
        .filter(users::admin_role.eq(AdminRole::GlobalAdmin))
        .filter(users::state.eq_any([State::Active, State::MustChangePassword]))
        .order(users::seq.desc())
        .limit(20)
        .select(User::as_select())
        .load(conn)?)
}

/// Who of the operator holds a role and can sign in; at most twenty.
pub fn operators(
    conn: &mut DbConn,
    scope: &TenantScope,
    operator: OrganizationId,
    role: OperatorRole,
) -> DbResult<Vec<User>> {
    if !scope.allows(operator) {
        return Ok(Vec::new());
    }
    Ok(users::table
        .filter(users::organization_id.eq(operator))
        .filter(users::operator_role.eq(role))
        .filter(users::state.eq_any([State::Active, State::MustChangePassword]))
        .order(users::seq.asc())
        .limit(20)
        .select(User::as_select())
        .load(conn)?)
}

/// Whether anybody belongs to the organization.
pub(super) fn has_people(conn: &mut DbConn, organization: OrganizationId) -> DbResult<bool> {
    let found: Option<UserId> = users::table
        .filter(users::organization_id.eq(organization))
        .select(users::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

pub(super) fn set_failures(conn: &mut DbConn, user: UserId, failures: Failures) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((
            users::failed_count.eq(failures.count),
            users::failed_at.eq(failures.at),
            users::locked_until.eq(failures.locked_until),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_signed_in(conn: &mut DbConn, user: UserId, now: Timestamp) -> DbResult<()> {
    diesel::update(
        users::table
            .filter(users::id.eq(user))
            .filter(users::first_signed_in_at.is_null()),
    )
    .set(users::first_signed_in_at.eq(now))
    .execute(conn)?;
    diesel::update(users::table.find(user))
        .set(users::last_signed_in_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Sets a password hash, if the account still is in `from`.
pub(super) fn set_password(
    conn: &mut DbConn,
    user: UserId,
    from: State,
    to: State,
    phc: &str,
    key_id: &str,
) -> DbResult<bool> {
    let changed = diesel::update(
        users::table
            .filter(users::id.eq(user))
            .filter(users::state.eq(from)),
    )
    .set((
        users::state.eq(to),
        users::password_hash.eq(phc),
        users::password_key.eq(key_id),
        users::temporary_mac.eq(None::<Vec<u8>>),
        users::temporary_key.eq(None::<String>),
        users::temporary_until.eq(None::<Timestamp>),
        users::failed_count.eq(0),
        users::locked_until.eq(None::<Timestamp>),
        users::version.eq(users::version + 1),
    ))
    .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn rehash(conn: &mut DbConn, user: UserId, phc: &str, key_id: &str) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((users::password_hash.eq(phc), users::password_key.eq(key_id)))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_language(conn: &mut DbConn, user: UserId, language: Language) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set(users::language.eq(language))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_preferences(
    conn: &mut DbConn,
    user: UserId,
    language: Language,
    zone: Option<&str>,
) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((users::language.eq(language), users::time_zone.eq(zone)))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_roles(conn: &mut DbConn, user: UserId, agent: AgentRole, admin: AdminRole) -> DbResult<()> {
    diesel::update(users::table.find(user))
        .set((
            users::agent_role.eq(agent),
            users::admin_role.eq(admin),
            users::version.eq(users::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}
