//! stub
use crate::kernel::clock::Timestamp;
#[derive(Default)]
pub struct Throttle;
impl Throttle {
    pub fn sign_in_blocked(&self, _: Option<&str>, _: Timestamp) -> Option<u64> {
        None
    }
    pub fn sign_in_failed(&self, _: Option<&str>, _: Timestamp) {}
    pub fn mail_form(&self, _: Option<&str>, _: &str, _: Timestamp) -> Result<(), u64> {
        Ok(())
    }
    pub fn create_account(&self, _: Option<&str>, _: Timestamp) -> Result<(), u64> {
        Ok(())
    }
}
