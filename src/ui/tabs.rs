//! A strip of tabs over a region of which one part is shown at a time.

use eframe::egui::{Galley, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

use super::theme::{palette, regular, size, strong};

const HEIGHT: f32 = 28.0;
/// Between two words, at least and at most.
const GAPS: (f32, f32) = (6.0, 20.0);

/// Paints the strip, in two rows where one is too narrow; a click or Enter chooses.
pub fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, tabs: &[(T, &str)], chosen: &mut T) {
    let width = ui.available_width();
    let needs = |size: f32| {
        let words: f32 = tabs.iter().map(|(_, word)| laid(ui, word, size, true).size().x).sum();
        words + GAPS.0 * tabs.len().saturating_sub(1) as f32
    };
    let size = if needs(13.0) <= width { 13.0 } else { size::SMALL };
    let rows = if needs(size) <= width { 1 } else { 2 };
    for row in tabs.chunks(tabs.len().div_ceil(rows).max(1)) {
        ui.spacing_mut().item_spacing.y = 0.0;
        row_ui(ui, row, size, chosen);
    }
    ui.spacing_mut().item_spacing.y = 8.0;
}

fn laid(ui: &Ui, word: &str, size: f32, on: bool) -> Arc<Galley> {
    let (font, colour) = match on {
        true => (strong(size), palette(ui).accent),
        false => (regular(size), palette(ui).muted),
    };
    ui.painter().layout_no_wrap(word.to_owned(), font, colour)
}

fn row_ui<T: Copy + PartialEq>(ui: &mut Ui, tabs: &[(T, &str)], size: f32, chosen: &mut T) {
    let (strip, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, palette(ui).hairline));
    // As wide as the strong word, so that nothing moves when another is chosen.
    let words: Vec<f32> = tabs.iter().map(|(_, word)| laid(ui, word, size, true).size().x).collect();
    let spare = strip.width() - words.iter().sum::<f32>();
    let gap = (spare / tabs.len().saturating_sub(1).max(1) as f32).clamp(GAPS.0, GAPS.1);
    let mut left = strip.left();
    for ((tab, word), width) in tabs.iter().zip(words) {
        let rect = Rect::from_min_size(pos2(left, strip.top()), vec2(width, HEIGHT));
        left += width + gap;
        if tab_ui(ui, rect, gap, word, size, *chosen == *tab) {
            *chosen = *tab;
        }
    }
}

/// One tab; true if it was chosen.
fn tab_ui(ui: &mut Ui, rect: Rect, gap: f32, word: &str, size: f32, on: bool) -> bool {
    let colours = palette(ui);
    let response = ui.interact(rect.expand2(vec2(gap / 2.0, 0.0)), ui.scope_id().with(("tab", word)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, word));
    let galley = laid(ui, word, size, on);
    let colour = match (on, response.hovered()) {
        (true, _) => colours.accent,
        (false, true) => colours.text,
        (false, false) => colours.muted,
    };
    ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, colour);
    if on {
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
        ui.painter().rect_filled(line, 1.0, colours.accent);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect.expand(3.0), 4.0, Stroke::new(1.0, colours.accent), StrokeKind::Outside);
    }
    response.clicked()
}
