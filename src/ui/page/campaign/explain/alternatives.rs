//! The next-best shortlists that differ from the best one.

use eframe::egui::{RichText, Ui};

use super::super::locked;
use super::{meant_ui, updating_ui, waiting_ui};
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::text::listed;
use crate::domain::{Brief, CreatorId, Rule};
use crate::report::explain::AlternativeRow;
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::format::fine_percent;
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{card_ui, chip_ui, flush_link_ui, group_label_ui, link_button_ui, muted_ui};

/// Paints the choice of how much they differ, and the alternatives; `differ` is a number of creators less one.
pub fn alternatives_ui(ui: &mut Ui, model: &Model, differ: &mut usize, asks: &mut Asks) {
    let (Some(backing), Some(Ok(plan))) = (&model.plan.backing, &model.plan.answer) else {
        return waiting_ui(ui, model);
    };
    meant_ui(ui, model);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        group_label_ui(ui, "Without at least");
        for count in 0..backing.alternatives.len() {
            let chip = chip_ui(ui, &(count + 1).to_string(), *differ == count);
            if chip.on_hover_text("Of the creators on the shortlist, so many are missing").clicked() {
                *differ = count;
            }
        }
        group_label_ui(ui, "of these creators");
        updating_ui(ui, model);
    });
    let rows = backing.alternatives.get(*differ).map(Vec::as_slice).unwrap_or_default();
    if rows.is_empty() {
        muted_ui(ui, "No other shortlist keeps the rules and differs that much");
    }
    for (place, row) in rows.iter().enumerate() {
        ui.push_id((*differ, place), |ui| card_ui(ui, |ui| row_ui(ui, model, plan, place, row, asks)));
    }
}

fn row_ui(ui: &mut Ui, model: &Model, plan: &Plan, place: usize, row: &AlternativeRow, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let amounts = plan.amounts(numbers);
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal_wrapped(|ui| {
        let less = match row.loses > 0.0 {
            true => format!("{} less ({})", amounts.amount(row.loses), fine_percent(numbers, row.less)),
            false => "Just as good".to_owned(),
        };
        ui.label(RichText::new(less).font(strong(size::BODY)).color(palette(ui).text));
        muted_ui(ui, format!("{} for {}", amounts.count(row.projected), numbers.money(row.cost)));
        if !row.proved {
            muted_ui(ui, "not proved");
        }
    });
    for (word, creators) in [("Joins", &row.joins), ("Leaves", &row.leaves)] {
        let names: Vec<&str> = creators.iter().map(|(_, name)| name.as_str()).collect();
        let names = if names.is_empty() { "nobody".to_owned() } else { listed(&names) };
        muted_ui(ui, format!("{word}: {names}"));
    }
    let Some(brief) = model.brief() else { return };
    let number = place + 1;
    ui.add_enabled_ui(locked(model).is_none(), |ui| {
        ui.horizontal(|ui| {
            let scenario = flush_link_ui(ui, "As a new scenario")
                .accessible_name(format!("Alternative {number} as a new scenario"));
            if scenario.on_hover_text("Copies this scenario with who joins pinned and who leaves barred").clicked() {
                asks.run(Command::AddScenario(Box::new(taken(brief, row))));
            }
            let here = link_button_ui(ui, "Pin here").accessible_name(format!("Pin alternative {number} here"));
            if here.on_hover_text("Pins who joins and bars who leaves in this scenario").clicked() {
                asks.run(Command::KeepBrief("Take alternative", Box::new(taken(brief, row))));
            }
        });
    });
}

/// The brief that has the alternative as its best shortlist: who joins is pinned, who leaves is barred.
fn taken(brief: &Brief, row: &AlternativeRow) -> Brief {
    let mut brief = brief.clone();
    let named = |creator: &CreatorId| row.joins.iter().chain(&row.leaves).any(|(other, _)| other == creator);
    brief.rules.retain(|rule| !matches!(rule, Rule::MustHave(c) | Rule::Never(c) if named(c)));
    brief.rules.extend(row.joins.iter().map(|(creator, _)| Rule::MustHave(*creator)));
    brief.rules.extend(row.leaves.iter().map(|(creator, _)| Rule::Never(*creator)));
    brief
}
