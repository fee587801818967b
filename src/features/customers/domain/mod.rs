//! What a reseller relationship is, and what may become of it (requirements 5.4).

mod import;

pub use import::{COLUMNS, ImportRow, read};

use crate::kernel::search::fold;
use crate::kernel::stored::text_enum;

text_enum! {
    /// As what the partner stands to the customer.
    pub enum Role {
        /// Reseller of record.
        Reseller = "reseller",
        /// Indirect provider, who may submit orders.
        Provider = "provider",
    }
}

text_enum! {
    /// Where a relationship came from (S61).
    pub enum Source {
        /// The customer accepted an invitation.
        Invitation = "invitation",
        /// The customer accepted an invitation of reseller and provider together.
        Joint = "joint",
        /// It existed in another portal before (S52).
        Legacy = "legacy",
        /// A provider added the customer.
        ProviderCreated = "provider_created",
        /// A lead.
        Referral = "referral",
    }
}

text_enum! {
    /// Whether a relationship counts.
    pub enum State {
        /// It does.
        Active = "active",
        /// It did.
        Ended = "ended",
    }
}

/// The text of a customer that a search looks into: name and domain.
#[must_use]
pub fn search_text(name: &str, domain: &str) -> String {
    fold(&format!("{name} {domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_looks_into_name_and_domain_s51() {
        let text = search_text("株式会社 ノースウィンド", "Northwind.example");
        assert!(
            text.contains(&fold("ﾉｰｽｳｨﾝﾄﾞ")) && text.contains("northwind.ex"),
            "{text}"
        );
    }
}
