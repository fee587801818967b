//! Rows of sessions, and actix-session's store over them.

mod unsent;

use std::collections::HashMap;
use std::sync::Arc;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use diesel::prelude::*;

use super::domain::keys as session_keys;
use crate::db::schema::{sessions, users};
use crate::db::{BATCH, Db, DbConn, DbError, DbResult};
use crate::kernel::clock::{Clock, SignedDuration, Timestamp};
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::keys::{base64url, random, sha256};
use crate::kernel::site::{SessionLimits, Site};
use crate::policy::{OperatorRole, TenantScope};

pub use unsent::forget_unsent;
pub(super) use unsent::{UNSENT_FOR, Unsent, drop_unsent, keep_unsent, unsent_of};

/// Sessions in the database. Only the hash of a key is stored, so that a dump opens nothing.
#[derive(Clone)]
pub struct DbSessions {
    db: Db,
    site: Arc<Site>,
    clock: Clock,
}

type State = HashMap<String, String>;

impl DbSessions {
    /// Sessions of this installation.
    #[must_use]
    pub fn new(db: Db, site: Arc<Site>, clock: Clock) -> Self {
        Self { db, site, clock }
    }
}

/// How old a session's last use may get before it is written again.
const TOUCH: SignedDuration = SignedDuration::from_secs(60);

fn hash(key: &SessionKey) -> Vec<u8> {
    sha256(key.as_ref().as_bytes()).to_vec()
}

fn failed(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow::anyhow!("{error}")
}

/// A value of the state as text: actix-session keeps JSON.
fn text(state: &State, key: &str) -> String {
    state
        .get(key)
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

impl SessionStore for DbSessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let (hash, now, limits) = (hash(key), self.clock.now(), self.site.sessions.clone());
        let found = self
            .db
            .read({
                let hash = hash.clone();
                move |conn| find(conn, &hash)
            })
            .await;
        let found = match found {
            Ok(found) => found,
            // Who comes can't be known now. Pages answer 503 by this mark; the cookie stays, and what needs no session works on.
            Err(DbError::Unavailable(_)) => {
                return Ok(Some(State::from([(
                    session_keys::OUT_OF_REACH.to_owned(),
                    "true".to_owned(),
                )])));
            }
            Err(error) => return Err(LoadError::Other(failed(error))),
        };
        let Some(row) = found else {
            return Ok(None);
        };
        if !row.alive(now, &limits) {
            return Ok(row.remains(now));
        }
        if now.since(row.seen_at) >= TOUCH {
            // A full disk must not end what only reads.
            if let Err(error) = self.db.write(move |conn| touch(conn, &hash, now)).await {
                tracing::warn!(%error, "the last use of a session could not be noted");
            }
        }
        serde_json::from_str(&row.state)
            .map(Some)
            .map_err(|e| LoadError::Deserialization(failed(e)))
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let key =
            SessionKey::try_from(base64url(&random::<32>())).map_err(|e| SaveError::Other(failed(e)))?;
        let (hash, now, most) = (hash(&key), self.clock.now(), self.site.sessions.per_person);
        self.db
            .write(move |conn| insert(conn, &hash, &state, now, most))
            .await
            .map_err(|e| SaveError::Other(failed(e)))?;
        Ok(key)
    }

    async fn update(&self, key: SessionKey, state: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        let hash = hash(&key);
        self.db
            .write(move |conn| write_state(conn, &hash, &state))
            .await
            .map_err(|e| UpdateError::Other(failed(e)))?;
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        // The last use is written by `load`, at most once a minute.
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let (hash, now) = (hash(key), self.clock.now());
        self.db
            .write(move |conn| revoke(conn, &hash, now))
            .await
            .map_err(failed)
    }
}

#[derive(Queryable)]
struct Row {
    state: String,
    created_at: Timestamp,
    seen_at: Timestamp,
    revoked_at: Option<Timestamp>,
    operator_role: OperatorRole,
}

