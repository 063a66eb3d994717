//! The bar on top of every page: what page it is, the palette, the page's main action.

use eframe::egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, Stroke, Ui, vec2};

use super::asks::Asks;
use super::theme::{palette, size, strong};
use super::widget::{cut_ui, ringed_ui};

/// Paints the bar: `left` after the title, `right` at the far end, main action first.
/// True if the palette was asked for.
pub fn topbar_ui(
    ui: &mut Ui,
    title: &str,
    subtitle: &str,
    asks: &mut Asks,
    left: impl FnOnce(&mut Ui, &mut Asks),
    right: impl FnOnce(&mut Ui, &mut Asks),
) -> bool {
    let frame = Frame::new().fill(palette(ui).surface).inner_margin(Margin::symmetric(16, 0));
    let mut palette_asked = false;
    Panel::top("topbar").exact_size(48.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right(ui, asks);
            palette_asked = palette_button_ui(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = palette(ui).text;
                named_ui(ui, title, 0.5, |title| title.font(strong(size::LEAD)).color(text));
                let muted = palette(ui).muted;
                named_ui(ui, subtitle, 0.4, |subtitle| subtitle.color(muted));
                ui.add_space(8.0);
                left(ui, asks);
            });
        });
    });
    palette_asked
}

/// A name in at most this share of the room that is left, so that however long it is, all else stays in the bar.
fn named_ui(ui: &mut Ui, name: &str, share: f32, look: impl FnOnce(RichText) -> RichText) {
    if !name.is_empty() {
        let room = ui.available_width() * share;
        ui.scope(|ui| {
            ui.set_max_width(room);
            cut_ui(ui, look(RichText::new(name)));
        });
    }
}

fn palette_button_ui(ui: &mut Ui) -> bool {
    let colours = palette(ui);
    let hint = RichText::new("Search or do…").color(colours.muted);
    let key = RichText::new("Ctrl K").size(size::SMALL).color(colours.muted);
    let button = Button::new(hint)
        .right_text(key)
        .fill(colours.background)
        .stroke(Stroke::new(1.0, colours.hairline))
        .min_size(vec2(180.0, 28.0));
    ringed_ui(ui, true, button).accessible_name("Search or do").clicked()
}
