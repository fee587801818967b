//! Every setting: its names, its default, its meaning. The README's table is printed from here, and a name that isn't here is an error.

/// A setting of the environment and of the file's head.
pub struct Setting {
    /// Its name in the environment.
    pub variable: &'static str,
    /// Its default as documented.
    pub default: &'static str,
    /// Whether it is a secret: then `…_FILE` may name a file that holds it.
    pub secret: bool,
    /// What it is for.
    pub meaning: &'static str,
}

impl Setting {
    /// Its key in `tandem.toml`.
    #[must_use]
    pub fn key(&self) -> String {
        self.variable.trim_start_matches("TANDEM_").to_lowercase()
    }
}

/// A setting that stands in a section of the file only.
pub struct FileSetting {
    /// The section.
    pub section: &'static str,
    /// Its keys, with defaults.
    pub keys: &'static str,
    /// What they are for.
    pub meaning: &'static str,
}

const fn setting(variable: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting {
        variable,
        default,
        secret: false,
        meaning,
    }
}

const fn secret(variable: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting {
        variable,
        default,
        secret: true,
        meaning,
    }
}

/// The settings of the environment, which are the keys at the head of the file.
pub const SETTINGS: &[Setting] = &[
    setting(
        "TANDEM_DATA_DIR",
        "`data`",
        "Folder of the database, the key and the mails that didn’t leave",
    ),
    secret(
        "TANDEM_DATABASE_URL",
        "`sqlite:` + `tandem.db` in the data folder",
        "`sqlite:PATH` or `postgres://user:password@host/database?sslmode=verify-full&sslrootcert=/path`",
    ),
    setting(
        "TANDEM_LISTEN",
        "`127.0.0.1:8080`",
        "Address and port to listen on",
    ),
    setting(
        "TANDEM_PUBLIC_URL",
        "`http://` + `TANDEM_LISTEN`",
        "How people reach the portal; the only source of links",
    ),
    secret(
        "TANDEM_SMTP_URL",
        "unset",
        "`smtp://user:password@host:587?tls=required` (also `opportunistic`, `none`) or `smtps://…`; unset, mails stay in the portal and in `mail/*.eml` of the data folder",
    ),
    setting(
        "TANDEM_SMTP_CA_FILE",
        "the system’s roots",
        "PEM file of the only authorities that the mail server’s certificate may come from",
    ),
    setting(
        "TANDEM_MAIL_FROM",
        "`Tandem <no-reply@localhost>`",
        "Sender of every mail",
    ),
    secret(
        "TANDEM_SECRET_KEY",
        "`secret.key` in the data folder, made at the first start",
        "At least 32 bytes, as base64url or as text; several lines during a rotation, the first makes new values",
    ),
    setting(
        "TANDEM_TENANT_DOMAIN",
        "`tenants.internal`",
        "Under it are the sign-in names of organizations without a domain, and of the operator",
    ),
    setting(
        "TANDEM_SUPPORT_EMAIL",
        "unset",
        "Shown in footers, errors and mails",
    ),
    setting(
        "TANDEM_SUPPORT_URL",
        "unset",
        "Shown in footers, errors and mails",
    ),
    setting(
        "TANDEM_TRUSTED_PROXIES",
        "none",
        "Addresses and networks whose `X-Forwarded-For` is believed, `10.0.0.0/8, ::1`",
    ),
    setting(
        "TANDEM_ALLOW_HTTP",
        "`no`",
        "`yes` lets the public URL be `http://` on another host than this one",
    ),
    setting(
        "TANDEM_REGION_CHECK",
        "`on`",
        "`off` lets partners work across regions",
    ),
    setting(
        "TANDEM_LOG",
        "`info`",
        "What is logged, in the words of `tracing`: `info,tandem::mail=debug`",
    ),
    setting("TANDEM_LOG_FORMAT", "`text`", "`text` or `json`"),
];

/// The sections of the file.
pub const FILE_SETTINGS: &[FileSetting] = &[
    FileSetting {
        section: "[brand.en]` `[brand.ja]",
        keys: "`vendor`, `programme`, `membership_site`, `membership_id`, `product`",
        meaning: "The words of the brand, by language",
    },
    FileSetting {
        section: "[sessions]",
        keys: "`idle_minutes` 60, `absolute_hours` 12, `operator_idle_minutes` 30, `operator_absolute_hours` 8, `per_person` 20",
        meaning: "How long a sign-in lasts, and how many one person has",
    },
    FileSetting {
        section: "[passwords]",
        keys: "`memory_kib` 19456, `passes` 2, `at_once` 0 (one per core), `queue` 64, `blocklist_file` unset",
        meaning: "The cost of a password hash (Argon2id), and how many are made at once; a file of passwords that nobody may choose: their SHA-1 in hexadecimal, one a line and sorted, as *Pwned Passwords* comes",
    },
    FileSetting {
        section: "[throttle]",
        keys: "`sign_in_burst` 20, `sign_in_per_minute` 10, `shut_out_after` 25, `shut_out_hours` 24, `account_failures` 100, `account_hours` 24, `account_steps` [[1, 1], [3, 3], [9, 5], [25, 10]] (from so many wrong passwords on, so many seconds after each), `mails_per_address` 3, `mails_per_client` 20, `organizations_per_client` 5, `verifications_a_day` 5, `verification_minutes` 5, `people_a_day` 1000, `people_a_day_unenrolled` 50",
        meaning: "How much is too much: failed sign-ins of an address, wrong passwords of an account; mails to an address or of a client, and new organizations, in an hour; verification mails of an application; people that an organization adds",
    },
    FileSetting {
        section: "[retention]",
        keys: "`mails_days` 400, `sessions_days` 90, `drafts_days` 180, `sign_ins_days` 180, `links_days` 30",
        meaning: "For how long is kept: mails (without their text), ended sessions, drafts that nobody touches, from where somebody signed in, links that don’t work any more",
    },
    FileSetting {
        section: "[legal]",
        keys: "`privacy_url`, `terms_url`",
        meaning: "Links in the footer",
    },
];

/// The README's table.
#[must_use]
pub fn as_markdown() -> String {
    let mut lines = vec![
        "| variable | default | meaning |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    for s in SETTINGS {
        let file = if s.secret { " (or `…_FILE`)" } else { "" };
        lines.push(format!(
            "| `{}`{file} | {} | {} |",
            s.variable, s.default, s.meaning
        ));
    }
    for s in FILE_SETTINGS {
        lines.push(format!(
            "| in the file: `{}` | {} | {} |",
            s.section, s.keys, s.meaning
        ));
    }
    lines.join("\n")
}
