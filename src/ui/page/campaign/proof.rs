//! The proof of a shortlist: a badge, and the numbers behind it.

use eframe::egui::{Button, Response, RichText, Stroke, Ui, vec2};

use super::aim::{badge, same_question};
use crate::app::model::Model;
use crate::domain::{Money, NumberStyle};
use crate::report::aimed::Aimed;
use crate::report::plan::Plan;
use crate::ui::format::{Amounts, fine_percent, plural};
use crate::ui::theme::palette;
use crate::ui::widget::{card_ui, ringed_ui, titled_ui};

/// Width of the column of titles.
const TITLES: f32 = 152.0;

/// Paints the badge that opens and closes the numbers.
pub fn proof_badge_ui(ui: &mut Ui, model: &Model, plan: &Plan) -> Response {
    let numbers = model.settings.numbers;
    let colours = palette(ui);
    let current = model.brief().is_some_and(|brief| same_question(brief, &plan.brief));
    let aimed = badge(&plan.aimed, model.plan.working);
    let (text, colour) = match (current, plan.proof.proved) {
        (false, _) => ("Updating…".to_owned(), colours.muted),
        (true, _) if aimed.is_some() => (aimed.unwrap_or_default().to_owned(), colours.muted),
        (true, true) => (format!("✓ Proved best · {}", time(numbers, plan.proof.seconds)), colours.accent),
        (true, false) => {
            let (more, colour) = match model.plan.working {
                true => ("proving…", colours.muted),
                false => ("not proved", colours.warn),
            };
            (format!("Within {} of the best · {more}", fine_percent(numbers, plan.proof.gap)), colour)
        }
    };
    let fill = if plan.proof.proved && current && aimed.is_none() { colours.soft } else { colours.chip };
    let text = RichText::new(text).size(13.0).color(colour);
    let button = Button::new(text).fill(fill).stroke(Stroke::NONE).corner_radius(11).min_size(vec2(0.0, 22.0));
    ringed_ui(ui, true, button).on_hover_text("How the shortlist was proved")
}

/// A time: "7.7 ms", "1.1 s".
fn time(numbers: NumberStyle, seconds: f64) -> String {
    match seconds {
        s if s < 0.1 => format!("{} ms", numbers.decimal(s * 1000.0, 1)),
        s if s < 1.0 => format!("{} ms", numbers.count(s * 1000.0)),
        s => format!("{} s", numbers.decimal(s, 1)),
    }
}

/// What more money would bring: a title and the words beside it. One yen brings next to nothing, so that it is told for as
/// many as bring something.
fn next_words(plan: &Plan, amounts: Amounts) -> (String, String) {
    let (each, currency) = (plan.proof.next_unit, plan.brief.budget.currency);
    let one = format!("One more {} brings", currency.symbol());
    if each.is_nan() || each <= 0.0 {
        return (one, "nothing: the money isn't what is short".to_owned());
    }
    let units = [1.0, 10.0, 100.0, 1000.0, 10_000.0].into_iter().find(|units| each * units >= 1.0).unwrap_or(100_000.0);
    let brings = each * units;
    let brings = if brings < 10.0 { amounts.numbers.decimal(brings, 1) } else { amounts.numbers.count(brings) };
    let title = match Money::from_units(units, currency) {
        Some(money) if units > 1.0 => format!("{} more bring", amounts.numbers.money(money)),
        _ => one,
    };
    (title, format!("about {brings} {}", amounts.goal.many()))
}

/// Paints the numbers behind the badge.
pub fn proof_ui(ui: &mut Ui, model: &Model, plan: &Plan) {
    let numbers = model.settings.numbers;
    let (proof, amounts) = (&plan.proof, plan.amounts(numbers));
    let under = if matches!(plan.aimed, Aimed::Target(_)) { "that costs as little" } else { "under these rules" };
    let gap = match proof.proved {
        true => format!("none: no shortlist {under} brings more"),
        false => format!("another shortlist may bring up to {} more", fine_percent(numbers, proof.gap)),
    };
    let (next_title, next) = next_words(plan, amounts);
    let left_out = plan
        .left_out
        .iter()
        .map(|(reason, count)| format!("{} {}", plural(numbers, *count, "offer", "offers"), reason.words()));
    let lines = [
        ("This shortlist", format!("{}: each projected number by its chance", amounts.amount(plan.projected))),
        ("No other has more than", amounts.amount(proof.bound)),
        ("Gap", gap),
        ("How it was shown", proof.method.clone()),
        ("Still in the running", plural(numbers, proof.contenders, "creator", "creators")),
        ("Considered", plural(numbers, plan.considered, "offer", "offers")),
        ("Not considered", left_out.collect::<Vec<_>>().join(", ")),
        (&next_title, next),
        ("Took", time(numbers, proof.seconds)),
    ];
    ui.add_space(4.0);
    card_ui(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        for (title, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            titled_ui(ui, TITLES, title, value);
        }
    });
}
