//! stub
#![allow(missing_docs)]
pub mod link; pub mod transport; pub mod worker;
use crate::kernel::{email::EmailAddress, ids::*, language::Language, site::*}; use crate::db::{DbConn, DbResult};
pub struct Frame { pub language: Language, pub product: String, pub site_link: String, pub support_email: String, pub operator: String }
impl Frame { pub fn new(site: &Site, language: Language) -> Self { Self { language, product: site.brand(language).product.clone(), site_link: site.link("/"), support_email: String::new(), operator: String::new() } } }
pub trait Letter { const TEMPLATE: &'static str; fn language(&self) -> Language; fn subject(&self) -> String; fn html(&self) -> askama::Result<String>; fn text(&self) -> askama::Result<String>; }
pub fn send<L: Letter>(_: &mut DbConn, _: &Cx, _: Option<OrganizationId>, _: &EmailAddress, l: &L) -> DbResult<()> { let _ = (l.html(), l.text()); Ok(()) }
