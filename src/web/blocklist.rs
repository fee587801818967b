//! The operator's own list of passwords that are known to attackers (A.3): the SHA-1 of each, one a line and in order, as *Have I Been
//! Pwned* hands out its *Pwned Passwords*. It may have a billion lines: a look-up halves the file on the disk and keeps nothing in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use sha1::{Digest as _, Sha1};

use crate::error::AppError;

/// The longest line: forty digits, a colon, how often it was seen, the line's end.
const LONGEST: usize = 64;
/// A range of the file that is read whole instead of being halved again.
const PIECE: u64 = 4_096;
/// How many lines, evenly spread, are looked at when the list is opened.
const SAMPLES: u64 = 64;

/// A list in a file. The file is opened for each look-up, so that a newer one may be moved in its place at any time.
#[derive(Clone, Debug)]
pub struct Blocklist {
    path: PathBuf,
}

/// A SHA-1 in upper-case hexadecimal.
type Digits = [u8; 40];

impl Blocklist {
    /// The list in this file, once a look at some of its lines showed that it is one: a list out of order would find nothing and say so
    /// to nobody. The error is a sentence.
    pub fn open(path: PathBuf) -> Result<Self, String> {
        let examined = File::open(&path).and_then(|mut file| examine(&mut file));
        match examined {
            Ok(()) => Ok(Self { path }),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    /// Whether this password, in its normal form, stands in the list. A list that can't be read any more refuses every password for the
    /// moment: going on without it would be a silent change of the rules.
    pub async fn holds(&self, password: &str) -> Result<bool, AppError> {
        let wanted = digits(password);
        let path = self.path.clone();
        #[expect(clippy::disallowed_methods, reason = "some thirty reads of the disk")]
        let found = actix_web::web::block(move || look_up(&mut File::open(path)?, &wanted)).await;
        let unreadable = |e: &dyn std::fmt::Display| {
            AppError::Unavailable(format!("the list of known passwords can't be read: {e}"))
        };
        found.map_err(|e| unreadable(&e))?.map_err(|e| unreadable(&e))
    }
}

fn digits(password: &str) -> Digits {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut digits = [0; 40];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(Sha1::digest(password)) {
        for (digit, half) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
            *digit = HEX.get(usize::from(half)).copied().unwrap_or_default();
        }
    }
    digits
}

fn not_a_list(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("{what}; expected are lines of 40 hexadecimal digits (SHA-1), in order"),
    )
}

/// The hash in a line; what follows it, a colon and a count, doesn't matter.
fn hash_of(line: &[u8]) -> io::Result<Digits> {
    let wrong = || not_a_list("a line is no SHA-1");
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (hash, rest) = line.split_at_checked(40).ok_or_else(wrong)?;
    if !hash.iter().all(u8::is_ascii_hexdigit) || !matches!(rest.first(), None | Some(b':')) {
        return Err(wrong());
    }
    Digits::try_from(hash.to_ascii_uppercase()).map_err(|_| wrong())
}

/// Reads on from here until the buffer is full or the file ends.
fn read_at(file: &mut (impl Read + Seek), from: u64, most: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut read = Vec::new();
    file.take(most).read_to_end(&mut read)?;
    Ok(read)
}

/// The first line that begins after this byte: where, and its hash.
fn line_after(file: &mut (impl Read + Seek), at: u64) -> io::Result<Option<(u64, Digits)>> {
    let piece = read_at(file, at, 2 * LONGEST as u64)?;
    let Some(end) = piece.iter().position(|b| *b == b'\n') else {
        return if piece.len() > LONGEST {
            Err(not_a_list("a line is too long"))
        } else {
            Ok(None)
        };
    };
    let mut lines = piece.split(|b| *b == b'\n');
    lines.next();
    match lines.next() {
        None | Some(b"") => Ok(None),
        Some(line) => Ok(Some((at + end as u64 + 1, hash_of(line)?))),
    }
}

