//! stub
use super::problem::Problem;
macro_rules! line {
    ($name:ident, $max:literal) => {
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);
        impl $name {
            pub fn parse(t: &str) -> Result<Self, Problem> {
                clean(t, $max).map(Self)
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}
fn clean(t: &str, max: usize) -> Result<String, Problem> {
    let t = t.trim();
    if t.is_empty() {
        return Err(Problem::Required);
    }
    if t.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    if t.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    Ok(t.to_owned())
}
line!(LegalName, 200);
line!(PersonName, 100);
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserName(String);
impl UserName {
    pub fn parse(t: &str) -> Result<Self, Problem> {
        clean(&t.to_lowercase(), 64).map(Self)
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
