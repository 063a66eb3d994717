//! One rule as a sentence whose numbers, amounts and names can be changed where they stand.

use std::ops::RangeInclusive;

use eframe::egui::{DragValue, Popup, PopupCloseBehavior, Response, RichText, TextEdit, Ui};

use super::brief::{Change, keep};
use super::pick::{PickState, creators_ui};
use super::rules::RulesState;
use crate::app::model::Model;
use crate::app::rule_words::{counted, on, per};
use crate::domain::{Brief, CreatorId, Group, Metric, Money, NumberStyle, Rule};
use crate::ui::theme::palette;
use crate::ui::typed;
use crate::ui::widget::{link_button_ui, muted_ui, toggle};

/// The most offers one creator can be allowed.
const MOST_OFFERS: u32 = 8;
/// The most that can be kept back, in percent.
const MOST_KEPT_BACK: u32 = 90;
/// How wide the list of creators is.
const PICK_WIDTH: f32 = 260.0;

/// Paints the rule at `place`; `words` is what it says.
pub fn rule_line_ui(
    ui: &mut Ui,
    model: &Model,
    brief: &mut Brief,
    place: usize,
    words: &str,
    state: &mut RulesState,
    change: &mut Option<Change>,
) {
    let everybody = (model.roster.cards.len() as u32).max(1);
    let days = phase_days(brief);
    let budget = brief.budget;
    let numbers = model.settings.numbers;
    let Some(rule) = brief.rules.get_mut(place) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut line = Line { words, change, numbers };
        match rule {
            Rule::MinCreators(n) => line.count_ui(ui, "At least", n, 1..=everybody, "", of(*n, "creator")),
            Rule::MaxCreators(n) => line.count_ui(ui, "At most", n, 1..=everybody, "", of(*n, "creator")),
            Rule::MinOf(group, n) => line.count_ui(ui, "At least", n, 1..=everybody, "", counted(group, *n)),
            Rule::MaxOf(group, n) => line.count_ui(ui, "At most", n, 0..=everybody, "", counted(group, *n)),
            Rule::MaxShare(n) => line.count_ui(ui, "At most", n, 1..=100, " %", "of the money on one creator".into()),
            Rule::MinShareOf(group, n) => line.count_ui(ui, "At least", n, 1..=100, " %", of_money(group)),
            Rule::MaxShareOf(group, n) => line.count_ui(ui, "At most", n, 0..=100, " %", of_money(group)),
            Rule::OffersEach(n) => {
                line.count_ui(ui, "Up to", n, 1..=MOST_OFFERS, "", of(*n, "offer") + " of one creator")
            }
            Rule::Contingency(n) => {
                line.count_ui(ui, "Keep", n, 1..=MOST_KEPT_BACK, " %", "of all the money back".into())
            }
            Rule::Phases(n) => {
                let rest = format!("of the money in the first, {}\u{a0}% in the second", 100 - (*n).min(100));
                line.count_ui(ui, "Two phases:", n, 0..=100, " %", rest);
            }
            Rule::MaxCost(metric, minor) => {
                line.money_ui(ui, "At most", minor, Money::from_minor(i64::MAX / 4, budget.currency));
                let shown = ui.label(per(*metric));
                if matches!(metric, Metric::Views | Metric::Reach) {
                    let one = numbers.rate(Money::from_minor(*minor, budget.currency).units() / 1000.0, budget);
                    shown.on_hover_text(format!("{one} for each of them"));
                }
            }
            Rule::FixedCost(minor, what) => {
                line.money_ui(ui, "", minor, budget);
                ui.label("for");
                what_ui(ui, what, place, words, &mut state.typed, line.change);
            }
            Rule::NotTogether(ids) => several_ui(ui, model, "Only one of", ids, &mut state.pick, change),
            Rule::OnlyTogether(ids) => several_ui(ui, model, "All or none of", ids, &mut state.pick, change),
            Rule::MustHave(_) | Rule::Never(_) => drop(ui.label(words)),
        }
    });
    if let Some(days) = days.filter(|_| matches!(brief.rules.get(place), Some(Rule::Phases(_)))) {
        muted_ui(ui, days);
    }
}

/// A sentence while it is painted.
struct Line<'a> {
    words: &'a str,
    change: &'a mut Option<Change>,
    numbers: NumberStyle,
}

