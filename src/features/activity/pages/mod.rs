//! The pages of the activity log.

mod export;
mod list;
mod words;

use serde::Deserialize;

use super::service::{Question, Reader};
use crate::audit;
use crate::error::AppError;
use crate::i18n::dates;
use crate::policy::actions::{SeeActivity, SeePeopleActivity};
use crate::policy::{Actor, permit};
use crate::web::pager::PageQuery;

crate::routes! {
    GET "/account/activity" => list::list,
    GET "/account/activity/export.csv" => export::export,
}

/// Where it is.
const PATH: &str = "/account/activity";

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    until: String,
    person: String,
    /// An area, or one action of it.
    area: String,
    with: String,
    #[serde(flatten)]
    pages: PageQuery,
}

impl Asked {
    /// The question, with days in the reader's time zone.
    fn question(&self, zone: &str) -> Question {
        Question {
            from: dates::day_begins(zone, self.from.trim(), 0),
            until: dates::day_begins(zone, self.until.trim(), 1),
            person: self.person.trim().to_owned(),
            area: words::AREAS.into_iter().find(|area| *area == self.area),
            action: audit::actions().find(|action| *action == self.area),
            with: self.with.trim().to_owned(),
        }
    }

    fn filtered(&self) -> bool {
        self.filters()[..5].iter().any(|(_, value)| !value.is_empty())
    }

    fn filters(&self) -> [(&'static str, &str); 6] {
        [
            ("from", self.from.trim()),
            ("until", self.until.trim()),
            ("person", self.person.trim()),
            ("area", &self.area),
            ("with", self.with.trim()),
            ("size", self.pages.kept()),
        ]
    }
}

/// Who reads: about people at least, everything with the right to it.
fn reader(actor: &Actor) -> Result<Reader, AppError> {
    let people = permit::<SeePeopleActivity>(actor)?;
    Ok(Reader::new(people, permit::<SeeActivity>(actor).ok().as_ref()))
}
