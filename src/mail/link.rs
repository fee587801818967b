//! Links that are mailed or printed: a random text of 256 bits, of which the row keeps only the hash (decision 19). Each works
//! once, and using it *is* the change of its row. Reading one changes nothing: scanners of mails read links too (P21).

use diesel::prelude::*;
use serde_json::Value;

use crate::db::schema::links;
use crate::db::{BATCH, DbConn, DbResult};
use crate::kernel::clock::{SignedDuration, Timestamp, days, minutes};
use crate::kernel::ids::{LinkId, OrganizationId, UserId};
use crate::kernel::keys::{base64url, random, sha256};
use crate::kernel::site::Cx;
use crate::kernel::stored::text_enum;

text_enum! {
    /// What a link is for.
    pub enum LinkKind {
        /// Makes a person of an organization (decision 3).
        OneTime = "one_time",
        /// Sets a new password.
        PasswordReset = "password_reset",
        /// Confirms a contact address (decision 16).
        ContactConfirmation = "contact_confirmation",
        /// Shows that a domain belongs to an organization (decision 2).
        DomainProof = "domain_proof",
        /// Takes a change of contact address back.
        EmailUndo = "email_undo",
    }
}

impl LinkKind {
    /// How long such a link works (A.6).
    #[must_use]
    pub const fn lifetime(self) -> SignedDuration {
        match self {
            Self::OneTime | Self::ContactConfirmation | Self::DomainProof => days(7),
            Self::PasswordReset => minutes(30),
            Self::EmailUndo => days(3),
        }
    }
}

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// What for.
    pub kind: LinkKind,
    /// Of which organization.
    pub organization: OrganizationId,
    /// For which person.
    pub user: Option<UserId>,
    /// The address it is mailed to.
    pub email: Option<String>,
    /// What its purpose needs.
    pub details: Value,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// A link's row.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Of which organization.
    pub organization: OrganizationId,
    /// For which person.
    pub user: Option<UserId>,
    /// The address it was mailed to.
    pub email: Option<String>,
    /// What its purpose needs.
    pub details: Value,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

/// Why a link doesn't work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    /// There never was one.
    Unknown,
    /// It was used.
    Used,
    /// A newer one took its place, or it was taken back.
    Revoked,
    /// It is too old.
    Expired,
}

impl Link {
    /// Whether it still works.
    pub fn usable(&self, now: Timestamp) -> Result<(), Dead> {
        match (self.used_at, self.revoked_at) {
            (Some(_), _) => Err(Dead::Used),
            (None, Some(_)) => Err(Dead::Revoked),
            (None, None) if self.expires_at <= now => Err(Dead::Expired),
            (None, None) => Ok(()),
        }
    }

    /// Until when it works, if nothing ends it before.
    #[must_use]
    pub const fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Whether it is the very first of the operator, whose page also asks who runs the installation.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.details
            .get("first")
            .and_then(Value::as_bool)
            .unwrap_or(false)
    }
}

type Row = (
    LinkId,
    OrganizationId,
    Option<UserId>,
    Option<String>,
    String,
    Timestamp,
    Option<Timestamp>,
    Option<Timestamp>,
);

/// Makes a link and answers its token, which is nowhere kept.
pub fn create(conn: &mut DbConn, cx: &Cx, new: &NewLink) -> DbResult<String> {
    let token = base64url(&random::<32>());
    diesel::insert_into(links::table)
        .values((
            links::id.eq(LinkId::new()),
            links::kind.eq(new.kind),
            links::token_hash.eq(sha256(token.as_bytes()).to_vec()),
            links::organization_id.eq(new.organization),
            links::user_id.eq(new.user),
            links::email.eq(new.email.clone()),
            links::details.eq(new.details.to_string()),
            links::created_at.eq(cx.now),
            links::expires_at.eq(new.expires_at),
        ))
        .execute(conn)?;
    Ok(token)
}