impl Line<'_> {
    fn count_ui(
        &mut self,
        ui: &mut Ui,
        before: &str,
        value: &mut u32,
        range: RangeInclusive<u32>,
        suffix: &str,
        after: String,
    ) {
        ui.label(before);
        let field = DragValue::new(value).range(range).speed(0.1).suffix(suffix).update_while_editing(false);
        let shown = ui.add(field.clamp_existing_to_range(false)).accessible_name(self.words);
        self.note(&shown);
        ui.label(after);
    }

    fn money_ui(&mut self, ui: &mut Ui, before: &str, minor: &mut i64, most: Money) {
        if !before.is_empty() {
            ui.label(before);
        }
        let (currency, numbers) = (most.currency, self.numbers);
        let mut units = Money::from_minor(*minor, currency).units();
        let words = move |units: f64, _: RangeInclusive<usize>| {
            Money::from_units(units, currency).map_or(String::new(), |money| numbers.money(money))
        };
        let read = move |text: &str| typed::money(text, numbers, currency).value().map(|money| money.units());
        let least = Money::from_minor(1, currency).units();
        let speed = (units / 200.0).max(least);
        let field = DragValue::new(&mut units)
            .range(least..=most.units().max(least))
            .speed(speed)
            .custom_formatter(words)
            .custom_parser(read)
            .clamp_existing_to_range(false)
            .update_while_editing(false);
        let shown = ui.add(field).accessible_name(self.words);
        if shown.changed()
            && let Some(money) = Money::from_units(units, currency)
        {
            *minor = money.minor;
        }
        self.note(&shown);
    }

    fn note(&mut self, shown: &Response) {
        if shown.changed() {
            *self.change = Some(Change { name: "Change rule", keep: !shown.dragged() });
        }
        if shown.drag_stopped() {
            keep(self.change, "Change rule");
        }
    }
}

/// What a fixed cost is for; kept when the field is left.
fn what_ui(
    ui: &mut Ui,
    what: &mut String,
    place: usize,
    words: &str,
    typed: &mut Option<(usize, String)>,
    change: &mut Option<Change>,
) {
    let mut text = typed.as_ref().filter(|(at, _)| *at == place).map_or_else(|| what.clone(), |(_, text)| text.clone());
    let width = ui.available_width().max(96.0);
    let field = TextEdit::singleline(&mut text).hint_text("other costs").desired_width(width).char_limit(60);
    let shown = ui.add(field).accessible_name(format!("What for: {words}"));
    if shown.changed() {
        *typed = Some((place, text));
    }
    if shown.lost_focus()
        && let Some((_, text)) = typed.take_if(|(at, _)| *at == place)
        && text.trim() != what
    {
        *what = text.trim().to_owned();
        keep(change, "Change rule");
    }
}

/// Names with a cross each, and a way to add more.
fn several_ui(
    ui: &mut Ui,
    model: &Model,
    before: &str,
    ids: &mut Vec<CreatorId>,
    state: &mut PickState,
    change: &mut Option<Change>,
) {
    ui.label(before);
    let mut out = None;
    for id in ids.iter() {
        let name = model.roster.card(*id).map_or("a removed creator", |card| card.name());
        ui.label(RichText::new(name).color(palette(ui).text));
        if ids.len() > 2 {
            let cross = link_button_ui(ui, "×").accessible_name(format!("Take {name} out of the rule"));
            if cross.on_hover_text("Take out of this rule").clicked() {
                out = Some(*id);
            }
        }
        ui.label("·");
    }
    let button = link_button_ui(ui, "+ Add").accessible_name("Add a creator to the rule");
    if button.clicked() {
        *state = PickState::default();
    }
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(PICK_WIDTH)
        .accessible_name("Creators of the rule")
        .show(|ui| {
            ui.set_width(PICK_WIDTH);
            if let Some(id) = creators_ui(ui, model, state, ids)
                && (ids.len() > 2 || !ids.contains(&id))
            {
                toggle(ids, id);
                keep(change, "Change rule");
            }
        });
    if let Some(id) = out {
        ids.retain(|known| *known != id);
        keep(change, "Change rule");
    }
}

/// "creator", "creators".
fn of(count: u32, one: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{one}s") }
}

fn of_money(group: &Group) -> String {
    format!("of the money {}", on(group))
}

/// Which days the two phases have.
fn phase_days(brief: &Brief) -> Option<String> {
    Some(match brief.phase_days() {
        Some([(from, to), (then, last)]) => format!("First {from} – {to}, second {then} – {last}"),
        None => "Say under When from which day to which; each phase is half of that".to_owned(),
    })
}
