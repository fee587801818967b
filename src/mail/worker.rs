//! stub
#![allow(missing_docs)]
pub async fn drain(_: &crate::db::Db, _: &crate::kernel::site::Site, _: &super::transport::Transport, _: &crate::kernel::clock::Clock) {}
