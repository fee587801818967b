//! Signing in to the directory, behind the trait that another directory may stand in for (A10).

use super::super::store::{self, Account, Profile};
use crate::db::{DbConn, DbResult};
use crate::features::memberships::domain::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::MembershipAccountId;
use crate::kernel::search::fold;
use crate::kernel::site::Cx;
use crate::policy::actions::ApplyForEnrollment;
use crate::policy::{Permit, TenantScope};

/// What enrollment needs of a membership directory (A10). The built-in one is [`BuiltIn`]; another may stand in for it.
pub trait Directory: Send + Sync {
    /// The account of a user name, if there is one. Whoever asks checks the password, and a dummy where there is none.
    fn account(
        &self,
        conn: &mut DbConn,
        permit: &Permit<ApplyForEnrollment>,
        login: &str,
    ) -> DbResult<Option<Credentials>>;
    /// Writes down how a check of the password ended (A.5). Answers whether it counts: not if wrong passwords of the same moment came
    /// first, else many could be tried at once.
    fn checked(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        permit: &Permit<ApplyForEnrollment>,
        account: MembershipAccountId,
        outcome: &Outcome,
    ) -> DbResult<bool>;
    /// The profiles that the account holds.
    fn profiles_of(
        &self,
        conn: &mut DbConn,
        scope: &TenantScope,
        account: MembershipAccountId,
    ) -> DbResult<Vec<Profile>>;
    /// The profile of a number.
    fn profile(&self, conn: &mut DbConn, scope: &TenantScope, mpn_id: &MpnId) -> DbResult<Option<Profile>>;
}

/// The directory in Tandem's own database.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn;

/// The directory of this installation.
#[must_use]
pub fn directory() -> &'static dyn Directory {
    &BuiltIn
}

/// A hash as it is stored: PHC text and the id of the key that peppered it, empty for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// `$argon2id$…`.
    pub phc: String,
    /// Of the key ring.
    pub key: String,
}

/// What a sign-in to the directory is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account.
    pub account: MembershipAccountId,
    /// Its hash.
    pub stored: Hashed,
    /// No sign-in before, because of failed ones.
    pub locked_until: Option<Timestamp>,
}

/// How a check of a password ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was right; a renewed hash is stored.
    Right {
        /// Stored instead of the old one, if the hash was weak, foreign or under an old key.
        renewed: Option<Hashed>,
        /// The hash that was checked.
        checked: String,
    },
    /// It was wrong.
    Wrong,
}

impl Directory for BuiltIn {
    fn account(
        &self,
        conn: &mut DbConn,
        permit: &Permit<ApplyForEnrollment>,
        login: &str,
    ) -> DbResult<Option<Credentials>> {
        Ok(
            store::account_by_login(conn, permit.scope(), &fold(login))?.map(|account: Account| {
                Credentials {
                    account: account.id,
                    stored: Hashed {
                        phc: account.password_hash,
                        key: account.password_key,
                    },
                    locked_until: account.locked_until,
                }
            }),
        )
    }

    fn checked(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        permit: &Permit<ApplyForEnrollment>,
        account: MembershipAccountId,
        outcome: &Outcome,
    ) -> DbResult<bool> {
        let locked = store::hold_account(conn, permit.scope(), account)?;
        if locked.is_some_and(|until| cx.now < until) {
            return Ok(false);
        }
        match outcome {
            Outcome::Right { renewed, checked } => {
                if let Some(new) = renewed {
                    store::renew_hash(conn, permit.scope(), account, checked, &new.phc, &new.key)?;
                }
                store::set_lock(conn, permit.scope(), account, 0, None)?;
            }
            Outcome::Wrong => {
                let count = store::note_failure(conn, permit.scope(), account, cx.now)?;
                store::set_lock(
                    conn,
                    permit.scope(),
                    account,
                    count,
                    Some(cx.now + cx.site.limits.wait_after(count)),
                )?;
            }
        }
        Ok(true)
    }

    fn profiles_of(
        &self,
        conn: &mut DbConn,
        scope: &TenantScope,
        account: MembershipAccountId,
    ) -> DbResult<Vec<Profile>> {
        store::profiles_of(conn, scope, account)
    }

    fn profile(&self, conn: &mut DbConn, scope: &TenantScope, mpn_id: &MpnId) -> DbResult<Option<Profile>> {
        store::profile(conn, scope, mpn_id)
    }
}
