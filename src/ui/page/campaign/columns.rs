//! The columns of the shortlist: numbers get the width of the longest, text shares the rest.

use eframe::egui::{Color32, FontId, Ui};

use crate::report::plan::Plan;
use crate::ui::format::{Amounts, UNKNOWN};
use crate::ui::theme::{regular, size, strong};

/// Creator, delivers, fee, says yes, 8 in 10, projected, each: shares of the width, and whether they hold numbers.
pub type Columns = [(f32, bool); 7];

/// Between a number and the next column.
const GAP: f32 = 10.0;
/// Room for how sure a fee is.
const STATUS: f32 = 96.0;
/// Least room for names and what is delivered.
const TEXT: f32 = 190.0;
/// A band shorter than this tells nothing.
const BAND: f32 = 44.0;

/// The columns for this plan in the width there is; what a narrow window has no room for is left out.
pub fn columns(ui: &Ui, plan: &Plan, amounts: Amounts) -> Columns {
    let width = ui.available_width();
    let fees = plan.rows.iter().map(|row| amounts.numbers.money(row.fee));
    let fee = widest(ui, 46.0, fees, amounts.numbers.money(plan.cost)) + GAP;
    let counts = plan.rows.iter().map(|row| amounts.count(row.projection.projected));
    let projected = widest(ui, 60.0, counts, amounts.count(plan.total.middle())) + GAP;
    let narrow = width < 500.0;
    let prices = plan.rows.iter().map(|row| price(amounts, plan, row.each()));
    let each = if narrow { 0.0 } else { widest(ui, 62.0, prices, price(amounts, plan, plan.each())) };
    let rest = width - fee - STATUS - projected - each;
    let wanted = if narrow { 0.0 } else { (width * 0.15).clamp(76.0, 280.0) };
    let interval = wanted.min(rest - TEXT);
    let interval = if interval < BAND { 0.0 } else { interval };
    let text = (rest - interval).max(160.0);
    [
        (text * 0.63 / width, false),
        (text * 0.37 / width, false),
        (fee / width, true),
        (STATUS / width, false),
        (interval / width, false),
        (projected / width, true),
        (each / width, true),
    ]
}

/// What one of the goal costs, or as many as prices are told for.
pub fn price(amounts: Amounts, plan: &Plan, each: Option<f64>) -> String {
    let each = each.map(|each| each * amounts.goal.priced_by());
    each.map_or(UNKNOWN.to_owned(), |each| amounts.numbers.rate(each, plan.cost))
}

/// The width of the longest of these texts and of the one below them in the strong face; at least `least`.
fn widest(ui: &Ui, least: f32, texts: impl Iterator<Item = String>, below: String) -> f32 {
    let width = |text: String, font: FontId| ui.painter().layout_no_wrap(text, font, Color32::PLACEHOLDER).size().x;
    let longest = texts.max_by_key(|text| text.chars().count()).unwrap_or_default();
    width(longest, regular(size::BODY)).max(width(below, strong(size::BODY))).max(least).ceil()
}
