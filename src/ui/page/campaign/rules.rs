//! The rules of a brief: each as a sentence with its numbers, what it costs, and a menu to add one.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align, Layout, Rangef, Rect, RichText, Ui};

use super::add_rule::{ADDED, AddState, add_rule_ui};
use super::brief::{Change, keep};
use super::pick::PickState;
use super::rule_line::rule_line_ui;
use crate::app::model::Model;
use crate::domain::Brief;
use crate::report::explain::RuleCost;
use crate::ui::format::Amounts;
use crate::ui::theme::palette;
use crate::ui::widget::{divider_ui, group_label_ui, link_button_ui, muted_ui};

/// With more rules than this, those out of sight are not painted.
const MANY: usize = 40;
/// How far beyond what is in sight rules are painted, so that the keyboard walks on through them.
const AROUND: f32 = 240.0;

/// How long a new rule is brought into sight: until its costs and the rules around it have their heights.
const FRAMES: u8 = 4;

/// What the rules remember while they are changed.
#[derive(Default)]
pub struct RulesState {
    /// What is being added.
    add: AddState,
    /// Whom a rule of several creators is given.
    pub(super) pick: PickState,
    /// What a fixed cost is for, while it is typed, by the rule's place.
    pub(super) typed: Option<(usize, String)>,
    /// How high each rule was when it was last painted, by its place.
    heights: Vec<Option<f32>>,
    /// Where a new rule stands, which may come a few frames later, and for how many frames yet it is brought into sight.
    fresh: (usize, u8),
}

/// Paints the rules of a brief with what each costs, and a way to add one.
pub fn rules_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, state: &mut RulesState, change: &mut Option<Change>) {
    ui.add_space(2.0);
    // In the heading, so that it is found however many rules there are.
    ui.horizontal(|ui| {
        heading_ui(ui, model, brief.rules.len());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            add_rule_ui(ui, model, brief, &mut state.add, change);
        });
    });
    if matches!(change, Some(change) if change.name == ADDED) {
        state.fresh = (brief.rules.len().saturating_sub(1), FRAMES);
    }
    // Costs belong to the brief they were worked out for.
    let current = matches!(&model.plan.answer, Some(Ok(plan)) if plan.brief.rules == brief.rules);
    let costs = model.plan.rule_costs.as_ref().filter(|_| current);
    let mut removed = None;
    state.heights.resize(brief.rules.len(), None);
    let many = brief.rules.len() > MANY;
    for place in 0..brief.rules.len() {
        let top = ui.cursor().top();
        let sight = ui.clip_rect().expand(AROUND).y_range();
        let fresh = state.fresh.1 > 0 && place == state.fresh.0;
        let away = |height: &f32| many && !fresh && !sight.intersects(Rangef::new(top, top + height));
        if let Some(height) = state.heights[place].filter(away) {
            ui.add_space(height);
            continue;
        }
        let words = model.rule_words(&brief.rules[place]);
        ui.push_id(place, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                let cross = link_button_ui(ui, "×").accessible_name(format!("Remove rule: {words}"));
                if cross.on_hover_text("Remove this rule").clicked() {
                    removed = Some(place);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    rule_line_ui(ui, model, brief, place, &words, state, change);
                    // What only permits costs nothing, and needs no line to say so.
                    if !brief.rules[place].only_permits() {
                        cost_ui(ui, model, costs.and_then(|costs| costs.get(place)));
                    }
                });
            });
        });
        divider_ui(ui);
        state.heights[place] = Some(ui.cursor().top() - top);
        if fresh {
            state.fresh.1 -= 1;
            let rect = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=ui.cursor().top());
            ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        }
    }
    if let Some(place) = removed {
        brief.rules.remove(place);
        keep(change, "Remove rule");
    }
    if brief.rules.is_empty() {
        muted_ui(ui, "None: any shortlist within the money will do");
    }
}

/// The heading with how many rules there are.
fn heading_ui(ui: &mut Ui, model: &Model, count: usize) {
    let count = model.settings.numbers.count(count as f64);
    group_label_ui(ui, &if count == "0" { "Rules".to_owned() } else { format!("Rules · {count}") });
}

/// What a rule costs, under it; the line is there even before that is known, so that nothing jumps.
fn cost_ui(ui: &mut Ui, model: &Model, cost: Option<&RuleCost>) {
    let Some(cost) = cost else {
        if model.plan.working {
            muted_ui(ui, "Working out its cost");
        } else {
            let lacks = matches!(model.plan.answer, Some(Err(_)));
            let words = if lacks { "There is no shortlist to compare with" } else { "Not worked out yet" };
            ui.label(RichText::new("–").size(13.0).color(palette(ui).muted)).on_hover_text(words);
        }
        return;
    };
    let Some(brief) = model.brief() else { return };
    let text = match cost.costs {
        None => "What it costs isn't proved".to_owned(),
        Some(costs) if costs < 0.5 => "Costs nothing".to_owned(),
        Some(costs) => format!("Costs {}", Amounts::of(brief, model.settings.numbers).amount(costs)),
    };
    let joins = match cost.joins.is_empty() {
        true => "Without it the shortlist would have the same creators".to_owned(),
        false => format!("Without it would come in: {}", cost.joins.join(", ")),
    };
    muted_ui(ui, text).on_hover_text(joins);
}
