//! The first sheet: what it costs, what it will probably bring, what was asked, how good it is.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::cell::{At, fit, formula, number, text};
use super::look::Look;
use super::page_setup;
use super::shortlist::{counted, fees, total_row};
use crate::pitch::text::at_handle;
use crate::pitch::words::{self, cost_each};
use crate::pitch::{BAND, Pitch};

pub(super) fn write(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Summary")?;
    page_setup(sheet, pitch);
    sheet.set_portrait();
    for (column, width) in [30, 26, 24, 14, 52].into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    sheet.set_row_height(0, 30)?;
    text(sheet, (0, 0), &pitch.campaign, &look.title)?;
    text(sheet, (1, 0), &words::headline(pitch), &look.heading)?;
    let mut row = cover(sheet, pitch, look, 3)?;
    row = headline(sheet, pitch, look, row + 1)?;
    text(sheet, (row + 1, 0), "What we understood", &look.heading)?;
    row += 2;
    for (label, line) in words::understood(pitch) {
        pair(sheet, row, label, &line, look)?;
        row += 1;
    }
    text(sheet, (row + 1, 0), "How good this shortlist is", &look.heading)?;
    pair(sheet, row + 2, "Result", &words::proof_title(pitch), look)?;
    pair(sheet, row + 3, "Meaning", &words::proof_meaning(pitch), look)?;
    pair(sheet, row + 4, "Method", &pitch.proof.method, look)?;
    row = list(sheet, look, row + 6, "Good to know", &pitch.notes)?;
    row = outlook(sheet, pitch, look, row)?;
    row = bench(sheet, pitch, look, row)?;
    let back_ups: Vec<String> =
        pitch.back_ups.iter().map(|one| format!("{}: {}", one.creator, words::replaces(one))).collect();
    row = list(sheet, look, row, "If someone declines", &back_ups)?;
    list(sheet, look, row, "Next steps", &words::next_steps(pitch))?;
    Ok(())
}

/// A label with a text over the rest of the width.
fn pair(sheet: &mut Worksheet, row: u32, label: &str, line: &str, look: &Look) -> Result<(), XlsxError> {
    if label.is_empty() {
        // One more line under the same label.
        sheet.write_blank(row, 0, &look.label)?;
    } else {
        text(sheet, (row, 0), label, &look.label)?;
    }
    // Not wrapped, so that a long sentence runs on over the empty cells beside it.
    text(sheet, (row, 1), line, &look.plain)
}

fn cover(sheet: &mut Worksheet, pitch: &Pitch, look: &Look, first: u32) -> Result<u32, XlsxError> {
    let lines = [
        ("Client", pitch.client.clone()),
        ("Scenario", pitch.scenario.clone()),
        ("Prepared by", pitch.agency.clone()),
        ("Prepared on", words::day(pitch.prepared_on)),
        ("Fees", words::validity(pitch)),
    ];
    let mut row = first;
    for (label, line) in &lines {
        pair(sheet, row, label, line, look)?;
        row += 1;
    }
    Ok(row)
}

fn headline(sheet: &mut Worksheet, pitch: &Pitch, look: &Look, first: u32) -> Result<u32, XlsxError> {
    let (goal, one) = (pitch.brief.goal.noun(), pitch.brief.goal.one());
    let band = pitch.numbers.percent(BAND, 0);
    let (totals, cost, counted, n) = (&pitch.totals, fees(pitch), counted(pitch), total_row(pitch));
    let each = counted.and_then(|counted| cost_each(words::expected_cost(pitch), counted));
    let left = Some(pitch.brief.budget.minor.saturating_sub(cost.minor) as f64 / pitch.currency.scale() as f64);
    let sure = pitch.numbers.percent(pitch.promise_level, 0);
    let lines: [(String, String, Option<f64>, &Format); 7] = [
        (format!("Promise: {goal}, {sure} sure"), "=Total_promise".into(), Some(totals.promise), &look.result),
        (format!("What the rows come to: {goal}"), format!("=Shortlist!P{n}"), counted, &look.result),
        (format!("Low end of {band} of outcomes"), "=Total_low".into(), Some(totals.low), &look.result),
        (format!("High end of {band} of outcomes"), "=Total_high".into(), Some(totals.high), &look.result),
        ("Cost".into(), format!("=Shortlist!J{n}"), Some(cost.units()), &look.money),
        ("Left of the budget".into(), format!("=Budget-Shortlist!J{n}"), left, &look.money),
        (format!("Cost per counted {one}"), format!("=Shortlist!Q{n}"), each, &look.rate),
    ];
    text(sheet, (first, 0), "In numbers", &look.heading)?;
    let mut row = first + 1;
    for (label, source, result, format) in &lines {
        text(sheet, (row, 0), label, &look.label)?;
        formula(sheet, (row, 1), source, *result, &Format::clone(format).set_bold())?;
        row += 1;
    }
    text(sheet, (row, 0), "Creators", &look.label)?;
    number(sheet, (row, 1), Some(pitch.rows.len() as f64), &look.count.clone().set_bold())?;
    Ok(row + 1)
}

