//! What a plan means beside its goal: people reached once, money, what moves it most, and the same money otherwise.

use eframe::egui::{Response, RichText, Ui};

use crate::domain::{Currency, NumberStyle};
use crate::report::explain::{Compared, Outcome};
use crate::report::outlook::{Cost, Outlook, Reach, UnitCost};
use crate::ui::format::{money, span};
use crate::ui::theme::{palette, size, strong};
use crate::ui::widget::{cut_ui, group_label_ui, muted_ui};

/// Paints this part.
pub fn people_ui(ui: &mut Ui, outlook: &Outlook, numbers: NumberStyle) {
    let Some(reach) = &outlook.reach else { return };
    group_label_ui(ui, "People, each counted once");
    reach_ui(ui, "See at least one post", reach, numbers);
    if let Some((nearby, people)) = &outlook.nearby {
        reach_ui(ui, "Of them nearby", nearby, numbers);
        muted_ui(ui, format!("{} people live in the radius", numbers.count(*people)));
    }
    ui.add_space(8.0);
}

fn reach_ui(ui: &mut Ui, label: &str, reach: &Reach, numbers: NumberStyle) {
    let value = format!("{} ({})", numbers.count(reach.point), span(numbers, reach.low, reach.high));
    let often = reach
        .frequency()
        .map_or(String::new(), |times| format!("; {} times each on average", numbers.decimal(times, 1)));
    line_ui(ui, label, &value).on_hover_text(format!(
        "Middle; 8 in 10 in brackets. Overlap as by chance, more within a niche or town; whatever the overlaps, the \
         middle lies between {} and {}{often}",
        numbers.count(reach.floor),
        numbers.count(reach.ceiling)
    ));
}

/// Paints this part.
pub fn money_ui(ui: &mut Ui, outlook: &Outlook, numbers: NumberStyle) {
    let Some(total) = &outlook.money else { return };
    group_label_ui(ui, "Money");
    let band = |ui: &mut Ui, label: &str, total: &crate::report::outlook::Total| {
        let (low, high) = total.band(0.8);
        let value = format!("{} ({})", numbers.count(total.middle()), span(numbers, low, high));
        line_ui(ui, label, &value).on_hover_text("Middle, and the band that holds 8 of 10 outcomes");
    };
    band(ui, "Clicks", &total.clicks);
    band(ui, "Orders", &total.orders);
    let currency = total.currency;
    for (label, cost) in [
        ("Cost per engagement", &total.per_engagement),
        ("Cost per thousand reached", &total.per_thousand_reached),
        ("Cost per click", &total.per_click),
        ("Cost per order", &total.per_order),
    ] {
        if let Some(cost) = cost {
            line_ui(ui, label, &cost_words(cost, currency, numbers));
        }
    }
    if let Some(profit) = &total.profit {
        let (low, high) = profit.band(0.8);
        let words = |units| money(numbers, units, currency);
        line_ui(ui, "Left after everything", &format!("{} ({}–{})", words(profit.middle()), words(low), words(high)));
    }
    if let Some(even) = &total.break_even {
        let chance = numbers.percent(even.chance, 0);
        line_ui(ui, "Pays for itself from", &format!("{} orders, {chance} sure", numbers.count(even.orders as f64)));
    }
    for missing in &outlook.missing {
        muted_ui(ui, missing.clone());
    }
    ui.add_space(8.0);
}

fn cost_words(cost: &UnitCost, currency: Currency, numbers: NumberStyle) -> String {
    let words = |cost: Cost| match cost {
        Cost::About(units) => precise(units, currency, numbers),
        Cost::AtLeast(units) => format!("over {}", precise(units, currency, numbers)),
    };
    format!("{} ({}–{})", words(cost.middle()), words(cost.low()), words(cost.high()))
}

/// Small amounts keep their cents.
fn precise(units: f64, currency: Currency, numbers: NumberStyle) -> String {
    match crate::domain::Money::from_units(units, currency) {
        Some(exact) if units < 100.0 => numbers.money(exact),
        _ => money(numbers, units, currency),
    }
}

/// Paints this part.
pub fn compared_ui(ui: &mut Ui, compared: &Compared, numbers: NumberStyle) {
    if compared.tiers.len() > 1 {
        group_label_ui(ui, "The same money on one tier");
        for row in &compared.tiers {
            outcome_ui(ui, row.tier.label(), row.outcome.as_ref(), "nobody can be had", numbers);
        }
        ui.add_space(8.0);
    }
    if compared.scenarios.len() > 1 {
        group_label_ui(ui, "Scenarios side by side");
        for row in &compared.scenarios {
            let label = format!("{} · {}", row.name, numbers.money(row.budget));
            let problem = row.outcome.as_ref().err().cloned().unwrap_or_default();
            outcome_ui(ui, &label, row.outcome.as_ref().ok(), &problem, numbers);
        }
    }
}

fn outcome_ui(ui: &mut Ui, label: &str, outcome: Option<&Outcome>, problem: &str, numbers: NumberStyle) {
    match outcome {
        None => {
            line_ui(ui, label, "–").on_hover_text(problem);
        }
        Some(found) => {
            let creators = if found.creators == 1 { "creator" } else { "creators" };
            let value = format!("{} from {} {creators}", numbers.count(found.projected), found.creators);
            line_ui(ui, label, &value).on_hover_ui(|ui| {
                let proof = if found.proved { "proved best" } else { "not proved" };
                let promise = numbers.count(found.promise);
                ui.label(RichText::new(format!("Promised {promise}; costs {}; {proof}", numbers.money(found.cost))));
            });
        }
    }
}

/// A label over its value: the column is too narrow for both beside each other.
fn line_ui(ui: &mut Ui, label: &str, value: &str) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        cut_ui(ui, RichText::new(label).size(13.0).color(palette(ui).muted));
        cut_ui(ui, RichText::new(value).font(strong(size::BODY)).color(palette(ui).text))
    })
    .inner
}
