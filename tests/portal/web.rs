//! What every page has in common: headers, refusals of foreign requests, packing, cookies, languages, probes; and the command line.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use actix_web::http::Method;
use tandem::assets;
use tandem::testkit::{Browser, PASSWORD, Page, TestApp};

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).map_or("", |v| v.to_str().unwrap())
}

async fn ask(browser: &Browser, method: &str, path: &str, headers: &[(&str, &str)]) -> Page {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    browser.send(method, path, None, headers).await
}

#[actix_web::test]
async fn every_kind_of_page_carries_the_headers() {
    let app = TestApp::new().await;
    let reseller = app.reseller("Fabrikam", "fabrikam.example", "US");
    let stranger = app.browser();
    let signed_in = app.signed_in(&reseller).await;
    let pages = [
        stranger.get("/").await.expect(200),
        stranger.get("/signin").await.expect(200),
        stranger.get("/nothing/here").await.expect(404),
        stranger.get("/dashboard").await.expect(303),
        stranger.get("/health/live").await.expect(200),
        stranger.get(assets::APP_CSS).await.expect(200),
        signed_in.get("/dashboard").await.expect(200),
        ask(&stranger, "POST", "/signin", &[("sec-fetch-site", "cross-site")])
            .await
            .expect(403),
    ];
    for page in &pages {
        assert_eq!(
            header(page, "content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
            "{}",
            page.path
        );
        assert_eq!(header(page, "x-content-type-options"), "nosniff");
        assert_eq!(header(page, "x-frame-options"), "DENY");
        assert_eq!(header(page, "referrer-policy"), "same-origin");
        assert_eq!(header(page, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(header(page, "cross-origin-resource-policy"), "same-origin");
        assert!(header(page, "permissions-policy").contains("camera=()"));
        assert_eq!(header(page, "strict-transport-security"), "", "only over https");
    }
    assert_eq!(header(&pages[6], "cache-control"), "no-store");
    assert!(header(&pages[5], "cache-control").contains("immutable"));
}

#[actix_web::test]
async fn a_page_with_a_token_tells_nobody_its_address() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for path in [
        "/welcome/abc",
        "/verify/contact/abc",
        "/password/reset/abc",
        "/enroll/status/abc",
        "/i/abc",
    ] {
        let page = browser.get(path).await;
        assert_eq!(header(&page, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header(&page, "cache-control"), "no-store", "{path}");
    }
}

#[actix_web::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let app = TestApp::new().await;
    let person = app.reseller("Fabrikam", "fabrikam.example", "US");
    let browser = app.browser();
    let page = browser.get("/signin").await.expect(200);
    let mut fields = page.form("/signin");
    fields.retain(|(name, _)| !["user_name", "password"].contains(&name.as_str()));
    fields.push(("user_name".to_owned(), person.user_name.clone()));
    fields.push(("password".to_owned(), PASSWORD.to_owned()));
    let body = |fields: &[(String, String)]| {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish()
    };
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let answer = browser
            .send(Method::POST, "/signin", Some(body(&fields)), &[foreign])
            .await;
        answer.expect(403).says("This form is no longer current");
        assert!(browser.cookie("sid").is_none(), "{foreign:?}");
    }
    let without: Vec<_> = fields.iter().filter(|(n, _)| n != "_form").cloned().collect();
    browser.post("/signin", &without).await.expect(403);
    let other = app.browser();
    other.get("/signin").await.expect(200);
    other.post("/signin", &fields).await.expect(403);
    let good = [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://127.0.0.1:8080"),
    ];
    let answer = browser
        .send(Method::POST, "/signin", Some(body(&fields)), &good)
        .await;
    answer.expect(303).leads_to("/dashboard");
}

#[actix_web::test]
async fn a_browser_keeps_assets_for_good() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let plain = browser.get(assets::APP_CSS).await.expect(200);
    assert_eq!(
        header(&plain, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(header(&plain, "content-type"), "text/css; charset=utf-8");
    assert!(plain.body.starts_with("@layer"));
    let tag = header(&plain, "etag").to_owned();
    let known = ask(&browser, "GET", assets::APP_CSS, &[("if-none-match", &tag)])
        .await
        .expect(304);
    assert!(known.body.is_empty());
    let packed = ask(
        &browser,
        "GET",
        assets::APP_CSS,
        &[("accept-encoding", "gzip, br")],
    )
    .await;
    assert_eq!(header(&packed, "content-encoding"), "br");
    assert!(header(&packed, "vary").contains("Accept-Encoding"));
    browser.get("/static/app.000000000000.css").await.expect(404);
}

#[actix_web::test]
async fn pages_are_packed_as_the_browser_likes() {
    let app = TestApp::new().await;
    let browser = app.browser();
    for (accepted, expected) in [
        ("gzip, zstd", "zstd"),
        ("gzip", "gzip"),
        ("br", ""),
        ("zstd;q=0", ""),
    ] {
        let page = ask(&browser, "GET", "/signin", &[("accept-encoding", accepted)])
            .await
            .expect(200);
        assert_eq!(header(&page, "content-encoding"), expected, "{accepted}");
        assert!(header(&page, "vary").contains("Accept-Encoding"));
    }
    let small = ask(&browser, "GET", "/health/live", &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(&small, "content-encoding"), "");
}

#[actix_web::test]
async fn what_isnt_there_answers_404_and_what_is_too_large_413() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser
        .get("/nothing/here")
        .await
        .expect(404)
        .says("We can’t find that page");
    ask(&browser, "DELETE", "/signin", &[]).await.expect(404);
    let page = browser.get("/signin").await.expect(200);
    let long = "x".repeat(70_000);
    let answer = browser
        .submit(&page, "/signin", &[("user_name", &long), ("password", "y")])
        .await;
    answer.expect(413).says("That is too large");
    for path in ["/", "/signin", "/health/ready", assets::APP_JS] {
        ask(&browser, "HEAD", path, &[]).await.expect(200);
    }
}

#[actix_web::test]
async fn a_visitor_is_answered_in_their_language_and_can_switch() {
    let app = TestApp::new().await;
    let browser = app.browser();
    assert!(browser.get("/").await.body.contains("<html lang=\"en\">"));
    browser.speaks("ja,en;q=0.5");
    let page = browser.get("/signin").await;
    assert!(page.body.contains("<html lang=\"ja\">"));
    let answer = browser.submit(&page, "/language", &[("language", "en")]).await;
    let next = answer.expect(303).location.unwrap();
    assert!(
        browser.get(&next).await.body.contains("<html lang=\"en\">"),
        "the choice wins"
    );
}

#[actix_web::test]
async fn the_probes_answer_without_session() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let ready = browser.get("/health/ready").await.expect(200);
    assert_eq!(
        ready.body,
        r#"{"status":"ready","database":"ok","schema":"ok","mail":"ok"}"#
    );
    assert_eq!(header(&ready, "cache-control"), "no-store");
    app.app.stopping.store(true, std::sync::atomic::Ordering::Relaxed);
    let stopping = browser.get("/health/ready").await.expect(503);
    assert!(stopping.body.contains("stopping"));
    browser.get("/health/live").await.expect(200);
}

