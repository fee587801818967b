//! Reading an application for a change, and writing the change down: the row, its line in the timeline, its entry in the audit trail.

use serde_json::Value;

use crate::audit::{self, Event};
use crate::db::{DbConn, DbError, DbResult, Fault};
use crate::features::enrollments::domain::{
    CheckKind, CheckState, Command, ProfileProblem, Refused, Seen, Standing, State,
};
use crate::features::enrollments::store::{
    self, Change, Check, Enrollment, EventKind, Link, TimelineRow, check_states,
};
use crate::features::memberships::{NotTaken, Unselectable};
use crate::features::organizations::{self, Organization};
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::{EnrollmentEventId, EnrollmentId, OrganizationId, UserId};
use crate::kernel::site::Cx;
use crate::policy::{Actor, TenantScope, Who};

/// An application with all that a move rests on, and who moves it in which scope.
pub(super) struct Case {
    pub row: Enrollment,
    pub checks: Vec<Check>,
    pub links: Vec<Link>,
    pub organization: Organization,
    pub scope: TenantScope,
    pub who: Who,
}

impl Case {
    /// Of this row.
    pub fn of(conn: &mut DbConn, scope: &TenantScope, who: Who, row: Enrollment) -> DbResult<Self> {
        let organization =
            organizations::by_id(conn, scope, row.organization_id)?.ok_or(DbError::NotFound)?;
        Ok(Self {
            checks: store::checks(conn, scope, row.id)?,
            links: store::links(conn, scope, row.id)?,
            organization,
            scope: scope.clone(),
            who,
            row,
        })
    }

    /// The newest application of the actor's own organization; not found without one.
    pub fn own(conn: &mut DbConn, scope: &TenantScope, who: Who) -> DbResult<Self> {
        let organization = scope.own().ok_or(DbError::NotFound)?;
        let row = store::newest(conn, scope, organization)?.ok_or(DbError::NotFound)?;
        Self::of(conn, scope, who, row)
    }

    /// The application with this id, as the page of this version showed it.
    pub fn at(
        conn: &mut DbConn,
        scope: &TenantScope,
        who: Who,
        id: EnrollmentId,
        version: Option<i32>,
    ) -> Result<Self, Fault<Refused>> {
        let row = store::by_id(conn, scope, id)?.ok_or(DbError::NotFound)?;
        if version.is_some_and(|version| version != row.version) {
            return Err(Fault::Refused(Refused::Changed));
        }
        Ok(Self::of(conn, scope, who, row)?)
    }

    /// Whether the page that had `seen` before its eyes may write over the form.
    pub fn fits(&self, seen: Option<&Seen>) -> Result<(), Fault<Refused>> {
        match seen {
            Some(seen) if !seen.fits(&self.row.data(), self.row.form_page.as_deref()) => {
                Err(Fault::Refused(Refused::Changed))
            }
            _ => Ok(()),
        }
    }

    /// What the rule of moves rests on. `actor` is the reviewer, where one acts.
    pub fn standing(&self, actor: Option<&Actor>) -> Standing {
        let own = actor.is_some_and(|a| is_of(&self.row, a));
        let until = self.links.last().map(|link| link.expires_at);
        self.row.standing(check_states(&self.checks), until, own)
    }

    /// Where the command leads, or why not.
    pub fn apply(&self, cx: &Cx, command: Command, actor: Option<&Actor>) -> Result<State, Fault<Refused>> {
        self.standing(actor)
            .apply(command, cx.now)
            .map_err(Fault::Refused)
    }

    /// The contact's address, if what was typed is one.
    pub fn contact_email(&self) -> Option<EmailAddress> {
        contact_email(&self.row)
    }

    /// Moves the application and reads it anew. Somebody who was faster, and an index that says no, are refusals.
    pub fn advance(
        &mut self,
        conn: &mut DbConn,
        cx: &Cx,
        to: State,
        change: &Change<'_>,
    ) -> Result<(), Fault<Refused>> {
        let moved = match store::advance(conn, &self.scope, &self.row, to, cx.now, change) {
            Ok(moved) => moved,
            // Two indexes guard the state: one open application of an organization, one holder of an MPN ID.
            Err(DbError::Duplicate(_)) if to.is_pending() => {
                return Err(Fault::Refused(Refused::Profile(ProfileProblem::Taken)));
            }
            Err(DbError::Duplicate(_)) => return Err(Fault::Refused(Refused::AlreadyOpen)),
            Err(error) => return Err(error.into()),
        };
        if !moved {
            return Err(Fault::Refused(Refused::Changed));
        }
        self.row = store::by_id(conn, &self.scope, self.row.id)?.ok_or(DbError::NotFound)?;
        Ok(())
    }

