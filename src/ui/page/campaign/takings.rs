//! What a shortlist brings and costs in money.

use eframe::egui::Ui;

use super::figures::figures_ui;
use crate::app::model::Model;
use crate::report::figures::{costs, takings, worth};
use crate::report::outlook::Outlook;
use crate::report::picture::profit;
use crate::ui::asks::Asks;
use crate::ui::chart::picture_ui;
use crate::ui::widget::{muted_ui, plain_button_ui};

/// Paints it.
pub fn takings_ui(ui: &mut Ui, model: &Model, outlook: &Outlook, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let Some(total) = &outlook.money else {
        muted_ui(ui, "Nobody is on the shortlist yet");
        return;
    };
    if let Some(left) = &total.profit {
        let source = format!("{}\n{}", outlook.sources.clicks, outlook.sources.orders);
        picture_ui(ui, &profit(left, total.currency, numbers).with_source(source), asks);
        ui.add_space(12.0);
    }
    let mut brings = takings(total, outlook, numbers);
    brings.extend(worth(&model.settings.worth_table().0, total, numbers));
    figures_ui(ui, "What it brings", &brings);
    if !outlook.missing.is_empty() {
        for missing in &outlook.missing {
            muted_ui(ui, missing.clone());
        }
        if plain_button_ui(ui, "Type it in Settings").clicked() {
            asks.assumptions("order");
        }
    }
    ui.add_space(12.0);
    figures_ui(ui, "What one costs, middle", &costs(total, outlook, numbers));
}
