//! A strip of tabs over a region of which one part is shown at a time.

use eframe::egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::theme::{palette, regular, size, strong};

const HEIGHT: f32 = 28.0;
/// Between two words, at least and at most.
const GAPS: (f32, f32) = (4.0, 20.0);

/// Paints the strip; a click or Enter chooses.
pub fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, tabs: &[(T, &str)], chosen: &mut T) {
    let colours = *palette(ui);
    let width = ui.available_width();
    let lay = |ui: &Ui, text: &str, size: f32, on: bool| {
        let font = if on { strong(size) } else { regular(size) };
        ui.painter().layout_no_wrap(text.to_owned(), font, if on { colours.accent } else { colours.muted })
    };
    let whole = |ui: &Ui, size: f32| tabs.iter().map(|(_, word)| lay(ui, word, size, true).size().x).sum::<f32>();
    let count = tabs.len().saturating_sub(1).max(1) as f32;
    let fits = whole(ui, 13.0) + count * 8.0 <= width;
    let size = if fits { 13.0 } else { size::SMALL };
    let gap = ((width - whole(ui, size)) / count).clamp(GAPS.0, GAPS.1);
    let (strip, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    ui.painter().rect_filled(
        Rect::from_min_max(pos2(strip.left(), strip.bottom() - 1.0), strip.max),
        0.0,
        colours.hairline,
    );
    let mut left = strip.left();
    for (place, (tab, word)) in tabs.iter().enumerate() {
        let on = *chosen == *tab;
        // As wide as the strong word, so that nothing moves when another is chosen.
        let room = lay(ui, word, size, true).size().x;
        let rect = Rect::from_min_size(pos2(left, strip.top()), vec2(room, HEIGHT));
        let response =
            ui.interact(rect.expand2(vec2(gap / 2.0, 0.0)), ui.scope_id().with(("tab", place)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, *word));
        let galley = lay(ui, word, size, on);
        let colour = if on {
            colours.accent
        } else if response.hovered() {
            colours.text
        } else {
            colours.muted
        };
        let at = rect.center() - galley.size() / 2.0;
        ui.painter().galley_with_override_text_color(at, galley, colour);
        if on {
            let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
            ui.painter().rect_filled(line, 1.0, colours.accent);
        }
        if response.has_focus() {
            let pen = eframe::egui::Stroke::new(1.0, colours.accent);
            ui.painter().rect_stroke(rect.expand(3.0), 4.0, pen, eframe::egui::StrokeKind::Outside);
        }
        if response.clicked() {
            *chosen = *tab;
        }
        left += room + gap;
    }
}
