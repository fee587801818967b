//! The reviewers' queue.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::schema::{enrollments, organizations};
use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::{self, Kind, State};
use crate::features::memberships::MpnId;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{EnrollmentId, OrganizationId};
use crate::kernel::stored::text_enum;
use crate::policy::TenantScope;

text_enum! {
    /// Which applications the queue shows.
    pub enum Filter {
        /// Those a reviewer acts on next, oldest first.
        Review = "review",
        /// Those whose contact hasn't confirmed.
        Unverified = "unverified",
        /// Those whose applicant is to answer.
        Asked = "asked",
        /// Those that are active, newest first; shortcuts are among them (decision 11).
        Active = "active",
        /// Those that came to nothing, newest first.
        Ended = "ended",
    }
}

impl Filter {
    /// The states it shows.
    #[must_use]
    pub const fn states(self) -> &'static [State] {
        match self {
            Self::Review => &[State::InReview],
            Self::Unverified => &[State::SubmittedUnverified],
            Self::Asked => &[State::InfoRequested],
            Self::Active => &[State::Active],
            Self::Ended => &[
                State::Rejected,
                State::Disowned,
                State::Withdrawn,
                State::Abandoned,
            ],
        }
    }

    /// Whether the oldest stands first: who waits longest comes first, what is over the other way round.
    #[must_use]
    pub const fn oldest_first(self) -> bool {
        matches!(self, Self::Review | Self::Unverified | Self::Asked)
    }
}

/// Where an application stands in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(i64, EnrollmentId);

/// From where a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Who comes first.
    Start,
    /// What comes after this one.
    After(Place),
    /// What comes before this one.
    Before(Place),
}

/// A row of the queue.
#[derive(Clone, Debug, Queryable)]
pub struct QueueRow {
    /// The application.
    pub id: EnrollmentId,
    /// Its number.
    pub number: i64,
    /// Whose.
    pub organization_id: OrganizationId,
    /// Legal name.
    pub organization: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// What is applied for.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Since when: its age in this state.
    pub since: Timestamp,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// The chosen MPN ID.
    pub mpn_id: Option<MpnId>,
}

impl QueueRow {
    /// What people call it.
    #[must_use]
    pub fn reference(&self) -> String {
        domain::reference(self.number)
    }

    /// Its place, for the pages around it.
    #[must_use]
    pub fn place(&self) -> Place {
        Place(self.since.millis(), self.id)
    }
}

/// How many applications are in a state, counted up to `most`.
pub(crate) fn count(conn: &mut DbConn, _: &TenantScope, state: State, most: i64) -> DbResult<i64> {
    let ids: Vec<EnrollmentId> = enrollments::table
        .filter(enrollments::state.eq(state))
        .select(enrollments::id)
        // In the order of the list, so that its index answers and nothing is read beyond `most`.
        .order((enrollments::state_since.asc(), enrollments::id.asc()))
        .limit(most)
        .load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// A page of the queue.
pub(crate) fn queue(
    conn: &mut DbConn,
    _: &TenantScope,
    filter: Filter,
    from: From,
    limit: i64,
) -> DbResult<Vec<QueueRow>> {
    let (onward, place) = match from {
        From::Start => (true, None),
        From::After(place) => (true, Some(place)),
        From::Before(place) => (false, Some(place)),
    };
    let upward = filter.oldest_first() == onward;
    let mut rows: Vec<QueueRow> = Vec::new();
    // One query for each state: each walks the index, and only a few rows are merged.
    for state in filter.states() {
        let mut query = enrollments::table
            .inner_join(organizations::table)
            .filter(enrollments::state.eq(*state))
            .select((
                enrollments::id,
                enrollments::number,
                enrollments::organization_id,
                organizations::legal_name,
                organizations::country,
                enrollments::kind,
                enrollments::state,
                enrollments::state_since,
                enrollments::submitted_at,
                enrollments::mpn_id,
            ))
            .limit(limit)
            .into_boxed();
        if let Some(Place(since, id)) = place {
            let since = Timestamp::from_millis(since);
            query = if upward {
                query
                    .filter(enrollments::state_since.ge(since))
                    .filter(enrollments::state_since.gt(since).or(enrollments::id.gt(id)))
            } else {
                query
                    .filter(enrollments::state_since.le(since))
                    .filter(enrollments::state_since.lt(since).or(enrollments::id.lt(id)))
            };
        }
        query = if upward {
            query.order((enrollments::state_since.asc(), enrollments::id.asc()))
        } else {
            query.order((enrollments::state_since.desc(), enrollments::id.desc()))
        };
        rows.extend(query.load::<QueueRow>(conn)?);
    }
    rows.sort_by_key(|r| (r.since, r.id));
    if !upward {
        rows.reverse();
    }
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if !onward {
        rows.reverse();
    }
    Ok(rows)
}
