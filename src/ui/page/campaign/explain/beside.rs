//! Scenarios beside each other, and the same money on each tier alone.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{updating_ui, waiting_ui};
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::text::listed;
use crate::domain::{NumberStyle, ScenarioId};
use crate::report::explain::{Compared, Outcome, ScenarioRow, TierRow};
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::format::{Amounts, UNKNOWN, plural};
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{Tint, badge_ui, cells_ui, cut_ui, group_label_ui, link_text_ui, muted_ui};

/// Width of the column of titles, and the least of one for a scenario.
const TITLES: f32 = 84.0;
const LEAST: f32 = 124.0;

/// Paints scenarios over tiers.
pub fn beside_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let (Some(compared), Some(Ok(plan))) = (&model.plan.compared, &model.plan.answer) else {
        return waiting_ui(ui, model);
    };
    updating_ui(ui, model);
    if compared.scenarios.len() > 1 {
        scenarios_ui(ui, model, &compared.scenarios, asks);
    } else {
        muted_ui(ui, "Copy this scenario with + above to see another budget, goal or other rules beside it");
    }
    ui.add_space(12.0);
    tiers_ui(ui, model, compared, plan);
}

fn scenarios_ui(ui: &mut Ui, model: &Model, rows: &[ScenarioRow], asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let width = ui.available_width().max(TITLES + LEAST * rows.len() as f32);
    ScrollArea::horizontal().auto_shrink([false, true]).show(ui, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        heads_ui(ui, width, rows, model.plan.scenario, asks);
        type Cell = fn(&ScenarioRow, NumberStyle) -> String;
        let lines: [(&str, Cell); 7] = [
            ("Goal", |row, _| row.goal.label().to_owned()),
            ("Money", |row, numbers| numbers.money(row.budget)),
            ("Creators", |row, numbers| known(row, |found| numbers.count(found.creators as f64))),
            ("Costs", |row, numbers| known(row, |found| numbers.money(found.cost))),
            ("Middle", |row, numbers| known(row, |found| row.amounts(numbers).count(found.middle))),
            ("Promised", |row, numbers| known(row, |found| row.amounts(numbers).count(found.promise))),
            ("Proof", |row, _| known(row, |found| proof(found).to_owned())),
        ];
        for (title, cell) in lines {
            line_ui(ui, width, title, rows, |row| (cell(row, numbers), row.outcome.as_ref().err().cloned()));
        }
        let open = |row: &ScenarioRow| Some(row.scenario) == model.plan.scenario;
        type Names = fn(&ScenarioRow) -> &[String];
        let names: [(&str, Names); 2] = [("Joins", |row| &row.joins), ("Leaves", |row| &row.leaves)];
        for (title, of) in names {
            line_ui(ui, width, title, rows, |row| match (open(row), of(row)) {
                (true, _) => (UNKNOWN.to_owned(), Some("The others are held against this one".to_owned())),
                (_, []) => ("nobody".to_owned(), None),
                (_, [one]) => (one.clone(), None),
                (_, many) => (plural(numbers, many.len(), "creator", "creators"), Some(listed(many))),
            });
        }
    });
    let problems = rows.iter().filter_map(|row| Some((row, row.outcome.as_ref().err()?)));
    for (row, problem) in problems {
        muted_ui(ui, format!("{}: {problem}", row.name));
    }
}

