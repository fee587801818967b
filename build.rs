//! stub
use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
fn main() -> std::process::ExitCode {
    println!("cargo:rerun-if-changed=locales");
    let out = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(format!("{out}/assets.rs"), "pub const APP_CSS: &str = \"\"; pub const APP_JS: &str = \"\"; pub const ICONS_SVG: &str = \"\"; pub const ICON_SVG: &str = \"\";").expect("writable");
    build_from_locales_folder(
        BuildOptions::default()
            .with_prefix("")
            .without_bidi_isolation()
            .without_format()
            .with_lint_level(LintLevel::Strict)
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/translations.ftl")))
            .with_output_file_path(&format!("{out}/l10n.rs")),
    )
}
