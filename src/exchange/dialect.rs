//! What stands between the cells of a text: comma, semicolon, tab or bar.

use super::record::{Cells, Records};

/// The delimiters looked for; among equals the first wins.
const CANDIDATES: [u8; 4] = [b'\t', b';', b',', b'|'];
/// How much text decides.
const SAMPLE: usize = 64 * 1024;
/// How many records decide.
const RECORDS: usize = 300;

/// The delimiter of a text and where its records start.
pub(super) struct Dialect {
    /// The delimiter.
    pub(super) delimiter: u8,
    /// Bytes of the line "sep=;" that spreadsheets put first, 0 without one.
    pub(super) skip: usize,
}

/// Takes the delimiter from a "sep=;" line, or the one that cuts the first records most evenly.
pub(super) fn dialect(text: &str) -> Dialect {
    let first = text.split_inclusive(['\n', '\r']).next().unwrap_or_default();
    if let Some(delimiter) = told(first) {
        let skip = if text[first.len()..].starts_with('\n') { first.len() + 1 } else { first.len() };
        return Dialect { delimiter, skip };
    }
    let mut best = (b',', 0.0);
    for candidate in CANDIDATES {
        let score = evenness(text, candidate);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    Dialect { delimiter: best.0, skip: 0 }
}

fn told(line: &str) -> Option<u8> {
    let line = line.trim_end_matches(['\n', '\r']).trim_matches('"');
    let rest = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    match rest.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Some(*byte),
        _ => None,
    }
}

/// Share of records of the most frequent width squared, a little more for wider tables; 0 if nothing is cut.
fn evenness(text: &str, delimiter: u8) -> f64 {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    let sample = &text[..end];
    let (mut records, mut cells, mut widths) = (Records::new(sample, delimiter, 1), Cells::default(), Vec::new());
    while widths.len() < RECORDS {
        cells.truncate(0);
        let Some(record) = records.next_into(&mut cells) else { break };
        // The last record of a cut sample isn't whole.
        let whole = records.position() < sample.len() || end == text.len();
        let blank = (0..cells.len()).all(|i| cells.get(i).trim().is_empty());
        if whole && !blank {
            widths.push(record.cells);
        }
    }
    let count = |width: usize| widths.iter().filter(|w| **w == width).count();
    let Some(usual) = widths.iter().copied().filter(|w| *w > 1).max_by_key(|w| (count(*w), *w)) else { return 0.0 };
    let share = count(usual) as f64 / widths.len() as f64;
    share * share * (1.0 + (usual as f64).ln() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_evenly() {
        let check = |text: &str, expected: char| assert_eq!(char::from(dialect(text).delimiter), expected, "{text:?}");
        check("name,fee\nA,1\nB,2\n", ',');
        check("name;fee\nA;1.234,56\nB;2,5\n", ';');
        check("name\tnotes\nA\tx, y\nB\tz, w\n", '\t');
        check("a|b\n1|2\n", '|');
        check("sep=;\r\na,b;c\r\n", ';');
        check("Shortlist\n\nname,niches,deliverables\nA,x;y,IGR:2; IGS:3\nB,z;y,IGR:1; IGS:2\n", ',');
        check("name\nA\nB\n", ',');
        check("", ',');
    }
}
