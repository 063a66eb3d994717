//! Bytes to text: byte order marks, strict UTF-8, UTF-16, and a guess for everything older.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;
use crate::domain::Issue;

/// How many bytes decide what a file is made of.
const SAMPLE: usize = 64 * 1024;

/// Text with the name of the encoding it was in.
pub(super) struct Decoded<'a> {
    /// The text without its byte order mark.
    pub(super) text: Cow<'a, str>,
    /// The encoding's name in the WHATWG standard.
    pub(super) encoding: &'static str,
    /// What was odd about it.
    pub(super) issues: Vec<Issue>,
}

/// Reads `bytes` in the encoding called `label`, or else in the one they show.
pub(super) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    refuse_other_files(bytes)?;
    let chosen = label.map(|label| Encoding::for_label(label.as_bytes()).ok_or(ReadError::UnknownEncoding));
    let (encoding, certain) = match chosen.transpose()? {
        Some(encoding) => (encoding, true),
        None => detect(bytes),
    };
    let (text, encoding, damaged) = encoding.decode(bytes);
    refuse_noise(&text)?;
    let mut issues = Vec::new();
    if damaged {
        let line = text.split('\u{fffd}').next().unwrap_or_default().lines().count().max(1);
        issues.push(Issue {
            row: Some(line as u64),
            column: None,
            problem: format!(
                "The file is {} but some characters in it are damaged, the first on this line",
                encoding.name()
            ),
            hint: "They show as \u{fffd}; everything else was read".to_owned(),
        });
    }
    if !certain {
        issues.push(Issue {
            row: None,
            column: None,
            problem: format!("The file isn't UTF-8; it was read as {}", encoding.name()),
            hint: "If letters with accents look wrong in the samples, save it as UTF-8 and import it again".to_owned(),
        });
    }
    Ok(Decoded { text, encoding: encoding.name(), issues })
}

/// The encoding and whether the bytes prove it.
fn detect(bytes: &[u8]) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, true);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf16_without_mark(sample) {
        return (encoding, false);
    }
    if mostly_utf8(bytes) {
        return (UTF_8, true);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Deny), false)
}

/// Latin text in UTF-16 has a zero in nearly every second byte.
fn utf16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    match pairs > 1 {
        true if odd * 10 > pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        true if even * 10 > pairs * 7 && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 throughout, or with so little damage among so many whole characters that nothing else is likely.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut rest, mut whole, mut broken) = (bytes, 0_usize, 0_usize);
    loop {
        let (valid, after) = match std::str::from_utf8(rest) {
            Ok(_) if broken == 0 => return true,
            Ok(valid) => (valid.as_bytes(), None),
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                (valid, Some(&after[error.error_len().unwrap_or(after.len())..]))
            }
        };
        // A byte from 0xC0 on starts a character of several bytes.
        whole += valid.iter().filter(|b| **b >= 0xC0).count();
        let Some(after) = after else { return whole > broken.saturating_mul(50) };
        broken += 1;
        if broken > 1000 {
            return false;
        }
        rest = after;
    }
}

/// Files of other programs by their first bytes.
fn refuse_other_files(bytes: &[u8]) -> Result<(), ReadError> {
    match bytes {
        _ if bytes.iter().all(u8::is_ascii_whitespace) => Err(ReadError::Empty),
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(ReadError::Workbook),
        [b'%', b'P', b'D', b'F', ..] | [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [0x1F, 0x8B, ..] => {
            Err(ReadError::NotText)
        }
        _ if bytes.starts_with(b"SQLite format 3\0") => Err(ReadError::NotText),
        _ if u32::try_from(bytes.len()).is_err() => Err(ReadError::TooLarge),
        _ => Ok(()),
    }
}

/// Text may hold a stray control character, but not a tenth of them.
fn refuse_noise(text: &str) -> Result<(), ReadError> {
    let noise = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || *c == '\u{fffd}';
    let (all, noisy) = (text.chars().take(SAMPLE).count(), text.chars().take(SAMPLE).filter(noise).count());
    if text.trim().is_empty() {
        Err(ReadError::Empty)
    } else if noisy * 10 > all && noisy > 4 {
        Err(ReadError::NotText)
    } else if u32::try_from(text.len()).is_err() {
        Err(ReadError::TooLarge)
    } else {
        Ok(())
    }
}
