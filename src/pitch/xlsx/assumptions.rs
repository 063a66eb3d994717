//! The sheet of assumptions: named cells that the formulas use, and what the projections rest on.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{At, fit, number, text, title};
use super::look::Look;
use super::page_setup;
use crate::pitch::words::how_much;
use crate::pitch::{BAND, Pitch};

/// Names of the cells that formulas use, in the order of their rows, the first in row 5 (from 1).
const NAMES: [&str; 6] = ["Budget", "Promise_level", "Total_promise", "Total_low", "Total_high", "Total_counted"];
const FIRST: u32 = 4;

/// Each name with the cell it stands for.
pub(super) fn names() -> impl Iterator<Item = (&'static str, String)> {
    NAMES.iter().zip(FIRST + 1..).map(|(name, row)| (*name, format!("=Assumptions!$B${row}")))
}

pub(super) fn write(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Assumptions")?;
    page_setup(sheet, pitch);
    for (column, width) in [30, 18, 52, 40, 8].into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    title(sheet, look, "Assumptions", "The named cells feed the formulas; change one and the other sheets follow")?;
    head(sheet, 3, look)?;
    named(sheet, pitch, look)?;
    let mut row = FIRST + NAMES.len() as u32 + 1;
    text(sheet, (row, 0), "What the projections rest on", &look.heading)?;
    row += 1;
    head(sheet, row, look)?;
    for assumption in &pitch.assumptions {
        row += 1;
        let texts = [
            (&assumption.name, 30.0),
            (&assumption.value, 18.0),
            (&assumption.basis, 52.0),
            (&assumption.source, 40.0),
        ];
        fit(sheet, row, &texts.map(|(text, width)| (text.as_str(), width)))?;
        text(sheet, (row, 0), &assumption.name, &look.strong)?;
        text(sheet, (row, 1), &assumption.value, &look.text)?;
        text(sheet, (row, 2), &assumption.basis, &look.text)?;
        text(sheet, (row, 3), &assumption.source, &look.text)?;
        text(sheet, (row, 4), &assumption.year.map_or(String::new(), |year| year.to_string()), &look.text)?;
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, row: u32, look: &Look) -> Result<(), XlsxError> {
    for (column, name) in ["Name", "Value", "Basis", "Source", "Year"].into_iter().enumerate() {
        text(sheet, (row, column as u16), name, if column == 0 { &look.head_first } else { &look.head })?;
    }
    Ok(())
}

fn named(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    let much = how_much(pitch.brief.goal);
    let sure = pitch.numbers.percent(pitch.promise_level, 0);
    let band = pitch.numbers.percent(BAND, 0);
    let totals = &pitch.totals;
    let simulated = "Distribution of the sum over the shortlist; not the sum of the rows";
    let lines = [
        (pitch.brief.budget.units(), &look.money, "What may be spent".to_owned(), "Brief"),
        (pitch.promise_level, &look.share, "How sure the promised number is".to_owned(), "Brief"),
        (totals.promise, &look.result, format!("{much} reached with {sure} certainty"), simulated),
        (totals.low, &look.result, format!("Lower end of the range that holds {band} of outcomes"), simulated),
        (totals.high, &look.result, format!("Upper end of the range that holds {band} of outcomes"), simulated),
        (totals.projected, &look.result, format!("{much} that the rows come to"), "The optimiser"),
    ];
    for ((name, (value, format, basis, source)), row) in NAMES.iter().zip(lines).zip(FIRST..) {
        let at = |column: u16| -> At { (row, column) };
        fit(sheet, row, &[(&basis, 52.0), (source, 40.0)])?;
        text(sheet, at(0), name, &look.strong)?;
        number(sheet, at(1), Some(value), format)?;
        text(sheet, at(2), &basis, &look.text)?;
        text(sheet, at(3), source, &look.text)?;
        text(sheet, at(4), "", &look.text)?;
    }
    Ok(())
}
