//! Dates, times, ages and time zones in words.

use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone};

use super::Words;
use crate::kernel::clock::{SignedDuration, Timestamp};
use crate::kernel::language::Language;

/// An instant as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// RFC 3339 in UTC, for `<time datetime="…">`.
    pub iso: String,
    /// The same to read, for its `title`: `2026-11-23 03:00:05 UTC`.
    pub utc_title: String,
    /// Date and time in the reader's zone, which is named.
    pub text: String,
}

/// A time zone: its city in both languages, its place in the Japanese order; offset in minutes and Japanese name, in standard and in summer
/// time (the same twice where clocks aren't changed, the name empty where CLDR has none).
struct Zone {
    id: &'static str,
    en: &'static str,
    ja: &'static str,
    ja_place: usize,
    standard: (i32, &'static str),
    summer: (i32, &'static str),
}

/// In the order of the English cities.
static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let lines = include_str!("zones.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(zone).collect()
});

fn zone(line: &'static str) -> Option<Zone> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    Some(Zone {
        id: next()?,
        en: next()?,
        ja: next()?,
        ja_place: next()?.parse().ok()?,
        standard: (next()?.parse().ok()?, next()?),
        summer: (next()?.parse().ok()?, next()?),
    })
}

/// The zone of a stored name; UTC for one that the time zone database has dropped.
fn time_zone(id: &str) -> TimeZone {
    TimeZone::get(id).unwrap_or(TimeZone::UTC)
}

/// An instant in the language and zone of the reader: “Nov 23, 2026, 12:00 JST”, 「2026年11月23日 12:00（日本標準時）」.
#[must_use]
pub fn when(language: Language, zone: &str, at: Timestamp) -> When {
    let instant = at.jiff();
    let local = instant.to_zoned_datetime(time_zone(zone));
    let text = match language {
        Language::En => {
            // Zones without letters of their own are called by their offset, as "+03".
            let letters = local.strftime("%Z").to_string();
            let name = if letters.starts_with(['+', '-']) {
                offset(local.offset())
            } else {
                letters
            };
            format!("{} {name}", local.strftime("%b %-d, %Y, %H:%M"))
        }
        Language::Ja => {
            let name = japanese_name(zone, local.offset());
            format!("{}（{name}）", local.strftime("%Y年%-m月%-d日 %H:%M"))
        }
    };
    When {
        iso: at.to_string(),
        utc_title: instant.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        text,
    }
}

/// The day alone, in the reader's zone: “Nov 23, 2026”, 「2026年11月23日」.
#[must_use]
pub fn date(language: Language, zone: &str, at: Timestamp) -> String {
    let local = at.jiff().to_zoned_datetime(time_zone(zone));
    let form = match language {
        Language::En => "%b %-d, %Y",
        Language::Ja => "%Y年%-m月%-d日",
    };
    local.strftime(form).to_string()
}

/// The first instant of a day (`2026-11-23`), or of the day so many days later, in the reader's zone.
#[must_use]
pub fn day_begins(zone: &str, day: &str, later: i32) -> Option<Timestamp> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let day = day.checked_add(jiff::Span::new().try_days(later).ok()?).ok()?;
    let first = day.to_zoned_datetime(time_zone(zone)).ok()?;
    Some(Timestamp::from_millis(first.timestamp().as_millisecond()))
}

fn japanese_name(zone: &str, now: Offset) -> String {
    let minutes = now.seconds() / 60;
    let named = ZONES.iter().find(|z| z.id == zone).and_then(|z| {
        [z.standard, z.summer]
            .into_iter()
            .find(|(offset, name)| *offset == minutes && !name.is_empty())
    });
    match named {
        Some((_, name)) => name.to_owned(),
        None if minutes == 0 => "協定世界時".to_owned(),
        None => offset(now),
    }
}

