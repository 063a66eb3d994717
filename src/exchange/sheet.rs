//! A sheet: rows of text cells under named columns, exactly as the file has them.

use super::dialect::dialect;
use super::header::{self, DEPTH};
use super::issue_log::IssueLog;
use super::record::{Cells, Records};
use super::{ReadError, decode, value};
use crate::domain::Issue;

/// What the user decided about reading a file; `None` is to be found out.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Choices {
    /// A name of an encoding ("utf-8", "windows-1252", "shift_jis").
    pub encoding: Option<&'static str>,
    /// What stands between cells; an ASCII character.
    pub delimiter: Option<char>,
    /// Where the names of the columns stand.
    pub header: Option<HeaderChoice>,
}

/// Where the names of the columns stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeaderChoice {
    /// Nowhere; every line is data.
    Missing,
    /// On this line, the first being 1.
    Line(u64),
}

/// The rows of a file under its columns.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The encoding the file was in, by its WHATWG name.
    pub encoding: &'static str,
    /// What stands between cells.
    pub delimiter: char,
    /// The line with the names of the columns; `None` if there is none.
    pub header_row: Option<u64>,
    /// The names of the columns: distinct, never empty.
    pub headers: Vec<String>,
    /// What was odd about the file.
    pub issues: Vec<Issue>,
    /// Lines without any text; they don't count as rows.
    pub blank_rows: u64,
    cells: Cells,
    spans: Vec<Span>,
}

/// Where a row stands in the file and in the cells.
#[derive(Clone, Copy, Debug)]
struct Span {
    line: u64,
    first: u32,
    count: u16,
    too_long: bool,
}

/// One row of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line it starts on, the first line of the file being 1.
    pub line: u64,
    cells: &'a Cells,
    span: Span,
}

impl<'a> Row<'a> {
    /// The cell in `column` as the file has it; empty if the row is shorter.
    pub fn cell(&self, column: usize) -> &'a str {
        if column < usize::from(self.span.count) { self.cells.get(self.span.first as usize + column) } else { "" }
    }

    /// Every cell of the row.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..usize::from(self.span.count)).map(move |column| row.cell(column))
    }

    /// Whether the row was longer than a row may be, so that its cells weren't kept.
    pub fn is_too_long(&self) -> bool {
        self.span.too_long
    }
}

/// Reads the bytes of a file, or of pasted text, as a table.
///
/// # Errors
/// If there is nothing in it, if it isn't text, or if a choice makes no sense.
pub fn read(bytes: &[u8], choices: &Choices) -> Result<Sheet, ReadError> {
    let decoded = decode::decode(bytes, choices.encoding)?;
    let found = dialect(&decoded.text);
    let delimiter = match choices.delimiter {
        None => found.delimiter,
        Some(chosen) if chosen.is_ascii() && !matches!(chosen, '"' | '\n' | '\r') => chosen as u8,
        Some(_) => return Err(ReadError::Delimiter),
    };
    let mut sheet = Sheet {
        encoding: decoded.encoding,
        delimiter: char::from(delimiter),
        header_row: None,
        headers: Vec::new(),
        issues: decoded.issues,
        blank_rows: 0,
        cells: Cells::default(),
        spans: Vec::new(),
    };
    let mut log = IssueLog::default();
    let first_line = if found.skip > 0 { 2 } else { 1 };
    sheet.take_records(Records::new(&decoded.text[found.skip..], delimiter, first_line), &mut log);
    sheet.name_columns(choices.header)?;
    sheet.note_ragged_rows(&mut log);
    if decoded.text.contains('\0') {
        let line = decoded.text.split('\0').next().unwrap_or_default().lines().count().max(1) as u64;
        log.add(line, None, "NUL characters", || {
            ("The file holds NUL characters, the first on this line".into(), "They were left out".into())
        });
    }
    sheet.issues.extend(log.finish());
    Ok(sheet)
}

