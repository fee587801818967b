//! Reads a Rust file far enough to know what it names: its paths, with `super` and groups resolved, and what is test code.

use std::path::{Path, PathBuf};

/// A word, `::` or one sign of the source, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
    pub test: bool,
}

/// A path from the crate's root, as `["kernel", "clock", "Clock"]`, and where it is named.
#[derive(Clone, Debug)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
    pub test: bool,
}

/// One file of `src/` or `tests/`.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub name: String,
    pub tokens: Vec<Token>,
    pub named: Vec<Named>,
    /// Lines that are not test code.
    pub lines: usize,
    /// Lines of test code inside this file.
    pub test_lines: usize,
    pub generated: bool,
}

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository whose name ends so, sorted. No such folder: none.
pub fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("node_modules") {
                    walk(&path, ending, found);
                }
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), ending, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a text file in UTF-8");
            let name = path
                .strip_prefix(&root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            (name, text)
        })
        .collect()
}

/// Every Rust file below a folder.
pub fn sources(folder: &str) -> Vec<Source> {
    files(folder, ".rs")
        .into_iter()
        .map(|(name, text)| Source::read(name, &text))
        .collect()
}

impl Source {
    pub fn read(name: String, text: &str) -> Self {
        let mut tokens = tokenize(text);
        let whole_file_is_test = name.starts_with("tests/")
            || name.ends_with("/tests.rs")
            || name.contains("/tests/")
            || name.starts_with("src/testkit");
        mark_tests(&mut tokens, whole_file_is_test);
        let total = text.lines().count();
        let mut test: Vec<usize> = tokens.iter().filter(|t| t.test).map(|t| t.line).collect();
        let test_lines = if whole_file_is_test {
            0
        } else {
            // From the first to the last line of each run of test tokens; blank lines and comments between them count along.
            let plain: Vec<usize> = tokens.iter().filter(|t| !t.test).map(|t| t.line).collect();
            test.dedup();
            let mut sum = 0;
            let mut at = 0;
            while at < test.len() {
                let begin = test[at];
                let until = plain
                    .iter()
                    .copied()
                    .find(|&line| line > begin)
                    .unwrap_or(total + 1);
                let last = test
                    .iter()
                    .copied()
                    .take_while(|&line| line < until)
                    .last()
                    .unwrap_or(begin);
                sum += last + 1 - begin;
                at = test.partition_point(|&line| line <= last);
            }
            sum
        };
        Self {
            named: named(&name, &tokens),
            lines: total - test_lines,
            test_lines,
            generated: text.lines().take(5).any(|line| line.contains("@generated")),
            name,
            tokens,
        }
    }

    /// Whether these tokens follow one another outside test code, and in which line.
    pub fn lines_with(&self, words: &[&str], in_tests: bool) -> Vec<usize> {
        self.tokens
            .windows(words.len())
            .filter(|w| w[0].test == in_tests && w.iter().zip(words).all(|(t, word)| t.text == *word))
            .map(|w| w[0].line)
            .collect()
    }
}