fn heads_ui(ui: &mut Ui, width: f32, rows: &[ScenarioRow], open: Option<ScenarioId>, asks: &mut Asks) {
    cells_ui(ui, 30.0, &columns(width, rows.len()), |ui, place| {
        let Some(row) = place.checked_sub(1).and_then(|place| rows.get(place)) else { return };
        let chosen = Some(row.scenario) == open;
        let colour = if chosen { palette(ui).accent } else { palette(ui).text };
        let name = RichText::new(&row.name).font(strong(size::BODY)).color(colour);
        if chosen {
            cut_ui(ui, name).on_hover_text("The open scenario");
        } else if link_text_ui(ui, name, &format!("Open scenario {}", row.name)).clicked() {
            asks.run(Command::OpenScenario(row.scenario));
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    width: f32,
    title: &str,
    rows: &[ScenarioRow],
    cell: impl Fn(&ScenarioRow) -> (String, Option<String>),
) {
    cells_ui(ui, 26.0, &columns(width, rows.len()), |ui, place| match place.checked_sub(1).and_then(|p| rows.get(p)) {
        None => drop(cut_ui(ui, RichText::new(title).size(13.0).color(palette(ui).muted))),
        Some(row) => {
            let (words, more) = cell(row);
            let shown = cut_ui(ui, words);
            if let Some(more) = more {
                shown.on_hover_text(more);
            }
        }
    });
}

/// Shares of the width for the titles and so many scenarios; their cells are all aligned to the right.
fn columns(width: f32, scenarios: usize) -> Vec<(f32, bool)> {
    let titles = TITLES / width;
    let each = (1.0 - titles) / scenarios.max(1) as f32;
    std::iter::once((titles, false)).chain((0..scenarios).map(|_| (each, true))).collect()
}

fn known(row: &ScenarioRow, words: impl Fn(&Outcome) -> String) -> String {
    row.outcome.as_ref().map_or_else(|_| UNKNOWN.to_owned(), words)
}

fn proof(found: &Outcome) -> &'static str {
    if found.proved { "✓ best" } else { "not proved" }
}

/// Columns of the tiers: which, how many, cost, middle, promised, mark.
const TIERS: [(f32, bool); 6] = [(0.26, false), (0.15, true), (0.17, true), (0.16, true), (0.16, true), (0.10, true)];

fn tiers_ui(ui: &mut Ui, model: &Model, compared: &Compared, plan: &Plan) {
    if compared.tiers.is_empty() {
        return;
    }
    let amounts = plan.amounts(model.settings.numbers);
    group_label_ui(ui, "Many small or one big: the same money on one tier alone");
    ui.spacing_mut().item_spacing.y = 0.0;
    cells_ui(ui, 24.0, &TIERS, |ui, place| {
        let title = ["Tier", "Creators", "Costs", "Middle", "Promised", ""][place];
        cut_ui(ui, RichText::new(title).size(13.0).color(palette(ui).muted));
    });
    let brings = |row: &TierRow| row.outcome.as_ref().map_or(0.0, |found| found.projected);
    let most = compared.tiers.iter().map(brings).fold(0.0, f64::max);
    for row in &compared.tiers {
        let name = format!("{} only", row.tier.label());
        let best = most > 0.0 && brings(row) == most;
        tier_ui(ui, &name, row.outcome.as_ref(), best, amounts);
    }
    tier_ui(ui, "Any tier (the shortlist)", Some(&Outcome::of(plan)), false, amounts);
}

fn tier_ui(ui: &mut Ui, name: &str, outcome: Option<&Outcome>, best: bool, amounts: Amounts) {
    let numbers = amounts.numbers;
    let words = |of: &dyn Fn(&Outcome) -> String| outcome.map_or(UNKNOWN.to_owned(), of);
    let hint = match outcome {
        None => "Rules and money allow nobody",
        Some(found) => proof(found),
    };
    cells_ui(ui, 28.0, &TIERS, |ui, place| match place {
        0 => drop(cut_ui(ui, name).on_hover_text(hint)),
        1 => drop(cut_ui(ui, words(&|found| numbers.count(found.creators as f64)))),
        2 => drop(cut_ui(ui, words(&|found| numbers.money(found.cost)))),
        3 => drop(cut_ui(ui, RichText::new(words(&|found| amounts.count(found.middle))).font(strong(size::BODY)))),
        4 => drop(cut_ui(ui, words(&|found| amounts.count(found.promise)))),
        _ if best => drop(badge_ui(ui, "best", Tint::Good)),
        _ => {}
    });
}
