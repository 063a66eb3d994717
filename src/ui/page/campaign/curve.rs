//! The curve over budgets beside the shortlist: dragging on it chooses the money.

use std::sync::Arc;

use eframe::egui::{Ui, vec2};

use super::money::slider_step;
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Brief, Money};
use crate::report::aimed::Aimed;
use crate::report::frontier::{Frontier, FrontierPoint};
use crate::report::picture::{Marked, Picture, budgets};
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::cached::{Cached, Same};
use crate::ui::chart::frontier_ui;
use crate::ui::format::Amounts;
use crate::ui::widget::waiting_ui;

/// Height of the curve with a title of one line.
const CURVE: f32 = 196.0;

/// The picture of the curve, and what is on it: the curve itself, the shortlist's point, the budget, the target with how
/// sure it has to be, the money that was found to reach it, and how results are written.
pub type Curve = Cached<(Same<Frontier>, FrontierPoint, f64, Option<(f64, f64)>, Option<f64>, Amounts), Picture>;

/// Paints the curve with the shortlist of `plan` on it.
pub fn curve_ui(ui: &mut Ui, model: &Model, plan: &Plan, drawn: &mut Curve, asks: &mut Asks) {
    let Some(frontier) = model.plan.frontier.as_ref().filter(|frontier| frontier.points.len() > 1) else {
        // As high as the curve with its title, so that nothing below it jumps when it comes.
        ui.allocate_ui(vec2(ui.available_width(), CURVE), |ui| {
            ui.set_min_height(CURVE);
            waiting_ui(ui, "The curve over budgets is being drawn");
        });
        return;
    };
    let brief = model.brief().unwrap_or(&plan.brief);
    let currency = plan.brief.budget.currency;
    let budget = plan.brief.budget.units();
    let (low, high) = plan.total.band(0.8);
    let amounts = plan.amounts(model.settings.numbers);
    let current = FrontierPoint { budget: plan.money().units(), low, middle: plan.total.middle(), high };
    let marked = Marked {
        frontier,
        current,
        budget,
        target: brief.target.map(|target| (target, brief.promise)),
        met: match &plan.aimed {
            Aimed::Target(reached) if brief.target == Some(reached.target) => Some(reached.needs.units()),
            Aimed::Short(short) if brief.target == Some(short.target) => short.would_need.map(|money| money.units()),
            _ => None,
        },
        amounts,
    };
    let note = match &plan.aimed {
        Aimed::Safe(_) => "most on average for every budget, your safe shortlist is the dot",
        Aimed::Target(_) | Aimed::Short(_) => "most on average for every budget, your shortlist is the dot",
        _ => "",
    };
    let Marked { current, budget, target, met, amounts, .. } = marked;
    let key = (Same(Arc::clone(frontier)), current, budget, target, met, amounts);
    let picture = drawn.get(key, || budgets(&marked));
    let Some((chosen, done)) = frontier_ui(ui, picture, note, asks) else { return };
    let (Some(brief), None) = (model.brief(), super::locked(model)) else { return };
    let most = frontier.points.last().map_or(0.0, |point| point.budget);
    // In the steps of the slider: five euros, five hundred yen.
    let step = slider_step(most);
    let Some(chosen) = Money::from_units(((chosen / step).round() * step).min(most), currency) else { return };
    // A pointer that is held still asks for nothing new, else no answer would ever be finished; and while the money's
    // currency has just changed, the curve is still about the old one.
    let still = chosen == brief.budget && (!done || model.plan.trial.is_none());
    if still || brief.budget.currency != currency {
        return;
    }
    let brief = Box::new(Brief { budget: chosen, ..brief.clone() });
    asks.run(if done { Command::KeepBrief("Change money", brief) } else { Command::TryBrief(brief) });
}
