//! The operator's *Mail* page: what went out and what didn't. With a mail server never a body; without one the bodies can be
//! read here, since that is the only way to follow their links.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::operations::service;
use crate::i18n::{When, Words, name_words, number};
use crate::kernel::language::Language;
use crate::mail::outbox::{self, Body, Delivery, Mail, MailState, NotAgain, Place};
use crate::policy::{Actor, actions, permit};
use crate::web::{Form, Nothing, View, Visit, id_of, page};

const PATH: &str = "/operations/mail";
const ROWS: usize = 25;
const COUNTED: i64 = 1_001;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    state: String,
    after: String,
    before: String,
}

impl Asked {
    fn place(&self) -> Place {
        match (self.after.parse(), self.before.parse()) {
            (Ok(id), _) => Place::After(id),
            (_, Ok(id)) => Place::Before(id),
            _ => Place::First,
        }
    }
}

struct Row {
    id: String,
    recipient: String,
    template: String,
    language: &'static str,
    state: &'static str,
    tone: &'static str,
    word: String,
    attempts: String,
    at: When,
}

#[derive(Template)]
#[template(path = "operations/mail.html")]
struct ListPage {
    view: View,
    state: String,
    states: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    total: String,
    first: String,
    previous: String,
    next: String,
}

pub(super) async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageMail>(&actor)?;
    let t = visit.t;
    let (state, place) = (MailState::parse(&asked.state), asked.place());
    let (mut mails, count) = visit
        .read(move |conn| {
            let limit = i64::try_from(ROWS).unwrap_or(25) + 1;
            let mails = outbox::list(conn, state, place, limit)?;
            Ok::<_, AppError>((mails, outbox::count(conn, state, COUNTED)?))
        })
        .await?;
    let beyond = mails.len() > ROWS;
    match place {
        Place::Before(_) if beyond => drop(mails.remove(0)),
        _ => mails.truncate(ROWS),
    }
    // Coming back from an older page there is one; going on to an older page there is a newer one.
    let (newer, older) = match place {
        Place::First => (false, beyond),
        Place::After(_) => (true, beyond),
        Place::Before(_) => (beyond, true),
    };
    let kept = state.map(|s| s.as_str().to_owned()).unwrap_or_default();
    let href = |name: &str, id: Option<&Mail>| {
        id.map(|mail| format!("{PATH}?state={kept}&{name}={}", mail.id))
            .unwrap_or_default()
    };
    let view = View::new(&visit, t.menu_mail());
    let delivered = visit.app.site.mail_delivered;
    Ok(page(&ListPage {
        first: if newer {
            format!("{PATH}?state={kept}")
        } else {
            String::new()
        },
        previous: href("before", mails.first().filter(|_| newer)),
        next: href("after", mails.last().filter(|_| older)),
        rows: mails.iter().map(|mail| row(&view, mail, delivered)).collect(),
        total: total(t, visit.language, count),
        states: vec![
            ("queued", t.operations_mail_queued()),
            ("sent", t.operations_mail_sent()),
            ("dead", t.operations_mail_dead()),
        ],
        state: kept,
        view,
    }))
}

fn total(t: &Words, language: Language, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(COUNTED);
    if count >= COUNTED {
        t.operations_mail_total_more(number(language, COUNTED - 1))
    } else {
        t.operations_mail_total(count, number(language, count))
    }
}

/// The state in a word, with its tone.
fn state_of(t: &Words, mail: &Mail, delivered: bool) -> (&'static str, String) {
    match mail.delivery(delivered) {
        Delivery::Queued if mail.failure.is_some() => ("warn", t.operations_mail_again_later()),
        Delivery::Queued => ("run", t.operations_mail_queued()),
        Delivery::HandedOver => ("good", t.operations_mail_handed_over()),
        Delivery::Kept => ("warn", t.operations_mail_kept()),
        Delivery::Refused => ("bad", t.operations_mail_refused()),
        Delivery::GivenUp => ("bad", t.operations_mail_given_up()),
    }
}

fn row(view: &View, mail: &Mail, delivered: bool) -> Row {
    let (tone, word) = state_of(view.t, mail, delivered);
    Row {
        id: mail.id.to_string(),
        recipient: name_words(view.t, &mail.recipient),
        template: mail.template.clone(),
        language: mail.language.own_name(),
        state: mail.delivery(delivered).as_str(),
        tone,
        word,
        attempts: number(view.language, i64::from(mail.attempts)),
        at: view.when(&mail.created_at),
    }
}

/// A line of a body; `link` when the whole line is an address of this portal.
struct Line {
    text: String,
    link: bool,
}

#[derive(Template)]
#[template(path = "operations/mail_show.html")]
struct ShowPage {
    view: View,
    row: Row,
    subject: String,
    failure: Option<String>,
    sent_at: Option<When>,
    next_at: Option<When>,
    /// Whether **Send again** would do anything.
    again: bool,
    /// Dead, and its body was emptied.
    emptied: bool,
    /// Without a mail server only.
    body: Vec<Line>,
}

pub(super) async fn show(visit: Visit, actor: Actor, path: Path<String>) -> Result<HttpResponse, AppError> {
    permit::<actions::ManageMail>(&actor)?;
    let id = id_of(&path)?;
    let site = visit.app.site.clone();
    let found = visit
        .read(move |conn| {
            let Some(mail) = outbox::find(conn, id)? else {
                return Ok::<_, AppError>(None);
            };
            let body = outbox::body(conn, &site.keys, id)?;
            Ok(Some((mail, body)))
        })
        .await?;
    let Some((mail, body)) = found else {
        return Err(AppError::NotFound);
    };
    let site = &visit.app.site;
    // Emptied with the data of the person it went to.
    let subject = name_words(visit.t, &mail.subject);
    let view = View::new(&visit, subject.as_str());
    let (dead, held) = (mail.state == MailState::Dead, body.is_some());
    let waits = mail.state == MailState::Queued;
    Ok(page(&ShowPage {
        row: row(&view, &mail, site.mail_delivered),
        failure: mail.failure.clone(),
        sent_at: mail.sent_at.map(|at| view.when(&at)),
        next_at: waits.then(|| view.when(&mail.next_at)),
        again: dead && held,
        emptied: dead && !held,
        body: body
            .filter(|_| !site.mail_delivered)
            .map(|body| lines(&body, &site.public_url))
            .unwrap_or_default(),
        subject,
        view,
    }))
}

fn lines(body: &Body, public_url: &str) -> Vec<Line> {
    body.text
        .lines()
        .map(|text| Line {
            link: text
                .strip_prefix(public_url)
                .is_some_and(|path| path.starts_with('/') && !path.contains(char::is_whitespace)),
            text: text.to_owned(),
        })
        .collect()
}

pub(super) async fn again(
    visit: Visit,
    actor: Actor,
    path: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageMail>(&actor)?;
    let id = id_of(&path)?;
    let t = visit.t;
    let done = visit
        .submit(form.key, Some(t.operations_mail_again_done()), move |conn, cx| {
            service::send_again(conn, cx, &permit, id)?;
            Ok(format!("{PATH}/{id}"))
        })
        .await;
    done.map_err(|fault| match fault {
        Fault::Db(error) => error.into(),
        Fault::Refused(NotAgain::Unknown) => AppError::NotFound,
        Fault::Refused(NotAgain::NotDead) => AppError::Conflict(t.operations_mail_again_not_dead()),
        Fault::Refused(NotAgain::BodyGone) => AppError::Conflict(t.operations_mail_again_gone()),
    })
}
