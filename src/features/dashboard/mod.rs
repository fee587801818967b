//! The public start page and the dashboard's home: what needs me today, what comes next, where to go (S64, decisions 3, 5, 39).
//! The organization profile stands here too: it is a page over several features (domain, contacts, membership). So is *My data*.

mod pages;
mod service;

pub use pages::{ROUTES, routes};
