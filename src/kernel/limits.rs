//! How much is too much (A.5). Every figure is a setting of the section `[throttle]`.

use serde::Deserialize;

use super::clock::SignedDuration;

/// The figures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Failed sign-ins of one address at once.
    pub sign_in_burst: u32,
    /// Failed sign-ins of one address in a minute after that.
    pub sign_in_per_minute: u32,
    /// Failed sign-ins in a row after which an address is shut out.
    pub shut_out_after: u32,
    /// For how many hours.
    pub shut_out_hours: u32,
    /// Wrong passwords in a row after which an account waits long: at most 100 (NIST SP 800-63B-4).
    pub account_failures: i32,
    /// For how many hours.
    pub account_hours: i64,
    /// Before that: from so many wrong passwords on, so many seconds after each. In rising order.
    pub account_steps: Vec<(i32, i64)>,
    /// Mails that a stranger's form may send to one address, and that may go to one domain to be verified, in an hour.
    pub mails_per_address: u32,
    /// Mails that forms of one client may send in an hour.
    pub mails_per_client: u32,
    /// Organizations that one client may create in an hour.
    pub organizations_per_client: u32,
    /// Verification mails that an organization's applications may send in 24 hours.
    pub verifications_a_day: u32,
    /// Minutes between two of them to one address.
    pub verification_minutes: u32,
    /// People that an organization adds in a day.
    pub people_a_day: u32,
    /// The same before it takes part in a program: anybody may have made it.
    pub people_a_day_unenrolled: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_in_burst: 20,
            sign_in_per_minute: 10,
            shut_out_after: 25,
            shut_out_hours: 24,
            account_failures: 100,
            account_hours: 24,
            // kanidm's steps.
            account_steps: vec![(1, 1), (3, 3), (9, 5), (25, 10)],
            mails_per_address: 3,
            mails_per_client: 20,
            organizations_per_client: 5,
            verifications_a_day: 5,
            verification_minutes: 5,
            people_a_day: 1_000,
            people_a_day_unenrolled: 50,
        }
    }
}

impl Limits {
    /// How long an account waits after so many wrong passwords in a row.
    #[must_use]
    pub fn wait_after(&self, failures: i32) -> SignedDuration {
        if failures >= self.account_failures {
            return SignedDuration::from_hours(self.account_hours);
        }
        let reached = self
            .account_steps
            .iter()
            .rev()
            .find(|(from, _)| failures >= *from);
        SignedDuration::from_secs(reached.map_or(0, |(_, seconds)| *seconds))
    }

    /// The most people that an organization adds in a day.
    #[must_use]
    pub fn people_a_day(&self, enrolled: bool) -> i64 {
        i64::from(if enrolled {
            self.people_a_day
        } else {
            self.people_a_day_unenrolled
        })
    }

    /// What is wrong with them, in words for who sets them.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        let counts = [
            self.sign_in_burst,
            self.sign_in_per_minute,
            self.shut_out_after,
            self.shut_out_hours,
            self.mails_per_address,
            self.mails_per_client,
            self.organizations_per_client,
            self.verifications_a_day,
            self.people_a_day,
            self.people_a_day_unenrolled,
        ];
        if counts.iter().any(|n| !(1..=1_000_000).contains(n)) || self.verification_minutes > 1_440 {
            return Some("numbers above 0");
        }
        if !(1..=100).contains(&self.account_failures) || !(1..=8_760).contains(&self.account_hours) {
            return Some("account_failures between 1 and 100, and account_hours of at least 1");
        }
        let rising = self.account_steps.is_sorted_by(|a, b| a.0 < b.0);
        let steps = self.account_steps.iter();
        if !rising || steps.clone().any(|(_, seconds)| !(0..=86_400).contains(seconds)) {
            return Some("account_steps in rising order, [[1, 1], [3, 3]], with seconds of at most a day");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_waits_by_kanidms_steps_and_then_for_a_day() {
        let limits = Limits::default();
        let waits = |failures| limits.wait_after(failures).as_secs();
        let steps = [0, 1, 2, 3, 8, 9, 24, 25, 99, 100, 1_000].map(waits);
        assert_eq!(steps, [0, 1, 1, 3, 3, 5, 5, 10, 10, 86_400, 86_400]);
        let strict = Limits {
            account_failures: 10,
            account_hours: 1,
            account_steps: vec![(5, 60)],
            ..Limits::default()
        };
        let waits = |failures| strict.wait_after(failures).as_secs();
        assert_eq!([4, 5, 9, 10].map(waits), [0, 60, 60, 3_600]);
    }

    #[test]
    fn what_cant_be_meant_is_said() {
        assert_eq!(Limits::default().fault(), None);
        for wrong in [
            Limits {
                people_a_day: 0,
                ..Limits::default()
            },
            Limits {
                account_failures: 101,
                ..Limits::default()
            },
            Limits {
                account_steps: vec![(9, 5), (3, 3)],
                ..Limits::default()
            },
            Limits {
                account_steps: vec![(1, -1)],
                ..Limits::default()
            },
        ] {
            assert!(wrong.fault().is_some(), "{wrong:?}");
        }
    }
}
