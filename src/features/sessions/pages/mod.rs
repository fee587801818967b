//! Sign-in, sign-out, the change and the reset of one's own password, and the language switch.

mod begin;
mod email;
mod language;
mod list;
mod password;
mod reset;
mod sign_in;
mod unsent;

use serde::Deserialize;

use super::{domain, store};
use crate::error::AppError;
use crate::policy::{Actor, Permit, actions, permit};

pub use begin::begin;
pub use list::agent_words;

crate::routes! {
    GET "/signin" => sign_in::show,
    POST "/signin" => sign_in::create,
    POST "/signout" => sign_in::end,
    GET "/unsent" => unsent::show,
    POST "/unsent" => unsent::send,
    GET "/password" => password::edit,
    POST "/password" => password::update,
    GET "/password/reset" => reset::show,
    POST "/password/reset" => reset::ask,
    GET "/password/reset/{token}" => reset::edit,
    POST "/password/reset/{token}" => reset::update,
    POST "/language" => language::switch,
    GET "/account/me/email" => email::edit,
    POST "/account/me/email" => email::update,
    POST "/account/me/email/cancel" => email::cancel,
    GET "/verify/undo/{token}" => email::show_undo,
    POST "/verify/undo/{token}" => email::undo,
    GET "/account/me/sessions" => list::show,
    POST "/account/me/sessions/end" => list::end,
    POST "/account/me/sessions/others" => list::end_others,
    GET "/account/users/{id}/sessions" => list::of_person,
    POST "/account/users/{id}/sessions/end" => list::end_of_person,
}

/// Where to return to, as the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    pub(super) next: String,
}

/// Everybody changes their own contact address, except while the organization is closed (decision 7).
fn change_details(actor: &Actor) -> Result<Permit<actions::ChangeOwnDetails>, AppError> {
    Ok(permit::<actions::ChangeOwnDetails>(actor)?)
}

/// Every person manages their own profile; who must change the password first may do just that.
fn own_profile(actor: &Actor) -> Permit<actions::ManageOwnProfile> {
    permit::<actions::ManageOwnProfile>(actor)
        .expect("the row says: everybody who is signed in, in every state")
}
