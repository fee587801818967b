//! *Domains*: what was only claimed, and what somebody disputes (decision 2).

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::error::AppError;
use crate::features::organizations::domain::DomainState;
use crate::features::organizations::{self, DomainNote, NoteKind, Organization};
use crate::i18n::number;
use crate::kernel::ids::DomainNoteId;
use crate::policy::{Actor, actions, permit};
use crate::web::{Form, Nothing, View, Visit, id_of, page};

const PATH: &str = "/operations/domains";
const ROWS: usize = 25;

/// What the address asks for: a page of either list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    before: String,
    notes_before: String,
}

#[derive(Template)]
#[template(path = "operations/domains.html")]
struct DomainsPage {
    view: View,
    notes: Vec<DomainNote>,
    notes_next: String,
    claimed: Vec<Organization>,
    claimed_next: String,
    first: String,
    total: String,
}

impl DomainsPage {
    fn disputed(note: &DomainNote) -> bool {
        note.kind == NoteKind::Disputed
    }

    /// For how many days the domain has been claimed.
    fn age(&self, organization: &Organization) -> String {
        let days = self.view.now.since(organization.created_at).as_hours() / 24;
        self.view
            .t
            .operations_domain_age(days, number(self.view.language, days))
    }
}

pub(super) async fn list(visit: Visit, actor: Actor, asked: Query<Asked>) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageDomains>(&actor)?;
    let limit = i64::try_from(ROWS).unwrap_or(25) + 1;
    let before = asked.before.parse::<i64>().ok();
    let notes_before = asked.notes_before.parse::<DomainNoteId>().ok();
    let (mut notes, mut claimed) = visit
        .read(move |conn| {
            let notes = organizations::open_notes(conn, permit.scope(), notes_before, limit)?;
            let state = DomainState::Claimed;
            let claimed = organizations::with_domain_state(conn, permit.scope(), state, before, limit)?;
            Ok::<_, AppError>((notes, claimed))
        })
        .await?;
    let (more_notes, more_claimed) = (notes.len() > ROWS, claimed.len() > ROWS);
    notes.truncate(ROWS);
    claimed.truncate(ROWS);
    let shown = i64::try_from(claimed.len()).unwrap_or(0);
    Ok(page(&DomainsPage {
        view: View::new(&visit, visit.t.menu_domains()),
        notes_next: match notes.last() {
            Some(last) if more_notes => format!("{PATH}?notes_before={}", last.id),
            _ => String::new(),
        },
        claimed_next: match claimed.last() {
            Some(last) if more_claimed => format!("{PATH}?before={}", last.number),
            _ => String::new(),
        },
        first: before.map_or_else(String::new, |_| PATH.to_owned()),
        total: visit.t.operations_shown(number(visit.language, shown)),
        notes,
        claimed,
    }))
}

pub(super) async fn done(
    visit: Visit,
    actor: Actor,
    id: Path<String>,
    form: Form<Nothing>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ManageDomains>(&actor)?;
    let id: DomainNoteId = id_of(&id)?;
    let note = visit.t.operations_note_done();
    visit
        .submit(form.key, Some(note), move |conn, cx| {
            if organizations::finish_note(conn, cx, &permit, id)? {
                Ok(PATH.to_owned())
            } else {
                Err(AppError::NotFound)
            }
        })
        .await
}
