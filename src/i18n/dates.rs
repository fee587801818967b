//! stub
#![allow(missing_docs)]
use crate::kernel::{clock::Timestamp, language::Language};
#[derive(Clone, Debug)]
pub struct When {
    pub iso: String,
    pub utc_title: String,
    pub text: String,
}
pub fn when(_: Language, _: &str, at: Timestamp) -> When {
    When {
        iso: at.to_string(),
        utc_title: at.to_string(),
        text: at.to_string(),
    }
}
pub fn time_zones(_: Language) -> Vec<(String, String)> {
    vec![]
}
