//! The bench: who comes next and what would bring them in.

use eframe::egui::{RichText, Ui};

use super::shortlist::stance_ui;
use crate::app::model::Model;
use crate::app::pitching::brings_in;
use crate::ui::asks::Asks;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cells_ui, cut_ui, heading_ui};

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
            let buttons = 112.0 / ui.available_width();
            let columns = [(0.30, false), (0.70 - buttons, false), (buttons, true)];
            cells_ui(ui, 32.0, &columns, |ui, place| match place {
                0 => {
                    cut_ui(ui, RichText::new(&row.name).font(strong(size::BODY)).color(palette(ui).text))
                        .on_hover_text(format!("{} · {}", row.handle, row.delivers));
                }
                1 => drop(cut_ui(ui, brings_in(row, model.settings.numbers))),
                _ => {
                    ui.add_enabled_ui(super::locked(model).is_none(), |ui| {
                        stance_ui(ui, brief, row.creator, &row.name, false, asks);
                    });
                }
            });
        });
    }
}
