//! The facts of an application beside those of the membership directory.

use crate::features::enrollments::domain::{Field, FormData};
use crate::features::enrollments::pages::words;
use crate::features::enrollments::service::Dossier;
use crate::features::memberships::{Profile, ProfileState};
use crate::kernel::address;
use crate::kernel::country::Country;
use crate::kernel::phone::PhoneNumber;
use crate::kernel::search::fold;
use crate::kernel::website::WebSite;
use crate::web::View;

/// A fact as it was sent, and as the directory has it.
pub(super) struct Compared {
    pub label: String,
    pub typed: String,
    pub known: String,
    pub state: &'static str,
    pub tone: &'static str,
    pub word: String,
}

/// Fact by fact, what was sent and what the directory says.
pub(super) fn compared(view: &View, data: &FormData, d: &Dossier) -> Vec<Compared> {
    let t = view.t;
    let known = d.profile.as_ref();
    let of = |pick: fn(&Profile) -> &str| known.map(pick).unwrap_or_default().to_owned();
    let country = Country::parse(&d.organization.country).ok();
    let phone = |text: &str| {
        country
            .and_then(|c| PhoneNumber::parse(text, c).ok())
            .map_or_else(|| fold(text), |p| p.as_str().to_owned())
    };
    // Help for customers stands on a page of its own, seldom on the site's first: whose site it is, says the domain.
    let site = |text: &str| {
        let host = WebSite::parse(text).ok().map(|site| site.host().clone());
        host.and_then(|host| host.registrable().map(str::to_owned))
            .unwrap_or_else(|| fold(text))
    };
    let place = |text: &str| country.and_then(|country| address::region(country, text));
    let mut rows = Vec::new();
    let mut put = |label: String, typed: &str, known: String, equal: bool| {
        let (state, tone, word) = match () {
            () if known.is_empty() => ("unknown", "", t.review_not_in_directory()),
            () if equal => ("same", "good", t.review_same()),
            () => ("differs", "warn", t.review_differs()),
        };
        // Neither side says anything: not a fact.
        if typed.is_empty() && known.is_empty() {
            return;
        }
        rows.push(Compared {
            label,
            typed: typed.to_owned(),
            known,
            state,
            tone,
            word,
        });
    };
    type Pick = fn(&Profile) -> &str;
    let texts: [(Field, Pick); 5] = [
        (Field::LegalName, |p| &p.organization_name),
        (Field::Line1, |p| &p.address_line1),
        (Field::Line2, |p| &p.address_line2),
        (Field::City, |p| &p.city),
        (Field::PostalCode, |p| &p.postal_code),
    ];
    for (field, pick) in texts {
        let (typed, known) = (data.get(field), of(pick));
        put(
            words::field(t, field),
            typed,
            known.clone(),
            fold(typed) == fold(&known),
        );
    }
    let (typed, there) = (data.get(Field::Region), of(|p| &p.region));
    let named = |text: &str| {
        place(text).map_or_else(|| text.to_owned(), |region| region.name(view.language).to_owned())
    };
    let same = match (place(typed), place(&there)) {
        (Some(one), Some(other)) => one == other,
        _ => fold(typed) == fold(&there),
    };
    put(words::field(t, Field::Region), &named(typed), named(&there), same);
    let at = known.map(|p| view.country(&p.country)).unwrap_or_default();
    let home = view.country(&d.organization.country);
    put(t.review_country(), &home, at.clone(), at == home);
    let known_phone = crate::kernel::phone::shown(&of(|p| &p.phone));
    put(
        words::field_alone(t, Field::ContactPhone),
        &data.contact_phone,
        known_phone.clone(),
        phone(&data.contact_phone) == phone(&known_phone),
    );
    let known_site = of(|p| &p.website);
    put(
        words::field(t, Field::SupportWebsite),
        &data.support_website,
        known_site.clone(),
        site(&data.support_website) == site(&known_site),
    );
    if let Some(profile) = known {
        let active = profile.state == ProfileState::Active;
        rows.push(Compared {
            label: t.review_profile_state(),
            typed: String::new(),
            known: profile.mpn_id.to_string(),
            state: profile.state.as_str(),
            tone: if active { "good" } else { "bad" },
            word: if active {
                t.review_profile_active()
            } else {
                t.review_profile_inactive()
            },
        });
    }
    rows
}