impl Sheet {
    /// How many rows of data there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no row of data.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The row at `index`, counted from 0 below the header; an empty row if there is none.
    pub fn row(&self, index: usize) -> Row<'_> {
        let none = Span { line: 0, first: 0, count: 0, too_long: false };
        let span = self.spans.get(index).copied().unwrap_or(none);
        Row { line: span.line, cells: &self.cells, span }
    }

    /// Every row of data.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.spans.iter().map(|span| Row { line: span.line, cells: &self.cells, span: *span })
    }

    fn take_records(&mut self, mut records: Records, log: &mut IssueLog) {
        loop {
            let first = self.cells.len();
            let Some(record) = records.next_into(&mut self.cells) else { break };
            let count = self.cells.len() - first;
            let blank =
                (first..first + count).all(|i| self.cells.get(i).trim_matches(['\u{feff}', '\0']).trim().is_empty());
            if let Some(line) = record.unclosed {
                log.add(line, None, "a quote is never closed", || {
                    (
                        "A quote opened on this line is never closed".into(),
                        "It was read as an ordinary character; check this row".into(),
                    )
                });
            }
            if record.cells > count && !record.too_long {
                log.add(record.line, None, "far too many cells", || {
                    (format!("This row has {} cells", record.cells), format!("Only the first {count} were read"))
                });
            }
            if blank && !record.too_long {
                self.blank_rows += 1;
                self.cells.truncate(first);
                continue;
            }
            // Both fit: the text is below 4 GB and a record has at most 512 cells.
            let (first, count) = (u32::try_from(first).unwrap_or(u32::MAX), u16::try_from(count).unwrap_or(u16::MAX));
            self.spans.push(Span { line: record.line, first, count, too_long: record.too_long });
        }
    }

    fn name_columns(&mut self, choice: Option<HeaderChoice>) -> Result<(), ReadError> {
        let top: Vec<Vec<&str>> = self.rows().take(DEPTH).map(|row| row.cells().collect()).collect();
        let at = match choice {
            None => header::find_header(&top),
            Some(HeaderChoice::Missing) => None,
            Some(HeaderChoice::Line(line)) => {
                let at = self.spans.iter().position(|span| span.line == line && !span.too_long);
                Some(at.ok_or(ReadError::NoSuchHeader)?)
            }
        };
        let named = at.map(|at| self.row(at).cells().collect::<Vec<_>>());
        // Names may end in empty cells that no row fills.
        let known =
            named.as_deref().map_or(0, |cells| cells.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |i| i + 1));
        let data = &self.spans[at.map_or(0, |at| at + 1)..];
        let width = usual_width(data, known > 0).max(known);
        let headers = header::column_names(named.as_deref(), width);
        if let Some(at) = at {
            self.header_row = Some(self.spans[at].line);
            if at > 0 {
                let lines: Vec<String> = self.spans[..at].iter().take(20).map(|span| span.line.to_string()).collect();
                self.issues.push(Issue {
                    row: Some(self.spans[0].line),
                    column: None,
                    problem: format!("The names of the columns stand on line {}", self.spans[at].line),
                    hint: format!("What stands above them (line {}) was left out", lines.join(", ")),
                });
            }
            self.spans.drain(..=at);
        } else if choice.is_none() && !self.spans.is_empty() {
            self.issues.push(Issue {
                row: None,
                column: None,
                problem: "No line names the columns, so every line was read as data".to_owned(),
                hint: "Columns are known by their values only; check the fields".to_owned(),
            });
        }
        self.headers = headers;
        Ok(())
    }

    fn note_ragged_rows(&self, log: &mut IssueLog) {
        let width = self.headers.len();
        for row in self.rows() {
            let count = usize::from(row.span.count);
            if count < width && !row.is_too_long() {
                log.add(row.line, None, "fewer cells than columns", || {
                    (
                        format!("This row has {count} of {width} cells"),
                        "The missing ones are unknown; check that none slipped".into(),
                    )
                });
            }
            let extra = || row.cells().skip(width).filter_map(value::known);
            if extra().next().is_some() {
                log.add(row.line, None, "more cells than columns", || {
                    let left: Vec<&str> = extra().take(3).collect();
                    (
                        format!("This row has {count} cells for {width} columns"),
                        format!("Left out: {}", left.join(", ")),
                    )
                });
            }
        }
    }
}

/// The width that most rows have. With a header, a width that half of the rows don't share says nothing: 0.
fn usual_width(spans: &[Span], named: bool) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for span in spans.iter().filter(|span| !span.too_long) {
        *counts.entry(usize::from(span.count)).or_insert(0_u64) += 1;
    }
    let most = counts.into_iter().max_by_key(|(width, count)| (*count, *width));
    most.filter(|(_, count)| !named || *count * 2 > spans.len() as u64).map_or(0, |(width, _)| width)
}
