//! The aim of the brief: the most, the safest or a target, and what came of it.

use eframe::egui::{Align, Align2, Layout, Slider, SliderClamping, TextEdit, Ui};

use super::brief::{Change, keep};
use super::money::{FIELD, slider_end};
use crate::app::Command;
use crate::app::model::Model;
use crate::domain::{Aim, Brief, Goal, Money, NumberStyle};
use crate::report::aimed::{Aimed, Reached, Safer, Short};
use crate::report::plan::Plan;
use crate::ui::asks::Asks;
use crate::ui::format::Amounts;
use crate::ui::theme::palette;
use crate::ui::typed::{Typed, number};
use crate::ui::widget::{flush_link_ui, group_label_ui, muted_ui, segments_ui, wide_slider_ui};

/// What the target's field and slider remember.
#[derive(Default)]
pub struct AimState {
    text: Option<String>,
    /// The slider's end while it is held.
    end: Option<f64>,
}

/// Paints the aim and the target.
pub fn aim_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, state: &mut AimState, change: &mut Option<Change>) {
    group_label_ui(ui, "Aim");
    let segments = Aim::ALL.map(|aim| (aim.label(), aim.meaning()));
    let chosen = Aim::ALL.iter().position(|aim| *aim == brief.aim).unwrap_or_default();
    if let Some(picked) = segments_ui(ui, &segments, chosen) {
        brief.aim = Aim::ALL[picked];
        keep(change, "Change aim");
    }
    target_ui(ui, model, brief, state, change);
}

/// Says what came of the aim, and offers what it needs. It stands below everything that can be dragged: a text that
/// grew or shrank above would move the slider away under the pointer.
pub fn outcome_ui(ui: &mut Ui, model: &Model, brief: &Brief, asks: &mut Asks) {
    if let Some(Ok(plan)) = &model.plan.answer
        && let Some(words) = words(model, plan, brief)
    {
        let shown = muted_ui(ui, words);
        if let Some(details) = details(plan, model.settings.numbers) {
            shown.on_hover_text(details);
        }
    }
    set_money_ui(ui, model, asks);
}

fn target_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, state: &mut AimState, change: &mut Option<Change>) {
    let numbers = model.settings.numbers;
    let stored = brief.target.map(|target| numbers.count(target)).unwrap_or_default();
    let mut text = state.text.clone().unwrap_or_else(|| stored.replace('\u{a0}', " "));
    ui.horizontal(|ui| {
        group_label_ui(ui, "Target number");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let read = read(&text, numbers);
            let colour = if read == Typed::Wrong { palette(ui).bad } else { palette(ui).text };
            let promise = match &model.plan.answer {
                Some(Ok(plan)) => numbers.count(plan.total.promise(brief.promise)),
                _ => String::new(),
            };
            let field = TextEdit::singleline(&mut text)
                .desired_width(FIELD.min(ui.available_width()))
                .align(Align2::RIGHT_CENTER);
            let shown = ui.add(field.text_color(colour).hint_text(promise)).accessible_name("Target number");
            let shown = shown.on_hover_text(needed(brief.goal));
            if shown.changed() {
                state.text = Some(text.clone());
            }
            if shown.lost_focus()
                && let Some(typed) = state.text.take()
            {
                let target = match self::read(&typed, numbers) {
                    Typed::Wrong => brief.target,
                    read => read.value(),
                };
                if target != brief.target {
                    brief.target = target;
                    keep(change, "Change target");
                }
            }
            // What was half typed when the page was left must not come back as if it were stored.
            if !shown.has_focus() {
                state.text = None;
            }
        });
    });
    if brief.aim == Aim::Target {
        slider_ui(ui, brief, state, change);
    }
}

/// What the target's field asks for.
fn needed(goal: Goal) -> String {
    match goal {
        Goal::Margin => "How much margin is needed; empty if no amount is".to_owned(),
        _ => format!("How many {} are needed; empty if no number is", goal.many()),
    }
}

/// A number above 0.
fn read(text: &str, numbers: NumberStyle) -> Typed<f64> {
    match number(text, numbers) {
        Typed::Value(value) if value <= 0.0 || value > 1e15 => Typed::Wrong,
        read => read,
    }
}

fn slider_ui(ui: &mut Ui, brief: &mut Brief, state: &mut AimState, change: &mut Option<Change>) {
    let Some(mut target) = brief.target else { return };
    let most = state.end.unwrap_or_else(|| slider_end(target));
    let slider = Slider::new(&mut target, 0.0..=most).step_by((most / 200.0).max(1.0).round());
    let shown = wide_slider_ui(ui, "Target", slider.clamping(SliderClamping::Never));
    state.end = (shown.is_pointer_button_down_on() || shown.dragged()).then_some(most);
    if shown.changed() {
        brief.target = Some(target.max(1.0));
    }
    if shown.changed() || shown.drag_stopped() {
        *change = Some(Change { name: "Change target", keep: !shown.dragged() });
    }
}

