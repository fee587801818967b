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

    /// The size as the address keeps it: nothing for the usual one.
    #[must_use]
    pub fn kept(&self) -> &str {
        if self.size() == SIZES[0] { "" } else { &self.size }
    }

    /// The number of rows, one of [`SIZES`].
    #[must_use]
    pub fn size(&self) -> i64 {
        let asked = self.size.parse().unwrap_or(SIZES[0]);
        if SIZES.contains(&asked) { asked } else { SIZES[0] }
    }
}

impl<P> From<P> {
    /// Cuts what was read, one row more than the page has, to its `size`; says whether there is something before it and after it.
    pub fn cut<T>(&self, rows: &mut Vec<T>, size: i64) -> (bool, bool) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let beyond = rows.len() > size;
        match self {
            Self::Before(_) if beyond => drop(rows.remove(0)),
            _ => rows.truncate(size),
        }
        match self {
            Self::Start => (false, beyond),
            Self::After(_) => (true, beyond),
            Self::Before(_) => (beyond, true),
        }
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

/// The address of a list, or of its file, under these filters.
#[must_use]
pub fn under(path: &str, filters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(filters.iter().filter(|(_, value)| !value.is_empty()));
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// The address of another page of the same list: the path with its filters, and `key` (`after`, `before`) at this place.
#[must_use]
pub fn href(path: &str, filters: &[(&str, &str)], key: &str, place: &impl Serialize) -> String {
    under(path, &[filters, &[(key, &text_of(place))]].concat())
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
    fn a_page_shows_as_many_as_it_has_and_knows_what_lies_around_it() {
        let cut = |from: From<u8>, mut rows: Vec<u8>| (from.cut(&mut rows, 2), rows);
        assert_eq!(cut(From::Start, vec![1, 2]), ((false, false), vec![1, 2]));
        assert_eq!(cut(From::Start, vec![1, 2, 3]), ((false, true), vec![1, 2]));
        assert_eq!(cut(From::After(2), vec![3, 4]), ((true, false), vec![3, 4]));
        assert_eq!(cut(From::After(2), vec![3, 4, 5]), ((true, true), vec![3, 4]));
        assert_eq!(cut(From::Before(3), vec![1, 2]), ((false, true), vec![1, 2]));
        assert_eq!(cut(From::Before(4), vec![1, 2, 3]), ((true, true), vec![2, 3]));
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
