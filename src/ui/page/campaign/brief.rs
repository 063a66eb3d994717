//! The brief: goal, aim, money, how sure, when, niches, platforms, place, rules.

use eframe::egui::{RichText, Slider, TextEdit, Ui};

use super::CampaignPage;
use super::aim::{AimState, aim_ui, outcome_ui};
use super::goal::goal_ui;
use super::money::{MoneyState, money_ui};
use super::place::{PlaceState, place_ui};
use super::rules::{RulesState, rules_ui};
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Brief, Platform, ScenarioId};
use crate::ui::asks::Asks;
use crate::ui::theme::{palette, regular, size};
use crate::ui::widget::{chip_ui, flush_link_ui, group_label_ui, label_value_ui, toggle, wide_slider_ui};

/// Niches offered before "More niches" is pressed: few, so that the rules are in sight below them.
const NICHES: usize = 4;
/// Between the two dates.
const DASH: f32 = 16.0;

/// What the brief's fields remember while they are typed in.
#[derive(Default)]
pub struct BriefState {
    /// Whose brief it is.
    scenario: Option<ScenarioId>,
    aim: AimState,
    money: MoneyState,
    starts: Option<String>,
    ends: Option<String>,
    place: PlaceState,
    rules: RulesState,
    more_niches: bool,
}

/// A change of the brief: what it is called, and whether it is final or only tried while dragging.
pub struct Change {
    /// What it is called.
    pub name: &'static str,
    /// Whether it is final.
    pub keep: bool,
}

/// Paints the brief.
pub fn brief_ui(ui: &mut Ui, model: &Model, page: &mut CampaignPage, asks: &mut Asks) {
    let Some(stored) = model.brief() else { return };
    let mut brief = stored.clone();
    let mut change: Option<Change> = None;
    ui.spacing_mut().item_spacing.y = 6.0;
    let state = &mut page.brief;
    if state.scenario != model.plan.scenario {
        *state = BriefState { scenario: model.plan.scenario, more_niches: state.more_niches, ..BriefState::default() };
    }
    let locked = super::locked(model);
    if let Some(reason) = locked {
        ui.label(RichText::new(format!("{reason}; the brief can't be changed")).color(palette(ui).warn));
    }
    ui.add_enabled_ui(locked.is_none(), |ui| {
        goal_ui(ui, model.settings.numbers, &mut brief, &mut change);
        aim_ui(ui, model, &mut brief, &mut state.aim, &mut change);
        money_ui(ui, model.settings.numbers, &mut brief, &mut state.money, &mut change);
        promise_ui(ui, model, &mut brief, &mut change);
        outcome_ui(ui, model, &brief, asks);
        dates_ui(ui, &mut brief, state, &mut change);
        niches_ui(ui, model, &mut brief, state, &mut change);
        platforms_ui(ui, model, &mut brief, &mut change);
        place_ui(ui, model.settings.numbers, &mut brief, &mut state.place, &mut change);
        rules_ui(ui, model, &mut brief, &mut state.rules, &mut change);
    });
    let Some(change) = change else { return };
    if change.keep {
        // Before a click on another scenario in the same frame, else this brief would become that one's.
        asks.run_first(Command::KeepBrief(change.name, Box::new(brief)));
    } else if brief != *stored {
        asks.run(Command::TryBrief(Box::new(brief)));
    }
}

pub fn keep(change: &mut Option<Change>, name: &'static str) {
    *change = Some(Change { name, keep: true });
}

fn promise_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, change: &mut Option<Change>) {
    let words = model.settings.numbers.percent(brief.promise, 0);
    label_value_ui(ui, "How sure must you be", &words)
        .on_hover_text("The promised number is reached with this probability");
    let mut percent = brief.promise * 100.0;
    let shown = wide_slider_ui(ui, "How sure must you be", Slider::new(&mut percent, 50.0..=95.0).step_by(1.0));
    if shown.changed() {
        brief.promise = percent / 100.0;
        *change = Some(Change { name: "Change promise level", keep: !shown.dragged() });
    }
    if shown.drag_stopped() {
        keep(change, "Change promise level");
    }
}