/// What came of the aim, as a sentence without a full stop; `None` where there is nothing to say.
fn words(model: &Model, plan: &Plan, brief: &Brief) -> Option<String> {
    let numbers = model.settings.numbers;
    let amounts = plan.amounts(numbers);
    if plan.goal() != brief.goal || plan.brief.aim != brief.aim {
        return Some("Being worked out".to_owned());
    }
    let said = match &plan.aimed {
        Aimed::Most => None,
        Aimed::Searching if model.plan.working => Some("Being worked out; this shortlist keeps your rules".to_owned()),
        Aimed::Searching => None,
        Aimed::Safe(safer) => Some(safer_words(safer, amounts)),
        Aimed::NoTarget => Some("Type the number you need; until then this is the most on average".to_owned()),
        Aimed::Target(reached) => Some(reached_words(reached, numbers)),
        Aimed::Short(short) => Some(short_words(short, brief, amounts)),
    };
    let tells = matches!(plan.aimed, Aimed::Target(_) | Aimed::Short(_));
    let chance = brief.target.filter(|_| !tells).map(|target| {
        let chance = numbers.percent(plan.total.chance_of(target), 0);
        format!("{}: {} sure to be reached", amounts.amount(target), chance)
    });
    match (said, chance) {
        (Some(said), Some(chance)) => Some(format!("{said} · {chance}")),
        (said, chance) => said.or(chance),
    }
}

fn safer_words(safer: &Safer, amounts: Amounts) -> String {
    let numbers = amounts.numbers;
    let promises = match safer.gain() {
        Some(gain) if gain >= 0.0005 => format!("{} more", numbers.percent(gain, 1)),
        None if safer.promise > safer.most_promise => {
            format!("{} instead of {}", amounts.count(safer.promise), amounts.count(safer.most_promise))
        }
        _ => return "Nothing safer was found than the shortlist with the most on average".to_owned(),
    };
    format!("Promises {promises}, for at most {} less on average", numbers.percent(safer.loss, 1))
}

/// The figures behind what came of the aim.
fn details(plan: &Plan, numbers: NumberStyle) -> Option<String> {
    let amounts = plan.amounts(numbers);
    match &plan.aimed {
        Aimed::Safe(safer) => {
            let bound = safer.bound.map_or(String::new(), |bound| {
                format!(". No shortlist under these rules can promise more than {}", amounts.count(bound))
            });
            Some(format!(
                "The shortlist with the most on average promises {} and has its middle at {}; this one promises {} and \
                 has it at {}{bound}",
                amounts.count(safer.most_promise),
                amounts.count(safer.most_middle),
                amounts.count(safer.promise),
                amounts.count(plan.total.middle())
            ))
        }
        Aimed::Target(_) | Aimed::Short(_) => Some(plan.proof.method.clone()),
        _ => None,
    }
}

fn reached_words(reached: &Reached, numbers: NumberStyle) -> String {
    format!("Needs {}, {} sure", numbers.money(reached.needs), numbers.percent(reached.chance, 0))
}

fn short_words(short: &Short, brief: &Brief, amounts: Amounts) -> String {
    let numbers = amounts.numbers;
    let level = numbers.percent(brief.promise, 0);
    let found = match short.promise > 0.0 {
        true => format!("the best found promises {} at {level}", amounts.count(short.promise)),
        false => format!("nothing found promises anything at {level}"),
    };
    let most = format!(
        "Out of reach for {}: {found}, and the target is {} sure",
        numbers.money(brief.budget),
        numbers.percent(short.chance, 0)
    );
    match missing(short, brief) {
        Some((needed, missing)) => {
            format!("{most}. It needs about {}, {} more", numbers.money(needed), numbers.money(missing))
        }
        None => most,
    }
}

/// The money a target out of reach would need, and how much of it is missing.
fn missing(short: &Short, brief: &Brief) -> Option<(Money, Money)> {
    let needed = short.would_need?;
    Some((needed, Money::from_minor(needed.minor - brief.budget.minor, needed.currency)))
}

/// What is proved of a shortlist that pursues another aim than the most on average; `None` if that is all it is.
pub fn badge(aimed: &Aimed, working: bool) -> Option<&'static str> {
    match aimed {
        Aimed::Most | Aimed::NoTarget => None,
        Aimed::Searching if working => Some("Searching…"),
        Aimed::Searching => Some("Not searched to the end"),
        Aimed::Safe(_) => Some("Searched, not proved safest"),
        Aimed::Target(_) => Some("Least money found"),
        Aimed::Short(short) if short.proved => Some("Proved out of reach"),
        Aimed::Short(_) => Some("Out of reach as far as searched"),
    }
}

/// Whether two briefs ask for the same shortlist. How sure one wants to be doesn't change the one with the most on
/// average, and a target only that which aims at it.
pub fn same_question(a: &Brief, b: &Brief) -> bool {
    let mut a = a.clone();
    if a.aim == Aim::Most {
        a.promise = b.promise;
    }
    if a.aim != Aim::Target {
        a.target = b.target;
    }
    (a.starts, a.ends) = (b.starts, b.ends);
    a == *b
}

/// Offers to set the money to what the target needs, where that is known.
fn set_money_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let (Some(Ok(plan)), Some(brief)) = (&model.plan.answer, model.brief()) else { return };
    let Aimed::Short(short) = &plan.aimed else { return };
    let Some((needed, _)) = missing(short, brief).filter(|_| plan.brief == *brief) else { return };
    if flush_link_ui(ui, &format!("Set the money to {}", model.settings.numbers.money(needed))).clicked() {
        asks.run(Command::KeepBrief("Change money", Box::new(Brief { budget: needed, ..brief.clone() })));
    }
}
