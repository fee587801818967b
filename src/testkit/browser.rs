//! A browser without windows: keeps cookies, fills in forms by their fields, and remembers where it is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::http::{Method, StatusCode, header};
use actix_web::test::TestRequest;

use super::Handler;

/// One visitor.
pub struct Browser {
    handler: Handler,
    cookies: RefCell<BTreeMap<String, String>>,
    language: RefCell<&'static str>,
    address: Cell<IpAddr>,
}

/// What came back.
pub struct Page {
    pub path: String,
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: header::HeaderMap,
    pub body: String,
}

/// The fields of a page's form, with these changed.
fn filled(page: &Page, action: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut body = page.form(action);
    for (name, _) in fields {
        body.retain(|(n, _)| n != name);
    }
    body.extend(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    body
}

impl Browser {
    pub(super) fn new(handler: Handler) -> Self {
        Self {
            handler,
            cookies: RefCell::default(),
            language: RefCell::new("en"),
            address: Cell::new(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        }
    }

    /// Speaks this language from now on (`en`, `ja`).
    pub fn speaks(&self, language: &'static str) {
        *self.language.borrow_mut() = language;
    }

    /// Connects from this address from now on.
    pub fn comes_from(&self, address: IpAddr) {
        self.address.set(address);
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None, &[]).await
    }

    /// Opens a page and follows where it leads.
    pub async fn open(&self, path: &str) -> Page {
        let page = self.get(path).await;
        self.followed(page).await
    }

    /// Sends the form of a page whose action is this path, with these values over those that stand in it.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        self.post(action, &filled(page, action, fields)).await
    }

    /// Sends the form of a page whose action is this path with these fields changed and a file, and follows where it leads.
    pub async fn send_file(&self, page: &Page, action: &str, fields: &[(&str, &str)], content: &str) -> Page {
        let mut body = String::new();
        for (name, value) in filled(page, action, fields) {
            body.push_str(&format!(
                "--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!(
            "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{content}\r\n--part--\r\n"
        ));
        let kind = [("content-type", "multipart/form-data; boundary=part")];
        let answer = self.send(Method::POST, action, Some(body), &kind).await;
        self.followed(answer).await
    }

    /// The same, and follows where it leads.
    pub async fn send_form(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.submit(page, action, fields).await;
        self.followed(answer).await
    }

    /// Sends just these values.
    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(Method::POST, path, Some(body), &[]).await
    }

    /// A request with everything by hand.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        headers: &[(&str, &str)],
    ) -> Page {
        let mut request = TestRequest::default()
            .method(method)
            .uri(path)
            .insert_header((header::ACCEPT_LANGUAGE, *self.language.borrow()));
        request = request.peer_addr(SocketAddr::new(self.address.get(), 50_000));
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        for (name, value) in self.cookies.borrow().iter() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        if let Some(body) = body {
            if !headers.iter().any(|(name, _)| *name == "content-type") {
                request = request.insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"));
            }
            request = request.set_payload(body);
        }
        let response = (self.handler)(request.to_request())
            .await
            .unwrap_or_else(|e| panic!("{path}: {e}"));
        let (_, response) = response.into_parts();
        for cookie in response.cookies() {
            let gone = cookie.max_age().is_some_and(|age| age.is_zero()) || cookie.value().is_empty();
            let mut jar = self.cookies.borrow_mut();
            if gone {
                jar.remove(cookie.name())
            } else {
                jar.insert(cookie.name().to_owned(), cookie.value().to_owned())
            };
        }
        let status = response.status();
        let headers = response.headers().clone();
        let location = headers
            .get(header::LOCATION)
            .map(|l| l.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body()).await.unwrap_or_default();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page {
            path: path.to_owned(),
            status,
            location,
            headers,
            body,
        }
    }

    async fn followed(&self, mut page: Page) -> Page {
        for _ in 0..8 {
            match page.location.clone().filter(|_| page.status.is_redirection()) {
                Some(location) => page = self.get(&location).await,
                None => break,
            }
        }
        page
    }

    /// Signs in by the page.
    pub async fn sign_in(&self, user_name: &str, password: &str) -> Page {
        let page = self.get("/signin").await;
        self.send_form(
            &page,
            "/signin",
            &[("user_name", user_name), ("password", password)],
        )
        .await
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Puts a cookie in.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .borrow_mut()
            .insert(name.to_owned(), value.to_owned());
    }

    /// Forgets all cookies.
    pub fn forget(&self) {
        self.cookies.borrow_mut().clear();
    }
}