fn dates_ui(ui: &mut Ui, brief: &mut Brief, state: &mut BriefState, change: &mut Option<Change>) {
    group_label_ui(ui, "When");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = ((ui.available_width() - DASH) / 2.0).clamp(60.0, 96.0);
        let first = date_ui(ui, width, "First day", &mut brief.starts, &mut state.starts);
        ui.label("–");
        let last = date_ui(ui, width, "Last day", &mut brief.ends, &mut state.ends);
        if first || last {
            if let (Some(starts), Some(ends)) = (brief.starts, brief.ends)
                && ends < starts
            {
                (brief.starts, brief.ends) = (Some(ends), Some(starts));
            }
            keep(change, "Change dates");
        }
    });
}

fn date_ui(
    ui: &mut Ui,
    width: f32,
    name: &str,
    date: &mut Option<jiff::civil::Date>,
    typed: &mut Option<String>,
) -> bool {
    let mut text = typed.clone().unwrap_or_else(|| date.map(|date| date.to_string()).unwrap_or_default());
    let wrong = !text.is_empty() && text.parse::<jiff::civil::Date>().is_err();
    let colour = if wrong { palette(ui).bad } else { palette(ui).text };
    let field = TextEdit::singleline(&mut text)
        .hint_text(name.to_lowercase())
        .desired_width(width)
        .font(regular(if width < 92.0 { size::SMALL } else { 13.0 }))
        .margin(eframe::egui::Margin::symmetric(6, 6))
        .text_color(colour);
    let shown = ui.add(field).accessible_name(format!("{name} of posting"));
    let shown = shown.on_hover_text("Year-month-day, such as 2026-10-01; empty while open");
    if shown.changed() {
        *typed = Some(text);
    }
    if shown.has_focus() {
        return false;
    }
    // Taken in any case: what was half typed when the page was left must not come back as if it were stored.
    let Some(text) = typed.take().filter(|_| shown.lost_focus()) else { return false };
    let read = text.trim().parse().ok();
    let sound = text.trim().is_empty() || read.is_some();
    let changed = sound && read != *date;
    if changed {
        *date = read;
    }
    changed
}

fn niches_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, state: &mut BriefState, change: &mut Option<Change>) {
    let niches = &model.roster.facets.niches;
    if niches.is_empty() {
        return;
    }
    group_label_ui(ui, if brief.niches.is_empty() { "Niches · any" } else { "Niches" });
    let most = if state.more_niches { niches.len() } else { NICHES };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(4.0, 6.0);
        for (place, (niche, _)) in niches.iter().enumerate() {
            let chosen = brief.niches.contains(niche);
            if (place < most || chosen) && chip_ui(ui, niche, chosen).clicked() {
                toggle(&mut brief.niches, niche.clone());
                keep(change, "Change niches");
            }
        }
    });
    if niches.len() > NICHES {
        let word = if state.more_niches { "Fewer niches" } else { "More niches" };
        if flush_link_ui(ui, word).clicked() {
            state.more_niches = !state.more_niches;
        }
    }
}

fn platforms_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, change: &mut Option<Change>) {
    let here: Vec<Platform> = model.roster.facets.platforms.iter().map(|(platform, _)| *platform).collect();
    if here.is_empty() && brief.platforms.is_empty() {
        return;
    }
    group_label_ui(ui, if brief.platforms.is_empty() { "Platforms · any" } else { "Platforms" });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(4.0, 6.0);
        for platform in here {
            if chip_ui(ui, platform.label(), brief.platforms.contains(&platform)).clicked() {
                toggle(&mut brief.platforms, platform);
                keep(change, "Change platforms");
            }
        }
    });
}
