//! The style sheet, the script and the icons, embedded at build time under addresses that hold a hash of their bytes: a page names
//! them by constants, so that one that is missing doesn't compile.

/// One file, ready to be sent.
pub struct Asset {
    /// Its name below `/static/`, with the hash.
    pub name: &'static str,
    /// The hash as an entity tag.
    pub etag: &'static str,
    /// Its content type.
    pub mime: &'static str,
    /// Its bytes.
    pub plain: &'static [u8],
    /// Packed by brotli, where that is smaller.
    pub br: Option<&'static [u8]>,
    /// Packed by gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS
        .binary_search_by(|asset| asset.name.cmp(name))
        .ok()
        .and_then(|at| ASSETS.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_constant_finds_its_file() {
        for address in [APP_CSS, APP_JS, ICONS_SVG, ICON_SVG] {
            let name = address.strip_prefix("/static/").expect("below /static/");
            assert!(find(name).is_some(), "{address}");
        }
        assert!(find("app.css").is_none());
        assert!(find("").is_none());
    }

    #[test]
    fn the_style_sheet_stays_small() {
        let css = find(APP_CSS.trim_start_matches("/static/")).expect("embedded");
        assert!(css.plain.len() < 40_000, "{} bytes", css.plain.len());
        let packed = css.br.map_or(usize::MAX, <[u8]>::len);
        assert!(packed < 9_000, "{packed} bytes packed");
        let text = std::str::from_utf8(css.plain).expect("UTF-8");
        assert!(
            text.starts_with("@layer tokens,base,layout,components,print;"),
            "{}",
            &text[..60]
        );
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        assert!(!text.contains("/*") && !text.contains("url("));
    }

    #[test]
    fn packed_files_hold_the_same_bytes() {
        for asset in ASSETS {
            let gzip = asset.gzip.expect("text packs well");
            let mut plain = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(gzip), &mut plain).expect("gzip");
            assert_eq!(plain, asset.plain, "{}", asset.name);
        }
    }
}
