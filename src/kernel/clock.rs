//! Time: one type over jiff, and the only place that asks the machine what time it is.

use std::fmt;
use std::ops::{Add, Sub};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub use jiff::SignedDuration;

/// An instant, to the millisecond, in UTC. Stored as Unix milliseconds.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::BigInt)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The stored number, borrowed, as diesel wants it.
    pub(crate) const fn raw(&self) -> &i64 {
        &self.0
    }

    /// The same instant for jiff's calendar; the ends of jiff's range stand for what lies beyond.
    #[must_use]
    pub fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// Reads an RFC 3339 instant, as exports write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>()
            .ok()
            .map(|t| Self(t.as_millisecond()))
    }

    /// How long ago `earlier` was; negative when it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl Add<SignedDuration> for Timestamp {
    type Output = Self;

    fn add(self, time: SignedDuration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)),
        )
    }
}

impl Sub<SignedDuration> for Timestamp {
    type Output = Self;

    fn sub(self, time: SignedDuration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)),
        )
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, as exports and logs write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.jiff(), f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// Where the time comes from. Handed down from `app` and `cli`; nothing else asks the machine.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// A clock that stands still until a test moves it.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until [`Clock::advance`].
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// The present instant.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp(jiff::Timestamp::now().as_millisecond()),
            Self::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on; the machine's clock can't be moved.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Fixed(at) = self {
            at.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
        }
    }
}

/// So many days, as terms in the requirements are given.
#[must_use]
pub const fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// So many minutes.
#[must_use]
pub const fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::fixed(Timestamp::from_millis(1_000));
        let before = clock.now();
        clock.advance(days(1));
        assert_eq!(clock.now().since(before), SignedDuration::from_hours(24));
    }

    #[test]
    fn an_instant_reads_what_it_writes() {
        let at = Timestamp::parse("2026-11-23T05:02:03.004Z").map(Timestamp::millis);
        assert_eq!(
            at.map(|m| Timestamp::from_millis(m).to_string()).as_deref(),
            Some("2026-11-23T05:02:03.004Z")
        );
    }
}
