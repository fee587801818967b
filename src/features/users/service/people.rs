//! User management (S28–S33): adding people, giving roles, resetting passwords, disabling, deleting, and back again.

use serde_json::json;

use super::{NewUser, append, create, mailable, temporary};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::events;
use crate::features::users::domain::{Command, RESTORE_DAYS, Refused, Standing, State};
use crate::features::users::mails::{AccountAdded, AdminAdded, By, PasswordGiven, RolesChanged};
use crate::features::users::store::{self, User};
use crate::i18n::{joined_roles, role_words, words};
use crate::kernel::clock::days;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::UserId;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::kernel::text::PersonName;
use crate::mail::{self, link};
use crate::policy::actions::ManageUsers;
use crate::policy::{self, Actor, AdminRole, OperatorRole, Permit, Programme, Role};

pub use super::roles::Roles;

/// Somebody to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The whole sign-in name.
    pub user_name: String,
    /// Full name.
    pub full_name: PersonName,
    /// Contact address.
    pub email: EmailAddress,
    /// Their roles.
    pub roles: Roles,
}

/// What is shown once (S33).
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Whose.
    pub user: UserId,
    /// The full name.
    pub full_name: String,
    /// The sign-in name.
    pub user_name: String,
    /// The temporary password in clear: never stored, never mailed.
    pub password: String,
}

/// Adds a person with a temporary password; tells them, and the other Global admins where it is one more (U1, U4).
pub fn add(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    person: &NewPerson,
) -> Result<SignIn, Fault<Refused>> {
    let actor = acting(conn, cx, permit)?;
    room_for(conn, cx, permit, &actor, 1)?;
    let (made, user) = add_one(conn, cx, permit, &actor, person)?;
    if Roles::of(&user).top() {
        tell_tops(conn, cx, permit, &[user])?;
    }
    Ok(made)
}

/// Refuses more people in a day than an organization may write to unasked (A.5).
pub(super) fn room_for(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    actor: &Actor,
    more: usize,
) -> Result<(), Fault<Refused>> {
    let too_many = || Fault::Refused(Refused::TooManyToday);
    // Each is written to at an address that nobody has confirmed.
    let most = cx.site.limits.people_a_day(!actor.programmes.is_empty());
    let later = most - i64::try_from(more).unwrap_or(i64::MAX);
    if later < 0 {
        return Err(too_many());
    }
    match store::added_before(conn, permit.scope(), actor.organization, later)? {
        Some(at) if cx.now.since(at) < days(1) => Err(too_many()),
        _ => Ok(()),
    }
}

/// Adds a person and tells them (U1); whoever calls tells the other Global admins.
pub(super) fn add_one(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    actor: &Actor,
    person: &NewPerson,
) -> Result<(SignIn, User), Fault<Refused>> {
    let roles = person.roles.within(actor);
    Standing {
        actor_top: top(actor),
        ..Standing::default()
    }
    .may_set_roles(roles.top())
    .map_err(Fault::Refused)?;
    let new = NewUser {
        organization: actor.organization,
        user_name: person.user_name.clone(),
        full_name: person.full_name.clone(),
        email: person.email.clone(),
        password: None,
        agent: roles.agent,
        admin: roles.admin,
        operator: roles.operator,
        language: None,
    };
    let id = create(conn, cx, permit.who(), &new)?;
    let password = temporary::give(conn, cx, id, State::Active)?.ok_or(Fault::Refused(Refused::NotNow))?;
    let user = store::by_id(conn, permit.scope(), id)?.ok_or(Fault::Refused(Refused::NotFound))?;
    if let Some(to) = mailable(&user) {
        let language = language(&user, actor);
        let roles = joined_roles(words(language), &roles.held());
        let letter = AccountAdded::new(cx, language, &user, by(actor), &roles);
        mail::send(conn, cx, Some(user.organization_id), &to, &letter)?;
    }
    let made = SignIn {
        user: id,
        full_name: user.full_name.clone(),
        user_name: user.user_name.clone(),
        password,
    };
    Ok((made, user))
}

