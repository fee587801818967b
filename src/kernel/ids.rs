//! Identities: newtypes over UUIDv7 (RFC 9562), so that one kind of id can't be taken for another and new rows sort last.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// Declares id types with everything an id needs.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = crate::kernel::stored::Id)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, later than every earlier one of this process.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "a default id would be a different one each time")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The id as its sixteen bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id as a plain UUID.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        crate::kernel::stored::id_column!($name);

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            /// Reads the hyphenated form only, so that an object has one address.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let id = Uuid::try_parse(text)?;
                if id.hyphenated().to_string() == text { Ok(Self(id)) } else { Uuid::try_parse("").map(Self) }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// An organization (decision 1).
    OrganizationId,
    /// A person's work account.
    UserId,
    /// An application to enroll.
    EnrollmentId,
    /// A sign-in account of the membership directory (decision 10).
    MembershipAccountId,
    /// An organization profile of the membership directory.
    MembershipProfileId,
    /// A reseller relationship.
    RelationshipId,
    /// A customer that a reseller served through another portal, as imported (S52).
    LegacyRelationshipId,
    /// A mail in the outbox.
    MailId,
    /// An entry of the audit trail.
    AuditId,
    /// Personal values of an audit entry, kept apart.
    AuditPersonalId,
    /// A browser in which somebody has signed in before (A.5).
    DeviceId,
    /// What somebody sent after their session had ended.
    UnsentFormId,
    /// A mailed or printed link.
    LinkId,
    /// A request for another legal name (decision 8).
    NameChangeId,
    /// What the operator is told about a sign-in domain (decision 2).
    DomainNoteId,
    /// An event of an application's timeline.
    EnrollmentEventId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = UserId::new();
        assert_eq!(id.to_string().parse::<UserId>().ok(), Some(id));
        assert!(
            id.to_string().to_uppercase().parse::<UserId>().is_err()
                || id.to_string().to_uppercase() == id.to_string()
        );
        assert!(id.to_string().replace('-', "").parse::<UserId>().is_err());
    }

    #[test]
    fn later_ids_sort_last() {
        let (a, b) = (UserId::new(), UserId::new());
        assert!(a < b);
    }
}
