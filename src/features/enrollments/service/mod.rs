//! What is done with applications: by the applicant, by the contact with the mailed link, by the reviewer, by the sweeper.

mod activate;
mod draft;
mod letters;
mod links;
mod read;
mod reading;
mod record;
mod review;
mod submit;
mod sweep;
mod verify;

pub use draft::{begin, choose_profile, correct, enroll_as_new, on_domain_verified, save_details};
pub use read::{
    Dossier, LookAlike, Moment, PublicStatus, Sign, Summary, details_problems, dossier, dossier_of, latest,
    look_alikes, public_status, queue, shortcut, waiting_for_review,
};
pub use record::is_of;
pub use review::{approve, ask, decide_check, reject, reopen};
pub use submit::{answer, change_contact, resend, submit, submit_support, withdraw};
pub use sweep::{abandon_due, empty_lapsed_drafts};
pub use verify::{Verification, confirm, disown, verification};
