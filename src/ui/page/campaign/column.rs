//! The right column: what the shortlist will bring, to whom, for what money, when, and what it hangs on.

use eframe::egui::Ui;

use super::curve::{Curve, curve_ui};
use super::people::people_ui;
use super::posting::posting_ui;
use super::takings::takings_ui;
use crate::app::model::Model;
use crate::domain::{Platform, Tier};
use crate::report::outlook::Outlook;
use crate::report::picture::{Picture, density, intervals, mix, timeline, tornado};
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::chart::picture_ui;
use crate::ui::tabs::tabs_ui;
use crate::ui::widget::{muted_ui, plain_button_ui, scroll_ui, waiting_ui};

/// Seconds in which what belongs to the last shortlist grows pale.
const PALING: f32 = 0.6;

/// What the column remembers.
#[derive(Default)]
pub struct ColumnState {
    tab: Tab,
    curve: Curve,
    /// The days of the newest shortlist whose outlook is known; `None` inside where it has no dates.
    days: Option<Option<Picture>>,
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
        None => return waiting_ui(ui, "Being worked out"),
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
            (Tab::Forecast, outlook) => forecast_ui(ui, model, plan, outlook.as_deref(), state, asks),
            (_, None) => waiting_ui(ui, "Being worked out"),
            (Tab::Reach, Some(outlook)) => paling_ui(ui, model, |ui| people_ui(ui, model, outlook, asks)),
            (Tab::Money, Some(outlook)) => paling_ui(ui, model, |ui| takings_ui(ui, model, outlook, asks)),
            (Tab::Mix, Some(outlook)) => paling_ui(ui, model, |ui| mix_ui(ui, model, plan, outlook, asks)),
            (Tab::Time, Some(outlook)) => paling_ui(ui, model, |ui| time_ui(ui, model, plan, outlook, state, asks)),
            (Tab::Drivers, Some(outlook)) => paling_ui(ui, model, |ui| drivers_ui(ui, model, plan, outlook, asks)),
        });
    });
}

/// Paints what the shortlist comes to, paler and paler while that is still the last one's: slowly, so that nothing
/// flickers while the money is dragged.
fn paling_ui(ui: &mut Ui, model: &Model, add: impl FnOnce(&mut Ui)) {
    let pale = ui.ctx().animate_bool_with_time(ui.scope_id().with("pale"), model.plan.awaited.outlook, PALING);
    ui.scope(|ui| {
        ui.multiply_opacity(1.0 - 0.6 * pale);
        add(ui);
    });
}

fn forecast_ui(
    ui: &mut Ui,
    model: &Model,
    plan: &Plan,
    outlook: Option<&Outlook>,
    state: &mut ColumnState,
    asks: &mut Asks,
) {
    let numbers = model.settings.numbers;
    let level = model.brief().map_or(plan.brief.promise, |brief| brief.promise);
    let source = outlook.map_or(String::new(), |of| format!("{}\nOffers: {}", of.sources.posts, of.sources.chances));
    picture_ui(ui, &density(plan, level, numbers).with_source(source), asks);
    ui.add_space(12.0);
    curve_ui(ui, model, plan, &mut state.curve, asks);
    ui.add_space(12.0);
    match outlook {
        Some(outlook) => paling_ui(ui, model, |ui| {
            days_ui(ui, model, plan, outlook, &mut state.days, asks);
        }),
        None => waiting_ui(ui, "Being worked out"),
    }
}

/// Paints how results come in; false where that isn't known or the brief has no dates. What a shortlist says of its days
/// is never told of another one.
fn days_ui(
    ui: &mut Ui,
    model: &Model,
    plan: &Plan,
    outlook: &Outlook,
    days: &mut Option<Option<Picture>>,
    asks: &mut Asks,
) -> bool {
    if !model.plan.awaited.outlook {
        *days = Some(timeline(plan, outlook, model.settings.numbers));
    }
    match days {
        Some(Some(picture)) => {
            picture_ui(ui, picture, asks);
            return true;
        }
        Some(None) => no_days_ui(ui),
        None => waiting_ui(ui, "Being worked out"),
    }
    false
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
    if days_ui(ui, model, plan, outlook, &mut state.days, asks) {
        ui.add_space(12.0);
        posting_ui(ui, model, plan, outlook, &mut state.typed, asks);
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
