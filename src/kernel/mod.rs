//! Pure values without input or output: what the rest of Tandem is made of.

pub mod address;
pub mod clock;
pub mod country;
pub mod domain_name;
pub mod email;
pub mod ids;
pub mod keys;
pub mod language;
pub mod limits;
pub mod password;
pub mod person_name;
pub mod phone;
pub mod problem;
pub mod search;
pub mod sheet;
pub mod similar;
pub mod site;
pub mod stored;
pub mod text;
pub mod webmail;
pub mod website;