/// Words, `::` and single signs; comments, literals and lifetimes are left out.
fn tokenize(text: &str) -> Vec<Token> {
    let c: Vec<char> = text.chars().collect();
    let (mut at, mut line, mut tokens) = (0, 1, Vec::new());
    let peek = |i: usize| c.get(i).copied().unwrap_or('\0');
    let word = |ch: char| ch.is_alphanumeric() || ch == '_';
    while at < c.len() {
        let ch = c[at];
        let begin = at;
        match ch {
            '/' if peek(at + 1) == '/' => {
                while at < c.len() && c[at] != '\n' {
                    at += 1;
                }
            }
            '/' if peek(at + 1) == '*' => {
                at += 2;
                while at < c.len() && !(c[at] == '*' && peek(at + 1) == '/') {
                    at += 1;
                }
                at += 2;
            }
            'r' | 'b' | 'c' if raw_hashes(&c, at).is_some() => {
                let (start, hashes) = raw_hashes(&c, at).expect("just looked");
                at = start;
                while at < c.len() && !(c[at] == '"' && (1..=hashes).all(|n| peek(at + n) == '#')) {
                    at += 1;
                }
                at += 1 + hashes;
            }
            '"' => {
                at += 1;
                while at < c.len() && c[at] != '"' {
                    at += if c[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
            }
            '\'' if peek(at + 1) == '\\' || peek(at + 2) == '\'' => {
                at += if peek(at + 1) == '\\' { 3 } else { 2 };
                while at < c.len() && c[at] != '\'' {
                    at += 1;
                }
                at += 1;
            }
            _ if word(ch) => {
                while at < c.len() && word(c[at]) {
                    at += 1;
                }
                tokens.push(Token {
                    text: c[begin..at].iter().collect(),
                    line,
                    test: false,
                });
            }
            ':' if peek(at + 1) == ':' => {
                tokens.push(Token {
                    text: "::".into(),
                    line,
                    test: false,
                });
                at += 2;
            }
            _ => {
                if !ch.is_whitespace() {
                    tokens.push(Token {
                        text: ch.into(),
                        line,
                        test: false,
                    });
                }
                at += 1;
            }
        }
        line += c[begin..at.min(c.len())].iter().filter(|&&ch| ch == '\n').count();
    }
    tokens
}

/// Where the text of a raw string beginning here starts, and how many `#` close it.
fn raw_hashes(c: &[char], at: usize) -> Option<(usize, usize)> {
    if at > 0 && (c[at - 1].is_alphanumeric() || c[at - 1] == '_') {
        return None;
    }
    let r = (at..at + 2).find(|&i| c.get(i) == Some(&'r'))?;
    let hashes = c[r + 1..].iter().take_while(|&&ch| ch == '#').count();
    (c.get(r + 1 + hashes) == Some(&'"')).then_some((r + 2 + hashes, hashes))
}

/// Marks the items under `#[cfg(test)]`, `#[cfg(all(test, …))]` and `#[test]`.
fn mark_tests(tokens: &mut [Token], all: bool) {
    if all {
        tokens.iter_mut().for_each(|t| t.test = true);
        return;
    }
    let mut at = 0;
    while at < tokens.len() {
        let follows = |words: &[&str]| {
            words
                .iter()
                .enumerate()
                .all(|(n, word)| tokens.get(at + n).is_some_and(|t| t.text == *word))
        };
        let marked = follows(&["#", "[", "cfg", "(", "test", ")", "]"])
            || follows(&["#", "[", "cfg", "(", "all", "(", "test", ","])
            || follows(&["#", "[", "test", "]"]);
        if !marked {
            at += 1;
            continue;
        }
        // To the `;` or the closing brace of the item that follows.
        let (mut end, mut depth) = (at, 0_i32);
        loop {
            match tokens.get(end).map(|t| t.text.as_str()) {
                None => break,
                Some("{" | "(" | "[") => depth += 1,
                Some(close @ ("}" | ")" | "]")) => {
                    depth -= 1;
                    if depth == 0 && close == "}" {
                        break;
                    }
                }
                Some(";") if depth == 0 => break,
                Some(_) => {}
            }
            end += 1;
        }
        let last = end.min(tokens.len() - 1);
        tokens[at..=last].iter_mut().for_each(|t| t.test = true);
        at = last + 1;
    }
}

/// Every path that begins with `crate` or `super`, from the crate's root.
fn named(name: &str, tokens: &[Token]) -> Vec<Named> {
    let file: Vec<&str> = name
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod")
        .split('/')
        .filter(|part| !matches!(*part, "lib" | "main"))
        .collect();
    let mut found = Vec::new();
    // One entry per open brace: whether it is that of an inline module.
    let mut braces: Vec<bool> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" => braces.push(at >= 2 && tokens[at - 2].text == "mod"),
            "}" => drop(braces.pop()),
            "crate" | "super" if tokens.get(at + 1).is_some_and(|t| t.text == "::") => {
                if at > 0 && tokens[at - 1].text == "::" {
                    continue;
                }
                let mut next = at;
                let mut base: Vec<String> = Vec::new();
                if token.text == "super" {
                    let mut up = 0;
                    while tokens.get(next).is_some_and(|t| t.text == "super") {
                        (up, next) = (up + 1, next + 2);
                    }
                    let inline = braces.iter().filter(|&&module| module).count();
                    let keep = (file.len() + inline).saturating_sub(up).min(file.len());
                    base = file[..keep].iter().map(|&part| part.to_owned()).collect();
                } else {
                    next += 2;
                }
                tree(tokens, &mut next, &base, &mut found);
            }
            _ => {}
        }
    }
    found
}

/// One path, or a group of them, from `at` on.
fn tree(tokens: &[Token], at: &mut usize, base: &[String], found: &mut Vec<Named>) {
    let mut path = base.to_vec();
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        if token.text == "{" {
            while tokens.get(*at).is_some_and(|t| t.text != "}") {
                if tokens[*at].text == "," {
                    *at += 1;
                } else {
                    tree(tokens, at, &path, found);
                }
            }
            *at += 1;
            return;
        }
        path.push(token.text.clone());
        if tokens.get(*at).is_some_and(|t| t.text == "::") {
            *at += 1;
            continue;
        }
        // `name as other`
        if tokens.get(*at).is_some_and(|t| t.text == "as") {
            *at += 2;
        }
        found.push(Named {
            path,
            line: token.line,
            test: token.test,
        });
        return;
    }
}

#[test]
fn the_reader_of_sources_knows_paths_and_tests() {
    let text = "use crate::{kernel::clock::{self, Clock as C}, db};\nfn f() { super::store::list(\"crate::no\") }\n\
                // crate::no\n#[cfg(test)]\nmod tests {\n    use super::super::domain;\n}\n\
                #[cfg(all(test, feature = \"testkit\"))]\nmod more {\n    use crate::testkit;\n}\n";
    let source = Source::read("src/features/customers/service.rs".into(), text);
    let named: Vec<String> = source.named.iter().map(|named| named.path.join("::")).collect();
    assert_eq!(
        named,
        [
            "kernel::clock::self",
            "kernel::clock::Clock",
            "db",
            "features::customers::store::list",
            "features::customers::domain",
            "testkit",
        ]
    );
    assert_eq!((source.lines, source.test_lines), (3, 8));
    assert_eq!(source.named.iter().filter(|named| named.test).count(), 2);
}
