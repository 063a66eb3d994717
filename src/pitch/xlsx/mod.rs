//! The pitch as a workbook whose sums are live formulas, readable also where nothing recalculates.

mod assumptions;
mod cell;
mod charts;
mod look;
mod projections;
mod shortlist;
mod sources;
mod summary;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use self::cell::safe;
use self::look::Look;
use super::check::check;
use super::words;
use super::{Pitch, PitchError};

/// Rows for one list; a worksheet has 1,048,576 (ECMA-376), the rest is for titles and sums.
const MOST_ROWS: usize = 1_048_000;

/// The pitch as an XLSX workbook: summary, shortlist, projections with charts, assumptions, sources.
///
/// Totals, costs per result and shares are formulas over named cells, with their results stored beside them.
/// Imported text is only ever text: never a formula, never a link. Text over 32,767 UTF-16 units, the most a cell
/// holds, is cut with a visible mark. Equal pitches give equal bytes.
///
/// # Errors
/// [`PitchError::MixedCurrency`] if an amount isn't in the pitch's currency; [`PitchError::TooMuch`] if a list is
/// longer than a worksheet; [`PitchError::Workbook`] if the workbook could not be put together.
pub fn xlsx(pitch: &Pitch) -> Result<Vec<u8>, PitchError> {
    check(pitch)?;
    fits("creators on the shortlist", pitch.rows.len() + pitch.frontier.len())?;
    fits("creators who come next", pitch.bench.len() + pitch.notes.len())?;
    fits("assumptions", pitch.assumptions.len())?;
    fits("sources", pitch.sources.len())?;
    let look = Look::new(pitch);
    let mut book = Workbook::new();
    book.set_properties(&properties(pitch));
    summary::write(book.add_worksheet(), pitch, &look)?;
    shortlist::write(book.add_worksheet(), pitch, &look)?;
    projections::write(book.add_worksheet(), pitch, &look)?;
    assumptions::write(book.add_worksheet(), pitch, &look)?;
    sources::write(book.add_worksheet(), pitch, &look)?;
    for (name, cell) in assumptions::names() {
        book.define_name(name, &cell)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fits(what: &'static str, count: usize) -> Result<(), PitchError> {
    if count > MOST_ROWS { Err(PitchError::TooMuch { what, count, most: MOST_ROWS }) } else { Ok(()) }
}

/// Title, sender and day; the clock is never asked, so that equal pitches give equal bytes.
fn properties(pitch: &Pitch) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(short(&pitch.campaign))
        .set_subject(short(&pitch.client))
        .set_author(short(&pitch.agency))
        .set_company(short(&pitch.agency));
    match excel_date(pitch.prepared_on).or_else(|| ExcelDateTime::from_ymd(1980, 1, 1).ok()) {
        Some(date) => properties.set_creation_datetime(&date),
        None => properties,
    }
}

/// A day as Excel knows it: 1900–9999.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// A line of text for properties, headers and footers, which hold 255 characters together.
fn short(text: &str) -> String {
    let line: String = safe(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= 60 { line } else { line.chars().take(59).chain(['…']).collect() }
}

/// Landscape A4, one page wide, with the campaign above and the page number below.
fn page_setup(sheet: &mut Worksheet, pitch: &Pitch) {
    // "&" starts a code in headers; two of them are the sign itself.
    let code = |text: &str| short(text).replace('&', "&&");
    let agency = if pitch.agency.is_empty() { String::new() } else { format!("{} · ", code(&pitch.agency)) };
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.75, 0.7, 0.3, 0.3)
        .set_screen_gridlines(false)
        .set_header(format!("&L{}&R{}", code(&pitch.campaign), code(&pitch.client)))
        .set_footer(format!("&L{agency}{}&RPage &P of &N", words::day(pitch.prepared_on)));
}
