//! The right column: what the shortlist will bring, to whom, for what money, when, and what it hangs on.

use eframe::egui::Ui;

use super::curve::{Curve, curve_ui};
use super::people::people_ui;
use super::posting::posting_ui;
use super::takings::takings_ui;
use crate::app::model::Model;
use crate::domain::{Platform, Tier};
use crate::report::outlook::Outlook;
use crate::report::picture::{density, intervals, mix, timeline, tornado};
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::chart::picture_ui;
use crate::ui::tabs::tabs_ui;
use crate::ui::widget::{muted_ui, plain_button_ui, scroll_ui};

/// What the column remembers.
#[derive(Default)]
pub struct ColumnState {
    tab: Tab,
    curve: Curve,
    /// A posting day as it is being typed.
    pub typed: super::posting::Typing,
}

/// The parts of the column.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum Tab {
    #[default]
    Forecast,
    Reach,
    Money,
    Mix,
    Time,
    Drivers,
}

const TABS: [(Tab, &str); 6] = [
    (Tab::Forecast, "Forecast"),
    (Tab::Reach, "Reach"),
    (Tab::Money, "Money"),
    (Tab::Mix, "Mix"),
    (Tab::Time, "Time"),
    (Tab::Drivers, "Drivers"),
];

/// Paints the column.
pub fn column_ui(ui: &mut Ui, model: &Model, state: &mut ColumnState, asks: &mut Asks) {
    let plan = match &model.plan.answer {
        Some(Ok(plan)) => plan,
        Some(Err(_)) => return drop(muted_ui(ui, "Charts appear as soon as there is a shortlist")),
        None => return waiting_ui(ui),
    };
    if plan.rows.is_empty() {
        muted_ui(ui, "Charts appear as soon as somebody is on the shortlist");
        return;
    }
    tabs_ui(ui, &TABS, &mut state.tab);
    ui.add_space(8.0);
    let tab = state.tab;
    ui.push_id(tab as u8, |ui| {
        scroll_ui(ui, |ui| match (tab, &model.plan.outlook) {
            (Tab::Forecast, outlook) => forecast_ui(ui, model, plan, outlook.as_deref(), &mut state.curve, asks),
            (_, None) => waiting_ui(ui),
            (Tab::Reach, Some(outlook)) => people_ui(ui, model, outlook, asks),
            (Tab::Money, Some(outlook)) => takings_ui(ui, model, outlook, asks),
            (Tab::Mix, Some(outlook)) => mix_ui(ui, model, plan, outlook, asks),
            (Tab::Time, Some(outlook)) => time_ui(ui, model, plan, outlook, state, asks),
            (Tab::Drivers, Some(outlook)) => drivers_ui(ui, model, plan, outlook, asks),
        });
    });
}

fn waiting_ui(ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.spinner();
        muted_ui(ui, "Being worked out");
    });
}

fn forecast_ui(ui: &mut Ui, model: &Model, plan: &Plan, outlook: Option<&Outlook>, curve: &mut Curve, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let level = model.brief().map_or(plan.brief.promise, |brief| brief.promise);
    let source = outlook.map_or(String::new(), |of| format!("{}\nOffers: {}", of.sources.posts, of.sources.chances));
    picture_ui(ui, &density(plan, level, numbers).with_source(source), asks);
    ui.add_space(12.0);
    curve_ui(ui, model, plan, curve, asks);
    ui.add_space(12.0);
    match outlook.map(|outlook| timeline(plan, outlook, numbers)) {
        Some(Some(picture)) => picture_ui(ui, &picture, asks),
        Some(None) => no_days_ui(ui),
        None => waiting_ui(ui),
    }
}

fn mix_ui(ui: &mut Ui, model: &Model, plan: &Plan, outlook: &Outlook, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let amounts = plan.amounts(numbers);
    let platform = |of: &Option<Platform>| of.map_or("Platform unknown", Platform::label).to_owned();
    let tier = |of: &Option<Tier>| of.map_or("Size unknown", Tier::label).to_owned();
    let platforms = mix("Platforms", &outlook.platforms, platform, amounts);
    let tiers = mix("Tiers", &outlook.tiers, tier, amounts);
    for picture in [Some(intervals(plan, numbers)), platforms, tiers].into_iter().flatten() {
        picture_ui(ui, &picture.with_source(outlook.sources.posts.clone()), asks);
        ui.add_space(12.0);
    }
}

fn time_ui(ui: &mut Ui, model: &Model, plan: &Plan, outlook: &Outlook, state: &mut ColumnState, asks: &mut Asks) {
    match timeline(plan, outlook, model.settings.numbers) {
        Some(picture) => {
            picture_ui(ui, &picture, asks);
            ui.add_space(12.0);
            posting_ui(ui, model, plan, outlook, &mut state.typed, asks);
        }
        None => no_days_ui(ui),
    }
}

fn no_days_ui(ui: &mut Ui) {
    muted_ui(
        ui,
        "Set the first and last day in the brief: posts are spread between them, and you see when results come in",
    );
}

fn drivers_ui(ui: &mut Ui, model: &Model, plan: &Plan, outlook: &Outlook, asks: &mut Asks) {
    let found = outlook
        .tornado
        .as_ref()
        .and_then(|found| tornado(found, &outlook.sources, plan.amounts(model.settings.numbers)));
    match found {
        Some(picture) => picture_ui(ui, &picture, asks),
        None => {
            muted_ui(ui, "Nothing that is assumed moves this total; it rests on own posts alone");
        }
    }
    ui.add_space(8.0);
    if plain_button_ui(ui, "Change in Settings").on_hover_text("Every assumption with its source and year").clicked() {
        asks.assumptions("");
    }
}
