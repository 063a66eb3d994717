//! The bar on top of every page: what page it is, the palette, the page's main action.

use eframe::egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, Stroke, Ui, vec2};

use super::asks::Asks;
use super::theme::{palette, size, strong};
use super::widget::ringed_ui;

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
                ui.label(RichText::new(title).font(strong(size::LEAD)).color(palette(ui).text));
                if !subtitle.is_empty() {
                    ui.label(RichText::new(subtitle).color(palette(ui).muted));
                }
                ui.add_space(8.0);
                left(ui, asks);
            });
        });
    });
    palette_asked
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
