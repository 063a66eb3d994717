//! Pictures of how forecasts fared: a band with what came, and the shares that fell inside.

use eframe::egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::domain::NumberStyle;
use crate::report::record::{RECORD_BANDS, RecordPart, Share};
use crate::report::results::{Judged, Landing};
use crate::ui::format::span;
use crate::ui::theme::{Palette, palette, regular, size};
use crate::ui::widget::{cells_ui, cut_ui};

/// A band on a scale from 0 to `most` with its middle and, where known, what came: a dot inside, a diamond outside.
pub fn judged_ui(ui: &mut Ui, (low, middle, high): (f64, f64, f64), actual: Option<f64>, most: f64) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let place = |value: f64| value / most.max(f64::MIN_POSITIVE);
    let inside = actual.is_none_or(|actual| (low..=high).contains(&actual));
    band(ui, rect, (place(low), place(middle), place(high)), actual.map(|actual| (place(actual), inside)));
}

/// Columns of a forecast's row in a width: who, band, what was projected, what came. Numbers get what they need.
pub fn forecast_columns(width: f32) -> [(f32, bool); 4] {
    let (projected, came) = (108.0 / width, 64.0 / width);
    let rest = (1.0 - projected - came).max(0.2);
    [(rest * 0.45, false), (rest * 0.55, false), (projected, true), (came, true)]
}

/// A forecast as a row: who, the band around its middle on a log scale, what came.
pub fn forecast_ui(ui: &mut Ui, numbers: NumberStyle, judged: &Judged) {
    /// The scale runs from a sixteenth to sixteen times the middle.
    const ENDS: f64 = 2.772_588_722_239_781;
    let place = |value: f64| {
        let ratio = (1.0 + value) / (1.0 + judged.projected.middle);
        (ratio.ln() / ENDS).clamp(-1.0, 1.0) / 2.0 + 0.5
    };
    let words = span(numbers, judged.projected.low, judged.projected.high);
    let came = numbers.count(judged.actual as f64);
    let row = cells_ui(ui, 28.0, &forecast_columns(ui.available_width()), |ui, column| match column {
        0 => {
            let hover = format!("{} · booked on {}", judged.campaign, judged.booked_on);
            cut_ui(ui, judged.name.as_str()).on_hover_text(hover);
        }
        1 => {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
            let inside = judged.landing == Landing::Inside;
            let ends = (place(judged.projected.low), 0.5, place(judged.projected.high));
            band(ui, rect, ends, Some((place(judged.actual as f64), inside)));
        }
        2 => drop(cut_ui(ui, words.as_str()).on_hover_text(judged.metric.label())),
        _ => drop(cut_ui(ui, came.as_str())),
    });
    let response = ui.interact(row, ui.scope_id().with((&judged.name, row.top() as i32)), Sense::hover());
    let spoken = format!("{}: projected {words}, came {came}, {} the band", judged.name, judged.landing.word());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
}

/// Paints a band in shares of the width, its middle, and what came.
fn band(ui: &Ui, rect: Rect, (low, middle, high): (f64, f64, f64), came: Option<(f64, bool)>) {
    let colours = palette(ui);
    let at = |share: f64| rect.left() + share.clamp(0.0, 1.0) as f32 * rect.width();
    let y = rect.center().y;
    ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, colours.hairline));
    let shape = Rect::from_x_y_ranges(at(low)..=at(high).max(at(low) + 2.0), y - 4.0..=y + 4.0);
    ui.painter().rect(shape, 4.0, colours.inner_band, Stroke::NONE, StrokeKind::Inside);
    ui.painter().vline(at(middle), y - 4.0..=y + 4.0, Stroke::new(1.0, colours.muted));
    if let Some((came, inside)) = came {
        mark(ui, pos2(at(came), y), inside, colours);
    }
}

/// A dot for what came inside, a diamond for what came outside.
fn mark(ui: &Ui, at: eframe::egui::Pos2, inside: bool, colours: &Palette) {
    if inside {
        ui.painter().circle_filled(at, 4.0, colours.accent);
        return;
    }
    let corners = [vec2(0.0, -5.5), vec2(5.5, 0.0), vec2(0.0, 5.5), vec2(-5.5, 0.0)].map(|corner| at + corner);
    ui.painter().add(eframe::egui::Shape::convex_polygon(corners.to_vec(), colours.warn, Stroke::NONE));
}

/// For each band what share of results fell inside, with the interval that leaves open, against what was claimed.
pub fn calibration_ui(ui: &mut Ui, numbers: NumberStyle, part: &RecordPart) {
    for (level, share) in RECORD_BANDS.into_iter().zip(part.bands) {
        level_ui(ui, numbers, level, share);
    }
}

fn level_ui(ui: &mut Ui, numbers: NumberStyle, level: f64, share: Share) {
    let columns = [(0.16, true), (0.56, false), (0.28, true)];
    let claimed = numbers.percent(level, 0);
    let counted = format!("{} of {}", share.count, share.of);
    let row = cells_ui(ui, 28.0, &columns, |ui, column| match column {
        0 => drop(cut_ui(ui, claimed.as_str())),
        1 => share_ui(ui, level, share),
        _ => drop(cut_ui(ui, counted.as_str())),
    });
    let open = format!("{}–{}", numbers.percent(share.low, 0), numbers.percent(share.high, 0));
    let spoken = format!(
        "{claimed} band: {counted} inside, {}; the true share probably lies between {open}",
        numbers.percent(share.value(), 0)
    );
    let response = ui.interact(row, ui.scope_id().with(("level", (level * 100.0) as u32)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    response.on_hover_text(spoken);
}

/// From 0 to 100 %: the interval, the share counted, and a line where it should be.
fn share_ui(ui: &mut Ui, level: f64, share: Share) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let colours = palette(ui);
    let at = |share: f64| rect.left() + 4.0 + share as f32 * (rect.width() - 8.0);
    let y = rect.center().y;
    ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, colours.hairline));
    let open = Rect::from_x_y_ranges(at(share.low)..=at(share.high), y - 4.0..=y + 4.0);
    ui.painter().rect(open, 4.0, colours.outer_band, Stroke::new(1.0, colours.inner_band), StrokeKind::Inside);
    ui.painter().vline(at(level), rect.y_range(), Stroke::new(2.0, colours.text));
    let fine = (share.low..=share.high).contains(&level);
    mark(ui, pos2(at(share.value()), y), fine, colours);
}

/// What the marks mean.
pub fn legend_ui(ui: &mut Ui, entries: &[(bool, &str)]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (inside, words) in entries {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
            mark(ui, rect.center(), *inside, palette(ui));
            ui.label(eframe::egui::RichText::new(*words).font(regular(size::SMALL)).color(palette(ui).muted));
            ui.add_space(8.0);
        }
    });
}
