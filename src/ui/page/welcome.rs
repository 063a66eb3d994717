//! Welcome: what a new user sees instead of a blank table.

use eframe::egui::{Align, CentralPanel, Frame, Layout, RichText, Ui, vec2};

use crate::app::Command;
use crate::ui::asks::{Asks, PathFor};
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{card_ui, muted_ui, plain_button_ui, primary_button_ui};

/// Paints the page. True if a creator is to be typed in.
pub fn welcome_ui(ui: &mut Ui, asks: &mut Asks) -> bool {
    let mut add = false;
    let frame = Frame::new().fill(palette(ui).background).inner_margin(24);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let top = (ui.available_height() * 0.18).max(16.0);
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space(top);
            ui.label(RichText::new("Small can be mighty").font(strong(size::HEADLINE)).color(palette(ui).text));
            muted_ui(ui, "Whom to ask, what to pay, what it will bring. Everything stays on this computer");
            ui.add_space(24.0);
            let width = (ui.available_width() - 32.0).clamp(300.0, 880.0);
            ui.allocate_ui_with_layout(vec2(width, 176.0), Layout::left_to_right(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                let each = (width - 32.0) / 3.0;
                choice_ui(
                    ui,
                    each,
                    "See how it works",
                    "300 invented creators of one region and a campaign with 500 €",
                    |ui| {
                        if primary_button_ui(ui, "Open sample roster").clicked() {
                            asks.run(Command::OpenSample);
                        }
                    },
                );
                choice_ui(
                    ui,
                    each,
                    "Bring your list",
                    "A CSV file from any tool or spreadsheet; drop it here or paste it",
                    |ui| {
                        if plain_button_ui(ui, "Import your list…").clicked() {
                            asks.path = Some(PathFor::Import);
                        }
                    },
                );
                choice_ui(ui, each, "Start small", "Type in the first creators you have in mind, one by one", |ui| {
                    add = plain_button_ui(ui, "Add a creator…").clicked();
                });
            });
        });
    });
    add
}

fn choice_ui(ui: &mut Ui, width: f32, title: &str, text: &str, button: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 168.0), Layout::top_down(Align::Min), |ui| {
        card_ui(ui, |ui| {
            ui.set_width(width - 34.0);
            ui.set_min_height(132.0);
            ui.label(RichText::new(title).font(strong(size::LEAD)).color(palette(ui).text));
            muted_ui(ui, text);
            ui.with_layout(Layout::bottom_up(Align::Min), button);
        });
    });
}
