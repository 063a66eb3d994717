//! The goal of the brief: one control that opens the list of all goals with what each means, and the parts of a mix.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Button, ComboBox, Layout, RichText, Slider, TextFormat, Ui, vec2};

use super::brief::{Change, keep};
use crate::domain::{Brief, Goal, Mix, NumberStyle};
use crate::ui::theme::{palette, regular, size};
use crate::ui::widget::{cut_ui, group_label_ui, wide_slider_ui};

/// Width of the list of goals.
const LIST: f32 = 320.0;
/// Width of the names of a mix's parts, and of their shares.
const NAME: f32 = 84.0;
const SHARE: f32 = 38.0;

/// Paints the goal and, of a mix, its parts.
pub fn goal_ui(ui: &mut Ui, numbers: NumberStyle, brief: &mut Brief, change: &mut Option<Change>) {
    group_label_ui(ui, "Goal");
    let chosen = RichText::new(brief.goal.label()).color(palette(ui).text);
    let combo = ComboBox::from_id_salt("goal").selected_text(chosen).width(ui.available_width()).height(520.0);
    let mut picked = None;
    let was_open = ui.scope_id().with("goals were open");
    let first = !ui.data(|data| data.get_temp::<bool>(was_open).unwrap_or(false));
    let shown = combo.show_ui(ui, |ui| {
        ui.set_min_width(LIST);
        // All nine fit without scrolling.
        ui.spacing_mut().item_spacing.y = 0.0;
        for goal in Goal::ALL {
            let here = goal.key() == brief.goal.key();
            let entry = ui.add(Button::selectable(here, entry(ui, goal)).min_size(vec2(LIST, 0.0)));
            let entry = entry.accessible_name(goal.label());
            if here && first {
                // The keyboard starts at the chosen one.
                entry.request_focus();
            }
            if entry.clicked() {
                picked = Some(goal).filter(|_| !here);
                ui.close();
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(was_open, shown.inner.is_some()));
    shown.response.accessible_name("Goal").on_hover_text(brief.goal.meaning());
    if let Some(goal) = picked {
        brief.goal = goal;
        // A number of views means nothing in orders.
        brief.target = None;
        keep(change, "Change goal");
    }
    mix_ui(ui, numbers, brief, change);
}

/// A goal over its meaning.
fn entry(ui: &Ui, goal: Goal) -> LayoutJob {
    let colours = palette(ui);
    let mut job = LayoutJob::default();
    job.append(goal.label(), 0.0, TextFormat::simple(regular(size::BODY), colours.text));
    job.append("\n", 0.0, TextFormat::simple(regular(size::SMALL), colours.muted));
    job.append(goal.meaning(), 0.0, TextFormat::simple(regular(size::SMALL), colours.muted));
    job.wrap.max_width = LIST - 16.0;
    job
}

fn mix_ui(ui: &mut Ui, numbers: NumberStyle, brief: &mut Brief, change: &mut Option<Change>) {
    let Goal::Mix(mut mix) = brief.goal else { return };
    let shares = mix.shares();
    for (place, part) in Mix::PARTS.into_iter().enumerate() {
        let share = shares.iter().find(|(goal, _)| *goal == part).map_or(0.0, |(_, share)| *share);
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let left = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(vec2(NAME, 20.0), left, |ui| {
                    ui.set_min_width(NAME);
                    cut_ui(ui, RichText::new(short(part)).size(13.0)).on_hover_text(format!(
                        "{}: {}",
                        part.label(),
                        part.meaning()
                    ));
                });
                let width = ui.available_width() - SHARE - 4.0;
                ui.allocate_ui_with_layout(vec2(width, 20.0), left, |ui| {
                    let slider = Slider::new(&mut mix.weights[place], 0..=100);
                    let shown = wide_slider_ui(ui, &format!("Weight of {}", part.many()), slider);
                    if shown.changed() || shown.drag_stopped() {
                        brief.goal = Goal::Mix(mix);
                        *change = Some(Change { name: "Change mix", keep: !shown.dragged() });
                    }
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(RichText::new(numbers.percent(share, 0)).size(13.0).color(palette(ui).text));
                });
            });
        });
    }
    if shares.is_empty() {
        ui.label(RichText::new("No part has any weight; drag at least one up").size(13.0).color(palette(ui).warn));
    }
}

/// A part's name where there is little room.
fn short(part: Goal) -> &'static str {
    match part {
        Goal::Relevant => "Relevant",
        Goal::Nearby => "Nearby",
        other => other.label(),
    }
}
