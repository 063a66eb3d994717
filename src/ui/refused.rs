//! What the window shows when a file couldn't be opened.

use eframe::egui::{CentralPanel, Frame, RichText, Ui};

use super::theme::{palette, size, strong};
use super::widget::{muted_ui, plain_button_ui, primary_button_ui};
use crate::app::Refusal;

/// What the user wants to do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Open it for reading only.
    ReadOnly,
    /// Try again.
    Again,
    /// Open the default roster instead.
    Default,
    /// Open the sample roster instead.
    Sample,
}

/// Paints the page; what the user chose.
pub fn refused_ui(ui: &mut Ui, refusal: &Refusal) -> Option<Way> {
    let mut way = None;
    let frame = Frame::new().fill(palette(ui).background).inner_margin(32);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.set_max_width(640.0);
        ui.add_space(64.0);
        ui.label(RichText::new("This roster wasn't opened").font(strong(size::TITLE)).color(palette(ui).text));
        ui.label(RichText::new(&refusal.problem).color(palette(ui).text));
        muted_ui(ui, refusal.path.display().to_string());
        muted_ui(ui, "The file is as it was");
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            if refusal.can_read && primary_button_ui(ui, "Open read only").clicked() {
                way = Some(Way::ReadOnly);
            }
            if plain_button_ui(ui, "Try again").clicked() {
                way = Some(Way::Again);
            }
            if plain_button_ui(ui, "Open my roster instead").clicked() {
                way = Some(Way::Default);
            }
            if plain_button_ui(ui, "Open sample roster").clicked() {
                way = Some(Way::Sample);
            }
        });
    });
    way
}
