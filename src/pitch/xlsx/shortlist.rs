//! The sheet of the shortlist: one line per creator, with live sums, costs per result and shares.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{At, fit, formula, number, text, title};
use super::look::Look;
use super::page_setup;
use crate::domain::Money;
use crate::pitch::text::at_handle;
use crate::pitch::words::{self, cost_each};
use crate::pitch::{Pitch, PitchRow};

/// The row of the column names, from 0.
const HEAD: u32 = 3;

/// Column, name, width, and whether it holds numbers. The letters are used by the formulas.
const COLUMNS: [(&str, f64, bool); 19] = [
    ("No.", 5.0, false),             // A
    ("Creator", 24.0, false),        // B
    ("Handle", 20.0, false),         // C
    ("Platform", 11.0, false),       // D
    ("Place", 16.0, false),          // E
    ("Niche", 16.0, false),          // F
    ("Followers", 11.0, true),       // G
    ("Engagement rate", 12.0, true), // H
    ("Publishes", 24.0, false),      // I
    ("Fee", 11.0, true),             // J
    ("Fee is", 9.0, false),          // K
    ("Takes part", 9.0, true),       // L
    ("Low", 10.0, true),             // M
    ("Projected", 10.0, true),       // N
    ("High", 10.0, true),            // O
    ("Counted", 10.0, true),         // P
    ("Cost per result", 12.0, true), // Q
    ("Share of budget", 10.0, true), // R
    ("Profile", 30.0, false),        // S
];
const COST_EACH: usize = 16;
const PROFILE: usize = 18;

/// The row of the sums, counted from 1 as formulas count.
pub(super) fn total_row(pitch: &Pitch) -> u32 {
    // An empty list keeps one line for the sentence that says so.
    HEAD + 2 + pitch.rows.len().max(1) as u32
}

/// What the whole is counted as: the result of the live sum, or of the named cell where people are counted once; `None`
/// if a part of it isn't known.
pub(super) fn counted(pitch: &Pitch) -> Option<f64> {
    let sum = pitch.rows.iter().fold(0.0, |sum, row| sum + row.counted());
    let whole = if pitch.brief.goal.counts_people_once() { pitch.totals.projected } else { sum };
    (sum + whole).is_finite().then_some(whole)
}

/// What the fees of the rows add up to: the result of the live sum.
pub(super) fn fees(pitch: &Pitch) -> Money {
    let sum = pitch.rows.iter().fold(0_i64, |sum, row| sum.saturating_add(row.fee.minor));
    Money::from_minor(sum, pitch.currency)
}

pub(super) fn write(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Shortlist")?;
    page_setup(sheet, pitch);
    title(sheet, look, "Shortlist", &words::headline(pitch))?;
    let each = format!("Cost per {}", pitch.brief.goal.one());
    for ((index, (name, width, right)), column) in COLUMNS.into_iter().enumerate().zip(0_u16..) {
        sheet.set_column_width(column, width)?;
        let name = if index == COST_EACH { &each } else { name };
        let format = match (index, right) {
            (0 | 1, _) => &look.head_first,
            (_, true) => &look.head_right,
            (_, false) => &look.head,
        };
        text(sheet, (HEAD, column), name, format)?;
    }
    sheet.set_row_height(HEAD, 32)?.set_freeze_panes(HEAD + 1, 2)?.set_repeat_rows(HEAD, HEAD)?;
    for (row, index) in pitch.rows.iter().zip(0..) {
        line(sheet, pitch, row, index, look)?;
    }
    if pitch.rows.is_empty() {
        text(sheet, (HEAD + 1, 1), "No creators are on this shortlist yet", &look.muted)?;
    }
    sums(sheet, pitch, look)
}

