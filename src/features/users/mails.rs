//! Mails about one's own account.

mod domains;
mod notices;

use askama::Template;

use super::store::User;
use crate::i18n::{Words, words};
use crate::kernel::language::Language;
use crate::kernel::site::{Cx, Site};
use crate::mail::{Frame, Letter};

pub use domains::{DomainClaim, DomainReleased};
pub use notices::{
    AccountAdded, AdminAdded, By, ConfirmContact, ContactChange, ContactChanged, PasswordGiven, ResetRefused,
    RolesChanged,
};

fn language_of(user: &User) -> Language {
    user.language.unwrap_or_default()
}

/// Declares a mail that has a user, a link and nothing else.
macro_rules! account_mail {
    ($(#[$doc:meta])* $name:ident, $template:literal, $html:literal, $txt:literal, $subject:ident) => {
        $(#[$doc])*
        pub struct $name {
            frame: Frame,
            t: &'static Words,
            full_name: String,
            user_name: String,
            link: String,
        }

        #[derive(Template)]
        #[template(path = $html)]
        struct Html<'a> {
            frame: &'a Frame,
            t: &'static Words,
            full_name: &'a str,
            user_name: &'a str,
            link: &'a str,
        }

        #[derive(Template)]
        #[template(path = $txt)]
        struct Text<'a> {
            frame: &'a Frame,
            t: &'static Words,
            full_name: &'a str,
            user_name: &'a str,
            link: &'a str,
        }

        impl $name {
            fn build(site: &Site, user: &User, link: String) -> Self {
                let language = language_of(user);
                Self {
                    frame: Frame::new(site, language),
                    t: words(language),
                    full_name: user.full_name.clone(),
                    user_name: user.user_name.clone(),
                    link,
                }
            }
        }

        impl Letter for $name {
            const TEMPLATE: &'static str = $template;

            fn language(&self) -> Language {
                self.frame.language
            }

            fn subject(&self) -> String {
                self.t.$subject(&self.frame.product)
            }

            fn html(&self) -> askama::Result<String> {
                Html { frame: &self.frame, t: self.t, full_name: &self.full_name, user_name: &self.user_name, link: &self.link }.render()
            }

            fn text(&self) -> askama::Result<String> {
                Text { frame: &self.frame, t: self.t, full_name: &self.full_name, user_name: &self.user_name, link: &self.link }.render()
            }
        }
    };
}

pub use changed::PasswordChanged;
pub use reset::ResetPassword;

/// The password was changed.
mod changed {
    use super::{Cx, Frame, Language, Letter, Site, Template, User, Words, language_of, words};
    account_mail!(
        /// Tells the owner that the password was changed, and what to do if it wasn't them.
        PasswordChanged,
        "users/password_changed",
        "users/mail/password_changed.html",
        "users/mail/password_changed.txt",
        users_mail_password_changed_subject
    );
    impl PasswordChanged {
        /// To this user.
        pub fn new(cx: &Cx, user: &User) -> Self {
            Self::build(&cx.site, user, cx.site.link("/password/reset"))
        }
    }
}

/// The password is to be reset.
mod reset {
    use super::{Cx, Frame, Language, Letter, Site, Template, User, Words, language_of, words};
    account_mail!(
        /// Leads to the page where a forgotten password is replaced.
        ResetPassword,
        "users/reset_password",
        "users/mail/reset_password.html",
        "users/mail/reset_password.txt",
        users_mail_reset_password_subject
    );
    impl ResetPassword {
        /// To this user, with the link's token.
        pub fn new(cx: &Cx, user: &User, token: &str) -> Self {
            Self::build(&cx.site, user, cx.site.link(&format!("/password/reset/{token}")))
        }
    }
}
