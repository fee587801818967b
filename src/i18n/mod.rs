//! stub
#![allow(missing_docs)]
pub mod dates;
#[allow(clippy::all, missing_docs)]
pub mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}
pub type Words = l10n::L10nLanguage;
use crate::kernel::language::Language;
pub use dates::When;
use std::sync::LazyLock;
static ALL: LazyLock<[Words; 2]> = LazyLock::new(|| [l10n::L10n::En.load(), l10n::L10n::Ja.load()]);
pub fn words(l: Language) -> &'static Words {
    match l {
        Language::En => &ALL[0],
        Language::Ja => &ALL[1],
    }
}
pub fn negotiate(h: &str) -> Language {
    if h.starts_with("ja") {
        Language::Ja
    } else {
        Language::En
    }
}
pub fn problem(_: &Words, p: &crate::kernel::problem::Problem) -> String {
    format!("{p:?}")
}
pub fn number(_: Language, n: i64) -> String {
    n.to_string()
}
