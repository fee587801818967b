//! Enrolling as an indirect reseller: the wizard, the verification by the primary contact, the review and the activation.
//!
//! A Global admin of an organization fills in a draft, which is stored at every step; chooses a profile of the membership
//! directory; and presses **Enroll now**, which reserves the MPN ID. The primary contact confirms by a mailed link; only then may a
//! reviewer decide. Approval activates in one transaction: the organization becomes a reseller, its applicant Global admin and
//! Admin agent, the MPN ID is bound, and the customers that were served through other portals appear. States and moves: `domain`.

pub mod domain;
mod store;
