//! The sheet of projections: low, projected and high per creator, what each budget brings, and two native charts.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{At, fit, formula, number, text, title};
use super::charts;
use super::look::Look;
use super::page_setup;
use crate::pitch::words;
use crate::pitch::{BAND, Pitch, PitchRow};

/// The row of the column names, from 0: below the charts.
fn head(pitch: &Pitch) -> u32 {
    3 + charts::rows(pitch)
}

/// The first row of both tables, from 0. They stand side by side, so that the row of names that is repeated on every
/// printed page is right for both.
pub(super) fn first(pitch: &Pitch) -> u32 {
    head(pitch) + 1
}

/// The first column of the frontier's table, from 0.
pub(super) const FRONTIER: u16 = 9;

pub(super) fn write(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Projections")?;
    page_setup(sheet, pitch);
    for (column, width) in [26, 11, 11, 11, 17, 17, 34, 40, 3, 12, 14, 12].into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    let lead = format!(
        "{} per creator; low to high holds {} of all outcomes",
        words::capital(&words::unit(pitch)),
        pitch.numbers.percent(BAND, 0)
    );
    sheet.set_row_height(head(pitch), 32)?.set_repeat_rows(head(pitch), head(pitch))?;
    title(sheet, look, "Projections", &lead)?;
    let names = ["Creator", "Low", "Projected", "High", "Low to projected", "Projected to high", "Rests on", "Source"];
    for (name, column) in names.into_iter().zip(0_u16..) {
        let format = match column {
            0 => &look.head_first,
            1..6 => &look.head_right,
            _ => &look.head,
        };
        text(sheet, (head(pitch), column), name, format)?;
    }
    let first = first(pitch);
    for (row, index) in pitch.rows.iter().zip(0..) {
        let at = |column: u16| -> At { (first + index, column) };
        let n = first + index + 1;
        let record = words::record(pitch, row);
        fit(sheet, first + index, &[(&row.creator, 26.0), (&record, 34.0), (&row.source, 40.0)])?;
        text(sheet, at(0), &row.creator, &look.strong)?;
        number(sheet, at(1), Some(row.low), &look.result)?;
        number(sheet, at(2), Some(row.projected), &look.result)?;
        number(sheet, at(3), Some(row.high), &look.result)?;
        // The median of the three is the projected result, or the end of the band beyond which it lies: stacked bars
        // can't have negative parts.
        let part = |part: &str| format!("=IF(COUNT(B{n}:D{n})=3,{part},\"–\")");
        let turn = turn(row);
        formula(
            sheet,
            at(4),
            &part(&format!("MEDIAN(B{n}:D{n})-B{n}")),
            turn.map(|turn| turn - row.low),
            &look.result,
        )?;
        formula(
            sheet,
            at(5),
            &part(&format!("D{n}-MEDIAN(B{n}:D{n})")),
            turn.map(|turn| row.high - turn),
            &look.result,
        )?;
        text(sheet, at(6), &record, &look.text)?;
        text(sheet, at(7), &row.source, &look.text)?;
    }
    frontier(sheet, pitch, look)?;
    charts::insert(sheet, pitch, look)
}

/// Where the tint of a creator's bar changes: at the projected result, kept inside the band; `None` if one of the three
/// numbers isn't known.
fn turn(row: &PitchRow) -> Option<f64> {
    let mut three = [row.low, row.projected, row.high];
    three.sort_by(f64::total_cmp);
    three.iter().all(|value| value.is_finite()).then_some(three[1])
}

/// What each budget brings.
fn frontier(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    let first = first(pitch);
    if pitch.frontier.len() < 2 {
        return Ok(());
    }
    text(sheet, (first - 2, FRONTIER), "The best result for every budget", &look.heading)?;
    let names = ["Budget", &words::unit(pitch), "This plan"];
    for (name, column) in names.into_iter().zip(FRONTIER..) {
        text(sheet, (first - 1, column), name, &look.head_right)?;
    }
    let mut row = first;
    for point in &pitch.frontier {
        number(sheet, (row, FRONTIER), Some(point.budget.units()), &look.money)?;
        number(sheet, (row, FRONTIER + 1), Some(point.value), &look.result)?;
        row += 1;
    }
    if let Some(point) = pitch.current {
        number(sheet, (row, FRONTIER), Some(point.budget.units()), &look.money)?;
        number(sheet, (row, FRONTIER + 2), Some(point.value), &look.result)?;
    }
    Ok(())
}
