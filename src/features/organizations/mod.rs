//! Organizations: the tenants (decision 1). One comes into being by **Create one** (S14, decision 16), by the operator, or by an
//! import. It has a sign-in domain that is claimed at first and verified when a link mailed to an address in it was followed
//! (decision 2); a claimed domain gives no shortcut and may be taken over by who can prove it. What an organization is and
//! belongs to (programmes, contacts, addresses) is kept here; who works in it is kept by `users`.

pub mod domain;
mod mails;
mod pages;
mod service;
mod store;

pub use mails::{NameChanged, Reader, StandingChanged};
pub use pages::{ROUTES, name_state_words, routes, standing_refused};

pub use service::{
    Moved, NameDecided, NewOrganization, activate_programme, alike_names, allow_resets, approve_name,
    ask_for_name, ask_for_proof, change_standing, close_account, create, decline_name, end_closed,
    finish_note, note_domain, release_domain, set_address, set_identity, set_primary_contact, set_profile,
    set_support, take_address, undo_closing, verify_domain, withdraw_name,
};
pub use store::{
    Address, Contact, ContactKind, DomainNote, NameChange, NoteKind, Organization, address, beginning_with,
    by_domain, by_domain_skeletons, by_id, by_legal_name_key, closed_before, contact, contacts_like,
    forget_person, name_change, name_change_count, name_changes_in, names, newest_name_change, next_number,
    next_numbers, open_note_count, open_notes, programmes, programmes_since, resets_by_mail,
    unclaimed_by_domain, with_domain_state,
};