/// “UTC+9”, “UTC−3:30”; the sign is a real minus.
fn offset(offset: Offset) -> String {
    offset_text(offset.seconds() / 60)
}

fn offset_text(minutes: i32) -> String {
    if minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{rest:02}")
    }
}

/// A length of time in its largest whole unit: “3 days”, 「3 日」.
#[must_use]
pub fn span(t: &Words, time: SignedDuration) -> String {
    let seconds = time.as_secs().unsigned_abs();
    let count = |unit: u64| usize::try_from(seconds / unit).unwrap_or(usize::MAX);
    match seconds {
        0..60 => t.dates_less_than_a_minute(),
        60..3_600 => t.dates_minutes(count(60)),
        3_600..86_400 => t.dates_hours(count(3_600)),
        _ => t.dates_days(count(86_400)),
    }
}

/// How long before `now` something was, or how long after it will be: “3 days ago”, 「3 日前」.
#[must_use]
pub fn ago(t: &Words, now: Timestamp, at: Timestamp) -> String {
    let time = now.since(at);
    if time.as_secs().unsigned_abs() < 60 {
        t.dates_just_now()
    } else if time.is_negative() {
        t.dates_in(span(t, time))
    } else {
        t.dates_ago(span(t, time))
    }
}

/// The zones that can be chosen, with their labels, by city: “Tokyo (UTC+9)”, “New York (UTC−5, summer UTC−4)”. UTC itself stands first.
#[must_use]
pub fn time_zones(language: Language) -> Vec<(String, String)> {
    let mut zones: Vec<&Zone> = ZONES.iter().collect();
    if language == Language::Ja {
        zones.sort_by_key(|z| z.ja_place);
    }
    let label = |z: &Zone| {
        let (standard, summer) = (offset_text(z.standard.0), offset_text(z.summer.0));
        let city = match language {
            Language::En => z.en,
            Language::Ja => z.ja,
        };
        match language {
            _ if standard == summer => format!("{city} ({standard})"),
            Language::En => format!("{city} ({standard}, summer {summer})"),
            Language::Ja => format!("{city} ({standard}、夏時間 {summer})"),
        }
    };
    let utc = ("UTC".to_owned(), "UTC".to_owned());
    std::iter::once(utc)
        .chain(zones.into_iter().map(|z| (z.id.to_owned(), label(z))))
        .collect()
}

