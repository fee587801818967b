//! Everything a database holds, column by column through its own catalog: what a thief of a copy would read.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use tandem::db::{DbConn, DbError};
use tandem::testkit::TestApp;

/// Each value with its place, `table.column`.
pub struct Dump(Vec<(String, Vec<u8>)>);

#[derive(QueryableByName)]
struct Cell {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    hex: String,
}

/// One query for each column: its place, and its value in hex.
const SQLITE: &str = "SELECT m.name || '.' || p.name AS place,
    'SELECT ''' || m.name || '.' || p.name || ''' AS place, hex(CAST(\"' || p.name || '\" AS BLOB)) AS hex FROM \"' || m.name || '\" WHERE \"' || p.name || '\" IS NOT NULL' AS hex
    FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'";
const POSTGRES: &str = "SELECT table_name || '.' || column_name AS place,
    'SELECT ''' || table_name || '.' || column_name || ''' AS place, encode('
        || CASE data_type WHEN 'bytea' THEN quote_ident(column_name) ELSE 'convert_to(' || quote_ident(column_name) || '::text, ''UTF8'')' END
        || ', ''hex'') AS hex FROM ' || quote_ident(table_name) || ' WHERE ' || quote_ident(column_name) || ' IS NOT NULL' AS hex
    FROM information_schema.columns WHERE table_schema = 'public'";

fn cells(conn: &mut DbConn, sql: &str) -> Result<Vec<Cell>, DbError> {
    Ok(match conn {
        DbConn::Pg(c) => sql_query(sql).load(c)?,
        DbConn::Sqlite(c) => sql_query(sql).load(c)?,
    })
}

impl Dump {
    /// Of a portal's database.
    pub fn of(app: &TestApp) -> Self {
        let values = app.write(|conn| {
            let columns = match conn {
                DbConn::Pg(_) => POSTGRES,
                DbConn::Sqlite(_) => SQLITE,
            };
            let mut values = Vec::new();
            for column in cells(conn, columns)? {
                let found = cells(conn, &column.hex)?;
                values.extend(found.into_iter().map(|cell| (cell.place, unhex(&cell.hex))));
            }
            Ok(values)
        });
        assert!(values.len() > 20, "only {} values", values.len());
        Self(values)
    }

    /// Where a text stands in one of the ways a careless program writes it down.
    pub fn places(&self, secret: &str) -> Vec<String> {
        let forms = forms(secret);
        let holds = |bytes: &[u8]| forms.iter().any(|form| contains(bytes, form));
        self.0
            .iter()
            .filter(|(_, value)| holds(&value.to_ascii_lowercase()))
            .map(|(place, _)| place.clone())
            .collect()
    }
}

/// A text plain, in hex, as base64 wherever it begins in a longer one, and as a URL writes it; in small letters.
pub fn forms(secret: &str) -> Vec<Vec<u8>> {
    let bytes = secret.as_bytes();
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let url: String = url::form_urlencoded::byte_serialize(bytes).collect();
    let mut forms = vec![bytes.to_vec(), hex.into_bytes(), url.into_bytes()];
    for before in 0..3 {
        let padded = [vec![b' '; before], bytes.to_vec()].concat();
        for engine in [&STANDARD, &URL_SAFE_NO_PAD] {
            let text = engine.encode(&padded);
            // What stands before and after shares letters with its neighbors.
            let inner = text.trim_end_matches('=');
            forms.push(inner.as_bytes()[(before * 4).div_ceil(3)..inner.len() - 1].to_vec());
        }
    }
    forms.iter().map(|form| form.to_ascii_lowercase()).collect()
}

/// Whether these bytes are within those.
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |c: u8| (c as char).to_digit(16).unwrap() as u8;
    text.as_bytes()
        .chunks(2)
        .map(|pair| digit(pair[0]) * 16 + digit(pair[1]))
        .collect()
}

#[actix_web::test]
async fn a_text_is_found_in_every_way_it_may_be_written() {
    let app = TestApp::new().await;
    let secret = "Zugvögel+ziehen=südwärts/7";
    let hex: String = secret.bytes().map(|b| format!("{b:02X}")).collect();
    let url: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let texts = [
        format!("note: {secret}!"),
        hex,
        url,
        STANDARD.encode(format!("a{secret}z")),
        URL_SAFE_NO_PAD.encode(format!("ab{secret}")),
        STANDARD.encode(secret),
    ];
    app.write(|conn| {
        for (n, text) in texts.iter().enumerate() {
            tandem::db::settings::set(conn, &format!("canary{n}"), text)?;
        }
        Ok(())
    });
    let found = Dump::of(&app).places(secret);
    assert_eq!(found, vec!["settings.value"; texts.len()]);
    assert!(Dump::of(&app).places("a text that stands nowhere").is_empty());
}
