//! Mails about an application (E1 to E6, S24, S26, decision 12), each in the language of who reads it.

use askama::Template;

use super::domain::{Field, State, full_name};
use super::store::Enrollment;
use crate::i18n::dates::when;
use crate::i18n::{Words, words};
use crate::kernel::clock::Timestamp;
use crate::kernel::country::Country;
use crate::kernel::language::Language;
use crate::kernel::site::Cx;
use crate::mail::{Frame, Letter};

/// Who reads a mail, and where its button leads.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Full name; empty where nobody's is known.
    pub name: String,
    /// In which language.
    pub language: Language,
    /// The button's address.
    pub link: String,
}

impl Reader {
    /// The primary contact.
    #[must_use]
    pub fn contact(row: &Enrollment, link: String) -> Self {
        Self {
            name: full_name(&row.data()),
            language: row.language,
            link,
        }
    }
}

/// What every mail about an application says.
pub struct About {
    frame: Frame,
    t: &'static Words,
    language: Language,
    name: String,
    organization: String,
    reference: String,
    link: String,
}

impl About {
    fn new(cx: &Cx, row: &Enrollment, organization: &str, reader: Reader) -> Self {
        let typed = row.data().legal_name.trim().to_owned();
        Self {
            frame: Frame::new(&cx.site, reader.language),
            t: words(reader.language),
            language: reader.language,
            name: reader.name,
            organization: if typed.is_empty() {
                organization.to_owned()
            } else {
                typed
            },
            reference: row.reference(),
            link: reader.link,
        }
    }

    fn hello(&self) -> String {
        if self.name.is_empty() {
            self.t.enrollment_mails_hello_nobody()
        } else {
            self.t.enrollment_mails_hello(&self.name)
        }
    }
}

impl About {
    /// How the mail ends: that nothing has to be done, if so, and whom to write to about what one knows nothing of, where there is an
    /// address.
    fn unexpected(&self, nothing_to_do: bool) -> String {
        let t = self.t;
        match (nothing_to_do, self.frame.support_email.is_empty()) {
            (true, true) => t.enrollment_mails_nothing_to_do(),
            (true, false) => t.enrollment_mails_nothing_to_do_ask(),
            (false, true) => String::new(),
            (false, false) => t.enrollment_mails_unknown_ask(),
        }
    }
}

