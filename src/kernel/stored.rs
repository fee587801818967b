//! How values are stored: the one id type of both engines, and the macros that make a value a column. No queries here.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, SqlType};
use diesel::sqlite::Sqlite;
use std::io::Write as _;

use super::clock::Timestamp;

/// The SQL type of ids: `uuid` on PostgreSQL, a 16-byte blob on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct Id;

/// Writes sixteen bytes as PostgreSQL's `uuid`.
pub fn id_to_pg(bytes: [u8; 16], out: &mut Output<'_, '_, Pg>) -> serialize::Result {
    out.write_all(&bytes)?;
    Ok(IsNull::No)
}

/// Reads PostgreSQL's `uuid`.
pub fn id_from_pg(value: PgValue<'_>) -> deserialize::Result<uuid::Uuid> {
    Ok(uuid::Uuid::from_slice(value.as_bytes())?)
}

/// Writes sixteen bytes as a blob.
pub fn id_to_sqlite(bytes: [u8; 16], out: &mut Output<'_, '_, Sqlite>) -> serialize::Result {
    out.set_value(bytes.to_vec());
    Ok(IsNull::No)
}

/// Reads a blob of sixteen bytes.
pub fn id_from_sqlite(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<uuid::Uuid> {
    let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
    Ok(uuid::Uuid::from_slice(&bytes)?)
}

/// Makes an id type (a newtype with `uuid()` and `From<Uuid>`) a column of both engines.
macro_rules! id_column {
    ($($name:ty),+ $(,)?) => {$(
        impl diesel::serialize::ToSql<$crate::kernel::stored::Id, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                $crate::kernel::stored::id_to_pg(*self.as_bytes(), out)
            }
        }
        impl diesel::serialize::ToSql<$crate::kernel::stored::Id, diesel::sqlite::Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
                $crate::kernel::stored::id_to_sqlite(*self.as_bytes(), out)
            }
        }
        impl diesel::serialize::ToSql<$crate::kernel::stored::Id, $crate::db::MultiBackend> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, $crate::db::MultiBackend>) -> diesel::serialize::Result {
                out.set_value(($crate::kernel::stored::Id, self));
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$crate::kernel::stored::Id, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                $crate::kernel::stored::id_from_pg(value).map(Self::from)
            }
        }
        impl diesel::deserialize::FromSql<$crate::kernel::stored::Id, diesel::sqlite::Sqlite> for $name {
            fn from_sql(value: <diesel::sqlite::Sqlite as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                $crate::kernel::stored::id_from_sqlite(value).map(Self::from)
            }
        }
        impl diesel::deserialize::FromSql<$crate::kernel::stored::Id, $crate::db::MultiBackend> for $name {
            fn from_sql(value: <$crate::db::MultiBackend as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                value.from_sql::<Self, $crate::kernel::stored::Id>()
            }
        }
    )+};
}
pub(crate) use id_column;

/// Makes a value with `as_str()` and `stored(String) -> Self` a text column of both engines.
/// The type must derive `diesel::expression::AsExpression, diesel::deserialize::FromSqlRow` with `#[diesel(sql_type = diesel::sql_types::Text)]`.
macro_rules! text_column {
    ($($name:ty),+ $(,)?) => {$(
        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, DB>>::to_sql(self.as_str(), out)
            }
        }
        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(<$name>::stored(<String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(value)?))
            }
        }
    )+};
}
pub(crate) use text_column;

/// An enum of the trade that is stored as text: the words of `requirements.md` 5, also the value of `data-state`.
///
/// ```ignore
/// text_enum! {
///     /// What an application is doing.
///     pub enum State { Draft = "draft", InReview = "in_review" }
/// }
/// ```
/// gives `as_str()`, `parse(&str) -> Option`, `ALL`, `Display`, serde as text, and the column.
macro_rules! text_enum {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        $vis enum $name { $($(#[$vdoc])* #[doc = concat!("Stored as `", $text, "`.")] $variant),+ }

        impl $name {
            /// Every value, in the order of the requirements.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of a stored or typed word.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(concat!("no such ", stringify!($name))))
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, DB>>::to_sql(self.as_str(), out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(value)?;
                Self::parse(&text).ok_or_else(|| format!(concat!("no such ", stringify!($name), ": {}"), text).into())
            }
        }
    };
}
pub(crate) use text_enum;

impl<DB> ToSql<BigInt, DB> for Timestamp
where
    DB: Backend,
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.raw().to_sql(out)
    }
}

impl<DB> FromSql<BigInt, DB> for Timestamp
where
    DB: Backend,
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(value).map(Self::from_millis)
    }
}
