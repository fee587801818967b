//! Keeping the operator's list of mail domains, and sending dead mails again. Every change stands in the operator's audit chain.

mod organizations;
mod people;

use serde_json::{Value, json};

use super::domain::{Refused, may_add};
use super::store::{self, Entry};
use crate::audit::{self, Event};
use crate::db::{DbConn, DbResult, Fault};
use crate::features::enrollments;
use crate::kernel::domain_name::DomainName;
use crate::kernel::ids::MailId;
use crate::kernel::site::Cx;
use crate::kernel::webmail::{Rule, Verdict};
use crate::mail::outbox::{self, NotAgain};
use crate::policy::Permit;
use crate::policy::actions::{ManageMail, ManageWebMailDomains};

pub(super) use organizations::{LinkRefused, give_admin_link, send_link};
pub use organizations::{end_closed_organizations, make, release_idle_domains};
pub(super) use people::{NobodyThere, end_sessions};

/// A page of the list.
pub(super) struct Found {
    /// Entries with who made them.
    pub rows: Vec<(Entry, Option<String>)>,
    /// Whether more follow.
    pub more: bool,
    /// How many there are, at most 1,001.
    pub total: i64,
}

/// A page of the operator's list, by domain.
pub(super) fn list(
    conn: &mut DbConn,
    permit: &Permit<ManageWebMailDomains>,
    after: Option<&str>,
    size: usize,
) -> DbResult<Found> {
    let limit = i64::try_from(size).unwrap_or(100) + 1;
    let mut rows = store::entries(conn, permit.scope(), after, limit)?;
    let more = rows.len() > size;
    rows.truncate(size);
    Ok(Found {
        rows,
        more,
        total: store::count_up_to(conn, permit.scope(), 1_001)?,
    })
}

/// Which rule holds for a domain.
pub(super) fn rule(
    conn: &mut DbConn,
    permit: &Permit<ManageWebMailDomains>,
    domain: &DomainName,
) -> DbResult<Rule> {
    enrollments::web_mail_rule(conn, permit.scope(), domain)
}

/// Adds an entry; it holds from the next form on.
pub(super) fn add(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageWebMailDomains>,
    domain: &DomainName,
    verdict: Verdict,
    note: String,
) -> Result<(), Fault<Refused>> {
    let rule = rule(conn, permit, domain)?;
    may_add(domain, verdict, &rule).map_err(Fault::Refused)?;
    let entry = Entry {
        domain: domain.as_str().to_owned(),
        verdict,
        note,
        user_id: permit.who().user,
        created_at: cx.now,
    };
    store::add(conn, permit.scope(), &entry)?;
    let details = json!({ "verdict": verdict.as_str(), "note": entry.note });
    record(conn, cx, permit, "web_mail_domain.add", &entry.domain, details)?;
    Ok(())
}

/// Takes an entry off the list; `false` when it wasn't there any more.
pub(super) fn remove(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageWebMailDomains>,
    domain: &str,
) -> DbResult<bool> {
    let Some(verdict) = store::take(conn, permit.scope(), domain)? else {
        return Ok(false);
    };
    let details = json!({ "verdict": verdict.as_str() });
    record(conn, cx, permit, "web_mail_domain.remove", domain, details)?;
    Ok(true)
}

/// **Send again**: a dead mail waits anew, for 72 hours.
pub(super) fn send_again(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageMail>,
    id: MailId,
) -> Result<(), Fault<NotAgain>> {
    outbox::again(conn, id, cx.now)?.map_err(Fault::Refused)?;
    let Some(organization) = permit.who().organization else {
        return Ok(());
    };
    let event = Event {
        organization,
        action: "mail.again",
        object_kind: "mail",
        object_id: id.to_string(),
        target: None,
        details: json!({}),
        personal: None,
    };
    Ok(audit::append(conn, cx, permit.who(), event)?)
}

fn record(
    conn: &mut DbConn,
    cx: &Cx,
    permit: &Permit<ManageWebMailDomains>,
    action: &'static str,
    domain: &str,
    details: Value,
) -> DbResult<()> {
    let Some(organization) = permit.who().organization else {
        return Ok(());
    };
    let event = Event {
        organization,
        action,
        object_kind: "web_mail_domain",
        object_id: domain.to_owned(),
        target: None,
        details,
        personal: None,
    };
    audit::append(conn, cx, permit.who(), event)
}
