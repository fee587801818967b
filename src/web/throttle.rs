//! Counters against too many tries (A.5), in memory and of bounded size: the generic cell rate algorithm, keyed, over the time that
//! is handed in, so that tests can move it. What must survive a restart, the failures of an account, is in the database.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::client::throttle_key;
use crate::kernel::clock::Timestamp;
use crate::kernel::limits::Limits;

/// The counters of one portal.
#[derive(Clone)]
pub struct Throttle {
    settings: Arc<Limits>,
    counters: Arc<Mutex<Counters>>,
    hashing: RandomState,
}

#[derive(Default)]
struct Counters {
    failures: Buckets,
    in_a_row: HashMap<u64, Row>,
    mails_to: Buckets,
    mails_of: Buckets,
    organizations: Buckets,
    domains: Buckets,
}

/// Failures in a row of one address.
#[derive(Clone, Copy)]
struct Row {
    count: u32,
    last: Timestamp,
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

const HOUR: i64 = 3_600_000;

impl Throttle {
    /// Counters with these limits.
    #[must_use]
    pub fn new(settings: Limits) -> Self {
        Self {
            settings: Arc::new(settings),
            counters: Arc::default(),
            hashing: RandomState::new(),
        }
    }

    fn counters(&self) -> MutexGuard<'_, Counters> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keys are hashed with a secret of this process: no text is kept, and nobody can aim at another's counter.
    fn key(&self, text: impl Hash) -> u64 {
        self.hashing.hash_one(text)
    }

    /// A client whose address isn't known counts as one with all others of that kind.
    fn client(&self, ip: Option<&str>) -> u64 {
        self.key(ip.and_then(|ip| ip.parse::<IpAddr>().ok()).map(throttle_key))
    }

    fn sign_in_rate(&self) -> Rate {
        Rate::new(
            60_000 / i64::from(self.settings.sign_in_per_minute.max(1)),
            self.settings.sign_in_burst,
        )
    }

    /// Seconds to wait, if this client failed too often. Asking counts nothing.
    #[must_use]
    pub fn sign_in_blocked(&self, ip: Option<&str>, now: Timestamp) -> Option<u64> {
        let client = self.client(ip);
        let counters = self.counters();
        let shut_out = counters
            .in_a_row
            .get(&client)
            .filter(|row| row.count >= self.settings.shut_out_after)
            .map(|row| row.last.millis() + i64::from(self.settings.shut_out_hours) * HOUR - now.millis())
            .filter(|left| *left > 0);
        let rated = counters.failures.wait(client, self.sign_in_rate(), now);
        shut_out.max(rated).map(seconds)
    }

    /// Notes a failed sign-in of this client.
    pub fn sign_in_failed(&self, ip: Option<&str>, now: Timestamp) {
        let client = self.client(ip);
        let kept = i64::from(self.settings.shut_out_hours) * HOUR;
        let mut counters = self.counters();
        counters.failures.charge(client, self.sign_in_rate(), now);
        let rows = &mut counters.in_a_row;
        if rows.len() >= MOST {
            rows.retain(|_, row| now.millis() - row.last.millis() < HOUR);
        }
        if rows.len() >= MOST {
            rows.clear();
        }
        let row = rows.entry(client).or_insert(Row { count: 0, last: now });
        if now.millis() - row.last.millis() >= kept {
            row.count = 0;
        }
        *row = Row {
            count: row.count.saturating_add(1),
            last: now,
        };
    }

    /// Notes a good sign-in of this client: its failures are no longer in a row. Its rate stays.
    pub fn sign_in_succeeded(&self, ip: Option<&str>) {
        let client = self.client(ip);
        self.counters().in_a_row.remove(&client);
    }

