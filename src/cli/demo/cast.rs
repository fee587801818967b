//! Who appears in the demonstration. Every name is invented, every domain ends in `.example`.

use super::names;
use crate::policy::{AdminRole, AgentRole};

/// What becomes of an application, and how many days ago its organization came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing is chosen yet, and the contact address isn't confirmed.
    Begun,
    /// Filled in, ready for **Enroll now**.
    Draft,
    /// Waits for its contact.
    Unverified,
    /// Waits for a reviewer.
    InReview,
    /// The reviewer asked something.
    Asked,
    /// Answered, and active since.
    Active,
    /// Active by the shortcut (S6), and lately asking for another legal name (decision 8).
    Shortcut,
    /// Active, and suspended since (decision 7).
    Suspended,
    /// Active, and then closed by itself; it can still be undone (decision 7).
    Closed,
    /// The reviewer said no.
    Rejected,
    /// The contact did not sign up.
    Disowned,
    /// Taken back.
    Withdrawn,
    /// Never confirmed.
    Abandoned,
}

/// An organization that enrolls.
pub struct Applicant {
    pub name: &'static str,
    pub domain: &'static str,
    pub country: &'static str,
    /// Line 1, line 2, city, region, postal code.
    pub address: [&'static str; 5],
    pub phone: &'static str,
    pub mpn_id: &'static str,
    pub competencies: &'static str,
    pub fate: Fate,
    /// Days since it came.
    pub days: i64,
}

impl Applicant {
    /// Whether its people write Japanese.
    pub fn is_japanese(&self) -> bool {
        self.country == "JP"
    }
}

/// An organization that the operator made, or a customer.
pub struct Member {
    pub name: &'static str,
    pub domain: &'static str,
    pub country: &'static str,
}

/// Who runs the installation.
pub const OPERATOR: (&str, &str) = ("Meridian Channel Services", "US");

/// The indirect providers.
pub const PROVIDERS: &[Member] = &[
    Member {
        name: "Harborline Distribution, Inc.",
        domain: "harborline.example",
        country: "US",
    },
    Member {
        name: "株式会社ミナト流通",
        domain: "minato-ryutsu.example",
        country: "JP",
    },
    Member {
        name: "Cedarworks Cloud GmbH",
        domain: "cedarworks.example",
        country: "DE",
    },
];

/// Resellers, those to be, and those that never became one. The first is the one that `--customers` fills.
pub const APPLICANTS: &[Applicant] = &[
    Applicant {
        name: "Brightwater Systems LLC",
        domain: "brightwater.example",
        country: "US",
        address: ["410 Pike Street", "Suite 900", "Seattle", "WA", "98101"],
        phone: "(206) 555-0142",
        mpn_id: "4610027",
        competencies: "Cloud Platform;Security",
        fate: Fate::Active,
        days: 160,
    },
    Applicant {
        name: "株式会社さくらシステムズ",
        domain: "sakura-systems.example",
        country: "JP",
        address: ["丸の内1-8-2", "さくらビル4階", "千代田区", "Tokyo", "100-0005"],
        phone: "03-5550-0110",
        mpn_id: "4610141",
        competencies: "Cloud Platform;Data Analytics",
        fate: Fate::Active,
        days: 120,
    },
    Applicant {
        name: "Lakeside IT Partners Ltd",
        domain: "lakeside-it.example",
        country: "GB",
        address: ["14 Canal Street", "", "Manchester", "", "M1 3HE"],
        phone: "0161 496 0123",
        mpn_id: "4610256",
        competencies: "Small and Midmarket",
        fate: Fate::Shortcut,
        days: 45,
    },
    Applicant {
        name: "Saltmarsh Cloud Services Ltd",
        domain: "saltmarsh-cloud.example",
        country: "GB",
        address: ["22 Quay Road", "", "Leeds", "", "LS1 4AA"],
        phone: "0113 496 0118",
        mpn_id: "4611709",
        competencies: "Security",
        fate: Fate::Suspended,
        days: 85,
    },
    Applicant {
        name: "Juniper Hill Computing LLC",
        domain: "juniperhill.example",
        country: "US",
        address: ["61 Mill Street", "", "Burlington", "VT", "05401"],
        phone: "(802) 555-0171",
        mpn_id: "4611814",
        competencies: "Small and Midmarket",
        fate: Fate::Closed,
        days: 100,
    },
    Applicant {
        name: "北野電算株式会社",
        domain: "kitano-densan.example",
        country: "JP",
        address: ["大通西3-6", "", "札幌市中央区", "Hokkaido", "060-0042"],
        phone: "011-555-0133",
        mpn_id: "4610362",
        competencies: "Application Development",
        fate: Fate::Abandoned,
        days: 130,
    },
    Applicant {
        name: "Ironbridge Networks Ltd",
        domain: "ironbridge-networks.example",
        country: "GB",
        address: ["3 Foundry Lane", "", "Birmingham", "", "B1 1AA"],
        phone: "0121 496 0456",
        mpn_id: "4610478",
        competencies: "Cloud Platform",
        fate: Fate::Rejected,
        days: 30,
    },
    Applicant {
        name: "Vantage Point Cloud Pty Ltd",
        domain: "vantagepoint.example",
        country: "AU",
        address: ["88 George Street", "", "Sydney", "NSW", "2000"],
        phone: "02 9374 4000",
        mpn_id: "4610583",
        competencies: "Cloud Platform",
        fate: Fate::Disowned,
        days: 21,
    },
    Applicant {
        name: "Kestrel Managed Services Limited",
        domain: "kestrel-managed.example",
        country: "NZ",
        address: ["27 Queen Street", "", "Auckland", "", "1010"],
        phone: "09 308 1234",
        mpn_id: "4610697",
        competencies: "Devices and Deployment",
        fate: Fate::Withdrawn,
        days: 18,
    },
    Applicant {
        name: "Palmetto Data Works, Inc.",
        domain: "palmetto-data.example",
        country: "US",
        address: ["120 King Street", "", "Charleston", "SC", "29401"],
        phone: "(843) 555-0177",
        mpn_id: "4610704",
        competencies: "Data Analytics",
        fate: Fate::Asked,
        days: 12,
    },
    Applicant {
        name: "株式会社つばさコミュニケーションズ",
        domain: "tsubasa-com.example",
        country: "JP",
        address: ["梅田2-4-9", "つばさタワー", "大阪市北区", "Osaka", "530-0001"],
        phone: "06-4555-0121",
        mpn_id: "4610812",
        competencies: "Communications",
        fate: Fate::InReview,
        days: 7,
    },
    Applicant {
        name: "Redfern Digital Ltd",
        domain: "redfern-digital.example",
        country: "GB",
        address: ["51 High Street", "", "Bristol", "", "BS1 2AW"],
        phone: "0117 496 0789",
        mpn_id: "4610925",
        competencies: "Security",
        fate: Fate::InReview,
        days: 5,
    },
    // Looks like the first one, which the reviewer is warned of.
    Applicant {
        name: "Brightwater Systems Inc.",
        domain: "brightwaters.example",
        country: "US",
        address: ["9 Harbor Road", "", "Portland", "OR", "97204"],
        phone: "(503) 555-0119",
        mpn_id: "4611038",
        competencies: "",
        fate: Fate::InReview,
        days: 4,
    },
    Applicant {
        name: "Oakhaven Technologies, Inc.",
        domain: "oakhaven-tech.example",
        country: "US",
        address: ["77 Main Street", "Floor 3", "Burlington", "VT", "05401"],
        phone: "(802) 555-0160",
        mpn_id: "4611146",
        competencies: "Cloud Platform",
        fate: Fate::Unverified,
        days: 3,
    },
    Applicant {
        name: "Quillstone Consulting Ltd.",
        domain: "quillstone.example",
        country: "CA",
        address: ["200 Wellington Street West", "", "Toronto", "ON", "M5V 3C7"],
        phone: "(416) 555-0134",
        mpn_id: "4611259",
        competencies: "Project and Portfolio",
        fate: Fate::Draft,
        days: 2,
    },
    Applicant {
        name: "みやび情報サービス合同会社",
        domain: "miyabi-info.example",
        country: "JP",
        address: ["烏丸通四条下る", "", "京都市下京区", "Kyoto", "600-8009"],
        phone: "075-555-0144",
        mpn_id: "4611367",
        competencies: "Small and Midmarket",
        fate: Fate::Begun,
        days: 1,
    },
];

/// More profiles of the last applicant's membership account: MPN ID, organization, country, state. They show what can't be chosen.
pub const MORE_PROFILES: &[(&str, &str, &str, &str)] = &[
    ("4611471", "みやび情報サービス 大阪支店", "JP", "inactive"),
    (
        "4611580",
        "Miyabi Information Services Asia Pte. Ltd.",
        "SG",
        "active",
    ),
    (
        "4611698",
        "みやび情報サービス合同会社 東京オフィス",
        "JP",
        "active",
    ),
];

/// Customers of the first two resellers in other portals: whose, name, domain, country.
pub const CUSTOMERS: &[(usize, &str, &str, &str)] = &[
    (0, "Alder Street Dental Group", "alderstreetdental.example", "US"),
    (0, "Bluebird Coffee Roasters", "bluebirdcoffee.example", "US"),
    (0, "Copper Kettle Brewing Co.", "copperkettle.example", "US"),
    (0, "Evergreen School District 12", "evergreen12.example", "US"),
    (0, "Fernwood Veterinary Clinic", "fernwoodvet.example", "US"),
    (0, "Granite Peak Surveyors", "granitepeak.example", "US"),
    (0, "Hollis & Park Law Offices", "hollispark.example", "US"),
    (0, "Tidewater Marine Supply", "tidewatermarine.example", "US"),
    (1, "あかね書店株式会社", "akane-shoten.example", "JP"),
    (1, "株式会社いろは製作所", "iroha-works.example", "JP"),
    (1, "医療法人かすみ会", "kasumikai.example", "JP"),
    (1, "すみれ運輸株式会社", "sumire-unyu.example", "JP"),
    (1, "有限会社たちばな園芸", "tachibana-engei.example", "JP"),
    (1, "Nagisa Hotels K.K.", "nagisa-hotels.example", "JP"),
];

/// Those of them whose people have accounts, by their place in the list: they made an organization and verified its domain.
pub const CLAIMED: &[usize] = &[1, 8];

/// The people whom a Global admin adds, by role; `true` for those of the first organization of a kind only.
pub const STAFF: &[(AgentRole, AdminRole, bool)] = &[
    (AgentRole::AdminAgent, AdminRole::None, false),
    (AgentRole::SalesAgent, AdminRole::None, true),
    (AgentRole::HelpdeskAgent, AdminRole::None, false),
    (AgentRole::None, AdminRole::UserManagementAdmin, true),
    (AgentRole::None, AdminRole::BillingAdmin, true),
    (AgentRole::HelpdeskAgent, AdminRole::GlobalAdmin, true),
    (AgentRole::SalesAgent, AdminRole::BillingAdmin, true),
    (AgentRole::None, AdminRole::None, true),
];

/// The same of a customer: it has the admin axis only (decision 3).
pub const CUSTOMER_STAFF: &[AdminRole] = &[AdminRole::BillingAdmin, AdminRole::UserManagementAdmin];

/// Everything that a guesser could know: no password has any of it.
pub fn known() -> Vec<&'static str> {
    let people = names::ENGLISH_PEOPLE.iter().chain(names::JAPANESE_PEOPLE);
    let names = people.flat_map(|(given, family, local)| [*given, *family, *local]);
    let applicants = APPLICANTS.iter().flat_map(|a| [a.name, a.domain]);
    let providers = PROVIDERS.iter().flat_map(|p| [p.name, p.domain]);
    let customers = CUSTOMERS.iter().flat_map(|(_, name, domain, _)| [*name, *domain]);
    names
        .chain(applicants)
        .chain(providers)
        .chain(customers)
        .chain([OPERATOR.0, "Tandem"])
        .collect()
}
