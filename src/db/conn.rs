//! One connection type for both engines.
#![allow(
    missing_docs,
    reason = "diesel's derive makes public items without documentation"
)]

/// A connection to either engine. Queries are written once, in the subset both understand.
#[derive(diesel::MultiConnection)]
pub enum DbConn {
    /// PostgreSQL.
    Pg(diesel::PgConnection),
    /// SQLite.
    Sqlite(diesel::SqliteConnection),
}

impl diesel::sql_types::HasSqlType<crate::kernel::stored::Id> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<crate::kernel::stored::Id>(lookup)
    }
}
