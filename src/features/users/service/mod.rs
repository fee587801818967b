//! Making accounts, signing in, passwords, the contact address.

pub mod bulk;
mod contact;
pub mod domains;
pub mod erase;
pub mod founding;
pub mod people;
pub mod profile;
mod rescue;
mod reset;
mod roles;
mod standing;
mod temporary;
mod tries;

use serde_json::json;

use super::domain::{Command, Refused, State, search_text};
use super::mails::{PasswordChanged, ResetPassword, ResetRefused};
use super::store::{self, NewRow, User};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::organizations;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::kernel::text::PersonName;
use crate::mail::{self, Letter, link};
use crate::policy::{AdminRole, AgentRole, OperatorRole, Permit, TenantScope, Who, actions};

pub use rescue::{give_link, unlock};
pub use reset::{reset_dead, reset_known, reset_password};

pub use contact::{ContactLink, confirm_contact, contact_link, disown_contact, send_contact_confirmation};
pub use standing::{on_name_decided, on_standing_changed};
pub use tries::{Counter, Entrance, counter, record_failure, record_success, remember_device, still_right};

/// A password hash as stored: PHC text and the id of the key that peppered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// `$argon2id$…`.
    pub phc: String,
    /// Of the key ring.
    pub key_id: String,
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// In which organization.
    pub organization: OrganizationId,
    /// The whole sign-in name, `name@domain`.
    pub user_name: String,
    /// Full name.
    pub full_name: PersonName,
    /// Contact address.
    pub email: EmailAddress,
    /// A password of the person's own; without one nobody signs in until a link or a temporary password is given.
    pub password: Option<Credentials>,
    /// Agent axis.
    pub agent: AgentRole,
    /// Admin axis.
    pub admin: AdminRole,
    /// At the operator.
    pub operator: OperatorRole,
    /// Language of mails and pages, if chosen.
    pub language: Option<Language>,
}

/// Makes an account. The user name is unique everywhere, the contact address within the organization (decision 6).
pub fn create(conn: &mut DbConn, cx: &Cx, who: Who, new: &NewUser) -> Result<UserId, Fault<Refused>> {
    let user_name = new.user_name.to_lowercase();
    // Of two at once with one address the second waits here, and is told.
    store::hold(conn, new.organization)?;
    if store::by_user_name(conn, &user_name)?.is_some() {
        return Err(Fault::Refused(Refused::UserNameTaken));
    }
    let email_norm = new.email.norm();
    if store::email_taken(conn, new.organization, &email_norm)? {
        return Err(Fault::Refused(Refused::EmailTaken));
    }
    let id = UserId::new();
    let seq = store::next_seq(conn, new.organization)?;
    let made = store::insert(
        conn,
        &NewRow {
            id,
            organization_id: new.organization,
            seq,
            user_name: &user_name,
            full_name: new.full_name.as_str(),
            email: new.email.as_str(),
            email_norm: &email_norm,
            email_confirmed_at: None,
            password_hash: new.password.as_ref().map(|p| p.phc.as_str()),
            password_key: new.password.as_ref().map(|p| p.key_id.as_str()),
            state: State::Active,
            agent_role: new.agent,
            admin_role: new.admin,
            operator_role: new.operator,
            language: new.language,
            created_at: cx.now,
            search_text: &search_text(new.full_name.as_str(), &user_name, new.email.as_str()),
        },
    );
    match made {
        Ok(()) => {}
        Err(DbError::Duplicate(_)) => return Err(Fault::Refused(Refused::UserNameTaken)),
        Err(error) => return Err(error.into()),
    }
    let roles = json!({ "agent": new.agent, "admin": new.admin, "operator": new.operator });
    let personal =
        json!({ "user_name": user_name, "full_name": new.full_name.as_str(), "email": new.email.as_str() });
    append(
        conn,
        cx,
        who,
        new.organization,
        id,
        "user.create",
        roles,
        Some(personal),
    )?;
    Ok(id)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one entry of the audit trail has so many parts"
)]
fn append(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    organization: OrganizationId,
    user: UserId,
    action: &'static str,
    details: serde_json::Value,
    personal: Option<serde_json::Value>,
) -> DbResult<()> {
    let event = Event {
        organization,
        action,
        object_kind: "user",
        object_id: user.to_string(),
        target: None,
        details,
        personal: personal.map(|values| (Some(user), values)),
    };
    audit::append(conn, cx, who, event)
}

/// The owner sets a new password: a temporary one is gone, and the owner is told by mail (A.1 7.4.3).
pub fn change_password(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageOwnProfile>,
    new: &Credentials,
) -> Result<(), Fault<Refused>> {
    let actor = permit.actor().ok_or(Fault::Refused(Refused::NotNow))?;
    let user = store::by_id(conn, permit.scope(), actor.user)?.ok_or(Fault::Refused(Refused::NotNow))?;
    let to = user
        .state
        .apply(Command::ChangePassword)
        .map_err(Fault::Refused)?;
    set_password(conn, cx, permit.who(), &user, to, new, "user.password_change")
}