fn examine(file: &mut (impl Read + Seek)) -> io::Result<()> {
    let size = file.seek(SeekFrom::End(0))?;
    let head = read_at(file, 0, LONGEST as u64)?;
    let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
    if first.is_empty() {
        return Err(not_a_list("the list is empty"));
    }
    let mut last = hash_of(first)?;
    for sample in 0..SAMPLES {
        let Some((_, hash)) = line_after(file, size / SAMPLES * sample)? else {
            break;
        };
        if hash < last {
            return Err(not_a_list("the lines aren't in order"));
        }
        last = hash;
    }
    Ok(())
}

fn look_up(file: &mut (impl Read + Seek), wanted: &Digits) -> io::Result<bool> {
    // The line begins at one of these bytes, if it is there.
    let (mut from, mut to) = (0, file.seek(SeekFrom::End(0))?);
    while to - from > PIECE {
        let middle = from + (to - from) / 2;
        match line_after(file, middle)? {
            Some((_, hash)) if hash == *wanted => return Ok(true),
            Some((begin, hash)) if hash < *wanted && begin < to => from = begin,
            // No line begins between the middle and this one.
            _ => to = middle + 1,
        }
    }
    let piece = read_at(file, from, to - from + LONGEST as u64)?;
    for line in piece.split(|b| *b == b'\n').take_while(|line| line.len() >= 40) {
        let hash = hash_of(line)?;
        if hash >= *wanted {
            return Ok(hash == *wanted);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// As it is downloaded: in order, with counts of different lengths and lines that end as on Windows.
    fn list(passwords: impl Iterator<Item = String>) -> Vec<u8> {
        let mut lines: Vec<String> = passwords
            .enumerate()
            .map(|(n, password)| {
                let hash = String::from_utf8(digits(&password).to_vec()).expect("ASCII");
                format!("{hash}:{}\r\n", n * n)
            })
            .collect();
        lines.sort();
        lines.concat().into_bytes()
    }

    #[test]
    fn every_password_of_the_list_is_found_and_no_other() {
        for size in [1, 2, 90, 5_000] {
            let mut file = Cursor::new(list((0..size).map(|n| format!("known password {n}"))));
            for n in 0..size {
                let wanted = digits(&format!("known password {n}"));
                assert!(look_up(&mut file, &wanted).expect("a list"), "{n} of {size}");
                let other = digits(&format!("unknown password {n}"));
                assert!(!look_up(&mut file, &other).expect("a list"), "{n} of {size}");
            }
        }
    }

    #[test]
    fn a_look_up_reads_a_bounded_part_of_the_file() {
        struct Counted(Cursor<Vec<u8>>, u64);
        impl Read for Counted {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let read = self.0.read(into)?;
                self.1 += read as u64;
                Ok(read)
            }
        }
        impl Seek for Counted {
            fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
                self.0.seek(to)
            }
        }
        let list = list((0..40_000).map(|n| format!("known password {n}")));
        assert!(list.len() > 1_900_000);
        let mut file = Counted(Cursor::new(list), 0);
        assert!(look_up(&mut file, &digits("known password 39999")).expect("a list"));
        assert!(file.1 < 10_000, "{} bytes read", file.1);
    }

    #[test]
    fn a_file_that_is_no_list_is_refused_with_the_reason() {
        let refused = |text: &str| {
            examine(&mut Cursor::new(text.as_bytes()))
                .expect_err("refused")
                .to_string()
        };
        assert!(refused("").contains("empty"));
        assert!(refused("password\nsecret\n").contains("no SHA-1"));
        assert!(
            refused(&format!("{}\n", "AB".repeat(16))).contains("no SHA-1"),
            "NTLM"
        );
        let backwards: String = (0..100).rev().map(|n| format!("{n:040X}:1\n")).collect();
        assert!(refused(&backwards).contains("order"));
        let forwards: String = (0..100).map(|n| format!("{n:040x}\n")).collect();
        examine(&mut Cursor::new(forwards.as_bytes())).expect("counts aren't needed, nor capitals");
    }
}