impl Page {
    /// Stops the test unless the status is this.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} answered {} → {:?}\n{}",
            self.path,
            self.status,
            self.location,
            self.visible()
        );
        self
    }

    /// Stops the test unless the page says this.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(
            self.visible().contains(words),
            "{} doesn't say {words:?}:\n{}",
            self.path,
            self.visible()
        );
        self
    }

    /// Stops the test if the page says this.
    #[track_caller]
    pub fn doesnt_say(self, words: &str) -> Self {
        assert!(
            !self.visible().contains(words),
            "{} says {words:?}:\n{}",
            self.path,
            self.visible()
        );
        self
    }

    /// Stops the test unless it leads there.
    #[track_caller]
    pub fn leads_to(self, location: &str) -> Self {
        assert_eq!(
            self.location.as_deref(),
            Some(location),
            "{} answered {}\n{}",
            self.path,
            self.status,
            self.visible()
        );
        self
    }

    /// Whether an element carries this `data-state`.
    pub fn has_state(&self, state: &str) -> bool {
        self.body.contains(&format!("data-state=\"{state}\""))
    }

    /// The text of the page without its tags, spaces joined.
    pub fn visible(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => {
                    inside = true;
                    text.push(' ');
                }
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The values that stand in the form with this action: hidden and typed fields, ticked boxes, chosen options.
    #[track_caller]
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let html = self
            .body
            .split("<form")
            .skip(1)
            .map(|f| f.split("</form>").next().unwrap_or(f))
            .find(|f| attribute(f.split('>').next().unwrap_or_default(), "action").as_deref() == Some(action))
            .unwrap_or_else(|| {
                panic!(
                    "no form to {action} on {} ({}):\n{}",
                    self.path,
                    self.status,
                    self.visible()
                )
            });
        let mut fields = Vec::new();
        for tag in html.split('<').skip(1) {
            let (head, after) = tag.split_once('>').unwrap_or((tag, ""));
            let Some(name) = attribute(head, "name") else {
                continue;
            };
            let kind = attribute(head, "type").unwrap_or_default();
            let has = |word: &str| {
                head.split_whitespace()
                    .any(|w| w.trim_end_matches('/') == word || w.starts_with(&format!("{word}=")))
            };
            match head.split_whitespace().next().unwrap_or_default() {
                "input" if kind == "submit" || kind == "file" => {}
                // A box that isn't ticked is not sent at all.
                "input" if (kind == "checkbox" || kind == "radio") && !has("checked") => {}
                "input" if kind == "checkbox" || kind == "radio" => {
                    fields.push((name, attribute(head, "value").unwrap_or_else(|| "on".to_owned())));
                }
                "input" => fields.push((name, attribute(head, "value").unwrap_or_default())),
                "textarea" => fields.push((name, unescape(after.trim_start_matches('\n')))),
                "select" => {
                    let options = html
                        .split(head)
                        .nth(1)
                        .unwrap_or_default()
                        .split("</select>")
                        .next()
                        .unwrap_or_default();
                    let chosen = options
                        .split("<option")
                        .skip(1)
                        .find(|o| o.split('>').next().unwrap_or_default().contains("selected"));
                    let first = options.split("<option").nth(1);
                    if let Some(option) = chosen.or(first) {
                        fields.push((
                            name,
                            attribute(option.split('>').next().unwrap_or_default(), "value")
                                .unwrap_or_default(),
                        ));
                    }
                }
                _ => {}
            }
        }
        fields
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &tag[start..];
    Some(unescape(&rest[..rest.find('"')?]))
}

fn unescape(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}
