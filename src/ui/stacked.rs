//! Two regions one above the other, each scrolling for itself: however long the upper one gets, the lower one stays in
//! sight.

use eframe::egui::{CursorIcon, Rect, ScrollArea, Sense, Stroke, Ui, vec2};

use super::theme::palette;
use super::widget::scrolled_ui;

/// What the lower region keeps of the height, and at least and at most.
const LOWER: (f32, f32, f32) = (0.2, 132.0, 320.0);
/// The least that the upper region can be dragged to.
const UPPER: f32 = 96.0;
/// Height of the border between both.
const BORDER: f32 = 12.0;

/// What stands below the upper region may take this share of the height; else it scrolls with it.
const FOOT: f32 = 0.35;

/// What the regions remember.
#[derive(Default)]
pub struct Stacked {
    /// The most height of the upper region with its foot, where the user drew the border.
    drawn: Option<f32>,
    /// How high the foot was when it was last painted.
    foot: f32,
}

/// Paints the upper region, as high as what is in it as far as the lower one keeps its room; its foot, which doesn't
/// scroll away; and a border that can be dragged. What comes next is the lower region.
pub fn upper_ui(ui: &mut Ui, state: &mut Stacked, add: impl FnOnce(&mut Ui), foot: impl FnOnce(&mut Ui)) {
    let whole = (ui.available_height() - BORDER).max(0.0);
    let lower = (whole * LOWER.0).clamp(LOWER.1, LOWER.2).min(whole / 2.0);
    let ends = (UPPER.min(whole / 2.0), (whole - LOWER.1 / 2.0).max(whole / 2.0));
    let most = state.drawn.map_or(whole - lower, |drawn| drawn.clamp(ends.0, ends.1));
    let stands = state.foot <= whole * FOOT;
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let room = if stands { most - state.foot } else { most };
    let area = ScrollArea::vertical().id_salt("upper").max_height(room).auto_shrink([false, true]);
    let mut foot = Some(foot);
    let mut foot_ui = |ui: &mut Ui| {
        let Some(foot) = foot.take() else { return };
        let shown = ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = spacing;
            foot(ui);
        });
        state.foot = shown.response.rect.height();
    };
    scrolled_ui(ui, area, |ui| {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = spacing;
            add(ui);
        });
        if !stands {
            foot_ui(ui);
        }
    });
    if stands {
        ui.scope(|ui| {
            // As wide as above, beside the room for the scroll bar.
            ui.set_max_width(ui.available_width() - 10.0);
            foot_ui(ui);
        });
    }
    state.drawn = border_ui(ui, whole).or(state.drawn);
    ui.spacing_mut().item_spacing.y = spacing;
}

/// Paints the border; the height that it is dragged to.
fn border_ui(ui: &mut Ui, whole: f32) -> Option<f32> {
    let top = ui.max_rect().top();
    // Only for the pointer: the keyboard scrolls both regions by itself.
    let (rect, border) = ui.allocate_exact_size(vec2(ui.available_width(), BORDER), Sense::CLICK | Sense::DRAG);
    if border.hovered() || border.dragged() {
        let line = Rect::from_center_size(rect.center(), vec2(48.0, 4.0));
        ui.painter().rect(line, 2.0, palette(ui).muted, Stroke::NONE, eframe::egui::StrokeKind::Inside);
    }
    let border = border.on_hover_cursor(CursorIcon::ResizeVertical);
    let pointer = border.interact_pointer_pos().filter(|_| border.dragged())?;
    Some((pointer.y - top - BORDER / 2.0).clamp(0.0, whole))
}
