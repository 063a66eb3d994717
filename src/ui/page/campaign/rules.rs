//! The rules of a brief: each as a sentence with its number, what it costs, and a menu to add one.

use eframe::egui::{Align, Button, DragValue, Layout, RichText, Ui};

use super::brief::{Change, keep};
use crate::app::model::Model;
use crate::domain::{Brief, Goal, Group, Platform, Rule, Tier};
use crate::report::explain::RuleCost;
use crate::ui::format::amount;
use crate::ui::theme::palette;
use crate::ui::widget::{cut_ui, divider_ui, group_label_ui, link_button_ui, muted_ui};

/// Paints the rules of a brief with what each costs, and a way to add one.
pub fn rules_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, change: &mut Option<Change>) {
    ui.add_space(2.0);
    group_label_ui(ui, "Rules");
    // Costs belong to the rules they were worked out for.
    let current = matches!(&model.plan.answer, Some(Ok(plan)) if plan.brief.rules == brief.rules);
    let costs = model.plan.rule_costs.as_ref().filter(|_| current);
    let mut removed = None;
    let mut rules = brief.rules.clone();
    for (place, rule) in rules.iter_mut().enumerate() {
        let words = model.rule_words(rule);
        ui.push_id(place, |ui| {
            ui.horizontal(|ui| {
                rule_field_ui(ui, rule, &words, change);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let cross = link_button_ui(ui, "×").accessible_name(format!("Remove rule: {words}"));
                    if cross.on_hover_text("Remove this rule").clicked() {
                        removed = Some(place);
                    }
                });
            });
        });
        if let Some(cost) = costs.and_then(|costs| costs.get(place)) {
            cost_ui(ui, model, cost);
        }
        divider_ui(ui);
    }
    if let Some(place) = removed {
        rules.remove(place);
        keep(change, "Remove rule");
    }
    brief.rules = rules;
    if brief.rules.is_empty() {
        muted_ui(ui, "None: any shortlist within the money will do");
    }
    add_rule_ui(ui, model, brief, change);
}

/// What a rule costs, under it.
fn cost_ui(ui: &mut Ui, model: &Model, cost: &RuleCost) {
    let goal = model.brief().map_or(Goal::Engagements, |brief| brief.goal);
    let text = match cost.costs {
        None => "What it costs isn't proved".to_owned(),
        Some(costs) if costs < 0.5 => "Costs nothing".to_owned(),
        Some(costs) => format!("Costs {}", amount(model.settings.numbers, costs, goal)),
    };
    let joins = match cost.joins.is_empty() {
        true => "Without it the shortlist would stay as it is".to_owned(),
        false => format!("Without it would come in: {}", cost.joins.join(", ")),
    };
    muted_ui(ui, text).on_hover_text(joins);
}

fn rule_field_ui(ui: &mut Ui, rule: &mut Rule, words: &str, change: &mut Option<Change>) {
    let mut number_ui = |ui: &mut Ui, value: &mut u32, most: u32, suffix: &str| {
        let field = DragValue::new(value).range(0..=most).speed(0.1).suffix(suffix).update_while_editing(false);
        let shown = ui.add(field).accessible_name(words);
        if shown.changed() {
            *change = Some(Change { name: "Change rule", keep: !shown.dragged() });
        }
        if shown.drag_stopped() {
            *change = Some(Change { name: "Change rule", keep: true });
        }
    };
    let (before, value, most, suffix, after): (&str, &mut u32, u32, &str, String) = match rule {
        Rule::MinCreators(n) => ("At least", n, 999, "", "creators".to_owned()),
        Rule::MaxCreators(n) => ("At most", n, 999, "", "creators".to_owned()),
        Rule::MaxShare(percent) => ("At most", percent, 100, " %", "on one".to_owned()),
        Rule::MinOf(group, n) => ("At least", n, 999, "", short(group)),
        Rule::MaxOf(group, n) => ("At most", n, 999, "", short(group)),
        Rule::MinShareOf(group, percent) => ("At least", percent, 100, " %", format!("on {}", short(group))),
        Rule::MaxShareOf(group, percent) => ("At most", percent, 100, " %", format!("on {}", short(group))),
        Rule::OffersEach(n) => ("Up to", n, 8, "", "offers each".to_owned()),
        Rule::Contingency(percent) => ("Keep", percent, 90, " %", "back".to_owned()),
        Rule::Phases(percent) => ("First phase", percent, 100, " %", "of the money".to_owned()),
        _ => {
            cut_ui(ui, RichText::new(words).color(palette(ui).text));
            return;
        }
    };
    ui.label(before);
    number_ui(ui, value, most, suffix);
    cut_ui(ui, RichText::new(after)).on_hover_text(words);
}

/// A group in few words.
fn short(group: &Group) -> String {
    match group {
        Group::Platform(platform) => platform.label().to_owned(),
        Group::Tier(tier) => tier.label().to_lowercase(),
        Group::Niche(name) | Group::Place(name) | Group::Tag(name) => name.clone(),
        Group::Sex(sex) => sex.many().to_owned(),
        Group::Phase(1) => "the first phase".to_owned(),
        Group::Phase(_) => "the second phase".to_owned(),
    }
}

fn add_rule_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, change: &mut Option<Change>) {
    ui.menu_button("+ Add rule", |ui| {
        let mut add_ui = |ui: &mut Ui, label: String, rule: Rule| {
            let possible = !brief.rules.iter().any(|known| known.same_kind(&rule));
            if ui.add_enabled(possible, Button::new(label)).clicked() {
                brief.rules.push(rule);
                keep(change, "Add rule");
                ui.close();
            }
        };
        for rule in [
            Rule::MinCreators(5),
            Rule::MaxCreators(10),
            Rule::MaxShare(40),
            Rule::OffersEach(2),
            Rule::Contingency(10),
            Rule::Phases(60),
        ] {
            add_ui(ui, model.rule_words(&rule), rule);
        }
        let facets = &model.roster.facets;
        let platforms = facets.platforms.iter().map(|(platform, _): &(Platform, _)| Group::Platform(*platform));
        let tiers = Tier::ALL.into_iter().map(Group::Tier);
        let niches = facets.niches.iter().take(12).map(|(name, _)| Group::Niche(name.clone()));
        group_menu_ui(ui, "By platform", model, platforms.collect(), &mut add_ui);
        group_menu_ui(ui, "By tier", model, tiers.collect(), &mut add_ui);
        group_menu_ui(ui, "By niche", model, niches.collect(), &mut add_ui);
        ui.label(
            RichText::new("Pin or bar creators with \u{201c}pin\u{201d} and \u{201c}never\u{201d} in the lists").weak(),
        );
    });
}

fn group_menu_ui(
    ui: &mut Ui,
    label: &str,
    model: &Model,
    groups: Vec<Group>,
    add_ui: &mut impl FnMut(&mut Ui, String, Rule),
) {
    if groups.is_empty() {
        return;
    }
    ui.menu_button(label, |ui| {
        for group in groups {
            let rules = [
                Rule::MinOf(group.clone(), 1),
                Rule::MaxOf(group.clone(), 2),
                Rule::MinShareOf(group.clone(), 20),
                Rule::MaxShareOf(group.clone(), 50),
            ];
            ui.menu_button(short(&group), |ui| {
                for rule in rules {
                    add_ui(ui, model.rule_words(&rule), rule);
                }
            });
        }
    });
}