#[actix_web::test]
async fn cookies_stay_on_this_host_and_away_from_scripts() {
    let app = TestApp::new().await;
    let page = app.browser().get("/signin").await;
    let set = header(&page, "set-cookie");
    assert!(set.starts_with("pre="), "{set}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(attribute), "{set}");
    }
    assert!(
        !set.contains("Secure") && !set.contains("Domain"),
        "http on this machine: {set}"
    );
}

/// A folder and a free port for a process of `tandem`.
struct Folder {
    path: PathBuf,
    port: u16,
}

impl Folder {
    fn new() -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let path = std::env::temp_dir().join(format!("tandem-cli-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self { path, port }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
        command
            .args(words)
            .env_clear()
            .env("TANDEM_LISTEN", format!("127.0.0.1:{}", self.port))
            .current_dir(&self.path);
        command
    }

    fn run(&self, words: &[&str]) -> (i32, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(words).output().unwrap();
        let text = [stdout, stderr].map(|b| String::from_utf8(b).unwrap()).concat();
        (status.code().unwrap_or(-1), text)
    }

    /// Who may do what with a file.
    fn mode(&self, file: &str) -> u32 {
        let kept = std::fs::metadata(self.path.join(file)).unwrap();
        std::os::unix::fs::PermissionsExt::mode(&kept.permissions()) & 0o777
    }

    fn serve(&self) -> Child {
        self.command(&["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// Reads a process's standard output until it says this.
fn read_until(child: &mut Child, words: &str) -> String {
    let mut said = String::new();
    let out = child.stdout.as_mut().unwrap();
    let mut byte = [0];
    while !said.contains(words) && out.read(&mut byte).unwrap() == 1 {
        said.push(char::from(byte[0]));
    }
    said
}

#[test]
fn serve_prints_a_link_for_the_first_administrator_and_stops_when_told() {
    let folder = Folder::new();
    let mut child = folder.serve();
    let said = read_until(&mut child, "Tandem 0");
    let url = format!("http://127.0.0.1:{}", folder.port);
    assert!(said.contains(&format!("{url}/welcome/")), "{said}");
    let mut files = vec![
        "data/secret.key",
        "data/tandem.db",
        "data/tandem.db-wal",
        "data/tandem.db-shm",
    ];
    files.retain(|file| folder.path.join(file).exists());
    assert!(
        files.len() > 2,
        "key, database and what stands beside it: {files:?}"
    );
    for file in files {
        assert_eq!(folder.mode(file), 0o600, "{file}");
    }
    assert_eq!(folder.mode("data"), 0o700);
    // A body that never ends: the connection is closed once its time is over, not before the answer of a quick one.
    let mut quick = TcpStream::connect(("127.0.0.1", folder.port)).unwrap();
    quick.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    quick
        .write_all(b"GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    quick.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let told = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_data_folder_that_is_open_to_everybody_is_told_of_at_the_start() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path.join("data"), open).unwrap();
    let mut child = folder
        .command(&["serve"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    read_until(&mut child, "Tandem 0");
    child.kill().unwrap();
    let said = child.wait_with_output().unwrap().stderr;
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("open to everybody on this machine"), "{said}");
}

#[test]
fn a_key_that_isnt_the_databases_is_refused() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    assert_eq!(folder.run(&["audit", "verify"]).0, 0);
    std::fs::remove_file(folder.path.join("data/secret.key")).unwrap();
    let (code, said) = folder.run(&["audit", "verify"]);
    assert!(code == 2 && said.contains("secret key"), "{code} {said}");
    let other = folder
        .command(&["audit", "verify"])
        .env(
            "TANDEM_SECRET_KEY",
            "quite another secret, also long enough to do",
        )
        .output()
        .unwrap();
    assert_eq!(other.status.code(), Some(2));
}

#[test]
fn migrating_twice_is_harmless_and_wrong_usage_says_so() {
    let folder = Folder::new();
    let (code, said) = folder.run(&["migrate"]);
    assert!(code == 0 && said.contains("Migrated"), "{said}");
    let (code, said) = folder.run(&["migrate"]);
    assert!(code == 0 && said.contains("up to date"), "{said}");
    assert_eq!(folder.run(&["sing"]).0, 2);
    assert_eq!(folder.run(&["mail", "show", "nonsense"]).0, 2);
    assert_eq!(folder.run(&["--help"]).0, 0);
    let unknown = folder
        .command(&["migrate"])
        .env("TANDEM_LISTN", "x")
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    let text = String::from_utf8(unknown.stderr).unwrap();
    assert_eq!(text, "tandem: TANDEM_LISTN isn’t a setting of Tandem\n");
    let (code, said) = folder.run(&[
        "operator",
        "create",
        "--name",
        "Ann Lee",
        "--email",
        "ann@portal.example",
    ]);
    assert!(code == 0 && said.contains("/welcome/"), "{said}");
    let (code, said) = folder.run(&["mail", "test", "kim@fabrikam.example"]);
    assert!(code == 0 && said.contains("No mail server is set"), "{said}");
    assert!(folder.path.join("data/mail").read_dir().unwrap().next().is_some());
    assert_eq!(folder.run(&["mail", "test", "kim"]).0, 2);
    let gone = folder
        .command(&["mail", "test", "kim@fabrikam.example"])
        .env("TANDEM_SMTP_URL", "smtp://127.0.0.1:1?tls=none")
        .output()
        .unwrap();
    assert_eq!(gone.status.code(), Some(1));
    let (code, said) = folder.run(&["doctor"]);
    assert!(code == 0 && said.contains("schema"), "{said}");
}
