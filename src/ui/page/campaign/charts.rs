//! The curve over budgets beside the shortlist.

use eframe::egui::Ui;

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::Money;
use crate::report::plan::{FrontierPoint, Plan};
use crate::ui::asks::Asks;
use crate::ui::chart::frontier_ui;
use crate::ui::format::money;
use crate::ui::widget::muted_ui;

/// Paints the curve over budgets; a click or drag on it chooses the money.
pub fn curve_ui(ui: &mut Ui, model: &Model, plan: &Plan, asks: &mut Asks) {
    let Some(frontier) = model.plan.frontier.as_ref().filter(|frontier| frontier.points.len() > 1) else {
        muted_ui(ui, "The curve over budgets is being drawn");
        return;
    };
    let numbers = model.settings.numbers;
    let currency = plan.brief.budget.currency;
    let (low, high) = plan.total.band(0.8);
    let middle = plan.total.middle();
    let current = FrontierPoint { budget: plan.brief.budget.units(), low, middle, high };
    // A tenth more money, rounded to what people say.
    let step = (current.budget / 10.0).max(1.0);
    let unit = 10_f64.powf(step.log10().floor());
    let step = (step / unit).round() * unit;
    let more = frontier.at(current.budget + step).map(|point| (point.middle - middle).max(0.0));
    let next = match more {
        Some(more) => format!("next {}: +{}", money(numbers, step, currency), numbers.count(more)),
        None => String::new(),
    };
    let Some((budget, done)) = frontier_ui(ui, frontier, current, currency, numbers, &next) else { return };
    let (Some(brief), None) = (model.brief(), super::locked(model)) else { return };
    let most = frontier.points.last().map_or(0.0, |point| point.budget);
    let Some(chosen) = Money::from_units(((budget / 5.0).round() * 5.0).min(most), currency) else { return };
    // A pointer that is held still asks for nothing new, else no answer would ever be finished; and while the money's
    // currency has just changed, the curve is still about the old one.
    let still = chosen == brief.budget && (!done || model.plan.trial.is_none());
    if still || brief.budget.currency != currency {
        return;
    }
    let brief = Box::new(crate::domain::Brief { budget: chosen, ..brief.clone() });
    asks.run(if done { Command::KeepBrief("Change money", brief) } else { Command::TryBrief(brief) });
}
