//! Explanations of the plan below the shortlist: who comes next, who steps in, other shortlists, one's own, all compared.

mod alternatives;
mod beside;
mod next;
mod own;
mod refusals;
mod waterfall;
mod why;
mod why_words;

use eframe::egui::Ui;

use super::stance;
use crate::app::model::Model;
use crate::domain::ScenarioId;
use crate::report::aimed::Aimed;
use crate::ui::asks::Asks;
use crate::ui::find::Finder;
use crate::ui::tabs::tabs_ui;
use crate::ui::widget::{self, muted_ui, scroll_ui};

pub use why::why_ui;

/// An explanation.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum Tab {
    #[default]
    Next,
    Refusals,
    Alternatives,
    Own,
    Beside,
}

/// Tabs in their order, with their names.
const TABS: [(Tab, &str); 5] = [
    (Tab::Next, "Next in line"),
    (Tab::Refusals, "If someone says no"),
    (Tab::Alternatives, "Alternatives"),
    (Tab::Own, "Your list"),
    (Tab::Beside, "Side by side"),
];

/// What the explanations remember.
#[derive(Default)]
pub struct ExplainState {
    tab: Tab,
    /// Whose scenario was looked at.
    scenario: Option<ScenarioId>,
    why: Finder,
    own: Finder,
    /// By how many creators alternatives differ, less one.
    differ: usize,
}

/// Paints the tabs and the one that is open.
pub fn explain_ui(ui: &mut Ui, model: &Model, state: &mut ExplainState, asks: &mut Asks) {
    if state.scenario != model.plan.scenario {
        *state = ExplainState { tab: state.tab, scenario: model.plan.scenario, ..ExplainState::default() };
    }
    ui.scope(|ui| {
        // As wide as what is below and above, which leave room for their scroll bars.
        ui.set_max_width(ui.available_width() - 10.0);
        tabs_ui(ui, &TABS, &mut state.tab);
    });
    ui.push_id(state.tab as u8, |ui| scroll_ui(ui, |ui| tab_ui(ui, model, state, asks)));
}

/// Paints the tab that is open.
fn tab_ui(ui: &mut Ui, model: &Model, state: &mut ExplainState, asks: &mut Asks) {
    // What is explained belongs to a shortlist; one's own list and other scenarios stand without it.
    if matches!(model.plan.answer, Some(Err(_))) && !matches!(state.tab, Tab::Own | Tab::Beside) {
        return waiting_ui(ui, model);
    }
    match state.tab {
        Tab::Next => next::next_ui(ui, model, &mut state.why, asks),
        Tab::Refusals => refusals::refusals_ui(ui, model, asks),
        Tab::Alternatives => alternatives::alternatives_ui(ui, model, &mut state.differ, asks),
        Tab::Own => own::own_ui(ui, model, &mut state.own, asks),
        Tab::Beside => beside::beside_ui(ui, model, asks),
    }
}

/// Says that an explanation isn't there yet, or why it will not come. Paint it where a part of the plan is missing.
fn waiting_ui(ui: &mut Ui, model: &Model) {
    match &model.plan.answer {
        Some(Err(_)) => {
            muted_ui(ui, "There is nothing to explain until there is a shortlist");
        }
        Some(Ok(plan)) if plan.rows.is_empty() && !model.plan.working => {
            muted_ui(ui, "There is nothing to explain until somebody is on the shortlist");
        }
        _ => widget::waiting_ui(ui, "Being worked out"),
    }
}

/// Says which shortlist is meant where the one above isn't the one with the most on average.
fn meant_ui(ui: &mut Ui, model: &Model) {
    let Some(Ok(plan)) = &model.plan.answer else { return };
    if !matches!(plan.aimed, Aimed::Most | Aimed::NoTarget) {
        muted_ui(ui, "This is about the shortlist with the most on average for the money, without your aim");
    }
}

/// Says that what is shown belongs to the brief as it was a moment ago, while that is so.
fn updating_ui(ui: &mut Ui, model: &Model) {
    if model.plan.working {
        muted_ui(ui, "Updating…");
    }
}
