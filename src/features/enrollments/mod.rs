//! Enrolling as an indirect reseller: the wizard, the verification by the primary contact, the review and the activation.
//!
//! A Global admin of an organization fills in a draft, which is stored at every step; chooses a profile of the membership
//! directory; and presses **Enroll now**, which reserves the MPN ID. The primary contact confirms by a mailed link; only then may a
//! reviewer decide. Approval activates in one transaction: the organization becomes a reseller, its applicant Global admin and
//! Admin agent, the MPN ID is bound, and the customers that were served through other portals appear. States and moves: `domain`.

pub mod domain;
mod mails;
mod pages;
mod service;
mod store;

pub use pages::{ROUTES, routes, words};
pub use service::{
    Dossier, LookAlike, Moment, PublicStatus, Sign, Summary, Verification, abandon_due, answer, approve, ask,
    begin, change_contact, choose_profile, confirm, correct, decide_check, details_problems, disown, dossier,
    dossier_of, empty_lapsed_drafts, enroll_as_new, forget_person, latest, look_alikes, of_person,
    on_domain_verified, on_standing_changed, public_status, queue, reject, reopen, resend, save_details,
    shortcut, submit, submit_support, verification, waiting_for_review, web_mail_rule, withdraw,
};
pub use store::{Check, Enrollment, EventKind, Filter, Link, QueueRow, TimelineRow};
