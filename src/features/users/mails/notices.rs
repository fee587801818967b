//! Notices of user management (requirements 5.5): U1 the account was made, U2 roles changed, U3 a temporary password was given,
//! U4 there is one more Global admin. None holds a password (decision 36).

use crate::features::users::store::User;
use crate::i18n::words;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::Frame;
use crate::mail::notice::{Notice, notice};

notice!(
    /// U1: to the new person, without the password.
    AccountAdded,
    "users/account_added"
);
notice!(
    /// U2: to whom the roles belong.
    RolesChanged,
    "users/roles_changed"
);
notice!(
    /// U3: to whose password it is.
    PasswordGiven,
    "users/password_given"
);
notice!(
    /// U4: to every other Global admin.
    AdminAdded,
    "users/admin_added"
);

notice!(
    /// Asks the owner of the contact address to confirm it (decision 16).
    ConfirmContact,
    "users/confirm_contact"
);
notice!(
    /// Asks a new contact address to confirm itself (A.6).
    ContactChange,
    "users/contact_change"
);
notice!(
    /// Tells the old contact address that another took its place, with a link to undo it (A.6).
    ContactChanged,
    "users/contact_changed"
);
notice!(
    /// Answers who asks for a reset where the organization doesn't allow it by mail.
    ResetRefused,
    "users/reset_refused"
);

/// Who did it: full name and organization.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// Full name.
    pub name: &'a str,
    /// Legal name of the organization.
    pub organization: &'a str,
}

impl AccountAdded {
    /// By this person of the same organization.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, user: &User, by: By<'_>, roles: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.people_mail_added_subject(&frame.product),
            heading: t.people_mail_added_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.people_mail_added_body(by.name, by.organization),
            facts: vec![
                (t.users_user_name(), user.user_name.clone()),
                (t.users_me_roles(), roles.to_owned()),
            ],
            next: t.people_mail_added_next(by.name),
            button: t.layout_sign_in(),
            link: cx.site.link("/signin"),
            unexpected: t.people_mail_added_unexpected(),
            frame,
        })
    }
}

impl RolesChanged {
    /// By this person; `user` has the new roles.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, user: &User, by: By<'_>, roles: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.people_mail_roles_subject(&frame.product),
            heading: t.people_mail_roles_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.people_mail_roles_body(by.name, &user.user_name),
            facts: vec![(t.people_mail_roles_now(), roles.to_owned())],
            next: t.people_mail_roles_next(),
            button: t.people_mail_roles_button(),
            link: cx.site.link("/account/me"),
            unexpected: t.people_mail_unexpected(),
            frame,
        })
    }
}

impl PasswordGiven {
    /// By this person.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, user: &User, by: By<'_>) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.people_mail_password_subject(&frame.product),
            heading: t.people_mail_password_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.people_mail_password_body(by.name, &user.user_name),
            facts: Vec::new(),
            next: t.people_mail_added_next(by.name),
            button: t.layout_sign_in(),
            link: cx.site.link("/signin"),
            unexpected: t.people_mail_unexpected(),
            frame,
        })
    }
}

/// How many new ones a mail names.
const NAMED: usize = 20;

impl AdminAdded {
    /// To `other`, that these have become Global admins or Administrators, which `role` says.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, other: &User, added: &[User], by: By<'_>, role: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        let mut facts: Vec<(String, String)> = added
            .iter()
            .take(NAMED)
            .map(|user| (user.full_name.clone(), user.user_name.clone()))
            .collect();
        if let Some(more) = added.len().checked_sub(NAMED).filter(|more| *more > 0) {
            facts.push((t.sheet_more(more), String::new()));
        }
        let path = match added {
            [user] => format!("/account/users/{}", user.id),
            _ => "/account/users".to_owned(),
        };
        Self(Notice {
            subject: t.people_mail_admin_subject(added.len(), &frame.product, role),
            heading: t.people_mail_admin_heading(added.len(), role),
            hello: t.users_mail_hello(&other.full_name),
            body: t.people_mail_admin_body(by.name, role, by.organization),
            facts,
            next: t.people_mail_admin_next(role),
            button: t.people_mail_admin_button(),
            link: cx.site.link(&path),
            unexpected: t.people_mail_admin_unexpected(),
            frame,
        })
    }
}

/// What follows when the address is confirmed: also that the domain, if there is one, belongs to the organization.
type About<'a> = (&'a str, Option<&'a str>);

impl ConfirmContact {
    /// To this user, with the link's token.
    #[must_use]
    pub fn new(cx: &Cx, user: &User, (organization, domain): About<'_>, token: &str) -> Self {
        let language = user.language.unwrap_or_default();
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.users_mail_confirm_contact_subject(&frame.product),
            heading: t.users_mail_confirm_contact_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.users_mail_confirm_contact_body(organization, &user.email, &user.user_name),
            facts: Vec::new(),
            next: match domain {
                Some(domain) => t.users_mail_confirm_contact_next_domain(organization, domain),
                None => t.users_mail_confirm_contact_next(),
            },
            button: t.users_mail_confirm_contact_button(),
            link: cx.site.link(&format!("/verify/contact/{token}")),
            unexpected: t.users_mail_confirm_contact_unexpected(),
            frame,
        })
    }
}

impl ContactChange {
    /// To the new address of this user.
    #[must_use]
    pub fn new(cx: &Cx, user: &User, email: &str, (organization, domain): About<'_>, token: &str) -> Self {
        let language = user.language.unwrap_or_default();
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.profile_mail_change_subject(&frame.product),
            heading: t.profile_mail_change_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.profile_mail_change_body(organization, email, &user.user_name),
            facts: Vec::new(),
            next: match domain {
                Some(domain) => t.profile_mail_change_next_domain(organization, domain),
                None => t.profile_mail_change_next(),
            },
            button: t.users_mail_confirm_contact_button(),
            link: cx.site.link(&format!("/verify/contact/{token}")),
            unexpected: t.profile_mail_change_unexpected(),
            frame,
        })
    }
}

impl ContactChanged {
    /// To the old address of this user.
    #[must_use]
    pub fn new(cx: &Cx, user: &User, email: &str, token: &str) -> Self {
        let language = user.language.unwrap_or_default();
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.profile_mail_changed_subject(&frame.product),
            heading: t.profile_mail_changed_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.profile_mail_changed_body(&user.user_name),
            facts: vec![
                (t.profile_mail_changed_old(), user.email.clone()),
                (t.profile_mail_changed_new(), email.to_owned()),
            ],
            next: t.profile_mail_changed_next(),
            button: t.profile_undo_button(),
            link: cx.site.link(&format!("/verify/undo/{token}")),
            unexpected: t.profile_mail_changed_unexpected(),
            frame,
        })
    }
}

impl ResetRefused {
    /// To this user; `ask` are the people who can reset the password.
    #[must_use]
    pub fn new(cx: &Cx, user: &User, ask: &[User]) -> Self {
        let language = user.language.unwrap_or_default();
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.users_mail_reset_password_subject(&frame.product),
            heading: t.users_mail_reset_password_heading(),
            hello: t.users_mail_hello(&user.full_name),
            body: t.profile_mail_no_reset_body(&user.user_name),
            facts: ask
                .iter()
                .map(|one| (one.full_name.clone(), one.email.clone()))
                .collect(),
            next: t.profile_mail_no_reset_next(),
            button: t.layout_sign_in(),
            link: cx.site.link("/signin"),
            unexpected: t.users_mail_reset_password_unexpected(),
            frame,
        })
    }
}