/// **Update** (S28): other roles, effective at the person's next click (U2, U4). `seen` are the roles that the choice was made from: who
/// changed one axis doesn't give back what somebody else has just taken on the other (A.14).
pub fn set_roles(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
    seen: Option<Roles>,
    roles: Roles,
) -> Result<(), Fault<Refused>> {
    let (actor, user, standing) = reach(conn, cx, permit, id)?;
    if user.state == State::Deleted {
        return Err(Fault::Refused(Refused::NotNow));
    }
    let (before, roles) = (Roles::of(&user), roles.within(&actor));
    standing.may_set_roles(roles.top()).map_err(Fault::Refused)?;
    if before == roles {
        return Ok(());
    }
    if seen.is_some_and(|seen| seen != before) {
        return Err(Fault::Refused(Refused::Meanwhile));
    }
    store::set_roles(conn, user.id, roles.agent, roles.admin)?;
    store::set_operator_role(conn, user.id, roles.operator)?;
    let details = json!({
        "agent": { "from": before.agent, "to": roles.agent },
        "admin": { "from": before.admin, "to": roles.admin },
        "operator": { "from": before.operator, "to": roles.operator },
    });
    note(conn, cx, permit, &user, "user.roles_set", details)?;
    let user = User {
        agent_role: roles.agent,
        admin_role: roles.admin,
        operator_role: roles.operator,
        ..user
    };
    // Who can't sign in reads nothing about it: they see their roles when somebody lets them in again.
    if let Some(to) = mailable(&user).filter(|_| user.state.signs_in()) {
        let language = language(&user, &actor);
        let roles = joined_roles(words(language), &roles.held());
        let letter = RolesChanged::new(cx, language, &user, by(&actor), &roles);
        mail::send(conn, cx, Some(user.organization_id), &to, &letter)?;
    }
    if roles.top() && !before.top() {
        tell_tops(conn, cx, permit, &[user])?;
    }
    Ok(())
}

