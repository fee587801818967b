//! Who else looks like an applicant (decision 14): warnings for the reviewer, which never block.

use super::read::Dossier;
use crate::db::{DbConn, DbResult};
use crate::features::enrollments::store;
use crate::features::organizations;
use crate::kernel::country::Country;
use crate::kernel::domain_name::DomainName;
use crate::kernel::email::EmailAddress;
use crate::kernel::ids::OrganizationId;
use crate::kernel::phone::PhoneNumber;
use crate::kernel::similar;
use crate::policy::{Permit, actions};

/// In what another organization is like the applicant's (decision 14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The legal name, but for its form.
    SameName,
    /// The sign-in domain; which one.
    SimilarDomain(String),
    /// The telephone of a contact.
    SamePhone,
    /// The address of a contact.
    SameContact,
}

/// Another organization that is like the applicant's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// Which.
    pub organization: OrganizationId,
    /// Its legal name.
    pub legal_name: String,
    /// In what.
    pub signs: Vec<Sign>,
}

/// Who else looks like the applicant (decision 14). Warns and never blocks.
pub fn look_alikes(
    conn: &mut DbConn,
    permit: &Permit<actions::ReviewEnrollment>,
    dossier: &Dossier,
) -> DbResult<Vec<LookAlike>> {
    let (own, scope) = (dossier.organization.id, permit.scope());
    let data = dossier.application.data();
    let name_key = similar::legal_name_key(data.legal_name.trim());
    let email = EmailAddress::parse(&data.contact_email)
        .map(|email| email.norm())
        .unwrap_or_default();
    let country = Country::parse(&dossier.organization.country);
    let phone = country.and_then(|c| PhoneNumber::parse(&data.contact_phone, c));
    let phone = phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default();
    let mut found = Found(Vec::new());
    for other in organizations::by_legal_name_key(conn, &name_key, own)? {
        found.note(other.id, &other.legal_name, Sign::SameName);
    }
    let domain = dossier.organization.sign_in_domain.as_deref();
    if let Some(domain) = domain.and_then(|domain| DomainName::parse(domain).ok()) {
        let candidates = similar::skeleton_candidates(&domain);
        for other in organizations::by_domain_skeletons(conn, &candidates, own)? {
            let at = other.sign_in_domain.unwrap_or_default();
            found.note(other.id, &other.legal_name, Sign::SimilarDomain(at));
        }
    }
    // At most forty rows; each organization is named by its own row.
    for (id, of, tel) in organizations::contacts_like(conn, &email, &phone, own)? {
        let Some(other) = organizations::by_id(conn, scope, id)? else {
            continue;
        };
        if of == email {
            found.note(id, &other.legal_name, Sign::SameContact);
        }
        if !phone.is_empty() && tel == phone {
            found.note(id, &other.legal_name, Sign::SamePhone);
        }
    }
    for other in store::pending_like(conn, scope, own, &name_key, &email, &phone)? {
        let signs = [
            (other.same_name, Sign::SameName),
            (other.same_email, Sign::SameContact),
            (other.same_phone, Sign::SamePhone),
        ];
        for (_, sign) in signs.into_iter().filter(|(is, _)| *is) {
            found.note(other.organization, &other.legal_name, sign);
        }
    }
    Ok(found.0)
}

/// Gathers signs by organization, each once.
struct Found(Vec<LookAlike>);

impl Found {
    fn note(&mut self, organization: OrganizationId, legal_name: &str, sign: Sign) {
        let at = match self.0.iter().position(|found| found.organization == organization) {
            Some(at) => at,
            None => {
                self.0.push(LookAlike {
                    organization,
                    legal_name: legal_name.to_owned(),
                    signs: Vec::new(),
                });
                self.0.len() - 1
            }
        };
        if !self.0[at].signs.contains(&sign) {
            self.0[at].signs.push(sign);
        }
    }
}
