//! Folding of text that is searched, the same on both engines: neither folds Japanese or accented letters alike by itself.

use unicode_normalization::UnicodeNormalization as _;

/// The form in which text is searched: NFKC, lower case, runs of white space as one blank.
#[must_use]
pub fn fold(text: &str) -> String {
    let folded: String = text.nfkc().collect::<String>().to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The end of the range of texts that begin with `prefix`, so that an index answers "begins with" on both engines.
#[must_use]
pub fn prefix_end(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// A pattern for `LIKE … ESCAPE '\'` that finds `text` anywhere, whatever signs it holds.
#[must_use]
pub fn contains(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_blanks_dont_matter() {
        assert_eq!(fold("  ＣＯＮＴＯＳＯ　Ltd "), "contoso ltd");
        assert_eq!(fold("ｶﾌﾞｼｷｶﾞｲｼｬ"), "カブシキガイシャ");
    }

    #[test]
    fn signs_of_a_pattern_are_taken_literally() {
        assert_eq!(contains("50%_\\"), "%50\\%\\_\\\\%");
    }

    #[test]
    fn a_prefix_range_holds_what_begins_with_it() {
        assert!("山田商店".to_owned() < prefix_end("山田") && "山田商店".to_owned() >= "山田".to_owned());
        assert!("contosp".to_owned() > prefix_end("contoso"));
    }
}