    /// A stranger's form is about to send a mail to this address; the error is how many seconds to wait.
    pub fn mail_form(&self, ip: Option<&str>, address: &str, now: Timestamp) -> Result<(), u64> {
        let (of, to) = (self.client(ip), self.key(address.to_lowercase()));
        let of_rate = Rate::per_hour(self.settings.mails_per_client);
        let to_rate = Rate::per_hour(self.settings.mails_per_address);
        let mut counters = self.counters();
        let wait = counters
            .mails_of
            .wait(of, of_rate, now)
            .max(counters.mails_to.wait(to, to_rate, now));
        if let Some(wait) = wait {
            return Err(seconds(wait));
        }
        counters.mails_of.charge(of, of_rate, now);
        counters.mails_to.charge(to, to_rate, now);
        Ok(())
    }

    /// A client is about to create an organization; the error is how many seconds to wait.
    pub fn create_account(&self, ip: Option<&str>, now: Timestamp) -> Result<(), u64> {
        let client = self.client(ip);
        let rate = Rate::per_hour(self.settings.organizations_per_client);
        let mut counters = self.counters();
        match counters.organizations.wait(client, rate, now) {
            Some(wait) => Err(seconds(wait)),
            None => {
                counters.organizations.charge(client, rate, now);
                Ok(())
            }
        }
    }

    /// The organization was not created after all: only those that were count.
    pub fn account_not_created(&self, ip: Option<&str>) {
        let client = self.client(ip);
        let rate = Rate::per_hour(self.settings.organizations_per_client);
        self.counters().organizations.give_back(client, rate);
    }

    /// A client asks by a form whether a domain is taken; the error is how many seconds to wait. Twelve for each organization that it may
    /// create: who mistypes or finds a domain taken goes on, who reads out a list of domains doesn't.
    pub fn ask_for_domain(&self, ip: Option<&str>, now: Timestamp) -> Result<(), u64> {
        let client = self.client(ip);
        let rate = Rate::per_hour(self.settings.organizations_per_client.saturating_mul(12));
        let mut counters = self.counters();
        match counters.domains.wait(client, rate, now) {
            Some(wait) => Err(seconds(wait)),
            None => {
                counters.domains.charge(client, rate, now);
                Ok(())
            }
        }
    }
}

fn seconds(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or(0).div_ceil(1000).max(1)
}

/// So many at once, and one more each interval.
#[derive(Clone, Copy)]
struct Rate {
    interval: i64,
    burst: i64,
}

impl Rate {
    fn new(interval: i64, burst: u32) -> Self {
        Self {
            interval,
            burst: i64::from(burst.max(1)),
        }
    }

    fn per_hour(count: u32) -> Self {
        Self::new(HOUR / i64::from(count.max(1)), count)
    }
}

/// The most keys one kind of counter holds.
const MOST: usize = 50_000;

/// By key, the instant at which nothing of it is left to remember.
#[derive(Default)]
struct Buckets(HashMap<u64, i64>);

impl Buckets {
    /// Milliseconds until one more is allowed; `None` when it is now.
    fn wait(&self, key: u64, rate: Rate, now: Timestamp) -> Option<i64> {
        let empty_at = self.0.get(&key)?;
        let wait = empty_at - now.millis() - rate.interval * (rate.burst - 1);
        (wait > 0).then_some(wait)
    }

    fn charge(&mut self, key: u64, rate: Rate, now: Timestamp) {
        if self.0.len() >= MOST && !self.0.contains_key(&key) {
            self.make_room(now);
        }
        let empty_at = self.0.entry(key).or_insert(0);
        *empty_at = (*empty_at).max(now.millis()) + rate.interval;
    }

    /// Takes back one charge.
    fn give_back(&mut self, key: u64, rate: Rate) {
        if let Some(empty_at) = self.0.get_mut(&key) {
            *empty_at -= rate.interval;
        }
    }

