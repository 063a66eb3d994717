//! The charts beside the shortlist.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use super::outlook::outlook_ui;
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Money, Platform};
use crate::report::plan::{FrontierPoint, Plan};
use crate::ui::asks::Asks;
use crate::ui::chart::{density_ui, frontier_ui, shares_ui};
use crate::ui::format::money;
use crate::ui::widget::muted_ui;

/// Paints the charts.
pub fn charts_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let Some(Ok(plan)) = &model.plan.answer else { return };
    if plan.rows.is_empty() {
        muted_ui(ui, "Charts appear as soon as somebody is on the shortlist");
        return;
    }
    let numbers = model.settings.numbers;
    let level = model.brief().map_or(plan.brief.promise, |brief| brief.promise);
    density_ui(ui, plan, numbers, level);
    ui.add_space(12.0);
    curve_ui(ui, model, plan, asks);
    ui.add_space(12.0);
    let shares = platform_shares(plan);
    if let Some((name, _)) = shares.first() {
        let title =
            if shares.len() == 1 { format!("All of it goes to {name}") } else { format!("Most goes to {name}") };
        shares_ui(ui, &title, &shares, numbers);
    }
    ui.add_space(12.0);
    outlook_ui(ui, model);
}

fn curve_ui(ui: &mut Ui, model: &Model, plan: &Plan, asks: &mut Asks) {
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

/// What each platform gets of the money, the most first.
fn platform_shares(plan: &Plan) -> Vec<(String, f64)> {
    let mut sums: BTreeMap<Platform, i64> = BTreeMap::new();
    for row in &plan.rows {
        *sums.entry(row.platform.unwrap_or(Platform::Other)).or_default() += row.fee.minor;
    }
    let total = plan.cost.minor.max(1) as f64;
    let mut shares: Vec<(String, f64)> = sums
        .into_iter()
        .filter(|(_, sum)| *sum > 0)
        .map(|(platform, sum)| (platform.label().to_owned(), sum as f64 / total))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}
