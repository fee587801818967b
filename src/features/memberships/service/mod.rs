//! What is done with the membership directory: signing in to it, taking and letting go of an MPN ID, importing and correcting.

mod binding;
mod correct;
mod import;
mod look;
mod sign_in;
#[cfg(all(test, feature = "testkit"))]
mod tests;

pub use binding::{NotTaken, bind, check, release, reserve, unbind};
pub use correct::{Correction, NotCorrected, correct};
pub use import::{Hashes, ImportFile, columns, import};
pub use look::{Found, MOST_COUNTED, Shown, concerns, list, search, show};
pub use sign_in::{BuiltIn, Credentials, Directory, Hashed, Outcome, directory};

use super::domain::MpnId;
use crate::audit;
use crate::kernel::ids::OrganizationId;

fn event(
    organization: OrganizationId,
    action: &'static str,
    mpn_id: &MpnId,
    details: serde_json::Value,
) -> audit::Event {
    audit::Event {
        organization,
        action,
        object_kind: "membership",
        object_id: mpn_id.to_string(),
        target: None,
        details,
        personal: None,
    }
}
