//! Many rows of one height inside a region that scrolls: beyond some hundred only those in sight are painted.

use eframe::egui::{Sense, Ui, vec2};

/// Rows painted whether they are in sight or not, so that the keyboard reaches them all.
const FEW: usize = 200;

/// Paints `count` rows of `height` points with no space between; `row` paints the one at its place.
pub fn rows_ui(ui: &mut Ui, height: f32, count: usize, mut row: impl FnMut(&mut Ui, usize)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let (mut first, mut end) = (0, count);
        if count > FEW {
            let sight = ui.clip_rect();
            let above = ((sight.top() - ui.cursor().top()) / height).floor().max(0.0) as usize;
            let in_sight = (sight.height() / height).ceil().clamp(0.0, 1000.0) as usize + 2;
            first = above.min(count);
            end = (first + in_sight).min(count);
        }
        space_ui(ui, first as f32 * height);
        for place in first..end {
            ui.push_id(place, |ui| row(ui, place));
        }
        space_ui(ui, (count - end) as f32 * height);
    });
}

fn space_ui(ui: &mut Ui, height: f32) {
    if height > 0.0 {
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    }
}
