//! stub
#![allow(missing_docs)]
#[derive(Clone)] pub struct SentMail { pub to: String, pub subject: String, pub text: String, pub html: String }
#[derive(Clone)] pub struct Transport; impl Transport { pub fn memory() -> Self { Self } pub fn sent(&self) -> Vec<SentMail> { vec![] } }
