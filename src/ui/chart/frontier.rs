//! The curve over budgets on screen: a picture on which a budget is chosen by a click or by dragging.

use eframe::egui::{CursorIcon, Sense, Ui};

use super::{chart_ui, menu_ui, title_ui};
use crate::report::picture::Picture;
use crate::ui::asks::Asks;

/// Paints the picture of the curve; `note` is what it is about where it isn't the best result for every budget. A budget
/// in currency units, if one was clicked or dragged to, and whether the drag has ended.
pub fn frontier_ui(ui: &mut Ui, picture: &Picture, note: &str, asks: &mut Asks) -> Option<(f64, bool)> {
    let about = if note.is_empty() { "best result for every budget" } else { note };
    title_ui(ui, &picture.title, &format!("{about}; drag to choose"), |ui| menu_ui(ui, picture, asks));
    let (response, rect) = chart_ui(ui, picture, Sense::click_and_drag());
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
    let active = response.dragged() || response.clicked() || response.drag_stopped();
    let pointer = response.interact_pointer_pos().filter(|_| active)?;
    let budget = at(picture, f64::from((pointer.x - rect.left()) / rect.width()));
    Some((budget, !response.dragged()))
}

fn at(picture: &Picture, share: f64) -> f64 {
    picture.x.value(share.clamp(0.0, 1.0)).max(0.0)
}
