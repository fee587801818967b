//! A person's name put together from its parts, in the order of the name itself: whoever reads it.

/// Family name first where it is written in Han, kana or hangul, given name first elsewhere.
#[must_use]
pub fn full_name(given: &str, family: &str) -> String {
    let (given, family) = (given.trim(), family.trim());
    let (one, two) = if is_family_first(family) {
        (family, given)
    } else {
        (given, family)
    };
    format!("{one} {two}").trim().to_owned()
}

/// Whether a name is written in a script in which the family's comes first.
#[must_use]
pub fn is_family_first(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(is_east_asian)
}

/// Han with its extensions, hiragana, katakana of both widths, hangul.
const fn is_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
            | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_own_order_in_every_language() {
        for (given, family, whole) in [
            ("Noel", "Abernathy", "Noel Abernathy"),
            ("直美", "小林", "小林 直美"),
            ("さくら", "佐々木", "佐々木 さくら"),
            ("ﾅｵﾐ", "ｺﾊﾞﾔｼ", "ｺﾊﾞﾔｼ ﾅｵﾐ"),
            ("민준", "김", "김 민준"),
            ("𠮷子", "𠮷田", "𠮷田 𠮷子"),
            ("Naomi", "小林", "小林 Naomi"),
            ("直美", "Kobayashi", "直美 Kobayashi"),
            ("María-José", "Carreño Quiñones", "María-José Carreño Quiñones"),
            (" Kim ", "", "Kim"),
            ("", "小林", "小林"),
            ("", "", ""),
        ] {
            assert_eq!(full_name(given, family), whole);
        }
    }
}
