//! Reads a form strictly: every wrong field at once, the contact's mail domain against the operator's own list too (S23).

use crate::db::{DbConn, DbResult};
use crate::features::enrollments::domain::{Field, FieldProblem, FormData};
use crate::features::enrollments::store;
use crate::features::organizations::{Address, Contact, ContactKind};
use crate::kernel::address::{AddressField, PostalAddress};
use crate::kernel::clock::Timestamp;
use crate::kernel::country::Country;
use crate::kernel::domain_name::DomainName;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::OrganizationId;
use crate::kernel::language::Language;
use crate::kernel::phone::PhoneNumber;
use crate::kernel::problem::Problem;
use crate::kernel::text::{LegalName, PersonName};
use crate::kernel::webmail::{self, Rule};
use crate::kernel::website::WebSite;
use crate::policy::TenantScope;

/// The most characters of a given or family name.
const NAME: usize = 60;

/// A given or family name. It stands in a mail to somebody who may never have heard of the applicant.
fn name(typed: &str) -> Result<String, Problem> {
    if typed.trim().chars().count() > NAME {
        return Err(Problem::TooLong { max: NAME });
    }
    PersonName::parse(typed).map(|name| name.as_str().to_owned())
}

/// Customer support, read.
pub(super) struct Support {
    pub email: EmailAddress,
    pub phone: PhoneNumber,
    /// May be missing.
    pub website: Option<WebSite>,
}

/// The whole form, read.
pub(super) struct Answers {
    pub legal_name: LegalName,
    pub address: PostalAddress,
    pub first_name: String,
    pub last_name: String,
    pub email: EmailAddress,
    pub phone: PhoneNumber,
    pub language: Language,
    pub support: Support,
}

/// Gathers what is wrong.
#[derive(Default)]
struct Faults(Vec<(Field, FieldProblem)>);

impl Faults {
    fn take<T>(&mut self, field: Field, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.0.push((field, FieldProblem::Value(problem))))
            .ok()
    }
}

type Wrong = Vec<(Field, FieldProblem)>;

impl Support {
    /// Reads the support fields alone, as the shortcut asks for them.
    pub fn read(data: &FormData, country: Country) -> Result<Self, Wrong> {
        let mut faults = Faults::default();
        match Self::gather(data, country, &mut faults) {
            Some(support) => Ok(support),
            None => Err(faults.0),
        }
    }

    fn gather(data: &FormData, country: Country, faults: &mut Faults) -> Option<Self> {
        let email = faults.take(Field::SupportEmail, EmailAddress::parse(&data.support_email));
        let phone = faults.take(
            Field::SupportPhone,
            PhoneNumber::parse(&data.support_phone, country),
        );
        let typed = data.support_website.trim();
        let website = if typed.is_empty() {
            Some(None)
        } else {
            faults.take(Field::SupportWebsite, WebSite::parse(typed).map(Some))
        };
        Some(Self {
            email: email?,
            phone: phone?,
            website: website?,
        })
    }

    /// The support contact of the organization.
    pub fn contact(&self, organization: OrganizationId) -> Contact {
        Contact {
            organization_id: organization,
            kind: ContactKind::Support,
            first_name: String::new(),
            last_name: String::new(),
            email: self.email.as_str().to_owned(),
            email_norm: self.email.norm(),
            phone: self.phone.as_str().to_owned(),
            verified_at: None,
        }
    }
}

/// An address as the legal one of an organization.
pub(super) fn legal_address(
    address: &PostalAddress,
    organization: OrganizationId,
    country: Country,
) -> Address {
    let part = |field| address.get(field).to_owned();
    Address {
        organization_id: organization,
        kind: "legal".to_owned(),
        line1: part(AddressField::Line1),
        line2: part(AddressField::Line2),
        city: part(AddressField::City),
        region: part(AddressField::Region),
        postal_code: part(AddressField::PostalCode),
        country: country.code().to_owned(),
    }
}

