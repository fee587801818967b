//! What a session holds, and where signing in may lead.

use serde::{Deserialize, Serialize};

/// Keys of the session's state; it holds ids only, since it is written whole at the end of a request.
pub mod keys {
    /// Whose session it is.
    pub const USER: &str = "user";
    /// A random text that ties forms to the session.
    pub const BINDING: &str = "binding";
    /// The client's address at sign-in.
    pub const IP: &str = "ip";
    /// The client's browser at sign-in.
    pub const AGENT: &str = "agent";
    /// Stands in a session that has ended, beside the text that tied its forms to it: whose it was. Neither opens anything.
    pub const ENDED: &str = "ended";
    /// The text that tied forms to a session that has ended.
    pub const ENDED_BINDING: &str = "ended_binding";
    /// Stands alone in a session that couldn't be loaded because the database is out of reach; never stored.
    pub const OUT_OF_REACH: &str = "out_of_reach";
    /// The membership sign-in: account id and the millisecond it lapses (decision 10).
    pub const MEMBERSHIP: &str = "membership";
    /// The membership user name that was typed on the first of the two pages (S16).
    pub const MEMBERSHIP_NAME: &str = "membership_name";
}

/// What was sent after the session had ended, and where to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sent {
    /// The path, with its query.
    pub path: String,
    /// Names and values, in order; no passwords.
    pub fields: Vec<(String, String)>,
}

/// For how many days a browser is known again after its owner last signed in with it (A.5).
pub const DEVICE_DAYS: i64 = 180;

/// The browser and the system that a session was begun with, as far as its user agent tells; names, the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserAgent {
    /// Such as Firefox.
    pub browser: Option<&'static str>,
    /// Such as Windows.
    pub system: Option<&'static str>,
}

impl UserAgent {
    /// Most browsers name their relatives too, so the first name that is found counts: the most particular stand first.
    #[must_use]
    pub fn of(user_agent: &str) -> Self {
        const BROWSERS: &[(&str, &str)] = &[
            ("Edg/", "Microsoft Edge"),
            ("EdgA/", "Microsoft Edge"),
            ("EdgiOS/", "Microsoft Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser/", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS/", "Firefox"),
            ("CriOS/", "Chrome"),
            ("Chromium/", "Chromium"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
            ("curl/", "curl"),
        ];
        const SYSTEMS: &[(&str, &str)] = &[
            ("iPhone", "iOS"),
            ("iPad", "iPadOS"),
            ("Android", "Android"),
            ("CrOS", "ChromeOS"),
            ("Windows", "Windows"),
            ("Mac OS X", "macOS"),
            ("Linux", "Linux"),
        ];
        let first = |known: &[(&str, &'static str)]| {
            known
                .iter()
                .find(|(mark, _)| user_agent.contains(mark))
                .map(|(_, name)| *name)
        };
        Self {
            browser: first(BROWSERS),
            system: first(SYSTEMS),
        }
    }
}

/// A path of this portal, never another host.
#[must_use]
pub fn own_path(next: &str) -> Option<&str> {
    let good = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && next.len() <= 512;
    good.then_some(next)
}

/// Where to go after sign-in: a path of this portal that doesn't lead out again, or `/dashboard`.
#[must_use]
pub fn safe_next(next: &str) -> String {
    let leads_out = ["/signout", "/signin", "/password", "/language"]
        .iter()
        .any(|p| next == *p || next.starts_with(&format!("{p}?")));
    own_path(next)
        .filter(|_| !leads_out)
        .unwrap_or("/dashboard")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{UserAgent, safe_next};

    #[test]
    fn a_browser_is_known_by_its_user_agent() {
        let known = |agent| {
            let found = UserAgent::of(agent);
            (found.browser.unwrap_or("?"), found.system.unwrap_or("?"))
        };
        for (agent, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
                ("Microsoft Edge", "Windows"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                ("Firefox", "Linux"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                ("Safari", "iOS"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
                ("Chrome", "Android"),
            ),
            ("", ("?", "?")),
        ] {
            assert_eq!(known(agent), expected, "{agent}");
        }
    }

    #[test]
    fn only_paths_of_this_portal_are_returned_to() {
        assert_eq!(safe_next("/enroll/details?x=1"), "/enroll/details?x=1");
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/a\r\nb",
            "/signout",
            "/signin?next=/a",
        ] {
            assert_eq!(safe_next(bad), "/dashboard", "{bad:?}");
        }
    }
}
