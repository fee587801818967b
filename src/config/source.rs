//! Where settings come from: the environment, files that it names, and `tandem.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::settings::SETTINGS;
use super::{ConfigError, wrong};

/// Variables and their values.
pub type Environment = BTreeMap<String, String>;

/// Names the file, and therefore can't stand in it.
pub const CONFIG: &str = "TANDEM_CONFIG";

/// The environment of this process, as far as it is ours.
#[expect(clippy::disallowed_methods, reason = "the one reader of the environment")]
pub fn environment() -> Result<Environment, ConfigError> {
    let mut ours = Environment::new();
    for (name, value) in std::env::vars_os() {
        let Some(name) = name.to_str().filter(|n| n.starts_with("TANDEM_")) else {
            continue;
        };
        let value = value
            .into_string()
            .map_err(|_| ConfigError(format!("{name} isn’t UTF-8")))?;
        ours.insert(name.to_owned(), value);
    }
    Ok(ours)
}

/// Values by variable, wherever they came from, and the sections of the file.
pub(super) struct Source {
    values: BTreeMap<&'static str, String>,
    pub(super) sections: Table,
}

impl Source {
    pub(super) fn read(environment: &Environment) -> Result<Self, ConfigError> {
        let (file_name, mut table) = file(environment)?;
        let mut values = BTreeMap::new();
        let mut known = vec![CONFIG.to_owned()];
        for setting in SETTINGS {
            known.push(setting.variable.to_owned());
            let by_file = format!("{}_FILE", setting.variable);
            let in_table = table.remove(&setting.key());
            let given = environment.get(setting.variable);
            let named = environment.get(&by_file).filter(|_| setting.secret);
            let value = match (given, named, in_table) {
                (Some(_), Some(_), _) => {
                    return Err(ConfigError(format!(
                        "{} and {by_file} are both set",
                        setting.variable
                    )));
                }
                (Some(value), None, _) => Some(value.clone()),
                (None, Some(path), _) => Some(secret(&by_file, Path::new(path))?),
                (None, None, Some(value)) => Some(plain(&file_name, &setting.key(), value)?),
                (None, None, None) => None,
            };
            if setting.secret {
                known.push(by_file);
            }
            if let Some(value) = value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()) {
                values.insert(setting.variable, value);
            }
        }
        if let Some(unknown) = environment.keys().find(|name| !known.contains(name)) {
            return Err(ConfigError(format!("{unknown} isn’t a setting of Tandem")));
        }
        if let Some(key) = table.keys().find(|key| {
            !["brand", "sessions", "passwords", "throttle", "retention", "legal"].contains(&key.as_str())
        }) {
            return Err(ConfigError(format!(
                "{file_name}: “{key}” isn’t a setting of Tandem"
            )));
        }
        Ok(Self {
            values,
            sections: table,
        })
    }

    /// A value as text.
    pub(super) fn text(&self, variable: &'static str) -> Option<&str> {
        self.values.get(variable).map(String::as_str)
    }

    /// A value read by `parse`; the error says what was expected.
    pub(super) fn parsed<T>(
        &self,
        variable: &'static str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        self.text(variable)
            .map(|text| parse(text).ok_or_else(|| wrong(variable, expected)))
            .transpose()
    }

    /// `yes` or `no`, and what else people write for them.
    pub(super) fn flag(&self, variable: &'static str, default: bool) -> Result<bool, ConfigError> {
        let read = |text: &str| match text.to_lowercase().as_str() {
            "yes" | "on" | "true" | "1" => Some(true),
            "no" | "off" | "false" | "0" => Some(false),
            _ => None,
        };
        Ok(self.parsed(variable, "yes or no", read)?.unwrap_or(default))
    }

    /// A section of the file.
    pub(super) fn section<T: serde::de::DeserializeOwned + Default>(
        &self,
        name: &'static str,
    ) -> Result<T, ConfigError> {
        match self.sections.get(name) {
            None => Ok(T::default()),
            Some(value) => value
                .clone()
                .try_into()
                .map_err(|e| ConfigError(format!("[{name}]: {}", one_line(&e)))),
        }
    }
}

fn one_line(error: &toml::de::Error) -> String {
    error.message().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn file(environment: &Environment) -> Result<(String, Table), ConfigError> {
    let named = environment.get(CONFIG);
    let name = named.map_or("tandem.toml", String::as_str);
    let text = match std::fs::read_to_string(name) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(ConfigError(format!("{name} can’t be read: {error}"))),
    };
    let table = text.parse::<Table>().map_err(|e| {
        let line = e.span().map_or(1, |span| {
            text[..span.start.min(text.len())].lines().count().max(1)
        });
        ConfigError(format!("{name}, line {line}: {}", one_line(&e)))
    })?;
    Ok((name.to_owned(), table))
}

fn plain(file: &str, key: &str, value: Value) -> Result<String, ConfigError> {
    match value {
        Value::String(text) => Ok(text),
        Value::Boolean(true) => Ok("yes".to_owned()),
        Value::Boolean(false) => Ok("no".to_owned()),
        Value::Integer(number) => Ok(number.to_string()),
        _ => Err(ConfigError(format!("{file}: {key} must be a text"))),
    }
}

/// A secret from a file that nobody else can read.
pub(super) fn secret(what: &str, path: &Path) -> Result<String, ConfigError> {
    let failed = |e: std::io::Error| ConfigError(format!("{what}: {} can’t be read: {e}", path.display()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_err(failed)?.permissions().mode();
        if mode & 0o007 != 0 {
            return Err(ConfigError(format!(
                "{what}: everybody on this machine can read {}; run chmod 600 on it",
                path.display()
            )));
        }
    }
    std::fs::read_to_string(path).map_err(failed)
}
