//! What is imported: the membership directory, and customers that were served through other portals.

use super::cast::{self, Fate};
use super::stage::{Stage, good, must};
use crate::cli::Failure;
use crate::features::{customers, memberships};
use crate::kernel::country::Country;
use crate::kernel::phone::PhoneNumber;
use crate::policy::actions::{ImportCustomers, ManageMemberships};
use crate::policy::{Permit, System, permit_system};

/// A file of `import memberships`, with the profiles of everybody who applies.
pub fn import_memberships(stage: &Stage) -> Result<(), Failure> {
    let mut file = String::from(
        "mpn_id,login,password,enrolled_domain,organization,country,state,kind,competencies,address_line1,address_line2,city,region,postal_code,phone,website\n",
    );
    let password = &stage.password;
    let mut line = |cells: &[&str]| {
        let quoted: Vec<String> = cells
            .iter()
            .map(|c| format!("\"{}\"", c.replace('"', "\"\"")))
            .collect();
        file.push_str(&quoted.join(","));
        file.push('\n');
    };
    let login = |domain: &str| format!("partner@{domain}");
    for a in cast::APPLICANTS {
        let enrolled = if a.fate == Fate::Shortcut { a.domain } else { "" };
        let [line1, line2, city, region, postal_code] = a.address;
        let country = good(Country::parse(a.country))?;
        let phone = good(PhoneNumber::parse(a.phone, country))?;
        let website = format!("https://www.{}", a.domain);
        line(&[
            a.mpn_id,
            &login(a.domain),
            password,
            enrolled,
            a.name,
            a.country,
            "active",
            "location",
            a.competencies,
            line1,
            line2,
            city,
            region,
            postal_code,
            phone.as_str(),
            &website,
        ]);
    }
    let last = cast::APPLICANTS.last().map_or("", |a| a.domain);
    for (mpn_id, name, country, state) in cast::MORE_PROFILES {
        line(&[
            mpn_id,
            &login(last),
            password,
            "",
            name,
            country,
            state,
            "location",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ]);
    }
    let file = good(memberships::ImportFile::read(
        file.as_bytes(),
        &stage.installation.site.tenant_domain,
    ))?;
    let made = stage
        .hasher()
        .hash_bulk_now(&file.passwords(), &|| ())
        .map_err(|e| Failure::Failed(e.to_string()))?;
    let hashes = memberships::hashes(made);
    let permit: Permit<ManageMemberships> = permit_system(&System::new());
    let cx = stage.installation.cx();
    stage.write(|conn| {
        must(memberships::import(
            conn,
            &cx,
            &permit,
            &file,
            &hashes,
            false,
            &|| (),
        ))
    })?;
    Ok(())
}

/// A file of `import customers`: they appear when their resellers become active (S52).
pub fn import_customers(stage: &Stage) -> Result<(), Failure> {
    let mut file =
        String::from("reseller_mpn_id,customer_domain,customer_name,country,source_portal,since\n");
    for (i, (reseller, name, domain, country)) in cast::CUSTOMERS.iter().enumerate() {
        let portal = if i % 3 == 2 {
            "azure_portal"
        } else {
            "office365_admin"
        };
        let (mpn_id, year, month) = (cast::APPLICANTS[*reseller].mpn_id, 2023 + i % 3, 1 + i % 12);
        file.push_str(&format!(
            "{mpn_id},{domain},{name},{country},{portal},{year}-{month:02}-15\n"
        ));
    }
    let cx = stage.installation.cx();
    let file = good(customers::ImportFile::read(
        file.as_bytes(),
        cx.now,
        &cx.site.tenant_domain,
    ))?;
    let permit: Permit<ImportCustomers> = permit_system(&System::new());
    stage.write(|conn| must(customers::import(conn, &cx, &permit, &file, false, &|| ())))?;
    Ok(())
}
