//! *Web-mail domains* (S23): the operator's own entries over the bundled list, and a look at what holds for a domain.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::db::Fault;
use crate::error::AppError;
use crate::features::operations::domain::Refused;
use crate::features::operations::service;
use crate::features::operations::store::Entry;
use crate::i18n::{Words, number};
use crate::kernel::domain_name::DomainName;
use crate::kernel::problem::Problem;
use crate::kernel::text;
use crate::kernel::webmail::{Rule, Verdict};
use crate::policy::{Actor, Permit, actions, permit};
use crate::web::{Errors, FieldErrors, Form, View, Visit, flash, invalid, page};

const PATH: &str = "/operations/web-mail-domains";
const ROWS: usize = 50;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    after: String,
}

/// A new entry as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct EntryForm {
    domain: String,
    verdict: String,
    note: String,
}

struct Input {
    domain: DomainName,
    verdict: Verdict,
    note: String,
}

impl EntryForm {
    fn parse(&self, t: &Words) -> Result<Input, FieldErrors> {
        let mut errors = FieldErrors::new();
        let domain = errors.take("domain", domain_of(&self.domain));
        if domain
            .as_ref()
            .is_some_and(|d| !d.as_str().contains('.') || d.is_public_suffix())
        {
            errors.say("domain", t.webmail_error_suffix());
        }
        let verdict = Verdict::parse(&self.verdict);
        if verdict.is_none() {
            errors.say("verdict", t.webmail_error_verdict());
        }
        let note = match self.note.trim() {
            "" => Some(String::new()),
            typed => errors.take("note", text::line(typed, text::LegalName::MAX)),
        };
        match (domain, verdict, note) {
            (Some(domain), Some(verdict), Some(note)) if errors.is_empty() => Ok(Input {
                domain,
                verdict,
                note,
            }),
            _ => Err(errors),
        }
    }
}

/// The domain of what was typed: a domain, or an address at it.
fn domain_of(typed: &str) -> Result<DomainName, Problem> {
    DomainName::parse(typed.trim().rsplit('@').next().unwrap_or_default())
}

/// What holds for the domain that was looked up.
struct Answer {
    state: &'static str,
    tone: &'static str,
    title: String,
    why: String,
}

struct Row {
    domain: String,
    state: &'static str,
    tone: &'static str,
    word: String,
    note: String,
    by: String,
    at: crate::i18n::When,
}

#[derive(Template)]
#[template(path = "operations/web_mail.html")]
struct ListPage {
    view: View,
    q: String,
    answer: Option<Answer>,
    rows: Vec<Row>,
    total: String,
    first: String,
    next: String,
    input: EntryForm,
    verdicts: Vec<(&'static str, String, String)>,
    errors: Errors,
}

pub(super) async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageWebMailDomains>(&actor)?;
    let none = FieldErrors::new();
    let list = list_page(&visit, permit, asked.into_inner(), EntryForm::default(), &none).await?;
    Ok(page(&list))
}

pub(super) async fn create(
    visit: Visit,
    actor: Actor,
    form: Form<EntryForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageWebMailDomains>(&actor)?;
    let t = visit.t;
    let input = match form.parse(t) {
        Ok(input) => input,
        Err(errors) => return again(&visit, permit, form.data, &errors).await,
    };
    let note = match input.verdict {
        Verdict::Refused => t.webmail_added_refused(input.domain.as_str()),
        Verdict::Allowed => t.webmail_added_allowed(input.domain.as_str()),
    };
    let acting = permit.clone();
    let done = visit
        .submit(form.key, Some(note), move |conn, cx| {
            service::add(conn, cx, &acting, &input.domain, input.verdict, input.note)?;
            Ok(PATH.to_owned())
        })
        .await;
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Db(error)) => Err(error.into()),
        Err(Fault::Refused(refused)) => {
            let words = match refused {
                Refused::Listed(_) => t.webmail_error_listed(),
                Refused::Needless(Verdict::Refused) => t.webmail_error_refused_already(),
                Refused::Needless(Verdict::Allowed) => t.webmail_error_allowed_already(),
            };
            again(&visit, permit, form.data, &FieldErrors::one_said("domain", words)).await
        }
    }
}

/// Which entry to take off.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RemoveForm {
    domain: String,
}