/// Declares a mail: what it says beside [`About`], its templates and its subject.
macro_rules! letter {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }, $template:literal, $html:literal, $text:literal, $subject:ident) => {
        $(#[$doc])*
        pub struct $name {
            about: About,
            dedupe: Option<String>,
            $($(#[$field_doc])* $field: $type,)*
        }

        const _: () = {
            #[derive(Template)]
            #[template(path = $html)]
            struct Html<'a> {
                frame: &'a Frame,
                t: &'static Words,
                about: &'a About,
                $($field: &'a $type,)*
            }

            #[derive(Template)]
            #[template(path = $text)]
            struct Text<'a> {
                frame: &'a Frame,
                t: &'static Words,
                about: &'a About,
                $($field: &'a $type,)*
            }

            impl Letter for $name {
                const TEMPLATE: &'static str = $template;

                fn language(&self) -> Language {
                    self.about.language
                }

                fn subject(&self) -> String {
                    self.about.t.$subject(&self.about.frame.product, &self.about.reference)
                }

                fn html(&self) -> askama::Result<String> {
                    Html { frame: &self.about.frame, t: self.about.t, about: &self.about, $($field: &self.$field,)* }.render()
                }

                fn text(&self) -> askama::Result<String> {
                    Text { frame: &self.about.frame, t: self.about.t, about: &self.about, $($field: &self.$field,)* }.render()
                }

                fn dedupe_key(&self) -> Option<String> {
                    self.dedupe.clone()
                }
            }
        };
    };
}

letter!(
    /// E1: asks the primary contact whether they signed up and whether the address belongs to the organization (S24).
    Verify { email: String, until: String, applicant: String },
    "enrollments/verify",
    "enrollments/mail/verify.html",
    "enrollments/mail/verify.txt",
    enrollment_mails_verify_subject
);

/// By which key the outbox knows the verification mail of a generation; its delivery is found by it.
#[must_use]
pub fn verify_key(row: &Enrollment, generation: i32) -> String {
    format!("enrollments/verify|{}|{generation}", row.id)
}

impl Verify {
    /// To the contact's present address, with the link of this generation.
    #[must_use]
    pub fn new(
        cx: &Cx,
        row: &Enrollment,
        (organization, country): (&str, &str),
        reader: Reader,
        applicant: String,
        (generation, until): (i32, Timestamp),
    ) -> Self {
        let zone = Country::parse(country).map_or("UTC", |c| c.time_zone());
        Self {
            email: row.data().contact_email.trim().to_owned(),
            until: when(reader.language, zone, until).text,
            about: About::new(cx, row, organization, reader),
            dedupe: Some(verify_key(row, generation)),
            applicant,
        }
    }
}

letter!(
    /// E2: where the application stands now (S26).
    Status { heading: String, body: String, nothing_to_do: bool },
    "enrollments/status",
    "enrollments/mail/status.html",
    "enrollments/mail/status.txt",
    enrollment_mails_status_subject
);

impl Status {
    /// Of the state that the application has come to.
    #[must_use]
    pub fn new(cx: &Cx, row: &Enrollment, organization: &str, reader: Reader) -> Self {
        let about = About::new(cx, row, organization, reader);
        let t = about.t;
        let (heading, body) = match row.state {
            State::Withdrawn => (
                t.enrollment_mails_status_withdrawn(),
                t.enrollment_mails_status_withdrawn_body(&about.organization),
            ),
            State::Abandoned => (
                t.enrollment_mails_status_abandoned(),
                t.enrollment_mails_status_abandoned_body(&about.organization),
            ),
            State::Draft => (
                t.enrollment_mails_status_reopened(),
                t.enrollment_mails_status_reopened_body(&about.organization),
            ),
            // An answer brings it back to where a confirmation brought it first.
            _ if row.reason.is_some() => (
                t.enrollment_mails_status_answered(),
                t.enrollment_mails_status_answered_body(&about.organization),
            ),
            _ => (
                t.enrollment_mails_status_in_review(),
                t.enrollment_mails_status_in_review_body(&about.organization),
            ),
        };
        Self {
            about,
            dedupe: None,
            heading,
            body,
            // What was opened again has to be sent again.
            nothing_to_do: row.state != State::Draft,
        }
    }
}

letter!(
    /// E3: the contact did not sign up; to applicant and operator (decision 12).
    Disowned { email: String, operator: bool },
    "enrollments/disowned",
    "enrollments/mail/disowned.html",
    "enrollments/mail/disowned.txt",
    enrollment_mails_disowned_subject
);

impl Disowned {
    /// To the applicant, or to somebody of the operator.
    #[must_use]
    pub fn new(cx: &Cx, row: &Enrollment, organization: &str, reader: Reader, operator: bool) -> Self {
        Self {
            about: About::new(cx, row, organization, reader),
            dedupe: None,
            email: row.data().contact_email.trim().to_owned(),
            operator,
        }
    }
}

letter!(
    /// E4: the reviewer asks something: about which fields, and in whose words.
    InformationRequested { fields: Vec<String>, question: String, applicant: bool },
    "enrollments/information_requested",
    "enrollments/mail/information_requested.html",
    "enrollments/mail/information_requested.txt",
    enrollment_mails_asked_subject
);

impl InformationRequested {
    /// To the contact, or to the applicant, who answers.
    #[must_use]
    pub fn new(cx: &Cx, row: &Enrollment, organization: &str, reader: Reader, applicant: bool) -> Self {
        let about = About::new(cx, row, organization, reader);
        Self {
            fields: row
                .marks()
                .into_iter()
                .map(|field| field_name(about.t, field))
                .collect(),
            question: row.reason.clone().unwrap_or_default(),
            about,
            dedupe: None,
            applicant,
        }
    }
}

letter!(
    /// E5: the organization is an indirect reseller.
    Activated { customers: bool },
    "enrollments/activated",
    "enrollments/mail/activated.html",
    "enrollments/mail/activated.txt",
    enrollment_mails_activated_subject
);

impl Activated {
    /// To contact, applicant or support contact; `customers`: to somebody who can see them.
    #[must_use]
    pub fn new(cx: &Cx, row: &Enrollment, organization: &str, reader: Reader, customers: bool) -> Self {
        Self {
            about: About::new(cx, row, organization, reader),
            dedupe: None,
            customers,
        }
    }
}

letter!(
    /// E6: the reviewer said no, and why.
    Rejected { reason: String, applicant: bool },
    "enrollments/rejected",
    "enrollments/mail/rejected.html",
    "enrollments/mail/rejected.txt",
    enrollment_mails_rejected_subject
);

impl Rejected {
    /// To the contact, or to the applicant, who may correct it.
    #[must_use]
    pub fn new(cx: &Cx, row: &Enrollment, organization: &str, reader: Reader, applicant: bool) -> Self {
        Self {
            about: About::new(cx, row, organization, reader),
            dedupe: None,
            reason: row.reason.clone().unwrap_or_default(),
            applicant,
        }
    }
}

/// The name of a field where no form stands around it.
fn field_name(t: &Words, field: Field) -> String {
    let of_contact = |name: String| t.enrollments_field_of_contact(name);
    match field {
        Field::Profile => t.enrollments_field_profile(),
        Field::LegalName => t.enrollments_field_legal_name(),
        Field::Line1 => t.enrollments_field_line1(),
        Field::Line2 => t.enrollments_field_line2(),
        Field::City => t.enrollments_field_city(),
        Field::Region => t.enrollments_field_region(),
        Field::PostalCode => t.enrollments_field_postal_code(),
        Field::ContactFirstName => of_contact(t.enrollments_field_contact_first_name()),
        Field::ContactLastName => of_contact(t.enrollments_field_contact_last_name()),
        Field::ContactEmail => of_contact(t.enrollments_field_contact_email()),
        Field::ContactPhone => of_contact(t.enrollments_field_contact_phone()),
        Field::ContactLanguage => t.enrollments_field_contact_language(),
        Field::SupportEmail => t.enrollments_field_support_email(),
        Field::SupportPhone => t.enrollments_field_support_phone(),
        Field::SupportWebsite => t.enrollments_field_support_website(),
    }
}
