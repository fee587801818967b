//! The queue of applications, by who acts next.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{QUEUE, age, path_of};
use crate::error::AppError;
use crate::features::enrollments::domain::{Kind, Next};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::{Filter, QueueRow, service, store};
use crate::features::memberships::{self, Concern};
use crate::i18n::{When, Words, number};
use crate::policy::{Actor, actions, permit};
use crate::web::pager::{From, PageQuery, SIZES, href, under};
use crate::web::{View, Visit, page};

const COUNTED: i64 = 1_001;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::features::enrollments) struct Asked {
    show: String,
    #[serde(flatten)]
    pages: PageQuery,
}

/// What the addresses of a list keep: whom it shows, and how many on a page.
fn filters(filter: Filter, pages: &PageQuery) -> [(&'static str, &str); 2] {
    [("show", filter.as_str()), ("size", pages.kept())]
}

struct Row {
    href: String,
    organization: String,
    reference: String,
    country: String,
    mpn_id: String,
    at: When,
    age: String,
    next: String,
    state: &'static str,
    tone: &'static str,
    word: String,
    shortcut: bool,
}

struct Worry {
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "enrollments/review/queue.html")]
struct QueuePage {
    view: View,
    tabs: Vec<(String, String, bool)>,
    caption: String,
    age_label: String,
    rows: Vec<Row>,
    show: &'static str,
    sizes: Vec<(String, bool)>,
    total: String,
    place: String,
    first: String,
    previous: String,
    next: String,
    empty_title: String,
    empty_why: String,
    worries: Vec<Worry>,
}

pub(in crate::features::enrollments) async fn list(
    visit: Visit,
    actor: Actor,
    asked: Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let permit = permit::<actions::ReviewEnrollment>(&actor)?;
    let directory = crate::policy::permit::<actions::SeeMemberships>(&actor).ok();
    let t = visit.t;
    let filter = Filter::parse(&asked.show).unwrap_or(Filter::Review);
    let (place, size) = (asked.pages.from(), asked.pages.size());
    let (mut rows, total, concerns) = visit
        .read(move |conn| {
            let from = match place {
                From::Start => store::From::Start,
                From::After(place) => store::From::After(place),
                From::Before(place) => store::From::Before(place),
            };
            let rows = service::queue(conn, &permit, filter, from, size + 1)?;
            let mut total = 0;
            for state in filter.states() {
                total += store::count(conn, permit.scope(), *state, COUNTED)?;
            }
            let concerns = match &directory {
                Some(directory) => memberships::concerns(conn, directory)?,
                None => Vec::new(),
            };
            Ok::<_, AppError>((rows, total, concerns))
        })
        .await?;
    let (earlier, later) = place.cut(&mut rows, size);
    // Also from a page that has become empty meanwhile, the way back is there.
    let away = earlier || rows.is_empty() && place != From::Start;
    let kept = filters(filter, &asked.pages);
    let link = |there: bool, key: &str, row: Option<&QueueRow>| {
        row.filter(|_| there)
            .map(|row| href(QUEUE, &kept, key, &row.place()))
            .unwrap_or_default()
    };
    let shown = number(visit.language, i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let view = View::new(&visit, t.menu_enrollments());
    Ok(page(&QueuePage {
        tabs: Filter::ALL
            .iter()
            .map(|f| {
                let href = under(QUEUE, &filters(*f, &asked.pages));
                (href, filter_words(t, *f), *f == filter)
            })
            .collect(),
        caption: filter_words(t, filter),
        age_label: match filter {
            Filter::Review | Filter::Unverified | Filter::Asked => t.review_waiting_for(),
            Filter::Active | Filter::Ended => t.review_since(),
        },
        show: filter.as_str(),
        sizes: SIZES.map(|s| (s.to_string(), s == size)).to_vec(),
        place: t.review_place(shown),
        first: if away { under(QUEUE, &kept) } else { String::new() },
        previous: link(earlier, "before", rows.first()),
        next: link(later, "after", rows.last()),
        rows: rows.iter().map(|r| row(&visit, &view, r)).collect(),
        total: match total {
            n if n >= COUNTED => t.review_total_more(),
            n => t.review_total(n, number(visit.language, n)),
        },
        empty_title: empty_words(t, filter).0,
        empty_why: empty_words(t, filter).1,
        worries: concerns
            .into_iter()
            .map(|(mpn_id, concern)| Worry {
                href: format!("/operations/memberships/{mpn_id}"),
                text: match concern {
                    Concern::Inactive => t.review_concern_inactive(mpn_id.as_str()),
                    Concern::Moved => t.review_concern_moved(mpn_id.as_str()),
                },
            })
            .collect(),
        view,
    }))
}

fn row(visit: &Visit, view: &View, row: &QueueRow) -> Row {
    let t = visit.t;
    Row {
        href: path_of(row.id),
        organization: row.organization.clone(),
        reference: row.reference(),
        country: view.country(&row.country),
        mpn_id: row.mpn_id.as_ref().map(|m| m.to_string()).unwrap_or_default(),
        at: view.when(&row.since),
        age: age(visit, row.since),
        next: next_words(t, row.state.next()),
        state: row.state.as_str(),
        tone: words::state_tone(row.state),
        word: words::state(t, row.state),
        shortcut: row.kind == Kind::SupportOnly,
    }
}

/// Who acts next, for the operator's eyes.
pub(super) fn next_words(t: &Words, next: Next) -> String {
    match next {
        Next::Applicant => t.review_next_applicant(),
        Next::Contact => t.review_next_contact(),
        Next::Reviewer => t.review_next_reviewer(),
        Next::Operator => t.review_next_operator(),
        Next::Nobody => t.review_next_nobody(),
    }
}

fn filter_words(t: &Words, filter: Filter) -> String {
    match filter {
        Filter::Review => t.review_filter_review(),
        Filter::Unverified => t.review_filter_unverified(),
        Filter::Asked => t.review_filter_asked(),
        Filter::Active => t.review_filter_active(),
        Filter::Ended => t.review_filter_ended(),
    }
}

fn empty_words(t: &Words, filter: Filter) -> (String, String) {
    match filter {
        Filter::Review => (t.review_empty_review(), t.review_empty_review_why()),
        Filter::Unverified => (t.review_empty_unverified(), t.review_empty_unverified_why()),
        Filter::Asked => (t.review_empty_asked(), t.review_empty_asked_why()),
        Filter::Active => (t.review_empty_active(), t.review_empty_active_why()),
        Filter::Ended => (t.review_empty_ended(), t.review_empty_ended_why()),
    }
}
