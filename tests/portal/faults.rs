//! What happens when something breaks: a visitor who sends slowly, a database that is away, a handler that panics.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, test, web};
use tandem::db::{DbError, DbResult};
use tandem::testkit::TestApp;
use tandem::web::errors;

/// Sends the beginning of a request and reads until the connection is closed.
fn begin(to: SocketAddr, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(to).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!("POST /signin HTTP/1.1\r\nHost: {to}\r\n{head}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the connection stayed open: {error}"),
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[actix_web::test]
async fn a_body_that_never_ends_is_cut_off() {
    let app = TestApp::with_parts(|parts| parts.body_deadline = Duration::from_millis(200)).await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = tandem::app::serve(app.app.clone(), listener).unwrap();
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);
    let form = "Content-Type: application/x-www-form-urlencoded";
    for (head, body) in [
        (
            format!("{form}\r\nConnection: close\r\nContent-Length: 900"),
            "user_name=kim",
        ),
        (
            format!("{form}\r\nTransfer-Encoding: chunked"),
            "d\r\nuser_name=kim\r\n",
        ),
    ] {
        let answer = tokio::task::spawn_blocking(move || begin(address, &head, body))
            .await
            .unwrap();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "nothing is done with half a body: {answer}"
        );
    }
    handle.stop(false).await;
    running.await.unwrap().unwrap();
}

#[actix_web::test]
async fn while_the_database_is_away_a_signed_in_person_waits_and_stays_signed_in() {
    let app = TestApp::new().await;
    let person = app.reseller("Fabrikam", "fabrikam.example", "US");
    let browser = app.signed_in(&person).await;
    // Every connection for reading is in somebody's hands.
    let connections = if app.app.db.engine() == "SQLite" { 4 } else { 8 };
    let (held, holding) = mpsc::channel();
    let mut releases = Vec::new();
    let mut threads = Vec::new();
    for _ in 0..connections {
        let (release, released) = mpsc::channel::<()>();
        let (db, held) = (app.app.db.clone(), held.clone());
        releases.push(release);
        threads.push(std::thread::spawn(move || {
            let done: DbResult<()> = db.read_blocking(|_| {
                held.send(()).unwrap();
                // Until the other end is dropped.
                let _ = released.recv();
                Ok::<_, DbError>(())
            });
            done.unwrap();
        }));
    }
    for _ in 0..connections {
        holding.recv().unwrap();
    }
    let away = browser.get("/dashboard").await.expect(503);
    assert!(!away.body.contains("pool"), "no cause: {}", away.body);
    assert!(browser.cookie("sid").is_some());
    drop(releases);
    for thread in threads {
        thread.join().unwrap();
    }
    browser.get("/dashboard").await.expect(200);
}

async fn broken() -> HttpResponse {
    panic!("the secret cause")
}

#[actix_web::test]
async fn a_handler_that_panics_answers_500_without_the_cause() {
    let app = TestApp::new().await;
    let portal = tandem::portal!(app.app.clone())
        .service(web::resource("/broken").wrap(from_fn(errors::caught)).to(broken));
    let service = test::init_service(portal).await;
    let request = test::TestRequest::get().uri("/broken").to_request();
    let answer = test::call_service(&service, request).await;
    assert_eq!(answer.status(), 500);
    assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    let body = String::from_utf8(test::read_body(answer).await.to_vec()).unwrap();
    assert!(body.contains("<h1") && !body.contains("secret cause"), "{body}");
}

#[actix_web::test]
async fn over_https_cookies_are_bound_to_the_host_and_to_tls() {
    let app = TestApp::with_site(|site| site.public_url = "https://partners.example".to_owned()).await;
    let person = app.reseller("Fabrikam", "fabrikam.example", "US");
    let browser = app.browser();
    let page = browser.get("/signin").await.expect(200);
    let set = |page: &tandem::testkit::Page| -> Vec<String> {
        let values = page.headers.get_all(header::SET_COOKIE);
        values.map(|v| v.to_str().unwrap().to_owned()).collect()
    };
    assert!(page.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    let name = person.user_name.as_str();
    let password = tandem::testkit::PASSWORD;
    let fields = [("user_name", name), ("password", password)];
    let signed_in = browser.submit(&page, "/signin", &fields).await.expect(303);
    let cookies = [set(&page), set(&signed_in)].concat();
    assert!(
        cookies.iter().any(|c| c.starts_with("__Host-pre=")),
        "{cookies:?}"
    );
    assert!(
        cookies.iter().any(|c| c.starts_with("__Host-sid=")),
        "{cookies:?}"
    );
    for cookie in &cookies {
        for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}