fn line(sheet: &mut Worksheet, pitch: &Pitch, row: &PitchRow, index: u32, look: &Look) -> Result<(), XlsxError> {
    let at = |column: u16| -> At { (HEAD + 1 + index, column) };
    let n = HEAD + 2 + index;
    let texts = [
        (1, &row.creator),
        (2, &row.handle),
        (4, &row.place),
        (5, &row.niche),
        (8, &row.deliverables),
        (PROFILE, &row.url),
    ];
    fit(sheet, HEAD + 1 + index, &texts.map(|(column, text): (usize, &String)| (text.as_str(), COLUMNS[column].1)))?;
    number(sheet, at(0), Some(f64::from(index) + 1.0), &look.index)?;
    text(sheet, at(1), &row.creator, &look.strong)?;
    text(sheet, at(2), &at_handle(&row.handle), &look.text)?;
    text(sheet, at(3), row.platform.map_or("", |platform| platform.label()), &look.text)?;
    text(sheet, at(4), &row.place, &look.text)?;
    text(sheet, at(5), &row.niche, &look.text)?;
    number(sheet, at(6), row.followers.map(|count| count as f64), &look.count)?;
    number(sheet, at(7), row.engagement_rate, &look.percent)?;
    text(sheet, at(8), &row.deliverables, &look.text)?;
    number(sheet, at(9), Some(row.fee.units()), &look.money)?;
    text(sheet, at(10), row.fee_status.key(), &look.text)?;
    number(sheet, at(11), Some(row.chance), &look.share)?;
    number(sheet, at(12), Some(row.low), &look.result)?;
    number(sheet, at(13), Some(row.projected), &look.result)?;
    number(sheet, at(14), Some(row.high), &look.result)?;
    let counted = Some(row.counted()).filter(|counted| counted.is_finite());
    formula(sheet, at(15), &format!("=IF(COUNT(L{n},N{n})=2,L{n}*N{n},\"–\")"), counted, &look.result)?;
    let each = cost_each(row.fee.units(), row.projected);
    formula(sheet, at(16), &format!("=IF(N(N{n})>0,J{n}/N{n},\"–\")"), each, &look.rate)?;
    let share = cost_each(row.fee.units(), pitch.brief.budget.units());
    formula(sheet, at(17), &format!("=IF(N(Budget)>0,J{n}/Budget,\"–\")"), share, &look.share)?;
    text(sheet, at(PROFILE as u16), &row.url, &look.text)
}

fn sums(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    let n = total_row(pitch);
    let (row, first, last) = (n - 1, HEAD + 2, n - 1);
    let (cost, counted, totals, budget) = (fees(pitch), counted(pitch), &pitch.totals, pitch.brief.budget);
    for column in 0..COLUMNS.len() as u16 {
        sheet.write_blank(row, column, &look.total.text)?;
    }
    text(sheet, (row, 1), &words::creators(pitch, pitch.rows.len()), &look.total.text)?;
    formula(sheet, (row, 9), &format!("=SUM(J{first}:J{last})"), Some(cost.units()), &look.total.money)?;
    formula(sheet, (row, 12), "=Total_low", Some(totals.low), &look.total.result)?;
    formula(sheet, (row, 14), "=Total_high", Some(totals.high), &look.total.result)?;
    let cells = format!("P{first}:P{last}");
    // Text counts as 0 in a sum, but a sum over something unknown is unknown.
    let sum = match counted {
        _ if pitch.brief.goal.counts_people_once() => "=Total_counted".to_owned(),
        Some(_) => format!("=SUM({cells})"),
        None => format!("=IF(COUNT({cells})=ROWS({cells}),SUM({cells}),\"–\")"),
    };
    formula(sheet, (row, 15), &sum, counted, &look.total.result)?;
    // Nobody is paid who doesn't take part.
    let each = format!("=IF(N(P{n})>0,SUMPRODUCT(J{first}:J{last},L{first}:L{last})/P{n},\"–\")");
    let result = counted.and_then(|counted| cost_each(words::expected_cost(pitch), counted));
    formula(sheet, (row, 16), &each, result, &look.total.rate)?;
    let share = format!("=IF(N(Budget)>0,J{n}/Budget,\"–\")");
    formula(sheet, (row, 17), &share, cost_each(cost.units(), budget.units()), &look.total.share)?;
    text(sheet, (row + 1, 1), "Left of the budget", &look.label)?;
    let left = Money::from_minor(budget.minor.saturating_sub(cost.minor), pitch.currency);
    formula(sheet, (row + 1, 9), &format!("=Budget-J{n}"), Some(left.units()), &look.money)?;
    text(sheet, (row + 2, 1), &format!("Cost per promised {}", pitch.brief.goal.one()), &look.label)?;
    let promised = format!("=IF(N(Total_promise)>0,J{n}/Total_promise,\"–\")");
    formula(sheet, (row + 2, 9), &promised, cost_each(cost.units(), totals.promise), &look.rate)?;
    text(sheet, (row + 4, 1), &words::projected(pitch), &look.muted)?;
    text(sheet, (row + 5, 1), fixed(pitch), &look.muted)
}

/// What of the whole list is no sum of its lines.
fn fixed(pitch: &Pitch) -> &'static str {
    match pitch.brief.goal.counts_people_once() {
        true => "Counted, low, high and promise of the whole list don't follow when a line is removed.",
        false => "Low, high and promise of the whole list don't follow when a line is removed.",
    }
}
