//! Organizations: the tenants (decision 1). One comes into being by **Create one** (S14, decision 16), by the operator, or by an
//! import. It has a sign-in domain that is claimed at first and verified when a link mailed to an address in it was followed
//! (decision 2); a claimed domain gives no shortcut and may be taken over by who can prove it. What an organization is and
//! belongs to (programmes, contacts, addresses) is kept here; who works in it is kept by `users`.

pub mod domain;
mod mails;
mod pages;
mod service;
mod store;

pub use pages::{ROUTES, routes};

pub use service::{
    NewOrganization, activate_programme, ask_for_proof, create, finish_note, note_domain, release_domain,
    set_identity, set_profile, set_support, verify_domain,
};
pub use store::{
    Address, Contact, ContactKind, DomainNote, NoteKind, Organization, address, by_domain,
    by_domain_skeletons, by_id, by_legal_name_key, contact, contacts_like, names, next_number, next_numbers,
    open_notes, programmes, unclaimed_by_domain, with_domain_state,
};
