//! Who comes next, what would bring them in, and why anybody else isn't.

use eframe::egui::{Label, RichText, Ui};

use super::stance::stance_ui;
use super::{meant_ui, waiting_ui};
use crate::app::Command;
use crate::app::model::Model;
use crate::app::pitching::brings_in;
use crate::ui::asks::Asks;
use crate::ui::find::{Finder, find_ui};
use crate::ui::theme::{palette, regular, size, strong};
use crate::ui::widget::{cells_ui, cut_ui, link_text_ui, muted_ui};

/// Paints the bench over a field that answers why somebody isn't in.
pub fn next_ui(ui: &mut Ui, model: &Model, why: &mut Finder, asks: &mut Asks) {
    meant_ui(ui, model);
    match &model.plan.bench {
        None => waiting_ui(ui, model),
        Some(bench) if bench.is_empty() => {
            muted_ui(ui, "Nobody else would bring anything under these rules");
        }
        Some(bench) => {
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in bench.iter() {
                ui.push_id(row.offer.0, |ui| row_ui(ui, model, row, asks));
            }
        }
    }
    ui.add_space(8.0);
    if model.roster.cards.is_empty() {
        return;
    }
    if let Some(creator) = find_ui(ui, model, why, "Why isn't … in?", "Why not") {
        asks.run(Command::Focus(Some(creator)));
    }
}

fn row_ui(ui: &mut Ui, model: &Model, row: &crate::report::plan::BenchRow, asks: &mut Asks) {
    let Some(brief) = model.brief() else { return };
    let width = ui.available_width();
    let buttons = 112.0 / width;
    let columns = [(0.30, false), (0.70 - buttons, false), (buttons, true)];
    let words = brings_in(row, model.settings.numbers);
    // What would bring them in is read whole, in two lines where one is too short.
    let galley = ui.painter().layout_no_wrap(words.clone(), regular(size::BODY), palette(ui).text);
    let short = galley.size().x <= width * columns[1].0 - 12.0;
    cells_ui(ui, if short { 32.0 } else { 44.0 }, &columns, |ui, place| match place {
        0 => {
            let name = RichText::new(&row.name).font(strong(size::BODY)).color(palette(ui).text);
            let shown = link_text_ui(ui, name, &format!("Why isn't {} in?", row.name));
            if shown.on_hover_text(format!("{} · {}\nWhy they aren't in", row.handle, row.delivers)).clicked() {
                asks.run(Command::Focus(Some(row.creator)));
            }
        }
        1 if short => drop(cut_ui(ui, words.as_str())),
        1 => drop(ui.add(Label::new(RichText::new(&words).size(13.0)).wrap().selectable(false))),
        _ => {
            ui.add_enabled_ui(super::super::locked(model).is_none(), |ui| {
                stance_ui(ui, brief, row.creator, &row.name, false, asks);
            });
        }
    });
}
