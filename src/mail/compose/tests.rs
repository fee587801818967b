//! How a mail looks on the wire: one whole, and what RFC 5322 and 2047 ask of every one.

use super::*;
use crate::kernel::clock::Timestamp;
use crate::kernel::keys::KeyRing;
use crate::kernel::language::Language;
use crate::mail::outbox::MailState;

fn site() -> Site {
    let keys = KeyRing::new(vec![vec![1; 32]]).unwrap();
    let mut site = Site::new("https://portal.example", keys);
    site.mail_from = "Tandem パートナー センター <no-reply@portal.example>".to_owned();
    site
}

fn row(subject: &str, recipient: &str) -> Mail {
    let at = Timestamp::from_millis(1_795_402_800_000);
    Mail {
        id: uuid::Uuid::from_u128(0x0193_57a1_0000_7000_8000_0000_0000_0001).into(),
        organization_id: None,
        recipient: recipient.to_owned(),
        template: "test/letter".to_owned(),
        language: Language::Ja,
        subject: subject.to_owned(),
        state: MailState::Queued,
        attempts: 1,
        queued_at: at,
        next_at: at,
        lease_until: None,
        sent_at: None,
        failure: None,
        created_at: at,
    }
}

fn body() -> Body {
    Body {
        text: "連絡先を確認してください。\nhttps://portal.example/verify/abc\n".to_owned(),
        html: "<p>連絡先を確認してください。</p><p><a href=\"https://portal.example/verify/abc\">確認する</a></p>".to_owned(),
        headers: vec![("Reply-To".to_owned(), "help@contoso.example".to_owned())],
    }
}

fn wire(subject: &str, recipient: &str, body: Body) -> String {
    let composed = compose(&site(), &row(subject, recipient), body).unwrap();
    String::from_utf8(composed.message.formatted()).unwrap()
}

/// The header's logical line, unfolded.
fn header<'a>(wire: &'a str, name: &str) -> Vec<&'a str> {
    let head = wire.split("\r\n\r\n").next().unwrap();
    let start = head
        .split("\r\n")
        .position(|l| l.starts_with(&format!("{name}: ")))
        .unwrap_or_else(|| panic!("no {name} in\n{head}"));
    let lines: Vec<&str> = head.split("\r\n").collect();
    let more = lines[start + 1..]
        .iter()
        .take_while(|l| l.starts_with(' '))
        .count();
    lines[start..=start + more].to_vec()
}

const LONG: &str = "株式会社コントソの登録申請について確認していただきたい点があります。お手数ですが七日以内にご返信をお願いいたします（Tandem パートナー センター）";

#[test]
fn a_mail_whole() {
    let wire = wire(LONG, "hanako@contoso.example", body());
    let expected = include_str!("../../../tests/fixtures/mail.eml").replace('\n', "\r\n");
    assert_eq!(wire.trim_end(), expected.trim_end(), "\n{wire}");
}

#[test]
fn the_same_row_gives_the_same_bytes() {
    let first = wire(LONG, "hanako@contoso.example", body());
    assert_eq!(first, wire(LONG, "hanako@contoso.example", body()));
}

#[test]
fn lines_and_encoded_words_keep_their_limits() {
    let mut long = body();
    long.text = "長".repeat(5_000);
    long.html = format!("<p>{}</p>", "a".repeat(5_000));
    let wire = wire(&LONG.repeat(4), "hanako@contoso.example", long);
    for line in wire.split("\r\n") {
        assert!(line.len() <= 998, "{} octets", line.len());
        assert!(line.is_ascii(), "7 bits: {line}");
        assert!(!line.contains(['\r', '\n']));
    }
    for name in ["Subject", "From"] {
        for word in header(&wire, name).iter().flat_map(|l| l.split_whitespace()) {
            if word.contains("=?") {
                assert!(
                    word.len() <= 75,
                    "an encoded word of {} octets: {word}",
                    word.len()
                );
            }
        }
    }
    for line in header(&wire, "Subject") {
        assert!(line.len() <= 78, "{line}");
    }
}

#[test]
fn nothing_in_a_subject_or_address_begins_another_header() {
    let wire = wire(
        "Hello\r\nBcc: all@example.org\n\nbody",
        "hanako@contoso.example",
        body(),
    );
    assert_eq!(
        header(&wire, "Subject"),
        ["Subject: Hello Bcc: all@example.org body"]
    );
    assert!(!wire.contains("\r\nBcc:"));
    for address in [
        "a@b.example\r\nBcc: c@d.example",
        "a b@c.example",
        "<a@b.example>",
        "nobody",
        "",
        "a@b@c.example, d@e.example",
    ] {
        assert!(compose(&site(), &row("x", address), body()).is_err(), "{address}");
    }
}

#[test]
fn international_domains_travel_in_ascii() {
    let wire = wire("x", "info@日本.example", body());
    assert_eq!(header(&wire, "To"), ["To: info@xn--wgv71a.example"]);
}

#[test]
fn the_message_id_names_the_row_and_the_sender() {
    let composed = compose(&site(), &row("x", "a@b.example"), body()).unwrap();
    assert_eq!(
        composed.message_id,
        "<019357a1-0000-7000-8000-000000000001@portal.example>"
    );
    let mut placeholder = site();
    placeholder.mail_from = "Tandem <no-reply@localhost>".to_owned();
    placeholder.public_url = "https://tandem.partner.example:8443".to_owned();
    let composed = compose(&placeholder, &row("x", "a@b.example"), body()).unwrap();
    assert!(composed.message_id.ends_with("@tandem.partner.example>"));
}