/// Whether a zone can be chosen.
#[must_use]
pub fn is_time_zone(id: &str) -> bool {
    id == "UTC" || ZONES.iter().any(|z| z.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::words;
    use crate::kernel::clock::{days, minutes};

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("an instant")
    }

    #[test]
    fn an_instant_is_shown_in_the_readers_zone_with_the_zone_named() {
        let noon = at("2026-11-23T03:00:05Z");
        for (zone, en, ja) in [
            (
                "Asia/Tokyo",
                "Nov 23, 2026, 12:00 JST",
                "2026年11月23日 12:00（日本標準時）",
            ),
            (
                "America/New_York",
                "Nov 22, 2026, 22:00 EST",
                "2026年11月22日 22:00（米国東部標準時）",
            ),
            (
                "Europe/Dublin",
                "Nov 23, 2026, 03:00 GMT",
                "2026年11月23日 03:00（グリニッジ標準時）",
            ),
            (
                "Europe/Istanbul",
                "Nov 23, 2026, 06:00 UTC+3",
                "2026年11月23日 06:00（トルコ標準時）",
            ),
            (
                "Africa/Casablanca",
                "Nov 23, 2026, 04:00 UTC+1",
                "2026年11月23日 04:00（UTC+1）",
            ),
            (
                "UTC",
                "Nov 23, 2026, 03:00 UTC",
                "2026年11月23日 03:00（協定世界時）",
            ),
            (
                "Mars/Olympus",
                "Nov 23, 2026, 03:00 UTC",
                "2026年11月23日 03:00（協定世界時）",
            ),
        ] {
            assert_eq!(when(Language::En, zone, noon).text, en);
            assert_eq!(when(Language::Ja, zone, noon).text, ja);
        }
        let july = at("2026-07-01T12:00:00Z");
        assert_eq!(
            when(Language::En, "Europe/Berlin", july).text,
            "Jul 1, 2026, 14:00 CEST"
        );
        assert_eq!(
            when(Language::Ja, "Europe/Berlin", july).text,
            "2026年7月1日 14:00（中央ヨーロッパ夏時間）"
        );
    }

    #[test]
    fn the_exact_time_is_told_in_utc() {
        let shown = when(Language::Ja, "Asia/Tokyo", at("2026-11-23T03:00:05.123Z"));
        assert_eq!(
            (shown.iso.as_str(), shown.utc_title.as_str()),
            ("2026-11-23T03:00:05.123Z", "2026-11-23 03:00:05 UTC")
        );
    }

    #[test]
    fn a_day_begins_in_the_readers_zone_also_where_clocks_are_changed() {
        let begins = |zone, day, later| day_begins(zone, day, later).map(|at| at.to_string());
        assert_eq!(
            begins("Asia/Tokyo", "2026-11-23", 0).as_deref(),
            Some("2026-11-22T15:00:00Z")
        );
        assert_eq!(
            begins("America/New_York", "2026-11-01", 1).as_deref(),
            Some("2026-11-02T05:00:00Z")
        );
        assert_eq!(begins("UTC", "2026-02-30", 0), None);
        assert_eq!(begins("UTC", "9999-12-31", 1), None);
    }

    #[test]
    fn a_day_is_that_of_the_reader() {
        let late = at("2026-11-23T20:00:00Z");
        assert_eq!(date(Language::En, "Asia/Tokyo", late), "Nov 24, 2026");
        assert_eq!(date(Language::Ja, "America/New_York", late), "2026年11月23日");
    }

    #[test]
    fn ages_are_told_in_the_largest_whole_unit() {
        let now = at("2026-11-23T03:00:00Z");
        for (before, en, ja) in [
            (minutes(0), "just now", "たった今"),
            (minutes(1), "1 minute ago", "1 分前"),
            (minutes(119), "1 hour ago", "1 時間前"),
            (days(1), "1 day ago", "1 日前"),
            (days(3), "3 days ago", "3 日前"),
            (days(-2), "in 2 days", "2 日後"),
        ] {
            assert_eq!(ago(words(Language::En), now, now - before), en);
            assert_eq!(ago(words(Language::Ja), now, now - before), ja);
        }
        assert_eq!(span(words(Language::En), days(7)), "7 days");
        assert_eq!(span(words(Language::Ja), minutes(30)), "30 分");
        assert_eq!(span(words(Language::En), minutes(0)), "less than a minute");
    }

    #[test]
    fn every_zone_that_can_be_chosen_is_known_and_labelled_in_both_languages() {
        for language in Language::ALL {
            let zones = time_zones(language);
            assert!(zones.len() > 400);
            for (id, label) in &zones {
                assert!(TimeZone::get(id).is_ok() && is_time_zone(id), "{id}");
                assert!(label.contains("UTC"), "{label}");
            }
        }
        let label = |language, id| {
            time_zones(language)
                .into_iter()
                .find(|(z, _)| z == id)
                .map(|(_, label)| label)
        };
        assert_eq!(
            label(Language::En, "Asia/Tokyo").as_deref(),
            Some("Tokyo (UTC+9)")
        );
        assert_eq!(
            label(Language::Ja, "America/New_York").as_deref(),
            Some("ニューヨーク (UTC−5、夏時間 UTC−4)")
        );
        assert_eq!(
            label(Language::En, "Asia/Kolkata").as_deref(),
            Some("Kolkata (UTC+5:30)")
        );
        assert!(!is_time_zone("Mars/Olympus"));
    }
}
