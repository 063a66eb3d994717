//! Drafts from the rows of a sheet: every row becomes a draft or is refused with a reason.

use std::ops::Range;

use jiff::civil::Date;

use super::mapping::Mapping;
use super::row_reader::RowReader;
use super::sheet::Sheet;
use crate::domain::{Cancelled, Currency, Draft, Issue, Platform, Report};

/// What isn't in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    /// The currency of fees that name none.
    pub currency: Currency,
    /// The platform of accounts that name none.
    pub platform: Option<Platform>,
    /// Today; a value or a post from a later day is doubted.
    pub today: Date,
}

/// What rows say.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Drafts {
    /// One for each row that wasn't refused, in the order of the rows.
    pub drafts: Vec<Draft>,
    /// The other rows, every one with its reason.
    pub refused: Vec<Refused>,
    /// Cells that couldn't be read; beyond 500 of a kind in a column only their number. Rows refused aren't repeated.
    pub issues: Vec<Issue>,
}

/// A row that can't become a draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Its line, the first of the file being 1.
    pub row: u64,
    /// Why, as a sentence without a full stop.
    pub reason: &'static str,
}

/// How many rows are read between two reports.
const STRIDE: usize = 4096;

/// Reads every row of `sheet`; as many drafts and refusals come back as it has rows.
///
/// # Errors
/// If `report` stops the work.
pub fn drafts(sheet: &Sheet, mapping: &Mapping, context: &Context, report: &mut Report) -> Result<Drafts, Cancelled> {
    drafts_of(0..sheet.len(), sheet, mapping, context, report)
}

/// Reads some rows of `sheet`, counted from 0, so that a very long file needn't be in memory as drafts at once.
///
/// # Errors
/// If `report` stops the work.
pub fn drafts_of(
    rows: Range<usize>,
    sheet: &Sheet,
    mapping: &Mapping,
    context: &Context,
    report: &mut Report,
) -> Result<Drafts, Cancelled> {
    let rows = rows.start.min(sheet.len())..rows.end.min(sheet.len());
    let total = rows.len() as u64;
    let mut reader = RowReader::new(mapping, context);
    let mut all = Drafts { drafts: Vec::with_capacity(rows.len()), ..Drafts::default() };
    for (done, index) in rows.enumerate() {
        if done % STRIDE == 0 {
            report(done as u64, total)?;
        }
        let row = sheet.row(index);
        match reader.read(row) {
            Ok(draft) => all.drafts.push(draft),
            Err(reason) => all.refused.push(Refused { row: row.line, reason }),
        }
    }
    report(total, total)?;
    all.issues = reader.finish();
    Ok(all)
}
