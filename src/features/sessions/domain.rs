//! What a session holds, and where signing in may lead.

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
    /// Stands alone in a session that couldn't be loaded because the database is out of reach; never stored.
    pub const OUT_OF_REACH: &str = "out_of_reach";
    /// The membership sign-in: account id and the millisecond it lapses (decision 10).
    pub const MEMBERSHIP: &str = "membership";
    /// The membership user name that was typed on the first of the two pages (S16).
    pub const MEMBERSHIP_NAME: &str = "membership_name";
}

/// For how many days a browser is known again after its owner last signed in with it (A.5).
pub const DEVICE_DAYS: i64 = 180;

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
    use super::safe_next;

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
