//! What is done with applications: by the applicant, by the contact with the mailed link, by the reviewer, by the sweeper.

mod activate;
mod alike;
mod draft;
mod letters;
mod links;
mod person;
mod read;
mod reading;
mod record;
mod review;
mod submit;
mod sweep;
mod verify;

pub use alike::{LookAlike, Sign, look_alikes};
pub use draft::{begin, choose_profile, correct, enroll_as_new, on_domain_verified, save_details};
pub use person::{forget_person, of_person};
pub use read::{
    Dossier, Moment, PublicStatus, Summary, details_problems, dossier, dossier_of, latest, public_status,
    queue, shortcut, waiting_for_review,
};
pub use reading::web_mail_rule;
pub use record::is_of;
pub use review::{approve, ask, decide_check, reject, reopen};
pub use submit::{answer, change_contact, resend, submit, submit_support, withdraw};
pub use sweep::{abandon_due, empty_lapsed_drafts, on_standing_changed};
pub use verify::{Verification, confirm, disown, verification};

#[cfg(all(test, feature = "testkit"))]
mod tests;