    /// Forgets what is over; if that isn't enough, the half that would be over first.
    fn make_room(&mut self, now: Timestamp) {
        self.0.retain(|_, at| *at > now.millis());
        if self.0.len() < MOST {
            return;
        }
        let mut all: Vec<i64> = self.0.values().copied().collect();
        let half = all.len() / 2;
        let (_, middle, _) = all.select_nth_unstable(half);
        let middle = *middle;
        self.0.retain(|_, at| *at > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::{SignedDuration, minutes};

    const NOW: Timestamp = Timestamp::from_millis(1_795_402_800_000);

    #[test]
    fn twenty_failures_at_once_then_ten_a_minute() {
        let throttle = Throttle::default();
        let ip = Some("192.0.2.1");
        for _ in 0..20 {
            assert_eq!(throttle.sign_in_blocked(ip, NOW), None);
            throttle.sign_in_failed(ip, NOW);
        }
        assert_eq!(throttle.sign_in_blocked(ip, NOW), Some(6));
        assert_eq!(throttle.sign_in_blocked(Some("192.0.2.2"), NOW), None);
        assert_eq!(
            throttle.sign_in_blocked(ip, NOW + SignedDuration::from_secs(6)),
            None
        );
    }

    #[test]
    fn twenty_five_failures_in_a_row_shut_an_address_out_for_a_day() {
        let throttle = Throttle::default();
        let ip = Some("192.0.2.1");
        let mut now = NOW;
        for _ in 0..25 {
            assert_eq!(throttle.sign_in_blocked(ip, now), None);
            throttle.sign_in_failed(ip, now);
            now = now + minutes(1);
        }
        assert!(throttle.sign_in_blocked(ip, now).is_some_and(|s| s > 86_000));
        assert_eq!(
            throttle.sign_in_blocked(ip, now + SignedDuration::from_hours(24)),
            None
        );
    }

    #[test]
    fn a_good_sign_in_ends_the_row_but_not_the_rate() {
        let throttle = Throttle::default();
        let ip = Some("2001:db8::1");
        for _ in 0..24 {
            throttle.sign_in_failed(ip, NOW);
        }
        throttle.sign_in_succeeded(Some("2001:db8::2"));
        throttle.sign_in_failed(ip, NOW);
        assert!(throttle.sign_in_blocked(ip, NOW).is_some_and(|s| s < 60));
    }

    #[test]
    fn three_mails_an_hour_go_to_one_address_whoever_asks() {
        let throttle = Throttle::default();
        for n in 0..3 {
            let ip = format!("192.0.2.{n}");
            assert_eq!(throttle.mail_form(Some(&ip), "Ann@Fabrikam.example", NOW), Ok(()));
        }
        let refused = throttle.mail_form(Some("192.0.2.9"), "ann@fabrikam.example", NOW);
        assert_eq!(refused, Err(1200));
        let later = NOW + minutes(20);
        assert_eq!(
            throttle.mail_form(Some("192.0.2.9"), "ann@fabrikam.example", later),
            Ok(())
        );
    }

    #[test]
    fn one_client_sends_twenty_mails_and_makes_five_organizations_an_hour() {
        let throttle = Throttle::default();
        let ip = Some("192.0.2.1");
        for n in 0..20 {
            assert_eq!(
                throttle.mail_form(ip, &format!("{n}@fabrikam.example"), NOW),
                Ok(())
            );
        }
        assert!(throttle.mail_form(ip, "x@fabrikam.example", NOW).is_err());
        for _ in 0..5 {
            assert_eq!(throttle.create_account(ip, NOW), Ok(()));
        }
        assert_eq!(throttle.create_account(ip, NOW), Err(720));
    }

    #[test]
    fn the_counters_stay_bounded() {
        let throttle = Throttle::default();
        for n in 0..120_000_u32 {
            let ip = std::net::Ipv4Addr::from_bits(n).to_string();
            throttle.sign_in_failed(Some(&ip), NOW);
        }
        let counters = throttle.counters();
        assert!(counters.failures.0.len() <= MOST && counters.in_a_row.len() <= MOST);
    }
}