impl Row {
    fn alive(&self, now: Timestamp, limits: &SessionLimits) -> bool {
        let (idle, absolute) = limits_of(self.operator_role, limits);
        self.revoked_at.is_none() && now.since(self.seen_at) <= idle && now.since(self.created_at) <= absolute
    }

    /// What is still known of a session that has ended, for a day: it opens nothing, but a form that was open in it is recognized.
    fn remains(&self, now: Timestamp) -> Option<State> {
        // One that was ended on purpose may be in the wrong hands.
        if self.revoked_at.is_some() || now.since(self.seen_at) > UNSENT_FOR {
            return None;
        }
        let mut state: State = serde_json::from_str(&self.state).ok()?;
        let user = state.remove(session_keys::USER)?;
        let binding = state.remove(session_keys::BINDING)?;
        Some(State::from([
            (session_keys::ENDED.to_owned(), user),
            (session_keys::ENDED_BINDING.to_owned(), binding),
        ]))
    }
}

/// How long a session lasts unused, and how long at all.
fn limits_of(role: OperatorRole, limits: &SessionLimits) -> (SignedDuration, SignedDuration) {
    let (idle, absolute) = match role {
        OperatorRole::None => (limits.idle_minutes, limits.absolute_hours),
        _ => (limits.operator_idle_minutes, limits.operator_absolute_hours),
    };
    (
        SignedDuration::from_mins(idle),
        SignedDuration::from_hours(absolute),
    )
}

fn find(conn: &mut DbConn, hash: &[u8]) -> DbResult<Option<Row>> {
    Ok(sessions::table
        .inner_join(users::table)
        .filter(sessions::key_hash.eq(hash))
        .select((
            sessions::state,
            sessions::created_at,
            sessions::seen_at,
            sessions::revoked_at,
            users::operator_role,
        ))
        .first(conn)
        .optional()?)
}

fn touch(conn: &mut DbConn, hash: &[u8], now: Timestamp) -> DbResult<()> {
    diesel::update(sessions::table.find(hash))
        .set(sessions::seen_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// A new session; a session without a person is never stored. The oldest beyond the limit end.
fn insert(conn: &mut DbConn, hash: &[u8], state: &State, now: Timestamp, most: usize) -> DbResult<()> {
    let Ok(user) = text(state, session_keys::USER).parse::<UserId>() else {
        return Ok(());
    };
    let json = serde_json::to_string(state).unwrap_or_else(|_| "{}".to_owned());
    diesel::insert_into(sessions::table)
        .values((
            sessions::key_hash.eq(hash),
            sessions::user_id.eq(user),
            sessions::state.eq(json),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::ip.eq(text(state, session_keys::IP)),
            sessions::user_agent.eq(text(state, session_keys::AGENT)),
        ))
        .execute(conn)?;
    let surplus: Vec<Vec<u8>> = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .order((sessions::created_at.desc(), sessions::key_hash.desc()))
        .offset(i64::try_from(most).unwrap_or(20))
        .select(sessions::key_hash)
        .load(conn)?;
    for old in surplus {
        revoke(conn, &old, now)?;
    }
    Ok(())
}

fn write_state(conn: &mut DbConn, hash: &[u8], state: &State) -> DbResult<()> {
    let json = serde_json::to_string(state).unwrap_or_else(|_| "{}".to_owned());
    diesel::update(sessions::table.find(hash))
        .set(sessions::state.eq(json))
        .execute(conn)?;
    Ok(())
}

/// Ends one session, if it still works.
pub(super) fn revoke(conn: &mut DbConn, hash: &[u8], now: Timestamp) -> DbResult<()> {
    diesel::update(
        sessions::table
            .filter(sessions::key_hash.eq(hash))
            .filter(sessions::revoked_at.is_null()),
    )
    .set(sessions::revoked_at.eq(now))
    .execute(conn)?;
    Ok(())
}

/// A session as its person sees it.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// The hash of its key.
    pub key_hash: Vec<u8>,
    state: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// The last use, at most a minute old.
    pub seen_at: Timestamp,
    /// From which address.
    pub ip: String,
    /// What the browser said of itself.
    pub user_agent: String,
}

impl Listed {
    /// What it is called in a form: tells nothing of the key.
    #[must_use]
    pub fn name(&self) -> String {
        base64url(&sha256(&[b"session name", self.key_hash.as_slice()].concat())[..12])
    }

    /// The text that ties forms to it.
    #[must_use]
    pub fn binding(&self) -> String {
        serde_json::from_str(&self.state)
            .map_or_else(|_| String::new(), |state| text(&state, session_keys::BINDING))
    }
}

/// The sessions of a person that still work, the newest first. There are never more than `sessions.per_person` of them.
pub(super) fn alive(
    conn: &mut DbConn,
    user: UserId,
    now: Timestamp,
    limits: &SessionLimits,
) -> DbResult<Vec<Listed>> {
    let operator: OperatorRole = users::table.find(user).select(users::operator_role).first(conn)?;
    let (idle, absolute) = limits_of(operator, limits);
    Ok(sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::created_at.ge(now - absolute))
        .filter(sessions::seen_at.ge(now - idle))
        .order((sessions::created_at.desc(), sessions::key_hash.desc()))
        .select((
            sessions::key_hash,
            sessions::state,
            sessions::created_at,
            sessions::seen_at,
            sessions::ip,
            sessions::user_agent,
        ))
        .load(conn)?)
}

