//! People: one work account in one organization each (decision 1), named `name@domain`. An account is made by **Create one**, by a
//! one-time link, or by a Global admin; it has a role on each axis, a contact address that its owner confirms, and a password that
//! follows A.3. Rights are read from here on every request.

pub mod domain;
mod mails;
mod pages;
mod service;
mod store;

pub use pages::{ROUTES, check_password, dead_link, hashed, routes, state_words};
pub use service::domains::{release_by_operator, release_idle};
pub use service::erase::{erase, purge_due, traces};
pub use service::founding;
pub use service::people;
pub use service::profile;
pub use service::{
    Counter, Credentials, Entrance, NewUser, change_password, confirm_contact, counter, create, give_link,
    grant_on_activation, on_name_decided, on_standing_changed, record_failure, record_success,
    remember_device, reset_dead, reset_known, reset_password, send_contact_confirmation, send_reset,
    set_language, still_right, unlock,
};
pub use store::{
    FormerName, Secrets, User, actor, by_id, by_user_name, called, credentials, forget_devices,
    forget_former_names, former_name, full_and_user_names, givers, global_admins,
    has_signed_in_administrator, has_signed_in_global_admin, names, operators, present_name,
};
