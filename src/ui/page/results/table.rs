//! The bookings of a campaign: what was projected, what came, and whether that lies inside the band.

use eframe::egui::{Rect, RichText, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::calibration::judged_ui;
use crate::app::model::Model;
use crate::domain::BookingId;
use crate::report::results::{CampaignResults, Landing, ResultRow};
use crate::ui::format::{UNKNOWN, signed_percent, span};
use crate::ui::rows::rows_ui;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{Tint, badge_ui, cells_ui, cut_ui, two_lines_ui};

const ROW: f32 = 42.0;
/// The place of the column with bands, and how far it keeps from the fees.
const BAND: usize = 2;
const INDENT: f32 = 10.0;
const TITLES: [&str; 9] = ["Creator", "Fee", "8 in 10", "Projected", "Actual", "", "Off by", "Posted on", "Code"];

/// The columns' shares of a width, and whether they hold numbers; what there is no room for is left out.
fn columns(width: f32) -> [(f32, bool); 9] {
    let from = |least: f32, pixels: f32| if width >= least { pixels } else { 0.0 };
    let band = if width >= 640.0 { (width * 0.16).clamp(90.0, 220.0) } else { 0.0 };
    let fixed = [62.0, band, 104.0, 66.0, 70.0, 62.0, from(720.0, 92.0), from(780.0, 84.0)];
    let rest = (width - fixed.iter().sum::<f32>()).max(120.0);
    let [fee, band, projected, actual, landing, off, posted, code] = fixed.map(|pixels| pixels / width);
    [
        (rest / width, false),
        (fee, true),
        (band, false),
        (projected, true),
        (actual, true),
        (landing, false),
        (off, true),
        (posted, false),
        (code, false),
    ]
}

/// Paints the table; the booking that was clicked.
pub fn table_ui(ui: &mut Ui, model: &Model, shown: &CampaignResults, selected: Option<BookingId>) -> Option<BookingId> {
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    cells_ui(ui, 26.0, &columns(ui.available_width()), |ui, place| {
        if place == BAND {
            ui.add_space(INDENT);
        }
        let cell = cut_ui(ui, RichText::new(TITLES[place]).size(13.0).color(palette(ui).muted));
        match TITLES[place] {
            "8 in 10" => drop(cell.on_hover_text("8 in 10 outcomes fall in the band; the mark is what came")),
            "Projected" => drop(cell.on_hover_text("The band that was projected when it was booked; it never changes")),
            "Off by" => drop(cell.on_hover_text("How far the result lies from the middle of the projection")),
            _ => {}
        }
    });
    rows_ui(ui, ROW, shown.rows.len(), |ui, place| {
        let row = &shown.rows[place];
        // Each metric has a scale of its own: views would dwarf engagements.
        let same = shown.rows.iter().filter(|one| one.booking.projected.metric == row.booking.projected.metric);
        let most =
            same.map(|one| one.booking.projected.band().1.max(one.actual.unwrap_or(0) as f64)).fold(0.0, f64::max);
        if row_ui(ui, model, row, most, selected == Some(row.booking.id)) {
            clicked = Some(row.booking.id);
        }
    });
    clicked
}

fn row_ui(ui: &mut Ui, model: &Model, row: &ResultRow, most: f64, selected: bool) -> bool {
    let numbers = model.settings.numbers;
    let booking = &row.booking;
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, ui.scope_id().with("row"), Sense::click());
    let colours = palette(ui);
    let wide = rect.expand2(vec2(8.0, 0.0));
    if selected {
        ui.painter().rect_filled(wide, 0.0, colours.soft);
    } else if response.hovered() {
        ui.painter().rect_filled(wide, 0.0, colours.chip);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(wide, 0.0, ui.visuals().selection.stroke, StrokeKind::Inside);
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, spoken(model, row)));
    let (low, high) = booking.projected.band();
    cells_ui(ui, ROW, &columns(rect.width()), |ui, place| match place {
        0 => {
            let name = RichText::new(&booking.creator).font(strong(size::BODY)).color(colours.text);
            two_lines_ui(ui, |ui| drop(cut_ui(ui, name)), &what(row));
        }
        1 => drop(cut_ui(ui, numbers.money(booking.fee))),
        BAND => {
            ui.add_space(INDENT);
            judged_ui(ui, (low, booking.projected.middle(), high), row.actual.map(|n| n as f64), most);
        }
        3 => drop(cut_ui(ui, span(numbers, low, high)).on_hover_text(booking.projected.metric.label())),
        4 => drop(cut_ui(ui, row.actual.map_or(UNKNOWN.to_owned(), |n| numbers.count(n as f64)))),
        5 => landing_ui(ui, row.landing),
        6 => drop(cut_ui(ui, off_by(model, row))),
        7 => {
            let day = booking.result.as_ref().and_then(|result| result.posted_on);
            cut_ui(ui, RichText::new(day.map_or(UNKNOWN.to_owned(), |day| day.to_string())).size(13.0));
        }
        _ => {
            let code = if booking.code.is_empty() { UNKNOWN } else { &booking.code };
            let shown = cut_ui(ui, RichText::new(code).size(13.0));
            if !booking.link.is_empty() {
                shown.on_hover_text(&booking.link);
            }
        }
    });
    response.clicked()
}

/// What was booked, where: "IG · 1 reel · A".
fn what(row: &ResultRow) -> String {
    let badge = row.booking.platform.map(|platform| platform.badge()).unwrap_or_default();
    let parts = [badge, row.booking.delivers.as_str(), row.scenario.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn landing_ui(ui: &mut Ui, landing: Option<Landing>) {
    let Some(landing) = landing else { return };
    let tint = if landing == Landing::Inside { Tint::Good } else { Tint::Warn };
    badge_ui(ui, landing.word(), tint)
        .on_hover_text(format!("{} the band that 8 in 10 outcomes fall in", landing.word()));
}

/// "+12 %" against the middle of the projection.
fn off_by(model: &Model, row: &ResultRow) -> String {
    let middle = row.booking.projected.middle();
    match row.actual {
        Some(actual) if middle >= 1.0 => signed_percent(model.settings.numbers, actual as f64 / middle - 1.0, 0),
        _ => UNKNOWN.to_owned(),
    }
}

/// A row in one sentence, for screen readers.
fn spoken(model: &Model, row: &ResultRow) -> String {
    let numbers = model.settings.numbers;
    let (low, high) = row.booking.projected.band();
    let came = match (row.actual, row.landing) {
        (Some(actual), Some(landing)) => format!("came {}, {} the band", numbers.count(actual as f64), landing.word()),
        _ => "no result yet".to_owned(),
    };
    format!("{}, {}, projected {}, {came}", row.booking.creator, row.booking.delivers, span(numbers, low, high))
}
