//! Pure values without input or output: what the rest of Tandem is made of.

pub mod language;
pub mod problem;
