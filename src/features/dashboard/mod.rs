//! The public start page and the dashboard's home: what needs me today, what comes next, where to go (S64, decisions 3, 5, 39).

mod pages;

pub use pages::{ROUTES, routes};
