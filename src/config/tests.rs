use super::*;
use crate::kernel::keys::{base64url, random};

fn with(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut environment: Environment = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    // A file that is certainly there and empty, whatever folder the tests run in.
    environment
        .entry("TANDEM_CONFIG".to_owned())
        .or_insert_with(|| "/dev/null".to_owned());
    Config::from(&environment)
}

fn fault(pairs: &[(&str, &str)]) -> String {
    with(pairs).err().expect("refused").0
}

/// A file in a folder of its own, gone at the end.
struct File(PathBuf);

impl File {
    fn new(text: &str, mode: u32) -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("tandem-config-{}", base64url(&random::<9>())));
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("file");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn site(config: &Config) -> Site {
    config.site(KeyRing::new(vec![random::<32>().to_vec()]).unwrap(), None)
}

#[test]
fn without_any_setting_the_defaults_hold() {
    let config = with(&[]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(config.database, DatabaseUrl::Sqlite("data/tandem.db".to_owned()));
    let site = site(&config);
    assert_eq!(site.public_url, "http://127.0.0.1:8080");
    assert_eq!(site.operator_domain(), "operator.tenants.internal");
    assert!(!site.mail_delivered && site.region_check);
}

#[test]
fn a_name_that_isnt_known_is_named() {
    assert_eq!(
        fault(&[("TANDEM_LISTN", "x")]),
        "TANDEM_LISTN isn’t a setting of Tandem"
    );
    assert!(fault(&[("TANDEM_LISTEN_FILE", "x")]).contains("TANDEM_LISTEN_FILE"));
    for (text, named) in [
        ("listn = 'x'", "listn"),
        ("[session]\nidle_minutes = 5", "session"),
        ("[sessions]\nidle = 5", "idle"),
        ("[brand.en]\nvendr = 'x'", "vendr"),
        ("[brand.de]\nvendor = 'x'", "brand.de"),
        ("[throttle]\nsign_in = 5", "sign_in"),
        ("[throttle]\naccount_failures = 101", "account_failures"),
        ("[throttle]\npeople_a_day = 0", "throttle"),
        ("listen = ", "line 1"),
    ] {
        let file = File::new(text, 0o600);
        let fault = fault(&[("TANDEM_CONFIG", file.path())]);
        assert!(fault.contains(named), "{text}: {fault}");
    }
}

#[test]
fn a_value_that_cant_be_is_refused_by_name() {
    for (name, value) in [
        ("TANDEM_LISTEN", "8080"),
        ("TANDEM_DATABASE_URL", "mysql://h/d"),
        ("TANDEM_SMTP_URL", "mail.example"),
        ("TANDEM_MAIL_FROM", "nobody"),
        ("TANDEM_SUPPORT_URL", "example"),
        ("TANDEM_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("TANDEM_ALLOW_HTTP", "maybe"),
        ("TANDEM_LOG_FORMAT", "xml"),
        ("TANDEM_PUBLIC_URL", "https://portal.example/tandem"),
        ("TANDEM_PUBLIC_URL", "ftp://portal.example"),
    ] {
        let fault = fault(&[(name, value)]);
        assert!(fault.contains(name), "{name}={value}: {fault}");
    }
    assert!(with(&[("TANDEM_CONFIG", "/nowhere/tandem.toml")]).is_err());
}

#[test]
fn the_environment_wins_over_the_file() {
    let text = "listen = '127.0.0.1:1'\nallow_http = true\nsupport_email = 'help@portal.example'\n[sessions]\nidle_minutes = 5\n\
                [brand.ja]\nproduct = '二人乗り'\n[legal]\nprivacy_url = 'https://portal.example/privacy'";
    let file = File::new(text, 0o644);
    let config = with(&[("TANDEM_CONFIG", file.path()), ("TANDEM_LISTEN", "127.0.0.1:2")])
        .unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(config.listen.port(), 2);
    let site = site(&config);
    assert_eq!(site.support.email.as_deref(), Some("help@portal.example"));
    assert_eq!(site.sessions.idle_minutes, 5);
    assert_eq!(site.brand(Language::Ja).product, "二人乗り");
    assert_eq!(site.brand(Language::Ja).vendor, "マイクロソフト");
    assert_eq!(site.brand(Language::En).product, "Tandem");
    assert_eq!(
        site.support.privacy_url.as_deref(),
        Some("https://portal.example/privacy")
    );
}

#[test]
fn every_figure_of_the_throttle_is_a_setting() {
    let text = "[throttle]\npeople_a_day = 7\naccount_steps = [[2, 30], [5, 60]]\nverification_minutes = 0";
    let file = File::new(text, 0o600);
    let config = with(&[("TANDEM_CONFIG", file.path())]).unwrap_or_else(|e| panic!("{e}"));
    let limits = site(&config).limits;
    assert_eq!(limits.people_a_day, 7);
    assert_eq!(limits.wait_after(1).as_secs(), 0);
    assert_eq!(limits.wait_after(4).as_secs(), 30);
    assert_eq!(limits, config.throttle, "pages and counters have the same");
    // The table of the README names each with its default.
    let told = settings::FILE_SETTINGS
        .iter()
        .find(|s| s.section == "[throttle]")
        .unwrap();
    let Limits {
        sign_in_burst,
        sign_in_per_minute,
        shut_out_after,
        shut_out_hours,
        account_failures,
        account_hours,
        account_steps,
        mails_per_address,
        mails_per_client,
        organizations_per_client,
        verifications_a_day,
        verification_minutes,
        people_a_day,
        people_a_day_unenrolled,
    } = Limits::default();
    let steps: Vec<[i64; 2]> = account_steps.iter().map(|(n, s)| [i64::from(*n), *s]).collect();
    for (name, value) in [
        ("sign_in_burst", sign_in_burst.to_string()),
        ("sign_in_per_minute", sign_in_per_minute.to_string()),
        ("shut_out_after", shut_out_after.to_string()),
        ("shut_out_hours", shut_out_hours.to_string()),
        ("account_failures", account_failures.to_string()),
        ("account_hours", account_hours.to_string()),
        ("account_steps", format!("{steps:?}")),
        ("mails_per_address", mails_per_address.to_string()),
        ("mails_per_client", mails_per_client.to_string()),
        ("organizations_per_client", organizations_per_client.to_string()),
        ("verifications_a_day", verifications_a_day.to_string()),
        ("verification_minutes", verification_minutes.to_string()),
        ("people_a_day", people_a_day.to_string()),
        ("people_a_day_unenrolled", people_a_day_unenrolled.to_string()),
    ] {
        assert!(told.keys.contains(&format!("`{name}` {value}")), "{name} {value}");
    }
}

#[test]
fn plain_http_is_for_this_machine_unless_somebody_says_so() {
    for loopback in [
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://[::1]:9",
        "http://a.localhost",
    ] {
        assert!(with(&[("TANDEM_PUBLIC_URL", loopback)]).is_ok(), "{loopback}");
    }
    let clear = ("TANDEM_PUBLIC_URL", "http://portal.example");
    assert!(fault(&[clear]).contains("TANDEM_ALLOW_HTTP"));
    assert!(with(&[clear, ("TANDEM_ALLOW_HTTP", "yes")]).is_ok());
    assert!(fault(&[("TANDEM_LISTEN", "192.0.2.1:80")]).contains("in the clear"));
    let https = with(&[("TANDEM_PUBLIC_URL", "https://Portal.example/")]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(site(&https).public_url, "https://portal.example");
}

#[test]
fn secrets_come_from_files_that_nobody_else_reads() {
    let key = File::new("a long enough secret for this test, really\n", 0o600);
    let config = with(&[("TANDEM_SECRET_KEY_FILE", key.path())]).unwrap_or_else(|e| panic!("{e}"));
    assert!(config.keys().unwrap().is_some());
    let open = File::new("a long enough secret for this test, really\n", 0o644);
    assert!(fault(&[("TANDEM_SECRET_KEY_FILE", open.path())]).contains("chmod 600"));
    let both = [("TANDEM_SECRET_KEY", "x"), ("TANDEM_SECRET_KEY_FILE", key.path())];
    assert!(fault(&both).contains("both"));
}

#[test]
fn a_short_or_guessable_key_is_refused() {
    for key in [
        "short",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "changemechangemechangemechangeme",
    ] {
        let config = with(&[("TANDEM_SECRET_KEY", key)]).unwrap_or_else(|e| panic!("{e}"));
        assert!(config.keys().is_err(), "{key}");
    }
}

#[test]
fn the_readme_shows_every_setting() {
    let readme = include_str!("../../README.md");
    let table = readme
        .split_once("<!-- settings -->\n")
        .and_then(|(_, rest)| rest.split_once("\n<!-- /settings -->"))
        .map(|(table, _)| table)
        .expect("README.md has a table between <!-- settings --> and <!-- /settings -->");
    assert!(
        table == settings::as_markdown(),
        "put this between the marks in README.md:\n{}",
        settings::as_markdown()
    );
}

#[test]
fn a_list_of_known_passwords_that_isnt_one_is_refused_at_the_start() {
    let configured = |list: &str| {
        let file = File::new(&format!("[passwords]\nblocklist_file = \"{list}\""), 0o600);
        with(&[("TANDEM_CONFIG", file.path())])
            .unwrap_or_else(|e| panic!("{e}"))
            .blocklist()
            .map(|list| list.is_some())
            .map_err(|e| e.0)
    };
    let list = File::new(&format!("{:040X}:5\n{:040X}:1\n", 1, 2), 0o600);
    assert_eq!(configured(list.path()), Ok(true));
    let words = File::new("password\n", 0o600);
    let fault = configured(words.path()).expect_err("refused");
    assert!(
        fault.starts_with("[passwords] blocklist_file can’t be used") && fault.contains("SHA-1"),
        "{fault}"
    );
    assert!(configured("/nonexistent/list").is_err());
    let none = with(&[]).unwrap_or_else(|e| panic!("{e}"));
    assert!(none.blocklist().is_ok_and(|list| list.is_none()));
}
