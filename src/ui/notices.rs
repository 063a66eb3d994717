//! Notices: short messages above the status line, with what can be done about them.

use eframe::egui::{Align2, Area, Context, Frame, Id, Label, Margin, Order, RichText, Stroke};

use super::asks::Asks;
use super::theme::{DARK, LIGHT};
use super::widget::link_button_ui;
use crate::app::model::Tone;
use crate::app::{Command, Model};

/// Paints the notices.
pub fn notices_ui(ctx: &Context, model: &Model, asks: &mut Asks) {
    if model.notices.is_empty() {
        return;
    }
    let area = Area::new(Id::unique("notices")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, [-16.0, -40.0]);
    area.show(ctx, |ui| {
        let colours = if ui.visuals().dark_mode { &DARK } else { &LIGHT };
        for notice in &model.notices {
            let edge = if notice.tone == Tone::Problem { colours.bad } else { colours.hairline };
            Frame::popup(ui.style()).stroke(Stroke::new(1.0, edge)).inner_margin(Margin::symmetric(12, 8)).show(
                ui,
                |ui| {
                    ui.set_max_width(460.0);
                    ui.horizontal(|ui| {
                        let colour = if notice.tone == Tone::Problem { colours.bad } else { colours.text };
                        let wide = notice.text.chars().count() > 52;
                        let label = Label::new(RichText::new(&notice.text).color(colour));
                        ui.scope(|ui| {
                            if wide {
                                ui.set_width(330.0);
                            }
                            let shown = ui.add(if wide { label.wrap() } else { label });
                            ui.ctx().accesskit_node_builder(shown.id, |node| {
                                node.set_live(eframe::egui::accesskit::Live::Polite);
                            });
                        });
                        if let Some(path) = &notice.path {
                            let folder = path.parent().filter(|_| path.is_file()).unwrap_or(path);
                            if link_button_ui(ui, "Copy path").on_hover_text(folder.display().to_string()).clicked() {
                                ui.ctx().copy_text(path.display().to_string());
                            }
                        }
                        if link_button_ui(ui, "Close").clicked() {
                            asks.run(Command::Dismiss(notice.id));
                        }
                    });
                },
            );
        }
    });
}
