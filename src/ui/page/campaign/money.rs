//! The money of the brief: a field that takes any currency, and a slider that stays put while it is dragged.

use eframe::egui::{Align, Align2, Layout, Slider, SliderClamping, TextEdit, Ui};

use super::brief::Change;
use crate::domain::{Brief, Currency, Money, NumberStyle};
use crate::ui::theme::palette;
use crate::ui::typed::{self, Typed};
use crate::ui::widget::{group_label_ui, wide_slider_ui};

/// Width of the fields of amounts, wide enough for a million.
pub const FIELD: f32 = 104.0;

/// What the field and the slider remember.
#[derive(Default)]
pub struct MoneyState {
    text: Option<String>,
    /// The slider's end while it is held: an end that moved with the budget would run away from the pointer.
    end: Option<f64>,
}

/// Paints the money of `brief`.
pub fn money_ui(
    ui: &mut Ui,
    numbers: NumberStyle,
    brief: &mut Brief,
    state: &mut MoneyState,
    change: &mut Option<Change>,
) {
    field_ui(ui, numbers, brief, state, change);
    let most = state.end.unwrap_or_else(|| slider_end(brief.budget.units()));
    let mut units = brief.budget.units();
    let slider = Slider::new(&mut units, 0.0..=most).step_by(slider_step(most)).clamping(SliderClamping::Never);
    let shown = wide_slider_ui(ui, "Money", slider);
    state.end = (shown.is_pointer_button_down_on() || shown.dragged()).then_some(most);
    if shown.changed()
        && let Some(money) = Money::from_units(units, brief.budget.currency)
    {
        brief.budget = money;
        *change = Some(Change { name: "Change money", keep: !shown.dragged() });
    }
    if shown.drag_stopped() {
        *change = Some(Change { name: "Change money", keep: true });
    }
}

fn field_ui(ui: &mut Ui, numbers: NumberStyle, brief: &mut Brief, state: &mut MoneyState, change: &mut Option<Change>) {
    let currency = brief.budget.currency;
    let mut text = state.text.clone().unwrap_or_else(|| numbers.money(brief.budget).replace('\u{a0}', " "));
    ui.horizontal(|ui| {
        let label = group_label_ui(ui, "Money");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let wrong = state.text.as_deref().is_some_and(|text| read(text, numbers, currency) == Typed::Wrong);
            let colour = if wrong { palette(ui).bad } else { palette(ui).text };
            let field =
                TextEdit::singleline(&mut text).desired_width(FIELD).align(Align2::RIGHT_CENTER).text_color(colour);
            let example = numbers.decimal(1200.0, 0);
            let hint = match wrong {
                true => format!("Not an amount: write {example} or {example} USD. The old one stays otherwise"),
                false => format!("Another currency: write it beside the number, such as {example} USD"),
            };
            let shown = ui.add(field).labelled_by(label.id).on_hover_text(hint);
            if shown.changed() {
                state.text = Some(text.clone());
            }
            if shown.lost_focus()
                && let Some(typed) = state.text.take()
                && let Typed::Value(money) = read(&typed, numbers, currency)
                && money != brief.budget
            {
                brief.budget = money;
                *change = Some(Change { name: "Change money", keep: true });
            }
            // What was half typed when the page was left must not come back as if it were stored.
            if !shown.has_focus() {
                state.text = None;
            }
        });
    });
}

/// Money as people write it, with a code or symbol of its currency before or after; `default` where there is none.
fn read(text: &str, style: NumberStyle, default: Currency) -> Typed<Money> {
    let plain = typed::money(text, style, default);
    if plain != Typed::Wrong {
        return plain;
    }
    let text = text.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else { return Typed::Wrong };
    let (before, number, after) = (&text[..first], &text[first..=last], text[last + 1..].trim_start());
    if let Some(currency) = Currency::parse(before) {
        return typed::money(&text[first..], style, currency);
    }
    if let Some(currency) = Currency::parse(after).filter(|_| before.is_empty()) {
        return typed::money(number, style, currency);
    }
    // "2K USD": the letter belongs to the number.
    let factor = after.chars().next().filter(|c| matches!(c, 'k' | 'K' | 'm' | 'M') && before.is_empty());
    match factor.and_then(|factor| Some((factor, Currency::parse(&after[1..])?))) {
        Some((factor, currency)) => typed::money(&format!("{number}{factor}"), style, currency),
        None => Typed::Wrong,
    }
}

/// The end of a slider: a round number well above its value, so that it can be dragged both ways.
pub fn slider_end(value: f64) -> f64 {
    let units = value.max(10.0);
    let decade = 10_f64.powf(units.log10().floor());
    [2.0, 5.0, 10.0, 20.0].into_iter().map(|n| n * decade).find(|end| *end >= units * 1.6).unwrap_or(units * 2.0)
}

/// The step of a slider with this end, or of a curve that ends there.
pub fn slider_step(end: f64) -> f64 {
    if end <= 500.0 { 1.0 } else { 10_f64.powf((end / 200.0).log10().floor()).max(1.0) * 5.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_may_be_in_any_currency() {
        let check = |text: &str, wanted: Typed<(i64, &str)>| {
            let read = match read(text, NumberStyle::ENGLISH, Currency::EUR) {
                Typed::Value(money) => Typed::Value((money.minor, money.currency.code().to_owned())),
                Typed::Empty => Typed::Empty,
                Typed::Wrong => Typed::Wrong,
            };
            let wanted = match wanted {
                Typed::Value((minor, code)) => Typed::Value((minor, code.to_owned())),
                Typed::Empty => Typed::Empty,
                Typed::Wrong => Typed::Wrong,
            };
            assert_eq!(read, wanted, "{text}");
        };
        check("700", Typed::Value((70_000, "EUR")));
        check("700 $", Typed::Value((70_000, "USD")));
        check("$700", Typed::Value((70_000, "USD")));
        check("1,200 usd", Typed::Value((120_000, "USD")));
        check("1.2K US$", Typed::Value((120_000, "USD")));
        check("R$ 700", Typed::Value((70_000, "BRL")));
        check("700 kr", Typed::Value((70_000, "SEK")));
        check("700 ¥", Typed::Value((700, "JPY")));
        check("", Typed::Empty);
        check("700 pears", Typed::Wrong);
        check("$ 700 €", Typed::Wrong);
    }

    #[test]
    fn the_sliders_end_is_well_above_the_budget() {
        for units in [0.0, 9.0, 500.0, 999.0, 12_345.0] {
            let budget = Money::from_units(units, Currency::EUR).expect("money");
            assert!(slider_end(budget.units()) >= units * 1.6);
        }
    }
}
