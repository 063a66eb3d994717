//! The bench: who comes next and what would bring them in.

use eframe::egui::{Align, Layout, RichText, Ui};

use super::shortlist::stance_ui;
use crate::app::model::Model;
use crate::app::pitching::brings_in;
use crate::ui::asks::Asks;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cut_ui, divider_ui, heading_ui};

/// Paints the bench.
pub fn bench_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let (Some(bench), Some(Ok(_)), Some(brief)) = (&model.plan.bench, &model.plan.answer, model.brief()) else {
        return;
    };
    if bench.is_empty() {
        return;
    }
    ui.add_space(8.0);
    heading_ui(ui, "Next in line");
    for row in bench.iter() {
        ui.push_id(row.offer.0, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(30.0);
                let width = ui.available_width();
                ui.scope(|ui| {
                    ui.set_width(width * 0.27);
                    cut_ui(ui, RichText::new(&row.name).font(strong(size::BODY)).color(palette(ui).text))
                        .on_hover_text(format!("{} · {}", row.handle, row.delivers));
                });
                ui.scope(|ui| {
                    ui.set_width(width * 0.5);
                    cut_ui(ui, brings_in(row, model.settings.numbers));
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add_enabled_ui(!model.file.read_only, |ui| {
                        stance_ui(ui, brief, row.creator, &row.name, false, asks);
                    });
                });
            });
        });
        divider_ui(ui);
    }
}
