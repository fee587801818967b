//! What looks alike (decision 14): names of companies without their legal form, and domains that the eye takes for one another.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::confusable_detection::skeleton;

use super::domain_name::DomainName;

/// Legal forms that stand alone as words, folded and without dots.
const FORMS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "llc",
    "llp",
    "lp",
    "plc",
    "pllc",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "gbr",
    "ev",
    "eg",
    "se",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "snc",
    "scs",
    "sca",
    "srl",
    "spa",
    "sapa",
    "sl",
    "slu",
    "sau",
    "bv",
    "nv",
    "vof",
    "cv",
    "bvba",
    "sprl",
    "ab",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "kk",
    "gk",
    "pty",
    "pte",
    "pvt",
    "private",
    "public",
    "sdn",
    "bhd",
    "jsc",
    "ooo",
    "oao",
    "zao",
    "pao",
    "doo",
    "dd",
    "zrt",
    "kft",
    "sro",
    "spzoo",
    "spolka",
    "ltda",
    "eireli",
    "me",
    "cia",
    "sab",
    "dac",
    "clg",
    "ulc",
    "unlimited",
    "kabushikikaisha",
    "kabushikigaisha",
    "godokaisha",
    "goudougaisha",
    "yugenkaisha",
    "und",
    "and",
    "et",
    "y",
    "e",
    "the",
];

/// Legal forms written without a blank before or after the name.
const ATTACHED: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "合名会社",
    "合資会社",
    "相互会社",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "医療法人",
    "学校法人",
    "社会福祉法人",
    "宗教法人",
    "独立行政法人",
    "(株)",
    "(有)",
    "(同)",
    "(合)",
    "(名)",
    "(資)",
    "(社)",
    "(財)",
    "주식회사",
    "유한회사",
    "(주)",
    "(유)",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
];

/// The name by which companies are compared: NFKC, small letters, without legal form, punctuation and blanks. A name that is nothing but a
/// legal form stays as it is.
#[must_use]
pub fn legal_name_key(name: &str) -> String {
    let mut folded = name.nfkc().collect::<String>().to_lowercase();
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let whole = bare(&folded);
    for form in ATTACHED {
        folded = folded.replace(form, " ");
    }
    // "G.m.b.H." and "Co., Ltd." become words before they are looked up; a hyphen or slash parts words.
    let dotless: String = folded
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .collect();
    let words = dotless
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let key: String = words.filter(|w| !FORMS.contains(w)).collect();
    if key.is_empty() { whole } else { key }
}

/// The UTS #39 skeleton of a domain: equal for names that look the same, whatever script they are written in.
#[must_use]
pub fn domain_skeleton(domain: &DomainName) -> String {
    folded_skeleton(&domain.shown())
}

/// Capitals stand for what they look like in small letters: the skeleton of `0` is `O`.
fn folded_skeleton(name: &str) -> String {
    skeleton(name).collect::<String>().to_lowercase()
}

/// Characters that a domain name in ASCII has.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz0123456789-.";

/// Names longer than this are compared by their skeleton alone: nobody tells them apart by one character.
const LONGEST_EDITED: usize = 64;