/// The link of a presented token, alive or dead. Changes nothing.
pub fn find(conn: &mut DbConn, kind: LinkKind, token: &str) -> DbResult<Option<Link>> {
    let row: Option<Row> = links::table
        .filter(links::token_hash.eq(sha256(token.as_bytes()).to_vec()))
        .filter(links::kind.eq(kind))
        .select((
            links::id,
            links::organization_id,
            links::user_id,
            links::email,
            links::details,
            links::expires_at,
            links::used_at,
            links::revoked_at,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(
        |(id, organization, user, email, details, expires_at, used_at, revoked_at)| Link {
            id,
            organization,
            user,
            email,
            details: serde_json::from_str(&details).unwrap_or_default(),
            expires_at,
            used_at,
            revoked_at,
        },
    ))
}

/// Uses a link up, in the caller's transaction. Of two at once one succeeds; the other learns what became of it.
pub fn take(conn: &mut DbConn, cx: &Cx, kind: LinkKind, token: &str) -> DbResult<Result<Link, Dead>> {
    stop(conn, cx, kind, token, (Some(cx.now), None))
}

/// Takes back the one link of a presented token, in the caller's transaction: whoever got it wants nothing of it.
pub fn refuse(conn: &mut DbConn, cx: &Cx, kind: LinkKind, token: &str) -> DbResult<Result<Link, Dead>> {
    stop(conn, cx, kind, token, (None, Some(cx.now)))
}

/// Ends a link that works, as used or as taken back.
fn stop(
    conn: &mut DbConn,
    cx: &Cx,
    kind: LinkKind,
    token: &str,
    (used, revoked): (Option<Timestamp>, Option<Timestamp>),
) -> DbResult<Result<Link, Dead>> {
    let Some(link) = find(conn, kind, token)? else {
        return Ok(Err(Dead::Unknown));
    };
    if let Err(dead) = link.usable(cx.now) {
        return Ok(Err(dead));
    }
    let stopped = diesel::update(
        links::table
            .filter(links::id.eq(link.id))
            .filter(links::used_at.is_null())
            .filter(links::revoked_at.is_null())
            .filter(links::expires_at.gt(cx.now)),
    )
    .set((links::used_at.eq(used), links::revoked_at.eq(revoked)))
    .execute(conn)?;
    if stopped == 1 {
        return Ok(Ok(link));
    }
    let now_dead = find(conn, kind, token)?.map_or(Err(Dead::Unknown), |link| link.usable(cx.now));
    Ok(Err(now_dead.err().unwrap_or(Dead::Used)))
}

/// Takes back every open link of a kind in an organization.
pub fn revoke_open(
    conn: &mut DbConn,
    cx: &Cx,
    kind: LinkKind,
    organization: OrganizationId,
) -> DbResult<usize> {
    Ok(diesel::update(
        links::table
            .filter(links::organization_id.eq(organization))
            .filter(links::kind.eq(kind))
            .filter(links::used_at.is_null())
            .filter(links::revoked_at.is_null()),
    )
    .set(links::revoked_at.eq(Some(cx.now)))
    .execute(conn)?)
}

/// Forgets links that stopped working before then, a batch at a time. Used and withdrawn ones would have stopped too by then.
pub fn forget(conn: &mut DbConn, before: Timestamp) -> DbResult<usize> {
    let due: Vec<LinkId> = links::table
        .filter(links::expires_at.lt(before))
        .order(links::expires_at.asc())
        .limit(BATCH)
        .select(links::id)
        .load(conn)?;
    Ok(diesel::delete(links::table.filter(links::id.eq_any(due))).execute(conn)?)
}

/// Forgets the links of somebody whose data are erased: their own, and those that their organization had mailed to one of their
/// addresses.
pub fn forget_person(
    conn: &mut DbConn,
    organization: OrganizationId,
    user: UserId,
    addresses: &[String],
) -> DbResult<()> {
    diesel::delete(links::table.filter(links::user_id.eq(user))).execute(conn)?;
    diesel::delete(
        links::table
            .filter(links::organization_id.eq(organization))
            .filter(links::email.eq_any(addresses.to_vec())),
    )
    .execute(conn)?;
    Ok(())
}

/// What is kept of a person's links: what for, to which address, made, expiring, used.
pub type Kept = (LinkKind, Option<String>, Timestamp, Timestamp, Option<Timestamp>);

/// The links of a person, newest first; for who asks what is kept about them.
pub fn of_person(conn: &mut DbConn, user: UserId, limit: i64) -> DbResult<Vec<Kept>> {
    Ok(links::table
        .filter(links::user_id.eq(user))
        .order(links::id.desc())
        .limit(limit)
        .select((
            links::kind,
            links::email,
            links::created_at,
            links::expires_at,
            links::used_at,
        ))
        .load(conn)?)
}

/// Takes back every open link of a kind of one person.
pub fn revoke_of(conn: &mut DbConn, cx: &Cx, kind: LinkKind, user: UserId) -> DbResult<usize> {
    Ok(diesel::update(
        links::table
            .filter(links::user_id.eq(user))
            .filter(links::kind.eq(kind))
            .filter(links::used_at.is_null())
            .filter(links::revoked_at.is_null()),
    )
    .set(links::revoked_at.eq(Some(cx.now)))
    .execute(conn)?)
}

/// A link that still works: the address it was mailed to, what its purpose needs, and until when.
pub type Open = (Option<String>, Value, Timestamp);

/// The links of a kind that a person has and that still work; never many, in no order.
pub fn open_of(conn: &mut DbConn, kind: LinkKind, user: UserId, now: Timestamp) -> DbResult<Vec<Open>> {
    let rows: Vec<(Option<String>, String, Timestamp)> = links::table
        .filter(links::user_id.eq(user))
        .filter(links::kind.eq(kind))
        .filter(links::used_at.is_null())
        .filter(links::revoked_at.is_null())
        .filter(links::expires_at.gt(now))
        .limit(100)
        .select((links::email, links::details, links::expires_at))
        .load(conn)?;
    let open = |(email, details, until): (Option<String>, String, Timestamp)| {
        (email, serde_json::from_str(&details).unwrap_or_default(), until)
    };
    Ok(rows.into_iter().map(open).collect())
}

#[cfg(all(test, feature = "testkit"))]
mod tests {
    use super::*;
    use crate::testkit::TestApp;

    fn new(organization: OrganizationId, cx: &Cx) -> NewLink {
        NewLink {
            kind: LinkKind::PasswordReset,
            organization,
            user: None,
            email: None,
            details: Value::Null,
            expires_at: cx.now + LinkKind::PasswordReset.lifetime(),
        }
    }

    #[actix_web::test]
    async fn a_link_works_once_and_says_why_not() {
        let app = TestApp::new().await;
        let organization = app.organization("Contoso", "contoso.example", "JP", &[]);
        let cx = app.cx();
        let kind = LinkKind::PasswordReset;
        let token = app.write(|conn| create(conn, &cx, &new(organization, &cx)));
        assert_eq!(token.len(), 43, "256 bits");
        let taken = app.write(|conn| take(conn, &cx, LinkKind::OneTime, &token));
        assert_eq!(taken.err(), Some(Dead::Unknown), "of another kind");
        assert!(app.write(|conn| take(conn, &cx, kind, &token)).is_ok());
        assert_eq!(
            app.write(|conn| take(conn, &cx, kind, &token)).err(),
            Some(Dead::Used)
        );
        assert_eq!(
            app.write(|conn| take(conn, &cx, kind, "")).err(),
            Some(Dead::Unknown)
        );

        let token = app.write(|conn| create(conn, &cx, &new(organization, &cx)));
        app.write(|conn| revoke_open(conn, &cx, kind, organization));
        assert_eq!(
            app.write(|conn| take(conn, &cx, kind, &token)).err(),
            Some(Dead::Revoked)
        );

        let token = app.write(|conn| create(conn, &cx, &new(organization, &cx)));
        app.later(minutes(30));
        let cx = app.cx();
        assert_eq!(
            app.write(|conn| take(conn, &cx, kind, &token)).err(),
            Some(Dead::Expired)
        );
    }
}
