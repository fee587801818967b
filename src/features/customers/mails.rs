//! Mails about relationships with customers.

use crate::i18n::words;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::Frame;
use crate::mail::notice::{Notice, notice};

notice!(
    /// To a partner's Global admins: a customer is closed for good, and the relationship has ended (decision 7).
    CustomerEnded,
    "customers/ended"
);

impl CustomerEnded {
    /// To this person, about this customer.
    #[must_use]
    pub fn new(cx: &Cx, language: Language, full_name: &str, customer: &str) -> Self {
        let (t, frame) = (words(language), Frame::new(&cx.site, language));
        Self(Notice {
            subject: t.standing_mail_customer_subject(&frame.product),
            heading: t.standing_mail_customer_heading(),
            hello: t.users_mail_hello(full_name),
            body: t.standing_mail_customer_body(customer),
            facts: Vec::new(),
            next: String::new(),
            button: t.standing_mail_customer_button(),
            link: cx.site.link("/customers"),
            unexpected: frame.asking(t.standing_mail_unexpected()),
            frame,
        })
    }
}
