//! Cuts text into records and cells; a quote that is never closed costs one cell, not the rest of the file.
//!
//! The `csv` crate takes an unclosed quote without a word and swallows everything after it, and it counts
//! lines by "\n" alone. What must hold here: every line of the text belongs to exactly one record.

/// A quoted cell longer than this many bytes is taken for an unclosed quote.
const MAX_QUOTED_BYTES: usize = 256 * 1024;
/// A quoted cell over more lines than this is taken for an unclosed quote.
const MAX_QUOTED_LINES: u64 = 200;
/// A longer record isn't kept.
const MAX_RECORD_BYTES: usize = 1024 * 1024;
/// Cells beyond this many aren't kept.
pub(super) const MAX_CELLS: usize = 512;

/// Cells one after another in one piece of text; a million rows need two allocations instead of millions.
#[derive(Clone, Default, Debug)]
pub(super) struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at `index`; empty if there is none.
    pub(super) fn get(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or_default() as usize;
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or_default() as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    /// Forgets every cell from `len` on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.ends.truncate(len);
        self.text.truncate(self.ends.last().copied().unwrap_or_default() as usize);
    }

    fn push(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// Text longer than 4 GB is refused before it gets here, so the length always fits.
    fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

/// What is known about one record besides its cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Record {
    /// The line it starts on, the first being 1.
    pub(super) line: u64,
    /// How many cells it has in the text; at most [`MAX_CELLS`] are kept.
    pub(super) cells: usize,
    /// The line of a quote in it that is never closed.
    pub(super) unclosed: Option<u64>,
    /// Whether it was longer than a record may be, so that its cells weren't kept.
    pub(super) too_long: bool,
}

/// The records of a text, from the front.
pub(super) struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    line: u64,
}

impl<'a> Records<'a> {
    /// Records of `text`, whose first line has the number `line`.
    pub(super) fn new(text: &'a str, delimiter: u8, line: u64) -> Records<'a> {
        Records { text, delimiter, at: 0, line }
    }

    /// How many bytes have been read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Appends the next record's cells to `out`; `None` at the end.
    pub(super) fn next_into(&mut self, out: &mut Cells) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        let (start, first, line) = (self.at, out.len(), self.line);
        let mut record = Record { line, cells: 0, unclosed: None, too_long: false };
        loop {
            let quoted = self.byte(self.at) == Some(b'"');
            if quoted && !self.quoted_cell(out) {
                record.unclosed = record.unclosed.or(Some(self.line));
            }
            self.bare_cell(out);
            record.cells += 1;
            record.too_long |= self.at - start > MAX_RECORD_BYTES;
            if record.too_long {
                out.truncate(first);
            } else if record.cells > MAX_CELLS {
                out.truncate(first + MAX_CELLS);
            }
            if self.byte(self.at) != Some(self.delimiter) {
                break;
            }
            self.at += 1;
        }
        self.line_break();
        Some(record)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The rest of a cell up to the next delimiter or the end of the line, taken literally.
    fn bare_cell(&mut self, out: &mut Cells) {
        let rest = &self.text.as_bytes()[self.at..];
        let stop = |b: &u8| *b == self.delimiter || *b == b'\n' || *b == b'\r';
        let end = self.at + rest.iter().position(stop).unwrap_or(rest.len());
        out.push(&self.text[self.at..end]);
        out.end();
        self.at = end;
    }

    /// Reads from an opening to its closing quote; `false`, with nothing read, if the quote is never closed.
    fn quoted_cell(&mut self, out: &mut Cells) -> bool {
        let bytes = self.text.as_bytes();
        let (before, mut from, mut at, mut lines) = (out.text.len(), self.at + 1, self.at + 1, 0);
        let closed = loop {
            let Some(byte) = bytes.get(at) else { break false };
            if at - self.at > MAX_QUOTED_BYTES || lines > MAX_QUOTED_LINES {
                break false;
            }
            match byte {
                b'"' if bytes.get(at + 1) == Some(&b'"') => {
                    out.push(&self.text[from..=at]);
                    from = at + 2;
                    at += 1;
                }
                // A closing quote in the middle of a word, lines later, is the opening quote of another cell.
                b'"' => break lines == 0 || self.cell_ends(at + 1),
                b'\n' => lines += 1,
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => lines += 1,
                _ => {}
            }
            at += 1;
        };
        if closed {
            out.push(&self.text[from..at]);
            self.at = at + 1;
            self.line += lines;
        } else {
            out.text.truncate(before);
        }
        closed
    }

    fn cell_ends(&self, at: usize) -> bool {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let next = rest.iter().find(|b| **b != b' ');
        next.is_none_or(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r')
    }

    fn line_break(&mut self) {
        let at = self.at;
        self.at = match (self.byte(at), self.byte(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at + 2,
            (Some(_), _) => at + 1,
            (None, _) => at,
        };
        self.line += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<(u64, Vec<String>)> {
        let (mut cells, mut all) = (Cells::default(), Vec::new());
        let mut records = Records::new(text, b',', 1);
        loop {
            let first = cells.len();
            let Some(record) = records.next_into(&mut cells) else { return all };
            all.push((record.line, (first..cells.len()).map(|i| cells.get(i).to_owned()).collect()));
        }
    }

    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let expected: Vec<(u64, Vec<String>)> =
            expected.iter().map(|(line, cells)| (*line, cells.iter().map(|c| (*c).to_owned()).collect())).collect();
        assert_eq!(records(text), expected, "{text:?}");
    }

    #[test]
    fn cells_are_cut_as_written() {
        check("a,b\r\n1,\"x\"\"y\"\n", &[(1, &["a", "b"]), (2, &["1", "x\"y"])]);
        check("a,b\rc,d\r", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a,\"two\nlines\"\nb,", &[(1, &["a", "two\nlines"]), (3, &["b", ""])]);
        check("z\"q,\"x\"y", &[(1, &["z\"q", "xy"])]);
        check("\n\na", &[(1, &[""]), (2, &[""]), (3, &["a"])]);
        check("a,\"x\ry\"\rb\r", &[(1, &["a", "x\ry"]), (3, &["b"])]);
        check("a,\"x\r\ny\"\r\nb", &[(1, &["a", "x\r\ny"]), (3, &["b"])]);
    }

    #[test]
    fn an_unclosed_quote_costs_one_cell() {
        check("\"Bob,1\nAda,2\n", &[(1, &["\"Bob", "1"]), (2, &["Ada", "2"])]);
        check("\"Bob,1\nAda,\"x y\"\n", &[(1, &["\"Bob", "1"]), (2, &["Ada", "x y"])]);
    }

    #[test]
    fn a_record_beyond_all_measure_is_dropped_whole() {
        let text = format!("{},b\nc,d", "x".repeat(MAX_RECORD_BYTES + 1));
        check(&text, &[(1, &[]), (2, &["c", "d"])]);
    }
}