fn outlook(sheet: &mut Worksheet, pitch: &Pitch, look: &Look, first: u32) -> Result<u32, XlsxError> {
    if pitch.outlook.is_empty() {
        return Ok(first);
    }
    text(sheet, (first, 0), "What else it means", &look.heading)?;
    for (name, column) in [("Figure", 0), ("Middle", 1), ("8 in 10", 2), ("Rests on", 4)] {
        text(sheet, (first + 1, column), name, if column == 0 { &look.head_first } else { &look.head })?;
    }
    // Fees stand in this column further down.
    sheet.write_blank(first + 1, 3, &look.head)?;
    let mut row = first + 2;
    for figure in &pitch.outlook {
        fit(sheet, row, &[(&figure.name, 30.0), (&figure.value, 26.0), (&figure.band, 24.0), (&figure.source, 52.0)])?;
        text(sheet, (row, 0), &figure.name, &look.strong)?;
        text(sheet, (row, 1), &figure.value, &look.text)?;
        text(sheet, (row, 2), &figure.band, &look.text)?;
        sheet.write_blank(row, 3, &look.text)?;
        text(sheet, (row, 4), &figure.source, &look.text)?;
        row += 1;
    }
    Ok(row + 1)
}

fn bench(sheet: &mut Worksheet, pitch: &Pitch, look: &Look, first: u32) -> Result<u32, XlsxError> {
    if pitch.bench.is_empty() {
        return Ok(first);
    }
    text(sheet, (first, 0), "Who comes next", &look.heading)?;
    let names = ["Creator", "Handle", "Publishes", "Fee", "What would bring them in"];
    for (name, column) in names.into_iter().zip(0_u16..) {
        text(sheet, (first + 1, column), name, bench_head(look, column))?;
    }
    let mut row = first + 2;
    for next in &pitch.bench {
        let at = |column: u16| -> At { (row, column) };
        fit(sheet, row, &[(&next.creator, 30.0), (&next.deliverables, 24.0), (&next.brings_in, 52.0)])?;
        text(sheet, at(0), &next.creator, &look.strong)?;
        text(sheet, at(1), &at_handle(&next.handle), &look.text)?;
        text(sheet, at(2), &next.deliverables, &look.text)?;
        number(sheet, at(3), next.fee.map(|fee| fee.units()), &look.money)?;
        text(sheet, at(4), &next.brings_in, &look.text)?;
        row += 1;
    }
    Ok(row + 1)
}

fn bench_head(look: &Look, column: u16) -> &Format {
    match column {
        0 => &look.head_first,
        3 => &look.head_right,
        _ => &look.head,
    }
}

fn list(sheet: &mut Worksheet, look: &Look, first: u32, title: &str, lines: &[String]) -> Result<u32, XlsxError> {
    if lines.is_empty() {
        return Ok(first);
    }
    text(sheet, (first, 0), title, &look.heading)?;
    let mut row = first + 1;
    for line in lines {
        text(sheet, (row, 0), line, &look.muted)?;
        row += 1;
    }
    Ok(row + 1)
}
