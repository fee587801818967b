//! `--customers N`: names and domains of customers, each once, and their way into the database.

use super::chance::Chance;
use crate::cli::{Failure, out};
use crate::db::Db;
use crate::features::customers::{self, NewCustomer};
use crate::kernel::clock::{Timestamp, days};
use crate::kernel::ids::OrganizationId;
use crate::kernel::site::Cx;
use crate::policy::actions::ImportCustomers;
use crate::policy::{Permit, System, permit_system};

const KINDS: &[(&str, &str)] = &[
    ("Bakery", "ベーカリー"),
    ("Books", "書店"),
    ("Builders", "建設"),
    ("Ceramics", "陶器"),
    ("Clinic", "クリニック"),
    ("Coffee", "珈琲"),
    ("Cycles", "サイクル"),
    ("Dental", "歯科"),
    ("Electric", "電機"),
    ("Farms", "農園"),
    ("Foods", "食品"),
    ("Freight", "運輸"),
    ("Furniture", "家具"),
    ("Gardens", "園芸"),
    ("Glass", "硝子"),
    ("Hotels", "ホテル"),
    ("Legal", "法律事務所"),
    ("Machining", "製作所"),
    ("Optics", "光学"),
    ("Packaging", "紙器"),
    ("Paints", "塗料"),
    ("Pharmacy", "薬局"),
    ("Press", "印刷"),
    ("School", "学園"),
    ("Shipping", "海運"),
    ("Textiles", "織物"),
    ("Timber", "木材"),
    ("Tools", "工具"),
    ("Toys", "玩具"),
    ("Travel", "旅行"),
];

const PLACES: &[(&str, &str)] = &[
    ("Alder", "あかつき"),
    ("Amber", "あさひ"),
    ("Birch", "いずみ"),
    ("Bluehill", "うみべ"),
    ("Cliffside", "おおぞら"),
    ("Cloverleaf", "かえで"),
    ("Copperfield", "かすみ"),
    ("Dunmore", "きらら"),
    ("Eastgate", "くるみ"),
    ("Elmwood", "こだま"),
    ("Fairmont", "こもれび"),
    ("Foxglove", "しおかぜ"),
    ("Granite", "すずらん"),
    ("Greenway", "せせらぎ"),
    ("Halcyon", "たいよう"),
    ("Highfield", "たちばな"),
    ("Ivory", "ちどり"),
    ("Jasper", "つつじ"),
    ("Kingsley", "ときわ"),
    ("Larkspur", "なぎさ"),
    ("Linden", "はるか"),
    ("Maple", "ひかり"),
    ("Northfold", "ひなた"),
    ("Orchard", "ふじみ"),
    ("Pinecrest", "まつかぜ"),
    ("Ravenna", "みずほ"),
    ("Silverbrook", "みなみ"),
    ("Stonebridge", "やまびこ"),
    ("Westmoor", "ゆうひ"),
    ("Wrenfield", "わかば"),
];

/// In which countries they are; English names stand for those outside Japan.
const COUNTRIES: &[&str] = &["US", "GB", "CA", "AU", "DE", "IE", "NZ"];

/// How many customers one transaction takes: few enough that a portal on the same database goes on answering.
const BATCH: usize = 10_000;

/// The customer with this number. Names of one kind and place are told apart by a number from the second on.
fn customer(at: usize, chance: &mut Chance, now: Timestamp) -> NewCustomer {
    let pairs = KINDS.len() * PLACES.len();
    let (round, pair) = (at / pairs, at % pairs);
    // Neighbors in the list differ in both words.
    let (kind, place) = (
        KINDS[pair % KINDS.len()],
        PLACES[(pair / KINDS.len() + pair) % PLACES.len()],
    );
    let again = if round == 0 {
        String::new()
    } else {
        format!(" {}", round + 1)
    };
    let domain = format!("{}-{}{}.example", place.0, kind.0, again.replace(' ', "-")).to_lowercase();
    let (name, country) = match chance.below(3) {
        0 => (format!("株式会社{}{}{again}", place.1, kind.1), "JP"),
        _ => (
            format!("{} {}{again}", place.0, kind.0),
            COUNTRIES[chance.below(COUNTRIES.len())],
        ),
    };
    let since = now - days(1 + i64::try_from(chance.below(1_500)).unwrap_or(0));
    NewCustomer {
        name,
        domain,
        country,
        since,
    }
}

/// Gives a reseller so many customers.
pub fn fill(
    db: &Db,
    cx: &Cx,
    reseller: OrganizationId,
    many: usize,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let permit: Permit<ImportCustomers> = permit_system(&System::new());
    let bar = out::bar(many, "customers");
    let mut next = 0;
    while next < many {
        let end = (next + BATCH).min(many);
        let rows: Vec<NewCustomer> = (next..end).map(|at| customer(at, chance, cx.now)).collect();
        db.write_blocking(|conn| customers::fill(conn, cx, &permit, reseller, &rows))?;
        bar.inc((end - next) as u64);
        next = end;
    }
    bar.finish_and_clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::domain_name::DomainName;

    #[test]
    fn every_customer_has_a_domain_of_its_own() {
        let mut chance = Chance::new(1);
        let mut domains: Vec<String> = (0..5_000)
            .map(|at| customer(at, &mut chance, Timestamp::from_millis(0)).domain)
            .collect();
        assert!(
            domains
                .iter()
                .all(|d| DomainName::parse(d).is_ok_and(|n| n.as_str() == d))
        );
        domains.sort_unstable();
        domains.dedup();
        assert_eq!(domains.len(), 5_000);
    }
}
