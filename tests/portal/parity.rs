//! Both engines have the same tables, and `src/db/schema.rs` says so. The run on SQLite holds the schema against SQLite; the run on
//! PostgreSQL holds PostgreSQL against SQLite.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_query;
use tandem::db::{Db, DbConn, DbError, migrate};
use tandem::testkit::TestDb;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

const SQLITE: &[&str] = &[
    "SELECT m.name || '.' || p.name || ' ' || p.type || CASE WHEN p.\"notnull\" OR p.pk > 0 THEN ' NOT NULL' ELSE '' END AS line
     FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'",
    "SELECT 'unique ' || m.name || ' (' || (SELECT group_concat(c.name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c) || ')'
            || CASE WHEN i.partial THEN ' partly' ELSE '' END AS line
     FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i.\"unique\"",
    "SELECT 'index ' || m.name || ' (' || (SELECT group_concat(c.name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c) || ')' AS line
     FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND NOT i.\"unique\"",
    "SELECT 'foreign ' || m.name || '.' || f.\"from\" || ' ' || f.\"table\" AS line
     FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
];

const POSTGRES: &[&str] = &[
    "SELECT table_name || '.' || column_name || ' ' || CASE data_type WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB' ELSE upper(data_type) END
            || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END AS line
     FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT CASE WHEN x.indisunique THEN 'unique ' ELSE 'index ' END || t.relname || ' ('
            || (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(x.indkey) WITH ORDINALITY AS k(attnum, n)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum)
            || ')' || CASE WHEN x.indisunique AND x.indpred IS NOT NULL THEN ' partly' ELSE '' END AS line
     FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace WHERE s.nspname = 'public'",
    "SELECT 'foreign ' || t.relname || '.' || a.attname || ' ' || r.relname AS line
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'",
];

/// What the database says of itself, a line for each column, key and index. Tables of diesel, of SQLite and of its full-text search
/// are not ours to compare.
fn described(db: &Db) -> BTreeSet<String> {
    db.read_blocking::<_, DbError>(|conn| {
        let mut lines = BTreeSet::new();
        let queries = match conn {
            DbConn::Pg(_) => POSTGRES,
            DbConn::Sqlite(_) => SQLITE,
        };
        for query in queries {
            let found: Vec<Line> = match conn {
                DbConn::Pg(c) => sql_query(*query).load(c)?,
                DbConn::Sqlite(c) => sql_query(*query).load(c)?,
            };
            lines.extend(
                found
                    .into_iter()
                    .map(|l| l.line)
                    .filter(|l| !l.contains("__diesel") && !l.contains("sqlite_")),
            );
        }
        Ok(lines)
    })
    .unwrap()
}

/// `src/db/schema.rs` in the same words.
fn declared() -> BTreeSet<String> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/db/schema.rs")).unwrap();
    let mut lines = BTreeSet::new();
    for table in text.split("diesel::table!").skip(1) {
        let body = table.split("\n}").next().unwrap();
        let head = body.lines().find(|l| l.trim_end().ends_with(") {")).unwrap();
        let name = head.split_whitespace().next().unwrap();
        for column in body
            .lines()
            .filter_map(|l| l.trim().trim_end_matches(',').split_once(" -> "))
        {
            let (nullable, kind) = match column.1.strip_prefix("Nullable<") {
                Some(inner) => (true, inner.trim_end_matches('>')),
                None => (false, column.1),
            };
            let kind = match kind {
                "Id" | "Binary" => "BLOB",
                "Text" => "TEXT",
                "BigInt" => "BIGINT",
                "Integer" => "INTEGER",
                "Bool" => "BOOLEAN",
                other => panic!(
                    "schema.rs: {name}.{} is of type {other}, which the test doesn't know",
                    column.0
                ),
            };
            lines.insert(format!(
                "{name}.{} {kind}{}",
                column.0,
                if nullable { "" } else { " NOT NULL" }
            ));
        }
    }
    lines
}

fn alike(what: &str, a: &BTreeSet<String>, b: &BTreeSet<String>) {
    let only = |x: &BTreeSet<String>, y: &BTreeSet<String>| {
        x.difference(y).cloned().collect::<Vec<_>>().join("\n  ")
    };
    assert_eq!(
        a,
        b,
        "{what}\nonly the first:\n  {}\nonly the second:\n  {}",
        only(a, b),
        only(b, a)
    );
}

#[test]
fn the_schema_is_what_the_migrations_make() {
    let sqlite = TestDb::sqlite();
    let columns = described(&sqlite.db)
        .into_iter()
        .filter(|l| l.split_whitespace().next().is_some_and(|w| w.contains('.')))
        .collect();
    alike("src/db/schema.rs and SQLite", &declared(), &columns);
}

#[test]
fn both_engines_have_the_same_tables() {
    let (sqlite, here) = (TestDb::sqlite(), TestDb::new());
    alike(
        "SQLite and the engine of this run",
        &described(&sqlite.db),
        &described(&here.db),
    );
}

#[test]
fn every_migration_can_be_undone_and_done_again() {
    let here = TestDb::new();
    let before = described(&here.db);
    migrate::redo(&here.db).unwrap();
    alike("before and after", &before, &described(&here.db));
    assert_eq!(here.db.read_blocking(migrate::missing).unwrap(), 0);
}

/// The words of both files of a migration, without what the engines write differently: CHECKs and defaults must be equal too.
#[test]
fn the_two_files_of_a_migration_say_the_same() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let statements = |engine: &str, folder: &str| -> Vec<String> {
        let text = std::fs::read_to_string(format!("{root}/{engine}/{folder}/up.sql")).unwrap();
        let ours = text
            .replace("UUID", "BLOB")
            .replace("BYTEA", "BLOB")
            .replace(" COLLATE \"C\"", "");
        ours.split(";\n")
            .map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|s| {
                s.starts_with("CREATE TABLE")
                    || s.starts_with("CREATE INDEX")
                    || s.starts_with("CREATE UNIQUE")
                    || (s.starts_with("ALTER") && !s.ends_with(" TYPE TEXT"))
            })
            .collect()
    };
    let mut folders: Vec<String> = std::fs::read_dir(format!("{root}/sqlite"))
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    for folder in folders {
        assert_eq!(
            statements("sqlite", &folder),
            statements("postgres", &folder),
            "{folder}"
        );
    }
}

/// An installation that two processes start at once migrates once (A.14).
#[test]
fn two_at_once_may_migrate() {
    let here = TestDb::new();
    migrate::redo(&here.db).unwrap();
    let (a, b) = (Db::open(&here.url).unwrap(), Db::open(&here.url).unwrap());
    let done = std::thread::scope(|threads| {
        let (x, y) = (
            threads.spawn(|| migrate::up(&a)),
            threads.spawn(|| migrate::up(&b)),
        );
        [x.join().unwrap(), y.join().unwrap()]
    });
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_eq!(here.db.read_blocking(migrate::missing).unwrap(), 0);
}