pub(super) async fn remove(
    visit: Visit,
    actor: Actor,
    form: Form<RemoveForm>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageWebMailDomains>(&actor)?;
    let domain = form.data.domain;
    let note = visit.t.webmail_removed(&domain);
    // Twice is once: an entry that is gone already is what was wanted.
    visit
        .write(move |conn, cx| service::remove(conn, cx, &permit, &domain))
        .await?;
    Ok(flash::done(&visit.req, note, PATH))
}

async fn again(
    visit: &Visit,
    permit: Permit<actions::ManageWebMailDomains>,
    typed: EntryForm,
    errors: &FieldErrors,
) -> Result<HttpResponse, AppError> {
    let list = list_page(visit, permit, Asked::default(), typed, errors).await?;
    Ok(invalid(&list))
}

async fn list_page(
    visit: &Visit,
    permit: Permit<actions::ManageWebMailDomains>,
    asked: Asked,
    input: EntryForm,
    errors: &FieldErrors,
) -> Result<ListPage, AppError> {
    let t = visit.t;
    let mut view = View::new(visit, t.menu_web_mail_domains());
    if !errors.is_empty() {
        view = view.failed();
    }
    let after = Some(asked.after).filter(|a| !a.is_empty());
    let typed = Some(asked.q.trim().to_owned()).filter(|q| !q.is_empty());
    let wanted = typed.as_deref().map(domain_of);
    let domain = wanted.clone().and_then(Result::ok);
    let from = after.clone();
    let (found, rule) = visit
        .read(move |conn| {
            let found = service::list(conn, &permit, from.as_deref(), ROWS)?;
            let rule = match &domain {
                Some(domain) => Some(service::rule(conn, &permit, domain)?),
                None => None,
            };
            Ok::<_, AppError>((found, rule))
        })
        .await?;
    let total = match found.total {
        n if n > 1_000 => t.webmail_total_more(),
        n => t.webmail_total(n, number(visit.language, n)),
    };
    let last = found.rows.last().map(|(e, _)| e.domain.clone());
    Ok(ListPage {
        answer: answer(t, wanted.as_ref(), rule.as_ref()),
        rows: found.rows.into_iter().map(|(e, by)| row(&view, e, by)).collect(),
        total,
        first: after.map(|_| PATH.to_owned()).unwrap_or_default(),
        next: match last {
            Some(last) if found.more => format!("{PATH}?after={last}"),
            _ => String::new(),
        },
        q: typed.unwrap_or_default(),
        input,
        verdicts: vec![
            (
                "refused",
                t.webmail_verdict_refused(),
                t.webmail_verdict_refused_hint(),
            ),
            (
                "allowed",
                t.webmail_verdict_allowed(),
                t.webmail_verdict_allowed_hint(),
            ),
        ],
        errors: errors.in_words(t),
        view,
    })
}

fn answer(t: &Words, wanted: Option<&Result<DomainName, Problem>>, rule: Option<&Rule>) -> Option<Answer> {
    let domain = match wanted? {
        Ok(domain) => domain.as_str(),
        Err(_) => {
            return Some(Answer {
                state: "unknown",
                tone: "warn",
                title: t.webmail_answer_no_domain(),
                why: t.webmail_answer_no_domain_why(),
            });
        }
    };
    let rule = rule?;
    let refused = rule.refuses();
    Some(Answer {
        state: if refused { "refused" } else { "allowed" },
        tone: if refused { "bad" } else { "good" },
        title: if refused {
            t.webmail_answer_refused(domain)
        } else {
            t.webmail_answer_allowed(domain)
        },
        why: match rule {
            Rule::Own(of, Verdict::Refused) => t.webmail_why_own_refused(of.as_str()),
            Rule::Own(of, Verdict::Allowed) => t.webmail_why_own_allowed(of.as_str()),
            Rule::Bundled => t.webmail_why_bundled(),
            Rule::None => t.webmail_why_none(),
        },
    })
}

fn row(view: &View, entry: Entry, by: Option<String>) -> Row {
    let t = view.t;
    let (tone, word) = match entry.verdict {
        Verdict::Refused => ("bad", t.webmail_state_refused()),
        Verdict::Allowed => ("good", t.webmail_state_allowed()),
    };
    Row {
        at: view.when(&entry.created_at),
        domain: entry.domain,
        state: entry.verdict.as_str(),
        tone,
        word,
        note: entry.note,
        by: by.unwrap_or_default(),
    }
}
