//! The native charts of the workbook; their titles state the answer and never hold imported text.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Color, Worksheet, XlsxError,
};

use super::look::{ACCENT, HAIRLINE, INNER, LINE, Look, MUTED};
use super::projections::{FRONTIER, first};
use crate::pitch::Pitch;
use crate::pitch::words::{capital, creators, headline, unit};

/// Two tints that meet at the projected result.
const LOWER: u32 = 0x8CC7AE;
const UPPER: u32 = INNER;
const SHEET: &str = "Projections";
/// More bars than this can't be read; the first ones are shown.
const MOST_BARS: usize = 30;
/// Pixels of one chart.
const WIDTH: u32 = 600;
/// The row of the charts, above the tables, so that they are seen first.
const ROW: u32 = 3;
/// Pixels of a row of the usual height.
const ROW_PIXELS: u32 = 20;

/// How many rows the charts take.
pub(super) fn rows(pitch: &Pitch) -> u32 {
    if has_ranges(pitch) || pitch.frontier.len() >= 2 { height(pitch).div_ceil(ROW_PIXELS) + 1 } else { 0 }
}

/// Puts the charts side by side above the tables.
pub(super) fn insert(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    let mut left = 0;
    if has_ranges(pitch) {
        sheet.insert_chart(ROW, 0, &ranges(pitch, look))?;
        left = WIDTH + 20;
    }
    if pitch.frontier.len() >= 2 {
        sheet.insert_chart_with_offset(ROW, 0, &frontier(pitch, look), left, 0)?;
    }
    Ok(())
}

/// Whether there are bars to draw. They are stacked on their low ends, which can't be done below 0, where a margin may
/// begin.
fn has_ranges(pitch: &Pitch) -> bool {
    !pitch.rows.is_empty() && !pitch.rows.iter().any(|row| row.low < 0.0)
}

/// How many creators the first chart shows.
fn bars(pitch: &Pitch) -> u32 {
    pitch.rows.len().min(MOST_BARS) as u32
}

/// Pixels: enough for every bar's name.
fn height(pitch: &Pitch) -> u32 {
    (140 + 26 * bars(pitch)).max(340)
}

/// Floating bars from low over projected to high, one per creator.
fn ranges(pitch: &Pitch, look: &Look) -> Chart {
    let bars = bars(pitch);
    let first = first(pitch);
    let last = first + bars - 1;
    let mut chart = Chart::new(ChartType::BarStacked);
    let fills = [("Low", 1, None), ("Low to projected", 4, Some(LOWER)), ("Projected to high", 5, Some(UPPER))];
    for (name, column, fill) in fills {
        let mut format = ChartFormat::new();
        match fill {
            Some(color) => format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(color))),
            None => format.set_no_fill().set_no_border(),
        };
        chart
            .add_series()
            .set_name(name)
            .set_categories((SHEET, first, 0, last, 0))
            .set_values((SHEET, first, column, last, column))
            .set_format(&mut format)
            .set_gap(60);
    }
    let all = pitch.rows.len();
    let title = if all > bars as usize {
        format!("{}; the first {bars} of {} are shown", headline(pitch), creators(pitch, all))
    } else {
        headline(pitch)
    };
    plain(&mut chart, &title);
    // In a bar chart x is the axis of values, y the one of names.
    chart
        .x_axis()
        .set_name(&format!("{} per creator, low to high; the tint changes at the projected number", unit(pitch)))
        .set_num_format(axis(&look.result_code))
        .set_min(0);
    chart.y_axis().set_reverse().set_major_gridlines(false);
    chart.legend().set_hidden();
    chart.set_width(WIDTH).set_height(height(pitch));
    chart.set_alt_text(format!("{title}. Bars reach from low to high for each creator"));
    chart
}

/// The best result for every budget as a line, this plan as a point on it.
fn frontier(pitch: &Pitch, look: &Look) -> Chart {
    let first = first(pitch);
    let last = first + pitch.frontier.len() as u32 - 1;
    let mut chart = Chart::new(ChartType::ScatterStraight);
    chart
        .add_series()
        .set_name("Best result")
        .set_categories((SHEET, first, FRONTIER, last, FRONTIER))
        .set_values((SHEET, first, FRONTIER + 1, last, FRONTIER + 1))
        .set_marker(ChartMarker::new().set_none())
        .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(Color::RGB(LINE)).set_width(2.25)));
    if pitch.current.is_some() {
        let accent = || ChartSolidFill::new().set_color(Color::RGB(ACCENT)).clone();
        let mut dot = ChartMarker::new();
        dot.set_type(ChartMarkerType::Circle).set_size(10).set_format(ChartFormat::new().set_solid_fill(&accent()));
        chart
            .add_series()
            .set_name("This plan")
            .set_categories((SHEET, last + 1, FRONTIER, last + 1, FRONTIER))
            .set_values((SHEET, last + 1, FRONTIER + 2, last + 1, FRONTIER + 2))
            .set_marker(&dot);
    }
    let title = format!("The best result for every budget, in {}", unit(pitch));
    plain(&mut chart, &title);
    chart.x_axis().set_major_gridlines(false);
    chart.x_axis().set_name("Budget").set_num_format(axis(&look.money_code)).set_min(0);
    chart.y_axis().set_name(&capital(&unit(pitch))).set_num_format(axis(&look.result_code)).set_min(0);
    chart.set_width(WIDTH).set_height(340);
    chart.set_alt_text(title);
    chart
}

/// The part of a number format that an axis from 0 needs.
fn axis(code: &str) -> &str {
    code.split(';').next().unwrap_or_default()
}

/// What both charts share: a quiet title, hairlines, the legend below.
fn plain(chart: &mut Chart, title: &str) {
    let mut font = ChartFont::new();
    font.set_size(12).set_bold();
    chart.title().set_name(title).set_font(&font).set_overlay(false);
    let mut small = ChartFont::new();
    small.set_size(9).unset_bold().set_color(Color::RGB(MUTED));
    let mut hairline = ChartLine::new();
    hairline.set_color(Color::RGB(HAIRLINE));
    chart.x_axis().set_font(&small).set_name_font(&small).set_major_gridlines_line(&hairline);
    chart.y_axis().set_font(&small).set_name_font(&small).set_major_gridlines_line(&hairline);
    chart.legend().set_position(ChartLegendPosition::Bottom);
}