    /// Sets a check; what a person decided stays unless a person decides again.
    pub fn set_check(
        &mut self,
        conn: &mut DbConn,
        cx: &Cx,
        kind: CheckKind,
        state: CheckState,
        by: Option<UserId>,
        note: &str,
    ) -> DbResult<()> {
        let check = Check {
            enrollment_id: self.row.id,
            kind,
            state,
            since: cx.now,
            decided_by: by,
            note: note.to_owned(),
        };
        store::put_check(conn, &self.scope, &check)?;
        self.checks = store::checks(conn, &self.scope, self.row.id)?;
        Ok(())
    }

    /// Adds a line to the timeline.
    pub fn note(&self, conn: &mut DbConn, cx: &Cx, kind: EventKind, note: &str) -> DbResult<()> {
        self.line(conn, cx, kind, None, note)
    }

    /// Adds the line of a decided check.
    pub fn note_check(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        check: CheckKind,
        state: CheckState,
        note: &str,
    ) -> DbResult<()> {
        self.line(conn, cx, EventKind::CheckDecided, Some((check, state)), note)
    }

    fn line(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        kind: EventKind,
        check: Option<(CheckKind, CheckState)>,
        note: &str,
    ) -> DbResult<()> {
        let event = TimelineRow {
            id: EnrollmentEventId::new(),
            organization_id: self.row.organization_id,
            enrollment_id: self.row.id,
            kind,
            actor_user_id: self.who.user,
            check_kind: check.map(|(kind, _)| kind),
            check_state: check.map(|(_, state)| state),
            note: note.to_owned(),
            created_at: cx.now,
        };
        store::add_event(conn, &self.scope, &event)
    }

    /// Writes the entry of the audit trail, in the organization's chain. Personal values stand apart (decision 9).
    pub fn audit(
        &self,
        conn: &mut DbConn,
        cx: &Cx,
        action: &'static str,
        details: Value,
        personal: Option<Value>,
    ) -> DbResult<()> {
        let event = entry(self.row.organization_id, self.row.id, action, details, personal);
        audit::append(conn, cx, self.who, event)
    }
}

/// An entry about an application.
pub(super) fn entry(
    organization: OrganizationId,
    id: EnrollmentId,
    action: &'static str,
    details: Value,
    personal: Option<Value>,
) -> Event {
    Event {
        organization,
        action,
        object_kind: "enrollment",
        object_id: id.to_string(),
        target: None,
        details,
        personal: personal.map(|values| (None, values)),
    }
}

/// The directory's refusal in the words of an application.
pub(super) fn not_taken(refused: NotTaken) -> Fault<Refused> {
    Fault::Refused(Refused::Profile(problem_of(refused)))
}

pub(super) fn problem_of(refused: NotTaken) -> ProfileProblem {
    match refused {
        NotTaken::Unknown => ProfileProblem::Unknown,
        NotTaken::Unselectable(Unselectable::Inactive) => ProfileProblem::Inactive,
        NotTaken::Unselectable(Unselectable::OtherCountry) => ProfileProblem::OtherCountry,
        NotTaken::Unselectable(Unselectable::Taken) => ProfileProblem::Taken,
    }
}

fn contact_email(row: &Enrollment) -> Option<EmailAddress> {
    EmailAddress::parse(&row.data().contact_email).ok()
}

/// Whether the person is its applicant, its contact, or of its organization: then others decide about it (5.1).
pub fn is_of(row: &Enrollment, actor: &Actor) -> bool {
    let same_address = EmailAddress::parse(&actor.email)
        .is_ok_and(|email| contact_email(row).is_some_and(|contact| contact.norm() == email.norm()));
    row.applicant_user_id == Some(actor.user) || row.organization_id == actor.organization || same_address
}