/// Gives a new temporary password: the old one is gone, sessions end, the person is told without it (U3).
pub fn give_password(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<SignIn, Fault<Refused>> {
    let (actor, user, standing) = reach(conn, cx, permit, id)?;
    standing.may(Command::ResetPassword).map_err(Fault::Refused)?;
    user.state.apply(Command::ResetPassword).map_err(Fault::Refused)?;
    let password = temporary::give(conn, cx, user.id, user.state)?.ok_or(Fault::Refused(Refused::NotNow))?;
    events::signed_out(conn, cx, user.id)?;
    note(conn, cx, permit, &user, "user.password_give", json!({}))?;
    if let Some(to) = mailable(&user) {
        let letter = PasswordGiven::new(cx, language(&user, &actor), &user, by(&actor));
        mail::send(conn, cx, Some(user.organization_id), &to, &letter)?;
    }
    Ok(SignIn {
        user: user.id,
        full_name: user.full_name,
        user_name: user.user_name,
        password,
    })
}

/// Disables, enables, deletes or restores an account (requirements 5.5). Who may not sign in any more is out at once.
pub fn change_state(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
    command: Command,
) -> Result<User, Fault<Refused>> {
    let (_, user, standing) = reach(conn, cx, permit, id)?;
    standing.may(command).map_err(Fault::Refused)?;
    let mut to = user.state.apply(command).map_err(Fault::Refused)?;
    let action = match command {
        Command::Disable => "user.disable",
        Command::Enable => "user.enable",
        Command::Delete => "user.delete",
        Command::Restore => "user.restore",
        Command::ChangePassword | Command::ResetPassword | Command::Purge => {
            return Err(Fault::Refused(Refused::NotNow));
        }
    };
    match command {
        Command::Enable => to = store::enable_to(conn, &user)?,
        Command::Restore if !restorable(conn, cx, &user)? => return Err(Fault::Refused(Refused::NotNow)),
        _ => {}
    }
    if !store::change_state(conn, &user, to, cx.now)? {
        return Err(Fault::Refused(Refused::NotNow));
    }
    if !to.signs_in() {
        events::signed_out(conn, cx, user.id)?;
        link::revoke_of(conn, cx, link::LinkKind::PasswordReset, user.id)?;
    }
    note(
        conn,
        cx,
        permit,
        &user,
        action,
        json!({ "from": user.state, "to": to }),
    )?;
    Ok(user)
}

/// Whether a deleted account still can be restored.
fn restorable(conn: &mut DbConn, cx: &Cx, user: &User) -> DbResult<bool> {
    let deleted = store::sign(conn, user)?.deleted_at;
    Ok(deleted.is_some_and(|at| cx.now < at + days(RESTORE_DAYS)))
}

/// Ends every session of a person; one's own too, at all browsers.
pub fn end_sessions(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<usize, Fault<Refused>> {
    let (_, user, standing) = reach(conn, cx, permit, id)?;
    standing.may_end_sessions().map_err(Fault::Refused)?;
    let ended = events::signed_out(conn, cx, user.id)?;
    note(
        conn,
        cx,
        permit,
        &user,
        "user.sessions_end",
        json!({ "ended": ended }),
    )?;
    Ok(ended)
}

/// How the acting person stands to somebody of their organization: what buttons the page shows.
pub fn standing(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    user: &User,
) -> Result<Standing, Fault<Refused>> {
    let actor = permit.actor().ok_or(Fault::Refused(Refused::NotFound))?;
    Ok(standing_of(conn, cx, permit, actor, user)?)
}

fn standing_of(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    actor: &Actor,
    user: &User,
) -> DbResult<Standing> {
    Ok(Standing {
        oneself: actor.user == user.id,
        actor_top: top(actor),
        target_top: Roles::of(user).top(),
        others_top: store::has_other_top(conn, permit.scope(), user, cx.now)?,
    })
}

/// Who acts, as they are now that the organization is held until the change is written: two who take the role from each other at the same
/// moment don't both succeed.
pub(super) fn acting(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
) -> Result<Actor, Fault<Refused>> {
    let actor = permit.actor().ok_or(Fault::Refused(Refused::NotFound))?;
    store::hold(conn, actor.organization)?;
    store::actor(conn, actor.user, cx.now)?
        .filter(|actor| policy::permit::<ManageUsers>(actor).is_ok())
        .ok_or(Fault::Refused(Refused::NoLonger))
}

/// Loads the person and how the actor stands to them, holding the organization until the change is written.
fn reach(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    id: UserId,
) -> Result<(Actor, User, Standing), Fault<Refused>> {
    let actor = acting(conn, cx, permit)?;
    let user = store::by_id(conn, permit.scope(), id)?
        .filter(|u| u.state != State::Purged)
        .ok_or(Fault::Refused(Refused::NotFound))?;
    let standing = standing_of(conn, cx, permit, &actor, &user)?;
    Ok((actor, user, standing))
}

fn top(actor: &Actor) -> bool {
    actor.admin == AdminRole::GlobalAdmin || actor.operator == OperatorRole::Administrator
}

/// The role that reaches everything in the organization of this person.
fn top_role(actor: &Actor) -> Role {
    if actor.is_in(Programme::Operator) {
        Role::Operator(OperatorRole::Administrator)
    } else {
        Role::Admin(AdminRole::GlobalAdmin)
    }
}

fn by(actor: &Actor) -> By<'_> {
    By {
        name: &actor.full_name,
        organization: &actor.organization_name,
    }
}

/// The person's language; somebody who never chose one reads that of who writes.
fn language(user: &User, actor: &Actor) -> Language {
    user.language.or(actor.language).unwrap_or_default()
}

fn note(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    user: &User,
    action: &'static str,
    details: serde_json::Value,
) -> DbResult<()> {
    append(
        conn,
        cx,
        permit.who(),
        user.organization_id,
        user.id,
        action,
        details,
        None,
    )
}

/// Tells every other Global admin (Administrator) that there are more of them (U4), in one mail each.
pub(super) fn tell_tops(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageUsers>,
    added: &[User],
) -> DbResult<()> {
    let (Some(actor), Some(first)) = (permit.actor(), added.first()) else {
        return Ok(());
    };
    for other in store::tops(conn, permit.scope(), first.organization_id, cx.now)? {
        if added.iter().any(|user| user.id == other.id) {
            continue;
        }
        if let Some(to) = mailable(&other) {
            let language = language(&other, actor);
            let role = role_words(words(language), top_role(actor));
            let letter = AdminAdded::new(cx, language, &other, added, by(actor), &role);
            mail::send(conn, cx, Some(other.organization_id), &to, &letter)?;
        }
    }
    Ok(())
}