/// Ends every session of a person.
pub fn revoke_all(conn: &mut DbConn, user: UserId, now: Timestamp) -> DbResult<usize> {
    Ok(diesel::update(
        sessions::table
            .filter(sessions::user_id.eq(user))
            .filter(sessions::revoked_at.is_null()),
    )
    .set(sessions::revoked_at.eq(now))
    .execute(conn)?)
}

/// Forgets sessions that were last used before then (decision 9: 90 days), a batch at a time.
pub fn sweep(conn: &mut DbConn, before: Timestamp) -> DbResult<usize> {
    let due: Vec<Vec<u8>> = sessions::table
        .filter(sessions::seen_at.lt(before))
        .order(sessions::seen_at.asc())
        .limit(BATCH)
        .select(sessions::key_hash)
        .load(conn)?;
    Ok(diesel::delete(sessions::table.filter(sessions::key_hash.eq_any(due))).execute(conn)?)
}

/// What is kept of a session, for who asks what is kept about them: never its key.
#[derive(Clone, Debug, Queryable)]
pub struct Kept {
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it was ended, if by hand.
    pub revoked_at: Option<Timestamp>,
    /// From where.
    pub ip: String,
    /// By which browser.
    pub user_agent: String,
}

/// The sessions of somebody within reach that are still kept, newest first.
pub fn kept(conn: &mut DbConn, scope: &TenantScope, user: UserId, limit: i64) -> DbResult<Vec<Kept>> {
    let of: Option<OrganizationId> = users::table
        .find(user)
        .select(users::organization_id)
        .first(conn)
        .optional()?;
    if !of.is_some_and(|of| scope.allows(of)) {
        return Ok(Vec::new());
    }
    Ok(sessions::table
        .filter(sessions::user_id.eq(user))
        .order(sessions::created_at.desc())
        .limit(limit)
        .select((
            sessions::created_at,
            sessions::seen_at,
            sessions::revoked_at,
            sessions::ip,
            sessions::user_agent,
        ))
        .load(conn)?)
}

/// Forgets every session of somebody whose data are erased.
pub fn forget_person(conn: &mut DbConn, _: &TenantScope, user: UserId) -> DbResult<()> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user))).execute(conn)?;
    unsent::forget_all(conn, user)
}