fn set_password(
    conn: &mut DbConn,
    cx: &Cx,
    who: Who,
    user: &User,
    to: State,
    new: &Credentials,
    action: &'static str,
) -> Result<(), Fault<Refused>> {
    if !store::set_password(conn, user.id, user.state, to, &new.phc, &new.key_id)? {
        return Err(Fault::Refused(Refused::NotNow));
    }
    store::forgive_devices(conn, user.id)?;
    link::revoke_of(conn, cx, link::LinkKind::PasswordReset, user.id)?;
    append(
        conn,
        cx,
        who,
        user.organization_id,
        user.id,
        action,
        json!({}),
        None,
    )?;
    if let Some(to) = mailable(user) {
        mail::send(
            conn,
            cx,
            Some(user.organization_id),
            &to,
            &PasswordChanged::new(cx, user),
        )?;
    }
    Ok(())
}

/// The contact address, if it can be written to.
fn mailable(user: &User) -> Option<EmailAddress> {
    EmailAddress::parse(&user.email).ok()
}

/// Mails a reset link to the *confirmed* contact address of this user name (decision 16). Says nothing to the asker either way.
pub fn send_reset(
    conn: &mut DbConn,
    cx: &Cx,
    _: &Permit<actions::FollowLink>,
    user_name: &str,
) -> DbResult<()> {
    let Some(name) = store::present_name(conn, user_name, cx.now)? else {
        return Ok(());
    };
    let Some(user) = store::by_user_name(conn, &name)? else {
        return Ok(());
    };
    if !user.state.signs_in() || user.email_confirmed_at.is_none() {
        return Ok(());
    }
    let Some(to) = mailable(&user) else { return Ok(()) };
    let scope = TenantScope::Own(user.organization_id);
    if !organizations::resets_by_mail(conn, &scope, user.organization_id)? {
        let ask = store::givers(conn, &scope, user.organization_id, &[])?;
        let letter = ResetRefused::new(cx, &user, &ask);
        mail::send(conn, cx, Some(user.organization_id), &to, &letter)?;
        return Ok(());
    }
    if !mail_link(conn, cx, &user, link::LinkKind::PasswordReset, ResetPassword::new)? {
        return Ok(());
    }
    append(
        conn,
        cx,
        Who::default(),
        user.organization_id,
        user.id,
        "user.reset_ask",
        json!({}),
        Some(json!({ "ip": cx.origin.ip })),
    )
}

/// Mails a link of this kind to the contact address; answers whether it can be written to.
fn mail_link<L: Letter>(
    conn: &mut DbConn,
    cx: &Cx,
    user: &User,
    kind: link::LinkKind,
    letter: impl FnOnce(&Cx, &User, &str) -> L,
) -> DbResult<bool> {
    let Some(to) = mailable(user) else {
        return Ok(false);
    };
    let token = link::create(
        conn,
        cx,
        &link::NewLink {
            kind,
            organization: user.organization_id,
            user: Some(user.id),
            email: Some(user.email.clone()),
            details: json!({}),
            expires_at: cx.now + kind.lifetime(),
        },
    )?;
    mail::send(
        conn,
        cx,
        Some(user.organization_id),
        &to,
        &letter(cx, user, &token),
    )?;
    Ok(true)
}

/// Stores the language a person chose.
pub fn set_language(
    conn: &mut DbConn,
    permit: &Permit<actions::ManageOwnProfile>,
    language: Language,
) -> DbResult<()> {
    match permit.actor() {
        Some(actor) => store::set_language(conn, actor.user, language),
        None => Ok(()),
    }
}

/// Stores the language and the time zone a person chose.
pub fn set_preferences(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<actions::ManageOwnProfile>,
    language: Language,
    zone: Option<&str>,
) -> DbResult<()> {
    let Some(actor) = permit.actor() else {
        return Ok(());
    };
    store::set_preferences(conn, actor.user, language, zone)?;
    append(
        conn,
        cx,
        permit.who(),
        actor.organization,
        actor.user,
        "user.preferences_set",
        json!({ "language": language, "time_zone": zone }),
        None,
    )
}

/// The applicant, who is Global admin, becomes Admin agent as well when the enrollment is activated (decision 5, A1). Somebody from whom
/// the organization took the role or the account meanwhile gets nothing back.
pub fn grant_on_activation(conn: &mut DbConn, cx: &Cx, who: Who, user: UserId) -> DbResult<()> {
    let Some(user) = store::by_id(conn, &TenantScope::System, user)? else {
        return Err(DbError::NotFound);
    };
    if !user.leads() {
        return Ok(());
    }
    store::set_roles(conn, user.id, AgentRole::AdminAgent, AdminRole::GlobalAdmin)?;
    let details = json!({
        "agent": { "from": user.agent_role, "to": AgentRole::AdminAgent },
        "admin": { "from": user.admin_role, "to": AdminRole::GlobalAdmin },
        "why": "activation",
    });
    append(
        conn,
        cx,
        who,
        user.organization_id,
        user.id,
        "user.roles_set",
        details,
        None,
    )
}
