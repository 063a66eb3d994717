//! The sheet of projections: low, middle and high per creator, what each budget brings, and two native charts.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{At, fit, formula, number, text, title};
use super::charts;
use super::look::Look;
use super::page_setup;
use crate::pitch::words::{self, goal};
use crate::pitch::{BAND, Pitch};

/// The row of the column names, from 0: below the charts.
fn head(pitch: &Pitch) -> u32 {
    3 + charts::rows(pitch)
}

/// The first row of the creators, from 0.
pub(super) fn creators_first(pitch: &Pitch) -> u32 {
    head(pitch) + 1
}

/// The first row of the frontier's points, from 0.
pub(super) fn frontier_first(pitch: &Pitch) -> u32 {
    creators_first(pitch) + pitch.rows.len() as u32 + 3
}

pub(super) fn write(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Projections")?;
    page_setup(sheet, pitch);
    for (column, width) in [26, 11, 11, 11, 13, 13, 34, 40].into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    let lead = format!(
        "{} per creator; low to high holds {} of all outcomes",
        pitch.brief.goal.label(),
        pitch.numbers.percent(BAND, 0)
    );
    title(sheet, look, "Projections", &lead)?;
    let names = ["Creator", "Low", "Middle", "High", "Low to middle", "Middle to high", "Rests on", "Source"];
    for (name, column) in names.into_iter().zip(0_u16..) {
        let format = match column {
            0 => &look.head_first,
            1..6 => &look.head_right,
            _ => &look.head,
        };
        text(sheet, (head(pitch), column), name, format)?;
    }
    let first = creators_first(pitch);
    for (row, index) in pitch.rows.iter().zip(0..) {
        let at = |column: u16| -> At { (first + index, column) };
        let n = first + index + 1;
        let record = words::record(pitch, row);
        fit(sheet, first + index, &[(&row.creator, 26.0), (&record, 34.0), (&row.source, 40.0)])?;
        text(sheet, at(0), &row.creator, &look.strong)?;
        number(sheet, at(1), Some(row.low), &look.count)?;
        number(sheet, at(2), Some(row.middle), &look.count)?;
        number(sheet, at(3), Some(row.high), &look.count)?;
        let part =
            |from: &str, to: &str| format!("=IF(AND(ISNUMBER({from}{n}),ISNUMBER({to}{n})),{to}{n}-{from}{n},\"–\")");
        formula(sheet, at(4), &part("B", "C"), Some(row.middle - row.low), &look.count)?;
        formula(sheet, at(5), &part("C", "D"), Some(row.high - row.middle), &look.count)?;
        text(sheet, at(6), &record, &look.text)?;
        text(sheet, at(7), &row.source, &look.text)?;
    }
    frontier(sheet, pitch, look)?;
    charts::insert(sheet, pitch, look)
}

/// What each budget brings.
fn frontier(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    let first = frontier_first(pitch);
    if pitch.frontier.len() < 2 {
        return Ok(());
    }
    text(sheet, (first - 2, 0), "The best result for every budget", &look.heading)?;
    let names = ["Budget", goal(pitch.brief.goal), "This plan"];
    for (name, column) in names.into_iter().zip(0_u16..) {
        let format = if column > 0 { &look.head_right } else { &look.head_first };
        text(sheet, (first - 1, column), name, format)?;
    }
    let mut row = first;
    for point in &pitch.frontier {
        number(sheet, (row, 0), Some(point.budget.units()), &look.money)?;
        number(sheet, (row, 1), Some(point.value), &look.count)?;
        row += 1;
    }
    if let Some(point) = pitch.current {
        number(sheet, (row, 0), Some(point.budget.units()), &look.money)?;
        number(sheet, (row, 2), Some(point.value), &look.count)?;
    }
    Ok(())
}
