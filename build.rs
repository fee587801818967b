//! Makes what the binary holds beside code: the words as typed functions, and the assets under addresses that change with their bytes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a build that can't go on should stop and say why"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

/// The style sheets in the order of their cascade layers, which tokens.css declares.
const STYLES: [&str; 5] = ["tokens", "base", "layout", "components", "print"];
const LANGUAGES: [&str; 2] = ["en", "ja"];

fn main() -> ExitCode {
    for folder in ["locales", "static", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let out = std::env::var("OUT_DIR").unwrap();
    // What is written anew is a new file: a copied target folder may share the old one.
    for entry in fs::read_dir(&out).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::remove_file(path).unwrap();
        }
    }
    assets(&out);
    words(&out)
}

// ---- Words ----

fn words(out: &str) -> ExitCode {
    let generated = format!("{out}/l10n.rs");
    let made = build_from_locales_folder(
        BuildOptions::default()
            .with_prefix("")
            .without_bidi_isolation()
            .without_format()
            .with_lint_level(LintLevel::Strict)
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/translations.ftl")))
            .with_output_file_path(&generated),
    );
    if made != ExitCode::SUCCESS {
        return made;
    }
    let faults = missing_words(&fs::read_to_string(generated).unwrap());
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Keys that one language lacks, or whose languages want different variables: for those fluent-typed makes no function, and says so
/// only when a page uses it.
fn missing_words(generated: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut files = BTreeSet::new();
    for language in LANGUAGES {
        for entry in fs::read_dir(format!("locales/{language}")).unwrap() {
            files.insert(entry.unwrap().file_name().into_string().unwrap());
        }
    }
    for file in files {
        let [en, ja] =
            LANGUAGES.map(|l| keys(&fs::read_to_string(format!("locales/{l}/{file}")).unwrap_or_default()));
        for (there, lacking, language) in [(&en, &ja, "ja"), (&ja, &en, "en")] {
            for key in there.difference(lacking) {
                faults.push(format!("locales/{language}/{file} lacks {key}"));
            }
        }
        for key in en.intersection(&ja) {
            let function = format!("fn {}", key.replace('-', "_"));
            if !["(", "<"]
                .iter()
                .any(|end| generated.contains(&format!("{function}{end}")))
            {
                faults.push(format!(
                    "{file}: {key} has other variables in one language than in the other"
                ));
            }
        }
    }
    faults
}

fn keys(ftl: &str) -> BTreeSet<String> {
    ftl.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim_end())
        .filter(|key| {
            key.starts_with(|c: char| c.is_ascii_lowercase())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
        .map(str::to_owned)
        .collect()
}

// ---- Assets ----

fn assets(out: &str) {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let css: String = STYLES
        .iter()
        .map(|name| fs::read_to_string(format!("static/css/{name}.css")).unwrap())
        .collect();
    files.push(("app.css".to_owned(), without_air(&css).into_bytes()));
    for folder in ["static", "static/js"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();

    let best = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let mut constants = String::new();
    let mut rows: Vec<(String, String)> = Vec::new();
    for (name, bytes) in files {
        let hash = blake3::hash(&bytes).to_hex();
        let hash = &hash[..12];
        let (stem, end) = name.rsplit_once('.').unwrap();
        let hashed = format!("{stem}.{hash}.{end}");
        writeln!(
            constants,
            "/// The address of {name}.\npub const {}: &str = \"/static/{hashed}\";",
            name.to_uppercase().replace(['.', '-'], "_")
        )
        .unwrap();
        let stored = |suffix: &str, bytes: &[u8]| {
            let path = Path::new(out).join(format!("{hashed}{suffix}"));
            fs::write(&path, bytes).unwrap();
            format!("include_bytes!({path:?})")
        };
        let variant = |suffix: &str, packed: Vec<u8>| {
            if packed.len() < bytes.len() {
                format!("Some({})", stored(suffix, &packed))
            } else {
                "None".to_owned()
            }
        };
        let mime = match end {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "txt" => "text/plain; charset=utf-8",
            other => panic!("static/{name}: what is a .{other} file?"),
        };
        let row = format!(
            "Asset {{ name: {hashed:?}, etag: \"\\\"{hash}\\\"\", mime: {mime:?}, plain: {}, br: {}, gzip: {} }},\n",
            stored("", &bytes),
            variant(".br", brotli(&bytes, if best { 11 } else { 5 })),
            variant(".gz", gzip(&bytes)),
        );
        rows.push((hashed, row));
    }
    rows.sort();
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    fs::write(
        format!("{out}/assets.rs"),
        format!("{constants}\nstatic ASSETS: &[Asset] = &[\n{rows}];\n"),
    )
    .unwrap();
}

fn brotli(bytes: &[u8], quality: i32) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).unwrap();
    packed
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A style sheet without comments and without space that nobody reads; texts in quotes stay as they are.
fn without_air(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut quote = None;
    while let Some(c) = rest.next() {
        if let Some(end) = quote {
            out.push(c);
            if c == '\\' {
                out.extend(rest.next());
            } else if c == end {
                quote = None;
            }
            continue;
        }
        if c == '/' && rest.peek() == Some(&'*') {
            let mut before = ' ';
            for c in rest.by_ref().skip(1) {
                if before == '*' && c == '/' {
                    break;
                }
                before = c;
            }
        } else if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(['{', '}', ';', ',', ' ']) {
                out.push(' ');
            }
        } else {
            if matches!(c, '{' | '}' | ';') {
                out.truncate(
                    out.trim_end_matches(if c == '}' { [' ', ';'] } else { [' ', ' '] })
                        .len(),
                );
            }
            if c == '"' || c == '\'' {
                quote = Some(c);
            }
            out.push(c);
        }
    }
    out
}
