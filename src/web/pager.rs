//! Pages of a list by keyset: the address holds the place where a page begins as an opaque text, `?after=` going on, `?before=` going
//! back, and the filters stay in it. A place only says where to read on; what is read there the scope decides.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::kernel::keys::{base64url, from_base64url};

/// The sizes of a page that can be chosen, the usual one first.
pub const SIZES: [i64; 3] = [25, 50, 100];

/// What the address says about the page of a list; part of a list's query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageQuery {
    /// The place after which the page begins.
    pub after: String,
    /// The place before which it ends.
    pub before: String,
    /// How many rows it has.
    pub size: String,
}

/// From where a page goes on; `P` is what the list is sorted by, its id last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From<P> {
    /// The beginning.
    Start,
    /// What comes after this one.
    After(P),
    /// What comes before this one.
    Before(P),
}

impl PageQuery {
    /// The place. One that can't be read is the beginning: an old bookmark shows the list all the same.
    #[must_use]
    pub fn from<P: DeserializeOwned>(&self) -> From<P> {
        match (place(&self.after), place(&self.before)) {
            (Some(after), _) => From::After(after),
            (None, Some(before)) => From::Before(before),
            (None, None) => From::Start,
        }
    }

    /// The number of rows, one of [`SIZES`].
    #[must_use]
    pub fn size(&self) -> i64 {
        let asked = self.size.parse().unwrap_or(SIZES[0]);
        if SIZES.contains(&asked) { asked } else { SIZES[0] }
    }
}

fn place<P: DeserializeOwned>(text: &str) -> Option<P> {
    let json = from_base64url(text).filter(|bytes| !bytes.is_empty())?;
    // No list has a NUL to go on from, and PostgreSQL takes no text that holds one.
    let nul = json.windows(6).any(|six| six == b"\\u0000");
    serde_json::from_slice(&json).ok().filter(|_| !nul)
}

/// A place as the address holds it.
#[must_use]
pub fn text_of(place: &impl Serialize) -> String {
    serde_json::to_vec(place)
        .map(|json| base64url(&json))
        .unwrap_or_default()
}

/// The address of another page of the same list: the path with its filters, and `key` (`after`, `before`) at this place.
#[must_use]
pub fn href(path: &str, filters: &[(&str, &str)], key: &str, place: &impl Serialize) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(filters.iter().filter(|(_, value)| !value.is_empty()));
    query.append_pair(key, &text_of(place));
    format!("{path}?{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_from_the_address() {
        let place = ("株式会社".to_owned(), 7);
        let query = PageQuery {
            after: text_of(&place),
            ..PageQuery::default()
        };
        assert_eq!(query.from::<(String, i32)>(), From::After(place));
        assert_eq!(query.from::<u8>(), From::Start, "a place of another list");
        assert_eq!(PageQuery::default().from::<u8>(), From::Start);
    }

    #[test]
    fn an_address_keeps_the_filters_that_are_set() {
        let address = href("/customers", &[("q", "a&b"), ("state", "")], "before", &3);
        assert_eq!(address, "/customers?q=a%26b&before=Mw");
    }

    #[test]
    fn only_offered_sizes_are_taken() {
        let size = |text: &str| {
            PageQuery {
                size: text.to_owned(),
                ..PageQuery::default()
            }
            .size()
        };
        assert_eq!([size("50"), size("51"), size(""), size("-1")], [50, 25, 25, 25]);
    }
}