impl Answers {
    /// Reads the whole form; what is wrong comes in the order of the form.
    pub fn read(data: &FormData, country: Country) -> Result<Self, Wrong> {
        let mut faults = Faults::default();
        let legal_name = faults.take(Field::LegalName, LegalName::parse(&data.legal_name));
        let lines = [
            data.line1.as_str(),
            data.line2.as_str(),
            data.city.as_str(),
            data.region.as_str(),
            data.postal_code.as_str(),
        ];
        let address = PostalAddress::parse(country, &lines).map_err(|wrong| {
            let of = |(field, problem)| (field_of(field), FieldProblem::Value(problem));
            faults.0.extend(wrong.into_iter().map(of));
        });
        let first_name = faults.take(Field::ContactFirstName, name(&data.contact_first_name));
        let last_name = faults.take(Field::ContactLastName, name(&data.contact_last_name));
        let email = faults.take(Field::ContactEmail, EmailAddress::parse(&data.contact_email));
        let phone = faults.take(
            Field::ContactPhone,
            PhoneNumber::parse(&data.contact_phone, country),
        );
        let language = Language::parse(&data.contact_language).ok_or(Problem::Required);
        let language = faults.take(Field::ContactLanguage, language);
        let support = Support::gather(data, country, &mut faults);
        let read = || {
            Some(Self {
                legal_name: legal_name?,
                address: address.ok()?,
                first_name: first_name?,
                last_name: last_name?,
                email: email?,
                phone: phone?,
                language: language?,
                support: support?,
            })
        };
        read().ok_or(faults.0)
    }

    /// The legal address of the organization.
    pub fn legal_address(&self, organization: OrganizationId, country: Country) -> Address {
        legal_address(&self.address, organization, country)
    }

    /// The primary contact of the organization.
    pub fn primary_contact(&self, organization: OrganizationId, confirmed: Option<Timestamp>) -> Contact {
        Contact {
            organization_id: organization,
            kind: ContactKind::Primary,
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            email: self.email.as_str().to_owned(),
            email_norm: self.email.norm(),
            phone: self.phone.as_str().to_owned(),
            verified_at: confirmed,
        }
    }
}

const fn field_of(field: AddressField) -> Field {
    match field {
        AddressField::Line1 => Field::Line1,
        AddressField::Line2 => Field::Line2,
        AddressField::City => Field::City,
        AddressField::Region => Field::Region,
        AddressField::PostalCode => Field::PostalCode,
    }
}

/// The rule that holds for a mail domain (S23).
pub fn web_mail_rule(conn: &mut DbConn, scope: &TenantScope, domain: &DomainName) -> DbResult<Rule> {
    let names: Vec<String> = domain.with_parents().map(str::to_owned).collect();
    let own = store::web_mail_verdicts(conn, scope, &names)?;
    Ok(webmail::judge(domain, &own))
}

/// What is wrong with an address at a web-mail service (S23); nothing elsewhere.
pub(super) fn web_mail(
    conn: &mut DbConn,
    scope: &TenantScope,
    email: &EmailAddress,
) -> DbResult<Option<FieldProblem>> {
    let domain = email.domain();
    let refused = web_mail_rule(conn, scope, &domain)?.refuses();
    Ok(refused.then(|| FieldProblem::WebMail(domain.as_str().to_owned())))
}

/// Reads the whole form strictly, with the operator's word on mail domains.
pub(super) fn strictly(
    conn: &mut DbConn,
    scope: &TenantScope,
    data: &FormData,
    country: Country,
) -> DbResult<Result<Answers, Wrong>> {
    let read = Answers::read(data, country);
    let web = match EmailAddress::parse(&data.contact_email) {
        Ok(email) => web_mail(conn, scope, &email)?,
        Err(_) => None,
    };
    let Some(web) = web else { return Ok(read) };
    let mut wrong = read.err().unwrap_or_default();
    wrong.push((Field::ContactEmail, web));
    wrong.sort_by_key(|(field, _)| *field);
    Ok(Err(wrong))
}