/// The skeletons of the name itself and of every name at edit distance 1 in the alphabet of domains, sorted, each once. An index on stored
/// skeletons answers with one query which names look like this one or differ from it by one character. Of ASCII names none is missed; a
/// character of another script is found in the place of an ASCII one and taken out, but not put in the place of another such character
/// (their number would be that of all scripts).
///
/// About 70 for each character of the name: 1,400 for `fabrikam-japan.co.jp`, under 2,000 up to 27 characters, under 5,000 at the longest.
#[must_use]
pub fn skeleton_candidates(domain: &DomainName) -> Vec<String> {
    let name: Vec<char> = domain.shown().chars().collect();
    let mut found = vec![domain_skeleton(domain)];
    if name.len() <= LONGEST_EDITED {
        let mut edited = String::with_capacity(name.len() * 2);
        let mut note = |before: &[char], between: Option<char>, after: &[char]| {
            edited.clear();
            edited.extend(before.iter().chain(between.iter()).chain(after));
            found.push(folded_skeleton(&edited));
        };
        for at in 0..=name.len() {
            let (before, after) = name.split_at(at);
            for c in ALPHABET.chars() {
                note(before, Some(c), after);
            }
            if let Some((_, rest)) = after.split_first() {
                note(before, None, rest);
                for c in ALPHABET.chars() {
                    note(before, Some(c), rest);
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn domain(name: &str) -> DomainName {
        DomainName::parse(name).expect("a domain name")
    }

    fn alike(a: &str, b: &str) -> bool {
        skeleton_candidates(&domain(a)).contains(&domain_skeleton(&domain(b)))
    }

    #[test]
    fn a_company_keeps_its_key_whatever_its_legal_form() {
        for (name, key) in [
            ("Contoso Ltd", "contoso"),
            ("CONTOSO, Inc.", "contoso"),
            ("Contoso Co., Ltd.", "contoso"),
            ("The Contoso Company", "contoso"),
            ("Contoso G.m.b.H. & Co. KG", "contoso"),
            ("Contoso S.à r.l.", "contososàrl"),
            ("Contoso B.V.", "contoso"),
            ("Contoso K.K.", "contoso"),
            ("株式会社コントソ", "コントソ"),
            ("コントソ（株）", "コントソ"),
            ("㈱ｺﾝﾄｿ", "コントソ"),
            ("有限会社 山田・商店", "山田商店"),
            ("合同会社山田商店", "山田商店"),
            ("Fabri-Kam (Japan) LLC", "fabrikamjapan"),
            ("Limited", "limited"),
            ("株式会社", "株式会社"),
            ("", ""),
        ] {
            assert_eq!(legal_name_key(name), key, "{name}");
        }
    }

    #[test]
    fn domains_that_look_the_same_have_one_skeleton() {
        for (a, b) in [
            ("contoso.example", "c0nt0s0.example"),
            ("contoso.example", "соntоsо.example"),
            ("paypal.example", "paypa1.example"),
            ("modern.example", "rnodern.example"),
        ] {
            assert_eq!(
                domain_skeleton(&domain(a)),
                domain_skeleton(&domain(b)),
                "{a} {b}"
            );
        }
        assert_ne!(
            domain_skeleton(&domain("contoso.example")),
            domain_skeleton(&domain("fabrikam.example"))
        );
    }

    #[test]
    fn a_name_one_character_away_is_among_the_candidates() {
        for other in [
            "contoso.example",
            "contos.example",
            "contosso.example",
            "contosa.example",
            "xcontoso.example",
            "con-toso.example",
            "contoso.exampl",
            "contomo.example",
            "c0nt0s0s.example",
        ] {
            assert!(alike("contoso.example", other), "{other}");
        }
        for other in ["contossso.example", "cntos.example", "fabrikam.example"] {
            assert!(!alike("contoso.example", other), "{other}");
        }
        assert!(alike("例え.jp", "例.jp") && alike("例え.jp", "例え1.jp"));
    }

    #[test]
    fn the_candidates_are_few() {
        let few = |name: &str| skeleton_candidates(&domain(name)).len();
        assert!(few("contoso.example") < 1_200, "{}", few("contoso.example"));
        assert!(
            few("a-rather-long-name.co.jp") < 2_000,
            "{}",
            few("a-rather-long-name.co.jp")
        );
        assert!(few(&format!("{}.com", "abcdefghij".repeat(6))) < 5_000);
        assert_eq!(few(&format!("{}.com", "abc".repeat(21))), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// The candidates against the definition: any two names at distance 1.
        #[test]
        fn none_at_distance_one_is_missed(name in "[a-z0-9]{1,14}", at in 0usize..14, c in "[a-z0-9]", how in 0u8..3) {
            let mut other: Vec<char> = name.chars().collect();
            let at = at.min(other.len() - 1);
            let c = c.chars().next().expect("one");
            match how {
                0 => other[at] = c,
                1 => other.insert(at, c),
                _ => { other.remove(at); }
            }
            let (a, b) = (format!("x{name}.example"), format!("x{}.example", other.iter().collect::<String>()));
            prop_assert!(strsim::levenshtein(&a, &b) <= 1);
            prop_assert!(alike(&a, &b), "{} {}", a, b);
        }

        #[test]
        fn any_name_has_a_key(name in "\\PC{0,60}") {
            let key = legal_name_key(&name);
            prop_assert!(key.chars().all(char::is_alphanumeric));
        }
    }
}
